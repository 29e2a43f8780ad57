"""The twin of revoke-sessions: the same work in plain boto3, one call after another."""

import json

import boto3

from common import now, open_case, settle, write_ahead
from policies import deny

iam = boto3.client("iam")
NAME = "tourniquet-revoked-sessions"


def current(role):
    try:
        return iam.get_role_policy(RoleName=role, PolicyName=NAME)["PolicyDocument"]
    except iam.exceptions.NoSuchEntityException:
        return None


def handler(event):
    if event["detail-type"] != "GuardDuty Finding":
        raise ValueError("not a finding")
    role = event["detail"]["resource"]["accessKeyDetails"]["userName"]
    open_case("revoke-sessions", role)
    before = current(role)
    found = iam.get_role(RoleName=role)["Role"]
    iam.list_instance_profiles_for_role(RoleName=role)
    iam.list_role_policies(RoleName=role)
    if found["Path"].startswith("/aws-service-role/"):
        raise ValueError("service-linked")
    current(role)
    write_ahead("revoke-sessions", role, {"before": before})
    wanted = deny(now())
    iam.put_role_policy(RoleName=role, PolicyName=NAME, PolicyDocument=json.dumps(wanted))
    for _ in range(2):
        if current(role) != wanted:
            raise ValueError("not in place")
    return settle("revoke-sessions", role, [{"action": "revoke-sessions", "status": "VERIFIED"}])
