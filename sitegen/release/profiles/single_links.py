"""Links of a single file: to the page on the web, or plain words when there is no web."""

from dataclasses import dataclass
from html import escape
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sitegen.languages import SOURCE

__all__ = ["PageAt", "free_links", "resolved"]

_THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}
_PICTURES = (".avif", ".webp", ".png", ".jpg", ".svg")
_NOTES = {
    "vi": ("Bản gọn để xem không cần mạng. Bản mới nhất: ", "Bản gọn để xem không cần mạng."),
    "en": ("A copy to read without a network. The latest version: ", "A copy to read offline."),
}


@dataclass(frozen=True, slots=True)
class PageAt:
    """Where a page is: its path, and the public address of the mirror.

    The address is "" when the mirror has none, or one that only this machine can open.
    """

    path: str
    base: str

    @classmethod
    def of(cls, tree: LexborHTMLParser, path: str) -> "PageAt":
        """Read the public address from the page's own canonical address."""
        node = tree.css_first("link[rel=canonical]")
        canonical = (node.attributes.get("href") or "") if node else ""
        folder = path.removesuffix("index.html")
        host = urlsplit(canonical).hostname
        is_public = host is not None and host not in _THIS_MACHINE
        is_ours = is_public and canonical.endswith(folder)
        return cls(path, canonical.removesuffix(folder) if is_ours else "")

    def address(self, path: str, rest: str = "") -> str:
        """Return the public address of a path of the mirror."""
        return f"{self.base}{path.removesuffix('index.html')}{rest}"


def free_links(tree: LexborHTMLParser, place: PageAt) -> None:
    """Make every link work from a file that stands alone, and say where the page lives."""
    if not place.base:
        _drop_menus(tree, place)
    main = tree.css_first("main")
    for link in tree.css("a[href]"):
        _free(tree, link, place, is_told=main is not None and _is_inside(link, main))
    if main is not None:
        _add_note(tree, main, place)


def resolved(path: str, address: str) -> str:
    """Return the path to which a relative address leads, "" when it leads elsewhere."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or address.startswith("/"):
        return ""
    if not parts.path:
        return path
    steps = path.split("/")[:-1]
    for step in unquote(parts.path).split("/"):
        if step == "..":
            del steps[-1:]
        elif step != ".":
            steps.append(step)
    return "/".join(steps)


def _drop_menus(tree: LexborHTMLParser, place: PageAt) -> None:
    """Take away what opens only to lead to other pages, and the buttons that open it."""
    for menu in tree.css("[popover]"):
        links = [link.attributes.get("href") or "" for link in menu.css("a[href]")]
        if links and all(resolved(place.path, address) for address in links):
            for button in tree.css("[popovertarget]"):
                if button.attributes["popovertarget"] == menu.attributes.get("id"):
                    button.decompose()
            menu.decompose()


def _free(tree: LexborHTMLParser, link: LexborNode, place: PageAt, *, is_told: bool) -> None:
    address = link.attributes.get("href") or ""
    target = resolved(place.path, address)
    anchor = address[address.index("#") :] if "#" in address else ""
    if not target:
        return
    if target == place.path:
        link.attrs["href"] = anchor or "#"
    elif place.base:
        link.attrs["href"] = place.address(target, anchor)
    elif target.endswith(_PICTURES):
        link.decompose()  # the larger form of a picture that is in the file already
    else:
        if is_told:
            link.insert_after(f" ({target.removesuffix('index.html') or target})")
        link.replace_with(_words(tree, link))


def _words(tree: LexborHTMLParser, link: LexborNode) -> LexborNode:
    """Return what a link shows, in the same look, without the link."""
    words = tree.create_node("span")
    for name in ("class", "id", "lang"):
        if value := link.attributes.get(name):
            words.attrs[name] = value
    words.inner_html = link.inner_html or ""
    return words


def _is_inside(node: LexborNode, outer: LexborNode) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.mem_id == outer.mem_id:
            return True
        parent = parent.parent
    return False


def _add_note(tree: LexborHTMLParser, main: LexborNode, place: PageAt) -> None:
    root = tree.css_first("html")
    language = (root.attributes.get("lang") or SOURCE) if root else SOURCE
    told = language if language in _NOTES else SOURCE
    with_address, alone = _NOTES[told]
    note = tree.create_node("p")
    note.attrs["class"] = "meta"
    note.attrs["lang"] = told
    note.attrs["style"] = "margin-block:48px 0"
    if place.base:
        address = escape(place.address(place.path))
        note.inner_html = f'{escape(with_address)}<a href="{address}">{address}</a>'
    else:
        note.inner_html = escape(alone)
    main.insert_child(note)
