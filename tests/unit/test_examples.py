"""The examples in docstrings say what the functions do today."""

import doctest
import re
from importlib import import_module
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[2]
_EXAMPLE = re.compile(r"^ +>>> ", re.MULTILINE)
_FOLDERS = ("cms", "guides", "media", "sitegen")


def _modules_with_examples() -> list[str]:
    files = (file for folder in _FOLDERS for file in (_ROOT / folder).rglob("*.py"))
    found = [file.relative_to(_ROOT) for file in files if _EXAMPLE.search(file.read_text("utf-8"))]
    return sorted(".".join(file.with_suffix("").parts) for file in found)


@pytest.mark.parametrize("name", _modules_with_examples())
def test_examples_hold(name: str) -> None:
    done = doctest.testmod(import_module(name))
    assert done.attempted
    assert not done.failed


def test_there_are_examples() -> None:
    assert "sitegen.collation" in _modules_with_examples()
