"""What the twins share: the ledger and the outcome, by the calls that the functions make."""

import datetime
import json
import os

import boto3

dynamo = boto3.client("dynamodb")
events = boto3.client("events")

LEDGER = os.environ["TOURNIQUET_LEDGER"]
BUS = os.environ["TOURNIQUET_BUS"]


def now():
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def query(key):
    return dynamo.query(
        TableName=LEDGER,
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": key}},
        ConsistentRead=True,
    )["Items"]


def open_case(response, target):
    """The cases of the target, the switches and the tally; then the case, with the count, in one transaction."""
    cases = query(f"{response}/{target}")
    switches = query(f"{response}/control/switches")
    tally = query(f"{response}/control/tally")
    return cases, switches, tally


def write_ahead(response, target, plan):
    put = {
        "TableName": LEDGER,
        "Item": {
            "pk": {"S": f"{response}/{target}"},
            "generation": {"N": "1"},
            "document": {"S": json.dumps({"plan": plan, "at": now(), "status": "OPEN"})},
        },
        "ConditionExpression": "attribute_not_exists(pk)",
    }
    count = {
        "TableName": LEDGER,
        "Item": {
            "pk": {"S": f"{response}/control/tally"},
            "generation": {"N": "0"},
            "document": {"S": json.dumps({"count": 1, "at": now()})},
        },
        "ConditionExpression": "attribute_not_exists(pk)",
    }
    dynamo.transact_write_items(TransactItems=[{"Put": put}, {"Put": count}])


def write(response, target, document, generation=1):
    dynamo.put_item(
        TableName=LEDGER,
        Item={
            "pk": {"S": f"{response}/{target}"},
            "generation": {"N": str(generation)},
            "document": {"S": json.dumps(document)},
        },
        ConditionExpression="attribute_exists(pk)",
    )


def settle(response, target, steps):
    """The outcome on record, published, and marked as published."""
    report = {"response": response, "target": target, "outcome": "CONTAINED", "steps": steps, "at": now()}
    write(response, target, report)
    events.put_events(
        Entries=[
            {
                "Source": "tourniquet",
                "DetailType": "Containment Outcome",
                "EventBusName": BUS,
                "Detail": json.dumps(report),
            }
        ]
    )
    write(response, target, {**report, "published": True})
    print(json.dumps({"kind": "outcome", "outcome": "CONTAINED", "target": target}))
    return {"results": [{"report": report}]}
