"""How many cases: a few at each commit, many or all in ``make soak`` and ``make nightly``."""

import os
from collections.abc import Iterable, Sequence
from itertools import cycle, islice, product
from typing import Any

__all__ = ["crossed", "lots"]


def lots(few: int, many: int) -> range:
    """Return the seeds of a test, ``few`` of them; under ``make soak`` ``many``."""
    return range(many if os.environ.get("LOA_SOAK") == "1" else few)


def crossed(*lists: Sequence[Any]) -> Iterable[tuple[Any, ...]]:
    """Return cases in which each value of each list stands; at night all mixtures of them."""
    if os.environ.get("LOA_SOAK") == "1" or os.environ.get("LOA_NIGHTLY") == "1":
        return list(product(*lists))
    turned = (islice(cycle(one), at % len(one), None) for at, one in enumerate(lists))
    return list(islice(zip(*turned, strict=False), max(map(len, lists))))
