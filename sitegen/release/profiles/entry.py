"""Entry: one file as a target gets it: its place, what its bytes are, how it may be cached."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from sitegen.errors import SitegenError
from sitegen.release.manifest import File, content_type

__all__ = ["Cache", "Entry", "Released", "is_text", "made", "rank", "stored"]

Cache = Literal["asset", "page", "entry"]
"""``asset``: named by its bytes, never changes. ``page``: a page and what belongs to it.
``entry``: what leads to pages (home and section pages, sitemap, feeds, search)."""

_NAMED_BY_BYTES = re.compile(r"(?:^|[.-])[0-9a-f]{12,64}(?:[.-]|$)")
_TEXTS = {
    "application/json",
    "application/ld+json",
    "application/xml",
    "application/manifest+json",
    "image/svg+xml",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """The release that a profile is made from.

    ``read`` gives the bytes of a path; ``titles`` names documents by their key; ``name`` and
    ``accent`` are those of the whole site.
    """

    files: Mapping[str, File]
    titles: Mapping[str, str]
    read: Callable[[str], bytes]
    name: str = "Trang tĩnh"
    accent: str = "#a61c1c"

    def title(self, path: str) -> str:
        """Return the title of the page that a file belongs to, "" for a shared file."""
        return self.titles.get(self.files[path].owner, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file of a profile.

    ``version`` stands for the bytes: equal versions mean equal bytes, so a target that has
    this version never asks for them. ``encoding`` is how ``load`` has packed the bytes ("gzip",
    "br", "" for not at all). ``is_code`` marks style sheets, scripts and fonts: a page that a
    browser still holds may need them after the next release; pictures may not outlive a page.
    """

    path: str
    version: str
    type: str
    cache: Cache
    load: Callable[[], bytes]
    encoding: str = ""
    is_code: bool = False


def stored(released: Released, path: str, *, to: str = "") -> Entry:
    """Return the entry of a released file, at ``to`` when it has another place there.

    Loading it raises SitegenError when its bytes are not those that were released.
    """
    file = released.files[path]
    return Entry(
        path=to or path,
        version=file.digest,
        type=file.type,
        cache=_cache(path, file),
        load=lambda: _verified(path, file, released.read(path)),
        is_code=file.group == "asset",
    )


def made(path: str, content: bytes, *, cache: Cache = "entry", type: str = "") -> Entry:
    """Return the entry of a file that the profile itself has written."""
    return Entry(
        path=path,
        version=hashlib.sha256(content).hexdigest(),
        type=type or content_type(path),
        cache=cache,
        load=lambda: content,
    )


def rank(entry: Entry) -> int:
    """Return the place of a file in the order of sending: nothing goes before what it needs.

    0 assets, 1 what belongs to pages, 2 pages, 3 what leads to pages, 4 the home page.
    """
    if entry.cache == "asset":
        return 0
    is_page = entry.type.startswith("text/html")
    if entry.cache == "page":
        return 2 if is_page else 1
    return 4 if entry.path.partition(".html")[0] == "index" else 3


def is_text(type: str) -> bool:
    """Tell whether a type gets smaller by packing: pictures, fonts and PDF are packed already."""
    return type.startswith("text/") or type in _TEXTS


def _cache(path: str, file: File) -> Cache:
    is_page = file.type.startswith("text/html")
    may_be_lasting = file.group in {"asset", "picture"} or not (is_page or file.owner)
    if may_be_lasting and _NAMED_BY_BYTES.search(PurePosixPath(path).name):
        return "asset"
    if is_page:
        return "entry" if file.group == "site" or path.count("/") <= 1 else "page"
    return "page" if file.owner else "entry"


def _verified(path: str, file: File, content: bytes) -> bytes:
    if len(content) == file.size and hashlib.sha256(content).hexdigest() == file.digest:
        return content
    raise SitegenError(
        f"Tệp “{path}” của bản phát hành đã hỏng trên đĩa nên không xuất đi.",
        hint="Chạy manage.py release --full để dựng lại, rồi xuất lại.",
        code="object-damaged",
    )
