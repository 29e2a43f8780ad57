"""Lambda's runtime for the twins: asks for events and gives answers, nothing else. Runs beside this file: <module>.handler(event)."""

import http.client
import importlib
import json
import os
import sys
import traceback

API = "/2018-06-01/runtime/"


def main():
    module = importlib.import_module(sys.argv[1])
    connection = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    while True:
        connection.request("GET", API + "invocation/next")
        response = connection.getresponse()
        request_id = response.getheader("Lambda-Runtime-Aws-Request-Id")
        event = json.loads(response.read())
        try:
            kind, answer = "response", module.handler(event)
        except Exception:
            kind, answer = "error", {"errorMessage": traceback.format_exc()}
        connection.request("POST", f"{API}invocation/{request_id}/{kind}", json.dumps(answer))
        connection.getresponse().read()


main()
