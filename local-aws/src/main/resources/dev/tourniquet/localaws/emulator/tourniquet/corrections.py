"""What moto answers other than AWS is set right here where that is known, once a service is loaded: at the end is the list."""

import base64

import moto.backends

# What every screen shows: the bytes that a picture begins with; LocalAws names them, too.
SCREEN = b"\xff\xd8\xff\xe0 a screen"


def correct():
    """Loading a service takes its time and is left to the first call of it."""
    load = moto.backends._import_backend

    def loaded(module_name, backends_name):
        backend = load(module_name, backends_name)
        if module_name in CORRECTIONS:
            CORRECTIONS.pop(module_name)()
        return backend

    moto.backends._import_backend = loaded


def leaves_standby_once():
    """Auto Scaling refuses what is not in Standby; moto raises the desired capacity once more."""
    from moto.autoscaling.exceptions import ValidationError
    from moto.autoscaling.models import AutoScalingBackend

    leave = AutoScalingBackend.exit_standby_instances

    def exit_standby_instances(self, group_name, instance_ids):
        for member in self.autoscaling_groups[group_name].instance_states:
            if member.instance.id in instance_ids and member.lifecycle_state != "Standby":
                raise ValidationError(f"The instance {member.instance.id} is not in Standby.")
        return leave(self, group_name, instance_ids)

    AutoScalingBackend.exit_standby_instances = exit_standby_instances


def registers_once():
    """A classic load balancer has an instance once, however often it is registered; moto lists it each time."""
    from moto.elb.models import ELBBackend

    register = ELBBackend.register_instances

    def register_instances(self, load_balancer_name, instance_ids, from_autoscaling=False):
        there = self.get_load_balancer(load_balancer_name).instance_ids
        new = [instance_id for instance_id in instance_ids if instance_id not in there]
        return register(self, load_balancer_name, new, from_autoscaling)

    ELBBackend.register_instances = register_instances


def instances_have_profiles_and_screens():
    """EC2 gives an instance the id of its profile, and moto that of the association of the two; moto has no screens."""
    from moto.core.responses import ActionResult
    from moto.ec2.models.iam_instance_profile import IamInstanceProfileAssociation
    from moto.ec2.responses.general import General

    associate = IamInstanceProfileAssociation.__init__

    def __init__(self, *arguments, **named):
        associate(self, *arguments, **named)
        profile = self.iam_instance_profile
        self.instance.iam_instance_profile = {"Arn": profile.arn, "Id": profile.id}

    def get_console_screenshot(self):
        instance = self.ec2_backend.get_instance(self._get_param("InstanceId"))
        return ActionResult({"InstanceId": instance.id, "ImageData": base64.b64encode(SCREEN).decode()})

    IamInstanceProfileAssociation.__init__ = __init__
    General.get_console_screenshot = get_console_screenshot


def users_have_ids_of_their_form():
    """The id of a user begins with AIDA; moto's cannot be told from other text."""
    from moto.iam.models import User

    make = User.__init__

    def __init__(self, *arguments, **named):
        make(self, *arguments, **named)
        self.id = "AIDA" + self.id.upper()[:17]

    User.__init__ = __init__


CORRECTIONS = {
    "autoscaling": leaves_standby_once,
    "ec2": instances_have_profiles_and_screens,
    "elb": registers_once,
    "iam": users_have_ids_of_their_form,
}
