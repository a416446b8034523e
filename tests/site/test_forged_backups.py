"""A backup that somebody has forged: refused in words, and nothing is written but what it may be.

A locked one cannot be forged without its key. Of an unlocked one everything may be: paths, modes,
sizes, kinds, shapes, pieces that swell; names are random, the faults are of a kind.
"""

import hashlib
import json
import os
import random
import shutil
import signal
import sqlite3
import stat
import tracemalloc
import zlib
from collections.abc import Iterator
from contextlib import closing, nullcontext
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from cms.backups.copier import Copier
from cms.backups.seal import Seal
from cms.backups.turn import alone_in, staging
from cms.backups.vault import MANIFEST_BYTES, PIECE_BYTES, Vault

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="a restore lays files before it asks PostgreSQL"
)

WORDS = b"anh cua mot cong dan"
GOOD = {
    "made": "2026-11-28T13:00:00Z",
    "kind": "sqlite",
    "database": {"pieces": [Seal().name(WORDS)], "size": len(WORDS), "mode": 0o600},
    "files": {"public/a.png": {"pieces": [Seal().name(WORDS)], "size": len(WORDS), "mode": 0o644}},
    "migrations": [["cms", "0001_user"]],
    "missing": [],
    "mirror": "",
    "notice": "",
    "secret": "",
}
PATHS = [
    "", ".", "..", "/", "//", "a/", "/a", "./a", "a/.", "a//b", "../a", "a/../../b", "a\0b", "\0",
    "/etc/loa-forged", "x" * 5_000, "a/" * 3_000 + "b", "public/a.png/b", "\n", "a\\..\\b", "ảnh.png",
]  # fmt: skip
ODD: list[Any] = [
    None, True, -1, 0, 1, 3, 2**31, 2**63, -(2**63), 10**40, 1e308, 0.5, "oracle", "postgresql",
    "2026-11-28", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-11-28T13:00:00", "x" * 64,
    "../" * 21 + "x", "a/b", "A" * 64, "0" * 64, "0" * 64 + "\n", 0o6777, 0o4755, 0o777, 0o666, 0,
    [], {}, [[]], {"": {}}, [None], *PATHS,
]  # fmt: skip


@pytest.fixture
def machine(tmp_path: Path, settings: Any, django_db_blocker: Any) -> Iterator[Path]:
    """An empty machine: no database yet, a folder of backups beside it."""
    settings.LOA_VAR = tmp_path / "var"
    settings.LOA_PRIVATE_ROOT = tmp_path / "var" / "uploads" / "private"
    settings.LOA_BACKUP_KEY = ""
    (tmp_path / "var").mkdir()
    shown: dict[str, Any] = connection.settings_dict
    before = shown["NAME"]
    connection.close()
    shown["NAME"] = str(tmp_path / "var" / "loa.sqlite3")
    with django_db_blocker.unblock():
        yield tmp_path
        connection.close()
    shown["NAME"] = before


def _forge(machine: Path, manifest: Any, *, body: bytes | None = None) -> Path:
    """Write a backup as anybody can who has read the format."""
    folder = machine / "backups"
    _put(folder, WORDS)
    packed = body if body is not None else b"\1" + zlib.compress(_json(manifest))
    head = {"loa_backup": 1, "key": "", "digest": hashlib.sha256(packed).hexdigest()}
    path = folder / "loa-20261128-130000-000.loa"
    path.write_bytes(_json(head) + b"\n" + packed)
    return path


def _json(value: Any) -> bytes:
    return json.dumps(value).encode()


def _put(folder: Path, content: bytes, name: str = "") -> str:
    name = name or Seal().name(content)
    place = folder / "objects" / name[:2] / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"\1" + zlib.compress(content))
    return name


def _restored(path: Path) -> str:
    """Restore, which ends at the database at the latest: it is none. Return what was said."""
    with pytest.raises(CommandError) as said:
        call_command("restore", str(path))
    return str(said.value)


def _checked(path: Path) -> None:
    with pytest.raises((CommandError, SystemExit)):
        call_command("backup", str(path.parent), check=True, verbosity=0)


def _outside(machine: Path) -> set[str]:
    return {
        str(path.relative_to(machine))
        for path in machine.rglob("*")
        if not path.is_relative_to(machine / "var" / "uploads")
        and "damaged" not in path.name
        and not path.is_relative_to(machine / "var" / "backing-up")
        and not path.name.startswith(("loa.sqlite3", "database.restoring", "uploads"))
    }


def _modes(machine: Path) -> set[int]:
    laid = (machine / "var" / "uploads").rglob("*")
    return {stat.S_IMODE(path.stat().st_mode) for path in laid if path.is_file()}


def _mutated(seed: int) -> Any:
    """Return the manifest with one or two places of it replaced by something odd."""
    chance = random.Random(seed)  # noqa: S311
    manifest = json.loads(json.dumps(GOOD))
    for _ in range(chance.choice((1, 1, 2))):
        _spoil(manifest, chance)
    return manifest


def _spoil(value: Any, chance: random.Random) -> None:
    if isinstance(value, list) and not value:
        value.append(chance.choice(ODD))
        return
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    if not keys:
        value["x"] = chance.choice(ODD)
        return
    key = chance.choice(keys)
    inner = value[key]
    if isinstance(inner, dict | list) and inner and chance.random() < 0.75:
        _spoil(inner, chance)
    elif isinstance(value, dict) and chance.random() < 0.3:
        value[str(chance.choice(PATHS))] = value.pop(key)
    else:
        value[key] = chance.choice(ODD)


@pytest.mark.parametrize("decade", range(8))
def test_whatever_is_forged_is_refused_in_words_and_writes_nothing_elsewhere(
    machine: Path, decade: int
) -> None:
    before = _outside(machine) | {"backups"}
    for seed in range(decade * 40, decade * 40 + 40):
        path = _forge(machine, _mutated(seed))
        before |= {one for one in _outside(machine) if one.startswith("backups/")}
        _checked(path)
        said = _restored(path)
        assert "Traceback" not in said, seed
        assert _outside(machine) - before == set(), seed
        assert all(mode & ~0o664 == 0 and mode & 0o600 == 0o600 for mode in _modes(machine)), seed
        _empty(machine / "var" / "uploads")


def _empty(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    if folder.is_dir():
        folder.rmdir()
    else:
        folder.unlink(missing_ok=True)


def test_second_restore_at_the_same_time_is_told_so(machine: Path) -> None:
    path = _forge(machine, GOOD)
    with alone_in(staging(machine / "var")):
        assert "Một lượt sao lưu hoặc khôi phục khác đang dùng" in _restored(path)
    assert not (machine / "var" / "uploads").exists()


@pytest.mark.parametrize("shape", [b"[]", b"null", b"1", b'"x"', b"{}", b"", b"{", b"[" * 100_000])
@pytest.mark.parametrize("packed", [True, False])
def test_manifest_of_another_shape_is_refused(machine: Path, shape: bytes, *, packed: bool) -> None:
    body = b"\1" + zlib.compress(shape) if packed else b"\0" + shape
    path = _forge(machine, None, body=body)
    _checked(path)
    assert "hỏng" in _restored(path)


@pytest.mark.parametrize("first", [b"{}", b"[]", b"[" * 100_000, b"null", b'{"loa_backup": "1"}'])
def test_first_line_of_another_shape_is_refused(machine: Path, first: bytes) -> None:
    path = _forge(machine, GOOD)
    path.write_bytes(first + b"\n" + path.read_bytes().partition(b"\n")[2])
    _checked(path)
    assert "không phải là bản sao lưu" in _restored(path)


@pytest.mark.parametrize("forged", PATHS[:-3])
def test_path_that_is_none_of_ours_is_refused_before_anything_is_laid(
    machine: Path, forged: str
) -> None:
    files = {**GOOD["files"], forged: GOOD["files"]["public/a.png"]}  # type: ignore[dict-item]
    _restored(_forge(machine, {**GOOD, "files": files}))
    assert not (machine / "var" / "uploads").exists()


def test_set_user_id_and_a_mode_for_everybody_are_taken_off(machine: Path) -> None:
    files = {
        f"public/{mode:o}": {**GOOD["files"]["public/a.png"], "mode": mode}  # type: ignore[index]
        for mode in (0o6777, 0o4755, 0o777, 0o666, 0o644, 0, -1 & 0o7777)
    }
    _restored(_forge(machine, {**GOOD, "files": files}))
    assert _modes(machine) == {0o664, 0o644, 0o600}


@pytest.mark.parametrize("what", ["piece", "size", "manifest"])
def test_piece_that_swells_is_not_unpacked(machine: Path, what: str) -> None:
    swollen = bytes(400 * PIECE_BYTES)
    manifest: dict[str, Any] = json.loads(json.dumps(GOOD))
    if what == "piece":
        name = _put(machine / "backups", swollen)
        manifest["files"] = {"public/b": {"pieces": [name], "size": len(swollen)}}
    elif what == "size":
        name = _put(machine / "backups", bytes(PIECE_BYTES))
        manifest["files"] = {"public/b": {"pieces": [name] * 200, "size": 3}}
    else:
        manifest = {"x": None}
    body = b"\1" + zlib.compress(swollen) if what == "manifest" else None
    path = _forge(machine, manifest, body=body)
    tracemalloc.start()
    try:
        assert "hỏng" in _restored(path)
        _checked(path)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < (4 * MANIFEST_BYTES if what == "manifest" else 64 * PIECE_BYTES)
    laid = [one.stat().st_size for one in (machine / "var").rglob("*") if one.is_file()]
    assert sum(laid) <= 2 * PIECE_BYTES


def test_piece_named_after_a_place_elsewhere_moves_nothing(machine: Path) -> None:
    aside = machine / "secret"
    aside.write_text("x")
    manifest: dict[str, Any] = json.loads(json.dumps(GOOD))
    manifest["database"]["pieces"] = [f"../../{aside.name}", "/etc/hostname", "a/b", ""]
    path = _forge(machine, manifest)
    _checked(path)
    _restored(path)
    assert aside.read_text() == "x"


def test_database_of_something_else_is_said_to_be_none_of_ours(
    machine: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "other")) as other:
        other.execute("CREATE TABLE django_content_type (x)")
        other.commit()
    content = (tmp_path / "other").read_bytes()
    database = {"pieces": [_put(machine / "backups", content)], "size": len(content)}
    assert "không dùng được với bản Loa này" in _restored(
        _forge(machine, {**GOOD, "database": database})
    )


@pytest.mark.parametrize(
    ("size", "pieces"),
    [(10**15, 1), (10**15, 100_000), (3, 200), (0, 2), (1, 0), (PIECE_BYTES + 1, 1), (2**20, 2)],
)
@pytest.mark.parametrize("what", ["file", "database"])
def test_size_that_the_pieces_cannot_have_is_refused_before_anything_is_laid(
    machine: Path, size: int, pieces: int, what: str
) -> None:
    name = _put(machine / "backups", bytes(PIECE_BYTES))
    forged = {"pieces": [name] * pieces, "size": size}
    change = {"database": forged} if what == "database" else {"files": {"public/b": forged}}
    path = _forge(machine, {**GOOD, **change})
    assert "không thể thành" in _restored(path)
    _checked(path)
    assert not (machine / "var" / "uploads").exists()


def test_what_the_disk_has_no_room_for_is_refused_before_anything_is_laid(
    machine: Path, monkeypatch: Any
) -> None:
    name = _put(machine / "backups", bytes(PIECE_BYTES))
    swollen = {"pieces": [name] * 1_000, "size": 1_000 * PIECE_BYTES}
    files = {"public/b": {"pieces": [name], "size": PIECE_BYTES}, "public/c": swollen}
    room = shutil._ntuple_diskusage(2**40, 2**40 - 2**29, 2**29)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: room)
    assert "đĩa chỉ còn" in _restored(_forge(machine, {**GOOD, "files": files}))
    path = _forge(machine, {**GOOD, "files": {}, "database": swollen})
    assert "đĩa chỉ còn" in _restored(path)
    _checked(path)
    laid = [one for one in (machine / "var").rglob("*") if one.is_file()]
    assert {one.name.partition("-")[0] for one in laid} <= {
        "loa.sqlite3",  # asked, and empty
        ".backup.lock",
    }


def test_piece_that_is_shorter_than_the_others_ends_it_at_once(machine: Path) -> None:
    name = Seal().name(WORDS)
    forged = {"pieces": [name] * 3_000, "size": 2_999 * PIECE_BYTES + 1}
    path = _forge(machine, {**GOOD, "files": {"public/b": forged}})
    assert "không đúng cỡ" in _restored(path)
    laid = [one.stat().st_size for one in (machine / "var").rglob("*") if one.is_file()]
    assert sum(laid) <= len(WORDS)


@pytest.fixture
def _no_waiting() -> Iterator[None]:
    """End the test that waits for ever."""
    signal.alarm(30)
    yield
    signal.alarm(0)


@pytest.mark.usefixtures("_no_waiting")
@pytest.mark.parametrize("what", ["piece", "manifest", "lock", "folder"])
def test_pipe_or_folder_in_the_place_of_a_file_is_not_waited_for(machine: Path, what: str) -> None:
    path = _forge(machine, GOOD)
    name = Seal().name(WORDS)
    place = {
        "piece": path.parent / "objects" / name[:2] / name,
        "folder": path.parent / "objects" / name[:2] / name,
        "manifest": path,
        "lock": path.parent / ".backup.lock",
    }[what]
    place.unlink(missing_ok=True)
    place.mkdir() if what == "folder" else os.mkfifo(place)
    _checked(path)
    _restored(path)
    vault = Vault(path.parent, Seal())
    with nullcontext() if what != "lock" else pytest.raises(OSError, match="lock"), vault.alone():
        assert vault.get(vault.put(WORDS)) == WORDS


@pytest.mark.usefixtures("_no_waiting")
def test_pipe_among_the_uploads_is_left_out_of_a_backup(tmp_path: Path) -> None:
    (tmp_path / "uploads").mkdir()
    os.mkfifo(tmp_path / "uploads" / "pipe")
    (tmp_path / "uploads" / "a").write_bytes(WORDS)
    copier = Copier(Vault(tmp_path / "vault", Seal()), tmp_path / "uploads")
    assert set(copier.look()) == {"a"}
