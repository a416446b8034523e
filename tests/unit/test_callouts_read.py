"""Callouts as blocks store them: what is sound is read, what is broken is left out and told."""

from typing import Any

import pytest

from media.callouts import illustrated, is_drawn_for, read
from media.regions import BadRegionError, Rectangle, leaves_bare, rectangle
from sitegen.documents.base import Picture, PictureCallout, Region

PICTURE = Picture(digest="d" * 64, width=1366, height=768, alt="Trang chủ")


class Told:
    """Takes remarks and keeps their codes."""

    def __init__(self) -> None:
        self.codes: list[str] = []

    def __call__(self, code: str, message: str, *, hint: str = "") -> None:
        assert message
        assert hint
        self.codes.append(code)


def a_callout(**changes: Any) -> dict[str, Any]:
    box = {"id": "a", "shape": "box", "x": 10, "y": 20, "w": 30, "h": 10, "label": "Bấm"}
    return {**box, **changes}


def test_sound_callouts_are_read_in_order() -> None:
    stored = [
        {"type": "item", "id": "x", "value": a_callout()},
        a_callout(id="b", shape="arrow", w=-5.04, h=12),
        a_callout(id="c", shape="marker", w=9, label=" hai \n dòng "),
    ]
    told = Told()
    assert read({"callouts": stored}, told) == (
        PictureCallout(id="a", shape="box", x=10, y=20, w=30, h=10, label="Bấm"),
        PictureCallout(id="b", shape="arrow", x=10, y=20, w=-5, h=12, label="Bấm"),
        PictureCallout(id="c", shape="marker", x=10, y=20, label="hai dòng"),
    )
    assert told.codes == []


BROKEN: dict[str, Any] = {
    "outside": a_callout(x=101),
    "reaching out": a_callout(w=91),
    "without width": a_callout(w=0),
    "no number": a_callout(x="nhiều"),
    "not a number": a_callout(y=float("nan")),
    "endless": a_callout(w=float("inf")),
    "arrow out": a_callout(shape="arrow", w=95),
    "arrow of no length": a_callout(shape="arrow", w=0.1, h=0),
    "unknown shape": a_callout(shape="cloud"),
    "no shape": {"x": 1, "y": 1},
    "not a callout": "a1",
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
def test_broken_callout_is_left_out_and_told(broken: Any) -> None:
    told = Told()
    sound = a_callout(id="s")
    assert [one.id for one in read({"callouts": [broken, sound]}, told)] == ["s"]
    assert told.codes == ["callout-broken"]


def test_second_callout_of_one_id_is_left_out_and_told() -> None:
    told = Told()
    assert len(read({"callouts": [a_callout(), a_callout(label="khác")]}, told)) == 1
    assert told.codes == ["callout-twice"]


def test_label_with_a_number_of_identity_is_told() -> None:
    told = Told()
    read({"callouts": [a_callout(label="CCCD 001099000000")]}, told)
    assert told.codes == ["callout-personal"]


def test_endless_label_is_cut() -> None:
    (one,) = read({"callouts": [a_callout(label="ă" * 2000)]})
    assert len(one.label) == 160


def test_picture_without_callouts_stays_the_same_object() -> None:
    for value in ({}, {"callouts": []}, {"callouts": [], "focus": {"x": None, "w": None}}):
        assert illustrated(PICTURE, value) is PICTURE


def test_picture_gets_callouts_and_focus() -> None:
    focus = {"x": 10, "y": 10, "w": 50, "h": 40}
    made = illustrated(PICTURE, {"callouts": [a_callout()], "focus": focus})
    assert (len(made.callouts), made.focus) == (1, Region(x=10, y=10, w=50, h=40))


def test_nothing_is_drawn_on_a_picture_of_another_shape() -> None:
    told = Told()
    value = {"callouts": [a_callout()], "drawn_for": "768x1366"}
    assert illustrated(PICTURE, value, told) is PICTURE
    assert told.codes == ["callouts-for-another-picture"]


@pytest.mark.parametrize(
    ("drawn_for", "fits"),
    [
        ("1366x768", True),
        ("683x384", True),
        ("", True),
        ("gì đó", True),
        ("0x0", True),
        ("1366x860", False),
        ("768x1366", False),
    ],
)
def test_callouts_fit_pictures_of_the_same_shape_only(drawn_for: str, *, fits: bool) -> None:
    assert is_drawn_for({"drawn_for": drawn_for}, 1366, 768) is fits


def test_comma_is_read_as_officers_write_it() -> None:
    assert rectangle({"x": "12,5", "y": "1", "w": "10", "h": "0.5"}) == Rectangle(12.5, 1, 10, 0.5)


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"x": 0, "y": 0, "w": 0, "h": 10}, "w"),
        ({"x": 0, "y": 0, "w": 10, "h": 0.1}, "h"),
        ({"x": -1, "y": 0, "w": 10, "h": 10}, "x"),
        ({"x": 0, "y": 100.2, "w": 10, "h": 10}, "y"),
        ({"x": 95, "y": 0, "w": 10, "h": 10}, "w"),
        ({"x": 0, "y": 0, "w": "", "h": 10}, "w"),
        ({"x": 0, "y": 0}, "w"),
    ],
)
def test_region_that_hides_nothing_or_lies_outside_is_refused(row: Any, field: str) -> None:
    with pytest.raises(BadRegionError) as refused:
        rectangle(row)
    assert refused.value.field == field


WHOLE, LEFT, RIGHT = (
    Rectangle(0, 0, 100, 100),
    Rectangle(0, 0, 50, 100),
    Rectangle(50, 0, 50, 100),
)


@pytest.mark.parametrize(
    ("old", "new", "bare"),
    [
        ([], [], False),
        ([LEFT], [LEFT], False),
        ([LEFT], [WHOLE], False),
        ([WHOLE], [LEFT, RIGHT], False),
        ([WHOLE], [LEFT], True),
        ([LEFT], [], True),
        ([LEFT], [RIGHT], True),
        ([LEFT, RIGHT], [WHOLE], False),
        ([Rectangle(10, 10, 20, 20)], [Rectangle(10.1, 10, 20, 20)], True),
    ],
)
def test_what_was_covered_and_is_no_longer_is_noticed(
    old: list[Rectangle], new: list[Rectangle], *, bare: bool
) -> None:
    assert leaves_bare(old, new) is bare
