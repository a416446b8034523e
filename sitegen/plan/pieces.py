"""Pieces: each document as it is planned: from what, and which files come of it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from sitegen.derived import Graph, Input
from sitegen.documents.addresses import PageEntry
from sitegen.documents.base import Attachment, Head, Picture
from sitegen.documents.callouts import focus_of, region_name
from sitegen.documents.changed import changed_on, last_change
from sitegen.documents.codec import digest
from sitegen.documents.kinds import Document, IndexPage, Listing, SiteMap
from sitegen.documents.leaflet import Leaflet
from sitegen.documents.quick import dataclass
from sitegen.documents.registries import Fact
from sitegen.documents.view import SheetPicture, View
from sitegen.errors import Finding
from sitegen.plan.around import DOCUMENT, view_of
from sitegen.plan.lost import losing
from sitegen.plan.references import facts, references
from sitegen.plan.work import (
    AttachmentWork,
    DataWork,
    Derivative,
    Inputs,
    PageWork,
    PictureWork,
    Planned,
    Recipes,
    ShareWork,
    SheetWork,
    SideWork,
    TextWork,
    planned,
)

__all__ = [
    "RECIPES",
    "REFUSED",
    "WITHOUT_CARD",
    "Listed",
    "Piece",
    "Shown",
    "listed",
    "media_files",
    "page_entry",
    "page_files",
    "piece",
    "sheet_file",
    "sheet_path",
]

RECIPES: Input[None, Recipes | None] = Input(f"{__name__}:RECIPES", None)

REFUSED: Input[str, Finding | None] = Input(f"{__name__}:REFUSED", None)
"""What is said of the documents of which the print was refused, by key."""

WITHOUT_CARD: Input[str, bool] = Input(f"{__name__}:WITHOUT_CARD", default=False)
"""The documents of which the picture for messages cannot be drawn, by key."""

Shown = tuple[Picture | Attachment, str]
"""What a page shows, and the name of its part that is in focus, "" for the whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One document as it is planned, and the ``recipes`` by which its files are made.

    ``paths`` are the files of its own, ``shared_paths`` those that other pages may show as well.
    """

    recipes: Recipes
    document: Document
    digest: str
    view: View
    card: Any
    shown: tuple[Shown, ...]
    paths: tuple[str, ...]
    shared_paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """What files about the whole mirror say of a page, and the facts that it shows."""

    entry: PageEntry
    facts: tuple[Fact, ...]


def recipes_of(graph: Graph) -> Recipes:
    """Return the recipes of this build."""
    recipes = graph.get(RECIPES, None)
    if recipes is None:
        raise LookupError("a plan needs recipes")
    return recipes


def document_of(graph: Graph, key: str) -> Document:
    """Return a document of the collection by its key."""
    document = graph.get(DOCUMENT, key)
    if document is None:
        raise LookupError(f"the collection has no document {key}")
    return document


def piece(graph: Graph, key: str) -> Piece:
    """The rule of how a document is planned; raises LostError where that fails."""
    document, recipes = document_of(graph, key), recipes_of(graph)
    head = document.head
    with losing("page", head.key, title=head.title, key=head.key):
        has_sheet = is_printed(recipes, document) and graph.get(REFUSED, key) is None
        view = _whole_view(view_of(graph, document), document, recipes, has_sheet=has_sheet)
        card = None
        if "share" in recipes.outputs and not graph.get(WITHOUT_CARD, key):
            card = recipes.share_card(document, view)
        if card is not None:
            view = replace(view, share_path=recipes.share_path(card))
        shown = tuple(dict.fromkeys(one for found in references(document) for one in _parts(found)))
        return Piece(
            recipes=recipes,
            document=document,
            digest=digest(document),
            view=view,
            card=card,
            shown=shown,
            paths=tuple(_own_paths(head, view)),
            shared_paths=tuple(dict.fromkeys(_shared_paths(graph, head, view, shown))),
        )


def listed(graph: Graph, key: str) -> Listed:
    """The rule of what lists and tables take from a document: equal while only its text differs."""
    document, is_told = document_of(graph, key), "json" in recipes_of(graph).outputs
    with losing("page", key, title=document.head.title, key=key):
        return Listed(page_entry(document), tuple(facts(document)) if is_told else ())


# Files


def is_printed(recipes: Recipes, document: Document) -> bool:
    """Tell whether a document has a PDF, unless it is refused."""
    return "pdf" in recipes.outputs and recipes.is_printable(document)


def sheet_path(document: Document) -> str:
    """Return the mirror path of a document's PDF, named after its page."""
    path = document.head.path
    name = path.rstrip("/").rpartition("/")[2] or "trang"
    return f"{path}{name}.pdf"


def sheet_file(one: Piece) -> Planned:
    """Return the plan of the PDF of a document."""
    key = one.document.head.key
    inputs = (("document", one.digest), ("made by", one.recipes.made_by))
    return planned(sheet_path(one.document), "sheet", inputs, SheetWork(one.document), key)


def page_files(one: Piece) -> Iterator[Planned]:
    """Yield the plans of what is made from a document, but for its PDF and what it shows."""
    document, view, key = one.document, one.view, one.document.head.key
    made_by = ("made by", one.recipes.made_by)
    for side, picture in enumerate(view.sheets):
        yield _side_file(one, side, picture)
    folder = document.head.path
    inputs: Inputs = (("document", one.digest), ("view", digest(view)), made_by)
    yield planned(f"{folder}index.html", "page", inputs, PageWork(document, view), key)
    if view.has_json:
        yield planned(f"{folder}index.json", "data", inputs, DataWork(document, view), key)
    if view.has_markdown:
        yield planned(f"{folder}index.md", "text", inputs, TextWork(document, view), key)
    if one.card is not None:
        share = (("card", digest(one.card)), made_by)
        yield planned(view.share_path, "share", share, ShareWork(one.card), key)


def media_files(pieces: Iterable[Piece]) -> Iterator[Planned]:
    """Yield the plans of the pictures and attachments that pages show, each once.

    The first page that shows one is its owner.
    """
    owners: dict[str, tuple[Shown, Piece]] = {}
    for one in pieces:
        for found, part in one.shown:
            name = found.digest + (part if isinstance(found, Picture) else found.path)
            owners.setdefault(name, ((found, part), one))
    for shown, one in owners.values():
        (found, _), head = shown, one.document.head
        with losing("media", found.digest, title=head.title, key=head.key):
            files = list(_media(shown, head.key, one.recipes))
        yield from files


def _side_file(one: Piece, side: int, picture: SheetPicture) -> Planned:
    inputs = (
        ("document", one.digest),
        ("made by", one.recipes.made_by),
        ("side", str(side)),
        ("size", f"{picture.width}x{picture.height}"),
        ("encoder", one.recipes.picture_version),
    )
    if not isinstance(one.document, Leaflet):
        raise TypeError("only leaflets have sides")
    work = SideWork(one.document, side, picture.width, picture.height)
    return planned(picture.path, "sheet", inputs, work, one.document.head.key)


def _media(shown: Shown, owner: str, recipes: Recipes) -> Iterator[Planned]:
    found, part = shown
    if not isinstance(found, Picture):
        inputs: Inputs = (("attachment", found.digest),)
        yield planned(found.path, "attachment", inputs, AttachmentWork(found.digest), owner)
        return
    for derivative in recipes.derivatives(found):
        if derivative.part != part:
            continue
        inputs = (
            ("picture", found.digest),
            ("size", f"{derivative.width}x{derivative.height}"),
            ("format", derivative.format),
            ("encoder", recipes.picture_version),
            *((("part", derivative.part),) if derivative.part else ()),
        )
        work = PictureWork(found.digest, derivative)
        yield planned(derivative.path, "picture", inputs, work, owner)


# What a piece is made of


def _whole_view(view: View, document: Document, recipes: Recipes, *, has_sheet: bool) -> View:
    return replace(
        view,
        pdf_path=sheet_path(document) if has_sheet else "",
        sheets=_sides(document, recipes) if has_sheet and isinstance(document, Leaflet) else (),
        has_markdown="markdown" in recipes.outputs,
        has_json="json" in recipes.outputs,
    )


def _sides(document: Leaflet, recipes: Recipes) -> tuple[SheetPicture, ...]:
    width, height = recipes.side_size(document)
    return tuple(
        SheetPicture(
            path=f"{document.head.path}side-{side + 1}.webp",
            width=width,
            height=height,
            alt=recipes.side_alt(document, side),
        )
        for side in range(document.format.sides)
    )


def _parts(found: Picture | Attachment) -> tuple[Shown, ...]:
    """Return what is shown: an attachment, a picture, the part of it that is in focus."""
    part = focus_of(found) if isinstance(found, Picture) else None
    return ((found, ""), (found, region_name(part))) if part else ((found, ""),)


def _own_paths(head: Head, view: View) -> Iterator[str]:
    yield f"{head.path}index.html"
    if view.has_json:
        yield f"{head.path}index.json"
    if view.has_markdown:
        yield f"{head.path}index.md"
    if view.pdf_path:
        yield view.pdf_path
    yield from (picture.path for picture in view.sheets)


def _shared_paths(graph: Graph, head: Head, view: View, shown: Iterable[Shown]) -> Iterator[str]:
    if view.share_path:
        yield view.share_path
    for found, part in shown:
        if not isinstance(found, Picture):
            yield found.path
            continue
        with losing("media", found.digest, title=head.title, key=head.key):
            sizes = graph.get(_derivatives, found)
        yield from (one.path for one in sizes if one.part == part)


def _derivatives(graph: Graph, picture: Picture) -> tuple[Derivative, ...]:
    return recipes_of(graph).derivatives(picture)


def page_entry(document: Document) -> PageEntry:
    """Return what lists of pages say of a document."""
    head = document.head
    return PageEntry(
        key=head.key,
        translation=head.translation,
        language=head.language,
        source_language=head.source_language,
        path=head.path,
        kind=document.kind,
        title=head.title,
        summary=head.summary,
        agency=head.agency.short_name if head.agency else "",
        published=head.published,
        updated=head.updated,
        is_alias=head.is_alias,
        changed_on=changed_on(document),
        last_change=last_change(document),
        news=_news(document.head),
        **_list_said(document),
    )


def _list_said(document: Document) -> dict[str, str]:
    """Return by what a page lists others, and what of it; nothing for all but the first of a list."""
    if isinstance(document, SiteMap):
        return {"list_by": "map"}
    if not isinstance(document, Listing | IndexPage) or document.page_number > 1:
        return {}
    if isinstance(document, Listing):
        return {"list_by": "kind", "list_of": document.item_kind}
    only = document.sections[0].title if len(document.sections) == 1 else ""
    return {"list_by": document.form, "list_of": only}


def _news(head: Head) -> str:
    last = head.changes[0] if head.changes and head.language == head.source_language else None
    return last.text if last and last.day == head.updated else ""
