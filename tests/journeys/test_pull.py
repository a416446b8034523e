"""Another host fetches what is released: whole, switched to in one step, and never older."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.demo_world import ROOT

PULL = ROOT / "docs" / "operators" / "mirror" / "loa-pull"

pytestmark = pytest.mark.skipif(
    shutil.which("rsync") is None and not os.environ.get("CI"),
    reason="NO RSYNC: fetching a release was not tried (apt-get install rsync)",
)


class Source:
    """A host of workers, as far as who fetches sees it."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.releases = var / "releases"
        self.releases.mkdir(parents=True)
        (var / "worker-heartbeat").touch()
        (var / "loa.sqlite3").write_text("nobody else's", "utf-8")

    def release(self, name: str, words: str, *, switched: int) -> None:
        """Release one page; ``switched`` is when, in nanoseconds, the page is of that time too."""
        folder = self.releases / name
        folder.mkdir()
        for file, text in (("index.html", words), ("same.css", "body{}")):
            (folder / file).write_text(text, "utf-8")
            os.utime(folder / file, ns=(switched, switched if file == "index.html" else 0))
        (self.releases / f"{name}.json").write_text("{}", "utf-8")
        self.switch(name, switched=switched)

    def switch(self, name: str, *, switched: int) -> None:
        half = self.releases / ".half-current"
        half.symlink_to(name)
        half.replace(self.releases / "current")
        os.utime(self.releases / "current", ns=(switched, switched), follow_symlinks=False)

    def drop(self, name: str) -> None:
        shutil.rmtree(self.releases / name)
        (self.releases / f"{name}.json").unlink()


def pull(target: Path, *sources: Path | str, kind: str = "") -> "subprocess.CompletedProcess[str]":
    command = (str(PULL), *([kind] if kind else []), str(target), *map(str, sources))
    return subprocess.run(command, capture_output=True, text=True, check=False)


def served(target: Path) -> str:
    return (target / "releases" / "current" / "index.html").read_text("utf-8")


FIRST, SECOND, THIRD = (f"000{n}-20261128T10000{n}" for n in (1, 2, 3))
NOON = 1_795_863_600_000_000_000
TICK = 1_000_000


@pytest.fixture
def source(tmp_path: Path) -> Source:
    source = Source(tmp_path / "worker")
    source.release(FIRST, "một", switched=NOON)
    return source


def test_mirror_has_the_release_and_nothing_else(source: Source, tmp_path: Path) -> None:
    target = tmp_path / "mirror"
    assert pull(target, source.var).returncode == 0
    assert served(target) == "một"
    seen = {path.name for path in target.rglob("*") if "/." not in str(path)}
    assert seen == {"releases", "current", FIRST, "index.html", "same.css"}


FEED = {"changes/2.json": "hai", "latest.json": "2"}


def _feed(source: Source, name: str, files: dict[str, str]) -> None:
    folder = source.releases / name / "api" / "v1"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "changes").mkdir(parents=True)
    for file, text in {**files, "pages.json": "[]"}.items():
        (folder / file).write_text(text, "utf-8")


def _fed(target: Path) -> dict[str, str]:
    folder = target / "releases" / "current" / "api" / "v1"
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "pages.json"]
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in files}


@pytest.mark.parametrize("kind", ["", "--editor"])
def test_feed_that_was_written_anew_in_a_folder_that_is_here_is_fetched(
    source: Source, tmp_path: Path, kind: str
) -> None:
    target = tmp_path / "mirror"
    _feed(source, FIRST, {"changes/1.json": "một", "latest.json": "1"})
    assert pull(target, source.var, kind=kind).returncode == 0
    _feed(source, FIRST, FEED)  # a page became private: the link is renewed
    assert pull(target, source.var, kind=kind).returncode == 0
    source.switch(FIRST, switched=NOON + TICK)
    assert pull(target, source.var, kind=kind).returncode == 0
    assert _fed(target) == FEED
    source.release(SECOND, "hai", switched=NOON + 2 * TICK)
    assert pull(target, source.var, kind=kind).returncode == 0
    _feed(source, FIRST, {**FEED, "changes/3.json": "ba"})
    source.switch(FIRST, switched=NOON + 3 * TICK)  # a rollback
    assert pull(target, source.var, kind=kind).returncode == 0
    assert _fed(target) == {**FEED, "changes/3.json": "ba"}
    assert (target / "releases" / FIRST / "api" / "v1" / "pages.json").exists()


def test_page_that_changed_within_one_second_and_kept_its_length_is_fetched(
    source: Source, tmp_path: Path
) -> None:
    target = tmp_path / "mirror"
    source.release(SECOND, "bài", switched=NOON + TICK)
    pull(target, source.var)
    source.release(THIRD, "tôi", switched=NOON + 2 * TICK)
    assert pull(target, source.var).returncode == 0
    assert served(target) == "tôi"


def test_what_was_served_before_goes_at_the_next_round(source: Source, tmp_path: Path) -> None:
    target = tmp_path / "mirror"
    pull(target, source.var)
    source.release(SECOND, "hai", switched=NOON + TICK)
    pull(target, source.var)
    assert (target / "releases" / FIRST).is_dir()  # somebody may be in the middle of a page
    pull(target, source.var)
    assert not (target / "releases" / FIRST).exists()


def test_release_that_vanishes_while_it_is_fetched_changes_nothing(
    source: Source, tmp_path: Path
) -> None:
    target = tmp_path / "mirror"
    pull(target, source.var)
    source.release(SECOND, "hai", switched=NOON + TICK)
    shutil.rmtree(source.releases / SECOND)
    assert pull(target, source.var).returncode != 0
    assert served(target) == "một"
    source.release(THIRD, "ba", switched=NOON + 2 * TICK)
    assert pull(target, source.var).returncode == 0
    assert served(target) == "ba"


def test_run_that_was_stopped_half_way_is_ended_by_the_next(source: Source, tmp_path: Path) -> None:
    target = tmp_path / "mirror"
    pull(target, source.var)
    source.release(SECOND, "hai", switched=NOON + TICK)
    half = target / "releases" / ".incoming"
    half.mkdir()
    (half / "gone.html").write_text("của bản khác", "utf-8")
    (half / "index.html").write_text("dở", "utf-8")
    assert pull(target, source.var).returncode == 0
    assert served(target) == "hai"
    assert not (target / "releases" / "current" / "gone.html").exists()


def test_mirror_follows_whoever_switched_last_and_goes_back_only_when_told(
    source: Source, tmp_path: Path
) -> None:
    target, other = tmp_path / "mirror", Source(tmp_path / "other")
    other.release(SECOND, "máy kia", switched=NOON + TICK)
    both = (source.var, other.var)
    pull(target, *both)
    assert served(target) == "máy kia"
    away = other.var.rename(tmp_path / "away")
    done = pull(target, *both)
    assert "không còn bản phát hành" in done.stderr
    assert served(target) == "máy kia"  # not the older one of the host that answers
    away.rename(other.var)
    source.release(THIRD, "máy này", switched=NOON + 2 * TICK)
    pull(target, *both)
    assert served(target) == "máy này"
    source.switch(FIRST, switched=NOON + 3 * TICK)  # rolled back
    pull(target, *both)
    assert served(target) == "một"


def test_host_of_editors_also_has_what_its_screens_say(source: Source, tmp_path: Path) -> None:
    target = tmp_path / "editor"
    (source.releases / "last-failure.json").write_text("{}", "utf-8")
    source.release(SECOND, "hai", switched=NOON + TICK)
    assert pull(target, source.var, kind="--editor").returncode == 0
    assert (target / "worker-heartbeat").exists()
    assert (target / "releases" / "last-failure.json").exists()
    assert (target / "releases" / f"{FIRST}.json").exists()
    assert (target / "releases" / "current").readlink() == Path(SECOND)
    assert not (target / "loa.sqlite3").exists()
    (source.releases / "last-failure.json").unlink()
    source.drop(FIRST)
    pull(target, source.var, kind="--editor")
    assert not (target / "releases" / "last-failure.json").exists()
    assert not (target / "releases" / f"{FIRST}.json").exists()


HOSTILE = ("current", "evil", "../../etc", "/etc", ".", "0001 x", "-rf", "0001-2026T1\n", "x\ny")


@pytest.mark.parametrize("kind", ["", "--editor"])
@pytest.mark.parametrize("name", HOSTILE)
def test_source_that_names_no_release_changes_nothing(
    source: Source, tmp_path: Path, name: str, kind: str
) -> None:
    target = tmp_path / "mirror"
    pull(target, source.var, kind=kind)
    (source.releases / "evil").symlink_to("/etc")
    source.switch(name, switched=NOON + TICK)
    assert "tên lạ" in pull(target, source.var, kind=kind).stderr
    assert served(target) == "một"
    assert (target / "releases" / "current").readlink() == Path(FIRST)


@pytest.mark.parametrize("kind", ["", "--editor"])
def test_link_instead_of_a_release_is_not_followed_and_what_it_leads_to_stays(
    source: Source, tmp_path: Path, kind: str
) -> None:
    """Only folders of this test: a link of the source, and one of the own disk."""
    target, theirs = tmp_path / "mirror", tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "file").write_text("của người khác", "utf-8")
    (source.releases / THIRD).symlink_to(theirs)
    pull(target, source.var, kind=kind)
    for name in ("0000-20200101T000000", SECOND):
        (target / "releases" / name).symlink_to(theirs)
    source.release(SECOND, "hai", switched=NOON + TICK)
    for _ in range(3):
        assert pull(target, source.var, kind=kind).returncode == 0
    assert (theirs / "file").read_text("utf-8") == "của người khác"
    assert served(target) == "hai"
    links = {path.name for path in (target / "releases").iterdir() if path.is_symlink()}
    assert links == {"current"}


def test_links_and_rights_within_a_release_are_not_taken_over(
    source: Source, tmp_path: Path
) -> None:
    target, folder = tmp_path / "mirror", source.releases / FIRST
    (folder / "words.html").symlink_to("/etc/hostname")
    (folder / "all").symlink_to("/etc")
    (folder / "same.css").chmod(0o4777)
    assert pull(target, source.var).returncode == 0
    current = target / "releases" / "current"
    assert {path.name for path in current.iterdir()} == {"index.html", "same.css"}
    assert (current / "same.css").stat().st_mode & 0o7777 == 0o644


def test_source_whose_clock_is_ahead_is_followed_only_when_nobody_else_is_there(
    source: Source, tmp_path: Path
) -> None:
    target, other = tmp_path / "mirror", Source(tmp_path / "other")
    other.release(SECOND, "năm 2200", switched=7_258_118_400_000_000_000)
    pull(target, source.var, other.var)
    assert served(target) == "một"
    assert "đồng hồ" in pull(target, other.var).stderr
    assert served(target) == "năm 2200"


def test_source_is_followed_again_after_its_mark_was_a_folder(
    source: Source, tmp_path: Path
) -> None:
    target = tmp_path / "mirror"
    (source.releases / "current").unlink()
    (source.releases / "current").mkdir()
    assert pull(target, source.var).returncode != 0
    (source.releases / "current").rmdir()
    source.switch(FIRST, switched=NOON + TICK)
    assert pull(target, source.var).returncode == 0
    assert served(target) == "một"


def test_source_that_answers_and_has_no_release_is_told_apart_from_one_that_is_silent(
    source: Source, tmp_path: Path
) -> None:
    target, idle = tmp_path / "mirror", Source(tmp_path / "idle")
    silent = "rsync://127.0.0.1:1/loa"
    for empty in (idle.var, tmp_path / "idle" / "releases"):
        done = pull(target, empty)
        assert done.returncode == 1
        assert done.stderr == (
            f"loa-pull: chưa máy nào có bản phát hành. Trả lời nhưng chưa có: {empty}.\n"
        )
    done = pull(target, silent)
    assert f"{silent} không trả lời (rsync 10" in done.stderr
    assert "Trả lời nhưng" not in done.stderr
    done = pull(target, source.var, idle.var)
    assert (done.returncode, done.stderr, served(target)) == (0, "", "một")
    done = pull(target, source.var, silent)
    assert (done.returncode, served(target)) == (0, "một")
    assert len(done.stderr.splitlines()) == 1


def test_source_whose_releases_are_gone_is_told_and_what_was_served_stays(
    source: Source, tmp_path: Path
) -> None:
    target = tmp_path / "mirror"
    pull(target, source.var)
    (source.releases / "current").unlink()
    done = pull(target, source.var)
    assert "trả lời nhưng không còn bản phát hành nào" in done.stderr
    assert served(target) == "một"


@pytest.mark.parametrize(
    "arguments",
    [(), ("--editor",), ("FOLDER",), ("--editor", "FOLDER"), ("--help",), ("-h", "x"), ("", "x"),
     ("FOLDER", ""), ("FOLDER", "--delete"), ("--editor", "--editor", "x"), ("FOLDER", "x", "")],
)  # fmt: skip
def test_call_that_lacks_something_says_how_it_is_called_and_touches_nothing(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    """As nobody, in a folder of the test: whatever it would do, it could not."""
    folder = tmp_path / "var"
    given = [str(folder) if one == "FOLDER" else one for one in arguments]
    as_nobody = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
    command = (*(as_nobody if os.geteuid() == 0 else ()), "sh", "-s", "--", *given)
    done = subprocess.run(
        command, input=PULL.read_text("utf-8"), cwd="/", capture_output=True, text=True, check=False
    )
    assert done.returncode == 64
    assert "loa-pull [--editor] /srv/loa/var" in done.stderr
    assert len(done.stderr.splitlines()) == 2
    assert not folder.exists()
