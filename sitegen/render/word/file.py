"""File: an official text as the bytes of a .docx, the same every time."""

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime, time
from typing import Any

import docx
from docx.document import Document
from docx.shared import Mm

from sitegen.artifacts import Loader
from sitegen.documents.kinds import Announcement, Outreach
from sitegen.render.print.official_data import official_data, signing_day
from sitegen.render.print.pictures import load_pictures
from sitegen.render.word.nodes import TEXT_WIDTH_MM, Body
from sitegen.render.word.parts import (
    add_addressees,
    add_ending,
    add_head,
    add_rule,
    begin_appendix,
)
from sitegen.render.word.styles import FIRST_LINE_CM, set_styles
from sitegen.render.word.writing import (
    add_page_number,
    border,
    list_marks,
)

__all__ = ["official_docx"]

_LONGEST = 255
"""Letters that a property of a .docx may have (Open Packaging Conventions)."""
_ALWAYS = (1980, 1, 1, 0, 0, 0)


def official_docx(document: Announcement | Outreach, *, load_picture: Loader) -> bytes:
    """Return the official text of ``document`` for Word; raises ValueError when it has none."""
    if document.official is None:
        raise ValueError("no official text")
    data = official_data(document, document.official)
    pictures = load_pictures(data, load_picture, page=document.head.title)
    made = docx.Document()
    _clear(made)
    set_styles(made)
    list_marks(made, {"List Bullet": "-", "List Bullet 2": "+"}, FIRST_LINE_CM)
    _set_page(made, data["sections"][0]["head"]["foot"])
    _describe(made, data["meta"], datetime.combine(signing_day(document), time(), UTC))
    _write(Body(made, pictures, data["said"]), made, data["sections"])
    return _same_bytes(made)


def _write(body: Body, made: Document, sections: list[dict[str, Any]]) -> None:
    opening, legal, content, ending, extra = sections
    head = opening["head"]
    if head["remark"]:
        made.add_paragraph(head["remark"])
    if head["is_partial"]:
        made.add_paragraph(head["agency"])
    else:
        add_head(made, head)
    if not head["is_letter"]:
        made.add_paragraph(head["type"].upper(), style="Title")
        made.add_paragraph(head["summary"], style="Trích yếu")
        add_rule(made.add_paragraph(), TEXT_WIDTH_MM, 45)
    add_addressees(made, head["addressees"])
    for basis in legal["bases"]:
        made.add_paragraph(basis, style="Căn cứ")
    if content["lead"]:
        body.paragraph(words=content["lead"])
    body.write(content["body"])
    made.paragraphs[-1].paragraph_format.keep_with_next = True
    if not head["is_partial"]:
        add_ending(made, ending)
    for appendix in extra["appendices"]:
        begin_appendix(made, head, appendix)
        body.write(appendix["body"])


def _clear(made: Document) -> None:
    for paragraph in made.paragraphs:
        paragraph._p.getparent().remove(paragraph._p)


def _set_page(made: Document, foot: str) -> None:
    """A4, margins 20, 20, 30, 20 mm; the number in the top margin, not on the first page."""
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
    section.left_margin = Mm(30)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    add_page_number(section.header.paragraphs[0])
    if foot:
        section.first_page_footer.paragraphs[0].style = made.styles["Chân trang đầu"]
        section.first_page_footer.paragraphs[0].text = foot
        border(section.first_page_footer.paragraphs[0], "top")


def _describe(made: Document, meta: Mapping[str, Any], day: datetime) -> None:
    about = made.core_properties
    about.title, about.author = meta["title"][:_LONGEST], meta["author"][:_LONGEST]
    about.language = "vi-VN"
    about.last_modified_by, about.comments, about.revision = about.author, "", 1
    about.created = about.modified = day


def _same_bytes(made: Document) -> bytes:
    """Return the file with no clock in it: python-docx dates the parts of its archive."""
    written, out = io.BytesIO(), io.BytesIO()
    made.save(written)
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(out, "w") as archive:
        for name in parts.namelist():
            entry = zipfile.ZipInfo(name, date_time=_ALWAYS)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, parts.read(name))
    return out.getvalue()
