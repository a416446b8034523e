"""Links of a mirror as a folder: each must lead to a file that is there, and to an anchor in it."""

from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlparse

from selectolax.lexbor import LexborHTMLParser

__all__ = ["broken_links"]

ADDRESSES = "a[href], link[href], script[src], img[src], source[srcset], use[href]"


def broken_links(mirror: Path) -> list[str]:
    """Return "page -> address" of every link, picture and script that leads nowhere."""
    anchors = {path: _anchors(path) for path in sorted(mirror.rglob("*.html"))}
    return [
        f"{path.relative_to(mirror)} -> {address}"
        for path in anchors
        for address in _local_addresses(path)
        if not _resolves(path, address, anchors)
    ]


def _local_addresses(path: Path) -> set[str]:
    found: set[str] = set()
    for node in LexborHTMLParser(path.read_text(encoding="utf-8")).css(ADDRESSES):
        attributes = node.attributes
        if "canonical" in (attributes.get("rel") or "") or (
            attributes.get("hreflang") and (attributes.get("href") or "").startswith("http")
        ):
            continue
        for name in ("href", "src"):
            if value := attributes.get(name):
                found.add(value)
        found.update(
            part.split()[0] for part in (attributes.get("srcset") or "").split(",") if part
        )
    return {address for address in found if not urlparse(address).scheme}


def _resolves(path: Path, address: str, anchors: dict[Path, set[str]]) -> bool:
    where, anchor = urldefrag(address)
    target = Path(unquote(urlparse(urljoin(path.as_uri(), where)).path)) if where else path
    if not target.is_file():
        return False
    return not anchor or anchor in anchors.get(
        target, {anchor} if target.suffix == ".svg" else set()
    )


def _anchors(path: Path) -> set[str]:
    tree = LexborHTMLParser(path.read_text(encoding="utf-8"))
    return {node.attributes["id"] or "" for node in tree.css("[id]")}
