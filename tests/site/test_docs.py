"""Docs are tests: what exists is documented, and the generated page is current."""

import re
import runpy
import unicodedata
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
OURS = ("cms", "guides", "media", "sitegen")


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_content_model_page_is_what_the_code_says() -> None:
    written = runpy.run_path(str(ROOT / "tools" / "reference.py"))["page"]()
    assert _read("docs/reference/content-model.md") == written, "run `make golden`"


@pytest.mark.parametrize(
    "command", sorted(name for name, app in get_commands().items() if app in OURS)
)
def test_every_command_is_in_the_readme(command: str) -> None:
    assert command in _read("README.md")


@pytest.mark.parametrize(
    "variable", sorted(set(re.findall(r"LOA_[A-Z_]+", _read("cms/settings/environment.py"))))
)
def test_every_variable_is_explained_and_has_an_example(variable: str) -> None:
    assert f"`{variable}`" in _read("docs/operators/README.md")
    assert f"{variable}=" in _read(".env.example")


def test_every_make_target_says_what_it_does() -> None:
    makefile = _read("Makefile")
    targets = re.findall(r"^([a-z]+):", makefile, re.MULTILINE)
    assert {"demo", "run", "test", "unit", "check", "golden", "bench"} <= set(targets)
    assert [name for name in targets if not re.search(rf"^{name}:.*## ", makefile, re.M)] == []


def test_files_are_composed_vietnamese() -> None:
    texts = [*ROOT.glob("docs/**/*.md"), *ROOT.glob("*.md"), *ROOT.glob("sitegen/labels/*.toml")]
    for package in OURS:
        texts += (ROOT / package).rglob("*.py")
    wrong = [
        path for path in texts if not unicodedata.is_normalized("NFC", path.read_text("utf-8"))
    ]
    assert wrong == []
