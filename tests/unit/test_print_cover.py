"""The statement on the cover ends in a line of more than one short word."""

import random
from dataclasses import replace

import pytest

from sitegen.documents.leaflet import LeafletFormat
from sitegen.render.print import render_sheet
from tests.unit.print_faults import faults
from tests.unit.print_ink import ink_of
from tests.unit.print_samples import COVER, a_panel, a_small_leaflet, picture_bytes

SYLLABLES = (
    "gửi",
    "hồ",
    "sơ",
    "ngay",
    "tại",
    "nhà",
    "nộp",
    "không",
    "phải",
    "chờ",
    "nghiêng",
    "xã",
)


def lines_of(statement: str, width_mm: int) -> list[str]:
    """Return the lines of the statement, read from the finished file; stop at any fault."""
    document = replace(
        a_small_leaflet(a_panel("Bìa", replace(COVER, statement=statement, subtitle=""))),
        format=LeafletFormat(width_mm=2 * width_mm, panel_widths_mm=(width_mm,) * 2, fold="half"),
    )
    sheet = render_sheet(document, mode="screen", load_picture=picture_bytes)
    sides = ink_of(sheet.pdf)
    assert not list(faults(document, sides))
    runs = [one for one in sides[0] if one.kind == "text" and one.box.left < width_mm]
    size = max(one.size for one in runs)
    lines: list[str] = []
    bottom = -1e9
    for one in (one for one in runs if one.size == size):
        middle = (one.box.top + one.box.bottom) / 2
        if middle - bottom > size * 0.6 * 25.4 / 72:
            lines.append("")
            bottom = middle
        lines[-1] += one.words
    return [line.replace("\u00a0", " ").strip() for line in lines]


@pytest.mark.parametrize("width_mm", [100, 150])
def test_no_short_word_stands_alone_on_the_last_line_of_a_cover(width_mm: int) -> None:
    lot = random.Random(width_mm)  # noqa: S311  # a lot, not a secret
    said = ["Gửi hồ sơ ngay tại nhà", "Nộp hồ sơ trực tuyến ở xã"]
    said += [" ".join(lot.choices(SYLLABLES, k=lot.randint(3, 12))) for _ in range(16)]
    for statement in said:
        lines = lines_of(statement, width_mm)
        assert " ".join(lines) == statement
        assert len(lines) == 1 or " " in lines[-1], lines
