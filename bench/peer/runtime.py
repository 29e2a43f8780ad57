"""Lambda's runtime for the twins: asks for events and gives answers, nothing else. Runs beside this file: <module>.handler(event)."""

import http.client
import importlib
import json
import os
import socket
import sys
import traceback

API = "/2018-06-01/runtime/"


look_up = socket.getaddrinfo


def resolve(host, *arguments, **named):
    """Names below localhost are this machine, as the file of hosts says that the function's JVM is given."""
    here = host == "localhost" or str(host).endswith(".localhost")
    return look_up("127.0.0.1" if here else host, *arguments, **named)


def main():
    socket.getaddrinfo = resolve
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
