"""Links: what one HTML page points to and what can be pointed to in it, read once.

Addresses are resolved against the page's own path here, so that checking an unchanged page
later is a look-up in a set.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from html import unescape
from itertools import chain
from urllib.parse import unquote

import msgspec
from selectolax.lexbor import LexborHTMLParser

__all__ = [
    "Links",
    "Wrong",
    "decode_links",
    "encode_links",
    "facts_by_parser",
    "facts_by_pattern",
    "read_links",
    "read_style_links",
]

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_OUTSIDE_SCHEMES = {"http:", "https:", "mailto:", "tel:", "sms:"}
_STYLE_ADDRESS = re.compile(r"""url\(\s*['"]?([^'")]+)['"]?\s*\)""")
_ADDRESS_NAMES = {"href", "src", "poster", "data", "action"}
_PLAIN = re.compile(r"[\w-]+(?:[./][\w-]+)*(?:#(?!top$)[\w-]+)?")
"""A place below the root, spelt as its path is: so all addresses of ours are."""


_OWN_ANCHOR = re.compile(r"#(?!top$)[\w-]+")


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


_Fact = tuple[str, str]
"""What an attribute says: an id of the page; a path below the root, which needs no page to be
resolved; an address, which does. Paths and addresses are ``link`` when a reader can follow them.
"""

_ID, _LINK, _FILE, _LINK_ADDRESS, _FILE_ADDRESS = "id", "link", "file", "link to", "file at"


class _UnusualError(Exception):
    """A page that only a parser can read."""


_READ = re.compile(rb' (href|id|src|srcset|poster|data|action)="([^"]*)"')
_FOLLOWED = re.compile(rb'<a (?:[^<>]* )?href="([^"]*)"')
_STRANGE = re.compile(rb"^[\s>/]|[\0\r]|&(?!(?:amp|lt|gt|quot|nbsp|#39|#34|#x27);)")

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
    root = "../" * path.count("/")
    facts = facts_by_pattern(html, root)
    if facts is None:
        facts = facts_by_parser(html, root)
    return _resolved(path, facts, is_rooted=is_rooted)


def read_style_links(path: str, style: bytes) -> Links:
    """Return the fonts and pictures that a style sheet needs."""
    addresses = _STYLE_ADDRESS.findall(style.decode("utf-8", "replace"))
    return _resolved(path, [(_FILE_ADDRESS, address) for address in addresses], is_rooted=False)


def facts_by_pattern(html: bytes, root: str) -> list[_Fact] | None:
    """Return what a page says that is written as our templates write, None when in doubt.

    In them every attribute is in small letters, behind a space and between double quotes, and
    what officers wrote has no quotes left: so a pattern finds what a parser of HTML would
    find, in a sixth of the time. Only values need a look: one that begins with a space or the
    end of a tag is the end of some other value.
    """
    read = _reader(root)
    try:
        facts = [read(*attribute) for attribute in _READ.findall(html)]
        followed = [read(b"a", address) for address in _FOLLOWED.findall(html)]
    except _UnusualError:
        return None
    return list(chain.from_iterable((*facts, *followed)))


def facts_by_parser(html: bytes, root: str) -> list[_Fact]:
    """Walk all elements: one CSS query would cost three times as much as the parsing."""
    top = LexborHTMLParser(html).root
    nodes = () if top is None else top.traverse()
    return [fact for node in nodes for fact in _facts(node.tag or "", node.attributes, root)]


@cache  # one for each depth of folders
def _reader(root: str) -> Callable[[bytes, bytes], tuple[_Fact, ...]]:
    """Return what reads an attribute; it remembers what stands on many pages.

    An address that is followed is read twice, by the name of its attribute and as that of
    ``a``: what is a link as well as a file counts as a link.
    """

    @lru_cache(maxsize=4096)
    def read(name: bytes, written: bytes) -> tuple[_Fact, ...]:
        if _STRANGE.search(written):
            raise _UnusualError
        value = unescape(written.decode("utf-8", "replace"))
        if name == b"a":
            return tuple(_facts("a", {"href": value}, root))
        return tuple(_facts("", {name.decode(): value}, root))

    return read


def _facts(tag: str, attributes: Mapping[str, str | None], root: str) -> Iterator[_Fact]:
    if "id" in attributes:
        yield _ID, attributes["id"] or ""
    is_link = tag == "a"
    for address in _addresses(attributes):
        inside = address[len(root) :] if address.startswith(root) else ""
        if _PLAIN.fullmatch(inside):
            yield _LINK if is_link or "#" in inside else _FILE, inside
        elif not _leads_outside(address):
            yield _LINK_ADDRESS if is_link else _FILE_ADDRESS, address


def _leads_outside(address: str) -> bool:
    """Tell whether an address leads out of the mirror in a way that is allowed."""
    scheme = _SCHEME.match(address) if ":" in address else None
    if scheme is None:
        return False
    return scheme[0].lower() in _OUTSIDE_SCHEMES or address.startswith("data:image/")


def _addresses(attributes: Mapping[str, str | None]) -> Iterator[str]:
    for name, value in attributes.items():
        if name in _ADDRESS_NAMES:
            yield (value or "").strip()
        elif name == "srcset":
            for candidate in (value or "").split(","):
                if candidate.strip():
                    yield candidate.split()[0]


def _resolved(path: str, facts: Sequence[_Fact], *, is_rooted: bool) -> Links:
    anchors = [place for kind, place in facts if kind == _ID]
    links: set[str] = set()
    files: set[str] = set()
    wrong: set[Wrong] = set()
    for kind, address in set(facts):
        if kind == _LINK:
            links.add(address)
        elif kind == _FILE:
            files.add(address)
        elif kind != _ID:
            code, target = _resolve(path, address)
            if code and not (is_rooted and code == "link-rooted"):
                wrong.add(Wrong(code, address))
            elif target:
                (links if kind == _LINK_ADDRESS or "#" in target else files).add(target)
    return Links(
        tuple(sorted(links)),
        tuple(sorted(files - links)),
        tuple(anchors),
        tuple(sorted(wrong, key=lambda one: (one.code, one.address))),
    )


def _resolve(path: str, address: str) -> tuple[str, str]:
    """Return (what is wrong, where it leads): at most one is not empty."""
    if _OWN_ANCHOR.fullmatch(address):
        return "", path + address
    if ":" in address and _SCHEME.match(address):
        return ("", "") if _leads_outside(address) else ("link-scheme", "")
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
