"""Matrices of PDF: one after the other is what their product does."""

from random import Random

import pytest

from sitegen.render.print.painted.matrix import Matrix, placed, times


def _matrix(random: Random) -> Matrix:
    a, b, c, d, e, f = (random.uniform(-3, 3) for _ in range(6))
    return a, b, c, d, e, f


@pytest.mark.parametrize("seed", range(20))
def test_a_product_does_the_first_and_then_the_second(seed: int) -> None:
    random = Random(seed)  # noqa: S311  # a seed, not a secret
    first, second = _matrix(random), _matrix(random)
    x, y = random.uniform(-50, 50), random.uniform(-50, 50)
    assert placed(times(first, second), x, y) == pytest.approx(placed(second, *placed(first, x, y)))
