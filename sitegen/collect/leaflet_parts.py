"""The parts of a leaflet that come from other documents: steps, kinds, figures."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sitegen.documents.kinds import (
    Document,
    Guide,
    Home,
    ServiceKinds,
    Statistics,
    StatisticsColumn,
)
from sitegen.documents.leaflet import (
    Leaflet,
    LeafletKinds,
    LeafletStatistics,
    LeafletSteps,
    Panel,
    PanelPart,
)
from sitegen.documents.one_sheet import lost_on
from sitegen.documents.site import Identity
from sitegen.errors import Finding
from sitegen.languages import SOURCE

__all__ = ["fill_leaflet", "identity_of", "source_of"]

_ALL = 99
"""To this step means to the last one, however many there are."""

Documents = Mapping[str, Document]


def identity_of(home: Home, documents: Iterable[Document]) -> Identity | None:
    """Return the colour and the emblem of a home page; a translation has those of its source too."""
    own = home.identity or Identity()
    if home.head.language == SOURCE or (own.accent and own.emblem):
        return home.identity
    source = source_of(home, documents)
    theirs = (source and source.identity) or Identity()
    found = Identity(accent=own.accent or theirs.accent, emblem=own.emblem or theirs.emblem)
    return None if found == Identity() else found


def source_of(home: Home, documents: Iterable[Document]) -> Home | None:
    """Return the home page that ``home`` is a translation of, None where it is not public."""
    homes = (one for one in documents if isinstance(one, Home))
    key = home.head.translation
    said = (one for one in homes if one.head.translation == key and one.head.language == SOURCE)
    return next(said, None)


def fill_leaflet(
    leaflet: Leaflet, documents: Documents, identity: Identity | None, findings: list[Finding]
) -> Leaflet:
    """Return ``leaflet`` with steps, kinds and figures filled in; what is missing is noted."""
    panels = tuple(_panel(panel, leaflet, documents, findings) for panel in leaflet.panels)
    filled = replace(leaflet, panels=panels, identity=identity)
    findings.extend(lost_on(filled))
    return filled


def _panel(panel: Panel, leaflet: Leaflet, documents: Documents, findings: list[Finding]) -> Panel:
    parts: list[PanelPart] = []
    for part in panel.parts:
        filled = _part(part, documents)
        if filled is None:
            findings.append(_missing(leaflet, panel, part))
        else:
            parts.append(filled)
            if lacking := _lacking(part, filled) or _misnamed(part, filled, leaflet, documents):
                findings.append(replace(_missing(leaflet, panel, part), message=lacking))
    return replace(panel, parts=tuple(parts))


def _part(part: PanelPart, documents: Documents) -> PanelPart | None:
    match part:
        case LeafletSteps() if part.guide_key:
            return _steps(part, documents.get(part.guide_key))
        case LeafletKinds():
            return _kinds(part, documents.get(part.page_key))
        case LeafletStatistics():
            return _statistics(part, documents.get(part.page_key))
        case _:
            return part


def _lacking(asked: PanelPart, filled: PanelPart) -> str:
    """Return in words what was asked for and is not there, "" when all of it is."""
    match filled:
        case LeafletSteps() if filled.guide_key:
            there = {step.number for step in filled.steps}
            last = min(filled.last, max(there, default=0)) if filled.last >= _ALL else filled.last
            is_all = there and filled.first == 1 and filled.last >= _ALL
            if not is_all and (not {filled.first, last} <= there or filled.first > last):
                until = f", bước cuối in ra là bước {max(there)}" if there else ""
                return (
                    f"Tờ gấp lấy bước {filled.first} đến bước {filled.last}, nhưng hướng dẫn không "
                    f"có đủ các bước ấy{until}."
                )
        case LeafletStatistics() if isinstance(asked, LeafletStatistics):
            gone = [str(index + 1) for index in asked.columns if index not in filled.columns]
            if gone:
                return f"Tờ gấp lấy cột {', '.join(gone)} của bảng số liệu, nhưng bảng không có cột ấy."
    return ""


def _steps(part: LeafletSteps, guide: Document | None) -> LeafletSteps | None:
    place = _place_of(part, guide) if isinstance(guide, Guide) else None
    if not isinstance(guide, Guide) or place is None:
        return None
    group = guide.groups[place]
    steps = tuple(step for step in group.steps if part.first <= step.number <= _last(part))
    address = part.address and part.address + guide.head.path
    return replace(part, group=place, steps=steps, fact_keys=group.fact_keys, address=address)


def _place_of(part: LeafletSteps, guide: Guide) -> int | None:
    """Return where in the guide the group is, None when it is gone: no other is what was chosen."""
    if not part.group_id:
        return part.group if part.group < len(guide.groups) else None
    places = (at for at, group in enumerate(guide.groups) if group.id == part.group_id)
    return next(places, None)


def _last(part: LeafletSteps) -> float:
    return float("inf") if part.last >= _ALL else part.last


def _misnamed(asked: PanelPart, filled: PanelPart, leaflet: Leaflet, documents: Documents) -> str:
    """Return in words that the heading names another group than the steps are of, "" when not.

    A group that is known by its number only was another one, maybe, when the heading was written.
    """
    if not isinstance(filled, LeafletSteps) or not isinstance(asked, LeafletSteps):
        return ""
    guide = documents.get(filled.guide_key)
    if not isinstance(guide, Guide) or not filled.title:
        return ""
    group = guide.groups[filled.group].title
    is_machine_made = not asked.group_id and (asked.first, asked.last) == (1, _ALL)
    is_in_source = leaflet.head.language == SOURCE
    is_of_another = filled.title in {one.title for one in guide.groups}
    if filled.title == group or not (is_of_another or (is_machine_made and is_in_source)):
        return ""
    return (
        f"Dưới tiêu đề “{filled.title}” đang là các bước của cách làm “{group}”: các cách làm của "
        "hướng dẫn đã đổi chỗ hay đổi tên."
    )


def _kinds(part: LeafletKinds, page: Document | None) -> LeafletKinds | None:
    if not isinstance(page, ServiceKinds):
        return None
    regime = next((one for one in page.regimes if one.number == part.regime + 1), None)
    if regime is None:  # nor is another of them what was chosen
        return None
    kinds = tuple((kind.name, kind.definition) for kind in regime.kinds)
    return replace(part, kinds=kinds, fact_keys=regime.fact_keys)


def _statistics(part: LeafletStatistics, page: Document | None) -> LeafletStatistics | None:
    if not isinstance(page, Statistics):
        return None
    columns = [column for group in page.column_groups for column in group.columns]
    chosen = [index for index in part.columns if 0 <= index < len(columns)]
    if not chosen:
        return None
    return replace(
        part,
        columns=tuple(chosen),
        labels=tuple(_label(columns[index]) for index in chosen),
        rows=tuple((row.unit, tuple(row.values[index] for index in chosen)) for row in page.rows),
        period=f"{_short(page.period_from)} – {_short(page.period_until)}",
    )


def _label(column: StatisticsColumn) -> str:
    """Return the heading of a column with its unit: a cell of a small table has no room for it."""
    return f"{column.label} (%)" if column.unit == "percent" else column.label


def _short(day: object) -> str:
    return f"{day:%d/%m/%Y}"


def _missing(leaflet: Leaflet, panel: Panel, part: PanelPart) -> Finding:
    word = leaflet.format.panel_word
    place = f"{word.capitalize()} “{panel.name}”" if panel.name else "Tờ này"
    title = getattr(part, "title", "")
    what = f"phần “{title}”" if title else "nội dung"
    return Finding(
        code="leaflet-part-missing",
        severity="warning",
        page=leaflet.head.title,
        key=leaflet.head.key,
        block=panel.name,
        message=f"{place} lấy {what} từ một trang chưa xuất bản hoặc đã đổi.",
        hint=f"Xuất bản trang đó, hoặc chọn lại nội dung cho {word}.",
    )
