"""How the emulator listens, in place of werkzeug's development server, which takes longer for a call than most calls do.

Calls are answered one at a time: moto looks at a condition and writes in two steps, and two conditional writes at once would both
succeed. A call is read as a whole before it is answered, and a connection is for one call.
"""

import io
import socketserver
import traceback
from urllib.parse import unquote_to_bytes

from werkzeug.serving import BaseWSGIServer

LATIN = "latin-1"


class Server(BaseWSGIServer):
    def __init__(self, host, port, application, fd=None):
        super().__init__(host, port, application, Exchange, fd=fd)


def make_server(host, port, application, *_, fd=None, **__):
    """As werkzeug.serving.make_server, for what moto_server asks of it."""
    return Server(host, port, application, fd=fd)


class Exchange(socketserver.StreamRequestHandler):
    # Seconds: whoever connects and asks nothing may not keep all others waiting.
    timeout = 10

    def handle(self):
        request_line = self.rfile.readline().decode(LATIN).split()
        if len(request_line) != 3:
            return
        environ = self.environ(*request_line)
        if environ.get("HTTP_EXPECT", "").lower() == "100-continue":
            self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        self.read_body(environ)
        self.wfile.write(self.answer(environ))

    def environ(self, method, target, protocol):
        path, _, query = target.partition("?")
        host, port = self.server.server_address[:2]
        environ = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(path).decode(LATIN),
            "QUERY_STRING": query,
            "REQUEST_URI": target,
            "RAW_URI": target,
            "REMOTE_ADDR": self.client_address[0],
            "SERVER_NAME": host,
            "SERVER_PORT": str(port),
            "SERVER_PROTOCOL": protocol,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        while line := self.rfile.readline().decode(LATIN).rstrip("\r\n"):
            name, _, value = line.partition(":")
            name = name.upper().replace("-", "_")
            if name not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
                name = "HTTP_" + name
            value = value.strip()
            environ[name] = environ[name] + "," + value if name in environ else value
        return environ

    def read_body(self, environ):
        if environ.pop("HTTP_TRANSFER_ENCODING", "").lower() == "chunked":
            body = b"".join(self.chunks())
            environ["CONTENT_LENGTH"] = str(len(body))
        else:
            body = self.rfile.read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(body)

    def chunks(self):
        while size := int(self.rfile.readline().partition(b";")[0], 16):
            yield self.rfile.read(size)
            self.rfile.readline()
        while self.rfile.readline().rstrip(b"\r\n"):
            pass

    def answer(self, environ):
        status, headers, body = self.run(environ)
        lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers)]
        if all(name.lower() != "content-length" for name, _ in headers):
            lines.append(f"Content-Length: {len(body)}")
        lines.append("Connection: close\r\n\r\n")
        head = "\r\n".join(lines).encode(LATIN)
        return head if environ["REQUEST_METHOD"] == "HEAD" else head + body

    def run(self, environ):
        started = []
        errors = environ["wsgi.errors"] = io.StringIO()
        try:
            answer = self.server.app(environ, lambda status, headers, _=None: started.append((status, headers)))
            try:
                body = b"".join(answer)
            finally:
                if hasattr(answer, "close"):
                    answer.close()
            return *started[-1], body
        except Exception:
            trace = traceback.format_exc()
            print(environ["REQUEST_METHOD"], environ["RAW_URI"], trace, errors.getvalue(), flush=True)
            return "500 Internal Server Error", [("Content-Type", "text/plain")], trace.encode()
