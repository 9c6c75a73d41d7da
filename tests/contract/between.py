"""What stands between: a pooler before the database, a proxy before several replicas; real processes."""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy.engine import make_url
from tests.conftest import absent, free_port

POOLER = """
[databases]
* = host={host} port={server_port} user={user} pool_size={size}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
max_client_conn = 100
log_connections = 0
log_disconnections = 0
"""

PROXY = """
daemon off;
pid {folder}/pid;
error_log {folder}/errors crit;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/bodies;
  proxy_temp_path {folder}/answers;
  fastcgi_temp_path {folder}/other;
  uwsgi_temp_path {folder}/other;
  scgi_temp_path {folder}/other;
  # Words stay in memory: no body and no answer is put into a file on its way.
  client_max_body_size 17m;
  proxy_request_buffering off;
  proxy_max_temp_file_size 0;
  upstream replicas {{ {servers} }}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://replicas;
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      add_header X-Answered-By $upstream_addr always;
    }}
  }}
}}
"""


@contextlib.contextmanager
def pooler(url: str, size: int) -> Iterator[str]:
    """PgBouncer in transaction mode with so many connections to the server; the URL that goes through it."""
    program = _program("pgbouncer")
    direct, port = make_url(url), free_port()
    with tempfile.TemporaryDirectory(prefix="feedback-pooler-") as name:
        # It refuses to run as root, and then must still read this.
        Path(name).chmod(0o755)
        settings = Path(name) / "pooler.ini"
        filled = {"host": direct.query.get("host", direct.host), "server_port": direct.port or 5432}
        settings.write_text(POOLER.format(**filled, user=direct.username, size=size, port=port))
        # The server's socket lies in a folder that only its own account may enter.
        owner = Path(str(filled["host"])).stat().st_uid if os.geteuid() == 0 else None
        account = [] if owner is None else ["-u", pwd.getpwuid(owner).pw_name]
        with _running([program, "-q", *account, str(settings)], port):
            through = direct.set(host="127.0.0.1", port=port, query={})
            yield through.render_as_string(hide_password=False)


@contextlib.contextmanager
def proxy(ports: Sequence[int]) -> Iterator[str]:
    """Nginx that hands requests to replicas in turn; its address."""
    program, port = _program("nginx"), free_port()
    with tempfile.TemporaryDirectory(prefix="feedback-proxy-") as name:
        Path(name).chmod(0o755)
        servers = " ".join(f"server 127.0.0.1:{replica};" for replica in ports)
        settings = Path(name) / "proxy.conf"
        settings.write_text(PROXY.format(folder=name, servers=servers, port=port))
        with _running([program, "-c", str(settings), "-p", name, "-e", f"{name}/errors"], port):
            yield f"http://127.0.0.1:{port}"


def _program(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if found is None:
        absent(f"{name} (Debian's {'nginx-light' if name == 'nginx' else name})")
    return str(found)


@contextlib.contextmanager
def _running(command: list[str], port: int) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        _until_listening(process, port)
        yield
    finally:
        process.terminate()
        process.communicate(timeout=20)


def _until_listening(process: "subprocess.Popen[bytes]", port: int) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        assert process.poll() is None, process.communicate()[0].decode()
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise AssertionError("it did not listen within 20 s")
