"""What browser tests share: one browser and one editor of the demo a module, and the demo's mirror."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.chromium import chromium
from tests.demo_world import demo_folder
from tests.running_demo import RunningDemo, running_editor


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDemo]:
    """The editor alone; whoever needs a mirror runs the whole demo."""
    with running_editor(tmp_path_factory.mktemp("demo")) as running:
        yield running


@pytest.fixture(scope="session")
def demo_mirror() -> Path:
    """The released demo province, as a folder."""
    return (demo_folder() / "releases" / "current").resolve()
