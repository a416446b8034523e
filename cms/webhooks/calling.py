"""Calling: one letter to an address that somebody typed, never into a network of ours.

The name is resolved here, every address that it has must be public, and the connection goes to the very
address that was looked at: a name that answers otherwise a moment later leads nowhere else.
Redirects are not followed, and nothing of the answer is read but its status.
"""

import socket
import ssl
from collections.abc import Mapping
from concurrent.futures import Future
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Thread, Timer
from time import monotonic
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

__all__ = ["SECONDS", "CallError", "call", "check_address", "place_of"]

SECONDS = 10
"""So long a receiver may take, from its name to the status."""
_PORTS = {"https": 443, "http": 80}
_PUBLIC = ip_network("2000::/3")
_NOBODY = tuple(
    map(
        ip_network,
        (
            *("2001::/23", "2002::/16", "192.88.99.0/24"),  # protocols, and tunnels of IPv6
            "3fff::/20",  # examples in documents
            *(
                "2620:4f:8000::/48",
                "192.31.196.0/24",
                "192.52.193.0/24",
                "192.175.48.0/24",
            ),  # relays
        ),
    )
)
"""What IANA gave to a purpose, and Python calls global: no receiver lives there."""

_Place = tuple[str, int]


class CallError(Exception):
    """The letter did not arrive; the message says why, for an administrator."""


def check_address(address: str) -> tuple[SplitResult, list[_Place]]:
    """Return the parts of an address and where it leads; raises CallError where nothing is sent."""
    parts = _parts(address)
    host = parts.hostname or ""
    port = parts.port or _PORTS[parts.scheme]
    try:
        found = _found(host, port).result(SECONDS)
    except TimeoutError as error:
        raise CallError(_("Tra tên máy “%s” quá %s giây.") % (host, SECONDS)) from error
    except (OSError, UnicodeError) as error:
        raise CallError(_("Không tìm thấy máy “%s”.") % host) from error
    places = list(dict.fromkeys((str(one[4][0]), port) for one in found))
    for place, _port in places:
        if host not in settings.LOA_WEBHOOK_INNER and not _is_public(place):
            raise CallError(
                _("Địa chỉ này thuộc mạng trong (%s), Loa không gửi tới đó.") % place[:60]
            )
    return parts, places


def place_of(address: str) -> tuple[object, ...]:
    """Return what two ways of writing one address have in common."""
    parts = urlsplit(address)
    port = parts.port or _PORTS.get(parts.scheme)
    return parts.scheme, parts.hostname, port, parts.path or "/", parts.query


def call(address: str, body: bytes, headers: Mapping[str, str]) -> None:
    """Send ``body``; raises CallError unless the receiver says that it has taken it."""
    until = monotonic() + SECONDS
    parts, places = check_address(address)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    line = kind(parts.hostname or "", places[0][1])  # without a port it looks for one in the name
    is_late = False

    def hang_up() -> None:
        nonlocal is_late
        is_late = True
        with suppress(OSError, AttributeError):  # or there is none any more
            line.sock.shutdown(socket.SHUT_RDWR)

    timer = Timer(0, hang_up)
    try:
        line.sock = _connected(places, until)
        timer.interval = max(0, until - monotonic())
        timer.start()
        if parts.scheme == "https":
            safe = ssl.create_default_context()
            line.sock = safe.wrap_socket(
                line.sock, server_hostname=parts.hostname, do_handshake_on_connect=False
            )
            line.sock.do_handshake()  # by now the timer can hang up
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        line.request("POST", target, body, dict(headers))
        status = line.getresponse().status
        if is_late:  # it was hung up on amid its headers
            raise TimeoutError
    except (OSError, HTTPException) as error:
        raise CallError(_late() if is_late else _why(error)) from error
    finally:
        timer.cancel()
        line.close()
    _judge(status)


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
    if (
        not host
        or port == 0
        or not address.isascii()
        or not address.isprintable()
        or " " in address
    ):
        raise CallError(
            _("Đây không phải một địa chỉ https đầy đủ. Tên máy có dấu thì viết ở dạng xn--.")
        )
    if parts.username is not None or parts.fragment:
        raise CallError(_("Địa chỉ không được có tên người dùng, mật khẩu hay dấu “#”."))
    is_inner = host in settings.LOA_WEBHOOK_INNER
    if parts.scheme != "https" and not (is_inner and parts.scheme == "http"):
        raise CallError(_("Địa chỉ phải bắt đầu bằng https://."))
    return parts


def _is_public(place: str) -> bool:
    ip = ip_address(place.partition("%")[0])
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped is not None:
            ip = ip.ipv4_mapped
        elif ip not in _PUBLIC:
            return False
    return ip.is_global and not (ip.is_multicast or any(ip in one for one in _NOBODY))


def _found(host: str, port: int) -> Future[list[Any]]:
    """Ask for a name beside us: nobody can hang up on a resolver."""
    found: Future[list[Any]] = Future()

    def ask() -> None:
        try:
            found.set_result(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except BaseException as error:  # noqa: BLE001  # raised where the answer is waited for
            found.set_exception(error)

    Thread(target=ask, daemon=True).start()
    return found


def _connected(places: list[_Place], until: float) -> socket.socket:
    """Return the way to the first of two places that can be reached; each gets half of the time that is left."""
    failed: OSError = TimeoutError()
    for share, place in zip((2, 1), places, strict=False):
        if (left := until - monotonic()) <= 0:
            break
        try:
            connected = socket.create_connection(place, timeout=left / share)
        except OSError as error:
            failed = error
        else:
            connected.settimeout(SECONDS)
            return connected
    raise failed


def _judge(status: int) -> None:
    if 200 <= status < 300:
        return
    if 300 <= status < 400:
        raise CallError(
            _("Máy nhận chỉ sang địa chỉ khác (%s). Loa không đi theo: ghi thẳng địa chỉ đúng.")
            % status
        )
    raise CallError(_("Máy nhận trả lời lỗi %s.") % status)


def _late() -> str:
    return _("Máy nhận không trả lời trong %s giây.") % SECONDS


def _why(error: OSError | HTTPException) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return _("Chứng chỉ https của máy nhận không đúng: %s") % error.verify_message
    if isinstance(error, TimeoutError):
        return _late()
    if isinstance(error, ConnectionRefusedError):
        return _("Máy nhận từ chối kết nối.")
    return _("Máy nhận ngắt kết nối, hoặc không trả lời đúng cách.")
