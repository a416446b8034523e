"""Two linters of descriptions of interfaces have nothing to say of ours.

They come from npm's registry, in the versions that stand here: once a night.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from sitegen.render.api_description import openapi
from tests.builders import a_site

HOMES = (("vi", ""), ("en", "en/"))
LINTERS = {
    "redocly": ["@redocly/cli@2.77.0", "lint", "openapi.json", "--format=json"],
    "spectral": ["@stoplight/spectral-cli@6.16.3", "lint", "openapi.json", "-f", "json", "-q"],
}


def _said(folder: Path, linter: str, described: bytes) -> str:
    (folder / "openapi.json").write_bytes(described)
    (folder / ".spectral.json").write_text('{"extends": ["spectral:oas"]}', "utf-8")
    command = ["npx", "--yes", *LINTERS[linter]]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    said = json.loads(
        done.stdout[min(done.stdout.index(one) for one in "[{" if one in done.stdout) :]
    )
    return "" if said in ([], {}) else str(said["problems"] if linter == "redocly" else said)


@pytest.mark.parametrize("linter", LINTERS)
@pytest.mark.parametrize("licence", ["", "https://creativecommons.org/licenses/by/4.0/"])
def test_nothing_is_amiss(tmp_path: Path, linter: str, licence: str) -> None:
    if not os.environ.get("LOA_NIGHTLY"):
        pytest.skip("once a night: make nightly")
    if not shutil.which("npx"):
        pytest.skip("No npx: apt-get install npm")
    described = openapi(
        a_site(licence=licence, base_address="https://loa.example.vn/", homes=HOMES)
    )
    assert _said(tmp_path, linter, described) in ("", "[]")
    assert _said(tmp_path, linter, described.replace(b'"operationId": "home",', b"")) not in (
        "",
        "[]",
    )
