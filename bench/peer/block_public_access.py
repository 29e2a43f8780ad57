"""The twin of block-public-access: the same work in plain boto3, one call after another, with the calls that the function makes."""

import json
import os

import boto3
from botocore.exceptions import ClientError

from common import open_case, settle, write_ahead

s3 = boto3.client("s3")
control = boto3.client("s3control")

RESPONSE = "block-public-access"
FLAGS = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
EVERYBODY = "http://acs.amazonaws.com/groups/"


def found(missing, read):
    try:
        return read()
    except ClientError as error:
        if error.response["Error"]["Code"] != missing:
            raise
        return None


def block(bucket):
    return found(
        "NoSuchPublicAccessBlockConfiguration",
        lambda: s3.get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"],
    )


def account_block():
    return found(
        "NoSuchPublicAccessBlockConfiguration",
        lambda: control.get_public_access_block(AccountId=os.environ["TOURNIQUET_ACCOUNT"])["PublicAccessBlockConfiguration"],
    )


def handler(event):
    if event["detail-type"] != "GuardDuty Finding":
        raise ValueError("not a finding")
    bucket = event["detail"]["resource"]["s3BucketDetails"][0]["name"]
    open_case(RESPONSE, bucket)
    tags = found("NoSuchTagSet", lambda: s3.get_bucket_tagging(Bucket=bucket)["TagSet"]) or []
    policy = found("NoSuchBucketPolicy", lambda: s3.get_bucket_policy(Bucket=bucket)["Policy"])
    acl = s3.get_bucket_acl(Bucket=bucket)
    before = block(bucket)
    account = account_block()
    if any(tag["Key"] == "tourniquet:exempt" for tag in tags):
        raise ValueError("exempt")
    if account and all(account[flag] for flag in FLAGS):
        raise ValueError("blocked already")
    by_policy = policy and any(each["Effect"] == "Allow" and each["Principal"] == "*" for each in json.loads(policy)["Statement"])
    by_acl = any(grant["Grantee"].get("URI", "").startswith(EVERYBODY) for grant in acl["Grants"])
    if not by_policy and not by_acl:
        raise ValueError("not public")
    write_ahead(RESPONSE, bucket, {"before": before})
    wanted = {flag: True for flag in FLAGS}
    s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration=wanted)
    if block(bucket) != wanted:
        raise ValueError("not in place")
    return settle(RESPONSE, bucket, [{"action": "block-bucket", "status": "VERIFIED"}])
