"""Mirror the served site once: ``python -m bench.peer.mirror WGET FOLDER``.

Starts gunicorn with two workers on the loopback, warms it, and runs ``wget --mirror``. Prints one
line of JSON: CPU seconds of wget and of the serving, without the start of the server.
"""

import json
import socket
import subprocess
import sys
import time
import urllib.request

from bench.clock import cpu_s
from bench.measure import tree_cpu_s

WORKERS = 2
WARMING = 20
OPTIONS = (
    *("--mirror", "--convert-links", "--adjust-extension", "--no-host-directories"),
    *("--follow-tags=a", "--no-verbose", "-e", "robots=off"),
)


def main(wget, folder):
    """Serve, warm, mirror, stop."""
    port = free_port()
    bind = ["--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS), "--log-level", "error"]
    command = [sys.executable, "-m", "gunicorn", *bind, "bench.peer.wsgi"]
    address = f"http://127.0.0.1:{port}/"
    with subprocess.Popen(command) as server:
        try:
            warm(address)
            own, served = cpu_s(), tree_cpu_s(server.pid)
            mirror = [wget, *OPTIONS, "--directory-prefix", folder, address]
            subprocess.run(mirror, check=True, capture_output=True)
            spent = {"wget": cpu_s() - own, "served": tree_cpu_s(server.pid) - served}
        finally:
            server.terminate()
    print(json.dumps(spent | {"work": spent["wget"] + spent["served"]}))


def free_port():
    """Return a port of the loopback on which nobody listens."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def warm(address):
    """Wait for the server, then ask often enough that every worker has answered."""
    for _ in range(150):
        try:
            read(address)
            break
        except OSError:
            time.sleep(0.2)
    for _ in range(WARMING):
        read(address)


def read(address):
    """Ask for one page."""
    with urllib.request.urlopen(address) as answer:  # noqa: S310  # our own server
        answer.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
