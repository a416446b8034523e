"""What Loa is made of is pinned by its sums, named with a licence, and none of it is unfit."""

import json
import re
import runpy
import subprocess
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
SBOM = runpy.run_path(str(ROOT / "tools" / "sbom.py"))
UPGRADE = runpy.run_path(str(ROOT / "tools" / "upgrade_check.py"))
LOCKS = (
    "requirements",
    "requirements-dev",
    "requirements-postgresql",
    "requirements-hands",
    "requirements-s3",
    "requirements-zim",
)
MADE_ELSEWHERE = (
    ".ttf",
    ".otf",
    ".woff",
    ".woff2",
    ".icc",
    ".icm",
    ".wasm",
    ".jar",
    ".min.js",
    ".min.css",
)


def _asked(name: str) -> list[Requirement]:
    lines = (ROOT / name).read_text("utf-8").splitlines()
    own = [Requirement(line) for line in lines if line and line[0] not in "#-"]
    for line in lines:
        if line.startswith("-r "):
            own += _asked(line.removeprefix("-r ").strip())
    return own


@pytest.mark.parametrize("name", LOCKS)
def test_lock_says_what_the_requirements_ask_for_after_make_lock(name: str) -> None:
    lock = {canonicalize_name(one): version for one, version in SBOM["locked"](name).items()}
    for asked in _asked(f"{name}.txt"):
        assert lock.get(canonicalize_name(asked.name)) in asked.specifier, f"{asked}: make lock"


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_of_a_lock_has_a_version_and_a_sum_and_no_registry(name: str) -> None:
    text = (ROOT / f"{name}.lock").read_text("utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert entries
    for entry in entries:
        assert re.match(r"[\w.\[\],-]+==[\w.+!]+( ; [^\\]+)? \\\n", entry), entry[:80]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry[:80]
    for file in (f"{name}.lock", f"{name}.txt"):
        said = (ROOT / file).read_text("utf-8")
        assert not re.search(r"://(?!…)|--(extra-)?index-url|--find-links|--trusted-host", said), (
            file
        )


def test_locks_agree_about_every_package() -> None:
    everything = SBOM["locked"]("requirements-dev")
    for name in LOCKS:
        assert SBOM["locked"](name).items() <= everything.items()


def test_every_part_of_a_server_has_a_licence_that_is_fit_or_accepted_with_a_reason() -> None:
    parts = list(SBOM["parts"]())
    assert len(parts) > 50
    assert [(part.name, part.licence) for part in parts if SBOM["unfit"](part)] == []


@pytest.mark.parametrize(
    ("licence", "is_fit"),
    [
        ("MIT", True),
        ("Apache-2.0 AND BSD-2-Clause", True),
        ("GPL-3.0-only OR MIT", True),
        ("", False),
        ("GPL-3.0-only", False),
        ("MIT AND AGPL-3.0-only", False),
        ("Proprietary", False),
    ],
)
def test_licence_is_judged_by_all_that_it_asks_for(licence: str, *, is_fit: bool) -> None:
    assert SBOM["unfit"](SBOM["Part"](name="x", licence=licence)) is not is_fit


def test_files_that_others_made_are_declared_with_their_licence() -> None:
    declared = {file for part in SBOM["parts"]() for file in part.files}
    folders = ("cms", "docs", "guides", "media", "sitegen")
    found = {
        file
        for folder in folders
        for file in (ROOT / folder).rglob("*")
        if file.name.endswith(MADE_ELSEWHERE)
    }
    assert found == declared
    assert len(found) >= 5


def test_page_of_licences_is_what_make_sbom_writes() -> None:
    assert SBOM["PAGE"].read_text("utf-8") == SBOM["page"](), "run `make sbom`"


def test_bill_of_materials_is_valid_and_names_every_package_of_the_lock() -> None:
    text = make_outputter(SBOM["bom"](), OutputFormat.JSON, SchemaVersion.V1_6).output_as_string()
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    said: dict[str, Any] = json.loads(text)
    packages = {one["purl"] for one in said["components"] if "purl" in one}
    lock = SBOM["locked"]("requirements")
    assert {f"pkg:pypi/{name}@{version}" for name, version in lock.items()} <= packages
    inner = [file for one in said["components"] for file in one.get("components", [])]
    assert all(file["hashes"] for file in inner)
    assert len(inner) >= 5


def test_only_what_is_to_be_tried_loses_its_version() -> None:
    floating = UPGRADE["floating"]
    assert floating("wagtail==8.0.1") == "wagtail"
    assert floating("django-axes==8.3.1") == "django-axes"
    assert floating("Pillow==13.0.0") == "Pillow==13.0.0"
    assert floating("psycopg[binary]==3.3.9") == "psycopg[binary]==3.3.9"
    wanted = list(UPGRADE["wanted"]())
    assert {"wagtail", "Django", "typst"} <= set(wanted)
    assert any(line.startswith("pytest==") for line in wanted)


def test_report_of_an_upgrade_says_in_words_what_was_tried_and_what_failed() -> None:
    trial = UPGRADE["Trial"]
    versions = {
        "django": ("5.2.1", "5.2.9", "6.0", "6.1"),
        "typst": ("0.15", "0.15", "0.15", "0.15"),
    }
    trials = [
        trial(name="unit", is_good=True, said="x"),
        trial(name="kiểu", is_good=False, said="a\nb"),
    ]
    said = "\n".join(UPGRADE["report"](versions, trials))
    assert "django: đang dùng 5.2.1, đã thử 5.2.9." in said
    assert "Mới nhất là 6.0" in said
    assert "Kho có 6.1, cần Python mới hơn" in said
    assert "HỎNG  kiểu\n      a\n      b" in said
    assert said.endswith("Chưa nâng cấp được: 1 phép thử hỏng.")
    assert list(UPGRADE["report"]({}, trials[:1]))[-1] == "Có thể nâng cấp."


def test_make_installs_from_the_locks_and_checks_sums() -> None:
    for stamp, lock in (("runtime", "requirements"), ("dev", "requirements-dev")):
        done = subprocess.run(
            ["make", "-n", "-W", f"{lock}.lock", f".venv/{stamp}.stamp"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        assert f"--require-hashes -r {lock}.lock" in done.stdout
        assert f"-r {lock}.txt" not in done.stdout
