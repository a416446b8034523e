"""Every table that a body can hold is printed, on paper and for Word, with each of its words."""

import io
import random

import docx
import page
import pikepdf
import pytest

from sitegen.documents.nodes import Table
from sitegen.render.print import render_sheet
from sitegen.render.word import official_docx
from tests.unit.print_samples import an_announcement, picture_bytes
from tests.unit.print_text import text_of
from tests.unit.test_print_official_tags import attribute, inside


def _table(chance: random.Random) -> Table:
    """Return a table of any shape, and with nothing but names of groups now and then."""
    words = iter(f"{chance.choice(('từ', 'a.b/', '<&'))}{at}" for at in range(200))
    width = chance.randint(1, 5)

    def cell() -> str:
        made = chance.choice(("", "1.160", "\n".join(next(words) for _ in range(2)), next(words)))
        return made + chance.choice(("", "", "\n"))

    groups = chance.choice((0, 0.3, 1)) if width > 1 else 0
    rows = [
        (next(words),) if chance.random() < groups else tuple(cell() for _ in range(width))
        for _ in range(chance.randint(1, 6))
    ]
    return Table(
        title=chance.choice(("", "Tên bảng")),
        head=tuple(next(words) for _ in range(width)),
        rows=tuple(rows),
        figures=tuple(chance.random() < 0.3 for _ in range(width)),
        has_row_heads=chance.random() < 0.5,
    )


def _require_each_cell_hears_its_column(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for table in inside(opened.Root.StructTreeRoot, "/Table"):
            head, *rows = inside(table, "/TR")
            names = [bytes(cell.ID) for cell in inside(head, "/TH")]
            for row in rows:
                cells = inside(row, "/TH", "/TD")
                if len(cells) == len(names):
                    heard = [list(map(bytes, attribute(one, "/Headers"))) for one in cells]
                    assert all(name in one for name, one in zip(names, heard, strict=True))


@pytest.mark.parametrize("seed", range(6))
def test_every_table_is_printed_and_written_for_word(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # no secret
    tables = tuple(_table(chance) for _ in range(8))
    document = an_announcement(body=tables)
    pdf = render_sheet(document, mode="screen", load_picture=picture_bytes).pdf
    report = page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, [str(failure) for failure in report.failures]
    _require_each_cell_hears_its_column(pdf)
    printed = "".join(text_of(pdf).split()).replace("\u200b", "")
    written = docx.Document(io.BytesIO(official_docx(document, load_picture=picture_bytes)))
    texts = "".join(cell.text for one in written.tables for cell in one._cells)
    rows = [row for one in tables for row in (one.head, *one.rows)]
    for word in {word for row in rows for word in " ".join(row).split()}:
        assert word in printed
        assert word in texts
