"""Phiếu giao nhà in: what stands on the job ticket."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format

from cms.models import PressProfile, PrintEdition
from sitegen.documents.leaflet import Fold, Leaflet, LeafletFormat
from sitegen.limits import grouped
from sitegen.render.print.arranging import arranged
from sitegen.render.print.slips import print_slip

__all__ = ["Order", "ticket"]


_REMARKS = 6
_FOLDS: dict[Fold, str] = {
    "none": "không gấp",
    "half": "gấp đôi",
    "roll": "gấp cuộn: mặt nọ gập vào trong mặt kia",
    "zigzag": "gấp ziczac",
    "double": "gấp đôi hai lần",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What only the officer knows: the paper, the press, when it is wanted, whom to call."""

    paper: str
    contact: str
    profile: PressProfile | None = None
    wanted_by: date | None = None
    note: str = ""


def ticket(  # noqa: PLR0913, PLR0917  # what stands on it
    edition: PrintEdition,
    document: Leaflet,
    files: Mapping[str, bytes],
    remarks: Sequence[str],
    order: Order,
    day: date,
) -> bytes:
    """Return the ticket as a PDF of one page."""
    imprint, sheet = document.imprint, document.format
    data = {
        "facts": [
            ["Ấn phẩm", document.head.title],
            ["Bản in, mã", f"{edition.name}, mã {edition.code}"],
            ["Số lượng", f"{grouped(imprint.print_run)} tờ"],
            ["Giấy", order.paper],
            ["Màu", "4/4 (CMYK, in hai mặt)" if sheet.sides > 1 else "4/0 (CMYK, in một mặt)"],
            ["Hồ sơ màu", str(order.profile) if order.profile else "Giấy tráng (FOGRA39)"],
            ["Cần nhận trước ngày", _day(order.wanted_by)],
            ["Giấy phép xuất bản", _licence(document)],
            ["Nơi in", imprint.printer],
            ["Ghi chú", order.note],
        ],
        "format": {"width_mm": sheet.width_mm, "height_mm": sheet.height_mm},
        "sheet": [
            ["Khổ trải", f"{_mm(sheet.width_mm)} × {_mm(sheet.height_mm)} mm"],
            ["Chừa xén", _bleed(sheet)],
            *(_folding(sheet) if sheet.fold != "none" else []),
            *_cutting(sheet),
        ],
        "sides": [_side(document, number) for number in range(sheet.sides)],
        "files": [
            {
                "name": name,
                "what": "để in" if name.endswith("-in.pdf") else "để xem trên màn hình",
                "size": filesizeformat(len(content)).replace("\xa0", " "),
                "digest": hashlib.sha256(content).hexdigest(),
            }
            for name, content in files.items()
        ],
        "remarks": _few(remarks),
        "contacts": [
            ["Cơ quan", document.head.agency.name if document.head.agency else ""],
            ["Người liên hệ", order.contact],
            ["Ngày giao", _day(day)],
        ],
    }
    return print_slip("ticket", data, title=f"Phiếu giao nhà in: {edition.name}", day=day)


def _bleed(sheet: LeafletFormat) -> str:
    if not sheet.bleed_mm:
        return "không, in đúng khổ"
    return f"{_mm(sheet.bleed_mm)} mm mỗi cạnh, đã có trong tệp"


def _folding(sheet: LeafletFormat) -> list[list[str]]:
    return [
        ["Khổ gấp", f"{_mm(max(sheet.panel_widths_mm))} × {_mm(sheet.height_mm)} mm"],
        ["Kiểu gấp", _FOLDS[sheet.fold]],
        ["Nếp gấp", "theo nét đứt dưới đây và dấu gấp ngoài khổ xén"],
    ]


def _cutting(sheet: LeafletFormat) -> list[list[str]]:
    """Return what is cut after trimming, and what a stand needs."""
    piece = f"{_mm(sheet.piece_width_mm)} × {_mm(sheet.piece_height_mm)} mm"
    match sheet.layout:
        case "cards":
            return [["Cắt rời", f"từng thẻ {piece}, theo dấu cắt ở lề; cắt sát, không chừa khe"]]
        case "tear_off":
            return [["Cắt dải", "theo nét đứt, từ mép dưới lên; dải còn dính ở đầu trên"]]
        case "standee":
            return [["Chân", f"{_mm(sheet.foot_mm)} mm dưới cùng để trống, cuốn vào chân đế"]]
        case _:
            return []


def _few(remarks: Sequence[str]) -> list[str]:
    """Return as many remarks as the page has room for."""
    rest = len(remarks) - _REMARKS
    return [*remarks[:_REMARKS], *([f"Và {rest} điều nữa."] if rest > 0 else [])]


def _side(document: Leaflet, number: int) -> dict[str, object]:
    """Return the panels of a side from left to right; the inside has them the other way round."""
    widths = list(document.format.panel_widths_mm)
    return {
        "name": _side_name(document.format, number),
        "panels": [panel.name for panel in arranged(document)[number]],
        "widths": widths[::-1] if number else widths,
    }


def _side_name(sheet: LeafletFormat, number: int) -> str:
    if sheet.fold == "none":
        return "Mặt sau" if number else "Mặt trước"
    return "Mặt trong" if number else "Mặt ngoài"


def _licence(document: Leaflet) -> str:
    imprint = document.imprint
    said = [imprint.licence_number, _day(imprint.licence_date), imprint.licence_issuer]
    return ", ".join(filter(None, said))


def _day(day: date | None) -> str:
    return date_format(day, "d/m/Y") if day else ""


def _mm(value: float) -> str:
    return f"{value:g}".replace(".", ",")
