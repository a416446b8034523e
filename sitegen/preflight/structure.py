"""Structure: is it PDF/X-4, of the right size, with fonts and nothing that a press cannot print."""

from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf

from sitegen.preflight.plan import SheetPlan
from sitegen.preflight.remark import Remark, millimetres
from sitegen.render.print.painted import Box, Side

__all__ = ["structure_remarks"]

_PDFX = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"
_SLACK_MM = 0.1
_AGAIN = "Hãy tạo lại tệp nhà in từ Loa; đừng sửa tệp bằng chương trình khác."


def structure_remarks(pdf: pikepdf.Pdf, sides: Sequence[Side], plan: SheetPlan) -> Iterator[Remark]:
    """Yield what is wrong with the file as a file."""
    yield from _standard(pdf)
    yield from _interactive(pdf)
    yield from _pages(sides, plan)
    for side in sides:
        yield from _boxes(side, plan)
        yield from _fonts(side)


def _error(code: str, message: str, *, side: int = 0, hint: str = _AGAIN) -> Remark:
    return Remark(code=code, severity="error", message=message, hint=hint, side=side)


def _standard(pdf: pikepdf.Pdf) -> Iterator[Remark]:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as said:
        is_named = said.get(_PDFX) == "PDF/X-4"
        is_traced = all(said.get(f"xmpMM:{name}") for name in ("DocumentID", "VersionID"))
    if not is_named:
        yield _error("pdfx-version", "Tệp không ghi là PDF/X-4.")
    if not is_traced:
        yield _error("pdfx-identity", "Tệp không có số hiệu tài liệu (XMP DocumentID).")
    if pdf.docinfo.get("/Trapped") not in ("/False", "/True"):
        yield _error("pdfx-trapped", "Tệp không ghi đã chèn viền màu (Trapped) hay chưa.")
    if len(pdf.trailer.get("/ID", [])) != 2:
        yield _error("pdfx-id", "Tệp không có mã nhận dạng (ID).")
    if pdf.is_encrypted:
        yield _error("encrypted", "Tệp bị đặt mật khẩu hoặc khoá in.")
    intents = [one for one in pdf.Root.get("/OutputIntents", []) if one.get("/S") == "/GTS_PDFX"]
    if len(intents) != 1 or not _is_press(intents[0]):
        yield _error("output-intent", "Tệp không mang hồ sơ màu CMYK của máy in (output intent).")


def _is_press(intent: Any) -> bool:
    """Tell whether an output intent embeds the profile of a CMYK printer."""
    profile = intent.get("/DestOutputProfile")
    if profile is None:
        return False
    header = profile.read_bytes()[:40]
    is_cmyk = header[12:20] == b"prtrCMYK" and profile.get("/N") == 4
    return bool(is_cmyk and header[36:40] == b"acsp")


def _interactive(pdf: pikepdf.Pdf) -> Iterator[Remark]:
    root = pdf.Root
    if "/JavaScript" in root.get("/Names", {}) or "/OpenAction" in root or "/AA" in root:
        yield _error("actions", "Tệp có lệnh tự chạy khi mở.")
    if "/AcroForm" in root:
        yield _error("form", "Tệp có ô điền của biểu mẫu điện tử.")
    if "/EmbeddedFiles" in root.get("/Names", {}):
        yield _error("embedded-files", "Tệp có tệp khác nằm bên trong.")
    if "/OCProperties" in root:
        yield _error("layers", "Tệp có lớp bật tắt được: nhà in có thể in thiếu lớp.")
    for number, page in enumerate(pdf.pages, 1):
        if len(page.obj.get("/Annots", [])):
            yield _error(
                "annotations", "Trang có liên kết hoặc ghi chú không in được.", side=number
            )


def _pages(sides: Sequence[Side], plan: SheetPlan) -> Iterator[Remark]:
    wanted = len(plan.panels)
    if len(sides) != wanted:
        yield _error("pages", f"Tệp có {len(sides)} trang, tờ này có {wanted} mặt.")
    for side in sides:
        words, pictures = list(side.words()), list(side.pictures())
        if not words and not pictures:
            panels = plan.on_side(side.number)
            if panels and all(panel.is_blank for panel in panels):
                continue  # paper may be blank
            yield _error("page-empty", "Mặt này không có gì.", side=side.number, hint="")
        elif not words and len(pictures) == 1 and pictures[0].box.holds(plan.trim):
            message = "Cả mặt chỉ là một tấm ảnh: chữ trong ảnh in không nét."
            yield _error("page-picture", message, side=side.number)


def _boxes(side: Side, plan: SheetPlan) -> Iterator[Remark]:
    number, boxes = side.number, side.boxes
    if "TrimBox" not in boxes:
        yield _error("trim-missing", "Trang không ghi khổ thành phẩm (TrimBox).", side=number)
    elif _differs(boxes["TrimBox"], plan.trim):
        is_, wanted = _size(boxes["TrimBox"]), _size(plan.trim)
        message = f"Khổ thành phẩm là {is_} mm, phải là {wanted} mm."
        yield _error("trim-size", message, side=number)
    if "BleedBox" not in boxes:
        yield _error("bleed-missing", "Trang không ghi phần chừa xén (BleedBox).", side=number)
    elif _differs(boxes["BleedBox"], side.trim.grown(plan.bleed_mm)):
        wanted = _size(side.trim.grown(plan.bleed_mm))
        message = f"Phần chừa xén là {_size(boxes['BleedBox'])} mm, phải là {wanted} mm."
        yield _error("bleed-size", message, side=number)
    media = boxes["MediaBox"]
    if not media.holds(side.trim.grown(plan.bleed_mm), slack=_SLACK_MM):
        yield _error("media-size", "Trang giấy nhỏ hơn phần chừa xén.", side=number)
    if "CropBox" in boxes and _differs(boxes["CropBox"], media):
        yield _error("crop-box", "Trang bị cắt bớt khi xem (CropBox).", side=number)
    if "ArtBox" in boxes:
        yield _error("art-box", "Trang ghi cả TrimBox lẫn ArtBox.", side=number)
    yield from _scaling(side)


def _scaling(side: Side) -> Iterator[Remark]:
    unit = float(side.page.obj.get("/UserUnit", 1))
    if unit != 1:
        message = f"Trang in ra to gấp {millimetres(unit)} lần (UserUnit)."
        yield _error("user-unit", message, side=side.number)
    if int(side.page.obj.get("/Rotate", 0)) % 360:
        yield _error("rotated", "Trang bị xoay.", side=side.number)


def _differs(one: Box, other: Box) -> bool:
    return any(abs(a - b) > _SLACK_MM for a, b in zip(one, other, strict=True))


def _size(box: Box) -> str:
    return f"{millimetres(box.width)} × {millimetres(box.height)}"


def _fonts(side: Side) -> Iterator[Remark]:
    for name, is_embedded in side.fonts.items():
        if not is_embedded:
            message = f"Phông chữ {name} không nằm trong tệp: nhà in sẽ thay phông khác."
            yield _error("font-missing", message, side=side.number)
        if name.lower().startswith("courier"):
            message = "Có chữ Courier: thường là phông máy tự thay vào."
            yield _error("font-courier", message, side=side.number)
