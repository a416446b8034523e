"""What a screen reader hears of an official text: read from the structure of the PDF."""

import io
from collections.abc import Iterator
from typing import Any

import page
import pikepdf
import pytest

from sitegen.documents.nodes import (
    Assignment,
    Assignments,
    BulletList,
    Catalogue,
    CatalogueColumn,
    CatalogueGroup,
    CatalogueRow,
    Comparison,
    ComparisonSide,
    EmbeddedGuide,
    Heading,
    Node,
)
from sitegen.documents.official import RecipientGroup
from sitegen.render.print import render_sheet
from tests.builder_nodes import a_table
from tests.unit.print_places import MM, pages_of
from tests.unit.print_samples import (
    a_catalogue,
    a_step_group,
    an_announcement,
    announcement_body,
    picture_bytes,
    words,
)


def a_catalogue_of(rows: int, columns: int, *groups: tuple[str, str]) -> Catalogue:
    """A catalogue with ``rows`` in each of ``groups``, named by numeral and title."""
    labels = [f"Cột {number}" for number in range(1, columns + 1)]
    number, made = 0, []
    for numeral, title in groups:
        held = []
        for _ in range(rows):
            number += 1
            marks = tuple((number + at) % 2 == 0 for at in range(columns))
            held.append(CatalogueRow(number=number, name=f"Thủ tục {number}", marks=marks))
        made.append(CatalogueGroup(numeral=numeral, title=title, rows=tuple(held)))
    return Catalogue(
        title="",
        columns=tuple(CatalogueColumn(label=label, total=number) for label in labels),
        groups=tuple(made),
    )


COMPARISON = Comparison(
    title="",
    left=ComparisonSide(title="Qua mạng", stations=("Gửi", "Nhận")),
    right=ComparisonSide(title="Tại chỗ", stations=("Đi", "Chờ", "Nhận")),
)
BODIES: dict[str, tuple[Node, ...]] = {
    "usual": announcement_body(),
    "one column": (a_catalogue_of(60, 1, ("IV", "Lĩnh vực thử"), ("", "Không số")),),
    "six columns": (a_catalogue_of(30, 6, ("I", "Một"), ("II", ""), ("", ""), ("IX", "Chín")),),
    "two tables": (a_catalogue(), COMPARISON, a_catalogue_of(3, 2, ("", ""))),
    "plain table": (a_table(), a_catalogue()),
    "lists": (
        BulletList(items=(words("một"), words("hai"))),
        Assignments(items=(Assignment(unit="Văn phòng", duties=("Lo việc.", "Báo cáo.")),)),
    ),
}


@pytest.fixture(params=BODIES)
def pdf(request: Any) -> Iterator[pikepdf.Pdf]:
    """Every kind of body as a tagged file."""
    with pikepdf.open(io.BytesIO(tagged(BODIES[request.param]))) as opened:
        yield opened


def tagged(body: tuple[Node, ...], **changes: object) -> bytes:
    document = an_announcement(body=body, **changes)
    return render_sheet(document, mode="screen", load_picture=picture_bytes).pdf


def inside(tag: Any, *names: str) -> list[Any]:
    """Return the tags below ``tag``, of these names or of any, in reading order."""
    kids = tag.get("/K", [])
    found = []
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            found += [kid] if not names or kid.S in names else []
            found += inside(kid, *names)
    return found


def attribute(tag: Any, name: str) -> Any:
    held = tag.get("/A", [])
    for one in held if isinstance(held, pikepdf.Array) else [held]:
        if name in one:
            return one[name]
    return None


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize(
    "profile", [page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A]
)
def test_every_kind_of_body_keeps_the_standards(name: str, profile: Any) -> None:
    report = page.validate_pdf_bytes(tagged(BODIES[name]), profile=profile)
    assert report.is_compliant, [str(failure) for failure in report.failures]


def test_no_header_of_a_table_is_empty(pdf: pikepdf.Pdf) -> None:
    assert [
        tag for tag in inside(pdf.Root.StructTreeRoot, "/TH") if not len(tag.get("/K", []))
    ] == []


def test_each_cell_of_a_table_hears_its_column_and_its_row(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root.StructTreeRoot
    ids = pikepdf.NameTree(root.IDTree) if "/IDTree" in root else {}
    for table in inside(root, "/Table"):
        head = [tag for part in inside(table, "/THead") for tag in inside(part, "/TH")]
        columns = {bytes(tag.ID) for tag in head if not attribute(tag, "/Headers")}
        for row in inside(table, "/TR"):
            cells = inside(row, "/TH", "/TD")
            named = [tag for tag in cells if attribute(tag, "/Scope") == "/Row"]
            if all(tag.S == "/TH" for tag in cells):
                continue
            assert len(named) == 1
            for tag in cells:
                heard = [bytes(one) for one in attribute(tag, "/Headers")]
                assert len(columns & set(heard)) == 1
                assert tag is named[0] or tag == named[0] or bytes(named[0].ID) in heard
                assert all(ids[one.decode()].S == "/TH" for one in heard)


def test_lists_have_items_without_empty_labels(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root.StructTreeRoot
    assert inside(root, "/L")  # the recipients, at least
    assert [tag for tag in inside(root, "/Lbl") if not len(tag.get("/K", []))] == []
    for items in inside(root, "/L"):
        assert {str(tag.S) for tag in items.K} == {"/LI"}


@pytest.mark.parametrize("count", [1, 7, 40])
def test_steps_and_recipients_are_lists(count: int) -> None:
    steps = a_step_group("", *[f"Làm việc thứ {number}." for number in range(count)])
    lines = tuple(f"Nơi {number}" for number in range(count))
    content = tagged((steps,), recipients=(RecipientGroup(lines=lines),))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        lists = [inside(tag, "/LI") for tag in inside(pdf.Root.StructTreeRoot, "/L")]
        assert len(lists[0]) == count
        assert sum(map(len, lists[1:])) == count


def test_items_of_a_list_begin_at_the_indent_of_paragraphs() -> None:
    steps = a_step_group("", "Mở cổng.", "Gửi hồ sơ.")
    dashes = BulletList(items=(words("một"), words("hai")))
    runs = [run for side in pages_of(tagged((steps, dashes))) for run in side]
    starts = [run.left / MM for run in runs if run.words.startswith(("- Bước", "- một", "- hai"))]
    assert starts == pytest.approx([42.7] * 4, abs=0.1)


def test_ways_through_a_guide_are_headings_of_the_outline() -> None:
    guide = EmbeddedGuide(
        guide_key="g",
        groups=(a_step_group("Cổng tỉnh", "Mở."), a_step_group("Cổng quốc gia", "Mở.")),
    )
    heading = Heading(text="Cách nộp", level=2, anchor="c", number="2")
    with pikepdf.open(io.BytesIO(tagged((heading, guide)))) as pdf:
        headings = inside(pdf.Root.StructTreeRoot, "/H1", "/H2", "/H3")
        assert [str(tag.S) for tag in headings] == ["/H1", "/H2", "/H3", "/H3"]
        titles = [str(item.title) for item in pdf.open_outline().root[0].children[0].children]
    assert titles == ["2.1. Cổng tỉnh", "2.2. Cổng quốc gia"]


def test_tagged_file_is_the_same_every_time() -> None:
    assert tagged(BODIES["usual"]) == tagged(BODIES["usual"])
