"""A program whose clock a test has set does what others do, and they read what it has kept."""

import os
import pickle
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

CLOCK = Path(__file__).parents[1] / "soak" / "clock"
KEEPS = """
import copy, datetime, pickle, sys
now = datetime.datetime.now(datetime.UTC)
assert pickle.loads(pickle.dumps(now)) == copy.deepcopy(now) == now
assert isinstance(now, datetime.datetime)
sys.stdout.buffer.write(pickle.dumps({"now": now, "plain": now.replace(tzinfo=None)}))
"""


@pytest.mark.parametrize("seconds", [-60, 60])
def test_what_a_program_with_another_clock_keeps_is_read_by_others(seconds: int) -> None:
    before = datetime.now(UTC)
    kept = subprocess.run(
        [sys.executable, "-c", KEEPS],
        env={**os.environ, "PYTHONPATH": str(CLOCK), "LOA_TEST_CLOCK": str(seconds)},
        capture_output=True,
        check=False,
    )
    assert kept.returncode == 0, kept.stderr.decode()
    read = pickle.loads(kept.stdout)  # noqa: S301  # our own
    assert type(read["now"]) is type(read["plain"]) is datetime
    assert read["now"].replace(tzinfo=None) == read["plain"]
    off = timedelta(seconds=seconds)
    assert before + off <= read["now"] <= datetime.now(UTC) + off
