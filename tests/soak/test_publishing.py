"""Xuất bản pressed at any moment on a line of any slowness: one thing, live, and said so."""

import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from tests.chromium import chromium
from tests.running_demo import log_in, running_demo, running_editor
from tests.soak.figures import IS_SOAK, record
from tests.soak.publishing import KINDS, Line, publish_once

pytestmark = [pytest.mark.browser, pytest.mark.journey]

TRIES = {0: 70, 0.4: 60, 1.5: 50, 5: 20} if IS_SOAK else {0: 2, 0.4: 3, 1.5: 2}
"""So many publications at so many seconds on the way; 200 in the long run."""

DEMO = running_demo if IS_SOAK else running_editor
"""In the long run each publication is released as well, while the next is typed."""


def test_published_is_published_once_and_whole(tmp_path: Path) -> None:
    chance, faults, tries = random.Random(11), Counter[str](), 0  # noqa: S311  # repeatable
    with DEMO(tmp_path) as demo, chromium() as browser:
        line = Line(int(demo.editor.rstrip("/").rpartition(":")[2]))
        with line.laid() as address:
            page = browser.new_page()
            log_in(page, replace(demo, editor=address))
            page.on("response", line.hear)
            for seconds, times in TRIES.items():
                line.seconds = seconds
                for _ in range(times):
                    kind = KINDS[tries % len(KINDS)]
                    name = f"Thử {seconds} giây lần {tries}"
                    outcome = publish_once(page, demo, line, kind, name, chance)
                    tries += 1
                    faults += outcome.faults
                    assert not +outcome.faults, (name, kind.table, outcome)
    record("publishing", {"tries": tries, "faults": dict(faults), "by_latency": TRIES})
