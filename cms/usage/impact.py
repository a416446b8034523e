"""Impact: what a change of one fact, step set or picture will do, counted before it is saved."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from wagtail.models import Locale

from cms.models import AnnouncementPage, PrintEdition, Use
from cms.usage.closure import reached_pages, summary
from cms.usage.kinds import PAGE, STEP_SET, Node, model_of_kind
from cms.usage.labels import language_name, titles

__all__ = ["Impact", "circulating", "impact_of", "stale_languages"]

_AT_THE_FOOT = ("help_contact", "keeper_contact")
"""Fields of a home page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """What a change does.

    ``pages`` counts the public pages that are concerned: ``rebuilt`` those that change by
    themselves, by language, ``stale`` translations that somebody has to bring up to date;
    ``by_hand`` those where somebody typed the words, besides or alone; ``drafts`` pages that are
    not public. ``others`` are facts and step sets on the way, ``editions`` the
    print runs in circulation, ``issued`` announcements that have a number and keep their value.
    """

    pages: int
    rebuilt: tuple[tuple[str, int], ...]
    stale: tuple[tuple[str, int], ...]
    by_hand: int
    drafts: int
    issued: int
    others: tuple[str, ...]
    editions: tuple[PrintEdition, ...]
    is_everywhere: bool

    @property
    def copies(self) -> int:
        """The printed copies that are out there."""
        return sum(edition.print_run for edition in self.editions)

    @property
    def is_nothing(self) -> bool:
        """Tell whether nothing at all is concerned."""
        return not (self.pages or self.drafts or self.others or self.editions)


def impact_of(node: Node) -> Impact:
    """Return what a change of ``node`` does: a fixed number of queries, however many pages."""
    locales = {locale.pk: locale for locale in Locale.objects.all()}
    stale_in = stale_languages(node)
    rebuilt: Counter[int] = Counter()
    stale: Counter[int] = Counter()
    by_hand = only_by_hand = drafts = announcements = 0
    announcement = ContentType.objects.get_for_model(AnnouncementPage).pk
    others, pages = summary(node)
    for one in pages:
        if not one.is_live:
            drafts += one.count
            continue
        by_hand += one.count if one.has_hand else 0
        announcements += one.count if one.content_type == announcement else 0
        if one.by_hand:
            only_by_hand += one.count
        elif one.locale in stale_in:
            stale[one.locale] += one.count
        else:
            rebuilt[one.locale] += one.count
    facts = [(one.kind, one.id) for one in others if "#" not in one.kind]
    called = titles(facts)
    return Impact(
        rebuilt=_named(rebuilt, locales),
        stale=_named(stale, locales),
        by_hand=by_hand,
        pages=sum(rebuilt.values()) + sum(stale.values()) + only_by_hand,
        drafts=drafts,
        issued=_issued(node) if announcements else 0,
        others=tuple(called[one] for one in facts if one in called),
        editions=circulating(node),
        is_everywhere=_is_everywhere(node),
    )


def circulating(node: Node) -> tuple[PrintEdition, ...]:
    """Return the editions on paper that show ``node``."""
    editions = PrintEdition.objects.filter(status__in=PrintEdition.OUT)
    pages = [edition.page_id for edition in editions if edition.page_id]
    if not pages:
        return ()
    shown = {pk for pk, *_ in reached_pages(node, with_drafts=True, only=pages)}
    shown |= {node[1]} & set(pages) if node[0] == PAGE else set()
    return tuple(edition for edition in editions if edition.page_id in shown)


def stale_languages(node: Node) -> frozenset[int]:
    """Return the locales in which a step set has a translation of its own: these become stale."""
    kind, number = node
    if kind != STEP_SET:
        return frozenset()
    model = model_of_kind(kind)
    rows = model._default_manager.filter(live=True).filter(
        translation_key__in=model._default_manager.filter(pk=number).values("translation_key")
    )
    return frozenset(rows.exclude(pk=number).values_list("locale_id", flat=True))


def _issued(node: Node) -> int:
    """Return how many announcements with number and day show ``node``."""
    signed = AnnouncementPage.objects.exclude(number="").filter(
        live=True, signed_day__isnull=False, signed_year=F("signed_year")
    )
    pks = list(signed.values_list("pk", flat=True))
    return len(reached_pages(node, only=pks)) if pks else 0


def _is_everywhere(node: Node) -> bool:
    """Tell whether ``node`` stands at the foot of every page."""
    kind, number = node
    uses = Use.objects.filter(
        source_kind=PAGE, target_kind=kind, target_id=number, place__in=_AT_THE_FOOT
    )
    return uses.filter(in_live=True).exists()


def _named(counts: Counter[int], locales: dict[int, Locale]) -> tuple[tuple[str, int], ...]:
    rows: Iterable[tuple[int, int]] = sorted(counts.items())
    return tuple((language_name(locales[pk]), count) for pk, count in rows)
