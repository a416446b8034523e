"""Every command of the operators' pages is run by a test; what cannot be run here says why."""

import re
from functools import cache
from pathlib import Path

import pytest

from cms.doctor.programs import OF_POSTGRESQL
from cms.settings.environment import ROOT
from media.ocr import PROGRAM as OCR

PAGE = ROOT / "docs" / "operators" / "README.md"
PAGES = sorted((ROOT / "docs" / "operators").glob("*.md"))
BY_HAND = re.compile(
    r"^    (?:python )?manage\.py ([a-z_]+)|`(?:python )?manage\.py ([a-z_]+)", re.M
)

WITHIN = "systemctl|journalctl|nginx|curl|openssl|df|du|ls"
"""Programs that sentences name, beside lines of commands."""
TRIED = {
    "adduser": "nightly/test_debian.py",
    "apt-get": "nightly/test_debian.py",
    "cd": "nightly/test_debian.py",
    "chmod": "nightly/test_debian.py",
    "chown": "nightly/test_debian.py",
    "curl": "nightly/test_debian.py",
    "install": "nightly/test_debian.py",
    "minisign": "unit/test_signed_copies.py",
    "mkdir": "nightly/test_debian.py",
    "nginx": "nightly/test_debian.py",
    "openssl": "running_server.py",
    "pg_basebackup": "journeys/test_backups_postgresql.py",
    "pip": "nightly/test_debian.py",
}
"""Which test runs a program as the page does."""

NOT_HERE = {
    "cp": "units and settings are laid where a running systemd, or an engine, reads them",
    "createdb": "the server's own; a test makes its databases by SQL",
    "createuser": "asks for a password at a terminal",
    "df": "only looks",
    "docker": "our machines have no engine; docs/operators/install.md says what is read instead",
    "du": "only looks",
    "echo": "writes the composition's password, which needs an engine",
    "grep": "reads what journalctl says",
    "journalctl": "needs a running systemd; units are read by systemd-analyze",
    "ls": "only looks",
    "make": "upgrade-check asks the registries for the newest packages",
    "systemctl": "needs a running systemd; units are read by systemd-analyze",
    "systemd-run": "needs a running systemd; the commands behind it are run as their user",
    "touch": "one file of PostgreSQL's restore, made by the test in its own way",
}
"""What no test runs, and why."""


@cache
def every_test() -> str:
    """Return every test there is, as text."""
    files = (ROOT / "tests").rglob("*.py")
    return "\n".join(file.read_text("utf-8") for file in files if file.name != "test_docs.py")


def programs() -> set[str]:
    """Return the first words of lines of commands, and of commands within sentences."""
    found = set()
    for page in PAGES:
        said = page.read_text("utf-8")
        text = re.sub(r"(?s)^    (?:server|scrape_configs).*?\n\n", "", said, flags=re.M)
        lines = re.findall(r"^ {4}([a-z./].*)$", text, re.M)
        lines += re.findall(rf"`((?:{WITHIN}) [^`]+)`", text)
        for line in (line for line in lines if not re.search(r"^\S+ =", line)):  # no settings
            for part in re.split(r" && | \| ", line):
                word = part.removeprefix(".venv/bin/").split()[0]
                if re.fullmatch(r"[a-z][a-z_-]+", word):
                    found.add(word)
    return found - {"python", "include", "http"}


@pytest.mark.parametrize("program", sorted(programs()))
def test_program_of_the_pages_is_tried_or_says_why_not(program: str) -> None:
    if program in NOT_HERE:
        return
    text = (ROOT / "tests" / TRIED[program]).read_text("utf-8")
    assert program in text or "section(" in text


BY_THE_NIGHT = ("update_index", "set_up_officers")
"""Of lines that nightly/test_debian.py runs as they stand on the page."""
ASKS_AT_A_TERMINAL = ("changepassword",)


def commands() -> set[str]:
    """Return the commands of Loa, Wagtail and Django that the pages name."""
    return {
        first or second
        for page in PAGES
        for first, second in BY_HAND.findall(page.read_text("utf-8"))
    }


@pytest.mark.parametrize("command", sorted(commands()))
def test_command_of_the_pages_is_run_by_a_test(command: str) -> None:
    if command in BY_THE_NIGHT:
        lines = re.findall(r"^    python manage\.py (\w+)", PAGE.read_text("utf-8"), re.M)
        assert command in lines
    elif command not in ASKS_AT_A_TERMINAL:
        assert re.search(rf"[\"' ]{command}[\"' ]", every_test()), "no test runs it"


@pytest.mark.parametrize(
    ("program", "package"),
    [
        *((program, "postgresql-client") for program in OF_POSTGRESQL),
        (OCR, "tesseract-ocr"),
        ("rsync", "rsync"),
        ("nginx", "nginx-light"),
    ],
)
def test_package_of_a_program_that_loa_runs_is_in_a_line_of_apt(program: str, package: str) -> None:
    lines = re.findall(r"apt-get install ([^`\n]+)", "\n".join(map(_text, PAGES)))
    assert any(package in line.split() for line in lines), program


def test_file_of_settings_has_one_mode_wherever_it_is_told() -> None:
    example = (ROOT / ".env.example").read_text("utf-8")
    told = re.findall(r"mode (\d{3})", example)
    told += re.findall(r"/srv/loa/env`?,[^.]*?`chmod (\d{3})`", " ".join(_text(PAGE).split()))
    assert told == ["640", "640"]


def _text(page: Path) -> str:
    return page.read_text("utf-8")
