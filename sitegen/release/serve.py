"""Serve: the current release on this machine, for a look; provinces use a web server."""

import os
import re
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from sitegen.documents.editions import EDITIONS
from sitegen.release.manifest import content_type, gone_paths
from sitegen.release.switch import CURRENT

__all__ = ["mirror_server"]


_EDITION = re.compile(r"^/h/(?=[0-9]+/?$)")
"""The beginning of an address on a printed sheet, typed without the capital."""


class _MirrorServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], releases: Path) -> None:
        super().__init__(address, _Handler)
        self.releases = releases
        self._gone: tuple[str, frozenset[str]] = ("", frozenset())

    def gone(self, name: str) -> frozenset[str]:
        """Return the paths of a release that stand for withdrawn pages: they answer 410."""
        if self._gone[0] != name:
            self._gone = (name, gone_paths(self.releases, name))
        return self._gone[1]


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD from the release that is current when the request comes."""

    server: _MirrorServer
    server_version = "loa"
    sys_version = ""
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self) -> None:
        """Send a file, the address of its folder, or the 404 page."""
        root = (self.server.releases / CURRENT).resolve()
        place = _EDITION.sub(f"/{EDITIONS}", unquote(urlsplit(self.path).path))
        target = _inside(root, place)
        if target is not None and target.is_dir():
            if not place.endswith("/"):
                self._redirect()
                return
            target /= "index.html"
        if target is not None and target.is_file():
            is_gone = target.relative_to(root).as_posix() in self.server.gone(root.name)
            self._send(HTTPStatus.GONE if is_gone else HTTPStatus.OK, target)
        else:
            self._send(HTTPStatus.NOT_FOUND, root / "404.html")

    def do_HEAD(self) -> None:
        """Send what GET would send, without the content."""
        self.do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Say that nothing but reading is allowed; all else as the library says it."""
        if code != HTTPStatus.NOT_IMPLEMENTED:
            super().send_error(code, message, explain)
            return
        self.close_connection = True  # whatever was sent with it is not read
        self.send_response(HTTPStatus.METHOD_NOT_ALLOWED)
        self.send_header("Allow", "GET, HEAD")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: who reads what is nobody's business."""

    def _send(self, status: HTTPStatus, path: Path) -> None:
        content, tag = _read(path)
        if status is HTTPStatus.OK and self.headers.get("If-None-Match") == tag:
            status, content = HTTPStatus.NOT_MODIFIED, b""
        self.send_response(status)
        self.send_header("Cache-Control", "no-cache")
        self.send_header("ETag", tag)
        self.send_header("X-Content-Type-Options", "nosniff")
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Type", content_type(path.name))
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _redirect(self) -> None:
        place = urlsplit(self.path)
        query = f"?{place.query}" if place.query else ""
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", f"/{place.path.lstrip('/')}/{query}")
        self.send_header("Cache-Control", "no-cache")
        self.send_header("Content-Length", "0")
        self.end_headers()


def mirror_server(releases: Path, port: int) -> ThreadingHTTPServer:
    """Return a server of the mirror on 127.0.0.1 only; port 0 takes any free one."""
    return _MirrorServer(("127.0.0.1", port), releases)


def _inside(root: Path, place: str) -> Path | None:
    """Return the place inside the release, None when it leads out of it."""
    if "\0" in place:
        return None
    target = Path(os.path.normpath(root / place.lstrip("/")))
    return target if target == root or root in target.parents else None


def _read(path: Path) -> tuple[bytes, str]:
    """Return content and tag; files are never changed in place, so their identity is enough."""
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            tag = f'"{status.st_ino:x}-{status.st_mtime_ns:x}-{status.st_size:x}"'
            return file.read(), tag
    except OSError:
        return "Không tìm thấy trang.".encode(), '"none"'
