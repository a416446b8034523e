"""How many random cases: a few at each commit, many in ``make soak``."""

import os

__all__ = ["lots"]


def lots(few: int, many: int) -> range:
    """Return the seeds of a test, ``few`` of them; under ``make soak`` ``many``."""
    return range(many if os.environ.get("LOA_SOAK") == "1" else few)
