"""One colour of an office: whatever it is, what follows from it can be read and can be printed."""

import random

import pytest

from sitegen.documents.colours import (
    DARK,
    LEAST_CONTRAST,
    LIGHT,
    accent_of,
    contrast,
    in_the_dark,
    inks,
    is_readable,
    nearest,
    shaded,
    tint,
)
from sitegen.render.print.ink_limit import INK_LIMIT

INK = {LIGHT: "#1c1917", DARK: "#f5f1e8"}


def _colours(count: int = 300) -> list[str]:
    """Return colours all over: corners, greys, and many between."""
    lot = random.Random(14)  # noqa: S311  # a lot, not a secret
    corners = [f"#{r}{g}{b}" for r in ("00", "ff") for g in ("00", "ff") for b in ("00", "ff")]
    greys = [f"#{level:02x}{level:02x}{level:02x}" for level in range(0, 256, 15)]
    return corners + greys + [f"#{lot.randrange(1 << 24):06x}" for _ in range(count)]


@pytest.mark.parametrize("colour", _colours())
def test_every_colour_has_a_twin_that_can_be_read_in_either_theme(colour: str) -> None:
    light = nearest(colour)
    assert is_readable(light)
    assert (light == colour) == is_readable(colour)
    assert all(contrast(light, paper) >= LEAST_CONTRAST for paper in LIGHT)
    dark = in_the_dark(light)
    assert all(contrast(dark, paper) >= LEAST_CONTRAST for paper in DARK)
    assert contrast(DARK[0], dark) >= LEAST_CONTRAST  # words on a button
    for papers, twin in ((LIGHT, light), (DARK, dark)):
        assert contrast(INK[papers], tint(twin, papers[0])) >= 7  # words before the arcs


@pytest.mark.parametrize("colour", _colours())
def test_no_colour_gets_more_ink_than_paper_can_hold(colour: str) -> None:
    for more_black in (0, 13):
        made = inks(colour, more_black=more_black)
        assert all(0 <= one <= 100 for one in made)
        assert sum(made) <= INK_LIMIT
        assert made[:3].count(0) >= 1  # black and two colours at most
    assert contrast(shaded(nearest(colour)), "#ffffff") >= LEAST_CONTRAST


@pytest.mark.parametrize(
    "written", ["", "xanh", "#12", "#1234", "rgb(1,2,3)", "#12345g", "1d5c8f00"]
)
def test_what_is_no_colour_is_none(written: str) -> None:
    assert accent_of(written) == ""


def test_our_own_colour_is_one_of_those_that_can_be_read() -> None:
    assert is_readable("#a61c1c")
