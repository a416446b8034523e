"""After any sequence of edits the mirror is what a build from nothing would make."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from tests.soak.figures import IS_SOAK, record
from tests.soak.sequences import play

pytestmark = pytest.mark.django_db

SEQUENCES, EDITS = (200, 20) if IS_SOAK else (2, 10)


@pytest.fixture(autouse=True)
def _clean_ground(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Give each sequence a folder of its own and empty caches."""
    settings.LOA_VAR = tmp_path / "var"
    cache.clear()
    yield
    cache.clear()


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_updated_mirror_equals_one_built_from_nothing(seed: int, tmp_path: Path) -> None:
    played = play(seed, tmp_path, edits=EDITS)
    record(
        f"sequence-{seed:03d}",
        {
            "edits": len(played.done),
            "statuses": played.statuses,
            "compared_files": played.compared_files,
            "ways": played.ways,
        },
    )
    assert len(played.done) == EDITS
    assert played.statuses["released"] >= EDITS // 4
