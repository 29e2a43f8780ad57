"""The twin of isolate-instance: the same work in plain boto3, one call after another, with the calls that the function makes."""

import base64
import json

import boto3

from common import dynamo, LEDGER, now, open_case, query, settle, write, write_ahead
from policies import deny

ec2 = boto3.client("ec2")
scaling = boto3.client("autoscaling")
classic = boto3.client("elb")
balancing = boto3.client("elbv2")
iam = boto3.client("iam")

RESPONSE = "isolate-instance"
NAME = "tourniquet-revoked-sessions"


def instance(instance_id):
    return ec2.describe_instances(InstanceIds=[instance_id])["Reservations"][0]["Instances"][0]


def quarantine_group(vpc):
    made = ec2.create_security_group(GroupName="tourniquet-quarantine", Description="quarantine", VpcId=vpc)["GroupId"]
    group = ec2.describe_security_groups(GroupIds=[made])["SecurityGroups"][0]
    ec2.revoke_security_group_egress(GroupId=made, IpPermissions=group["IpPermissionsEgress"])
    assert not ec2.describe_security_groups(GroupIds=[made])["SecurityGroups"][0]["IpPermissionsEgress"]
    return made


def role_policy(role):
    try:
        return iam.get_role_policy(RoleName=role, PolicyName=NAME)["PolicyDocument"]
    except iam.exceptions.NoSuchEntityException:
        return None


def keep(instance_id, what, content):
    key = f"{instance_id}/evidence/{what}"
    if not query(f"{RESPONSE}/{key}"):
        dynamo.put_item(
            TableName=LEDGER,
            Item={
                "pk": {"S": f"{RESPONSE}/{key}"},
                "generation": {"N": "1"},
                "body": {"B": content},
            },
        )
    query(f"{RESPONSE}/{key}")


def handler(event):
    if event["detail-type"] != "GuardDuty Finding":
        raise ValueError("not a finding")
    instance_id = event["detail"]["resource"]["instanceDetails"]["instanceId"]
    ec2.describe_security_groups(Filters=[{"Name": "tag:tourniquet", "Values": ["quarantine"]}])
    found = instance(instance_id)
    open_case(RESPONSE, instance_id)
    scaling.describe_auto_scaling_instances(InstanceIds=[instance_id])
    interfaces = [(each["NetworkInterfaceId"], [group["GroupId"] for group in each["Groups"]]) for each in found["NetworkInterfaces"]]
    write_ahead(RESPONSE, instance_id, {"interfaces": interfaces})
    quarantine = quarantine_group(found["NetworkInterfaces"][0]["VpcId"])
    instance(instance_id)
    ec2.describe_instance_attribute(InstanceId=instance_id, Attribute="disableApiTermination")
    for interface, _ in interfaces:
        ec2.modify_network_interface_attribute(NetworkInterfaceId=interface, Groups=[quarantine])
    ec2.describe_instance_attribute(InstanceId=instance_id, Attribute="instanceInitiatedShutdownBehavior")
    classic.describe_load_balancers()
    profile = found["IamInstanceProfile"]["Arn"].split("/")[-1]
    role = iam.get_instance_profile(InstanceProfileName=profile)["InstanceProfile"]["Roles"][0]["RoleName"]
    iam.get_role(RoleName=role)
    role_policy(role)
    balancing.describe_target_groups()
    write(RESPONSE, instance_id, {"steps": "read"})
    role_policy(role)
    wanted = deny(now())
    iam.put_role_policy(RoleName=role, PolicyName=NAME, PolicyDocument=json.dumps(wanted))
    ec2.describe_security_groups(GroupIds=[quarantine])
    classic.describe_load_balancers()
    if role_policy(role) != wanted:
        raise ValueError("not in place")
    seen = ec2.describe_network_interfaces(NetworkInterfaceIds=[interface for interface, _ in interfaces])
    ec2.describe_security_groups(GroupIds=[quarantine])
    for each in seen["NetworkInterfaces"]:
        if len(each["Groups"]) != 1:
            raise ValueError("not isolated")
    ec2.describe_network_interfaces(NetworkInterfaceIds=[interface for interface, _ in interfaces])
    keep(instance_id, "output", ec2.get_console_output(InstanceId=instance_id)["Output"].encode())
    keep(instance_id, "screen", base64.b64decode(ec2.get_console_screenshot(InstanceId=instance_id)["ImageData"]))
    ec2.modify_instance_attribute(InstanceId=instance_id, DisableApiTermination={"Value": True})
    ec2.describe_instance_attribute(InstanceId=instance_id, Attribute="disableApiTermination")
    ec2.modify_instance_attribute(InstanceId=instance_id, InstanceInitiatedShutdownBehavior={"Value": "stop"})
    ec2.describe_instance_attribute(InstanceId=instance_id, Attribute="instanceInitiatedShutdownBehavior")
    instance(instance_id)
    ec2.modify_instance_attribute(InstanceId=instance_id, BlockDeviceMappings=[])
    instance(instance_id)
    tagged = [{"Name": "tag:tourniquet:case", "Values": [f"{RESPONSE}/{instance_id}/1"]}]
    ec2.describe_snapshots(OwnerIds=["self"], Filters=tagged)
    ec2.create_snapshots(InstanceSpecification={"InstanceId": instance_id})
    ec2.describe_snapshots(OwnerIds=["self"], Filters=tagged)
    ec2.create_tags(Resources=[instance_id], Tags=[{"Key": "tourniquet:case", "Value": f"{RESPONSE}/{instance_id}/1"}])
    instance(instance_id)
    ec2.describe_security_groups(Filters=[{"Name": "tag:tourniquet", "Values": ["quarantine"]}])
    ec2.describe_network_interfaces(Filters=[{"Name": "attachment.instance-id", "Values": [instance_id]}])
    return settle(RESPONSE, instance_id, [{"action": "isolate", "status": "VERIFIED"}])
