"""The store: content-addressed objects, one index, nothing half written."""

import hashlib
from pathlib import Path
from random import Random

import pytest

from sitegen.store import Store, flush


def _put(store: Store, key: str, content: bytes) -> str:
    return store.put(key, content, inputs=b'[["a","1"]]', notes=b"notes").object


def test_object_is_named_by_its_digest_and_read_only(tmp_path: Path) -> None:
    store = Store(tmp_path)
    digest = _put(store, "k", b"bytes")
    assert digest == hashlib.sha256(b"bytes").hexdigest()
    assert store.path(digest) == tmp_path / "objects" / digest[:2] / digest
    assert store.path(digest).read_bytes() == b"bytes"
    assert store.path(digest).stat().st_mode & 0o777 == 0o444


def test_saved_key_is_found_by_the_next_store_with_its_notes_and_inputs(tmp_path: Path) -> None:
    store = Store(tmp_path)
    _put(store, "k", b"bytes")
    store.save()
    later = Store(tmp_path)
    output = later.find("k")
    assert output is not None
    assert (output.size, output.notes) == (5, b"notes")
    assert later.inputs("k") == b'[["a","1"]]'
    assert later.find("other") is None
    assert later.inputs("other") is None


def test_unsaved_key_is_forgotten(tmp_path: Path) -> None:
    _put(Store(tmp_path), "k", b"bytes")
    assert Store(tmp_path).find("k") is None


@pytest.mark.parametrize("damage", ["cut", "lost", "longer"])
def test_damaged_object_is_not_found_and_is_written_again(tmp_path: Path, damage: str) -> None:
    store = Store(tmp_path)
    path = store.path(_put(store, "k", b"bytes"))
    store.save()
    path.unlink()
    if damage != "lost":
        path.write_bytes(b"byt" if damage == "cut" else b"bytes and more")
    later = Store(tmp_path)
    assert later.find("k") is None
    _put(later, "k", b"bytes")
    assert path.read_bytes() == b"bytes"


def test_object_of_the_right_size_with_wrong_bytes_is_written_again(tmp_path: Path) -> None:
    store = Store(tmp_path)
    path = store.path(_put(store, "k", b"bytes"))
    store.save()
    path.unlink()
    path.write_bytes(b"BYTES")
    with pytest.raises(OSError, match="is damaged"):
        store.read(path.name)
    _put(Store(tmp_path), "k", b"bytes")
    assert path.read_bytes() == store.read(path.name) == b"bytes"


def test_object_of_a_killed_build_is_not_trusted(tmp_path: Path) -> None:
    store = Store(tmp_path)
    path = store.path(_put(store, "k", b"bytes"))
    path.unlink()
    path.write_bytes(b"\0\0\0\0\0")  # what a power cut can leave: the size without the bytes
    _put(Store(tmp_path), "k", b"bytes")
    assert path.read_bytes() == b"bytes"


def test_equal_object_is_not_written_again(tmp_path: Path) -> None:
    store = Store(tmp_path)
    path = store.path(_put(store, "k", b"bytes"))
    store.save()
    before = path.stat()
    _put(Store(tmp_path), "another key", b"bytes")
    assert path.stat() == before


def test_read_only_store_answers_but_writes_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path, is_read_only=True)
    digest = _put(store, "k", b"bytes")
    store.save()
    assert store.find("k") is not None
    assert not store.path(digest).exists()
    assert list(tmp_path.iterdir()) == []


def test_refusal_is_remembered_without_an_object(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.refuse("k", inputs=b"[]", notes=b"why")
    store.save()
    output = Store(tmp_path).find("k")
    assert output is not None
    assert (output.object, output.notes) == ("", b"why")


@pytest.mark.parametrize(
    "content", [b"", b"not a database at all", b"SQLite format 3\0" + b"x" * 90]
)
def test_broken_index_is_begun_anew(tmp_path: Path, content: bytes) -> None:
    store = Store(tmp_path)
    _put(store, "k", b"bytes")
    store.save()
    (tmp_path / "index.sqlite3").write_bytes(content)
    later = Store(tmp_path)
    assert later.find("k") is None
    _put(later, "k", b"bytes")
    later.save()
    assert Store(tmp_path).find("k") is not None


def test_clean_removes_half_written_objects(tmp_path: Path) -> None:
    store = Store(tmp_path)
    _put(store, "k", b"bytes")
    (tmp_path / "incoming" / "half").write_bytes(b"ha")
    store.clean()
    assert list((tmp_path / "incoming").iterdir()) == []


def test_sweep_keeps_what_is_marked_and_forgets_the_rest(tmp_path: Path) -> None:
    store = Store(tmp_path)
    kept, gone = _put(store, "kept", b"1"), _put(store, "gone", b"2")
    store.refuse("refused now", inputs=b"[]", notes=b"")
    store.refuse("refused once", inputs=b"[]", notes=b"")
    store.save()
    assert store.sweep({kept}, {"refused now"}) == 1
    assert store.path(kept).exists()
    assert not store.path(gone).exists()
    later = Store(tmp_path)
    known = {key for key in ("kept", "gone", "refused now", "refused once") if later.find(key)}
    assert known == {"kept", "refused now"}


@pytest.mark.parametrize("seed", range(20))
def test_nothing_of_what_was_swept_is_left_in_the_index(tmp_path: Path, seed: int) -> None:
    """Rows of any length, in any order: SQLite moves them about, and leaves what it moved."""
    random = Random(seed)  # noqa: S311  # the same rows every time
    kept = set()
    for turn in range(6):
        store = Store(tmp_path)
        for number in range(60):
            secret = b"riengtu" if number % 7 == 0 else b""
            inputs = secret + random.randbytes(random.randrange(900))
            digest = store.put(
                random.randbytes(8).hex(), b"%d %d" % (turn, number), inputs=inputs
            ).object
            if not secret:
                kept.add(digest)
        store.save()
    assert b"riengtu" in (tmp_path / "index.sqlite3").read_bytes()
    Store(tmp_path).sweep(kept, ())
    assert b"riengtu" not in (tmp_path / "index.sqlite3").read_bytes()


def test_flush_refuses_a_folder_that_is_not_there(tmp_path: Path) -> None:
    flush(tmp_path)
    with pytest.raises(FileNotFoundError):
        flush(tmp_path / "missing")
