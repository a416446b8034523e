"""Names for a stick: short enough for Windows, ASCII for FAT32, links rewritten to match.

A file is given a shorter name when its own is too long, and every page that leads to it is
rewritten. The address of a page is never changed: search, QR codes and other pages know it.
So a page whose folder alone is too long is refused, by its title; the officer shortens its
address once, and the old address keeps leading there on the web.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from sitegen.errors import SitegenError
from sitegen.slugs import slug

__all__ = ["LONGEST", "renamed", "rewritten"]

LONGEST = 170
"""Characters of a path on the stick. With a drive and the folder somebody unpacks into, the
whole stays below 200; Windows stops at 260, and some copying programs well before."""

_SAFE = re.compile(r"[A-Za-z0-9._/-]+")
_KEPT_LETTERS = 24
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ADDRESSES = ("href", "src", "srcset", "poster")


def renamed(titles: Mapping[str, str], *, inside: str) -> dict[str, str]:
    """Return the new path of every path that a stick cannot hold as it is.

    ``titles`` gives the page's title for every path, ``inside`` is the folder on the stick.
    Raises SitegenError that names the pages whose address is too long or not ASCII.
    """
    wrong = [path for path in titles if not _fits(inside + path)]
    new = {path: _shorter(path) for path in wrong}
    refused = [path for path in wrong if path.endswith(".html") or not _fits(inside + new[path])]
    if refused:
        raise _refusal(refused, titles)
    taken = {path.casefold() for path in titles}
    if any(path.casefold() in taken for path in new.values()):
        raise _refusal([path for path in wrong if new[path].casefold() in taken], titles)
    return new


def rewritten(path: str, html: bytes, new: Mapping[str, str]) -> bytes:
    """Return the page at ``path`` with its links to renamed files mended."""
    tree = LexborHTMLParser(html)
    for node in tree.css(",".join(f"[{name}]" for name in _ADDRESSES)):
        for name, value in node.attributes.items():
            if value and name == "srcset":
                node.attrs[name] = ", ".join(_candidates(path, value, new))
            elif value and name in _ADDRESSES:
                node.attrs[name] = _mended(path, value, new)
    return (tree.html or "").encode()


def _candidates(path: str, value: str, new: Mapping[str, str]) -> Iterator[str]:
    for part in value.split(","):
        address, space, size = part.strip().partition(" ")
        yield f"{_mended(path, address, new)}{space}{size}"


def _mended(path: str, address: str, new: Mapping[str, str]) -> str:
    """Return one address of the page at ``path``."""
    place, mark, anchor = address.partition("#")
    target = "" if _SCHEME.match(address) else _resolved(path, unquote(place))
    if target not in new:
        return address
    folder, slash, _ = place.rpartition("/")
    return f"{folder}{slash}{PurePosixPath(new[target]).name}{mark}{anchor}"


def _resolved(path: str, place: str) -> str:
    parts = path.split("/")[:-1]
    for part in place.split("/"):
        if part == "..":
            del parts[-1:]
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def _fits(path: str) -> bool:
    return len(path) <= LONGEST and _SAFE.fullmatch(path) is not None


def _shorter(path: str) -> str:
    """Return the same folder with a short name that is the same in every export."""
    folder, _, name = path.rpartition("/")
    stem, dot, ending = name.rpartition(".")
    sign = hashlib.sha256(path.encode()).hexdigest()[:8]
    short = "-".join(filter(None, (slug(stem or name, max_length=_KEPT_LETTERS), sign)))
    return f"{folder}/{short}{dot}{ending}".lstrip("/")


def _refusal(paths: list[str], titles: Mapping[str, str]) -> SitegenError:
    named = [f"“{titles[path] or path}” ({path}, {len(path)} ký tự)" for path in paths[:3]]
    more = f" và {len(paths) - 3} tệp nữa" if len(paths) > 3 else ""
    return SitegenError(
        "Địa chỉ quá dài hoặc có ký tự mà USB và Windows không nhận: " + "; ".join(named) + more,
        hint=f"Rút ngắn đường dẫn (slug) của trang để cả địa chỉ không quá {LONGEST - 10} ký tự,"
        " phát hành rồi xuất lại.",
        code="usb-path",
    )
