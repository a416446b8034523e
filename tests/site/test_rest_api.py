"""Wagtail's REST API is neither served nor loaded."""

import importlib
import subprocess
import sys
from collections.abc import Iterator

import pytest

from cms import rest_api

_WORKER = """
import sys, django
django.setup()
import sitegen.pipeline
"""
_EDITOR = """
from django.urls import get_resolver
get_resolver().url_patterns
"""
_SAY = 'print(" ".join(sorted({name.partition(".")[0] for name in sys.modules})))'


def test_the_worker_loads_nothing_of_it() -> None:
    loaded = _loaded(_WORKER)
    assert "wagtail" in loaded
    assert not {"pydantic", "pydantic_core", "ninja", "rest_framework"} & loaded


def test_the_editor_loads_what_choosing_pages_needs_and_no_more() -> None:
    assert "ninja" not in _loaded(_WORKER + _EDITOR)


def _loaded(program: str) -> set[str]:
    """Return the packages that a new process has loaded after ``program``."""
    command = [sys.executable, "-W", "ignore", "-c", program + _SAY]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(ended.stdout.split())


@pytest.fixture
def finders() -> Iterator[list[object]]:
    before = list(sys.meta_path)
    sys.meta_path[:] = [one for one in before if type(one).__module__ != rest_api.__name__]
    yield list(sys.meta_path)
    sys.meta_path[:] = before


def test_it_is_loaded_where_it_is_installed(finders: list[object]) -> None:
    rest_api.leave_out(["cms", "wagtail.api.v3"])
    assert sys.meta_path == finders


def test_one_finder_answers_however_often_settings_are_read(finders: list[object]) -> None:
    rest_api.leave_out(["cms"])
    rest_api.leave_out(["cms"])
    assert sys.meta_path[1:] == finders


@pytest.mark.parametrize(
    ("name", "is_left_out"),
    [
        ("wagtail.api.v3", True),
        ("wagtail.api.v3.routers.pages", True),
        ("wagtail.images.api.v3.registry", True),
        ("wagtail.contrib.redirects.api", True),
        ("wagtail.contrib.redirects.models", False),
        ("wagtail.api.v2.views", False),
        ("wagtail.admin.api.urls", False),
        ("wagtail.api.v30", False),
        ("mywagtail.api.v3", False),
    ],
)
def test_nothing_else_is_left_out(finders: list[object], name: str, *, is_left_out: bool) -> None:
    rest_api.leave_out(["cms"])
    finder = sys.meta_path[0]
    assert (finder.find_spec(name, None) is not None) == is_left_out


def test_whoever_uses_it_after_the_start_is_told() -> None:
    api = importlib.import_module("wagtail.api.v3.routers.pages")
    with pytest.raises(RuntimeError, match="leaves it out"):
        api.router.register("pages")
