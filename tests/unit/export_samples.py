"""Two releases of a small province to export, in memory or on a disk, and what must hold."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from sitegen.documents.site import Site
from sitegen.release.links import read_links
from sitegen.release.manifest import (
    File,
    Manifest,
    content_type,
    files_digest,
    release_id,
    write_manifest,
)
from sitegen.release.profiles import Entry, Released
from sitegen.release.switch import switch

__all__ = [
    "FIRST",
    "SECOND",
    "KilledError",
    "Sample",
    "broken",
    "kill_after",
    "page",
    "write_release",
]

_SITE = Site(
    name="Tỉnh Mẫu",
    tagline="Việc của bà con",
    language="vi",
    languages=("vi",),
    home_path="index.html",
)


class KilledError(BaseException):
    """Stands for kill -9: nothing on the way may catch it."""


def kill_after(writes: int) -> Callable[[int, int], None]:
    """Return a progress that dies when so many files are done."""

    def progress(done: int, total: int) -> None:
        if done >= writes:
            raise KilledError

    return progress


@dataclass(frozen=True)
class Sample:
    """The files of one release: path to content, group and owner."""

    files: Mapping[str, tuple[bytes, str, str]]
    titles: Mapping[str, str] = field(default_factory=dict)
    created: datetime = datetime(2026, 11, 1, tzinfo=UTC)

    @property
    def contents(self) -> dict[str, bytes]:
        return {path: content for path, (content, _, _) in self.files.items()}

    @property
    def released(self) -> Released:
        return Released(
            files=dict(_filed(self.files)),
            titles=self.titles,
            read=lambda path: self.files[path][0],
            name="Tỉnh Mẫu",
        )

    def with_files(self, files: Mapping[str, tuple[bytes, str, str]]) -> "Sample":
        return replace(self, files={**self.files, **files})

    def without(self, *paths: str) -> "Sample":
        return replace(self, files={p: f for p, f in self.files.items() if p not in paths})


def page(
    path: str, *links: str, style: str, picture: str = "", body: str = "", head: str = ""
) -> bytes:
    """Return a page at ``path`` that links to other paths and shows a picture."""
    up = "../" * path.count("/")
    shown = f'<img src="{up}{picture}" alt="">' if picture else ""
    anchors = "".join(f'<a href="{up}{link}">{link}</a>' for link in links)
    return (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{path}</title>'
        f'<link rel="stylesheet" href="{up}{style}">{head}</head>'
        f"<body><main><p>{body}</p>{shown}{anchors}</main></body></html>"
    ).encode()


def write_release(folder: Path, number: int, sample: Sample) -> str:
    """Write a release below ``folder`` as the engine leaves it, and switch to it."""
    releases = folder / "releases"
    name = release_id(number, sample.created)
    for path, content in sample.contents.items():
        target = releases / name / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    files = dict(_filed(sample.files))
    manifest = Manifest(
        id=name,
        sequence=number,
        created=sample.created,
        digest=files_digest(files),
        files=files,
        titles=sample.titles,
        sites=(_SITE,),
    )
    write_manifest(releases, manifest)
    switch(releases, name)
    return name


def broken(tree: Mapping[str, bytes]) -> list[str]:
    """Return what a reader who begins at the home page would find missing in ``tree``."""
    found: list[str] = []
    seen, waiting = set[str](), ["index.html"] if "index.html" in tree else []
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        links = read_links(path, tree[path])
        needed = {target.partition("#")[0] for target in (*links.links, *links.files)}
        found += [f"{path} -> {target}" for target in sorted(needed - tree.keys())]
        waiting += [target for target in needed if target in tree and target.endswith(".html")]
    return found


def contents(entries: Iterable[Entry]) -> dict[str, bytes]:
    """Return what the entries hold, by path."""
    return {entry.path: entry.load() for entry in entries}


def fetched(html: bytes) -> list[str]:
    """Return every address that a browser would fetch to show this page."""
    tree = LexborHTMLParser(html)
    values = [
        node.attributes[name] or "" for name in ("src", "srcset") for node in tree.css(f"[{name}]")
    ]
    values += [
        node.attributes["href"] or "" for node in tree.css("link[rel=stylesheet], link[rel=icon]")
    ]
    return [value for value in values if not value.startswith("data:")]


def _filed(files: Mapping[str, tuple[bytes, str, str]]) -> Iterator[tuple[str, File]]:
    for path, (content, group, owner) in files.items():
        digest = hashlib.sha256(content).hexdigest()
        yield path, File(digest, len(content), content_type(path), "k", group, owner)


def _named(name: str, content: bytes, ending: str) -> str:
    return f"{name}.{hashlib.sha256(content).hexdigest()[:12]}.{ending}"


def _release(
    css: bytes, pages: Mapping[str, tuple[str, ...]], pictures: Mapping[str, bytes]
) -> Sample:
    style = f"assets/{_named('site', css, 'css')}"
    files: dict[str, tuple[bytes, str, str]] = {style: (css, "asset", "")}
    titles: dict[str, str] = {}
    for number, (path, links) in enumerate(sorted(pages.items()), 1):
        key = f"page-{number}"
        picture = ""
        if path in pictures:
            picture = f"pictures/{_named('p', pictures[path], 'webp')}"
            files[picture] = (pictures[path], "picture", key)
        titles[key] = f"Trang {path}"
        content = page(path, *links, style=style, picture=picture, body="chữ " * 120)
        files[path] = (content, "page", key)
        data = f'{{"document": {{"head": {{"updated": "2026-10-0{number}"}}}}}}'
        files[path.replace(".html", ".json")] = (data.encode(), "data", key)
    files["sitemap.xml"] = (" ".join(sorted(pages)).encode(), "site", "")
    files["404.html"] = (b"<!doctype html><title>404</title>", "site", "")
    return Sample(files, titles)


FIRST = _release(
    b"body{color:#111}" * 40,
    {
        "index.html": ("huong-dan/index.html",),
        "huong-dan/index.html": ("huong-dan/a/index.html", "huong-dan/b/index.html"),
        "huong-dan/a/index.html": ("index.html",),
        "huong-dan/b/index.html": ("huong-dan/a/index.html",),
    },
    {"huong-dan/a/index.html": b"picture of a", "huong-dan/b/index.html": b"picture of b"},
)
"""A home page, a list and two guides."""

SECOND = _release(
    b"body{color:#222}" * 40,
    {
        "index.html": ("huong-dan/index.html", "huong-dan/c/index.html"),
        "huong-dan/index.html": ("huong-dan/a/index.html", "huong-dan/c/index.html"),
        "huong-dan/a/index.html": ("huong-dan/c/index.html",),
        "huong-dan/c/index.html": ("huong-dan/d/index.html",),
        "huong-dan/d/index.html": ("huong-dan/c/index.html",),
    },
    {"huong-dan/a/index.html": b"new picture of a", "huong-dan/c/index.html": b"picture of c"},
)
"""The style and a picture changed, guide b is gone, c and d are new and lead to each other."""
