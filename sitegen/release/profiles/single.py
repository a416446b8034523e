"""The single profile: one page as ONE file, to send by Zalo and to open on a phone, alone.

Style and pictures lie inside, scripts are left out (every page works without them), and a
policy in the file itself forbids the browser to ask any host for anything.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from selectolax.lexbor import LexborHTMLParser

from sitegen.errors import SitegenError
from sitegen.release.manifest import File
from sitegen.release.profiles.entry import Entry, Released, made
from sitegen.release.profiles.single_links import PageAt, free_links
from sitegen.release.profiles.single_pictures import enclose_pictures
from sitegen.release.profiles.single_styles import enclose_styles

__all__ = ["file_name", "find_page", "single"]

_POLICY = (
    "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline';"
    " base-uri 'none'; form-action 'none'"
)
_USELESS = (
    "script, noscript, template, form, search, [role=search], base, iframe, object, embed,"
    " link:not([rel=stylesheet]):not([rel=canonical])"
)
_FETCHING = "[src], [srcset], [poster], [data], [background], link:not([rel=canonical])"
_STYLE_FETCH = re.compile(r"@import|url\(\s*['\"]?(?!data:|#)", re.IGNORECASE)


def single(released: Released, pages: Iterable[str]) -> Iterator[Entry]:
    """Yield one file for each of ``pages``: mirror paths, with or without index.html.

    Raises SitegenError when there is no such page, or when something on it cannot be enclosed.
    """
    taken: set[str] = set()
    for wanted in pages:
        path = find_page(released.files, wanted)
        name = file_name(path, taken)
        taken.add(name)
        yield made(name, enclosed(released, path), cache="page")


def enclosed(released: Released, path: str) -> bytes:
    """Return the page at ``path`` with all that it shows."""
    tree = LexborHTMLParser(released.read(path))
    for node in tree.css(_USELESS):
        node.decompose()
    place = PageAt.of(tree, path)
    enclose_styles(tree, released, path)
    enclose_pictures(tree, released, path)
    free_links(tree, place)
    head = tree.head
    if head is None:
        raise _left(released, path, "head")
    first = tree.create_node("meta")
    first.attrs["http-equiv"] = "Content-Security-Policy"
    first.attrs["content"] = _POLICY
    (tree.css_first("meta[charset]") or head).insert_after(first)
    _refuse_requests(tree, released, path)
    return (tree.html or "").encode()


def _refuse_requests(tree: LexborHTMLParser, released: Released, path: str) -> None:
    """Refuse a page on which anything is left that a browser would fetch."""
    for node in tree.css(_FETCHING):
        values = [node.attributes.get(name) or "" for name in ("src", "srcset", "poster", "data")]
        if node.tag == "link" or any(value and not value.startswith("data:") for value in values):
            raise _left(released, path, node.tag or "")
    styles = [node.text() for node in tree.css("style")]
    styles += [node.attributes["style"] or "" for node in tree.css("[style]")]
    if any(_STYLE_FETCH.search(style) for style in styles):
        raise _left(released, path, "style")


def _left(released: Released, path: str, tag: str) -> SitegenError:
    return SitegenError(
        f"Trang có phần tử <{tag}> không gói được vào một tệp.",
        page=released.title(path) or path,
        hint="Bỏ phần này khỏi trang, hoặc xuất ra USB thay cho một tệp.",
        code="single-left",
    )


def find_page(files: Mapping[str, File], wanted: str) -> str:
    """Return the path of the page that an operator names, with or without index.html."""
    place = wanted.strip().strip("/")
    for path in (place, f"{place}/index.html".lstrip("/"), f"{place}.html"):
        file = files.get(path)
        if file and file.type.startswith("text/html"):
            return path
    raise SitegenError(
        f"Bản phát hành không có trang “{wanted}”.",
        hint="Viết đường dẫn như trên trang tĩnh, ví dụ huong-dan/nop-ho-so/.",
        code="page-unknown",
    )


def file_name(path: str, taken: set[str]) -> str:
    """Return a name that says which page it is; with its folders when two would be alike."""
    folders = [part for part in PurePosixPath(path).parts if part != "index.html"]
    whole = "-".join(folders).removesuffix(".html") or "trang-chu"
    short = (folders[-1] if folders else "trang-chu").removesuffix(".html")
    return f"{whole if f'{short}.html' in taken else short}.html"
