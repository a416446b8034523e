"""A narrow collection: one draft and what its page shows, by the same functions as the whole.

The facts and the rule of visibility are read as for a release, of the tree what somebody asks for.
Documents are made only of the draft, of the home pages, of what stands above it, of its
translations, of the pages that it names, and of one page of each kind and language: so much the
menu has to know. Of what it only lists the heads are read.
"""

import gc
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import BooleanField, ExpressionWrapper, Min, Q
from wagtail.models import Page, ReferenceIndex

from sitegen.collect.collecting import Collecting, PageCollecting, page_key
from sitegen.collect.finishing import Collected, finish
from sitegen.collect.linking import ON_HOME, named_pages
from sitegen.collect.offering import held_back, held_pages
from sitegen.collect.reads import Noted
from sitegen.collect.registry import page_collectors
from sitegen.collect.rows import page_rows
from sitegen.collect.site import begin, document_of
from sitegen.collect.sites import HOME_DEPTH, paths_above, site_of
from sitegen.collect.verdicts import STEP, Row
from sitegen.collect.visibility import Rule, VisiblePage, lifted, rows_behind, visible_pages
from sitegen.derived import Graph
from sitegen.documents.kinds import AgencyHome, Document, Home
from sitegen.errors import Finding
from sitegen.limits import few_at_once

__all__ = ["asking_about", "collect_for", "findings_behind"]

_MANY = 2_000
"""So many pages cost as much to ask for by their numbers as all of a large site."""


def collect_for(draft: Page, now: datetime, *, for_paper: bool = False) -> Collected:
    """Return a collection in which the document of ``draft`` is as in the whole one.

    So are its surroundings and the findings about it; those about other pages are not.
    ``for_paper`` is as for :func:`sitegen.collect.site.collect`.
    """
    with _without_pauses():
        pages = _Behind(draft, now)
        collecting = begin(now, draft, pages=pages, site=pages.site)
        collecting.for_paper = for_paper
        return finish(_Narrow(collecting, pages, draft).documents(), collecting, ())


def findings_behind(draft: Page, now: datetime) -> tuple[Finding, ...]:
    """Return findings, those about ``draft`` as in the whole collection.

    Of the tree only what stands behind it and its facts is read, and of the documents none that are
    just for the menu and the lists. A home page tells what is over on the pages that it leads to,
    and whether their notices say so: it is collected as it is for a preview.
    """
    if draft.depth == HOME_DEPTH:
        return collect_for(draft, now).collection.findings
    with _without_pauses():
        pages = _Behind(draft, now)
        collecting = begin(now, draft, pages=pages, site=pages.site)
        documents = _Narrow(collecting, pages, draft).documents(is_shown=False)
        return finish(documents, collecting, ()).collection.findings


def asking_about(draft: Page, now: datetime) -> PageCollecting:
    """Return what a collector of ``draft`` would ask, of which nothing has been made."""
    pages = _Behind(draft, now)
    return PageCollecting(begin(now, draft, pages=pages, site=pages.site), draft)


@contextmanager
def _without_pauses() -> Iterator[None]:
    """Keep the cyclic collector away: the rows of a large tree set it off again and again.

    It would walk every object of the editor's process, for a third of the whole, and find nothing.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Behind(Noted[int, VisiblePage]):
    """The visible pages, of which only those are read that somebody asks for, and what is behind.

    Known from the beginning are the home pages, the draft, what it stands under, and its
    translations. Who asks for many at once has the whole tree read.
    """

    def __init__(self, draft: Page, now: datetime) -> None:
        super().__init__("page", {}, Graph())
        self.site, self._now = site_of(draft), now
        self._rule = Rule({self.site.root_page_id: ""}, now)
        self._known: dict[int, Row] = {}
        self._asked, self._is_whole = {draft.pk, self.site.root_page_id}, False
        self._read(Q(pk__in=self._asked) | Q(path__in=paths_above(draft.path)))

    def among(self, keys: Iterable[int]) -> dict[int, VisiblePage]:
        """Return what there is of ``keys``; all of them are read at once."""
        keys = list(keys)
        new = set(keys) - self._asked
        self._asked |= new
        new -= self._known.keys()
        if len(new) > _MANY:
            self.read_all()
        elif new and not self._is_whole:
            self._read(Q(pk__in=new))
        return {pk: self.rows[pk] for pk in keys if pk in self.rows}

    def read_all(self) -> None:
        """Read the whole tree."""
        if not self._is_whole:
            self._is_whole = True
            self.rows |= visible_pages(self.site, self._now)

    def homes(self) -> list[VisiblePage]:
        """Return the home pages."""
        return [place for place in self.rows.values() if len(place.tree_path) == HOME_DEPTH * STEP]

    def firsts(self) -> list[int]:
        """Return of each other kind and language the first page that may be visible: one query."""
        below = Q(pk__in=[])
        for home in self.homes():
            below |= Q(path__startswith=home.tree_path)
        pages = Page.objects.filter(
            below, live=True, depth__gt=HOME_DEPTH, locale__in=self._rule.spoken
        )
        if len(self._rule.spoken) > 1:
            pages = pages.exclude(pk__in=held_pages().order_by().values("pk"))
        is_alias = ExpressionWrapper(Q(alias_of__isnull=False), output_field=BooleanField())
        groups = pages.order_by().values("content_type", "locale", is_alias=is_alias)
        return list(groups.annotate(first=Min("pk")).values_list("first", flat=True))

    def get(self, key: int, default: Any = None) -> Any:
        """Return the page ``key``, read when nobody has asked for it before."""
        return self.among([key]).get(key, default)

    def __getitem__(self, key: int) -> VisiblePage:
        return self.among([key])[key] if key not in self.rows else self.rows[key]

    def __contains__(self, key: object) -> bool:
        return key in self.rows or (isinstance(key, int) and bool(self.among([key])))

    def _read(self, which: Q) -> None:
        rows = rows_behind(which, self._known)
        seen = lifted(self._rule.places(rows), held_back(self._rule.foreign(rows)))
        self.rows |= {pk: place for pk, place in seen.items() if pk not in self.rows}


class _Narrow:
    """The documents of one narrow collection in the making."""

    def __init__(self, collecting: Collecting, pages: _Behind, draft: Page) -> None:
        self.collecting = collecting
        self._draft, self._pages = draft, pages
        self._made: dict[int, Document | None] = {}
        self._places = pages.rows
        models = page_collectors()
        kinds = ContentType.objects.get_for_models(*models)
        self._models = {kinds[model].pk: model for model in models}

    def documents(self, *, is_shown: bool = True) -> list[Document]:
        """Return all that is needed, in the order of the whole: what is equal keeps its place.

        What only the menu and the lists show is left out unless the page ``is_shown``.
        """
        place = self._places[self._draft.pk]
        around = [*self._above(place), *self._in_all_languages({place.key})]
        homes = [home.pk for home in self._pages.homes()]
        samples = [*homes, *self._pages.firsts()] if is_shown else []
        self._pages.among([*samples, *_links([self._draft.pk, *around, *samples])])
        document = self._made[self._draft.pk] = document_of(self.collecting, self._draft)
        kinds = self._samples(samples)
        self._make(around)
        if document is not None:
            self._make(self._named(document))
            if is_shown:
                self._make_heads(self._listed(document, place, kinds))
        made = (self._made[pk] for pk in (*self._in_order(), self._draft.pk))
        return [one for one in made if one is not None]

    def _in_order(self) -> list[int]:
        """Return the pages made, but for the draft, in the order of the whole: by model, then by tree."""
        numbers = {kind: number for number, kind in enumerate(self._models)}
        places = [self._places[pk] for pk in self._made if pk != self._draft.pk]
        places.sort(key=lambda one: (numbers[one.kind], one.tree_path))
        return [one.pk for one in places]

    def _samples(self, firsts: list[int]) -> dict[type[Page], str]:
        """Make every home page, and of each other model and language one readable page.

        Where the first one is none, the whole tree is read to find another.
        """
        self._make(pk for pk in firsts if pk in self._places)
        if not all(map(self._made.get, firsts)):
            self._pages.read_all()
            self._look_further()
        kinds = ((self._places[pk].kind, made) for pk, made in self._made.items())
        return {self._models[kind]: made.kind for kind, made in kinds if made is not None}

    def _look_further(self) -> None:
        waiting: dict[tuple[int, str, bool], list[int]] = defaultdict(list)
        for pk, place in self._places.items():
            if place.kind in self._models:
                waiting[place.kind, place.language, place.is_alias].append(pk)
        while waiting:
            first = {key: pks.pop(0) for key, pks in waiting.items()}
            self._make(first.values())
            for key, pk in first.items():
                if not waiting[key] or self._made.get(pk) is not None:
                    del waiting[key]

    def _named(self, document: Document) -> list[int]:
        """Return the pages that ``document`` names, in every language that has them."""
        tails = (key.removeprefix("page-") for key in named_pages(document))
        found = self._pages.among({int(tail) for tail in tails if tail.isdecimal()})
        return self._in_all_languages({place.key for place in found.values()})

    def _listed(
        self, document: Document, place: VisiblePage, kinds: dict[type[Page], str]
    ) -> list[int]:
        """Return the pages of which ``document`` shows the summary."""
        if isinstance(document, AgencyHome):
            offices = set(self._in_all_languages({place.key}))
            below = Q(pk__in=[])
            for pk in offices:
                below |= Q(path__startswith=self._places[pk].tree_path)
            self._pages.among(_live(below))
            return [pk for pk, one in self._places.items() if one.parent in offices]
        if isinstance(document, Home):
            shown = {kind for kind, model in self._models.items() if kinds.get(model) in ON_HOME}
            self._pages.among(_live(Q(content_type__in=shown)))
            return [pk for pk, one in self._places.items() if one.kind in shown]
        return []

    def _above(self, place: VisiblePage) -> Iterator[int]:
        while place.parent is not None:
            yield place.parent
            place = self._places[place.parent]

    def _in_all_languages(self, keys: Collection[str]) -> list[int]:
        """Return the pages of which the translations share one of ``keys``."""
        return [pk for pk, one in self._places.items() if one.key in keys] if keys else []

    def _make_heads(self, pks: Iterable[int]) -> None:
        """Make the documents without their streams; what cannot be read so is read whole."""
        wanted = [pk for pk in pks if pk not in self._made]
        remarks = len(self.collecting.findings)
        self._make(wanted, has_streams=False)
        del self.collecting.findings[remarks:]  # they miss what was left out
        failed = [pk for pk in wanted if self._made.get(pk, self) is None]
        for pk in failed:
            del self._made[pk]
        self.collecting.only_listed.update(page_key(pk) for pk in wanted if pk in self._made)
        self._make(failed)

    def _make(self, pks: Iterable[int], *, has_streams: bool = True) -> None:
        """Make the documents of these pages: a query for each model, and for each ``PART``."""
        wanted: dict[type[Page], list[int]] = defaultdict(list)
        for pk in dict.fromkeys(pks):
            model = self._models.get(self._places[pk].kind)
            if pk not in self._made and model is not None:
                wanted[model].append(pk)
        for model, some in wanted.items():
            for part in few_at_once(some):
                for row in page_rows(model, set(part), has_streams=has_streams):
                    made = document_of(self.collecting, row, is_remarked=has_streams)
                    self._made[row.pk] = made


def _live(which: Q) -> list[int]:
    pages = Page.objects.filter(which, live=True).order_by()
    return list(pages.values_list("pk", flat=True))


def _links(pks: Iterable[int]) -> list[int]:
    """Return to which pages these lead as they are published: one query, that spares one for each link."""
    kind = ContentType.objects.get_for_model(Page)
    found = ReferenceIndex.objects.filter(
        base_content_type=kind, to_content_type=kind, object_id__in=list(map(str, pks))
    )
    return [int(pk) for pk in found.values_list("to_object_id", flat=True)]
