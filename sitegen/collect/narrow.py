"""A narrow collection: one draft and what its page shows, by the same functions as the whole.

The tree, the facts and the rule of visibility are read as for a release; documents are made only
of the draft, of the home pages, of what stands above it, of its translations, of the pages that it
names, and of one page of each kind and language: so much the menu has to know. Of what it only lists
the heads are read.
"""

import gc
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from sitegen.collect.collecting import Collecting, PageCollecting, page_key
from sitegen.collect.finishing import Collected, finish
from sitegen.collect.linking import ON_HOME, named_pages
from sitegen.collect.reads import Noted
from sitegen.collect.registry import page_collectors
from sitegen.collect.rows import page_rows
from sitegen.collect.site import begin, document_of
from sitegen.collect.sites import HOME_DEPTH, site_of
from sitegen.collect.visibility import VisiblePage, visible_pages
from sitegen.derived import Graph
from sitegen.documents.kinds import AgencyHome, Document, Home
from sitegen.errors import Finding
from sitegen.limits import few_at_once

__all__ = ["asking_about", "collect_for", "findings_behind"]


def collect_for(draft: Page, now: datetime, *, for_paper: bool = False) -> Collected:
    """Return a collection in which the document of ``draft`` is as in the whole one.

    So are its surroundings and the findings about it; those about other pages are not.
    ``for_paper`` is as for :func:`sitegen.collect.site.collect`.
    """
    with _without_pauses():
        collecting = begin(now, draft)
        collecting.for_paper = for_paper
        return finish(_Narrow(collecting, draft).documents(), collecting, ())


def findings_behind(draft: Page, now: datetime) -> tuple[Finding, ...]:
    """Return findings, those about ``draft`` as in the whole collection.

    Of the tree only what stands behind it and its facts is read, and of the documents none that are
    just for the menu and the lists. A home page tells what is over on the pages that it leads to,
    and whether their notices say so: it is collected as it is for a preview.
    """
    if draft.depth == HOME_DEPTH:
        return collect_for(draft, now).collection.findings
    with _without_pauses():
        collecting = begin(now, draft, pages=_Behind(draft, now))
        documents = _Narrow(collecting, draft).documents(is_shown=False)
        return finish(documents, collecting, ()).collection.findings


def asking_about(draft: Page, now: datetime) -> PageCollecting:
    """Return what a collector of ``draft`` would ask, of which nothing has been made."""
    return PageCollecting(begin(now, draft, pages=_Behind(draft, now)), draft)


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
    """The visible pages, of which only those are read that somebody asks for, and what is behind."""

    def __init__(self, draft: Page, now: datetime) -> None:
        super().__init__("page", {}, Graph())
        self._site, self._now = site_of(draft), now
        self._asked: set[int] = set()

    def among(self, keys: Iterable[int]) -> dict[int, VisiblePage]:
        """Return what there is of ``keys``; all of them are read at once."""
        keys = list(keys)
        new = set(keys) - self._asked
        if new:
            self._asked |= new
            for pk, place in visible_pages(self._site, self._now, behind=new).items():
                self.rows.setdefault(pk, place)
        return {pk: self.rows[pk] for pk in keys if pk in self.rows}

    def __contains__(self, key: object) -> bool:
        return isinstance(key, int) and bool(self.among([key]))


class _Narrow:
    """The documents of one narrow collection in the making."""

    def __init__(self, collecting: Collecting, draft: Page) -> None:
        self.collecting = collecting
        self._draft = draft
        self._made: dict[int, Document | None] = {}
        self._places = collecting.pages.rows
        models = page_collectors()
        kinds = ContentType.objects.get_for_models(*models)
        self._models = {kinds[model].pk: model for model in models}

    def documents(self, *, is_shown: bool = True) -> list[Document]:
        """Return all that is needed, in the order of the whole: what is equal keeps its place.

        What only the menu and the lists show is left out unless the page ``is_shown``.
        """
        place = self._places[self._draft.pk]
        document = self._made[self._draft.pk] = document_of(self.collecting, self._draft)
        samples = self._samples() if is_shown else {}
        self._make(self._above(place))
        self._make(self._in_all_languages({place.key}))
        if document is not None:
            self._make(self._named(document))
            self._make_heads(self._listed(document, place, samples))
        made = (self._made[pk] for pk in (*self._in_order(), self._draft.pk))
        return [one for one in made if one is not None]

    def _in_order(self) -> list[int]:
        """Return the pages made, but for the draft, in the order of the whole: by model, then by tree."""
        numbers = {kind: number for number, kind in enumerate(self._models)}
        places = [self._places[pk] for pk in self._made if pk != self._draft.pk]
        places.sort(key=lambda one: (numbers[one.kind], one.tree_path))
        return [one.pk for one in places]

    def _samples(self) -> dict[type[Page], str]:
        """Make every home page, and of each other model and language the first readable page."""
        waiting: dict[tuple[type[Page], str, bool], list[int]] = {}
        for pk, place in self._places.items():
            model = self._models.get(place.kind)
            if model is not None:
                waiting.setdefault((model, place.language, place.is_alias), []).append(pk)
        kinds: dict[type[Page], str] = {}
        while waiting:
            first = {key: pks.pop(0) for key, pks in waiting.items()}
            self._make(first.values())
            for key, pk in first.items():
                made = self._made.get(pk)
                if made is not None:
                    kinds[key[0]] = made.kind
                if not waiting[key] or (made is not None and not isinstance(made, Home)):
                    del waiting[key]
        return kinds

    def _named(self, document: Document) -> list[int]:
        """Return the pages that ``document`` names, in every language that has them."""
        tails = (key.removeprefix("page-") for key in named_pages(document))
        pks = {int(tail) for tail in tails if tail.isdecimal()}
        return self._in_all_languages({self._places[pk].key for pk in pks & self._places.keys()})

    def _listed(
        self, document: Document, place: VisiblePage, kinds: dict[type[Page], str]
    ) -> list[int]:
        """Return the pages of which ``document`` shows the summary."""
        if isinstance(document, AgencyHome):
            offices = set(self._in_all_languages({place.key}))
            return [pk for pk, one in self._places.items() if one.parent in offices]
        if isinstance(document, Home):
            shown = {kind for kind, model in self._models.items() if kinds.get(model) in ON_HOME}
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
