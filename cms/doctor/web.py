"""The web: what a browser meets at our two addresses, asked over the network."""

import http.client
import ssl
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from cms.doctor.remark import Remark, error, warning

__all__ = ["editor_answers", "mirror_answers"]

PATIENCE_SECONDS = 10
SOON = timedelta(days=14)
_HAS_EXPIRED = 10
"""X509_V_ERR_CERT_HAS_EXPIRED of OpenSSL, which Python does not name."""
_RENEW = "Gia hạn (certbot renew) và xem vì sao nó không tự gia hạn."
_HEADERS = {
    "Strict-Transport-Security": "max-age",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
_NGINX = "docs/operators/nginx-editor.conf"
_PRIVATE = ("/loa-media/", "/uploads/private/", "/loa.sqlite3")


def editor_answers() -> Iterator[Remark]:
    """The login comes by https with its headers, http leads there, nothing private has an address."""
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    try:
        status, headers = _asked(address, "/admin/login/")
    except (OSError, http.client.HTTPException) as found:
        yield _unreachable(address, found)
        return
    if status != http.HTTPStatus.OK:
        yield error(
            "editor-refuses",
            f"Trang đăng nhập trả lời {status}.",
            address.geturl(),
            "Xem nginx có gửi Host và X-Forwarded-Proto như mẫu không; đọc journalctl -u loa-editor.",
        )
    for name, wanted in _HEADERS.items():
        if wanted not in headers.get(name, ""):
            yield error(
                "header-missing", f"Câu trả lời thiếu {name}.", address.geturl(), f"Xem {_NGINX}."
            )
    yield from _certificate(address)
    yield from _open_door(address)
    for path in _PRIVATE:
        if _asked(address, path)[0] == http.HTTPStatus.OK:
            yield error(
                "private-served",
                f"Người ngoài tải được {path}.",
                address.geturl(),
                f"Bỏ root hoặc alias thừa trong cấu hình nginx; so với {_NGINX}.",
            )


def mirror_answers() -> Iterator[Remark]:
    """The home page is there, and its certificate lasts."""
    address = urlsplit(settings.LOA_MIRROR_ADDRESS)
    if address.scheme != "https":
        return
    try:
        status, _headers = _asked(address, address.path or "/")
    except (OSError, http.client.HTTPException) as found:
        yield _unreachable(address, found)
        return
    if status != http.HTTPStatus.OK:
        yield error(
            "mirror-refuses",
            f"Trang tĩnh trả lời {status}.",
            address.geturl(),
            "Xem root của nginx: $LOA_VAR/releases/current (docs/operators/export.md).",
        )
    yield from _certificate(address)


def _asked(address: SplitResult, path: str) -> tuple[int, Mapping[str, str]]:
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    line = kind(address.hostname or "", address.port, timeout=PATIENCE_SECONDS)
    try:
        line.request("GET", path, headers={"User-Agent": "loa-doctor"})
        answer = line.getresponse()
        return answer.status, dict(answer.headers)
    finally:
        line.close()


def _certificate(address: SplitResult) -> Iterator[Remark]:
    line = http.client.HTTPSConnection(
        address.hostname or "", address.port, timeout=PATIENCE_SECONDS
    )
    line.connect()
    found = line.sock.getpeercert() if isinstance(line.sock, ssl.SSLSocket) else None
    line.close()
    ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(str((found or {})["notAfter"])), UTC)
    if ends - datetime.now(UTC) < SOON:
        yield warning(
            "certificate-ends",
            f"Chứng thư hết hạn ngày {ends:%d/%m/%Y}.",
            address.geturl(),
            _RENEW,
        )


def _open_door(address: SplitResult) -> Iterator[Remark]:
    """Ask by http, where the usual port is used."""
    if address.port not in (None, 443):
        return
    try:
        status, headers = _asked(address._replace(scheme="http"), "/admin/login/")
    except (OSError, http.client.HTTPException):
        return  # nothing listens there: that is as good
    if not headers.get("Location", "").startswith("https://"):
        yield error(
            "http-open",
            f"Địa chỉ http trả lời {status} mà không dẫn sang https.",
            address.geturl(),
            f"Thêm phần “return 301” của {_NGINX}.",
        )


def _unreachable(address: SplitResult, found: Exception) -> Remark:
    if not isinstance(found, ssl.SSLCertVerificationError):
        return error(
            "address-silent",
            f"Không kết nối được: {found}",
            address.geturl(),
            "Xem nginx có chạy không, và tên miền có trỏ về máy này không.",
        )
    if found.verify_code == _HAS_EXPIRED:
        return error(
            "certificate-ended",
            "Chứng thư đã hết hạn: trình duyệt không cho ai vào.",
            address.geturl(),
            _RENEW,
        )
    return error(
        "certificate-wrong",
        f"Chứng thư không dùng được: {found.verify_message}",
        address.geturl(),
        "Thay bằng chứng thư của đúng tên miền này, do một nơi mà trình duyệt tin cấp.",
    )
