"""Writing: the rows of some sources, made equal to what they should be with few statements."""

from collections.abc import Iterable, Mapping

from django.db.models import Q

from cms.models import FactName, Use, UsedText
from cms.usage.kinds import FACETS, PAGE, Node
from cms.usage.names import Names
from cms.usage.reading import Content, Row, rows_of, said_by
from sitegen.limits import PART, few_at_once

__all__ = ["Flags", "all_names", "replace_rows", "texts_of", "uses_of", "write_texts"]

Flags = tuple[bool, bool]
"""Whether it stands in the live version, and in the draft."""

_FIELDS = (
    "source_kind", "source_id", "target_kind", "target_id", "how", "place", "detail", "flows"
)  # fmt: skip


def all_names() -> Names:
    """Return every name that is looked for, in one query."""
    rows = FactName.objects.values_list("target_kind", "target_id", "words")
    return Names(((kind, pk), words) for kind, pk, words in rows)


def uses_of(content: Content, names: Names) -> dict[Row, Flags]:
    """Return the rows of a source with the versions in which they stand."""
    versions = (content.live, content.draft)
    live, draft = (
        rows_of(content.node, version, names) if version else set() for version in versions
    )
    if content.draft is None:
        draft = live
    return {row: (row in live, row in draft) for row in live | draft}


def texts_of(content: Content) -> dict[tuple[str, str], Flags]:
    """Return the words of a source by (place, words) with the versions in which they stand."""
    live = set(said_by(content.live).items()) if content.live else set()
    draft = set(said_by(content.draft).items()) if content.draft else live
    return {said: (said in live, said in draft) for said in live | draft}


def replace_rows(
    sources: Iterable[Node], wanted: Mapping[Row, Flags], *, derived: bool = False, **only: object
) -> bool:
    """Make the rows of ``sources`` those of ``wanted``; tell whether any differed.

    ``only`` narrows the rows that are replaced.
    """
    known = {}
    for use in Use.objects.filter(_read_from(sources), derived=derived, **only):
        known[_row(use), (use.in_live, use.in_draft)] = use.pk
    new = [pair for pair in wanted.items() if pair not in known]
    kept = {pair for pair in wanted.items() if pair in known}
    old = [pk for pair, pk in known.items() if pair not in kept]
    for some in few_at_once(old):
        Use.objects.filter(pk__in=some).delete()
    Use.objects.bulk_create(
        [
            Use(
                **dict(zip(_FIELDS, row, strict=True)),
                in_live=live,
                in_draft=draft,
                derived=derived,
            )
            for row, (live, draft) in new
        ],
        batch_size=PART,
    )
    return bool(new or old)


def write_texts(content: Content) -> None:
    """Keep the words of a source."""
    kind, number = content.node
    wanted = texts_of(content)
    known = {}
    for one in UsedText.objects.filter(source_kind=kind, source_id=number):
        known[(one.place, one.words), (one.in_live, one.in_draft)] = one.pk
    old = [pk for pair, pk in known.items() if wanted.get(pair[0]) != pair[1]]
    if old:
        UsedText.objects.filter(pk__in=old).delete()
    UsedText.objects.bulk_create(
        UsedText(
            source_kind=kind,
            source_id=number,
            place=place,
            words=words,
            in_live=live,
            in_draft=draft,
        )
        for (place, words), (live, draft) in wanted.items()
        if ((place, words), (live, draft)) not in known
    )


def _row(use: Use) -> Row:
    return tuple(getattr(use, name) for name in _FIELDS)


def _read_from(sources: Iterable[Node]) -> Q:
    """Return the rows that were read from ``sources``: what belongs to another row stands reversed."""
    by_kind: dict[str, list[int]] = {}
    for kind, number in sources:
        by_kind.setdefault(kind, []).append(number)
    query = Q(pk__in=())
    for kind, numbers in by_kind.items():
        kinds = FACETS.get(kind, (kind,))
        own = Q(source_kind__in=kinds, source_id__in=numbers)
        query |= own if kind == PAGE else own & ~Q(how="belongs")
        if kind != PAGE:
            query |= Q(target_kind=kind, target_id__in=numbers, how="belongs", derived=False)
    return query
