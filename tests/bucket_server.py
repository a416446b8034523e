"""An S3 server of the tests' own, which can be slow of wit: it refuses when it is told to."""

import itertools
import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import Any

import pytest
from werkzeug.serving import WSGIRequestHandler, make_server

__all__ = ["BUCKET", "BucketServer", "bucket_server"]

BUCKET = "kho"


class BucketServer:
    """A WSGI application in front of moto's: ``fails_each`` third, say, gets 503; 0 fails none.

    ``slow_seconds`` is how long each request waits.
    ``asked`` is every request that was not refused, as its method and path.
    """

    address = ""
    fails_each = 0
    slow_seconds = 0.0

    def __init__(self, inner: Callable[..., Iterable[bytes]]) -> None:
        self._inner = inner
        self._count = itertools.count(1)
        self.refused = 0
        self.asked: list[tuple[str, str]] = []

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        time.sleep(self.slow_seconds)
        is_one = environ["REQUEST_METHOD"] != "POST" and self.fails_each
        if is_one and next(self._count) % self.fails_each == 0:
            self.refused += 1
            environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            start("503 Slow Down", [("Content-Length", "0")])
            return [b""]
        self.asked.append((environ["REQUEST_METHOD"], environ["PATH_INFO"]))
        return self._inner(environ, start)


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:
        """Keep what is asked to itself."""


@contextmanager
def bucket_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[BucketServer]:
    """Run a server with the empty bucket ``BUCKET``; the environment has its keys and address."""
    werkzeug_app = pytest.importorskip("moto.moto_server.werkzeug_app")
    inner = werkzeug_app.DomainDispatcherApplication(werkzeug_app.create_backend_app)
    application = BucketServer(inner)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=_Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    application.address = f"http://127.0.0.1:{server.port}"
    for name in ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY"):
        monkeypatch.setenv(f"AWS_{name}", "x")
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    for method, path in (("POST", "/moto-api/reset"), ("PUT", f"/{BUCKET}")):
        connection = HTTPConnection("127.0.0.1", server.port)
        connection.request(method, path)
        assert connection.getresponse().status == 200
        connection.close()
    try:
        yield application
    finally:
        server.shutdown()
        server.server_close()
