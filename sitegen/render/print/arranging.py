"""Arranging: which panels of the sheet the parts of a leaflet may go on to."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from sitegen.documents.leaflet import Cover, Imprint, Leaflet, LeafletFormat, Panel, PanelPart
from sitegen.documents.nodes import Contacts
from sitegen.documents.one_sheet import sheet_panel
from sitegen.documents.quick import dataclass
from sitegen.documents.sheet_lines import first_words
from sitegen.errors import SitegenError

__all__ = ["COVER", "Stretch", "arranged", "is_cover", "stretches"]

COVER = 0
"""The place of a cover that asks for none."""
_IMPRINT = "Thông tin xuất bản"
_NAMED = 60  # letters of a part in a message


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Đoạn: ``panels`` in order, and the places they have among them, in order.

    Each of them begins on a place of its own. ``is_pinned`` says that the first was put by hand
    on the first place; the rest, and what is too long, may go on to the others.
    """

    places: tuple[int, ...]
    panels: tuple[Panel, ...]
    is_pinned: bool


def stretches(document: Leaflet) -> tuple[Stretch, ...]:
    """Return the stretches of a sheet: each ends where the next panel is that was put by hand.

    Raises SitegenError "print-panels" when there are more panels than places, or two want the same.
    """
    count = len(document.format.order)
    pinned: dict[int, Panel] = {}
    following: dict[int, list[Panel]] = {}
    last: int | None = None
    written = [_parted(panel) for panel in _with_covers_in_front(document)]
    for panel in (panel for panel, foot in written if panel.parts or not foot):
        if panel.at is None:
            start = last if last is not None else COVER
            following.setdefault(start, []).append(panel)
        elif panel.at >= count:
            raise _no_room(document, panel, count)
        elif panel.at in pinned:
            raise _taken(document, panel)
        else:
            pinned[panel.at], last = panel, panel.at
    starts = sorted(pinned.keys() | following.keys())
    made, waiting = [], list[Panel]()
    for start, end in pairwise((*starts, count)):
        first = [pinned[start]] if start in pinned else []
        panels = first + waiting + following.get(start, [])
        taken, waiting = panels[: end - start], panels[end - start :]
        places = tuple(range(start, end))
        made.append(Stretch(places=places, panels=tuple(taken), is_pinned=bool(first)))
    if waiting:
        raise _no_room(document, waiting[0], count)
    late = tuple(part for _, foot in written for part in foot)
    return tuple(_with_foot(document, made, late) if late else made)


def is_cover(panel: Panel, form: LeafletFormat) -> bool:
    """Tell whether ``panel`` is a cover; of a handout it is the head of a page, and the text goes on."""
    return not form.is_handout and _has_cover(panel)


def _has_cover(panel: Panel) -> bool:
    return any(isinstance(part, Cover) for part in panel.parts)


def arranged(document: Leaflet) -> list[list[Panel]]:
    """Return the sides of a sheet that is laid out, each with its panels from left to right.

    Of a leaflet that is not laid out, what is too long for its panel is not yet spread.
    """
    if document.format.layout != "panels":
        return [[sheet_panel(document)]]
    order, names = document.format.order, document.format.panel_names
    at = {
        place: panel
        for stretch in stretches(document)
        for place, panel in zip(stretch.places, stretch.panels, strict=False)
    }
    sides: list[list[Panel]] = [[] for _ in range(document.format.sides)]
    for place, (side, _) in sorted(enumerate(order), key=lambda one: one[1]):
        panel = at.get(place, Panel(name="", parts=()))
        sides[side].append(replace(panel, name=panel.name or names[place]))
    return sides


def _with_covers_in_front(document: Leaflet) -> Iterable[Panel]:
    return (_with_heads if document.format.is_handout else _with_covers_alone)(document)


def _with_heads(document: Leaflet) -> Iterator[Panel]:
    """Yield the panels of a handout; a cover that nobody put anywhere is the head of its front."""
    free = [panel for panel in document.panels if panel.at is None and _has_cover(panel)]
    heads = tuple(part for panel in free for part in panel.parts if isinstance(part, Cover))
    is_first = all(panel.at != COVER for panel in document.panels)
    if heads and is_first and document.panels[0].at is not None:
        yield Panel(name="", parts=heads, at=COVER)
        heads = ()
    for number, panel in enumerate(document.panels):
        own = () if panel in free else tuple(p for p in panel.parts if isinstance(p, Cover))
        if panel.at == COVER or (is_first and number == 0):
            own, heads = (*heads, *own), ()
        rest = tuple(part for part in panel.parts if not isinstance(part, Cover))
        if own or rest or not panel.parts:
            yield replace(panel, parts=(*own, *rest))


def _parted(panel: Panel) -> tuple[Panel, tuple[PanelPart, ...]]:
    """Return the panel, and the imprint that was written on it: that stands on the last.

    A place that was chosen for nothing but the imprint and contacts keeps it.
    """
    foot = tuple(part for part in panel.parts if isinstance(part, Imprint))
    rest = tuple(part for part in panel.parts if not isinstance(part, Imprint))
    if panel.at is not None and all(isinstance(part, Contacts) for part in rest):
        return replace(panel, parts=(*rest, *foot)), ()
    return replace(panel, parts=rest), foot


def _with_foot(
    document: Leaflet, made: Sequence[Stretch], foot: tuple[PanelPart, ...]
) -> Sequence[Stretch]:
    """Return the stretches with the imprint below all else, at the end of the last that has room.

    Where only what was put by hand would stand above it, it takes a panel of its own, and the contacts
    that are last there with it: they stay together on the back.
    """
    count = len(document.format.order)
    if not made:
        panel = Panel(name="", parts=foot)
        return (Stretch(places=tuple(range(count)), panels=(panel,), is_pinned=False),)
    for number, one in reversed([*enumerate(made)]):
        *before, last = one.panels
        is_whole = is_cover(last, document.format)
        is_put = one.is_pinned and not before
        if len(one.panels) < len(one.places) and (is_whole or is_put):
            ends_with_contacts = len(last.parts) > 1 and isinstance(last.parts[-1], Contacts)
            end = len(last.parts) - ends_with_contacts
            rest = replace(last, parts=last.parts[:end])
            before, last = [*before, rest], Panel(name="", parts=(*last.parts[end:], *foot))
        elif is_whole:
            continue
        else:
            last = replace(last, parts=(*last.parts, *foot))
        return (*made[:number], replace(one, panels=(*before, last)), *made[number + 1 :])
    raise _no_room(document, Panel(name=_IMPRINT, parts=foot), count)


def _with_covers_alone(document: Leaflet) -> Iterator[Panel]:
    """Yield the panels; a cover is one by itself, the first unless it was put elsewhere by hand."""
    made = [one for panel in document.panels for one in _cover_apart(panel)]
    unplaced = (at for at, one in enumerate(made) if one.at is None and _has_cover(one))
    if (first := next(unplaced, None)) is not None:
        yield replace(made.pop(first), at=COVER)
    yield from made


def _cover_apart(panel: Panel) -> Iterator[Panel]:
    """Yield the covers of a panel, and what stands around them as one text.

    The cover that begins a panel takes its place and its name.
    """
    covers = [part for part in panel.parts if isinstance(part, Cover)]
    rest = tuple(part for part in panel.parts if not isinstance(part, Cover))
    own = replace(panel, parts=rest)
    if covers and panel.parts[0] is covers[0]:
        yield replace(panel, parts=(covers.pop(0),))
        own = Panel(name="", parts=rest)
    yield from (Panel(name="", parts=(cover,)) for cover in covers)
    if rest or not panel.parts:
        yield own


def _called(panel: Panel) -> str:
    """Return how a refusal names what stands on a panel: its name, else its first words."""
    said = panel.name or first_words(replace(panel, parts=_but_covers(panel))) or first_words(panel)
    short = said if len(said) <= _NAMED else f"{said[: _NAMED - 1].rstrip()}…"
    return f"“{short}”" if said else "không có chữ"


def _but_covers(panel: Panel) -> tuple[PanelPart, ...]:
    return tuple(part for part in panel.parts if not isinstance(part, Cover))


def _taken(document: Leaflet, panel: Panel) -> SitegenError:
    names = document.format.panel_names
    return SitegenError(
        f"hai phần cùng muốn mặt “{names[panel.at or COVER]}” của khổ “{document.format.name}”.",
        page=document.head.title,
        block=panel.name,
        hint="Chọn mặt khác ở một chỗ “Sang mặt gấp khác”. Bìa không có chỗ ấy thì đứng ở mặt đầu.",
        code="print-panels",
    )


def _no_room(document: Leaflet, panel: Panel, count: int) -> SitegenError:
    return SitegenError(
        f"khổ “{document.format.name}” có {count} mặt, không còn mặt nào cho phần {_called(panel)}.",
        page=document.head.title,
        block=panel.name,
        hint="Chọn khổ nhiều mặt hơn, bỏ bớt chỗ “Sang mặt gấp khác”, hoặc cho phần này sang mặt khác.",
        code="print-panels",
    )
