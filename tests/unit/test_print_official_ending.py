"""The end of an official text: recipients and signature, over as many pages as they need."""

import random
from itertools import pairwise

import pytest

from sitegen.documents.nodes import (
    Catalogue,
    CatalogueColumn,
    CatalogueGroup,
    CatalogueRow,
    Node,
)
from sitegen.documents.official import RecipientGroup, Signatory
from sitegen.render.print import render_sheet
from tests.lots import lots
from tests.unit.print_places import faults_of, lines_of, pages_of
from tests.unit.print_samples import a_catalogue, an_announcement, paragraph, picture_bytes

SAID = """Ủy ban nhân dân xã phường thị trấn các sở ban ngành tỉnh đơn vị trực thuộc phòng văn hoá
thông tin trung tâm phục vụ hành chính công bộ phận một cửa hướng dẫn nộp hồ sơ trực tuyến"""
WORDS = SAID.split()
NAME = "Tên Người Ký"


def some_words(dice: random.Random, least: int, most: int) -> str:
    return " ".join(dice.choices(WORDS, k=dice.randint(least, most)))


def a_body(dice: random.Random) -> tuple[Node, ...]:
    body: list[Node] = [
        paragraph(some_words(dice, 5, 160) + ".") for _ in range(dice.randint(0, 25))
    ]
    if dice.random() < 0.3:
        body.append(a_catalogue())
    return tuple(body)


def a_random_text(seed: int, recipients: int) -> bytes:
    dice = random.Random(seed)  # noqa: S311  # no secret
    names = [f"{some_words(dice, 2, 20)} số {number}" for number in range(1, recipients + 1)]
    half = dice.randint(1, recipients) if dice.random() < 0.3 else recipients
    groups = [RecipientGroup(title="Bản điện tử", lines=tuple(names[:half]))]
    if names[half:]:
        groups.append(RecipientGroup(title="Bản giấy", lines=tuple(names[half:])))
    document = an_announcement(
        body=a_body(dice),
        recipients=tuple(groups),
        closing=some_words(dice, 3, 60),
        signatory=Signatory(
            authority="KT.",
            authority_post=some_words(dice, 1, 12),
            post=some_words(dice, 1, 8),
            name=NAME,
        ),
    )
    return render_sheet(document, mode="print", load_picture=picture_bytes).pdf


@pytest.mark.parametrize("recipients", [1, 5, 20, 60, 80, 150])
@pytest.mark.parametrize("seed", lots(3, 40))
def test_recipients_and_signature_never_print_over_each_other(seed: int, recipients: int) -> None:
    pdf = a_random_text(seed * 1000 + recipients, recipients)
    assert faults_of(pdf) == []
    pages = [lines_of(page) for page in pages_of(pdf)]
    said = " ".join(line for page in pages for line in page)
    assert all(f"số {number}" in said for number in range(1, recipients + 1))
    signed = next(page for page in pages if any(NAME in line for line in page))
    assert any("./." in line for line in signed)
    assert [page for page in pages if len(page) <= 2] == []


@pytest.mark.parametrize("count", range(8, 40))
def test_last_page_is_worth_its_sheet(count: int) -> None:
    """The kind: whatever the length, the last page holds a quarter, or the text ends before."""
    body = tuple(paragraph(f"Đoạn {n}. " + "Một câu nữa cho đủ dòng. " * 6) for n in range(count))
    document = an_announcement(
        body=body,
        recipients=(RecipientGroup(lines=("Như trên", "Lưu: VT")),),
        closing="Hết",
        signatory=Signatory(authority="", authority_post="Giám đốc", name=NAME),
    )
    pages = pages_of(render_sheet(document, mode="print", load_picture=picture_bytes).pdf)
    lowest = min(run.baseline for run in pages[-1])
    assert len(pages) == 1 or (277 * 72 / 25.4 - lowest) / (257 * 72 / 25.4) >= 0.24


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (150, 2), (150, 6)])
@pytest.mark.parametrize("letters", [12, 120, 400])
def test_catalogues_of_any_size_stay_within_the_margins(
    rows: int, columns: int, letters: int
) -> None:
    name = (some_words(random.Random(letters), 100, 100))[:letters].strip()  # noqa: S311  # no secret
    marks = tuple(number % 2 == 0 for number in range(columns))
    table = Catalogue(
        title=name,
        columns=tuple(
            CatalogueColumn(label=f"Chỉ tiếp nhận trực tuyến {number}", total=rows)
            for number in range(columns)
        ),
        groups=(
            CatalogueGroup(
                numeral="XVIII",
                title=name,
                rows=tuple(
                    CatalogueRow(number=number, name=f"{name} {number}", marks=marks)
                    for number in range(1, rows + 1)
                ),
            ),
        ),
    )
    document = an_announcement(body=(table,))
    pdf = render_sheet(document, mode="print", load_picture=picture_bytes).pdf
    assert faults_of(pdf) == []
    pages = [" ".join(lines_of(page)) for page in pages_of(pdf)]
    with_rows = [said for said in pages if " x " in said]
    assert all("STT" in said for said in with_rows)


@pytest.mark.parametrize("recipients", range(6, 18))
@pytest.mark.parametrize("posts", [1, 3])
def test_no_empty_line_parts_the_recipients_where_the_signature_ends(
    recipients: int, posts: int
) -> None:
    names = tuple(f"Nơi thứ {number}" for number in range(1, recipients + 1))
    document = an_announcement(
        body=(paragraph("Một câu."),),
        recipients=(RecipientGroup(lines=names),),
        closing="Hết",
        signatory=Signatory(
            authority="KT.", authority_post="CHỦ TỊCH", post="Phó Chủ tịch " * posts, name=NAME
        ),
    )
    pages = pages_of(render_sheet(document, mode="print", load_picture=picture_bytes).pdf)
    lines = sorted(
        run.baseline for page in pages for run in page if run.words.startswith("- Nơi thứ")
    )
    steps = [after - before for before, after in pairwise(lines)]
    assert len(lines) == recipients
    assert max(steps) - min(steps) < 0.5
