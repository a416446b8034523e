"""The official text for Word: margins, styles, headings, tables, and the same bytes every time."""

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import docx
import pytest
from docx.oxml.ns import qn
from PIL import ImageFont

from sitegen.documents.base import PartialDate
from sitegen.documents.inline import ButtonName, Emphasis, Strong, Subscript, Superscript, Text
from sitegen.documents.kinds import Announcement
from sitegen.documents.nodes import Heading, Node, Paragraph
from sitegen.documents.official import RecipientGroup, Signatory
from sitegen.render.print import render_sheet
from sitegen.render.print.fonts import font_files
from sitegen.render.word import official_docx
from sitegen.render.word.measured import width_mm
from sitegen.render.word.parts import HEAD_MM
from tests.builders import a_step_group
from tests.unit.print_samples import a_catalogue, an_announcement, paragraph, picture_bytes
from tests.unit.print_text import runs_of
from tests.unit.test_print_official import EVERY_NODE

SIGNED = Signatory(
    authority="KT.", authority_post="Giám đốc", post="Phó Giám đốc", name="Họ Và Tên"
)
SIGNED_ON = PartialDate(year=2026, month=11, day=28)
MARGINS = {"top": 20, "bottom": 20, "left": 30, "right": 20}


def an_appended_text(**changes: object) -> Announcement:
    return an_announcement(
        body=(
            Heading(text="Mục đích", level=2, anchor="a", number="I"),
            Heading(text="Việc cần làm", level=3, anchor="b", number="1"),
            paragraph("Một đoạn văn."),
            Heading(text="Danh mục", level=2, anchor="x", number="Phụ lục I"),
            a_catalogue(),
        ),
        signatory=SIGNED,
        **changes,
    )


def written(document: Announcement) -> bytes:
    return official_docx(document, load_picture=picture_bytes)


def opened(document: Announcement) -> Any:
    return docx.Document(io.BytesIO(written(document)))


def said_in(made: Any) -> str:
    """Return the words of the body, of tables too, in the order of the file."""
    texts = (piece.text or "" for piece in made.element.body.iter(qn("w:t")))
    return re.sub(r"\s+", " ", "".join(texts))


def styles_of(made: Any) -> dict[str, str]:
    """Return each paragraph's words and its style, tables included."""
    names = {style.style_id: style.name for style in made.styles}
    found = {}
    for one in made.element.body.iter(qn("w:p")):
        style = one.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        words = "".join(piece.text or "" for piece in one.iter(qn("w:t")))
        found[words] = names[style.get(qn("w:val"))] if style is not None else "Normal"
    return found


def test_sheet_is_a4_with_the_margins_of_the_decree_in_every_section() -> None:
    sections = opened(an_appended_text()).sections
    assert len(sections) == 2
    for section in sections:
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
        sides = {name: round(getattr(section, f"{name}_margin").mm) for name in MARGINS}
        assert sides == MARGINS


def test_page_number_is_centred_in_the_top_margin_and_hidden_on_first_pages() -> None:
    made = opened(an_appended_text())
    assert all(section.different_first_page_header_footer for section in made.sections)
    header = made.sections[0].header.paragraphs[0]
    assert [field.text for field in header._p.iter(qn("w:instrText"))] == ["PAGE"]
    assert header.style.name == "Header"
    assert header.style.paragraph_format.alignment == 1
    assert header.style.font.size.pt == 14
    counts = [section._sectPr.find(qn("w:pgNumType")) for section in made.sections]
    assert [None if count is None else count.get(qn("w:start")) for count in counts] == [None, "1"]


@pytest.mark.parametrize(
    ("words", "style", "size", "bold", "italic"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Quốc hiệu", 12, True, False),
        ("Độc lập - Tự do - Hạnh phúc", "Tiêu ngữ", 13, True, False),
        ("UBND TỈNH BẮC KẠN", "Cơ quan chủ quản", 12, False, False),
        ("SỞ NỘI VỤ", "Cơ quan ban hành", 12, True, False),
        ("THÔNG BÁO", "Title", 14, True, False),
        ("I. MỤC ĐÍCH", "Heading 1", 14, True, False),
        ("1. Việc cần làm", "Heading 2", 14, True, False),
        ("Một đoạn văn.", "Body Text", 14, False, False),
        ("KT. GIÁM ĐỐC", "Chức vụ người ký", 14, True, False),
        ("Họ Và Tên", "Họ tên người ký", 14, True, False),
        ("Nơi nhận:", "Nơi nhận", 12, True, True),
        ("- Lưu: VT, VP.", "Nơi nhận, dòng", 11, False, False),
        ("Phụ lục\u00a0I", "Heading 1", 14, True, False),
    ],
)
def test_each_element_has_a_style_of_the_size_and_the_face_of_the_decree(
    words: str, style: str, size: float, *, bold: bool, italic: bool
) -> None:
    made = opened(an_appended_text())
    assert styles_of(made)[words] == style
    font = made.styles[style].font
    assert (font.name, font.size.pt, bool(font.bold), bool(font.italic)) == (
        "Times New Roman",
        size,
        bold,
        italic,
    )


def test_clerk_chooses_from_our_styles_and_each_leads_to_one_that_is_there() -> None:
    styles = opened(an_appended_text()).styles
    known = {style.style_id for style in styles}
    assert len(known) < 40
    for style in styles:
        for name in ("w:basedOn", "w:next", "w:link"):
            for found in style.element.findall(qn(name)):
                assert found.get(qn("w:val")) in known, style.name


def test_table_repeats_its_head_and_keeps_its_rows() -> None:
    table = next(one for one in opened(an_appended_text()).tables if one.style.name == "Table Grid")
    heads = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows]
    assert heads == [True] + [False] * (len(heads) - 1)
    assert all(
        row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in table.rows
    )
    assert round(sum(column.width.mm for column in table.columns)) == 160


def test_marks_of_running_text_are_those_of_word() -> None:
    look = {
        "đậm": (Strong, "bold"),
        "nghiêng": (Emphasis, "italic"),
        "dưới": (Subscript, "subscript"),
        "trên": (Superscript, "superscript"),
    }
    marked = [kind(children=(Text(value=word),)) for word, (kind, _) in look.items()]
    children = (*marked, ButtonName(value="Gửi"), Text(value="thường"))
    made = opened(an_announcement(body=(Paragraph(children=children),)))
    (runs,) = [one.runs for one in made.paragraphs if "nghiêng" in one.text]
    fonts = {run.text: run.font for run in runs}
    for _, name in look.values():
        having = {word for word, font in fonts.items() if getattr(font, name)}
        wanted = {word for word, (_, one) in look.items() if one == name}
        assert having - {"Gửi"} == wanted
    assert fonts["Gửi"].bold


def test_a_way_is_told_with_its_first_words_its_doer_and_its_portal() -> None:
    way = replace(a_step_group(2), part="Phần A", actor="Cán bộ một cửa")
    assert way.portal is not None
    said = [one.text for one in opened(an_announcement(body=(way,))).paragraphs]
    at = said.index(way.title)
    assert said[at - 1] == "Phần A"
    assert said[at + 1].replace("\xa0", " ") == way.lead
    assert said[at + 2].endswith(": Cán bộ một cửa.")
    assert said[at + 3] == f"{way.portal.name}: {way.portal.address}"


def test_the_file_says_whose_it_is_and_that_nobody_changed_it() -> None:
    about = opened(an_announcement()).core_properties
    assert about.title.startswith("Thông báo: Danh mục dịch vụ công")
    assert about.language == "vi-VN"
    assert about.author == about.last_modified_by == "Sở Nội vụ"
    assert (about.revision, about.comments) == (1, "")
    assert about.created == about.modified


def test_lists_have_the_marks_of_the_decree() -> None:
    made = opened(an_announcement())
    ours = [
        [part.get(qn("w:val")) for part in kind.iter(qn("w:numFmt"), qn("w:suff"), qn("w:lvlText"))]
        for kind in made.part.numbering_part.element.iter(qn("w:abstractNum"))
        if int(kind.get(qn("w:abstractNumId"))) >= 90
    ]
    assert sorted(ours) == [["bullet", "space", "+"], ["bullet", "space", "-"]]


def test_blank_number_and_day_leave_room_for_the_clerk() -> None:
    said = "".join(piece.text for piece in opened(an_announcement()).element.body.iter(qn("w:t")))
    assert re.search("Số: \u00a0{8}/TB-SNV", said)
    assert re.search("ngày\u00a0{10}tháng\u00a011\u00a0năm\u00a02022", said)


@pytest.mark.parametrize(
    ("node", "expected"), EVERY_NODE, ids=[node.kind for node, _ in EVERY_NODE]
)
def test_every_kind_of_node_has_its_place_in_word(node: Node, expected: str) -> None:
    said = "".join(said_in(opened(an_announcement(body=(node,)))).split())
    for word in re.findall(r"\w+", expected):
        assert word in said


def test_letter_says_what_the_printed_one_says() -> None:
    changes: dict[str, object] = {"is_letter": True, "addressees": ("Các sở", "UBND xã")}
    stamps = {"urgency": "HỎA TỐC", "drafter": "PL.(300)", "foot": "Số 9"}
    made = opened(an_appended_text(**changes | stamps))
    said = said_in(made)
    assert "THÔNG BÁO" not in said
    for words in ("V/v Danh mục", "Kính gửi:", "- Các sở;", "- UBND xã.", "HỎA TỐC", "PL.(300)"):
        assert words in said
    assert made.sections[0].first_page_footer.paragraphs[0].text.replace("\u00a0", " ") == "Số 9"


def test_each_group_of_recipients_stands_under_its_title() -> None:
    groups = tuple(
        RecipientGroup(title=title, lines=(f"Nơi {at}",))
        for at, title in enumerate(("", "Để thi hành:", "Để biết"))
    )
    made = opened(an_appended_text(recipients=groups))
    (said,) = [one.text for row in made.tables for one in row.rows[0].cells if "Nơi 0" in one.text]
    shown = said.replace("\u00a0", " ")
    places = [
        shown.index(one)
        for one in ("Nơi nhận:", "- Nơi 0", "Để thi hành:\n", "- Nơi 1", "Để biết:\n", "- Nơi 2")
    ]
    assert places == sorted(places)


@pytest.mark.parametrize("count", [1, 12, 80])
def test_a_short_list_of_recipients_stays_with_the_signature(count: int) -> None:
    lines = tuple(f"Nơi {number}" for number in range(count))
    made = opened(an_appended_text(recipients=(RecipientGroup(lines=lines),)))
    (ending,) = [one for one in made.tables if "Nơi nhận:" in one.rows[0].cells[0].text]
    is_kept = ending.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
    assert is_kept == (count <= 12)


OFFICES = (
    "Ủy ban nhân dân xã Ea Kuêh",
    "Ủy ban nhân dân huyện CưM’gar",
    "Sở Nội vụ",
    "Sở Thông tin và Truyền thông",
    "Trung tâm Công nghệ thông tin và Truyền thông tỉnh Bắc Kạn",
    "Ủy ban nhân dân phường Hoà Hiệp Nam",
    "Ban Quản lý dự án đầu tư xây dựng công trình giao thông và nông nghiệp",
)


def printed_lines(pdf: bytes) -> list[str]:
    """Return the lines of the agency at the head of page 1: bold, in the left column."""
    found: dict[float, str] = {}
    for run in runs_of(pdf):
        is_agency = run.face == "Bold" and run.right < 100 / 25.4 * 72 and run.size == 12
        if is_agency:
            found[run.baseline] = f"{found.get(run.baseline, '')} {run.words}".strip()
    return [" ".join(words.split()) for _, words in sorted(found.items(), reverse=True)]


@pytest.mark.parametrize(("is_bold", "face"), [(True, "Bold"), (False, "Regular")])
def test_words_are_measured_in_the_face_in_which_they_are_written(is_bold: bool, face: str) -> None:
    file = next(file for _, file in font_files("official") if file.stem.endswith(f"-{face}"))
    font = ImageFont.truetype(str(file), 2048, layout_engine=ImageFont.Layout.BASIC)
    for words in ("ỦY BAN NHÂN DÂN TỈNH ĐẮK LẮK", *OFFICES):
        measured = width_mm(words, 12, is_bold=is_bold)
        written_mm = font.getlength(words) / 2048 * 12 * 25.4 / 72
        assert measured == pytest.approx(written_mm, rel=0.01)


@pytest.mark.parametrize("office", OFFICES)
def test_the_head_and_what_an_appendix_belongs_to_break_as_in_print(office: str) -> None:
    document = an_appended_text(issuing_agency=office, parent_agency="", signed_on=SIGNED_ON)
    pdf = render_sheet(document, mode="print", load_picture=picture_bytes).pdf
    made = opened(document)
    cell = made.tables[0].rows[0].cells[0]
    (agency,) = (one.text for one in cell.paragraphs if one.style.name == "Cơ quan ban hành")
    assert agency.replace("\u00a0", " ").split("\n") == printed_lines(pdf)
    assert max(width_mm(line, 12) for line in agency.split("\n")) <= HEAD_MM[0]
    (belongs,) = (one for one in made.paragraphs if one.text.startswith("(Kèm theo"))
    assert (belongs.style.font.italic, belongs.style.font.size.pt) == (True, 14)
    last = belongs.text.rpartition(" ")[2].replace("\u00a0", " ")
    printed = [run.words for run in runs_of(pdf, 1) if run.face == "Italic" and run.size == 14]
    if len(office) < 50:
        assert last == f"ngày 28 tháng 11 năm 2026 của {office})"
        assert " ".join("".join(printed).split()).endswith(last)


def test_same_text_gives_the_same_bytes_and_no_clock() -> None:
    document = an_appended_text()
    first, second = written(document), written(replace(document))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert opened(document).core_properties.created.year == document.head.published.year


def test_every_kind_of_node_is_written() -> None:
    assert {node.kind for node, _ in EVERY_NODE} == {
        kind.__dataclass_fields__["kind"].default for kind in get_args(Node)
    }


def test_another_program_keeps_margins_styles_headings_and_tables(tmp_path: Path) -> None:
    """LibreOffice opens the file and writes it again; what it wrote is compared."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("No soffice: apt-get install libreoffice-writer-nogui")
    document = an_appended_text()
    (tmp_path / "a.docx").write_bytes(written(document))
    subprocess.run(
        [
            program,
            f"-env:UserInstallation={(tmp_path / 'home').as_uri()}",
            "--headless",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(tmp_path / "b"),
            str(tmp_path / "a.docx"),
        ],
        check=True,
        capture_output=True,
    )
    mine, other = opened(document), docx.Document(str(tmp_path / "b" / "a.docx"))
    assert len(other.sections) == len(mine.sections)
    for section in other.sections:
        sides = {name: round(getattr(section, f"{name}_margin").mm) for name in MARGINS}
        assert sides | {"top": 20, "bottom": 20} == MARGINS
    headings = ("THÔNG BÁO", "I. MỤC ĐÍCH", "1. Việc cần làm", "Họ Và Tên", "SỞ NỘI VỤ")
    kept = styles_of(other)
    assert {words: kept[words] for words in headings} == {
        words: styles_of(mine)[words] for words in headings
    }
    shapes = [(len(table.rows), len(table.columns)) for table in mine.tables]
    assert [(len(table.rows), len(table.columns)) for table in other.tables] == shapes
    assert said_in(other) == said_in(mine)
