"""Press: a leaflet in, the print shop's file and what preflight says of it out."""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import pikepdf

from sitegen.artifacts import Loader
from sitegen.documents.leaflet import Leaflet, LeafletFormat
from sitegen.documents.outdated import Outdated
from sitegen.documents.quick import dataclass
from sitegen.documents.standing import Standing
from sitegen.errors import SitegenError
from sitegen.preflight.codes import code_remarks, codes_on
from sitegen.preflight.fullness import Holds, fullness_remarks
from sitegen.preflight.ground import ground_remarks
from sitegen.preflight.imprint import imprint_remarks
from sitegen.preflight.inks import ink_remarks
from sitegen.preflight.pictures import picture_remarks
from sitegen.preflight.plan import SheetPlan
from sitegen.preflight.remark import Remark
from sitegen.preflight.sheets import foot_remarks, lost_remarks, wall_remarks
from sitegen.preflight.structure import structure_remarks
from sitegen.preflight.texts import text_remarks
from sitegen.preflight.wording import Private, wording_remarks
from sitegen.render.print import PanelFit, PressProfile, coated, holds, render_sheet
from sitegen.render.print.painted import read_sides

__all__ = ["PressSheet", "preflight", "press_sheet", "require_sound"]

_GRAVEST_FIRST = ("error", "refusal", "warning")


@dataclass(frozen=True, slots=True, kw_only=True)
class PressSheet:
    """Tệp nhà in: the PDF, how full its panels are, and the remarks of the preflight.

    ``laid_out`` is the leaflet with the panels that were made of it.
    """

    pdf: bytes
    fit: tuple[PanelFit, ...]
    remarks: tuple[Remark, ...]
    laid_out: Leaflet | None = None

    @property
    def is_sound(self) -> bool:
        """Tell whether no remark keeps it from the print shop."""
        return not any(remark.severity == "error" for remark in self.remarks)


def press_sheet(  # noqa: PLR0913  # what a handover chooses
    document: Leaflet,
    *,
    load_picture: Loader,
    profile: PressProfile | None = None,
    outdated: Sequence[Outdated] = (),
    private: Private = lambda text: (),
    standing: Sequence[Standing] = (),
    formats: Iterable[LeafletFormat] = (),
) -> PressSheet:
    """Return the file for the press of ``profile`` with its preflight; the same bytes always.

    ``outdated`` is what no longer holds, ``private`` finds personal data in a line, ``standing``
    is what speaks against printing it beside the sheet, ``formats`` are those that could be chosen
    instead. Raises SitegenError when the leaflet cannot be laid out; :func:`require_sound` refuses
    the rest.
    """
    sheet = render_sheet(document, mode="print", load_picture=load_picture, profile=profile)
    made = sheet.laid_out or document
    remarks = preflight(
        sheet.pdf,
        made,
        fit=sheet.fit,
        held_by=lambda form: holds(replace(document, format=form), load_picture=load_picture),
        formats=formats,
        outdated=outdated,
        private=private,
    )
    remarks = tuple(sorted((*map(Remark.beside, standing), *remarks), key=_rank))
    return PressSheet(pdf=sheet.pdf, fit=sheet.fit, remarks=remarks, laid_out=made)


def require_sound(sheet: PressSheet, *, page: str, lead: str = "Chưa giao nhà in được.") -> bytes:
    """Return the file when nothing keeps it from the print shop, else raise "preflight"."""
    errors = [remark for remark in sheet.remarks if remark.severity == "error"]
    if errors:
        rest = f" Và {len(errors) - 3} điều nữa." if len(errors) > 3 else ""
        said = " ".join(str(remark) for remark in errors[:3])
        raise SitegenError(
            f"{lead} {said}{rest}",
            page=page,
            hint="Xem đủ ở “Kiểm tra trước khi in” của tờ gấp.",
            code="preflight",
        )
    return sheet.pdf


def preflight(  # noqa: PLR0913  # what is known beside the file
    content: bytes,
    document: Leaflet,
    *,
    fit: Sequence[PanelFit] = (),
    held_by: Holds = lambda form: False,
    formats: Iterable[LeafletFormat] = (),
    outdated: Sequence[Outdated] = (),
    private: Private = lambda text: (),
) -> tuple[Remark, ...]:
    """Return what is wrong with a finished file, errors first, then as one reads the sheet.

    ``document`` is laid out: its panels are those that the file has; ``fit`` is how full the
    layout measured them to be; ``held_by`` tells of one of ``formats`` whether it would be enough.
    """
    plan = SheetPlan.of(document)
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            found = [*_of_file(pdf, plan, outdated, private), *imprint_remarks(document)]
            found += lost_remarks(document)
            found += fullness_remarks(document, fit, held_by, formats)
            found += wall_remarks(document, fit)
    except (pikepdf.PdfError, ValueError):
        message = "Tệp hỏng, không đọc được."
        hint = "Hãy tạo lại tệp nhà in từ Loa."
        return (Remark(code="unreadable", severity="error", message=message, hint=hint),)
    return tuple(sorted(_told_once(found), key=_rank))


def _told_once(found: Iterable[Remark]) -> Iterator[Remark]:
    """Yield what is said of several places of a panel once, with their number."""
    places: dict[tuple[str, int, str, str], list[Remark]] = {}
    for one in found:
        places.setdefault((one.code, one.side, one.panel, one.message), []).append(one)
    for first, *others in places.values():
        yield replace(first, count=len(others) + 1)


def _rank(remark: Remark) -> tuple[int, int, float, float]:
    left, top = (remark.box.left, remark.box.top) if remark.box else (0.0, 0.0)
    return _GRAVEST_FIRST.index(remark.severity), remark.side, left, top


def _of_file(
    pdf: pikepdf.Pdf, plan: SheetPlan, outdated: Sequence[Outdated], private: Private
) -> Iterator[Remark]:
    sides = read_sides(pdf)
    yield from structure_remarks(pdf, sides, plan)
    profile = _profile(pdf)
    for side in sides:
        yield from ink_remarks(side, plan, profile)
        yield from text_remarks(side, plan)
        yield from picture_remarks(side, plan, profile)
        yield from ground_remarks(side, plan)
        yield from foot_remarks(side, plan)
        yield from code_remarks(side, plan, codes_on(side), outdated)
        yield from wording_remarks(side, plan, outdated=outdated, private=private)


def _profile(pdf: pikepdf.Pdf) -> bytes:
    """Return the profile that the file carries; ours when it carries none that can be used."""
    for intent in pdf.Root.get("/OutputIntents", []):
        if "/DestOutputProfile" in intent and intent.get("/S") == "/GTS_PDFX":
            content = intent.DestOutputProfile.read_bytes()
            if content[12:20] == b"prtrCMYK":
                return bytes(content)
    return coated().content
