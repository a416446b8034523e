"""The Nu HTML checker finds no error: on the pages of the demo, and on one of every kind and node.

It comes from npm's registry, with the sum that stands here, and needs Java: once a night.
"""

import hashlib
import json
import os
import shutil
import subprocess
from base64 import b64encode
from pathlib import Path

import pytest

from tests.browser.test_axe_pages import _documents, _page
from tests.demo_world import demo_folder

CHECKER = "vnu-jar@26.9.27"
SUM = "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA=="
"""SHA-512 of the package, as the registry tells it."""


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not os.environ.get("LOA_NIGHTLY"):
        pytest.skip("once a night: make nightly")
    for program in ("npm", "java"):
        if not shutil.which(program):
            pytest.skip(f"No {program}: apt-get install npm default-jre-headless")
    folder = tmp_path_factory.mktemp("nu")
    subprocess.run(["npm", "pack", "--silent", CHECKER], cwd=folder, check=True, timeout=300)
    package = next(folder.glob("*.tgz"))
    assert b64encode(hashlib.sha512(package.read_bytes()).digest()).decode() == SUM
    shutil.unpack_archive(package, folder, filter="data")
    return next(folder.rglob("vnu.jar"))


def _faults(checker: Path, folder: Path) -> list[str]:
    pages = [str(page) for page in sorted(folder.rglob("*.html"))]
    assert len(pages) > 20  # it looked at something
    command = ["java", "-jar", str(checker), "--stdout", "--exit-zero-always", "--format", "json"]
    done = subprocess.run([*command, *pages], capture_output=True, check=True, timeout=800)
    return [
        f"{one['url'].rpartition('/releases/')[2]}:{one.get('lastLine')}: {one['message']}"
        for one in json.loads(done.stdout)["messages"]
        if one["type"] != "info"
    ]


def test_no_page_of_the_demo_has_an_error(checker: Path) -> None:
    assert _faults(checker, (demo_folder() / "releases" / "current").resolve()) == []


def test_no_kind_of_page_and_no_kind_of_content_has_an_error(checker: Path, tmp_path: Path) -> None:
    for number, document in enumerate(_documents()):
        (tmp_path / f"{number}.html").write_bytes(_page(document))
    assert _faults(checker, tmp_path) == []


def test_an_error_is_found(checker: Path, tmp_path: Path) -> None:
    for number in range(21):
        (tmp_path / f"{number}.html").write_text("<!doctype html><title>x</title><ul><p></ul>")
    assert _faults(checker, tmp_path)
