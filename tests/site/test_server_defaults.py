"""Who says nothing is a server: strict settings, no demo, and a sentence for what is missing."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cms.demo.load.users import load_users
from cms.models import User
from cms.settings.environment import read
from tests.chromium import PATIENCE_SECONDS
from tests.demo_world import ROOT
from tests.ports import free_port

SERVER = {
    "LOA_SECRET_KEY": "0123456789-_.~" * 4,
    "LOA_ALLOWED_HOSTS": "loa.example.vn",
    "LOA_EDITOR_ADDRESS": "https://loa.example.vn",
}
SAY = "from django.conf import settings as s; print(s.SETTINGS_MODULE, s.DEBUG, repr(s.LOA_NOTICE))"


def _run(*command: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("LOA_") and name != "DJANGO_SETTINGS_MODULE"
    }
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**kept, **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_SECONDS,
    )


def _is_a_sentence(said: str) -> bool:
    return "Traceback" not in said and all(name in said for name in SERVER)


def test_command_without_variables_names_them_all_in_a_sentence() -> None:
    done = _run("manage.py", "migrate")
    assert done.returncode == 1
    assert _is_a_sentence(done.stderr), done.stderr


def test_web_server_without_variables_stops_and_names_them_all() -> None:
    done = _run("-m", "gunicorn", "--bind", f"127.0.0.1:{free_port()}", "cms.wsgi")
    assert done.returncode != 0
    assert _is_a_sentence(done.stderr), done.stderr


def test_command_that_is_told_nothing_else_is_strict_and_shows_no_demo_notice(
    tmp_path: Path,
) -> None:
    done = _run("manage.py", "shell", "-v", "0", "-c", SAY, **SERVER, LOA_VAR=str(tmp_path))
    assert done.stdout.strip().endswith("cms.settings.production False ''"), done.stderr


def test_make_asks_for_a_machine_of_ones_own() -> None:
    done = subprocess.run(
        ["make", "--no-print-directory", "-f", "Makefile", "-f", "-", "say"],
        input="say:\n\t@echo $$DJANGO_SETTINGS_MODULE\n",
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "cms.settings.dev", done.stderr


@pytest.mark.parametrize("command", ["load_demo", "serve_demo"])
def test_demo_stays_off_a_server(command: str, tmp_path: Path) -> None:
    done = _run("manage.py", command, **SERVER, LOA_VAR=str(tmp_path))
    assert done.returncode == 1
    assert "make demo" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.django_db
def test_demo_that_is_wanted_on_a_server_has_accounts_that_nobody_enters(settings: Any) -> None:
    settings.LOA_MAY_LOAD_DEMO = False
    load_users()
    assert [user.has_usable_password() for user in User.objects.all()] == [False, False]


@pytest.mark.parametrize(("security", "port"), [("", 587), ("ssl", 465), ("none", 25)])
def test_mail_goes_by_the_usual_port(security: str, port: int) -> None:
    variables = {**SERVER, "LOA_MAIL_HOST": "smtp.example.vn", "LOA_MAIL_FROM": "loa@example.vn"}
    assert read({**variables, "LOA_MAIL_SECURITY": security}).mail.port == port
