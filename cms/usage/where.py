"""Where used: the pages and facts that show one thing, each with its places and by way of what."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from wagtail.models import Page

from cms.models import Use
from cms.usage.closure import reached_pages, summary
from cms.usage.impact import stale_languages
from cms.usage.kinds import PAGE, TOKEN, Node
from cms.usage.labels import edit_address, kind_name, language_name, place_name, titles

__all__ = ["FactRow", "PageRow", "Place", "facts_using", "pages_using"]


@dataclass(frozen=True, slots=True)
class Place:
    """One field in which it stands, how, and the way to it ("" when directly)."""

    field: str
    how: str
    via: str = ""
    in_live: bool = True


@dataclass(slots=True)
class PageRow:
    """A page that uses it; ``effect`` is "rebuilt", "stale", "by-hand" or "draft"."""

    pk: int
    title: str
    kind: str
    language: str
    language_name: str
    url: str
    is_live: bool
    effect: str
    has_hand: bool = False
    places: list[Place] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact or step set that uses it, directly or by way of another."""

    node: Node
    title: str
    kind: str
    url: str
    by_hand: bool
    is_direct: bool
    shows: bool


def pages_using(node: Node, *, limit: int | None = None, offset: int = 0) -> list[PageRow]:
    """Return the pages that use ``node`` in the order of their titles: seven queries at most."""
    rows_found = reached_pages(node, with_drafts=True, limit=limit, offset=offset)
    found = {pk: (only_by_hand, has_hand) for pk, only_by_hand, has_hand in rows_found}
    stale_in = stale_languages(node)
    pages = Page.objects.select_related("locale", "content_type").in_bulk(found)
    on_the_way = {node} | {(one.kind, one.id) for one in summary(node)[0]}
    uses = _uses(found, on_the_way, node)
    called = titles({target for rows in uses.values() for target in _targets(rows)} - {node})
    rows = []
    for pk, (by_hand, has_hand) in found.items():
        page = pages[pk]
        is_stale = page.locale_id in stale_in
        effect = "by-hand" if by_hand else "stale" if is_stale else "rebuilt"
        rows.append(
            PageRow(
                pk=pk,
                title=page.title,
                kind=kind_of_page(page),
                language=page.locale.language_code,
                language_name=language_name(page.locale),
                url=edit_address((PAGE, pk)),
                is_live=page.live,
                effect=effect if page.live else "draft",
                has_hand=has_hand,
                places=_places(uses[pk], node, called, page),
            )
        )
    return rows


def facts_using(node: Node) -> list[FactRow]:
    """Return facts and step sets that use ``node``; first those that name it themselves."""
    kind, number = node
    direct = Use.objects.filter(target_kind=kind, target_id=number).exclude(source_kind=PAGE)
    flows: dict[Node, bool] = {}
    for source_kind, source_id, does_flow in direct.values_list(
        "source_kind", "source_id", "flows"
    ):
        one = (source_kind.partition("#")[0], source_id)
        flows[one] = flows.get(one, False) or does_flow
    by_hand = {(one.kind, one.id): one.by_hand for one in summary(node)[0] if "#" not in one.kind}
    nodes = [one for one in dict.fromkeys((*flows, *by_hand)) if one != node]
    called = titles(nodes)
    rows = [
        FactRow(
            node=one,
            title=called[one],
            kind=kind_name(one[0]),
            url=edit_address(one),
            by_hand=by_hand.get(one, False),
            is_direct=one in flows,
            shows=one in by_hand,
        )
        for one in nodes
        if one in called
    ]
    return sorted(rows, key=lambda row: (not row.is_direct, row.kind, row.title))


def kind_of_page(page: Page) -> str:
    """Return "Thông báo" for an announcement, without reading the page itself."""
    model = page.content_type.model_class()
    name = str(model._meta.verbose_name if model else page.content_type.name)
    return name[:1].upper() + name[1:]


def _uses(pages: Collection[int], on_the_way: set[Node], node: Node) -> dict[int, list[Use]]:
    found: dict[int, list[Use]] = defaultdict(list)
    rows = Use.objects.filter(source_kind=PAGE, source_id__in=pages).exclude(target_kind=TOKEN)
    for use in rows.order_by("pk"):
        found[use.source_id].append(use)
    shown = {use.target_id for uses in found.values() for use in uses if use.target_kind == PAGE}
    pages_on_the_way = {pk for pk, *_ in reached_pages(node, with_drafts=True, only=shown)}
    ways = on_the_way | {(PAGE, pk) for pk in pages_on_the_way}
    return {
        pk: [use for use in found[pk] if (use.target_kind, use.target_id) in ways] for pk in pages
    }


def _targets(uses: Sequence[Use]) -> set[Node]:
    return {(use.target_kind.partition("#")[0], use.target_id) for use in uses}


def _places(uses: list[Use], node: Node, called: dict[Node, str], page: Page) -> list[Place]:
    """Return the places of a page, direct ones first; equal ones once."""
    model = page.content_type.model_class()
    direct: list[Place] = []
    others: list[Place] = []
    for use in uses:
        target = (use.target_kind.partition("#")[0], use.target_id)
        via = "" if (use.target_kind, use.target_id) == node else called.get(target, "")
        name = place_name(model, use.place)
        place = Place(name, str(use.get_how_display()), via, use.in_live)
        (others if via else direct).append(place)
    return list(dict.fromkeys((*direct, *others)))
