"""Derived uses: the office above a page, the tokens of its step sets, the set in its language.

They follow from other rows of the index, and are made again when one of these changes: for any
number of pages with the same few queries.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page

from cms.models import AgencyHomePage, Use
from cms.models.base import AgencyPage
from cms.usage.kinds import (
    AGENCY,
    AGENCY_CONTACTS,
    PAGE,
    PORTAL,
    SOURCES,
    STEP_SET,
    TOKENS,
    holders,
)
from cms.usage.reading import Row
from cms.usage.writing import Flags, replace_rows
from sitegen.limits import PART, few_at_once

__all__ = ["derive", "pages_below", "pages_in_language", "pages_using_set"]

Versions = dict[Row, Flags]
_BOTH: Flags = (True, True)


def pages_below(path: str) -> list[int]:
    """Return the pages at and below a place of the tree."""
    return list(Page.objects.filter(path__startswith=path).values_list("pk", flat=True))


def pages_using_set(pk: int) -> list[int]:
    """Return the pages that choose a step set, or one that it is the translation of."""
    sets = _Sets()
    family = sets.family(pk)
    rows = Use.objects.filter(
        source_kind=PAGE, target_kind=STEP_SET, target_id__in=family, derived=False
    )
    return sorted(set(rows.values_list("source_id", flat=True)))


def pages_in_language(pk: int) -> list[int]:
    """Return the pages that show a translation in place of the set they chose; none for a source."""
    sets = _Sets()
    if pk not in sets.by_pk or len(sets.family(pk)) == 1:
        return []
    pages = Page.objects.filter(pk__in=pages_using_set(pk), locale_id=sets.by_pk[pk][2])
    direct = Use.objects.filter(
        source_kind=PAGE, target_kind=STEP_SET, target_id=pk, derived=False
    ).values("source_id")
    return list(pages.exclude(pk__in=direct).values_list("pk", flat=True))


def derive(pages: Collection[int]) -> None:
    """Make the derived rows of ``pages`` again."""
    wanted = sorted(pages)
    if not wanted:
        return
    known = _Known.read(wanted)
    for part in few_at_once(wanted):
        replace_rows([(PAGE, pk) for pk in part], known.rows(part), derived=True)


class _Sets:
    """The step sets by number, and by translation and language: read when a page shows one."""

    @cached_property
    def by_pk(self) -> dict[int, tuple[Any, ...]]:
        model = apps.get_model(STEP_SET)
        rows = model._default_manager.values_list(
            "pk", "translation_key", "locale_id", "portal_id", "live"
        )
        return {row[0]: row for row in rows}

    @cached_property
    def by_language(self) -> dict[tuple[Any, Any], int]:
        return {(row[1], row[2]): row[0] for row in self.by_pk.values() if row[4]}

    @cached_property
    def tokens(self) -> dict[int, set[str]]:
        """What each set writes as a token, with what it declares ("name=source")."""
        tokens: dict[int, set[str]] = defaultdict(set)
        said = Use.objects.filter(source_kind=STEP_SET, how="token")
        for pk, detail in said.values_list("source_id", "detail"):
            tokens[pk].add(detail)
        return tokens

    def declared(self, pk: int) -> dict[str, str]:
        """Return the facets of an office by the tokens that a set declares."""
        pairs = (detail.partition("=") for detail in sorted(self.tokens.get(pk, ())))
        return {name: SOURCES[source] for name, _, source in pairs if source in SOURCES}

    def family(self, pk: int) -> list[int]:
        """Return a set with all its translations."""
        key = self.by_pk[pk][1] if pk in self.by_pk else None
        return [row[0] for row in self.by_pk.values() if row[1] == key] or [pk]

    def spoken(self, pk: int, locale: int) -> int:
        """Return the set that a page in ``locale`` shows when ``pk`` is chosen."""
        row = self.by_pk.get(pk)
        return self.by_language.get((row[1], locale), pk) if row else pk

    def portal(self, pk: int) -> int | None:
        """Return the portal on which the steps are done."""
        return self.by_pk[pk][3] if pk in self.by_pk else None


@dataclass(frozen=True, slots=True)
class _Known:
    sets: _Sets
    places: dict[int, tuple[str, int, bool]]
    homes: list[tuple[str, int, int]]
    uses: dict[int, list[Use]]

    @classmethod
    def read(cls, pages: Collection[int]) -> "_Known":
        """Read everything that derived rows follow from: three queries, and two for step sets."""
        types = ContentType.objects.get_for_models(
            *(model for model in holders() if issubclass(model, AgencyPage))
        )
        with_agency = {one.pk for one in types.values()}
        rows = Page.objects.values_list("pk", "path", "locale_id", "content_type_id")
        uses: dict[int, list[Use]] = defaultdict(list)
        chosen = Use.objects.filter(source_kind=PAGE, derived=False).filter(
            Q(target_kind=STEP_SET) | Q(target_kind=AGENCY, place="agency") | Q(how="token")
        )
        few = len(pages) <= PART
        for use in chosen.filter(source_id__in=pages) if few else chosen:
            uses[use.source_id].append(use)
        return cls(
            sets=_Sets(),
            places={
                pk: (path, locale, kind in with_agency)
                for pk, path, locale, kind in (rows.filter(pk__in=pages) if few else rows)
            },
            homes=sorted(AgencyHomePage.objects.values_list("path", "agency_id", "pk")),
            uses=uses,
        )

    def rows(self, pages: Iterable[int]) -> Versions:
        """Return the derived rows of ``pages``."""
        made: Versions = {}
        for pk in pages:
            for row, flags in self._of_page(pk):
                old = made.get(row, (False, False))
                made[row] = (old[0] or flags[0], old[1] or flags[1])
        return made

    def _of_page(self, pk: int) -> Iterator[tuple[Row, Flags]]:
        if pk not in self.places:
            return
        path, locale, has_agency = self.places[pk]
        for home, agency, number in self.homes:
            if number == pk and home == path:
                yield (PAGE, pk, AGENCY_CONTACTS, agency, "belongs", "", "", True), _BOTH
        uses = self.uses.get(pk, [])
        agencies = [(use.target_id, _flags(use)) for use in uses if use.target_kind == AGENCY]
        if has_agency and not agencies and (above := self._above(path)):
            agencies = [(above, _BOTH)]
            yield (PAGE, pk, AGENCY, above, "above", "", "", True), _BOTH
        for facet, name, use in self._facets(uses, locale):
            for agency, known in agencies:
                flags = (use.in_live and known[0], use.in_draft and known[1])
                if any(flags):
                    yield (PAGE, pk, facet, agency, "token", use.place, name, True), flags
        for use in uses:
            if use.target_kind == STEP_SET:
                yield from self._of_set(pk, locale, use)

    def _facets(self, uses: list[Use], locale: int) -> Iterator[tuple[str, str, Use]]:
        """Yield what of its office each token of a page shows: of its own words and of its sets."""
        declared = dict(TOKENS)
        for use in uses:
            if use.target_kind == STEP_SET:
                known = TOKENS | self.sets.declared(use.target_id)
                declared |= known
                spoken = self.sets.spoken(use.target_id, locale)
                for name in self.sets.tokens.get(spoken, set()) - set(use.detail.split()):
                    if name in known:
                        yield known[name], name, use
        for use in uses:
            if use.how == "token" and use.detail in declared:
                yield declared[use.detail], use.detail, use

    def _of_set(self, pk: int, locale: int, use: Use) -> Iterator[tuple[Row, Flags]]:
        """Yield the set that is really shown, in the page's language, and the portal of its steps."""
        spoken = self.sets.spoken(use.target_id, locale)
        if spoken != use.target_id:
            yield (PAGE, pk, STEP_SET, spoken, "chosen", use.place, "", True), _flags(use)
        portal = self.sets.portal(use.target_id)
        if portal and "cong" not in use.detail.split():
            yield (PAGE, pk, PORTAL, portal, "token", use.place, "cong", True), _flags(use)

    def _above(self, path: str) -> int | None:
        above = [agency for home, agency, _ in self.homes if path.startswith(home)]
        return above[-1] if above else None


def _flags(use: Use) -> Flags:
    return (use.in_live, use.in_draft)
