"""Styles of the Word file: sizes and faces of NĐ 30/2020/NĐ-CP, Phụ lục I, each under a name."""

from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt, RGBColor

from sitegen.slugs import slug

__all__ = ["FIRST_LINE_CM", "LEVELS", "set_styles"]

FIRST_LINE_CM = 1.27
LEVELS = {1: "Title", 2: "Heading 1", 3: "Heading 2"}
"""Levels of our headings, and the styles of Word by which it makes its outline."""

_CENTRE, _BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How one element is set; gaps are in points, ``indent`` is the first line, in cm.

    ``indent`` None leaves it to the mark of a list.
    """

    size: float = 14
    bold: bool = False
    italic: bool = False
    align: WD_ALIGN_PARAGRAPH | None = None
    before: float = 0
    after: float = 0
    indent: float | None = 0
    keeps_next: bool = False


STYLES = {
    "Normal": Style(),
    "Quốc hiệu": Style(size=12, bold=True, align=_CENTRE),
    "Tiêu ngữ": Style(size=13, bold=True, align=_CENTRE),
    "Cơ quan chủ quản": Style(size=12, align=_CENTRE),
    "Cơ quan ban hành": Style(size=12, bold=True, align=_CENTRE),
    "Số, ký hiệu": Style(size=13, align=_CENTRE, before=6),
    "Địa danh, ngày tháng": Style(size=13, italic=True, align=_CENTRE, before=6),
    "Trích yếu công văn": Style(size=12, align=_CENTRE, before=6),
    "Dấu": Style(size=13, bold=True, align=_CENTRE, before=6),
    "Title": Style(bold=True, align=_CENTRE, before=12, keeps_next=True),
    "Trích yếu": Style(bold=True, align=_CENTRE, keeps_next=True),
    "Kính gửi": Style(align=_CENTRE, before=6, after=6),
    "Phụ lục, kèm theo": Style(italic=True, align=_CENTRE, after=10),
    "Căn cứ": Style(italic=True, align=_BOTH, before=6, indent=FIRST_LINE_CM),
    "Body Text": Style(align=_BOTH, before=6, indent=FIRST_LINE_CM),
    "Heading 1": Style(bold=True, before=6, indent=FIRST_LINE_CM, keeps_next=True),
    "Heading 2": Style(bold=True, before=6, indent=FIRST_LINE_CM, keeps_next=True),
    "Heading 3": Style(bold=True, before=6, indent=FIRST_LINE_CM, keeps_next=True),
    "List Bullet": Style(align=_BOTH, before=6, indent=None),
    "List Bullet 2": Style(align=_BOTH, before=6, indent=None),
    "Bảng": Style(size=13),
    "Caption": Style(size=12, italic=True, align=_CENTRE, after=6),
    "Nơi nhận": Style(size=12, bold=True, italic=True, before=8),
    "Nơi nhận, nhóm": Style(size=11, italic=True),
    "Nơi nhận, dòng": Style(size=11),
    "Chức vụ người ký": Style(bold=True, align=_CENTRE),
    "Họ tên người ký": Style(bold=True, align=_CENTRE, before=85),
    "Chân trang đầu": Style(size=11, align=_CENTRE),
    "Header": Style(align=_CENTRE),
}


_NEEDED = {"Table Grid", "Footer"}  # by tables, and by a foot without words


def set_styles(document: Document) -> None:
    """Give ``document`` our styles and no others, in Times New Roman, black, for Vietnamese.

    The list that the clerk chooses from is short, and looking a style up is quick.
    """
    for style in list(document.styles):
        if style.name not in STYLES.keys() | _NEEDED and not style.element.default:
            style.delete()
    _forget(document.styles.element, "w:style/w:link")
    for name, style in STYLES.items():
        _set(_style_of(document, name), style)
    for name in LEVELS.values():
        document.styles[name].next_paragraph_style = document.styles["Body Text"]
    _speak_vietnamese(document)


def _style_of(document: Document, name: str) -> Any:
    if name in document.styles:
        return document.styles[name]
    made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    made.base_style = document.styles["Normal"]
    made.quick_style = True
    made.element.styleId = slug(name)  # letters that every program takes
    return made


def _set(made: Any, style: Style) -> None:
    font, paragraph = made.font, made.paragraph_format
    font.name, font.size = "Times New Roman", Pt(style.size)
    font.bold, font.italic, font.color.rgb = style.bold, style.italic, RGBColor(0, 0, 0)
    fonts = made.element.rPr.rFonts
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), "Times New Roman")
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(theme), None)
    _forget(made.element, "w:pPr/w:pBdr", "w:pPr/w:contextualSpacing", "w:pPr/w:ind")
    _forget(made.element, "w:rPr/w:spacing", "w:rPr/w:kern")
    paragraph.alignment, paragraph.line_spacing = style.align, 1.0
    paragraph.space_before, paragraph.space_after = Pt(style.before), Pt(style.after)
    paragraph.keep_with_next, paragraph.widow_control = style.keeps_next, True
    if style.indent is not None:
        paragraph.left_indent, paragraph.first_line_indent = Cm(0), Cm(style.indent)
    paragraph.tab_stops.clear_all()


def _forget(element: Any, *paths: str) -> None:
    """Remove what python-docx's own template says beyond what we set."""
    for path in paths:
        for found in element.xpath(path):
            found.getparent().remove(found)


def _speak_vietnamese(document: Document) -> None:
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}//{qn('w:rPr')}")
    language = defaults.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        defaults.append(language)
    for name in ("w:val", "w:eastAsia"):
        language.set(qn(name), "vi-VN")
