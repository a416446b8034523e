"""A server as the operators' page has it: gunicorn with production's settings behind nginx."""

import http.client
import os
import re
import shutil
import socket
import socketserver
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from tests import commands
from tests.chromium import PATIENCE_SECONDS
from tests.migrated import ROOT, migrated_copy
from tests.running_demo import free_port, wait_until

__all__ = [
    "CLIENT",
    "HOST",
    "PATIENT",
    "Answer",
    "Browser",
    "Letters",
    "Server",
    "door_sample",
    "environment_of",
    "find_nginx",
    "listens",
    "manage",
    "nginx_config",
    "nginx_of",
    "raw_line",
    "running_server",
    "server_variables",
]

HOST = "loa.example.vn"
CLIENT = "127.0.0.2"
"""Where browsers come from: another address of this machine than the proxy has."""

PATIENT = ("--timeout", str(PATIENCE_SECONDS))
"""On a busy machine a process of gunicorn's may need longer to begin than it is usually given."""

SAMPLE = ROOT / "docs" / "operators" / "nginx-editor.conf"
_AROUND = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log error;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {sample}
}}
"""


def find_nginx() -> str | None:
    """Return the program, None where there is none."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back through nginx."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(slots=True)
class Browser:
    """Keeps cookies as a browser would, and names its origin when it sends something."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, path: str, data: Mapping[str, str] | None = None, **more: str) -> Answer:
        """Fetch ``path``, or send ``data`` to it."""
        headers = {"Host": HOST, "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        body = None
        if data is not None:
            data = {**data, "csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}
            headers |= {"Origin": f"https://{HOST}", "Referer": f"https://{HOST}{path}"}
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(data)
        context = ssl._create_unverified_context()  # noqa: S323  # made a moment ago, here
        line = http.client.HTTPSConnection(
            "127.0.0.1",
            self.port,
            timeout=PATIENCE_SECONDS,
            context=context,
            source_address=(CLIENT, 0),
        )
        line.request("GET" if body is None else "POST", path, body, headers | more)
        answer = line.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        read = Answer(status=answer.status, headers=dict(answer.headers), body=answer.read())
        line.close()
        return read


def raw_line(port: int, source: str = CLIENT) -> ssl.SSLSocket:
    """Return an open line to nginx, for what no browser would send."""
    context = ssl._create_unverified_context()  # noqa: S323  # made a moment ago, here
    plain = socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS, (source, 0))
    return context.wrap_socket(plain, server_hostname=HOST)


class Letters(socketserver.ThreadingTCPServer):
    """A mail server of a few lines: it takes what it is given and keeps it in ``letters``."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Postman)
        self.letters: list[str] = []


class _Postman(socketserver.StreamRequestHandler):
    server: Letters

    def handle(self) -> None:
        """Speak as much SMTP as a letter needs."""
        self._say("220 here")
        while line := self.rfile.readline().decode().strip():
            if line.upper() == "DATA":
                self._say("354 go on")
                text = b"".join(iter(self.rfile.readline, b".\r\n"))
                self.server.letters.append(text.decode())
            self._say("221 bye" if line.upper() == "QUIT" else "250 ok")

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """The two ports of nginx, the folder, the post, and what the commands need."""

    https: int
    http: int
    var: Path
    post: Letters
    variables: Mapping[str, str]

    def manage(self, *arguments: str) -> str:
        """Run one management command as the operator would; return what it said."""
        return manage(self.variables, *arguments)


def manage(variables: Mapping[str, str], *arguments: str) -> str:
    """Run one command with these variables only; it must succeed."""
    return commands.manage(environment_of(variables), *arguments)


@contextmanager
def running_server(folder: Path, nginx: str) -> Iterator[Server]:
    """Install as the page says, then run both programs until the test ends."""
    var, post = folder / "var", Letters()
    var.mkdir()
    threading.Thread(target=post.serve_forever, daemon=True).start()
    variables = server_variables(var, post.server_address[1])
    migrated_copy(var / "loa.sqlite3")
    for arguments in (("migrate", "-v", "0"), ("collectstatic", "--noinput", "-v", "0")):
        manage(variables, *arguments)
    app, http_port, https_port = free_port(), free_port(), free_port()
    programs = (
        [sys.executable, "-m", "gunicorn", *PATIENT, "--bind", f"127.0.0.1:{app}", "cms.wsgi"],
        [nginx, *nginx_of(folder, var, {"80": http_port, "443": https_port}, [app])],
    )
    running = [subprocess.Popen(one, cwd=ROOT, env=environment_of(variables)) for one in programs]
    try:
        wait_until(lambda: _all_listen(running, app, https_port), "gunicorn and nginx")
        _ask_once(app)
        yield Server(https=https_port, http=http_port, var=var, post=post, variables=variables)
    finally:
        for one in running:
            one.terminate()
        for one in running:
            one.wait(PATIENCE_SECONDS)
        post.shutdown()
        post.server_close()


def server_variables(var: Path, mail_port: int) -> dict[str, str]:
    """Return the example's variables with what this machine has in their place."""
    lines = (ROOT / ".env.example").read_text("utf-8").splitlines()
    example = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    here = {
        "LOA_SECRET_KEY": "0123456789-_.~" * 4,
        "LOA_VAR": str(var),
        "LOA_MAIL_HOST": "127.0.0.1",
        "LOA_MAIL_PORT": str(mail_port),
        "LOA_MAIL_SECURITY": "none",
        "LOA_MAIL_USER": "",
        "LOA_RATING_ADDRESS": f"https://{HOST}",
    }
    return {**example, **here}


def environment_of(variables: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LOA_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return {**kept, **variables}


def nginx_of(
    folder: Path, var: Path, ports: Mapping[str, int], editors: Sequence[int]
) -> Sequence[str]:
    """Write the sample with this machine's ports, folder and certificate; return nginx's arguments.

    ``editors`` are the ports of one editor or, as docs/operators/hosts.md has it, of several.
    """
    sample = door_sample(folder).replace("/srv/loa/var/", f"{var}/")
    sample = sample.replace("listen 80;", f"listen 127.0.0.1:{ports['80']};")
    sample = sample.replace("listen 443 ", f"listen 127.0.0.1:{ports['443']} ")
    sample = sample.replace("http://127.0.0.1:8000", "http://loa")
    servers = " ".join(f"server 127.0.0.1:{port} max_fails=0;" for port in editors)
    config = nginx_config(folder, f"upstream loa {{ {servers} }}\n{sample}")
    return ("-e", str(folder / "error.log"), "-c", str(config))


def door_sample(folder: Path) -> str:
    """Return the sample with a certificate that is made in ``folder``."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", f"/CN={HOST}", "-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    sample = SAMPLE.read_text("utf-8")
    sample = re.sub(r"ssl_certificate \S+;", f"ssl_certificate {certificate};", sample)
    sample = sample.replace("/var/log/nginx/", f"{folder}/")
    return re.sub(r"ssl_certificate_key \S+;", f"ssl_certificate_key {key};", sample)


def nginx_config(folder: Path, sample: str) -> Path:
    """Write what nginx is started with in ``folder``: ``sample`` is what stands inside http."""
    user = "user root;" if os.geteuid() == 0 else ""
    config = folder / "nginx.conf"
    config.write_text(_AROUND.format(folder=folder, sample=sample, user=user), "utf-8")
    return config


def _all_listen(running: Sequence["subprocess.Popen[bytes]"], *ports: int) -> bool:
    assert [one.poll() for one in running] == [None] * len(running), "a program has ended"
    return all(map(listens, ports))


def _ask_once(port: int) -> None:
    """Wait for an answer, whatever it is: it listens before it has begun, and nginx waits a minute."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    line.request("GET", "/")
    line.getresponse().read()
    line.close()


def listens(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0
