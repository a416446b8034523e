"""Buckets: order, headers, refusals, two publishers at once; on obstore's store in memory."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest
from obstore.exceptions import (
    GenericError,
    NotSupportedError,
    PermissionDeniedError,
    PreconditionError,
)
from obstore.store import MemoryStore

from sitegen.errors import SitegenError
from sitegen.release.profiles import Entry, Packer, stored, web
from sitegen.release.targets import Bucket, Delivery, Order, Progress, deliver, open_bucket
from sitegen.release.targets.bucket import STATE
from tests.unit.export_samples import FIRST, SECOND, KilledError, Sample, broken, kill_after


class Watched:
    """A store in memory that fails as it is told to and remembers what was put."""

    def __init__(self, fail: Callable[[int, str, Any], Exception | None] | None = None) -> None:
        self.inner = MemoryStore()
        self.fail = fail
        self.requests = 0
        self.puts: list[str] = []

    def put(self, path: str, file: bytes, *, attributes: Any = None, mode: Any = None) -> Any:
        self._ask("put", mode)
        self.puts.append(path)
        return self.inner.put(path, file, attributes=attributes, mode=mode)

    def get(self, path: str) -> Any:
        self._ask("get")
        return self.inner.get(path)

    def head(self, path: str) -> Any:
        self._ask("head")
        return self.inner.head(path)

    def list(self, prefix: str | None = None) -> Iterable[Sequence[Any]]:
        self._ask("list")
        return self.inner.list(prefix)

    def delete(self, paths: str) -> None:
        self._ask("delete")
        self.inner.delete(paths)

    def tree(self, prefix: str = "") -> dict[str, bytes]:
        start = len(f"{prefix}/") if prefix else 0
        paths = [row["path"] for rows in self.inner.list(prefix or None) for row in rows]
        found = {path[start:]: bytes(self.inner.get(path).bytes()) for path in paths}
        found.pop(STATE, None)
        return found

    def _ask(self, verb: str, mode: Any = None) -> None:
        self.requests += 1
        error = self.fail(self.requests, verb, mode) if self.fail else None
        if error:
            raise error


def _entries(sample: Sample) -> list[Entry]:
    return [stored(sample.released, path) for path in sample.files]


def _bucket(store: Watched, prefix: str = "") -> Bucket:
    return Bucket(store, prefix, workers=1)


def _send(
    store: Watched, sample: Sample, release: str, progress: Progress | None = None, **more: Any
) -> Delivery:
    order = Order(**{"profile": "web", "release": release, "publisher": "a", **more})
    return deliver(_entries(sample), _bucket(store), order, progress)


def test_bucket_gets_the_release_below_its_prefix_and_nothing_else() -> None:
    store = Watched()
    store.inner.put("other/x", b"x")
    order = Order(profile="web", release="1", publisher="a")
    deliver(_entries(FIRST), _bucket(store, "tinh/loa"), order)
    assert store.tree("tinh/loa") == FIRST.contents
    assert bytes(store.inner.get("other/x").bytes()) == b"x"


@pytest.mark.parametrize(
    ("path", "kind", "cache"),
    [
        (next(iter(FIRST.files)), "text/css; charset=utf-8", "max-age=31536000, immutable"),
        ("huong-dan/a/index.html", "text/html; charset=utf-8", "max-age=60"),
        ("index.html", "text/html; charset=utf-8", "no-cache"),
        ("sitemap.xml", "application/xml", "no-cache"),
        (STATE, "application/json", "no-store"),
    ],
)
def test_objects_say_their_type_and_how_long_they_may_be_kept(
    path: str, kind: str, cache: str
) -> None:
    store = Watched()
    _send(store, FIRST, "1")
    attributes = store.inner.get(path).attributes
    assert attributes["Content-Type"] == kind
    assert cache in attributes["Cache-Control"]


def test_packed_objects_say_how_they_are_packed(tmp_path: Any) -> None:
    store = Watched()
    entries = list(web(FIRST.released, packer=Packer(tmp_path), packing="inside", extra={}))
    deliver(entries, _bucket(store), Order(profile="web", release="1", publisher="a"))
    assert store.inner.get("index.html").attributes["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in store.inner.get("404.html").attributes


def test_assets_go_first_then_new_pages_then_changed_pages_then_the_home_page() -> None:
    store = Watched()
    _send(store, FIRST, "1")
    store.puts.clear()
    _send(store, SECOND, "2")
    sent = store.puts
    assert sent[0] == sent[-1] == STATE
    turns = [
        next(path for path in sent if path.startswith("assets/")),
        "huong-dan/c/index.json",
        "huong-dan/c/index.html",
        "huong-dan/a/index.html",
        "huong-dan/index.html",
        "index.html",
    ]
    assert [sent.index(path) for path in turns] == sorted(map(sent.index, turns))


def test_second_run_sends_nothing() -> None:
    store = Watched()
    _send(store, FIRST, "1")
    store.puts.clear()
    assert _send(store, FIRST, "1").is_unchanged
    assert store.puts == []


@pytest.mark.parametrize("start", [None, FIRST], ids=["empty", "first"])
def test_killed_after_any_object_nothing_is_broken_and_the_next_run_mends_it(
    start: Sample | None,
) -> None:
    for writes in range(1, 60):
        store = Watched()
        if start:
            _send(store, start, "1")
        try:
            _send(store, SECOND, "2", kill_after(writes))
        except KilledError:
            assert broken(store.tree()) == []
            _send(store, SECOND, "2")
            assert store.tree() == SECOND.contents
        else:
            assert writes > 10
            return
    pytest.fail("was never done")


def test_content_that_goes_back_after_a_kill_is_sent_again() -> None:
    store = Watched()
    _send(store, FIRST, "1")
    with pytest.raises(KilledError):
        _send(store, SECOND, "2", kill_after(11))
    _send(store, FIRST, "3")
    assert store.tree() == FIRST.contents


def test_several_objects_travel_at_once() -> None:
    store = Watched()
    order = Order(profile="web", release="1", publisher="a")
    deliver(_entries(FIRST), Bucket(store, workers=8), order)
    assert store.tree() == FIRST.contents


def test_endpoint_that_never_answers_is_named_and_what_was_there_stays() -> None:
    store = Watched()
    _send(store, FIRST, "1")
    store.fail = lambda number, verb, mode: (
        GenericError("connection refused") if verb == "put" and mode is None else None
    )
    with pytest.raises(SitegenError, match="connection refused"):
        _send(store, SECOND, "2")
    assert store.tree() == FIRST.contents
    store.fail = None
    _send(store, SECOND, "2")
    assert store.tree() == SECOND.contents


def test_wrong_key_ends_it_at_once() -> None:
    store = Watched(lambda number, verb, mode: PermissionDeniedError("Access Denied"))
    with pytest.raises(SitegenError, match=r"từ chối: Access Denied"):
        _send(store, FIRST, "1")
    assert store.requests == 1


def test_second_publisher_is_refused_while_the_first_is_at_work() -> None:
    store = Watched()
    _send(store, FIRST, "1")
    with pytest.raises(KilledError):
        _send(store, SECOND, "2", kill_after(2))
    before = store.tree()
    with pytest.raises(SitegenError, match="Một máy khác") as refused:
        _send(store, FIRST, "9", publisher="b")
    assert "--take-over" in refused.value.hint
    assert store.tree() == before
    _send(store, FIRST, "9", publisher="b", may_take_over=True)
    assert store.tree() == FIRST.contents


def test_publisher_that_was_overtaken_stops_and_the_other_ones_release_stands() -> None:
    store = Watched()
    _send(store, FIRST, "1")

    def other_comes(done: int, total: int) -> None:
        if done == total:
            _send(store, FIRST, "9", publisher="b", may_take_over=True)

    with pytest.raises(SitegenError, match="Một máy khác vừa xuất"):
        _send(store, SECOND, "2", other_comes)
    assert store.tree() == FIRST.contents


@pytest.mark.parametrize("start", [None, FIRST], ids=["empty", "first"])
def test_of_two_publishers_that_begin_at_once_one_is_turned_away(start: Sample | None) -> None:
    store = Watched()
    if start:
        _send(store, start, "1")
    first, second = _bucket(store), _bucket(store)
    for bucket in (first, second):
        bucket.read_state()
    first.write_state(b"{}")
    with pytest.raises(SitegenError, match="Một máy khác"):
        second.write_state(b"{}2")
    first.write_state(b"{}3")


def test_state_that_was_written_although_the_answer_was_lost_counts() -> None:
    store = Watched()
    bucket = _bucket(store)

    def lose_answer(number: int, verb: str, mode: Any) -> Exception | None:
        if verb == "put" and not store.puts:
            store.puts.append("lost")
            store.inner.put(STATE, b"{}")
            return PreconditionError("412 Precondition Failed")  # to what was asked once more
        return None

    store.fail = lose_answer
    bucket.write_state(b"{}")
    bucket.write_state(b"{}2")
    assert bytes(store.inner.get(STATE).bytes()) == b"{}2"


def test_bucket_without_conditional_writes_gets_a_warning() -> None:
    def fail(number: int, verb: str, mode: Any) -> Exception | None:
        is_conditional = mode not in (None, "overwrite")
        return NotSupportedError("If-Match") if is_conditional else None

    store = Watched(fail)
    done = _send(store, FIRST, "1")
    (finding,) = done.findings
    assert finding.code == "target-no-lock"
    assert "không tự chặn được hai máy cùng xuất" in finding.message
    assert finding.hint
    assert store.tree() == FIRST.contents


@pytest.mark.parametrize("address", ["s3://", "http://x/y", "kho"])
def test_address_that_is_no_bucket_is_refused(address: str) -> None:
    with pytest.raises(SitegenError, match="không phải địa chỉ"):
        open_bucket(address)
