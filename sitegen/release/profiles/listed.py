"""The list of a copy: the digest of every file, a page that checks them, and the signature."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from typing import Protocol

from sitegen.release.profiles.entry import Entry, Released, made
from sitegen.slugs import slug

__all__ = ["CHECK", "LIST", "SIGNATURE", "Signs", "listed", "read_list"]

LIST = "BAN-KE.txt"
"""One line a file, as ``sha256sum -c`` reads it."""
SIGNATURE = f"{LIST}.minisig"
CHECK = "KIEM-TRA.html"

_PAGE = Path(__file__).with_name("check_page.html")
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_TWINS = {"gzip": ".gz", "br": ".br"}


class Signs(Protocol):
    """What signs a text: its public key, and the signature of a text with a comment."""

    @property
    def public(self) -> str:
        """Return the public key in one line."""

    def signature(self, text: bytes, comment: str) -> bytes:
        """Return the file to put beside the text."""


def listed(
    entries: Iterable[Entry], released: Released, signer: Signs | None, *, has_page: bool
) -> Iterator[Entry]:
    """Yield ``entries``, then what they can be checked by; without a signer it is not signed.

    Equal entries and an equal key give equal bytes.
    """
    lines: dict[str, str] = {}
    page = made(CHECK, _page(released)) if has_page else None
    for entry in (*entries, *filter(None, [page])):
        lines[entry.path] = f"{_digest(entry)}  {entry.path}\n"
        yield entry
    text = "".join(line for _, line in sorted(lines.items())).encode()
    yield made(LIST, text)
    if signer:
        comment = f"loa {slug(released.name)}"
        yield made(SIGNATURE, signer.signature(text, comment))


def read_list(content: bytes) -> tuple[dict[str, str], list[str]]:
    """Return the digest of each path of a list, and where the list itself is damaged."""
    wanted, damaged = dict[str, str](), list[str]()
    *lines, end = content.decode("utf-8", "replace").split("\n")
    if end or not lines:
        damaged.append("cuối tệp")
    for number, line in enumerate(lines, 1):
        parts = _LINE.fullmatch(line)
        if parts and parts[2] not in wanted:
            wanted[parts[2]] = parts[1]
        else:
            damaged.append(f"dòng {number}")
    return wanted, damaged


def _digest(entry: Entry) -> str:
    """Return the SHA-256 of a file as a reader gets it: without what a bucket packs it in."""
    if entry.encoding and entry.path.endswith(_TWINS[entry.encoding]):
        return hashlib.sha256(entry.load()).hexdigest()
    return entry.version.partition(".")[0]


def _page(released: Released) -> bytes:
    text = _PAGE.read_text("utf-8")
    return (
        text.replace("{name}", escape(released.name)).replace("#a61c1c", released.accent).encode()
    )
