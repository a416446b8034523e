"""The doctor asks the two addresses as a browser would: certificates, headers, what is private."""

import http.server
import ssl
import threading
from pathlib import Path
from typing import Any

import pytest

from cms.doctor import web as web_checks
from tests.certificates import certificate


class _Pages(http.server.BaseHTTPRequestHandler):
    """An editor of one page, with the headers that the test wants."""

    headers_sent: dict[str, str]
    served: tuple[str, ...]

    def do_GET(self) -> None:
        """Answer as an editor behind nginx does."""
        self.send_response(200 if self.path in self.served else 404)
        for name, value in self.headers_sent.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


HEADERS = {
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


@pytest.mark.parametrize(
    ("days", "left_out", "served", "code"),
    [
        (90, "", (), None),
        (5, "", (), "certificate-ends"),
        (-1, "", (), "certificate-ended"),
        (90, "Strict-Transport-Security", (), "header-missing"),
        (90, "X-Content-Type-Options", (), "header-missing"),
        (90, "Referrer-Policy", (), "header-missing"),
        (90, "", ("/loa-media/",), "private-served"),
        (90, "", ("/loa.sqlite3",), "private-served"),
    ],
)
def test_editor_is_asked_as_a_browser_would(  # noqa: PLR0917
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    days: int,
    left_out: str,
    served: tuple[str, ...],
    code: str | None,
) -> None:
    kept = {name: value for name, value in HEADERS.items() if name != left_out}
    pages = type("Pages", (_Pages,), {"headers_sent": kept, "served": ("/admin/login/", *served)})
    trusted = certificate(tmp_path, days)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), pages) as server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(trusted)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.WAGTAILADMIN_BASE_URL = f"https://localhost:{server.server_address[1]}"
        found = [one.code for one in web_checks.editor_answers()]
        monkeypatch.delenv("SSL_CERT_FILE")
        untrusted = [one.code for one in web_checks.editor_answers()]
        server.shutdown()
    assert found == ([code] if code else [])
    assert untrusted == ["certificate-wrong"]


def test_addresses_that_nobody_answers_are_named(settings: Any) -> None:
    settings.WAGTAILADMIN_BASE_URL = settings.LOA_MIRROR_ADDRESS = "https://127.0.0.1:1"
    assert [one.code for one in web_checks.editor_answers()] == ["address-silent"]
    assert [one.code for one in web_checks.mirror_answers()] == ["address-silent"]
