"""Links: what one HTML page points to and what can be pointed to in it, read once.

Addresses are resolved against the page's own path here, so that checking an unchanged page
later is a look-up in a set.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote

import msgspec
from selectolax.lexbor import LexborHTMLParser, LexborNode

__all__ = ["Links", "Wrong", "decode_links", "encode_links", "read_links", "read_style_links"]

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_OUTSIDE_SCHEMES = {"http:", "https:", "mailto:", "tel:", "sms:"}
_STYLE_ADDRESS = re.compile(r"""url\(\s*['"]?([^'")]+)['"]?\s*\)""")
_ADDRESS_NAMES = {"href", "src", "poster", "data", "action"}


class Wrong(msgspec.Struct, frozen=True, array_like=True):
    """An address that no release could satisfy: ``code`` says why."""

    code: str
    address: str


class Links(msgspec.Struct, frozen=True, array_like=True):
    """``links`` and ``files`` are release paths, links with "#anchor" where they have one.

    ``links`` are what a reader can follow; ``files`` what the page needs to look right.
    ``anchors`` are the ids of the page itself.
    """

    links: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    wrong: tuple[Wrong, ...] = ()


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Links)


def encode_links(links: Links) -> bytes:
    """Return links as the store keeps them."""
    return _encoder.encode(links)


def decode_links(notes: bytes) -> Links:
    """Return links as the store kept them."""
    return _decoder.decode(notes)


def read_links(path: str, html: bytes, *, is_rooted: bool = False) -> Links:
    """Return what the page at ``path`` points to.

    ``is_rooted`` allows addresses from the root of the host, as the 404 page needs them.
    """
    found: dict[str, bool] = {}
    anchors: list[str] = []
    for node in _nodes(html):
        for name, value in node.attributes.items():
            if name == "id":
                anchors.append(value or "")
            elif name in _ADDRESS_NAMES:
                address = (value or "").strip()
                found[address] = found.get(address, False) or node.tag == "a"
            elif name == "srcset":
                found.update((address, False) for address in _candidates(value or ""))
    return _resolved(path, found, tuple(anchors), is_rooted=is_rooted)


def read_style_links(path: str, style: bytes) -> Links:
    """Return the fonts and pictures that a style sheet needs."""
    addresses = _STYLE_ADDRESS.findall(style.decode("utf-8", "replace"))
    return _resolved(path, dict.fromkeys(addresses, False), (), is_rooted=False)


def _nodes(html: bytes) -> Iterator[LexborNode]:
    """Walk all elements: one CSS query would cost three times as much as the parsing."""
    root = LexborHTMLParser(html).root
    return iter(()) if root is None else root.traverse()


def _candidates(srcset: str) -> Iterator[str]:
    return (candidate.split()[0] for candidate in srcset.split(",") if candidate.strip())


def _resolved(
    path: str, found: dict[str, bool], anchors: tuple[str, ...], *, is_rooted: bool
) -> Links:
    links: set[str] = set()
    files: set[str] = set()
    wrong: set[Wrong] = set()
    for address, is_link in found.items():
        code, target = _resolve(path, address)
        if code and not (is_rooted and code == "link-rooted"):
            wrong.add(Wrong(code, address))
        elif target:
            (links if is_link or "#" in target else files).add(target)
    ordered = sorted(wrong, key=lambda one: (one.code, one.address))
    return Links(tuple(sorted(links)), tuple(sorted(files)), anchors, tuple(ordered))


def _resolve(path: str, address: str) -> tuple[str, str]:
    """Return (what is wrong, where it leads): at most one is not empty."""
    if ":" in address and (scheme := _SCHEME.match(address)):
        is_allowed = scheme[0].lower() in _OUTSIDE_SCHEMES or address.startswith("data:image/")
        return ("", "") if is_allowed else ("link-scheme", "")
    if address.startswith(("/", "\\")):
        return "link-rooted", ""
    place, _, anchor = address.partition("#")
    target = _joined(path, _plain(place.partition("?")[0])) if place else path
    if target is None:
        return "link-outside", ""
    if anchor in {"", "top"}:
        return "", target if place else ""
    return "", f"{target}#{_plain(anchor)}"


def _plain(text: str) -> str:
    return unquote(text) if "%" in text else text


def _joined(path: str, place: str) -> str | None:
    """Return the path to which ``place`` leads from ``path``; None when it leaves the mirror."""
    if not place:
        return path
    parts = path.split("/")[:-1]
    for part in place.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts) or "./"
