"""The git branch: one commit, the same for the same release, and no work tree is touched."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sitegen.errors import SitegenError
from sitegen.release.profiles import Entry, made, stored
from sitegen.release.targets import Branch, Delivery, Progress, Stamp, write_branch
from tests.unit.export_samples import FIRST, SECOND, KilledError, Sample, kill_after


def _git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.vn")
    done = subprocess.run(
        ["git", "-C", str(folder), *identity, *arguments], capture_output=True, check=True
    )
    return done.stdout.decode().strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A bare repository."""
    subprocess.run(["git", "init", "-q", "--bare", str(tmp_path / "kho.git")], check=True)
    return tmp_path / "kho.git"


def _entries(sample: Sample) -> list[Entry]:
    return [stored(sample.released, path) for path in sample.files]


def _write(
    repository: Path,
    sample: Sample,
    release: str,
    *,
    name: str = "loa-mirror",
    remote: str = "",
    progress: Progress | None = None,
) -> Delivery:
    branch = Branch(repository=repository, name=name, remote=remote)
    stamp = Stamp(release=release, created=datetime(2026, 11, 1, tzinfo=UTC))
    return write_branch(_entries(sample), branch, stamp, progress=progress)


def _tree(repository: Path, ref: str = "loa-mirror") -> dict[str, bytes]:
    paths = _git(repository, "-c", "core.quotepath=off", "ls-tree", "-r", "--name-only", ref)
    shown = {}
    for path in paths.splitlines():
        command = ["git", "-C", str(repository), "show", f"{ref}:{path}"]
        shown[path] = subprocess.run(command, capture_output=True, check=True).stdout
    return shown


def test_branch_holds_the_release_in_one_commit(repository: Path) -> None:
    done = _write(repository, FIRST, "1")
    assert _tree(repository) == FIRST.contents
    assert (done.new, done.changed, done.removed) == (len(FIRST.files), 0, 0)
    done = _write(repository, SECOND, "2")
    assert _tree(repository) == SECOND.contents
    assert done.removed == len(FIRST.files.keys() - SECOND.files.keys())
    assert _git(repository, "rev-list", "--count", "loa-mirror") == "1"
    assert _git(repository, "for-each-ref", "refs/loa") == ""


def test_equal_release_gives_an_equal_commit_in_any_repository(tmp_path: Path) -> None:
    commits = set()
    for name in "ab":
        subprocess.run(["git", "init", "-q", "--bare", str(tmp_path / name)], check=True)
        _write(tmp_path / name, FIRST, "1")
        commits.add(_git(tmp_path / name, "rev-parse", "loa-mirror"))
    assert len(commits) == 1


def test_equal_content_of_another_release_leaves_the_branch_alone(repository: Path) -> None:
    _write(repository, FIRST, "1")
    before = _git(repository, "rev-parse", "loa-mirror")
    assert _write(repository, FIRST, "2").is_unchanged
    assert _git(repository, "rev-parse", "loa-mirror") == before


def test_killed_import_leaves_the_branch_and_the_next_run_succeeds(repository: Path) -> None:
    _write(repository, FIRST, "1")
    for writes in range(1, len(SECOND.files), 3):
        with pytest.raises(KilledError):
            _write(repository, SECOND, "2", progress=kill_after(writes))
        assert _tree(repository) == FIRST.contents
    _write(repository, SECOND, "2")
    assert _tree(repository) == SECOND.contents


def test_branch_with_a_history_of_its_own_is_refused(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", "-b", "main", str(tmp_path)], check=True)
    (tmp_path / "luan-van.txt").write_text("x")
    _git(tmp_path, "add", ".")
    _git(tmp_path, "commit", "-qm", "x")
    _git(tmp_path, "branch", "other")
    for name in ("main", "other"):
        with pytest.raises(SitegenError, match="không do Loa ghi"):
            _write(tmp_path, FIRST, "1", name=name)
    _write(tmp_path, FIRST, "1")
    assert _tree(tmp_path) == FIRST.contents
    assert _git(tmp_path, "status", "--porcelain") == ""
    assert [path.name for path in tmp_path.iterdir() if path.name != ".git"] == ["luan-van.txt"]


def test_branch_that_is_checked_out_is_refused(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", "-b", "loa-mirror", str(tmp_path)], check=True)
    with pytest.raises(SitegenError, match="thư mục làm việc"):
        _write(tmp_path, FIRST, "1")


def test_branch_is_pushed_and_replaces_what_was_there(tmp_path: Path, repository: Path) -> None:
    remote = tmp_path / "xa.git"
    subprocess.run(["git", "init", "-q", "--bare", str(remote)], check=True)
    for release, sample in (("1", FIRST), ("2", SECOND), ("2", SECOND)):
        _write(repository, sample, release, remote=str(remote))
        assert _tree(remote) == sample.contents
    assert _git(remote, "rev-list", "--count", "loa-mirror") == "1"


@pytest.mark.parametrize("name", ["", "a b", "../x", "-d"])
def test_name_that_is_no_branch_is_refused(repository: Path, name: str) -> None:
    with pytest.raises(SitegenError, match="không dùng được"):
        _write(repository, FIRST, "1", name=name)


def test_folder_that_is_no_repository_is_refused(tmp_path: Path) -> None:
    (tmp_path / "khac").mkdir()
    with pytest.raises(SitegenError, match="không phải kho git"):
        _write(tmp_path / "khac", FIRST, "1")


def test_names_with_marks_and_quotes_arrive(repository: Path) -> None:
    branch = Branch(repository=repository, name="loa-mirror")
    stamp = Stamp(release="1", created=datetime(2026, 11, 1, tzinfo=UTC))
    write_branch([made('Tờ "gấp".txt', b"x")], branch, stamp)
    listed = subprocess.run(
        ["git", "-C", str(repository), "ls-tree", "-z", "--name-only", "loa-mirror"],
        capture_output=True,
        check=True,
    )
    assert listed.stdout.decode().strip("\0") == 'Tờ "gấp".txt'
