"""Looks at what is served: at first at every file, then at the next ones, until all had their turn."""

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from sitegen.release import rot
from sitegen.release.manifest import File, Manifest
from sitegen.release.rot import Rounds

NOW = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.fixture
def manifest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Manifest:
    """A release of ten files, of which three are looked at a time."""
    monkeypatch.setattr(rot, "FILES_PER_LOOK", 3)
    files = {}
    for number in range(10):
        content = f"tệp {number}".encode()
        (tmp_path / "r").mkdir(exist_ok=True)
        (tmp_path / "r" / str(number)).write_bytes(content)
        files[str(number)] = File(sha256(content).hexdigest(), len(content), "text/plain", "", "")
    return Manifest(id="r", sequence=1, created=NOW, digest="", files=files, titles={})


@pytest.mark.parametrize("missing", range(10))
def test_the_first_look_sees_every_file(tmp_path: Path, manifest: Manifest, missing: int) -> None:
    (tmp_path / "r" / str(missing)).unlink()
    assert not Rounds().have_their_size(tmp_path, manifest)


@pytest.mark.parametrize("missing", range(10))
def test_later_looks_see_every_file_within_a_round(
    tmp_path: Path, manifest: Manifest, missing: int
) -> None:
    rounds = Rounds()
    assert rounds.have_their_size(tmp_path, manifest)
    assert rounds.rotten(tmp_path, manifest, NOW) == []
    (tmp_path / "r" / str(missing)).write_bytes(b"")
    seen = [rounds.have_their_size(tmp_path, manifest) for _ in range(4)]
    assert seen.count(False) == 1
