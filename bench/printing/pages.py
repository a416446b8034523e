"""The same leaflet as HTML: two pages of the sheet with its bleed, one box for each panel.

Sizes are chosen by hand so that everything fits; neither of the others can find them.
"""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sitegen.render.print.qr import qr_rows

__all__ = ["EDITED", "page"]

EDITED = "<!--edited-->"
"""Where an edit adds words to the page."""

_ORDER = ((0, 3), (1, 0), (1, 1), (1, 2), (1, 3), (0, 0), (0, 1), (0, 2))
_STYLE = """
@page { size: 620mm 225mm; margin: 0 }
* { margin: 0; padding: 0; box-sizing: border-box }
body { font: 10.5pt/1.45 'Be Vietnam Pro'; color: #1c1917 }
.side { position: relative; width: 620mm; height: 225mm; overflow: hidden; break-after: page }
.panel { position: absolute; top: 10mm; width: 150mm; height: 205mm; padding: 13mm 11mm 11mm }
.cover { background: #a61c1c; color: white }
.cover h1 { font-size: 34pt; line-height: 1.2; margin: 8mm 0 }
h2 { font-size: 18pt; font-weight: 800; line-height: 1.3; margin: 0 0 5mm }
.step { display: grid; grid-template-columns: 16mm 1fr; margin-bottom: 6mm }
.step b { font-size: 36pt; line-height: 1; color: #a61c1c }
.step img { width: 85mm; margin-top: 2mm }
table { width: 100%; border-collapse: collapse; font-size: 8.6pt }
td, th { text-align: right; padding: 0.6mm 0 }
td:first-child, th:first-child { text-align: left }
tr:nth-child(5n) td { border-bottom: 0.5pt solid #cfc8bc }
.two { display: grid; grid-template-columns: 1fr 1fr; gap: 6mm }
li { margin: 0 0 2mm 5mm }
.phone { font-size: 22pt; font-weight: 800; color: #a61c1c }
.mark { position: absolute; border: 0.25pt solid black }
.note { position: absolute; top: 219mm; left: 14mm; font-size: 5.5pt }
.foot { position: absolute; bottom: 11mm; font-size: 7pt; border-top: 0.5pt solid }
"""


def page(panels: Sequence[Sequence[Any]], edited: str) -> str:
    """Return the page; right after the words ``edited`` stands :data:`EDITED`."""
    sides = ["", ""]
    for (side, at), parts in zip(_ORDER, panels, strict=True):
        kind = "panel cover" if parts[0].kind == "cover" else "panel"
        inside = "".join(map(_part, parts))
        sides[side] += f'<div class="{kind}" style="left:{10 + 150 * at}mm">{inside}</div>'
    body = "".join(f'<div class="side">{side}{_marks()}</div>' for side in sides)
    body = body.replace(escape(edited), escape(edited) + EDITED, 1)
    return (
        '<!doctype html><html lang="vi"><meta charset="utf-8"><title>Tờ gấp</title>'
        f"<style>{_faces()}{_STYLE}</style>{body}</html>"
    )


def _faces() -> str:
    spec = find_spec("fontpkg_be_vietnam_pro")
    if spec is None or spec.origin is None:
        raise RuntimeError("the font package is not installed")
    folder = Path(spec.origin).parent / "files"
    weights = {"Regular": 400, "SemiBold": 600, "Bold": 700, "ExtraBold": 800}
    return "".join(
        f"@font-face{{font-family:'Be Vietnam Pro';font-weight:{weight};"
        f"src:url('{next(folder.glob(f'*-{name}.ttf')).as_uri()}')}}"
        for name, weight in weights.items()
    )


def _part(part: Any) -> str:
    title = f"<h2>{escape(part.title)}</h2>" if getattr(part, "title", "") else ""
    return title + _BODIES[part.kind](part)


def _code(address: str) -> str:
    """Return a QR code as a drawing, one square for each dark module."""
    rows = qr_rows(address)
    squares = "".join(
        f'<rect x="{x}" y="{y}" width="1" height="1"/>'
        for y, row in enumerate(rows)
        for x, module in enumerate(row)
        if module == "1"
    )
    return f'<svg viewBox="0 0 {len(rows)} {len(rows)}" width="30mm" height="30mm">{squares}</svg>'


def _marks() -> str:
    """Return crop marks at the corners, fold marks between panels, and a note to the printer."""
    upright = [(x, y) for x in (10, 160, 310, 460, 610) for y in (2, 217)]
    level = [(x, y) for x in (2, 612) for y in (10, 215)]
    lines = [f"left:{x}mm;top:{y}mm;width:0;height:6mm" for x, y in upright]
    lines += [f"left:{x}mm;top:{y}mm;width:6mm;height:0" for x, y in level]
    drawn = "".join(f'<div class="mark" style="{line}"></div>' for line in lines)
    return f'{drawn}<p class="note">Tờ gấp, khổ trải 600 × 205 mm, chừa xén 3 mm</p>'


def _items(items: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>"


def _cover(part: Any) -> str:
    agencies = "<br>".join(map(escape, part.agencies))
    return f"<p>{agencies}</p><h1>{escape(part.statement)}</h1><p>{escape(part.subtitle)}</p>"


def _steps(part: Any) -> str:
    return "".join(
        f'<div class="step"><b>{step.number}</b><div><p>{escape(step.title[0].value)}</p>'
        f'<img src="{step.pictures[0].digest}.png" alt="{escape(step.pictures[0].alt)}"></div></div>'
        for step in part.steps
    )


def _table(part: Any) -> str:
    def row(tag: str, cells: Sequence[str]) -> str:
        return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"

    rows = "".join(row("td", (unit, *values)) for unit, values in part.rows)
    head = row("th", ("Đơn vị", *part.labels))
    return f"<table>{head}{rows}</table><p>{escape(part.period)}</p>"


def _comparison(part: Any) -> str:
    sides = "".join(
        f"<div><h3>{escape(side.title)}</h3>{_items(side.stations)}</div>"
        for side in (part.left, part.right)
    )
    return f'<div class="two">{sides}</div><p>{escape(part.caption)}</p>'


_BODIES: Mapping[str, Callable[[Any], str]] = {
    "cover": _cover,
    "leaflet_steps": _steps,
    "leaflet_kinds": lambda part: "".join(
        f'<div class="step"><b>{name[-1]}</b><div><h3>{escape(name)}</h3>'
        f"<p>{escape(said[0])}</p></div></div>"
        for name, said in part.kinds
    ),
    "leaflet_statistics": _table,
    "comparison": _comparison,
    "agency_grid": lambda part: f'<div class="two">{_items(part.names)}</div>',
    "benefits": lambda part: _items(part.items),
    "contacts": lambda part: "".join(
        f'<h3>{escape(card.name)}</h3><p>Điện thoại</p><p class="phone">{card.phone}</p>'
        f"<p>Địa chỉ: {escape(card.address)}</p><p>Email: {card.email}</p>"
        for card in part.cards
    ),
    "portal_line": lambda part: (
        f'<div class="two"><div><h3>{escape(part.portal.name)}</h3>'
        f"<p>{part.portal.address}</p>{_items(part.features)}</div>{_code(part.portal.address)}</div>"
    ),
    "imprint": lambda part: (
        f'<div class="foot"><p>In {part.print_run} tờ, kích thước {part.printed_size}, tại'
        f" {escape(part.printer)}.</p><p>Giấy phép xuất bản số {part.licence_number} do"
        f" {escape(part.licence_issuer)} cấp.</p><p>Nộp lưu chiểu {part.deposit_month}.</p></div>"
    ),
}
