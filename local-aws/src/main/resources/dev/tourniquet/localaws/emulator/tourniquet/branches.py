"""What the emulator does besides. POST /tourniquet/load?service=ec2 makes it import a service, and answers with what went wrong.
POST /tourniquet/branch?port=0 answers with the port of a second emulator, a fork of this process, whose state goes its own way from here
on; another port replaces the branch that listens there. POST /tourniquet/end?port=N ends one. A branch ends with what it branched off
from, because then its pipe does.
"""

import gc
import os
import signal
import threading
from urllib.parse import parse_qs

from tourniquet.loading import load
from tourniquet.server import Server

# By their ports: the process, and the end of the pipe that keeps it alive.
branches = {}


def branching(answer):
    def call(application, environ, start_response):
        path = environ["PATH_INFO"]
        if not path.startswith("/tourniquet/"):
            return answer(application, environ, start_response)
        asked = parse_qs(environ["QUERY_STRING"])
        text = "\n".join(wrong for service in asked.get("service", []) for wrong in load(answer, application, service))
        for port in asked.get("port", []):
            end(int(port))
        if path == "/tourniquet/branch":
            text = str(make(application, int(port)))
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [text.encode()]

    return call


def make(application, port):
    alive, keep_alive = os.pipe()
    heard, told = os.pipe()
    # The fork shares memory with this process as long as neither writes there, and looking for garbage writes everywhere.
    gc.freeze()
    process = os.fork()
    if process == 0:
        serve(application, port, alive, told)
    os.close(alive)
    os.close(told)
    with os.fdopen(heard) as answer:
        port = int(answer.read())
    branches[port] = (process, keep_alive)
    return port


def end(port):
    process, keep_alive = branches.pop(port, (None, None))
    if process:
        os.close(keep_alive)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


def serve(application, port, alive, told):
    try:
        for name in os.listdir("/dev/fd"):
            if int(name) > 2 and int(name) not in (alive, told):
                try:
                    os.close(int(name))
                except OSError:
                    pass
        branches.clear()
        server = Server("127.0.0.1", port, application)
        os.write(told, str(server.port).encode())
        os.close(told)
        threading.Thread(target=lambda: os.read(alive, 1) or os._exit(0), daemon=True).start()
        server.serve_forever()
    finally:
        os._exit(1)
