"""Xuất bản pressed at any moment on a line of any slowness: one thing, live, and said so."""

import random
from collections import Counter
from pathlib import Path

import pytest

from tests.chromium import chromium
from tests.running_demo import log_in, running_demo
from tests.soak.figures import IS_SOAK, record
from tests.soak.publishing import KINDS, Line, publish_once

pytestmark = [pytest.mark.browser, pytest.mark.journey]

TRIES = {0: 70, 0.4: 60, 1.5: 50, 5: 20} if IS_SOAK else {0: 2, 0.4: 2, 1.5: 2}
"""So many publications at so many seconds on the way; 200 in the long run."""


def test_published_is_published_once_and_whole(tmp_path: Path) -> None:
    chance, faults, tries = random.Random(11), Counter[str](), 0  # noqa: S311  # repeatable
    with running_demo(tmp_path) as demo, chromium() as browser:
        for seconds, times in TRIES.items():
            page, line = browser.new_page(), Line(seconds)
            log_in(page, demo)
            line.lay(page)
            for number in range(times):
                kind = KINDS[number % len(KINDS)]
                name = f"Thử {seconds} giây lần {number}"
                outcome = publish_once(page, demo, line, kind, name, chance)
                tries += 1
                faults += outcome.faults
                assert not +outcome.faults, (name, kind.table, outcome)
            page.close()
    record("publishing", {"tries": tries, "faults": dict(faults), "by_latency": TRIES})
