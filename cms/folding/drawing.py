"""A drawing of the opened sheet: both sides, each panel with its number in the order of reading."""

from collections.abc import Iterator

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cms.folding.one_sheet import parts_drawing, what_is_printed
from sitegen.documents.leaflet import LeafletFormat

__all__ = ["drawing", "panels_called", "seen_when"]

_WIDTH, _HEIGHT = 480.0, 130.0  # of one side, at most
_GAP = 16.0
_HEADING = 20.0


def drawing(form: LeafletFormat) -> SafeString:
    """Return an SVG of both sides, true to scale; the inside is the outside turned over."""
    scale = min(_WIDTH / form.width_mm, _HEIGHT / form.height_mm)
    width, height = form.width_mm * scale, form.height_mm * scale
    total = form.sides * (height + _HEADING) + (form.sides - 1) * _GAP
    sides = [
        _side(form, side, top=side * (height + _HEADING + _GAP), scale=scale)
        for side in range(form.sides)
    ]
    return format_html(
        '<svg class="loa-fold" viewBox="-1 -1 {0} {1}" width="{0}" height="{1}" role="img"'
        ' aria-label="{2}">{3}</svg>',
        f"{width + 2:.1f}",
        f"{total + 2:.1f}",
        seen_when(form),
        format_html_join("", "{}", ((side,) for side in sides)),
    )


def seen_when(form: LeafletFormat) -> str:
    """Return which panels are seen as one takes the sheet, opens it, and turns it over."""
    if form.layout != "panels":
        return what_is_printed(form)
    names = form.panel_names
    if form.fold == "none":
        return (
            _("Mặt trước là mặt %(first)s.") % {"first": 1}
            if len(names) == 1
            else ", ".join(f"{number}: {name}" for number, name in enumerate(names, 1))
        )
    count = len(form.panel_widths_mm)
    inside = _("Mở ra thấy mặt 2–%d.") % (count + 1) if form.sides > 1 else ""
    first = count + 2 if form.sides > 1 else 2
    rest = _("Lật lại thấy mặt %s.") % _span(first, len(names))
    return " ".join(filter(None, (_("Cầm tờ đã gấp thấy mặt 1, là bìa."), inside, rest)))


def panels_called(form: LeafletFormat) -> list[str]:
    """Return what the choice of a panel calls each panel of the format, in the order of reading.

    A sheet that does not fold has pages; one of another layout has nothing to choose.
    """
    if form.layout != "panels":
        return []
    said = (
        _("mặt gấp %(number)d: %(name)s")
        if form.fold != "none"
        else _("trang %(number)d: %(name)s")
    )
    return [
        said % {"number": number, "name": name} for number, name in enumerate(form.panel_names, 1)
    ]


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _side(form: LeafletFormat, side: int, *, top: float, scale: float) -> SafeString:
    heading = _heading(form, side)
    if form.layout != "panels":
        return _one_sheet(form, heading, top + _HEADING, scale)
    panels = format_html_join(
        "",
        '<g class="loa-fold__panel{}"><rect x="{}" y="{}" width="{}" height="{}"/>'
        '<text class="loa-fold__number" x="{}" y="{}">{}</text>'
        '<text x="{}" y="{}">{}</text></g>',
        _panels(form, side, top + _HEADING, scale),
    )
    return format_html('<text x="0" y="{}">{}</text>{}', f"{top + 13:.1f}", heading, panels)


def _one_sheet(form: LeafletFormat, heading: str, top: float, scale: float) -> SafeString:
    """Draw the sheet with what stands where, instead of a number on a panel."""
    width, height = form.width_mm * scale, form.height_mm * scale
    return format_html(
        '<text x="0" y="{}">{}</text><g class="loa-fold__panel">'
        '<rect x="0.0" y="{}" width="{}" height="{}"/></g>{}',
        f"{top - _HEADING + 13:.1f}",
        heading,
        f"{top:.1f}",
        f"{width:.1f}",
        f"{height:.1f}",
        parts_drawing(form, width, height, top),
    )


def _heading(form: LeafletFormat, side: int) -> str:
    if form.fold == "none":
        return _("Mặt trước") if side == 0 else _("Mặt sau")
    return _("Mặt ngoài") if side == 0 else _("Mặt trong")


def _panels(form: LeafletFormat, side: int, top: float, scale: float) -> Iterator[tuple[str, ...]]:
    widths = form.panel_widths_mm if side == 0 else form.panel_widths_mm[::-1]
    numbers = {place: number for number, place in enumerate(form.order, 1)}
    left, height = 0.0, form.height_mm * scale
    for at, width_mm in enumerate(widths):
        width = width_mm * scale
        number = numbers[side, at]
        middle = f"{left + width / 2:.1f}"
        yield (
            " loa-fold__panel--cover" if number == 1 and form.fold != "none" else "",
            *(f"{value:.1f}" for value in (left, top, width, height)),
            middle,
            f"{top + height / 2:.1f}",
            str(number),
            middle,
            f"{top + height / 2 + 18:.1f}",
            form.panel_names[number - 1],
        )
        left += width
