"""Backups: one command each way, while officers work, whatever stops it; and never over anything."""

import hashlib
import json
import os
import random
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from cms.backups.seal import Seal
from cms.backups.vault import Vault
from sitegen.release.manifest import read_manifest
from sitegen.release.switch import current_release
from tests.commands import ROOT, run, start
from tests.demo_world import copy_demo, demo_environment

pytestmark = pytest.mark.journey

ROUNDS = 12 if os.environ.get("LOA_NIGHTLY") else 3
"""So many backups while officers work, and so many of them restored."""

KEY = "mot-khoa-ngau-nhien-du-dai-cho-sao-luu"
FILES = (
    ("media_illustration", "file", "file_hash", "public"),
    ("wagtaildocs_document", "file", "file_hash", "public"),
    ("media_illustration", "private_original", "''", "private"),
    ("media_rendition", "file", "''", "public"),
)
"""Where the database names uploads, and the SHA-1 that it knows of some."""

SAID = "SELECT {0}, {1} FROM {2} WHERE {0} > ''"

Done = subprocess.CompletedProcess[str]


def manage(folder: Path, *arguments: str, key: str = "", **more: str) -> Done:
    """Run a command in ``folder``; its exit code is the caller's to judge."""
    return run({**demo_environment(folder), "LOA_BACKUP_KEY": key, **more}, *arguments)


def well(done: Done) -> str:
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


def newest(target: Path) -> Path:
    return sorted(target.glob("loa-*.loa"))[-1]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demo; tests add backups of it, and change nothing."""
    folder = tmp_path_factory.mktemp("home") / "var"
    copy_demo(folder)
    return folder


@pytest.fixture(scope="module")
def target(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds one locked backup of the demo."""
    folder = tmp_path_factory.mktemp("backups") / "sao-luu"
    well(manage(home, "backup", str(folder), key=KEY))
    return folder


@pytest.fixture(scope="module")
def restored(target: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty machine, restored from it."""
    folder = tmp_path_factory.mktemp("elsewhere") / "var"
    said = well(manage(folder, "restore", str(newest(target)), key=KEY))
    assert "đăng nhập lại" in said
    assert "trước là" not in said
    return folder


def test_restored_machine_gives_the_same_mirror_byte_by_byte(home: Path, restored: Path) -> None:
    """What is rendered is found by what it is made of: a store saves the time and proves no less."""
    if not os.environ.get("LOA_NIGHTLY"):
        shutil.copytree(home / "store", restored / "store")
    well(manage(restored, "release"))
    digests = []
    for folder in (home, restored):
        releases = folder / "releases"
        manifest = read_manifest(releases, current_release(releases))
        assert manifest
        digests.append((manifest.digest, {path: f.digest for path, f in manifest.files.items()}))
    assert digests[0] == digests[1]


def test_officers_log_in_anew_after_a_restore(restored: Path) -> None:
    assert rows(restored, "SELECT COUNT(*) FROM django_session") == [(0,)]


def test_log_is_whole_and_kept_after_a_restore(home: Path, restored: Path) -> None:
    for table in ("wagtailcore_modellogentry", "wagtailcore_pagelogentry"):
        asked = f"SELECT * FROM {table} ORDER BY id"  # noqa: S608
        assert rows(restored, asked) == rows(home, asked) != []
        with pytest.raises(sqlite3.DatabaseError, match="append-only"):
            rows(restored, f"DELETE FROM {table}")  # noqa: S608


def test_second_backup_costs_what_changed(home: Path, target: Path) -> None:
    report = json.loads(well(manage(home, "backup", str(target), "--json", key=KEY)))
    assert report["bytes"] > 5_000_000
    assert report["written"] < report["bytes"] / 20
    assert report["missing"] == []


def test_words_of_the_database_are_not_readable_in_a_locked_backup(target: Path) -> None:
    for path in target.rglob("*"):
        assert not path.is_file() or b"Wagtail" not in path.read_bytes(), path


def test_check_reads_everything_and_the_next_backup_heals_what_it_found(
    home: Path, tmp_path: Path
) -> None:
    well(manage(home, "backup", str(tmp_path)))
    assert "Không có gì hỏng" in well(manage(home, "backup", "--check", str(tmp_path)))
    piece = max(tmp_path.glob("objects/*/*"), key=lambda path: path.stat().st_size)
    good = piece.read_bytes()
    piece.write_bytes(good[:-1] + bytes([good[-1] ^ 1]))
    assert "Không có gì hỏng" in well(manage(home, "backup", "--check", "--quick", str(tmp_path)))
    found = manage(home, "backup", "--check", str(tmp_path))
    assert found.returncode == 1
    assert "hỏng" in found.stdout
    assert newest(tmp_path).name in found.stdout
    well(manage(home, "backup", str(tmp_path)))
    assert piece.read_bytes() == good


def test_quick_check_tells_a_wrong_key_without_reading(home: Path, target: Path) -> None:
    found = manage(home, "backup", "--check", "--quick", str(target), key=KEY[::-1])
    assert found.returncode == 1
    assert "khoá khác" in found.stdout


def test_short_key_is_refused_by_name(home: Path, tmp_path: Path) -> None:
    done = manage(home, "backup", str(tmp_path), key="ngan")
    assert done.returncode != 0
    assert "LOA_BACKUP_KEY" in done.stderr


def test_restore_never_writes_over_anything(home: Path, target: Path, restored: Path) -> None:
    before = fingerprint(home)
    done = manage(home, "restore", str(newest(target)), key=KEY)
    assert done.returncode == 1
    assert "không khôi phục đè lên" in done.stderr
    assert fingerprint(home) == before


def test_restore_beside_uploads_of_somebody_else_is_refused(target: Path, tmp_path: Path) -> None:
    stranger = tmp_path / "uploads" / "private" / "original" / "anh"
    stranger.parent.mkdir(parents=True)
    stranger.write_bytes(b"kept")
    done = manage(tmp_path, "restore", str(newest(target)), key=KEY)
    assert done.returncode == 1
    assert "không thuộc bản sao lưu này" in done.stderr
    assert stranger.read_bytes() == b"kept"
    assert tables(tmp_path) == []


def test_restore_that_was_stopped_goes_on_by_the_same_command(
    target: Path, restored: Path, tmp_path: Path
) -> None:
    """It is stopped by a piece that is not there: some uploads lie there then, and no database."""
    piece, aside = sorted(target.glob("objects/*/*"))[40], tmp_path / "aside"
    piece.rename(aside)
    var = tmp_path / "var"
    stopped = manage(var, "restore", str(newest(target)), key=KEY)
    assert stopped.returncode == 1
    assert "Thiếu mảnh" in stopped.stderr
    assert tables(var) == []
    aside.rename(piece)
    other = {"LOA_SECRET_KEY": "x" * 60, "LOA_MIRROR_ADDRESS": "https://khac.test/"}
    said = well(manage(var, "restore", str(newest(target)), key=KEY, **other))
    assert all(f"{name} trước là" in said for name in other)
    assert fingerprint(var / "uploads") == fingerprint(restored / "uploads")


def test_one_damaged_upload_is_named_and_keeps_nothing_else_back(
    target: Path, restored: Path, tmp_path: Path
) -> None:
    there, var = tmp_path / "sao-luu", tmp_path / "var"
    shutil.copytree(target, there)
    files = Vault(there, Seal(KEY)).read(newest(there)).files
    path, kept = random.choice(sorted(files.items()))  # noqa: S311  # every run another one
    piece = there / "objects" / kept.pieces[0][:2] / kept.pieces[0]
    good = piece.read_bytes()
    piece.write_bytes(good[:-1] + bytes([good[-1] ^ 1]))
    lost = {one for one, other in files.items() if kept.pieces[0] in other.pieces}
    stopped = manage(var, "restore", str(newest(there)), key=KEY)
    assert stopped.returncode == 1
    assert any(one in stopped.stderr for one in lost), path
    assert "--without-damaged" in stopped.stderr
    said = well(manage(var, "restore", "--without-damaged", str(newest(there)), key=KEY))
    assert all(f"  {one}\n" in said for one in lost)
    found = fingerprint(var / "uploads")
    whole = fingerprint(restored / "uploads")
    assert found == {one: mark for one, mark in whole.items() if one not in lost}


def test_full_disk_is_named_and_harms_no_backup_before(home: Path, tmp_path: Path) -> None:
    if os.geteuid():
        pytest.skip("NOT ROOT: a full disk was not tried")
    backups = tmp_path / "disk"
    backups.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(backups)], check=True)
    try:
        well(manage(home, "backup", str(backups)))
        (backups / "strangers").write_bytes(b"x" * left_on(backups))
        full = manage(home, "backup", str(backups), key=KEY)
        assert full.returncode == 1
        assert "hết chỗ trống" in full.stderr
        assert "Không có gì hỏng" in well(manage(home, "backup", "--check", str(backups)))
        (backups / "strangers").unlink()
        well(manage(home, "backup", str(backups)))
    finally:
        subprocess.run(["umount", str(backups)], check=True)


def left_on(disk: Path) -> int:
    """Return all bytes but the last hundred thousand."""
    return shutil.disk_usage(disk).free - 100_000


def test_backup_of_a_newer_version_is_refused_in_words(home: Path, tmp_path: Path) -> None:
    newer = tmp_path / "newer"
    copy_demo(newer)
    statement = "INSERT INTO django_migrations (app, name, applied) VALUES ('cms', '9999_tomorrow', '2030-01-01')"
    with closing(sqlite3.connect(newer / "loa.sqlite3")) as database, database:
        database.execute(statement)
    well(manage(newer, "backup", str(tmp_path / "backups")))
    done = manage(tmp_path / "var", "restore", str(newest(tmp_path / "backups")))
    assert done.returncode == 1
    assert "bản Loa mới hơn" in done.stderr
    assert "9999_tomorrow" in done.stderr
    assert tables(tmp_path / "var") == []


def test_backup_of_an_older_version_is_brought_forward(tmp_path: Path) -> None:
    older = tmp_path / "older"
    copy_demo(older)
    last = max(path.stem for path in (ROOT / "media" / "migrations").glob("0*.py"))
    well(manage(older, "migrate", "-v", "0", "media", "0001"))
    well(manage(older, "backup", str(tmp_path / "backups")))
    var = tmp_path / "var"
    assert "đã nâng lên" in well(manage(var, "restore", str(newest(tmp_path / "backups"))))
    asked = "SELECT name FROM django_migrations WHERE app = 'media' ORDER BY name"
    assert rows(var, asked)[-1] == (last,)


def test_backups_under_the_hands_of_officers_are_each_of_one_moment(
    home: Path, tmp_path: Path
) -> None:
    busy, stop, backups = tmp_path / "busy", tmp_path / "stop", tmp_path / "backups"
    copy_demo(busy)
    begun = changes(busy)
    with TemporaryFile("w+") as said:
        work = ("-m", "tests.busy_uploads", str(stop))
        officers = start(demo_environment(busy), *work, stdout=said)
        reports = []
        try:
            while (
                len(reports) < ROUNDS
                or changes(busy) < begun + 4 * ROUNDS
                or len({report["files"] for report in reports}) < 2
            ):
                assert officers.poll() is None, "nobody works any more"
                reports.append(json.loads(well(manage(busy, "backup", str(backups), "--json"))))
        finally:
            stop.touch()
            officers.wait()
        said.seek(0)
        assert int(said.read()) > 3 * ROUNDS
    assert [report["missing"] for report in reports] == [[]] * len(reports)
    for number, report in enumerate(reports[-ROUNDS:]):
        var = tmp_path / f"var-{number}"
        well(manage(var, "restore", report["file"]))
        assert wrong_files(var) == []


def test_twenty_killed_backups_harm_none_and_the_next_is_whole(tmp_path: Path) -> None:
    var, backups = tmp_path / "var", tmp_path / "backups"
    copy_demo(var)
    well(manage(var, "backup", str(backups)))
    done = run(demo_environment(var), "-m", "tests.dying_backups", str(backups))
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["kills"] == 20
    assert (found["broken"], found["lost"], found["last_was_killed"]) == ([], 0, False)
    assert not list((var / "backing-up").glob("*/*"))
    well(manage(tmp_path / "elsewhere", "restore", str(newest(backups))))


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "loa.sqlite3")) as database:
        return database.execute(query).fetchall()


def tables(folder: Path) -> list[tuple[object, ...]]:
    """Return what the database holds; a file of nothing is as good as none."""
    folder.mkdir(exist_ok=True)
    return rows(folder, "SELECT name FROM sqlite_master")


def changes(folder: Path) -> int:
    """Return how many redactions and uploads there have been."""
    found = rows(folder, "SELECT seq FROM sqlite_sequence WHERE name = 'media_redactionversion'")
    return int(str(found[0][0])) if found else 0


def wrong_files(folder: Path) -> list[str]:
    """Return the files that the database names and that are not there, or not the right ones."""
    return [
        f"{table}: {name}"
        for table, column, digest, place in FILES
        for name, known in rows(folder, SAID.format(column, digest, table))
        if not is_right(folder / "uploads" / place / str(name), str(known))
    ]


def is_right(path: Path, known: str) -> bool:
    return path.is_file() and known in ("", hashlib.sha1(path.read_bytes()).hexdigest())  # noqa: S324


def fingerprint(folder: Path) -> dict[str, tuple[int, str]]:
    return dict(_fingerprints(folder))


def _fingerprints(folder: Path) -> Iterator[tuple[str, tuple[int, str]]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and "-wal" not in path.name:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            yield str(path.relative_to(folder)), (path.stat().st_mode, digest)
