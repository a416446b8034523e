"""A release may die at any moment: nobody who reads notices, and the next run mends it."""

from dataclasses import asdict
from pathlib import Path

from tests.soak.crash import WAYS, kill_releases
from tests.soak.figures import IS_SOAK, record

KILLS = 300 if IS_SOAK else 12


def test_nobody_notices_releases_that_are_killed(tmp_path: Path) -> None:
    found = kill_releases(tmp_path, kills=KILLS, seed=KILLS)
    print(f"\n{found}")  # noqa: T201  # the numbers are the result
    record("kills", asdict(found))
    assert found.is_good, found
    assert found.kills >= KILLS
    assert set(found.by_way) == set(WAYS)
    assert found.long_lived > 0
    assert found.passes > found.states_seen > KILLS // 8
