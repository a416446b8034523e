"""Steps on one sheet: several blocks of them are one list, counted through."""

from dataclasses import replace
from random import Random

import pytest

from sitegen.documents.leaflet import Leaflet, LeafletSteps, Panel
from sitegen.documents.one_sheet import one_sheet
from tests.print_formats import FORMATS
from tests.unit.print_samples import a_leaflet, steps_part

SHEETS = [form for form in FORMATS if form.layout in {"worksheet", "tear_off"}]


def numbers_on(lists: list[LeafletSteps], layout: str) -> list[int]:
    form = next(one for one in SHEETS if one.layout == layout)
    panels = tuple(Panel(name="", parts=(part,)) for part in lists)
    document: Leaflet = replace(a_leaflet(), format=form, panels=panels)
    return [step.number for step in one_sheet(document).steps]


def block(*numbers: int) -> LeafletSteps:
    part = steps_part(1, 1, "Các bước")
    steps = tuple(replace(part.steps[0], number=number) for number in numbers)
    return replace(part, steps=steps)


@pytest.mark.parametrize("layout", ["worksheet", "tear_off"])
@pytest.mark.parametrize("seed", range(6))
def test_a_pupil_sees_no_number_twice_however_many_blocks_of_steps_there_are(
    layout: str, seed: int
) -> None:
    chance = Random(seed)  # noqa: S311  # the same blocks for the same seed
    blocks = [range(1, chance.randint(1, 4) + 1) for _ in range(chance.randint(2, 5))]
    numbers = numbers_on([block(*numbers) for numbers in blocks], layout)
    assert numbers == list(range(1, sum(map(len, blocks)) + 1))


def test_steps_of_a_guide_that_go_on_in_a_second_block_keep_their_numbers() -> None:
    assert numbers_on([block(1, 2), block(3, 4)], "worksheet") == [1, 2, 3, 4]
    assert numbers_on([block(3, 4)], "worksheet") == [3, 4]
    assert numbers_on([block(1, 2), block(1, 2), block(3)], "worksheet") == [1, 2, 3, 4, 5]


def test_what_is_done_as_well_keeps_the_number_of_its_step() -> None:
    assert numbers_on([block(1, 1, 2), block(1, 2, 2)], "worksheet") == [1, 1, 2, 3, 4, 4]
