"""Files: the list of everything a release holds, each with its inputs and its key.

Equal keys mean equal bytes, so a known key is never rendered again. A page sees of other
pages only what its view holds: an edit of one body renders one page.
"""

from collections.abc import Container, Iterator

from sitegen.documents.base import Picture
from sitegen.documents.codec import digest
from sitegen.documents.collection import Collection
from sitegen.documents.kinds import Document
from sitegen.documents.leaflet import Leaflet
from sitegen.documents.view import SheetPicture, View
from sitegen.plan.references import references
from sitegen.plan.surroundings import Surroundings
from sitegen.plan.work import (
    AssetWork,
    AttachmentWork,
    DataWork,
    Inputs,
    PageWork,
    PictureWork,
    Planned,
    Recipes,
    SheetWork,
    SideWork,
    SiteFile,
    SiteWork,
    planned,
)

__all__ = ["Plan", "sheet_path"]


class Plan:
    """The plan of one build: first the sheets, then, knowing which were refused, the rest."""

    def __init__(self, collection: Collection, recipes: Recipes) -> None:
        self._recipes = recipes
        self._documents = collection.documents
        self._sites = tuple(collection.sites.values())
        self._around = Surroundings(collection)
        self._digests = [digest(document) for document in collection.documents]

    def sheets(self) -> list[Planned]:
        """Return the PDFs: they come first, because a refused print changes its page."""
        return [
            planned(
                sheet_path(document),
                "sheet",
                self._sheet_inputs(document, document_digest),
                SheetWork(document),
                document.head.key,
            )
            for document, document_digest in zip(self._documents, self._digests, strict=True)
            if self._recipes.is_printable(document)
        ]

    def files(self, *, refused: Container[str], is_html_only: bool = False) -> list[Planned]:
        """Return everything but the PDFs; ``refused`` holds the keys of pages without one."""
        files = list(self._assets())
        files += self._site_files()
        for document, document_digest in zip(self._documents, self._digests, strict=True):
            has_sheet = self._recipes.is_printable(document) and document.head.key not in refused
            files += self._pages(
                document, document_digest, has_sheet=has_sheet and not is_html_only
            )
            if not is_html_only:
                files.append(self._data(document, document_digest))
        if not is_html_only:
            files += self._referenced()
        return files

    def _pages(
        self, document: Document, document_digest: str, *, has_sheet: bool
    ) -> Iterator[Planned]:
        pictures: tuple[SheetPicture, ...] = ()
        if has_sheet and isinstance(document, Leaflet):
            pictures = self._side_pictures(document)
            yield from self._sides(document, document_digest, pictures)
        view = self._around.view(
            document, pdf_path=sheet_path(document) if has_sheet else "", sheets=pictures
        )
        inputs = (
            ("document", document_digest),
            ("view", digest(view)),
            ("templates", self._recipes.template_digest(document.kind)),
        )
        path = f"{document.head.path}index.html"
        yield planned(path, "page", inputs, PageWork(document, view), document.head.key)

    def _data(self, document: Document, document_digest: str) -> Planned:
        inputs = (("document", document_digest), ("schema", self._recipes.data_version))
        path = f"{document.head.path}index.json"
        return planned(path, "data", inputs, DataWork(document), document.head.key)

    def _sheet_inputs(self, document: Document, document_digest: str) -> Inputs:
        layout = self._recipes.layout_digest(document.kind)
        return (("document", document_digest), ("layout", layout))

    def _side_pictures(self, document: Leaflet) -> tuple[SheetPicture, ...]:
        width, height = self._recipes.side_size(document)
        return tuple(
            SheetPicture(
                path=f"{document.head.path}side-{side + 1}.webp",
                width=width,
                height=height,
                alt=self._recipes.side_alt(document, side),
            )
            for side in range(len(document.sides))
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
        """Yield the pictures and attachments that documents show, each once."""
        seen: set[tuple[str, str]] = set()
        for document in self._documents:
            for reference in references(document):
                path = reference.path if not isinstance(reference, Picture) else ""
                if (reference.digest, path) in seen:
                    continue
                seen.add((reference.digest, path))
                if isinstance(reference, Picture):
                    yield from self._derivatives(reference, document.head.key)
                else:
                    inputs = (("attachment", reference.digest),)
                    work = AttachmentWork(reference.digest)
                    yield planned(path, "attachment", inputs, work, document.head.key)

    def _derivatives(self, picture: Picture, owner: str) -> Iterator[Planned]:
        for derivative in self._recipes.derivatives(picture):
            inputs = (
                ("picture", picture.digest),
                ("size", f"{derivative.width}x{derivative.height}"),
                ("format", derivative.format),
                ("encoder", self._recipes.picture_version),
            )
            work = PictureWork(picture.digest, derivative)
            yield planned(derivative.path, "picture", inputs, work, owner)

    def _assets(self) -> Iterator[Planned]:
        for path in self._recipes.asset_paths:
            yield planned(path, "asset", (("name", path),), AssetWork(path))

    def _site_files(self) -> Iterator[Planned]:
        site = self._around.source_site()
        if site is None:
            return
        view = View(site=site)
        yield self._site_file("404.html", "404.html", view, is_about_documents=False)
        yield self._site_file("robots.txt", "robots.txt", view, is_about_documents=False)
        if site.base_address:
            yield self._site_file("sitemap.xml", "sitemap.xml", view)
        for other in self._sites:
            if other.base_address:
                path = f"{other.home_path}feed.xml"
                yield self._site_file(path, "feed.xml", View(site=other))

    def _site_file(
        self, path: str, file: SiteFile, view: View, *, is_about_documents: bool = True
    ) -> Planned:
        inputs: Inputs = (
            ("file", file),
            ("view", digest(view)),
            ("templates", self._recipes.site_file_digest(file)),
        )
        if not is_about_documents:
            return planned(path, "site", inputs, SiteWork(file, view, (), ()))
        inputs += (("documents", digest(self._digests)), ("sites", digest(self._sites)))
        return planned(path, "site", inputs, SiteWork(file, view, self._documents, self._sites))


def sheet_path(document: Document) -> str:
    """Return the mirror path of a document's PDF, named after its page."""
    path = document.head.path
    name = path.rstrip("/").rpartition("/")[2] or "trang"
    return f"{path}{name}.pdf"
