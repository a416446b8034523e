"""Pictures of a single file: of each picture the one form that a phone needs."""

import base64
from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sitegen.release.profiles.entry import Released
from sitegen.release.profiles.single_links import resolved

__all__ = ["data_address", "enclose_pictures"]

_ENOUGH = 720
"""Pixels: a phone is 360 to 412 wide and shows two for one; more only makes the file heavier."""

_FORMATS = ("image/webp", "image/png", "image/jpeg", "image/svg+xml", "image/gif", "image/avif")
"""Best first. AVIF comes last although it is a third smaller: in a file that stands alone
there is no second choice, and iPhones of 2016 and older, still in many hands, cannot show it."""


class _Candidate(NamedTuple):
    path: str
    width: int


def enclose_pictures(tree: LexborHTMLParser, released: Released, path: str) -> None:
    """Put one form of every picture into the page and take the others out."""
    for image in tree.css("img"):
        candidates = list(_candidates(image, path))
        chosen = _chosen(released, candidates)
        for name in ("srcset", "sizes", "loading", "decoding", "fetchpriority"):
            if name in image.attributes:
                del image.attrs[name]
        if chosen:
            image.attrs["src"] = data_address(released, chosen)
    for source in tree.css("picture > source"):
        source.decompose()
    for picture in tree.css("picture"):
        picture.unwrap()


def data_address(released: Released, path: str) -> str:
    """Return a file of the release as an address that holds the file itself."""
    kind = released.files[path].type.replace(" ", "")
    return f"data:{kind};base64,{base64.b64encode(released.read(path)).decode('ascii')}"


def _candidates(image: LexborNode, path: str) -> Iterator[_Candidate]:
    parent = image.parent
    nodes = [image]
    if parent is not None and parent.tag == "picture":
        nodes = [*parent.css("source"), image]
    for node in nodes:
        for part in (node.attributes.get("srcset") or "").split(","):
            address, _, size = part.strip().partition(" ")
            if address:
                yield _Candidate(resolved(path, address), _pixels(size.removesuffix("w")))
    own = image.attributes.get("src") or ""
    yield _Candidate(resolved(path, own), _pixels(image.attributes.get("width") or ""))


def _pixels(number: str) -> int:
    return int(number) if number.isdigit() else 0


def _chosen(released: Released, candidates: list[_Candidate]) -> str:
    """Return the smallest file that is wide enough, in the best format that there is."""
    known = [one for one in candidates if one.path in released.files]
    for kind in _FORMATS:
        same = [one for one in known if released.files[one.path].type == kind]
        if same:
            widest = max(one.width for one in same)
            enough = [one for one in same if one.width >= min(_ENOUGH, widest)]
            return min(enough, key=lambda one: released.files[one.path].size).path
    return ""
