"""Reach: whether an address that is to stand on paper can be opened by whoever reads the paper."""

import re
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import SplitResult, urlsplit

__all__ = ["is_open_to_citizens"]

_NEVER_PUBLIC = frozenset(
    [
        *("alt", "arpa", "corp", "example", "home", "internal", "intranet", "invalid", "lan"),
        *("local", "localdomain", "localhost", "mail", "onion", "test"),
    ]
)
"""Last parts of names that the public name servers do not know (RFC 2606, 6761, 6762, 7686, 8375,
9476)."""
_HOLD_A_NUMBER = (
    *("nip.io", "sslip.io", "xip.io", "traefik.me"),
    *("localtest.me", "lvh.me", "vcap.me", "lacolhost.com"),
)
"""Services whose names lead to the number that is written in them, or to the reader's own machine."""
_EXAMPLE = "example"
"""A part of every name that a manual makes up, ours included (RFC 2606, .env.example)."""

_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_LAST = re.compile(r"[a-z][a-z0-9-]{0,61}[a-z0-9]")
_QUAD = re.compile(r"(?<![0-9])([0-9]{1,3})([.-])([0-9]{1,3})\2([0-9]{1,3})\2([0-9]{1,3})(?![0-9])")
_LONGEST_NAME = 253


def is_open_to_citizens(address: str) -> bool:
    """Tell whether an address names a place of the open internet; nothing is asked of a network."""
    if not address.isprintable() or set(address) & set(" \\?#"):
        return False
    try:
        parts = urlsplit(address)
        return _is_plain(parts) and _is_open(parts.hostname or "")
    except ValueError:  # brackets, a port that is none, letters that no name may have
        return False


def _is_plain(parts: SplitResult) -> bool:
    """Tell whether paper may name it: nobody's password, and a port that there is."""
    return parts.scheme in {"http", "https"} and "@" not in parts.netloc and parts.port != 0


def _is_open(host: str) -> bool:
    if ":" in host:
        return _is_open_number(ip_address(host))
    name = host.encode("idna").decode().lower().removesuffix(".")  # as name servers are asked
    try:
        return _is_open_number(ip_address(name))
    except ValueError:
        return _is_open_name(name)


def _is_open_name(name: str) -> bool:
    *labels, last = name.split(".")
    return (
        bool(labels)
        and len(name) <= _LONGEST_NAME
        and all(map(_LABEL.fullmatch, labels))
        and bool(_LAST.fullmatch(last))
        and last not in _NEVER_PUBLIC
        and _EXAMPLE not in labels
        and not f".{name}".endswith(tuple(f".{one}" for one in _HOLD_A_NUMBER))
        and all(map(_is_open_number, _numbers_in(name)))
    )


def _numbers_in(name: str) -> Iterator[IPv4Address]:
    """Yield the numbers that a name spells out, as "10.0.0.1.so.vn" and "may-10-0-0-1.vn" do."""
    for found in _QUAD.finditer(name):
        figures = [int(figure) for figure in found.group(1, 3, 4, 5)]
        if max(figures) < 256:  # one byte
            yield IPv4Address(bytes(figures))


def _is_open_number(number: IPv4Address | IPv6Address) -> bool:
    """Tell whether a number is one machine of the open internet, also where it wraps another.

    Numbers for translators (NAT64) are reserved: they lead somewhere inside one network only.
    """
    if isinstance(number, IPv6Address):
        if number.ipv4_mapped:
            return _is_open_number(number.ipv4_mapped)
        if number.scope_id or (number.sixtofour and not _is_open_number(number.sixtofour)):
            return False
    return number.is_global and not (number.is_multicast or number.is_reserved)
