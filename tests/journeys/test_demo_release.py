"""The demo, released by the commands of a newcomer: no remark that stops it, nothing done twice."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.demo_world import copy_demo, manage

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo, loaded and released: a copy, since others copy theirs while commands work here."""
    folder = tmp_path_factory.mktemp("demo") / "var"
    copy_demo(folder)
    return folder


def _release(folder: Path, *options: str) -> Any:
    done = manage(folder, "release", "--json", *options)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_second_release_of_the_demo_renders_and_writes_nothing(folder: Path) -> None:
    before = (folder / "releases" / "current").resolve()
    report = _release(folder)
    assert (report["status"], report["rendered"]) == ("unchanged", 0)
    assert (folder / "releases" / "current").resolve() == before


def test_demo_is_released_without_an_error(folder: Path) -> None:
    report = _release(folder)
    assert [one for one in report["findings"] if one["severity"] == "error"] == []


def test_loading_the_demo_again_adds_nothing(folder: Path) -> None:
    done = manage(folder, "load_demo")
    assert "không thêm gì" in done.stdout
    assert _release(folder)["status"] == "unchanged"
