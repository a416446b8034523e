"""Hands of other machines: whatever is lost between them and us, the release is the same."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from sitegen.hands import HandLostError, helpers
from sitegen.plan import Work
from sitegen.render.workshop import Workshop
from tests.bucket_server import BUCKET, bucket_server
from tests.own_redis import Redis, own_redis
from tests.unit.test_hands import released

away = pytest.importorskip("sitegen.hands.away", reason="needs requirements-hands.txt")

SECRET = "chỉ để thử " * 4
_SERVE = """
import sys
from sitegen.hands.away import Away, Hall
if __name__ == "__main__":
    Away(sys.argv[1], Hall(sys.argv[2], sys.argv[3])).serve(1)
"""


@dataclass
class Ground:
    """A broker, a hall, and the machines that help; each is a process group of its own."""

    redis: Redis
    hall: str
    machines: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def away(self, secret: str = SECRET) -> Any:
        return away.Away(self.redis.address, away.Hall(self.hall, secret))

    def helped(self, count: int) -> None:
        """Start so many machines, and wait until all say that they are there."""
        self.machines += [self._machine() for _ in range(count)]
        while self._there() < len(self.machines):
            assert all(one.poll() is None for one in self.machines)

    def kill(self, machine: subprocess.Popen[bytes]) -> None:
        os.killpg(machine.pid, signal.SIGKILL)
        machine.wait()

    def _there(self) -> int:
        try:
            return int(self.away().begin().count)
        except HandLostError:
            return 0

    def _machine(self) -> subprocess.Popen[bytes]:
        asked = [sys.executable, "-c", _SERVE, self.redis.address, self.hall, SECRET]
        return subprocess.Popen(asked, start_new_session=True)


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    """A ground of which a test may break anything."""
    with _ground(tmp_path) as found:
        yield found


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """A ground with two machines that stays whole."""
    with _ground(tmp_path_factory.mktemp("ground")) as found:
        found.helped(2)
        yield found


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a release is that nobody helps with."""
    return _release(tmp_path_factory.mktemp("alone"), None)


@contextmanager
def _ground(folder: Path) -> Iterator[Ground]:
    (folder / "hall").mkdir()
    with own_redis(folder) as redis:
        found = Ground(redis, str(folder / "hall"))
        try:
            yield found
        finally:
            for machine in found.machines:
                if machine.poll() is None:
                    found.kill(machine)


class Watched(Workshop):
    """Counts what was made at home."""

    made = 0

    def make(self, work: Work) -> bytes:
        Watched.made += 1
        return super().make(work)


def _release(folder: Path, begin: Any) -> dict[str, bytes]:
    return released(folder, begin, guides=40, workshop=Watched)


def _disturbing(ground: Ground, *faults: Callable[[], object]) -> Callable[[int], Any]:
    """Return who begins helpers of which, after each second share, one more thing fails."""
    left = iter(faults)

    class Disturbed(away.Queue):  # type: ignore[misc, name-defined]
        taken = 0

        def take(self, given: str, seconds: float) -> bytes | None:
            found: bytes | None = super().take(given, seconds)
            Disturbed.taken += found is not None
            if found is not None and Disturbed.taken % 2 == 0:
                next(left, bool)()
            return found

    def begin(_: int) -> Any:
        there = ground.away().begin()
        return Disturbed(ground.away(), there.count, 2)

    return begin


def test_two_machines_make_what_one_would(
    lasting: Ground, tmp_path: Path, alone: dict[str, bytes]
) -> None:
    Watched.made = 0
    assert _release(tmp_path, lambda _: lasting.away().begin()) == alone
    own = [path for path in alone if path.startswith(("assets/", "files/"))]
    assert Watched.made < len(own) + 100, "pages came home"
    left = [path.suffix for path in Path(lasting.hall).rglob("*")]
    assert left == ["", ".word"], "the hall is not cleared"


def test_two_releases_at_once_do_not_meet(
    lasting: Ground, tmp_path: Path, alone: dict[str, bytes]
) -> None:
    def one(name: str) -> dict[str, bytes]:
        return _release(tmp_path / name, lambda _: lasting.away().begin())

    with ThreadPoolExecutor(2) as both:
        assert list(both.map(one, ("first", "second"))) == [alone, alone]


def test_an_emptied_broker_loses_nothing(
    lasting: Ground, tmp_path: Path, alone: dict[str, bytes]
) -> None:
    begin = _disturbing(lasting, lambda: lasting.redis.said("FLUSHALL"))
    assert _release(tmp_path, begin) == alone


def test_machines_that_die_one_after_the_other_lose_nothing(
    ground: Ground, tmp_path: Path, alone: dict[str, bytes]
) -> None:
    ground.helped(2)
    first, second = ground.machines
    begin = _disturbing(ground, lambda: ground.kill(first), lambda: ground.kill(second))
    assert _release(tmp_path, begin) == alone


def test_a_broker_that_is_gone_loses_nothing(
    ground: Ground, tmp_path: Path, alone: dict[str, bytes]
) -> None:
    ground.helped(1)
    assert _release(tmp_path, _disturbing(ground, ground.redis.kill)) == alone


def test_a_bucket_that_refuses_each_third_request_loses_nothing(
    ground: Ground, tmp_path: Path, alone: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    with bucket_server(monkeypatch) as bucket:
        monkeypatch.setenv("AWS_ENDPOINT", bucket.address)
        monkeypatch.setenv("AWS_ALLOW_HTTP", "true")
        ground.hall = f"s3://{BUCKET}/hands"
        ground.helped(2)
        bucket.fails_each = 3
        found = _release(tmp_path / "helped", lambda _: ground.away().begin())
        assert bucket.refused > 10
    assert found == alone


def test_nobody_is_believed_who_does_not_know_the_secret(tmp_path: Path) -> None:
    hall = away.Hall(str(tmp_path), SECRET)
    hall.put("a/b.made", b"what was made")
    assert hall.find("a/b.made") == b"what was made"
    assert away.Hall(str(tmp_path), SECRET + "x").find("a/b.made") is None
    kept = Path(tmp_path, "loa-hands/a/b.made").read_bytes()
    for name, content in (("a/c.made", kept), ("a/d.made", b""), ("a/e.made", kept[:-1] + b"X")):
        Path(tmp_path, "loa-hands", name).write_bytes(content)
        assert hall.find(name) is None, name


def test_only_what_is_ours_is_removed_from_a_hall(tmp_path: Path) -> None:
    (tmp_path / "hall").mkdir()
    hall = away.Hall(str(tmp_path / "hall"), SECRET)
    ours, others = "a" * 16, "b" * 16
    for run in (ours, others):
        hall.put(f"{run}/{'c' * 64}.share", b"a share")
    kept = tmp_path / "hall" / "loa-hands" / "tai-lieu" / "can-bo.txt"
    outside = tmp_path / "ho-so.docx"
    kept.parent.mkdir()
    for one in (kept, tmp_path / "hall" / "goc.txt", outside):
        one.write_text("của cán bộ")
        os.utime(one, (1, 1))
    kept.with_name("noi.docx").symlink_to(outside)
    hall.remove(ours)
    left = {path.name for path in (tmp_path / "hall").rglob("*") if path.is_file()}
    assert left == {f"{'c' * 64}.share", "can-bo.txt", "goc.txt", "noi.docx"}
    assert hall.find(f"{others}/{'c' * 64}.share") == b"a share"


@pytest.mark.parametrize("prefix", ["", "/tinh/hands"])
def test_a_hall_in_a_bucket_is_cleared_of_one_run(
    monkeypatch: pytest.MonkeyPatch, prefix: str
) -> None:
    with bucket_server(monkeypatch) as bucket:
        monkeypatch.setenv("AWS_ENDPOINT", bucket.address)
        monkeypatch.setenv("AWS_ALLOW_HTTP", "true")
        hall = away.Hall(f"s3://{BUCKET}{prefix}", SECRET)
        for run in ("a", "b"):
            hall.put(f"{run * 16}/{'c' * 64}.share", b"a share")
        hall.remove("a" * 16)
        assert hall.find(f"{'a' * 16}/{'c' * 64}.share") is None
        assert hall.find(f"{'b' * 16}/{'c' * 64}.share") == b"a share"
        assert hall.mark() == hall.mark()


def test_only_who_stands_in_the_same_hall_with_the_same_key_has_the_same_queue(
    tmp_path: Path,
) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    names = [
        away.Away("redis://127.0.0.1:1/0", away.Hall(str(tmp_path / hall), secret)).name
        for hall, secret in (("one", "a"), ("one", "a"), ("two", "a"), ("two", "a" * 2))
    ]
    assert names[0] == names[1]
    assert len(set(names)) == 3
    with pytest.raises(OSError, match="three"):
        away.Hall(str(tmp_path / "three"), "a").mark()


@pytest.mark.parametrize(
    "broker", ["redis://:p@ss/w#1@127.0.0.1:1/0", "redis://127.0.0.1:1/0", "mute"]
)
def test_whatever_a_broker_is_nobody_waits_for_it(tmp_path: Path, broker: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:  # it takes whoever comes, and says nothing
        if broker == "mute":
            broker = f"redis://127.0.0.1:{mute.getsockname()[1]}/0"
        asked = away.Away(broker, away.Hall(str(tmp_path), SECRET))
        with pytest.raises(HandLostError):
            asked.begin()


def test_who_gave_nothing_back_is_not_asked_for_a_while(tmp_path: Path) -> None:
    asked = away.Away("redis://127.0.0.1:1/0", away.Hall(str(tmp_path), SECRET))
    asked.rest()
    with pytest.raises(HandLostError) as told:
        asked.begin()
    assert told.value.__cause__ is None, "it was asked"


def test_a_server_without_the_package_releases_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sitegen.hands.away", None)
    begin = helpers(2, broker="redis://127.0.0.1:1/0", hall=str(tmp_path), secret=SECRET)
    assert begin is not None
    with closing(begin(0)) as found:
        assert found.count == 2


def test_without_a_broker_this_machine_helps_itself(tmp_path: Path) -> None:
    begin = helpers(2, broker="redis://127.0.0.1:1/0", hall=str(tmp_path), secret=SECRET)
    assert begin is not None
    with closing(begin(0)) as found:
        assert found.count == 2
    begin = helpers(1, broker="redis://127.0.0.1:1/0", hall=str(tmp_path), secret=SECRET)
    assert begin is not None
    with pytest.raises(HandLostError):
        begin(0)
