"""Docs are tests: what exists is documented, and the generated page is current."""

import re
import runpy
import shlex
import unicodedata
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from cms.settings.variables import VARIABLES

ROOT = Path(__file__).resolve().parents[2]
OURS = ("cms", "guides", "media", "sitegen")


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "made_by"), [("content-model", "page"), ("rights", "rights")])
def test_pages_of_reference_are_what_the_code_says(name: str, made_by: str) -> None:
    written = runpy.run_path(str(ROOT / "tools" / "reference.py"))[made_by]()
    assert _read(f"docs/reference/{name}.md") == written, "run `make golden`"


def _is_there(file: str, name: str) -> bool:
    return (ROOT / file).is_file() and (not name or f"def {name}(" in _read(file))


def test_every_test_that_a_page_names_exists() -> None:
    named = {
        (file, name)
        for page in ROOT.glob("docs/**/*.md")
        for file, name in re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", page.read_text("utf-8"))
    }
    assert named
    missing = [one for one in named if not _is_there(*one)]
    assert missing == []


@pytest.mark.parametrize(
    "command", sorted(name for name, app in get_commands().items() if app in OURS)
)
def test_every_command_is_in_the_readme(command: str) -> None:
    assert command in _read("README.md")


def test_only_migrate_and_the_worker_ask_the_code_before_they_begin() -> None:
    """The editor asks as well, by Django's own command; a command of cron begins in half the time."""
    asking = {
        name
        for name, app in get_commands().items()
        if app in OURS and load_command_class(app, name).requires_system_checks
    }
    assert asking == {"migrate", "worker"}


@pytest.mark.parametrize(
    "line",
    sorted(
        {
            line
            for page in ROOT.glob("docs/operators/*.md")
            for line in re.findall(
                r"^ {4}python manage\.py (.+?)(?:\s{2,}#.*| \\| &&.*)?$",
                page.read_text("utf-8"),
                re.M,
            )
        }
    ),
)
def test_every_command_of_the_operators_pages_is_understood(line: str) -> None:
    name, *arguments = shlex.split(line)
    command = load_command_class(get_commands()[name], name)
    command.create_parser("manage.py", name).parse_args(arguments)


@pytest.mark.parametrize(
    "line",
    sorted(
        {
            line
            for page in ROOT.glob("docs/operators/*.md")
            for line in re.findall(r"`python manage\.py ([a-z_]+[^`&]*)`", page.read_text("utf-8"))
        }
    ),
)
def test_every_command_within_a_sentence_is_understood(line: str) -> None:
    test_every_command_of_the_operators_pages_is_understood(line.replace("…", "x"))


def test_every_alarm_says_what_to_look_at() -> None:
    alarms = set(re.findall(r"- alert: (\w+)", _read("docs/operators/alerts.yml")))
    page = _read("docs/operators/incidents.md")
    assert alarms == set(re.findall(r"^## (Loa\w+)$", page, re.M))
    problems = set(re.findall(r"^\| `([a-z-]+)` \| fail", _read("docs/operators/health.md"), re.M))
    assert {one for one in problems if f"`{one}`" not in page} == set()


@pytest.mark.parametrize("variable", sorted(one for one in VARIABLES if one.startswith("LOA_")))
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


_PLACE = re.compile(r"^\| .+? \| `([^`]+)` `([\w-]+)` \|", re.MULTILINE)
_DEFINED = r"(?m)^\s*(?:def|class|#let|\{% macro) {0}\b|^{0}\b.*="


def test_the_house_is_a_short_walk_and_its_places_exist() -> None:
    page = _read("docs/house.md")
    places = _PLACE.findall(page)
    assert len(places) >= 20
    assert len(page.splitlines()) <= 60
    assert len(places) == page.count("\n| ") - 1, "a question without its place"
    for file, name in places:
        assert re.search(_DEFINED.replace("{0}", name), _read(file)), (file, name)
    for folder in re.findall(r"`((?:cms|guides|media|sitegen)/[\w/]*)`", page):
        assert (ROOT / folder).is_dir(), folder
    for file in re.findall(r"`((?:cms|guides|media|sitegen|tests)/[\w/]+\.\w+)`", page):
        assert (ROOT / file).is_file(), file
    assert "docs/house.md" in _read("README.md")


def test_hints_of_checks_lead_to_places_that_are_there() -> None:
    hints = "\n".join(_read(f"{app}/checks.py") for app in ("cms", "sitegen"))
    named = re.findall(r"\b((?:cms|guides|media|sitegen)/[\w/]*)/", hints)
    assert named
    assert [place for place in named if not (ROOT / place).is_dir()] == []
