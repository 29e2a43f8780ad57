"""Python runs this before the emulator starts.

What moto works out again for every call is worked out once, which halves the time of most calls. What it answers other than AWS
is set right where that is known: at RIGHT, below. And the emulator can branch: POST /tourniquet/branch?port=0 answers with the port of a second emulator, a fork of this process, whose state
goes its own way from here on; another port replaces the branch that listens there. POST /tourniquet/end?port=N ends one.

Calls are answered one at a time: moto looks at a condition and writes in two steps, and two conditional writes at once
would both succeed.
"""

import base64
import functools
import gc
import os
import signal
import threading
from urllib.parse import parse_qs

try:
    import moto.backends
    import moto.core.responses
    import moto.core.serialize
    import moto.core.utils
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication
    from werkzeug.serving import make_server
except ImportError:
    moto = None


# What every screen shows: the bytes that a picture begins with; LocalAws names them, too.
SCREEN = b"\xff\xd8\xff\xe0 a screen"


def remember():
    modules = tuple(moto.backends.list_of_moto_modules())
    moto.backends.list_of_moto_modules = lambda: modules
    methods = functools.cache(moto.core.utils.method_names_from_class)
    moto.core.utils.method_names_from_class = methods
    moto.core.responses.method_names_from_class = methods
    remember_keys(moto.core.serialize)


def remember_keys(serialize):
    """Under which names an attribute may be had hangs on classes and models, which are few, not on the object."""
    for name in ("AttributePicker", "XFormedAttributePicker"):
        picker = getattr(serialize, name, None)
        if picker and hasattr(picker, "get_possible_keys"):
            picker.get_possible_keys = remembering(picker.get_possible_keys)


def remembering(possible_keys):
    known = {}

    def get_possible_keys(self, context):
        shape = context.shape
        parent = getattr(shape, "parent", None)
        about = (
            type(self),
            type(context.obj),
            context.key,
            getattr(context.service_model, "service_name", None),
            shape.name if shape is not None else None,
            shape.serialization.get("name") if shape is not None else None,
            parent.name if parent is not None else None,
        )
        keys = known.get(about)
        if keys is None:
            keys = known[about] = tuple(dict.fromkeys(possible_keys(self, context)))
        return keys

    return get_possible_keys


def set_right():
    """Once a service is loaded, which takes its time and is left to the first call."""
    load = moto.backends._import_backend

    def loaded(module_name, backends_name):
        backend = load(module_name, backends_name)
        if module_name in RIGHT:
            RIGHT.pop(module_name)()
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


RIGHT = {
    "autoscaling": leaves_standby_once,
    "ec2": instances_have_profiles_and_screens,
    "elb": registers_once,
    "iam": users_have_ids_of_their_form,
}


class Branches:
    """The branches of this process by their ports. Each ends with it, because then its pipe does."""

    def __init__(self):
        self.lock = threading.Lock()
        self.processes = {}

    def make(self, application, port):
        with self.lock:
            self.end_locked(port)
            alive, keep_alive = os.pipe()
            heard, told = os.pipe()
            gc.freeze()
            process = os.fork()
            if process == 0:
                self.serve(application, port, alive, told)
            os.close(alive)
            os.close(told)
            with os.fdopen(heard) as answer:
                port = int(answer.read())
            self.processes[port] = (process, keep_alive)
            return port

    def end(self, port):
        with self.lock:
            self.end_locked(port)

    def end_locked(self, port):
        process, keep_alive = self.processes.pop(port, (None, None))
        if process:
            os.close(keep_alive)
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)

    @staticmethod
    def serve(application, port, alive, told):
        try:
            for name in os.listdir("/dev/fd"):
                if int(name) > 2 and int(name) not in (alive, told):
                    try:
                        os.close(int(name))
                    except OSError:
                        pass
            branches.__init__()
            turns.__init__()
            server = make_server("127.0.0.1", port, application, threaded=True)
            os.write(told, str(server.port).encode())
            os.close(told)
            threading.Thread(target=lambda: os.read(alive, 1) or os._exit(0), daemon=True).start()
            server.serve_forever()
        finally:
            os._exit(1)


branches = Branches()


class Turns:
    def __init__(self):
        self.lock = threading.Lock()


turns = Turns()


def in_turn(answer):
    def call(application, environ, start_response):
        with turns.lock:
            return answer(application, environ, start_response)

    return call


def branching(answer):
    def call(application, environ, start_response):
        path = environ.get("PATH_INFO", "")
        if not path.startswith("/tourniquet/"):
            return answer(application, environ, start_response)
        port = int(parse_qs(environ.get("QUERY_STRING", ""))["port"][0])
        if path == "/tourniquet/branch":
            port = branches.make(application, port)
        else:
            branches.end(port)
        body = str(port).encode()
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
        return [body]

    return call


if moto:
    remember()
    set_right()
    DomainDispatcherApplication.__call__ = branching(in_turn(DomainDispatcherApplication.__call__))
