"""Files: the list of everything a release holds, each with its inputs and its key.

Equal keys mean equal bytes, so a known key is never rendered again. A page sees of other
pages only what its view holds: an edit of one body renders one page.
"""

from collections import Counter
from collections.abc import Collection as Keys
from collections.abc import Container, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace

from sitegen.documents.addresses import PageEntry
from sitegen.documents.base import Attachment, Head, Picture
from sitegen.documents.callouts import focus_of, region_name
from sitegen.documents.changed import changed_on, last_change
from sitegen.documents.codec import digest
from sitegen.documents.collection import Collection
from sitegen.documents.kinds import Document, IndexPage, Listing, SiteMap
from sitegen.documents.leaflet import Leaflet
from sitegen.documents.registries import RegistryTable, registry_tables
from sitegen.documents.view import SheetPicture
from sitegen.plan.comparing import compare
from sitegen.plan.lost import losing
from sitegen.plan.memory import Memory, Piece, Reference
from sitegen.plan.references import facts, references
from sitegen.plan.work import (
    AssetWork,
    AttachmentWork,
    DataWork,
    Inputs,
    PageWork,
    PictureWork,
    Planned,
    Recipes,
    ShareWork,
    SheetWork,
    SideWork,
    SiteFile,
    SiteInputs,
    SiteWork,
    TextWork,
    planned,
)

__all__ = ["Plan", "page_entry", "sheet_path"]

FILES_OF_A_DOCUMENT = 4


class Plan:
    """The plan of one build: first the sheets, then, knowing which were refused, the rest.

    With the ``memory`` of the plan before, it names only the files of documents that are not
    the same any more, and those that all documents share.
    """

    def __init__(
        self,
        collection: Collection,
        recipes: Recipes,
        memory: Memory | None = None,
    ) -> None:
        self._collection = collection
        self._recipes = recipes
        self._before = memory or Memory()
        self._shown = Counter(self._before.shown)
        self._shown_paths = dict(self._before.shown_paths)
        self._found: dict[Reference, tuple[Reference, Picture | Attachment, str]] = {}
        self._shared: frozenset[str] = frozenset()
        self._known_site_files: tuple[SiteInputs, tuple[Planned, ...]] | None = None
        compared = compare(collection, self._before)
        self._around, self._pieces = compared.around, compared.pieces
        self._changed, self._gone = compared.changed, compared.gone

    def sheets(self) -> Iterator[Planned]:
        """Yield the PDFs: they come first, because a refused print changes its page."""
        for document, document_digest in self._changed:
            if self._is_printed(document):
                inputs = self._sheet_inputs(document, document_digest)
                work = SheetWork(document)
                yield planned(sheet_path(document), "sheet", inputs, work, document.head.key)

    def files(self, *, refused: Container[str]) -> Iterator[Planned]:
        """Yield everything but the PDFs; ``refused`` holds the keys of pages without one.

        Pictures come first, because their encoders need room that nothing else has taken yet.
        Each document's files are planned when their turn comes, and need not be kept.
        """
        for piece in self._gone:
            self._shown.subtract(piece.references)
        yield from self._assets()
        shown = [self._references(document) for document, _ in self._changed]
        yield from self._referenced()
        for (document, document_digest), names in zip(self._changed, shown, strict=True):
            has_sheet = self._is_printed(document) and document.head.key not in refused
            with _of(document):
                files = self._document(document, document_digest, names, has_sheet=has_sheet)
            yield from files
        shared = list(self._site_files())
        assets = (one.path for one in self._assets())
        self._shared = frozenset((*assets, *(one.path for one in shared)))
        yield from shared

    @property
    def size(self) -> int:
        """About how many files there will be to find or make."""
        return len(self._changed) * FILES_OF_A_DOCUMENT + len(self._recipes.asset_paths)

    def memory(self, *, unsettled: Keys[str] = ()) -> Memory:
        """Return what the next plan may build on; call it after ``files``.

        ``unsettled`` are documents of which a file could not be made.
        """
        pieces = self._pieces
        again = frozenset(key for key in unsettled if key in pieces)
        for key in again:
            pieces[key] = _unsettled(pieces[key])
        shown = +self._shown
        paths = {one: paths for one, paths in self._shown_paths.items() if shown[one]}
        return Memory(
            pieces=pieces,
            shown=shown,
            shown_paths=paths,
            shared=self._shared,
            site_files=self._known_site_files,
            documents=self._collection.documents,
            around=self._around,
            unsettled=again,
        )

    def removed(self) -> set[str]:
        """Return the paths that the plan before had and this one has not."""
        before = self._before
        old = set(before.shared - self._shared)
        for piece in (*self._gone, *(was for was, _ in self.changes if was is not None)):
            old.update(piece.paths)
        for document, _ in self._changed:
            old.difference_update(self._pieces[document.head.key].paths)
        for reference, paths in before.shown_paths.items():
            if not self._shown[reference]:
                old.update(paths)
            elif (now := self._shown_paths[reference]) is not paths:  # of another size by now
                old.update(set(paths).difference(now))
        return old - self._shared

    @property
    def entries(self) -> tuple[PageEntry, ...]:
        """What files about the whole mirror know of each page, in the order of documents."""
        pieces = self._pieces
        return tuple(pieces[one.head.key].entry for one in self._collection.documents)

    @property
    def pieces(self) -> Mapping[str, Piece]:
        """All documents as planned, by key; complete after ``files``."""
        return self._pieces

    @property
    def changes(self) -> tuple[tuple[Piece | None, Piece | None], ...]:
        """What became of each document that is not the same any more: (before, now)."""
        before, pieces = self._before.pieces, self._pieces
        keys = [document.head.key for document, _ in self._changed]
        changed = ((before.get(key), pieces.get(key)) for key in keys)
        return (*changed, *((piece, None) for piece in self._gone))

    def _document(
        self,
        document: Document,
        document_digest: str,
        names: tuple[Reference, ...],
        *,
        has_sheet: bool,
    ) -> list[Planned]:
        files = [*self._pages(document, document_digest, has_sheet=has_sheet)]
        key = document.head.key
        shares = [one.path for one in files if one.group == "share"]
        self._shown_paths |= {(path, "share"): (path,) for path in shares}
        shown = (*names, *((path, "share") for path in shares))
        before = self._before.pieces.get(key)
        self._shown.subtract(before.references if before else ())
        self._shown.update(shown)
        paths = [one.path for one in files if one.group != "share"]
        self._pieces[key] = Piece(
            document=document,
            digest=document_digest,
            site=self._around.site(document.head.language, page=document.head.title),
            crumbs=self._around.crumbs(document.head.parent),
            group=self._around.group(document),
            paths=(*paths, sheet_path(document)) if has_sheet else tuple(paths),
            references=shown,
            entry=_same(page_entry(document), before.entry if before else None),
            facts=tuple(facts(document)) if "json" in self._recipes.outputs else (),
        )
        return files

    def _pages(
        self, document: Document, document_digest: str, *, has_sheet: bool
    ) -> Iterator[Planned]:
        recipes, key, folder = self._recipes, document.head.key, document.head.path
        pictures: tuple[SheetPicture, ...] = ()
        if has_sheet and isinstance(document, Leaflet):
            pictures = self._side_pictures(document)
            yield from self._sides(document, document_digest, pictures)
        view = self._around.view(
            document, pdf_path=sheet_path(document) if has_sheet else "", sheets=pictures
        )
        card = recipes.share_card(document, view) if "share" in recipes.outputs else None
        view = replace(
            view,
            share_path="" if card is None else recipes.share_path(card),
            has_markdown="markdown" in recipes.outputs,
            has_json="json" in recipes.outputs,
        )
        inputs: Inputs = (
            ("document", document_digest),
            ("view", digest(view)),
            ("made by", recipes.made_by),
        )
        yield planned(f"{folder}index.html", "page", inputs, PageWork(document, view), key)
        if "json" in recipes.outputs:
            yield planned(f"{folder}index.json", "data", inputs, DataWork(document, view), key)
        if "markdown" in recipes.outputs:
            yield planned(f"{folder}index.md", "text", inputs, TextWork(document, view), key)
        if card is not None:
            share = (("card", digest(card)), ("made by", recipes.made_by))
            yield planned(view.share_path, "share", share, ShareWork(card), key)

    def _is_printed(self, document: Document) -> bool:
        return "pdf" in self._recipes.outputs and self._recipes.is_printable(document)

    def _sheet_inputs(self, document: Document, document_digest: str) -> Inputs:
        return (("document", document_digest), ("made by", self._recipes.made_by))

    def _side_pictures(self, document: Leaflet) -> tuple[SheetPicture, ...]:
        width, height = self._recipes.side_size(document)
        return tuple(
            SheetPicture(
                path=f"{document.head.path}side-{side + 1}.webp",
                width=width,
                height=height,
                alt=self._recipes.side_alt(document, side),
            )
            for side in range(document.format.sides)
        )

    def _sides(
        self, document: Leaflet, document_digest: str, pictures: tuple[SheetPicture, ...]
    ) -> Iterator[Planned]:
        for side, picture in enumerate(pictures):
            inputs = (
                *self._sheet_inputs(document, document_digest),
                ("side", str(side)),
                ("size", f"{picture.width}x{picture.height}"),
                ("encoder", self._recipes.picture_version),
            )
            work = SideWork(document, side, picture.width, picture.height)
            yield planned(picture.path, "sheet", inputs, work, document.head.key)

    def _referenced(self) -> Iterator[Planned]:
        """Yield the pictures and attachments that changed documents show, each once.

        Call it when all ``_references`` are known.
        """
        titles = {one.head.key: one.head.title for one, _ in self._changed}
        for name, (_, found, owner) in self._found.items():
            with losing("media", found.digest, title=titles[owner], key=owner):
                files = list(self._reference(found, name, owner))
            self._shown_paths[name] = tuple(one.path for one in files)
            yield from files

    def _references(self, document: Document) -> tuple[Reference, ...]:
        """Return the names of what a document shows, each once and always the same object."""
        names: dict[Reference, None] = {}
        with _of(document):
            shown = [(found, name) for found in references(document) for name in _names(found)]
        for found, name in shown:
            known = self._found.setdefault(name, (name, found, document.head.key))
            names[known[0]] = None
        return tuple(names)

    def _reference(
        self, found: Picture | Attachment, name: Reference, owner: str
    ) -> Iterator[Planned]:
        if not isinstance(found, Picture):
            inputs: Inputs = (("attachment", found.digest),)
            yield planned(found.path, "attachment", inputs, AttachmentWork(found.digest), owner)
            return
        for derivative in self._recipes.derivatives(found):
            if derivative.part != name[1]:
                continue
            inputs = (
                ("picture", found.digest),
                ("size", f"{derivative.width}x{derivative.height}"),
                ("format", derivative.format),
                ("encoder", self._recipes.picture_version),
                *((("part", derivative.part),) if derivative.part else ()),
            )
            work = PictureWork(found.digest, derivative)
            yield planned(derivative.path, "picture", inputs, work, owner)

    def _assets(self) -> Iterator[Planned]:
        for path in self._recipes.asset_paths:
            yield planned(path, "asset", (("name", path),), AssetWork(path))

    def _site_files(self) -> Iterator[Planned]:
        site = self._around.source_site()
        if site is None:
            return
        known = SiteInputs(
            site=site,
            sites=tuple(self._collection.sites.values()),
            entries=self.entries,
            moved=self._collection.moved,
            gone=self._collection.gone,
            editions=self._collection.editions,
            registries=self._registries(),
        )
        before = self._before.site_files
        if before is not None and before[0] == known:
            self._known_site_files = before
        else:
            old = {one.path: one for one in before[1]} if before is not None else {}
            files = self._recipes.site_files(known, self._recipes.outputs)
            self._known_site_files = (
                known,
                tuple(self._site_file(file, old.get(file.path)) for file in files),
            )
        yield from self._known_site_files[1]

    def _registries(self) -> tuple[RegistryTable, ...]:
        """Return the tables of what all pages show, those of before when no page shows another."""
        before = self._before.site_files
        if before is not None and all(_show_the_same(was, now) for was, now in self.changes):
            return before[0].registries
        return registry_tables(
            (one.entry.language, one.entry.path, one.facts)
            for one in self._pieces.values()
            if not one.entry.is_alias and one.entry.language == one.entry.source_language
        )

    def _site_file(self, file: SiteFile, old: Planned | None) -> Planned:
        """Return the plan of a file, that of before when it reads the very same."""
        if old is not None and old.work == SiteWork(file):
            return old
        inputs: Inputs = (
            ("file", file.name),
            ("reads", digest(file.reads)),
            ("made by", self._recipes.made_by),
        )
        return planned(file.path, "site", inputs, SiteWork(file))


def sheet_path(document: Document) -> str:
    """Return the mirror path of a document's PDF, named after its page."""
    path = document.head.path
    name = path.rstrip("/").rpartition("/")[2] or "trang"
    return f"{path}{name}.pdf"


def _of(document: Document) -> AbstractContextManager[None]:
    head = document.head
    return losing("page", head.key, title=head.title, key=head.key)


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
        **_listed(document),
    )


def _listed(document: Document) -> dict[str, str]:
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


def _same(new: PageEntry, old: PageEntry | None) -> PageEntry:
    """Return the entry of before when it is equal: what is the same object is quick to compare."""
    return old if old is not None and old == new else new


def _names(found: Picture | Attachment) -> tuple[Reference, ...]:
    """Return what is shown: an attachment, a picture, the part of it that is in focus."""
    if not isinstance(found, Picture):
        return ((found.digest, found.path),)
    whole, part = (found.digest, ""), focus_of(found)
    return (whole, (found.digest, region_name(part))) if part else (whole,)


def _show_the_same(was: Piece | None, now: Piece | None) -> bool:
    """Tell whether a document gives registries what it gave before."""
    return (
        was is not None
        and now is not None
        and was.facts == now.facts
        and was.entry.path == now.entry.path
        and was.entry.is_alias == now.entry.is_alias
    )


def _unsettled(piece: Piece) -> Piece:
    return replace(piece, is_settled=False)
