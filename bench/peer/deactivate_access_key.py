"""The twin of deactivate-access-key: the same work in plain boto3, one call after another, with the calls that the function makes."""

import json

import boto3

from common import now, open_case, settle, write_ahead
from policies import deny_user

iam = boto3.client("iam")
RESPONSE = "deactivate-access-key"


def current(user, name):
    try:
        return iam.get_user_policy(UserName=user, PolicyName=name)["PolicyDocument"]
    except iam.exceptions.NoSuchEntityException:
        return None


def status(user, key):
    for found in iam.list_access_keys(UserName=user)["AccessKeyMetadata"]:
        if found["AccessKeyId"] == key:
            return found["Status"]
    raise ValueError("not a key of the user")


def handler(event):
    if event["detail-type"] != "GuardDuty Finding":
        raise ValueError("not a finding")
    key = event["detail"]["resource"]["accessKeyDetails"]["accessKeyId"]
    open_case(RESPONSE, key)
    user = iam.get_access_key_last_used(AccessKeyId=key)["UserName"]
    found = iam.get_user(UserName=user)["User"]
    name = f"tourniquet-deny-{key}"
    before = current(user, name)
    active = status(user, key)
    write_ahead(RESPONSE, key, {"user": user, "policy": before, "status": active})
    if current(user, name) != before:
        raise ValueError("changed meanwhile")
    wanted = deny_user(now(), found["Arn"])
    iam.put_user_policy(UserName=user, PolicyName=name, PolicyDocument=json.dumps(wanted))
    iam.update_access_key(UserName=user, AccessKeyId=key, Status="Inactive")
    if current(user, name) != wanted or status(user, key) != "Inactive":
        raise ValueError("not in place")
    return settle(RESPONSE, key, [{"action": "deny-user", "status": "VERIFIED"}, {"action": "deactivate-key", "status": "VERIFIED"}])
