"""Parts of an official text in Word around its body: head, addressees, ending, appendices."""

from collections.abc import Mapping
from typing import Any

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt, RGBColor

from sitegen.render.word.measured import even_lines, width_mm
from sitegen.render.word.writing import border, keep_row, plain_table, without_cell_margins

__all__ = ["add_addressees", "add_ending", "add_head", "add_rule", "begin_appendix"]

HEAD_MM = (69.0, 91.0)  # the columns of agency and country, without margins in them
NAME_MM = 67.6  # of the agency, as on the printed text
LINE_MM = 160.0
STAMPS_MM = {"KHẨN": 20, "THƯỢNG KHẨN": 40, "HỎA TỐC": 30, "LƯU HÀNH NỘI BỘ": 52}
STAMPS_MM["XEM XONG TRẢ LẠI"] = 52
RULE_SHARE = 0.4
BESIDE = 12  # recipients that stand beside the signature; a longer list runs over to other pages
GAP = "\u00a0" * 8  # for a number or a day that is written by hand
_BRIGHT_RED = RGBColor(0xE3, 0x06, 0x13)


def add_head(made: Document, head: Mapping[str, Any]) -> None:
    """Write agency and country, number and date; stamps stand under the number."""
    table = plain_table(made, HEAD_MM, rows=2)
    without_cell_margins(table)
    left, right = table.rows[0].cells
    parent = even_lines(head["parent"].upper(), NAME_MM, 12, is_bold=False)
    agency = even_lines(head["agency"].upper(), NAME_MM, 12)
    _into(left, "Cơ quan chủ quản", "\n".join(parent))
    _into(left, "Cơ quan ban hành", "\n".join(agency))
    line = min(width_mm(agency[-1], 12), HEAD_MM[0])
    add_rule(left.add_paragraph(), HEAD_MM[0], line * RULE_SHARE)
    _into(right, "Quốc hiệu", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    _into(right, "Tiêu ngữ", "Độc lập - Tự do - Hạnh phúc")
    add_rule(right.add_paragraph(), HEAD_MM[1], width_mm("Độc lập - Tự do - Hạnh phúc", 13))
    left, right = table.rows[1].cells
    _into(left, "Số, ký hiệu", f"Số: {head['number'] or GAP}/{head['symbol']}")
    if head["is_letter"]:
        _into(left, "Trích yếu công văn", head["summary"])
    for name, colour in ((head["urgency"], _BRIGHT_RED), (head["circulation"], None)):
        _stamp(left, name, colour)
    place = f"{head['place']}, " if head["place"] else ""
    _into(right, "Địa danh, ngày tháng", place + _date(head["date"]))


def _date(date: Mapping[str, str]) -> str:
    """Return the date on one line, with room for what is written by hand."""
    parts = {"ngày": date["day"], "tháng": date["month"], "năm": date["year"]}
    return "\u00a0".join(f"{name}\u00a0{value or GAP}" for name, value in parts.items())


def _into(cell: Any, style: str, words: str) -> None:
    """Add words to a cell, whose first paragraph is there already."""
    if not words:
        return
    first = cell.paragraphs[0]
    is_free = len(cell.paragraphs) == 1 and not first.text
    paragraph = first if is_free else cell.add_paragraph()
    paragraph.style = style
    paragraph.add_run(words)


def add_rule(paragraph: Any, room_mm: float, length_mm: float) -> None:
    """Draw a line of ``length_mm`` in the middle of ``room_mm``."""
    side = Mm(max(0, (room_mm - length_mm) / 2))
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.line_spacing = Pt(2), Pt(4)
    border(paragraph, "top", space_pt=0)


def _stamp(cell: Any, words: str, colour: RGBColor | None) -> None:
    if not words:
        return
    paragraph = cell.add_paragraph(style="Dấu")
    run = paragraph.add_run(words)
    if colour is not None:
        run.font.color.rgb = colour
    side = Mm((HEAD_MM[0] - STAMPS_MM[words]) / 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
    border(paragraph, "top", "left", "bottom", "right", colour=colour, space_pt=3)


def add_addressees(made: Document, names: list[str]) -> None:
    """Write whom a text is addressed to: one on the line of "Kính gửi:", several below."""
    if len(names) == 1:
        made.add_paragraph(f"Kính gửi: {names[0]}", style="Kính gửi")
    elif names:
        made.add_paragraph("Kính gửi:", style="Kính gửi").alignment = WD_ALIGN_PARAGRAPH.LEFT
        for name in names:
            line = made.add_paragraph(f"- {name}", style="Kính gửi")
            line.alignment, line.paragraph_format.left_indent = WD_ALIGN_PARAGRAPH.LEFT, Mm(48)
            line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(0)
        made.paragraphs[-1 - len(names)].paragraph_format.left_indent = Mm(30)


def add_ending(made: Document, ending: Mapping[str, Any]) -> None:
    """Write recipients and signature side by side; a short list stays with the signature."""
    row = plain_table(made, (80, 80)).rows[0]
    left, right = row.cells
    if sum(len(group["lines"]) for group in ending["recipients"]) <= BESIDE:
        keep_row(row)
    if ending["recipients"]:
        _into(left, "Nơi nhận", "Nơi nhận:")
    for group in ending["recipients"]:
        _into(left, "Nơi nhận, nhóm", f"{group['title'].rstrip(':')}:" if group["title"] else "")
        for line in group["lines"]:
            _into(left, "Nơi nhận, dòng", f"- {line}")
    _into(left, "Nơi nhận, dòng", ending["drafter"])
    signer = ending["signatory"]
    if signer is not None:
        post = f"{signer['authority']} {signer['authority_post']}".strip()
        _into(right, "Chức vụ người ký", post.upper())
        _into(right, "Chức vụ người ký", signer["post"].upper())
        _into(right, "Họ tên người ký", signer["name"])
        right.paragraphs[0].paragraph_format.space_before = Pt(8)  # level with "Nơi nhận:"


def begin_appendix(made: Document, head: Mapping[str, Any], appendix: Mapping[str, Any]) -> None:
    """Begin an appendix: a section of its own, whose pages are counted from 1."""
    section = made.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = True
    section.first_page_footer.is_linked_to_previous = False
    count = OxmlElement("w:pgNumType")
    count.set(qn("w:start"), "1")
    section._sectPr.find(qn("w:cols")).addprevious(count)
    for style, words in (
        ("Heading 1", appendix["number"]),
        ("Trích yếu", appendix["title"].upper()),
    ):
        paragraph = made.add_paragraph(words, style=style)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.first_line_indent = Mm(0)
    made.add_paragraph(style="Phụ lục, kèm theo").add_run(_belongs_to(head))


def _belongs_to(head: Mapping[str, Any]) -> str:
    """Return what an appendix belongs to; day and office stay on one line, as in print."""
    number = f"{head['number'] or GAP}/{head['symbol']}"
    day, of = _date(head["date"]), f" của {head['agency']})"
    whole = f"{day}{of}".replace(" ", "\u00a0")
    is_short = len(of) < 60 and width_mm(whole, 14) < LINE_MM
    return f"(Kèm theo {head['type']} số\u00a0{number} {whole if is_short else day + of}"
