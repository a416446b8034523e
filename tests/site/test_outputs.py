"""Outputs: a mirror of any choice of them is whole, and names nothing of what it leaves out."""

import random
from pathlib import Path
from typing import Any

import pytest

from sitegen.outputs import CHOSEN, OUTPUTS
from sitegen.pipeline import Worker
from sitegen.release.manifest import read_manifest
from tests.lots import lots
from tests.unit.mirror_samples import tree

pytestmark = pytest.mark.django_db

GROUPS = {"markdown": "text", "pdf": "sheet", "search": "search", "share": "share"}
"""What the files of each output are called in the manifest."""


def test_mirror_of_any_outputs_is_whole(demo_rows: None, settings: Any, tmp_path: Path) -> None:
    chance = random.Random("outputs")  # noqa: S311
    chosen = [OUTPUTS, frozenset[str]()]
    chosen += [frozenset(chance.sample(CHOSEN, chance.randrange(4))) for _ in lots(4, 16)]
    whole: dict[str, bytes] = {}
    for one in (*chosen, OUTPUTS):
        settings.LOA_OUTPUTS = one | {"json"}
        report = Worker(tmp_path).release()
        assert report.status in {"released", "unchanged"}
        wrong = [said for said in report.findings if said.severity == "error"]
        assert not wrong, (one, wrong)
        files = tree(tmp_path)
        whole = whole or files
        manifest = read_manifest(tmp_path / "releases", report.release)
        assert manifest is not None
        groups = {file.group for file in manifest.files.values()}
        assert {output for output in CHOSEN if GROUPS[output] in groups} == one - {"json"}
        assert ("llms.txt" in files) == ("markdown" in one)
    assert files == whole
