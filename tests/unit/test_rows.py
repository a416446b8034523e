"""Steps with pictures stand in rows over the panels of a side; of words alone the gaps are even."""

from dataclasses import replace

import pytest

from sitegen.render.print.measuring import Piece, Setting, Stack
from sitegen.render.print.placing import row_heights
from sitegen.render.print.sections import torn_at

LINE = 6.0


def a_step(number: int, lines: int, *, is_shown: bool) -> Piece:
    shown = (("Màn hình", 50.0),) if is_shown else ()
    plain = {"after": 1.0, "grows": True, "pin": False, "inner": 0, "inner_cap": 0.0, "keep": False}
    return Piece(
        height=lines * LINE,
        row=number,
        list="a/0",
        name=f"Bước {number}",
        part=0,
        item=number - 1,
        head=0,
        pictures=shown,
        **plain,  # type: ignore[arg-type]  # what all steps have alike
    )


def a_panel(at: int, lines: list[int], *, is_shown: bool) -> Stack:
    pieces = [a_step(number, high, is_shown=is_shown) for number, high in enumerate(lines, 1)]
    setting = Setting(body=12, picture=1)
    return Stack(
        setting=setting, avail=200, line=LINE, characters=40, pieces=tuple(pieces), place=(1, at)
    )


@pytest.mark.parametrize("lines", [[1, 2, 1, 1], [1, 1, 3, 1], [2, 1, 1, 2]])
def test_steps_of_words_alone_are_as_high_as_they_are_whatever_stands_beside_them(
    lines: list[int],
) -> None:
    """Seen: 25 steps on four panels with gaps of 8, 13 and 20 mm between steps of one line."""
    beside = a_panel(1, [2, 3, 2, 4], is_shown=False)
    own = a_panel(0, lines, is_shown=False)
    assert row_heights(own, [own, beside], {}) == [high * LINE for high in lines]


@pytest.mark.parametrize(("room", "torn"), [(1.0, {1}), (0.85, {1, 2, 3})])
def test_a_list_goes_on_over_the_end_of_a_panel_only_where_room_is_short(
    room: float, torn: set[int]
) -> None:
    head = replace(a_step(0, 1, is_shown=False), head=2, item=None, keep=True)
    steps = [a_step(number, 2, is_shown=False) for number in (1, 2, 3)]
    stack = replace(
        a_panel(0, [], is_shown=False),
        setting=Setting(body=12, picture=1, room=room),
        pieces=(head, *steps),
    )
    assert torn_at(stack) == torn


def test_steps_with_pictures_stand_in_rows() -> None:
    own, beside = a_panel(0, [4, 5], is_shown=True), a_panel(1, [6, 4], is_shown=True)
    assert row_heights(own, [own, beside], {}) == [6 * LINE, 5 * LINE]
