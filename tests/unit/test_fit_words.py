"""What is said of a panel that is too full: the part that helps when it leaves, if one does."""

import random
import re

import pytest

from sitegen.render.print.fit import PanelFit, PieceFit, panel_words

ROOM = 100.0


def too_full(*heights: float) -> PanelFit:
    pieces = tuple(
        PieceFit(name=f"phần {at}", height_mm=high) for at, high in enumerate(heights, 1)
    )
    return PanelFit(
        panel="Bước 1–2",
        side=1,
        avail_mm=ROOM,
        used_mm=sum(heights),
        body_pt=9.5,
        picture_percent=100,
        pieces=pieces,
    )


@pytest.mark.parametrize("seed", range(60))
def test_the_shortest_part_whose_leaving_is_enough_is_named(seed: int) -> None:
    lot = random.Random(seed)  # noqa: S311  # a lot, not a secret
    heights = [round(lot.uniform(5, 60), 1) for _ in range(lot.randint(1, 8))]
    fit = too_full(*heights)
    if not fit.is_overfull:
        fit = too_full(*(round(high * 1.3 * ROOM / fit.used_mm, 1) for high in heights))
    enough = [one for one in fit.pieces if one.height_mm >= fit.over_mm]
    named = re.search(r"riêng “(.+?)” cao (\d+),(\d)", panel_words(fit))
    if len(fit.pieces) < 2 or not enough:
        assert named is None
    else:
        assert named is not None
        shortest = min(enough, key=lambda one: one.height_mm)
        assert float(f"{named[2]}.{named[3]}") == shortest.height_mm
        assert any(one.name == named[1] for one in enough)
    assert "chuyển một phần sang mặt gấp khác" in panel_words(fit)


def test_a_part_that_is_too_short_to_help_is_not_named() -> None:
    assert "riêng" not in panel_words(too_full(*[20.0] * 8))
    assert "riêng “phần 2”" in panel_words(too_full(60.0, 30.0, 5.0, 31.0))
