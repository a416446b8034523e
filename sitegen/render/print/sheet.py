"""Sheets: a document in, a finished PDF or pictures of it out."""

from dataclasses import replace
from datetime import date
from functools import partial
from itertools import chain
from typing import Any, Literal

from sitegen.artifacts import Loader
from sitegen.documents.kinds import Announcement, Document, Outreach
from sitegen.documents.leaflet import Leaflet
from sitegen.documents.quick import dataclass
from sitegen.errors import SitegenError
from sitegen.limits import grouped
from sitegen.render.print import glyphs
from sitegen.render.print.arranging import stretches
from sitegen.render.print.compose import Composition, compose, flows_of
from sitegen.render.print.engine import (
    Job,
    Printed,
    Standard,
    answers_of,
    pictures_of,
    print_pdf,
)
from sitegen.render.print.fit import PanelFit, require_fit
from sitegen.render.print.fonts import Stack
from sitegen.render.print.inks import PressProfile, coated
from sitegen.render.print.leaflet_data import flow_data, leaflet_data, print_day
from sitegen.render.print.measuring import Asks
from sitegen.render.print.official_data import official_data, signing_day
from sitegen.render.print.official_fit import well_filled
from sitegen.render.print.pdfx import to_pdfx4
from sitegen.render.print.pictures import load_pictures, without_alpha
from sitegen.render.print.single import LAYOUT_FILES, fitted, require_boxes
from sitegen.render.print.single_data import single_data
from sitegen.render.print.tag_order import in_reading_order
from sitegen.render.print.tags import with_spoken_tables_and_lists
from sitegen.render.print.turns import with_turns

__all__ = [
    "Mode",
    "Sheet",
    "Sides",
    "drawn_sides",
    "holds",
    "printable",
    "render_sheet",
    "side_picture_size",
    "side_pictures",
]

Mode = Literal["print", "proof", "screen"]

_SCREEN: tuple[Standard, ...] = (
    "ua-1",
    "a-2a",
)  # for screens: tagged, readable aloud, kept for ever
_PRESS: tuple[Standard, ...] = ("1.6",)  # of which PDF/X-4 is a part
_MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Bản in: the file; of a leaflet, how full every panel is, and the document as laid out.

    ``laid_out`` has the panels that were made, each at its place and with its share of the parts:
    whoever asks what stands where asks this, not the document that was given.
    """

    pdf: bytes
    fit: tuple[PanelFit, ...] = ()
    laid_out: Leaflet | None = None


def printable(document: Document) -> bool:
    """Tell whether ``document`` has a layout: leaflets, announcements, official plans."""
    match document:
        case Leaflet() | Announcement():
            return True
        case Outreach():
            return document.official is not None
        case _:
            return False


def render_sheet(
    document: Document,
    *,
    mode: Mode,
    load_picture: Loader,
    profile: PressProfile | None = None,
) -> Sheet:
    """Return ``document`` for a print shop, as a manuscript, or as a tagged file for screens.

    "print" gives a leaflet as PDF/X-4 for the press of ``profile`` (offset on coated paper
    when none is given); "proof" the same with "BẢN THẢO – CHƯA CẤP PHÉP" across each panel.

    Raises SitegenError: "print-overflow" names the panel and the millimetres, "print-glyph"
    the letters that no font has; both are in Vietnamese.
    """
    is_screen = mode == "screen"
    if not isinstance(document, Leaflet):
        job = _job(document, _official(document), mode, load_picture)
        printed = _printed(job, is_screen=is_screen)
        printed = well_filled(job, printed, partial(_printed, is_screen=is_screen))
        return Sheet(pdf=_spoken(printed) if is_screen else printed.content)
    made = _composed(document, mode, load_picture)
    _require_fit(made.fit, document)
    printed = _printed(made.job, is_screen=is_screen)
    if not is_screen:
        pressed = to_pdfx4(
            printed.content,
            pictures=made.job.pictures.values(),
            title=document.head.title,
            day=made.job.day,
            bleed_mm=document.format.bleed_mm,
            profile=profile or coated(),
        )
    else:
        form = document.format
        pressed = in_reading_order(printed.content, order=form.order, sheet=form)
    return Sheet(pdf=pressed, fit=made.fit, laid_out=made.document)


def _printed(job: Job, *, is_screen: bool) -> Printed:
    return print_pdf(job, standards=_SCREEN if is_screen else _PRESS, is_tagged=is_screen)


def _spoken(printed: Printed) -> bytes:
    columns = [one["table"]["name_column"] for one in printed.reports if "table" in one]
    return with_spoken_tables_and_lists(printed.content, columns)


def side_pictures(document: Leaflet, *, load_picture: Loader, width_px: int) -> tuple[bytes, ...]:
    """Return one PNG (RGB) for each side of the sheet, ``width_px`` pixels wide.

    What does not fit stops it, as in :func:`render_sheet`.
    """
    return _sides(document, load_picture, width_px, may_overflow=False).pictures


def drawn_sides(document: Leaflet, *, load_picture: Loader, width_px: int) -> "Sides":
    """Return the same pictures and how full every panel is; what is too much is drawn and named."""
    return _sides(document, load_picture, width_px, may_overflow=True)


def holds(document: Leaflet, *, load_picture: Loader) -> bool:
    """Tell whether all of a leaflet in panels has room on its sheet; nothing is printed."""
    try:
        _, made = _tried(document, "print", load_picture)
    except SitegenError:
        return False
    return not any(fit.is_overfull for fit in made.fits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Both sides of a leaflet as pictures, and the fit of their panels."""

    pictures: tuple[bytes, ...]
    fit: tuple[PanelFit, ...]


def _sides(document: Leaflet, load_picture: Loader, width_px: int, *, may_overflow: bool) -> Sides:
    made = _composed(document, "screen", load_picture)
    if not may_overflow:
        _require_fit(made.fit, document)
    pages = pictures_of(made.job, ppi=width_px / (document.format.width_mm / _MM_PER_INCH))
    size = side_picture_size(document, width_px)
    return Sides(pictures=tuple(without_alpha(page, size) for page in pages), fit=made.fit)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Composed:
    """The job of a leaflet with its plan, how full every panel is, and the panels made."""

    job: Job
    fit: tuple[PanelFit, ...]
    document: Leaflet


_last: dict[tuple[Mode, str], tuple[Leaflet, _Composed]] = {}
"""What was composed last, by mode and page: an unchanged leaflet is not measured again."""
_KEPT = 8

_TIMES_TOO_MUCH = 3
_LONGEST_WORD = 2000


def _composed(document: Leaflet, mode: Mode, load_picture: Loader) -> _Composed:
    key = (mode, document.head.key)
    known = _last.get(key)
    if known is not None and known[0] == document:
        made = known[1]
        pictures = load_pictures(made.job.data, load_picture, page=document.head.title)
        return replace(made, job=replace(made.job, pictures=pictures))
    made = _newly_composed(document, mode, load_picture)
    while len(_last) >= _KEPT:
        _last.pop(next(iter(_last)), None)
    _last[key] = (document, replace(made, job=replace(made.job, pictures={})))
    return made


def _newly_composed(document: Leaflet, mode: Mode, load_picture: Loader) -> _Composed:
    if document.format.layout != "panels":
        job, fit = fitted(_job(document, single_data(document), mode, load_picture))
        return _Composed(job=job, fit=fit, document=document)
    asking, made = _tried(document, mode, load_picture)
    job = replace(asking, data=leaflet_data(made.document), plan=made.plan)

    def again(other: Leaflet) -> tuple[PanelFit, ...]:
        return _tried(other, mode, load_picture)[1].fits

    fits = tuple(with_turns(document, made.fits, made.turned, again))
    return _Composed(job=job, fit=fits, document=made.document)


def _tried(document: Leaflet, mode: Mode, load_picture: Loader) -> tuple[Job, Composition]:
    """Return the job that asks the layout, and what was composed of its answers."""
    parts = stretches(document)
    data = flow_data(document, flows_of(parts))
    _require_room(document, data)
    asking = _job(document, data, mode, load_picture)

    def ask(asks: Asks) -> list[Any]:
        return answers_of(replace(asking, plan={"asks": asks}))

    return asking, compose(document, parts, ask)


def _require_room(document: Leaflet, data: dict[str, Any]) -> None:
    """Refuse what no size could ever fit, before minutes are spent on measuring it.

    Letters of 9.5 pt take about 1.7 x 4.7 mm; three times as many as the bare sheet could hold are
    too many whatever else is on it.
    """
    form = document.format
    most = int(form.width_mm * form.height_mm * form.sides / (1.7 * 4.7))
    places = _places(data)
    letters = sum(len(text) for _, text in places)
    words = ((word, place) for place, text in places for word in text.split())
    word, place = max(words, key=lambda one: len(one[0]), default=("", ""))
    if len(word) > _LONGEST_WORD:
        raise SitegenError(
            f"có một chữ dài {_thousands(len(word))} chữ cái không có khoảng trắng: “{word[:20]}…”.",
            page=document.head.title,
            block=place,
            hint="Hãy tìm chỗ dính liền đó và tách ra.",
            code="print-too-large",
        )
    if letters > _TIMES_TOO_MUCH * most:
        raise SitegenError(
            f"nội dung dài khoảng {_thousands(letters)} chữ cái, khổ này chứa nhiều nhất khoảng"
            f" {_thousands(most)}.",
            page=document.head.title,
            hint="Hãy bớt nội dung, hoặc chia thành nhiều tờ.",
            code="print-too-large",
        )


def _thousands(number: int) -> str:
    return grouped(round(number, -2))


def _require_fit(fit: tuple[PanelFit, ...], document: Leaflet) -> None:
    if document.format.layout == "panels":
        require_fit(fit, page=document.head.title)
    else:
        require_boxes(fit, page=document.head.title)


def side_picture_size(document: Leaflet, width_px: int) -> tuple[int, int]:
    """Return the width and height in pixels of what :func:`side_pictures` makes."""
    return width_px, round(width_px * document.format.height_mm / document.format.width_mm)


def _stack(document_kind: str) -> Stack:
    return "leaflet" if document_kind == "leaflet" else "official"


def _layout(document: Document) -> str:
    if isinstance(document, Leaflet) and document.format.layout != "panels":
        return LAYOUT_FILES[document.format.layout]
    return _stack(document.kind)


def _job(document: Document, data: dict[str, Any], mode: str, load_picture: Loader) -> Job:
    title = document.head.title
    glyphs.require(_places(data), _stack(document.kind), page=title)
    return Job(
        layout=_layout(document),
        title=title,
        day=_day(document),
        mode=mode,
        data=data,
        pictures=load_pictures(data, load_picture, page=title),
        has_stand_ins=isinstance(document, Leaflet) and mode != "screen",
    )


def _day(document: Document) -> date:
    match document:
        case Leaflet():
            return print_day(document)
        case Announcement() | Outreach():
            return signing_day(document)
        case _:
            raise ValueError(f"no layout for a document of kind {document.kind}")


def _official(document: Document) -> dict[str, Any]:
    match document:
        case Announcement() | Outreach() if document.official is not None:
            return official_data(document, document.official)
        case _:
            raise ValueError(f"no layout for a document of kind {document.kind}")


def _places(data: dict[str, Any]) -> list[tuple[str, str]]:
    """Return (place, text) of everything that is set, by panel or by section."""
    panels = chain(data.get("flows", ()), *data.get("sides", ()))
    named = [(panel["name"], panel) for panel in panels]
    named += [(section["name"], section) for section in data.get("sections", ())]
    named.append(("phần đầu", data["meta"]))
    return [(name, text) for name, value in named for text in glyphs.texts_of(value)]
