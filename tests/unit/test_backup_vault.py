"""The vault of backups: each piece once, locked, whole or told; no backup takes another with it."""

import random
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cms.backups.errors import BackupError, DamagedError
from cms.backups.manifest import Kept, Manifest
from cms.backups.seal import Seal
from cms.backups.vault import Vault

NOW = datetime(2026, 11, 28, 13, 0, tzinfo=UTC)
KEY = "mot-khoa-ngau-nhien-du-dai-cho-sao-luu"
OTHER = "mot-khoa-khac-ngau-nhien-du-dai-cho-nay"
SECRET = b"viet trong ban nhap cua mot can bo " * 40


@pytest.fixture(params=["", KEY], ids=["open", "locked"])
def vault(request: pytest.FixtureRequest, tmp_path: Path) -> Vault:
    return Vault(tmp_path / "vault", Seal(request.param))


def a_backup(vault: Vault, *contents: bytes, at: datetime = NOW) -> Path:
    with vault.alone():
        pieces = tuple(vault.put(one) for one in contents)
        database = Kept(pieces[:1], len(contents[0]))
        files = {
            f"public/{number}": Kept((name,), len(one))
            for number, (name, one) in enumerate(zip(pieces, contents, strict=True))
        }
        return vault.add(
            Manifest(made=at, kind="sqlite", database=database, files=files, migrations=())
        )


def all_files(vault: Vault) -> list[Path]:
    return [path for path in vault.folder.rglob("*") if path.is_file()]


def test_what_was_put_comes_back_and_lies_there_once(vault: Vault) -> None:
    contents = [b"", b"x", SECRET, random.Random(1).randbytes(5_000)]  # noqa: S311
    path = a_backup(vault, *contents)
    written = vault.written
    a_backup(vault, *contents, at=NOW + timedelta(days=1))
    assert vault.written == written
    kept = vault.read(path)
    assert [b"".join(vault.content(one)) for one in kept.files.values()] == contents


def test_nobody_else_on_the_machine_reads_a_backup(vault: Vault) -> None:
    a_backup(vault, SECRET)
    for path in (vault.folder, *vault.folder.rglob("*")):
        assert not path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO), path


def test_folder_that_was_there_is_closed_to_others_unless_it_holds_other_things(
    tmp_path: Path,
) -> None:
    for name, holds, mode in (("empty", "", 0o700), ("shared", "letter.txt", 0o755)):
        folder = tmp_path / name
        folder.mkdir(mode=0o755)
        if holds:
            (folder / holds).touch()
        a_backup(Vault(folder, Seal()), SECRET)
        assert stat.S_IMODE(folder.stat().st_mode) == mode


def test_without_the_key_neither_words_nor_names_of_files_are_read(tmp_path: Path) -> None:
    locked = Vault(tmp_path, Seal(KEY))
    path = a_backup(locked, SECRET)
    name = locked.read(path).database.pieces[0]
    assert name != Seal().name(SECRET)
    for file in all_files(locked):
        assert b"ban nhap" not in file.read_bytes()
        assert file == path or b"public/0" not in file.read_bytes()
    assert b"public/0" not in path.read_bytes()


@pytest.mark.parametrize(
    ("key", "word"), [("", "đã khoá"), (OTHER, "khoá khác")], ids=["none", "other"]
)
def test_wrong_key_is_told_before_anything_is_read(tmp_path: Path, key: str, word: str) -> None:
    path = a_backup(Vault(tmp_path, Seal(KEY)), SECRET)
    for piece in tmp_path.glob("objects/*/*"):
        piece.unlink()
    with pytest.raises(BackupError, match=word):
        Vault(tmp_path, Seal(key)).read(path)


def test_open_backup_is_not_refused_as_damaged_when_a_key_is_set(tmp_path: Path) -> None:
    path = a_backup(Vault(tmp_path, Seal()), SECRET)
    with pytest.raises(BackupError, match="không khoá"):
        Vault(tmp_path, Seal(KEY)).read(path)


def test_every_changed_byte_of_a_piece_or_a_manifest_is_noticed(vault: Vault) -> None:
    path = a_backup(vault, b"a small piece")
    (name,) = vault.read(path).database.pieces
    piece = vault.folder / "objects" / name[:2] / name
    body = path.read_bytes().index(b"\n") + 1
    for file, first in ((piece, 0), (path, body)):
        good = file.read_bytes()
        for place in range(first, len(good), max(1, (len(good) - first) // 40)):
            file.write_bytes(good[:place] + bytes([good[place] ^ 64]) + good[place + 1 :])
            with pytest.raises(DamagedError):
                b"".join(vault.content(vault.read(path).database))
        for length in (0, 1, len(good) // 2, len(good) - 1):
            file.write_bytes(good[:length])
            with pytest.raises(BackupError):
                b"".join(vault.content(vault.read(path).database))
        file.write_bytes(good)
    assert b"".join(vault.content(vault.read(path).database)) == b"a small piece"


def test_piece_in_the_place_of_another_is_noticed(vault: Vault) -> None:
    path = a_backup(vault, b"one piece", b"another one")
    one, other = (kept.pieces[0] for kept in vault.read(path).files.values())
    places = [vault.folder / "objects" / name[:2] / name for name in (one, other)]
    places[0].write_bytes(places[1].read_bytes())
    with pytest.raises(DamagedError):
        vault.get(one)


def test_what_a_killed_run_left_half_or_damaged_is_written_anew(vault: Vault) -> None:
    with vault.alone():
        name = vault.put(SECRET)
        half = vault.folder / "incoming" / "half"
        half.write_bytes(b"x")
    piece = vault.folder / "objects" / name[:2] / name
    piece.write_bytes(b"")  # what a power cut leaves of a file that was never flushed
    path = a_backup(vault, SECRET)
    assert not half.exists()
    assert b"".join(vault.content(vault.read(path).database)) == SECRET


def test_old_backups_go_with_what_only_they_held(vault: Vault) -> None:
    shared = b"in all of them"
    paths = [
        a_backup(vault, shared, f"only in {day}".encode(), at=NOW + timedelta(days=day))
        for day in range(5)
    ]
    with vault.alone():
        assert vault.keep(2, paths[-1]) == 3
    assert vault.backups() == paths[-2:]
    assert len(list(vault.folder.glob("objects/*/*"))) == 3
    for path in paths[-2:]:
        assert vault.get(vault.read(path).database.pieces[0]) == shared


def test_the_backup_just_made_stays_although_the_clock_was_set_back(vault: Vault) -> None:
    a_backup(vault, b"one", at=NOW)
    late = a_backup(vault, b"two", at=NOW - timedelta(days=400))
    with vault.alone():
        vault.keep(1, late)
    assert vault.backups() == [late]
    assert vault.get(vault.read(late).database.pieces[0]) == b"two"


def test_pieces_of_backups_under_a_former_key_are_not_swept(tmp_path: Path) -> None:
    former = Vault(tmp_path, Seal(KEY))
    path = a_backup(former, SECRET)
    now = Vault(tmp_path, Seal(OTHER))
    newest = a_backup(now, SECRET, at=NOW + timedelta(days=1))
    with now.alone():
        now.keep(2, newest)
    assert former.get(former.read(path).database.pieces[0]) == SECRET
    with now.alone():
        now.keep(1, newest)
    assert len(list(tmp_path.glob("objects/*/*"))) == 1


def test_second_run_is_told_to_wait(vault: Vault) -> None:
    other = Vault(vault.folder, vault.seal)
    with vault.alone(), pytest.raises(BackupError, match="Đợi xong"), other.alone():
        raise AssertionError


def test_backup_of_a_later_format_is_refused_in_words(vault: Vault) -> None:
    path = a_backup(vault, b"x")
    path.write_bytes(path.read_bytes().replace(b'"loa_backup":1', b'"loa_backup":2', 1))
    with pytest.raises(BackupError, match="Loa mới hơn"):
        vault.read(path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"{}\n", b"\xff" * 100])
def test_any_other_file_is_not_taken_for_a_backup(vault: Vault, content: bytes) -> None:
    vault.folder.mkdir()
    path = vault.folder / "loa-x.loa"
    path.write_bytes(content)
    with pytest.raises(BackupError, match="không phải là bản sao lưu"):
        vault.read(path)
