"""A small province to release: pages that can be edited, moved, deleted, and a plain workshop."""

import hashlib
from collections import Counter
from collections.abc import Callable, Container
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any, assert_never

from sitegen.artifacts import Loader
from sitegen.documents.base import Attachment, Head, Picture, Summary
from sitegen.documents.codec import digest, encode
from sitegen.documents.collection import Collection
from sitegen.documents.editions import EditionSign, Verdict, edition_path
from sitegen.documents.inline import Link, Text
from sitegen.documents.kinds import AgencyHome, Document, Guide, Home
from sitegen.documents.leaflet import Cover, Imprint, Leaflet, LeafletFormat, Panel
from sitegen.documents.nodes import Downloads, Figure, Paragraph
from sitegen.documents.site import MenuItem, Site
from sitegen.documents.view import View
from sitegen.errors import SitegenError
from sitegen.pipeline import build
from sitegen.plan import (
    AssetWork,
    AttachmentWork,
    DataWork,
    Maker,
    PageWork,
    PictureWork,
    Recipes,
    ShareWork,
    SheetWork,
    SideWork,
    SiteFile,
    SiteInputs,
    SiteWork,
    TextWork,
    Work,
)
from sitegen.plan.references import references
from sitegen.release.feed import is_of_feed
from sitegen.release.report import Report

__all__ = ["PICTURE", "PlainWorkshop", "Province", "Row", "Sameness", "release", "tree"]

PICTURE = Picture(digest="p" * 64, width=800, height=600, alt="Màn hình tra cứu")
FORM = b"noi dung bieu mau"
_ATTACHMENT = Attachment(
    digest=hashlib.sha256(FORM).hexdigest(),
    path="files/bieu-mau.docx",
    title="Biểu mẫu",
    file_type="docx",
    size_bytes=len(FORM),
)

ASSETS = {"assets/style.css": b"@font-face{src:url(a.woff2)}", "assets/a.woff2": b"font"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One guide as an officer sees it; ``link`` is a mirror path or "path#anchor"."""

    slug: str
    title: str
    body: str = "Nội dung."
    parent: str = "page-2"
    link: str = ""
    has_figure: bool = False
    has_form: bool = False


@dataclass
class Province:
    """Pages by number; page 1 is the home page, 2 and 3 are offices, the rest are guides."""

    rows: dict[int, Row] = field(default_factory=dict)
    leaflet_title: str = "Tờ gấp"
    base_address: str = ""
    site_name: str = "Tỉnh Mẫu"
    editions: dict[str, Verdict] = field(default_factory=dict)
    """What is said of each printed sheet, by its code."""

    @classmethod
    def of(cls, guides: int) -> "Province":
        rows = {
            number: Row(
                slug=f"huong-dan-{number}",
                title=f"Hướng dẫn {number}",
                has_figure=number % 3 == 0,
                has_form=number % 4 == 0,
            )
            for number in range(10, 10 + guides)
        }
        return cls(rows)

    def edit(self, number: int, **changes: Any) -> None:
        self.rows[number] = replace(self.rows[number], **changes)

    def collection(self) -> Collection:
        documents: tuple[Document, ...] = (
            self._home(),
            *self._offices(),
            *self._guides(),
            self._leaflet(),
        )
        signs = tuple(
            EditionSign(code=code, path=edition_path(code), language="vi", verdict=one)
            for code, one in self.editions.items()
        )
        return Collection(documents=documents, sites={"vi": self._site()}, editions=signs)

    def _site(self) -> Site:
        return Site(
            name=self.site_name,
            tagline="Dịch vụ công",
            language="vi",
            languages=("vi",),
            home_path="",
            menu=(MenuItem(title="Sở Nội vụ", path="so-noi-vu/"),),
            base_address=self.base_address,
        )

    def _home(self) -> Home:
        head = _head("page-1", "", "Trang chủ", parent="")
        offices = tuple(_summary(office) for office in self._offices())
        return Home(head=head, question="Bạn cần làm gì?", lead="", entries=(), agencies=offices)

    def _offices(self) -> tuple[AgencyHome, ...]:
        return tuple(
            AgencyHome(
                head=_head(key, f"{slug}/", title, parent="page-1"),
                lead="",
                contacts=(),
                guides=tuple(_summary(one) for one in self._guides() if one.head.parent == key),
            )
            for key, slug, title in (
                ("page-2", "so-noi-vu", "Sở Nội vụ"),
                ("page-3", "so-y-te", "Sở Y tế"),
            )
        )

    def _guides(self) -> tuple[Guide, ...]:
        return tuple(_guide(number, row) for number, row in sorted(self.rows.items()))

    def _leaflet(self) -> Leaflet:
        panel = Panel(
            name="Bìa", parts=(Cover(statement="Nộp", subtitle="", agencies=(), foot=""),)
        )
        return Leaflet(
            head=_head("page-4", "to-gap/", self.leaflet_title, parent="page-1"),
            format=LeafletFormat(),
            panels=(panel,),
            imprint=Imprint(print_run=100, printed_size="20,5 x 60 cm", printer="Nhà in Mẫu"),
        )


def _head(key: str, path: str, title: str, *, parent: str) -> Head:
    return Head(
        key=key, translation=f"t-{key}", language="vi", path=path, parent=parent, title=title
    )


def _summary(document: Document) -> Summary:
    head = document.head
    return Summary(
        key=head.key,
        kind=document.kind,
        path=head.path,
        title=head.title,
        summary="",
        language="vi",
    )


def _guide(number: int, row: Row) -> Guide:
    folder = {"page-2": "so-noi-vu/", "page-3": "so-y-te/"}[row.parent]
    words = (Text(value=row.body),)
    body: list[Any] = [Paragraph(children=words)]
    if row.link:
        body.append(Paragraph(children=(Link(children=words, target="page", address=row.link),)))
    body += [Figure(picture=PICTURE)] if row.has_figure else []
    body += [Downloads(title="Biểu mẫu", attachments=(_ATTACHMENT,))] if row.has_form else []
    head = _head(f"page-{number}", f"{folder}{row.slug}/", row.title, parent=row.parent)
    return Guide(head=head, groups=(), body=tuple(body))


@dataclass(frozen=True)
class _Derivative:
    path: str
    width: int
    height: int
    format: str
    part: str = ""


class PlainWorkshop(Maker):
    """Makes files of few bytes but true links, counts them, and fails where it is told to."""

    def __init__(
        self,
        load_picture: Loader,
        load_attachment: Loader,
        *,
        template: str = "1",
        broken_title: str = "",
    ) -> None:
        self._load_picture = load_picture
        self._load_attachment = load_attachment
        self._template = template
        self._broken_title = broken_title
        self.made: Counter[str] = Counter()

    def recipes(self) -> Recipes:
        return Recipes(
            made_by=self._template,
            outputs={"json", "pdf"},
            site_files=_site_files,
            share_card=lambda *_: None,
            share_path=lambda _: "",
            picture_version="1",
            is_printable=lambda document: document.kind == "leaflet",
            derivatives=_derivatives,
            side_size=lambda _: (600, 205),
            side_alt=lambda _, side: f"Mặt {side + 1}",
            asset_paths=tuple(ASSETS),
        )

    def make(self, work: Work) -> bytes:
        self.made[type(work).__name__] += 1
        match work:
            case PageWork():
                content = self._page(work.document, work.view)
            case DataWork():
                content = encode(work.document)
            case TextWork() | ShareWork():
                content = b"never planned: it is no output"
            case SheetWork():
                content = _sheet(work.document)
            case SideWork():
                content = f"side {work.side} {digest(work.document)}".encode()
            case PictureWork():
                content = self._load_picture(work.digest)
            case AttachmentWork():
                content = self._load_attachment(work.digest)
            case AssetWork():
                content = ASSETS[work.path]
            case SiteWork():
                content = _site_file(work)
            case _:
                assert_never(work)
        return content

    def _page(self, document: Document, view: View) -> bytes:
        if self._broken_title and document.head.title == self._broken_title:
            raise ValueError("a template stumbled")
        up = "../" * document.head.path.count("/")
        crumbs = [(crumb.path, crumb.title) for crumb in view.crumbs]
        menu = [(item.path, item.title) for item in view.site.menu]
        listed = [(one.path, one.title) for one in getattr(document, "guides", ())]
        listed += [(one.path, one.title) for one in getattr(document, "agencies", ())]
        links = "".join(
            f'<a href="{up}{path}index.html">{escape(title)}</a>'
            for path, title in (*crumbs, *menu, *listed)
        )
        links += f'<a href="{up}{view.pdf_path}">PDF</a>' if view.pdf_path else ""
        links += "".join(f'<img src="{up}{sheet.path}" alt="">' for sheet in view.sheets)
        return (
            f"<!doctype html><title>{escape(document.head.title)}</title><!--{self._template}-->"
            f'<link rel="stylesheet" href="{up}assets/style.css">{links}'
            f'<h1 id="dau">{escape(document.head.title)}</h1>{_body(document, up)}'
        ).encode()


def _body(document: Document, up: str) -> str:
    parts = []
    for node in getattr(document, "body", ()):
        for child in getattr(node, "children", ()):
            if isinstance(child, Link):
                place, hash_sign, anchor = child.address.partition("#")
                address = child.address if ":" in place else f"{up}{place}index.html"
                parts.append(f'<a href="{address}{hash_sign}{anchor}">x</a>')
            else:
                parts.append(f"<p>{escape(child.value)}</p>")
    for found in references(document):
        path = f"pictures/{found.digest}.webp" if isinstance(found, Picture) else found.path
        parts.append(f'<a href="{up}{path}">tệp</a>')
    return "".join(parts)


def _sheet(document: Document) -> bytes:
    if len(document.head.title) > 40:
        raise SitegenError("Mặt “Bìa” thừa 12 mm.", hint="Rút ngắn tiêu đề.", code="print-overflow")
    return b"%PDF " + digest(document).encode()


def _derivatives(picture: Picture) -> tuple[_Derivative, ...]:
    return (_Derivative(f"pictures/{picture.digest}.webp", 800, 600, "webp"),)


def _site_files(known: SiteInputs, _outputs: Container[str]) -> list[SiteFile]:
    listed = tuple(entry.path for entry in known.entries)
    address = known.site.base_address
    about_all = [SiteFile(name, name, (address, listed)) for name in ("sitemap.xml", "feed.xml")]
    return [
        SiteFile("404.html", "404.html", (known.site.name,)),
        SiteFile("robots.txt", "robots.txt", (address, ())),
        *(about_all if address else ()),
        *(
            SiteFile(f"{one.path}index.json", "edition", (one.code, one.verdict))
            for one in known.editions
        ),
    ]


def _site_file(work: SiteWork) -> bytes:
    if work.file.name == "404.html":
        return f'<title>404</title><a href="/index.html">{work.file.reads[0]}</a>'.encode()
    address, listed = work.file.reads
    return f"{work.file.name} {address} {' '.join(listed)}".encode()


class Sameness:
    """Hands on the very same objects for what is equal, as the collector of a worker does."""

    def __init__(self) -> None:
        self._documents: dict[str, Document] = {}
        self._site: Site | None = None

    def __call__(self, collection: Collection) -> Collection:
        known = self._documents
        documents = tuple(
            known[one.head.key] if known.get(one.head.key) == one else one
            for one in collection.documents
        )
        self._documents = {one.head.key: one for one in documents}
        if self._site != collection.sites["vi"]:
            self._site = collection.sites["vi"]
        return replace(collection, documents=documents, sites={"vi": self._site})


def release(
    province: Province,
    folder: Path,
    *,
    day: int = 1,
    minutes: int = 0,
    same: Callable[[Collection], Collection] = lambda collection: collection,
    **options: Any,
) -> Report:
    """Build into ``folder`` with the plain workshop, on a given day of November 2026, so many minutes on."""
    options.setdefault("make_workshop", PlainWorkshop)
    return build(
        same(province.collection()),
        folder=folder,
        load_picture=lambda digest: f"picture {digest}".encode(),
        load_attachment=lambda _: FORM,
        created=datetime(2026, 11, day, 8, 30, tzinfo=UTC) + timedelta(minutes=minutes),
        **options,
    )


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file of the release that is served with its bytes; the feed is no part of it."""
    root = (folder / "releases" / "current").resolve()
    return {
        name: path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not is_of_feed(name := path.relative_to(root).as_posix())
    }
