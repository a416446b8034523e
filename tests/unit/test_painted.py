"""Painted: where a PDF puts its words and how it draws them, whichever operators say so."""

import random
from collections.abc import Sequence

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from sitegen.render.print.painted import Words, read_sides
from sitegen.render.print.painted.matrix import placed, times

MM = 72 / 25.4
TOP = 283.5
FONT = Dictionary(
    Type=Name.Font,
    Subtype=Name.TrueType,
    BaseFont=Name.Tinos,
    FirstChar=32,
    LastChar=126,
    Widths=Array([500] * 95),
)
TWO_BYTES = b"2 beginbfchar <0001> <0061> <0002> <0020> endbfchar"
"""Of a composite font: its code 1 is "a", its code 2 a space."""


def painted(operators: str) -> list[Words]:
    """Return the words of a page of 100 mm; ``operators`` count in points from its lower left."""
    pdf = pikepdf.new()
    opened = pdf.add_blank_page(page_size=(TOP, TOP))
    inner = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, W=Array([1, Array([500, 250])]))
    composite = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        DescendantFonts=Array([inner]),
        ToUnicode=pdf.make_stream(TWO_BYTES),
    )
    opened.obj.Resources = Dictionary(Font=Dictionary(F=FONT, G=composite))
    opened.contents_add(pdf.make_stream(operators.encode()))
    (side,) = read_sides(pdf)
    return [item for item in side.items if isinstance(item, Words)]


@pytest.mark.parametrize(
    ("first", "following"),
    [
        ("14 TL 20 200 Td (a) Tj", ["T* (b) Tj", "T* (c) Tj"]),
        ("14 TL 20 200 Td (a) Tj", ["(b) '", "(c) '"]),
        ("20 200 Td (a) Tj", ["0 -14 Td (b) Tj", "0 -14 Td (c) Tj"]),
        ("20 200 Td (a) Tj", ["0 -14 TD (b) Tj", "T* (c) Tj"]),
        ("1 0 0 1 20 200 Tm (a) Tj", ["1 0 0 1 20 186 Tm (b) Tj", "1 0 0 1 20 172 Tm [(c)] TJ"]),
    ],
)
def test_lines_begin_below_each_other_however_they_are_begun(
    first: str, following: Sequence[str]
) -> None:
    found = painted(f"BT /F 10 Tf {first} {' '.join(following)} ET")
    assert [one.text for one in found] == ["a", "b", "c"]
    for number, one in enumerate(found):
        assert one.core.left * MM == pytest.approx(20)
        assert one.core.bottom * MM == pytest.approx(TOP - 200 + 14 * number)


@pytest.mark.parametrize("mode", range(8))
def test_words_are_filled_outlined_or_neither_as_their_mode_says(mode: int) -> None:
    """The table of modes: ISO 32000-2, 9.3.6."""
    (one,) = painted(f"BT /F 10 Tf {mode} Tr 20 200 Td (a) Tj ET")
    assert one.is_outlined is (mode in {1, 2, 5, 6})
    assert one.is_unseen is (mode in {3, 7})


@pytest.mark.parametrize(
    ("font", "letter", "space", "wide"), [("F", "61", "20", 5.0), ("G", "0001", "0002", 2.5)]
)
@pytest.mark.parametrize("spaces", range(4))
def test_spaces_at_the_end_take_no_room_on_paper_and_move_what_follows(
    font: str, letter: str, space: str, wide: float, spaces: int
) -> None:
    around = space * spaces
    for gap in ("", "-500", "-500 0"):
        line = f"[<{around}{letter}>{gap}] TJ [<{letter}{around}>] TJ [] TJ <{letter}> Tj"
        found = painted(f"BT /{font} 10 Tf 20 200 Td {line} <{around}> Tj ET")
        first, second, third = found  # of spaces alone nothing is seen
        start = 20 + spaces * wide + 5 + (5 if gap else 0)
        assert first.core.left * MM == pytest.approx(20)
        assert second.core.left * MM == pytest.approx(start)
        assert second.core.right * MM == pytest.approx(start + 5)
        assert third.core.left * MM == pytest.approx(start + 5 + spaces * wide)


@pytest.mark.parametrize("seed", range(20))
def test_two_matrices_in_one_do_what_they_do_after_each_other(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    first, second = ([chance.uniform(-3, 3) for _ in range(6)] for _ in range(2))
    x, y = chance.uniform(-9, 9), chance.uniform(-9, 9)
    at_once = placed(times(first, second), x, y)  # type: ignore[arg-type]  # six numbers
    after = placed(second, *placed(first, x, y))  # type: ignore[arg-type]  # as above
    assert at_once == pytest.approx(after)
