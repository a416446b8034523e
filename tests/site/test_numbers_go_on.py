"""Random parts, ways and ticks: the numbers that a reader of one way in each part sees."""

import random
from itertools import pairwise, product

import pytest

from tests.factories import Province, a_group, a_guide_page, a_step, stream
from tests.lots import lots
from tests.site.collected import document_of

Part = list[tuple[int, bool]]
"""Each way of a part: how many steps, and whether it is ticked to go on."""


def a_random_outline(seed: int) -> list[Part]:
    chance = random.Random(seed)  # noqa: S311  # the same each time
    return [
        [(chance.randint(1, 5), chance.random() < 0.4) for _ in range(chance.randint(1, 3))]
        for _ in range(chance.randint(1, 4))
    ]


def numbers_of(outline: list[Part], province: Province, seed: int) -> list[list[list[int]]]:
    """Return the numbers of the steps of each way of each part, as the mirror has them."""
    chance = random.Random(seed)  # noqa: S311
    rows = []
    for at, part in enumerate(outline):
        begins = {"part": f"Phần {at}"} if chance.random() < 0.5 else {"relation": "then"}
        for way, (count, is_ticked) in enumerate(part):
            steps = [a_step(f"Bước {number}.") for number in range(count)]
            rows.append(a_group(*steps, continues=is_ticked, **(begins if not way else {})))
    guide = a_guide_page(province.office, groups=stream(*(("group", row) for row in rows)))
    found = iter(document_of(guide).groups)
    return [[[step.number for step in next(found).steps] for _ in part] for part in outline]


@pytest.mark.parametrize("seed", lots(12, 200))
def test_every_way_of_a_part_starts_alike_and_after_the_longest_of_the_part_above(
    province: Province, seed: int
) -> None:
    outline = a_random_outline(seed)
    found = numbers_of(outline, province, seed)
    last = 0
    for part, ways in zip(outline, found, strict=True):
        first = 1 + (last if any(is_ticked for _, is_ticked in part) else 0)
        assert ways == [list(range(first, first + count)) for count, _ in part]
        last = max(way[-1] for way in ways)
    for chosen in product(*found):  # a reader goes one way in each part
        for at, (above, below) in enumerate(pairwise(chosen)):
            is_longest = above[-1] == max(way[-1] for way in found[at])
            assert below[0] == 1 or below[0] > above[-1]
            assert below[0] == 1 or not is_longest or below[0] == above[-1] + 1
