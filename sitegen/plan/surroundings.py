"""Surroundings: what each page shows of the pages around it, as its view."""

from collections.abc import Iterable
from copy import copy

from sitegen.documents.collection import Collection
from sitegen.documents.kinds import Document
from sitegen.documents.replaced import Replacement
from sitegen.documents.site import Crumb, Site, Translation
from sitegen.documents.view import SheetPicture, View
from sitegen.errors import SitegenError
from sitegen.languages import SOURCE

__all__ = ["Surroundings"]


class Surroundings:
    """The neighbours of all documents of one collection; siblings share their breadcrumbs."""

    def __init__(self, collection: Collection) -> None:
        self._sites = collection.sites
        self._by_key = {document.head.key: document for document in collection.documents}
        self._groups = _groups(collection)
        self._crumbs: dict[str, tuple[Crumb, ...]] = {"": ()}

    def renewed(
        self, collection: Collection, changes: Iterable[Replacement]
    ) -> "Surroundings | None":
        """Return the surroundings of ``collection``, in which only some documents were replaced.

        None when the sites are others as well. What is known here stays: the build may fail.
        """
        sites = collection.sites
        if [*sites] != [*self._sites] or any(sites[one] is not self._sites[one] for one in sites):
            return None
        new = copy(self)
        new._by_key, new._groups = dict(self._by_key), dict(self._groups)
        for _, was, now in changes:
            name = now.head.translation
            new._by_key[now.head.key] = now
            new._groups[name] = tuple(now if one is was else one for one in new._groups[name])
        return new

    def view(
        self, document: Document, *, pdf_path: str = "", sheets: tuple[SheetPicture, ...] = ()
    ) -> View:
        """Return the view of one document of the collection."""
        head = document.head
        return View(
            site=self.site(head.language, page=head.title),
            crumbs=self.crumbs(head.parent),
            translations=tuple(_translation(one) for one in self.group(document)),
            pdf_path=pdf_path,
            sheets=sheets,
        )

    def site(self, language: str, *, page: str = "") -> Site:
        """Return the site of a language; raises SitegenError when it has no home page."""
        try:
            return self._sites[language]
        except KeyError:
            raise SitegenError(
                f"Chưa có trang chủ cho ngôn ngữ “{language}”.",
                page=page,
                hint="Tạo và xuất bản trang chủ của ngôn ngữ này trước.",
                code="site-missing",
            ) from None

    def source_site(self) -> Site | None:
        """Return the site of the source language, any site if it has none, None for nothing."""
        return self._sites.get(SOURCE) or next(iter(self._sites.values()), None)

    def group(self, document: Document) -> tuple[Document, ...]:
        """Return a page in every language that has it, in the order of the sites."""
        return self._groups[document.head.translation]

    def crumbs(self, parent: str) -> tuple[Crumb, ...]:
        """Return the trail from the home page down to the document ``parent``."""
        trail: list[Document] = []
        key = parent
        while key not in self._crumbs and key in self._by_key:
            self._crumbs[key] = ()  # a page that is its own ancestor ends the walk
            trail.append(self._by_key[key])
            key = trail[-1].head.parent
        crumbs = self._crumbs.get(key, ())
        for document in reversed(trail):
            crumbs = (*crumbs, Crumb(title=document.head.title, path=document.head.path))
            self._crumbs[document.head.key] = crumbs
        return crumbs


def _groups(collection: Collection) -> dict[str, tuple[Document, ...]]:
    rank = {language: place for place, language in enumerate(collection.sites)}

    def in_order(document: Document) -> tuple[int, str]:
        return rank.get(document.head.language, len(rank)), document.head.key

    found: dict[str, tuple[Document, ...]] = {}
    for document in collection.documents:
        name = document.head.translation
        found[name] = (*found.get(name, ()), document)
    for name, group in found.items():
        if len(group) > 1:
            found[name] = tuple(sorted(group, key=in_order))
    return found


def _translation(document: Document) -> Translation:
    head = document.head
    return Translation(
        language=head.language, path=head.path, title=head.title, is_alias=head.is_alias
    )
