"""A receiver of webhooks in a process of its own, that can be told to behave badly.

    python receiver.py FOLDER HOST [CERTIFICATE KEY]

It writes its port to FOLDER/port, each request to FOLDER/received as a line of JSON, and behaves as
FOLDER/behaviour says at that moment.
"""

import json
import ssl
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

FOLDER = Path(sys.argv[1])
_writing = threading.Lock()


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        line = {
            "path": self.path,
            "headers": {name.lower(): value for name, value in self.headers.items()},
            "body": body.decode(),
        }
        behaviour = (FOLDER / "behaviour").read_text()
        with _writing, (FOLDER / "received").open("a") as file:
            file.write(json.dumps(line) + "\n")
        getattr(self, behaviour)()

    def do_GET(self):
        self._answer(200)

    def accept(self):
        self._answer(204)

    def fail(self):
        self._answer(500, {"X-Told": "secret-of-the-receiver"})

    def refuse(self):
        self._answer(400)

    def busy(self):
        self._answer(503, {"Retry-After": "7200"})

    def gone(self):
        self._answer(410)

    def redirect(self):
        self._answer(307, {"Location": "/elsewhere"})

    def hang(self):
        time.sleep(60)

    def drip(self):
        for letter in "HTTP/1.1 204 " + "slowly " * 1000:
            self.wfile.write(letter.encode())
            self.wfile.flush()
            time.sleep(0.05)

    def break_off(self):
        self.wfile.write(b"HTTP/1.1 204 No Con")
        self.wfile.flush()
        self.close_connection = True

    def garbage(self):
        self.wfile.write(b"\x00\xff\xfe 204 nonsense\r\n\r\n")
        self.close_connection = True

    def many_headers(self):
        self.wfile.write(b"HTTP/1.1 204 No Content\r\n" + b"X-Header: x\r\n" * 100_000 + b"\r\n")
        self.close_connection = True

    def never_end(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")
        for _ in range(200):
            self.wfile.write(b"x" * 1_000_000)

    def _answer(self, status, headers=None):
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass

    def handle_one_request(self):
        try:
            super().handle_one_request()
        except OSError:
            self.close_connection = True


def main():
    server = ThreadingHTTPServer((sys.argv[2], 0), Receiver)
    server.daemon_threads = True
    if len(sys.argv) > 3:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[3], sys.argv[4])
        server.socket = context.wrap_socket(server.socket, server_side=True)
    (FOLDER / "behaviour").write_text("accept")
    (FOLDER / "port.new").write_text(str(server.server_port))
    (FOLDER / "port.new").rename(FOLDER / "port")
    server.serve_forever()


if __name__ == "__main__":
    main()
