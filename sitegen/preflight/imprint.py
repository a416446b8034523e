"""Imprint: is the leaflet licensed, and is what it prints about itself complete and in order."""

import re
from collections.abc import Iterator

from sitegen.documents.leaflet import Imprint, Leaflet
from sitegen.preflight.remark import Remark, millimetres
from sitegen.render.print.arranging import arranged

__all__ = ["imprint_remarks"]

# "79/GPXB-STTTT", and since 2025 also as other licences are numbered: "12/GP-SVHTTDL", "7/2026/GP-SVHTT".
_LICENCE = re.compile(r"\d+(?:/\d{4})?/GP(?:XB)?-[^\W\d_].*")
_MONTH = re.compile(r"(0?[1-9]|1[0-2])/((?:19|20)\d\d)")
_SIZE = re.compile(r"(\d+(?:[.,]\d+)?)\s*[x×X]\s*(\d+(?:[.,]\d+)?)\s*(cm|mm)")
_SLACK_MM = 1.0


def imprint_remarks(document: Leaflet) -> Iterator[Remark]:
    """Yield what is missing or in disorder in the imprint of a leaflet."""
    imprint = document.imprint
    places = [
        (number, panel.name)
        for number, side in enumerate(arranged(document), 1)
        for panel in side
        if any(isinstance(part, Imprint) for part in panel.parts)
    ]
    side, panel = places[0] if places else (0, "")
    found = [*_run(imprint), *_size(imprint, document), *_licence(imprint), *_dates(imprint)]
    if not places:
        found.append(
            (
                "imprint-unplaced",
                False,
                "Không mặt nào có phần “Thông tin xuất bản”.",
                "Thêm vào bìa sau.",
            )
        )
    for code, is_error, message, hint in found:
        yield Remark(
            code=code,
            severity="error" if is_error else "warning",
            message=message,
            hint=hint,
            side=side,
            panel=panel,
            part="thông tin xuất bản",
        )


Said = tuple[str, bool, str, str]
"""A code, whether it is an error, the message and the hint."""

_FIELDS = "Điền ở mục “Bản in” của tờ gấp."


def _run(imprint: Imprint) -> Iterator[Said]:
    if imprint.print_run < 1:
        yield "imprint-run", True, "Số lượng in là 0.", _FIELDS
    if not imprint.printer.strip():
        yield "imprint-printer", True, "Chưa ghi nơi in.", _FIELDS


def _size(imprint: Imprint, document: Leaflet) -> Iterator[Said]:
    said = imprint.printed_size.strip()
    match = _SIZE.search(said)
    if not said:
        yield "imprint-size", True, "Chưa ghi khổ của bản in.", _FIELDS
    elif not match:
        yield "imprint-size", False, f"Không đọc được khổ “{said}”.", "Viết như “20,5 x 60 cm”."
    else:
        factor = 10 if match[3] == "cm" else 1
        printed = sorted(float(match[at].replace(",", ".")) * factor for at in (1, 2))
        real = sorted((document.format.width_mm, document.format.height_mm))
        if any(abs(a - b) > _SLACK_MM for a, b in zip(printed, real, strict=True)):
            sizes = " × ".join(map(millimetres, real))
            yield "imprint-size", True, f"Khổ ghi là {said}, tờ này là {sizes} mm.", _FIELDS


def _licence(imprint: Imprint) -> Iterator[Said]:
    number = imprint.licence_number.strip()
    if not number:
        hint = "Hãy in bản thảo để xin phép, rồi điền giấy phép ở mục “Bản in”."
        yield "licence-missing", True, "Chưa có giấy phép xuất bản nên chưa được in.", hint
    elif not _LICENCE.fullmatch(number):
        hint = "Số giấy phép viết như “79/GPXB-STTTT” hay “12/GP-SVHTTDL”."
        yield "licence-number", False, f"Số giấy phép “{number}” trông không đúng.", hint
    if number and imprint.licence_date is None:
        yield "licence-date", True, "Chưa ghi ngày cấp giấy phép.", _FIELDS
    if number and not imprint.licence_issuer.strip():
        yield "licence-issuer", True, "Chưa ghi nơi cấp giấy phép.", _FIELDS


def _dates(imprint: Imprint) -> Iterator[Said]:
    said = imprint.deposit_month.strip()
    match = _MONTH.fullmatch(said)
    if not said:
        if imprint.licence_number.strip():
            yield "deposit-missing", True, "Chưa ghi tháng nộp lưu chiểu.", _FIELDS
    elif not match:
        yield (
            "deposit-month",
            True,
            f"Tháng nộp lưu chiểu “{said}” không đọc được.",
            "Viết như 12/2019.",
        )
    elif (day := imprint.licence_date) and (int(match[2]), int(match[1])) < (day.year, day.month):
        licensed = f"{day:%d/%m/%Y}"
        message = f"Nộp lưu chiểu {said} lại trước ngày cấp phép {licensed}."
        yield "licence-after-deposit", True, message, _FIELDS
