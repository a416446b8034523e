"""Many hands: whoever makes a file, and whoever dies of it, a release gets what it would have made."""

import os
import pickle
import random
import select
import signal
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from sitegen.errors import AwayError, DeadlyError, SitegenError
from sitegen.hands import HandLostError, Hands, processes
from sitegen.hands.dealing import SHARES_EACH
from sitegen.hands.share import packed, unpacked, worked_off
from sitegen.pipeline import build
from sitegen.plan import Maker, PageWork, PictureWork, Recipes, ShareWork, SheetWork, Work
from sitegen.plan.work import planned
from sitegen.release.fill import Filling, OvertakenError
from sitegen.render.workshop import Workshop
from sitegen.store import Store
from tests.lots import lots
from tests.random_documents import a_random_document
from tests.unit.mirror_samples import FORM, PlainWorkshop, Province, release, tree
from tests.unit.test_workshop import a_small_picture


class Plain(Maker):
    """Makes a few bytes of any work; refuses, fails and dies where its name says so."""

    def __init__(self, *, dies: Callable[[], None] = lambda: None) -> None:
        self.made = 0
        self._dies = dies

    def recipes(self) -> Recipes:
        raise NotImplementedError

    def make(self, work: Work) -> bytes:
        self.made += 1
        name = _name(work)
        if "dies" in name:
            self._dies()
        if "fails" in name:
            raise ValueError(name)
        if "refused" in name:
            raise SitegenError(name)
        return name.encode()


def _name(work: Any) -> str:
    return str(getattr(work, "digest", getattr(work, "card", getattr(work, "document", ""))))


class Friends:
    """Helpers in this process that are lost now and then."""

    def __init__(self, count: int, chance: random.Random, faults: float) -> None:
        self.count = count or 2
        self.are_living = chance.random() < 0.5
        self._chance = chance
        self._faults = faults
        self._plain = Plain(dies=self._die)

    def give(self, share: bytes) -> bytes:
        self._perhaps_lost()
        return share

    def take(self, given: bytes, seconds: float) -> bytes | None:
        if self._chance.random() < self._faults:
            return None
        self._perhaps_lost()
        works = pickle.loads(given).works  # noqa: S301
        return pickle.dumps([self._made(work) for work in works])

    def close(self) -> None:
        pass

    def _made(self, work: Work) -> bytes | SitegenError | None:
        if self._chance.random() < self._faults:
            return None
        try:
            return self._plain.make(work)
        except SitegenError as refusal:
            return refusal
        except ValueError:
            return None

    def _perhaps_lost(self) -> None:
        if self._chance.random() < self._faults:
            raise HandLostError

    def _die(self) -> None:
        raise HandLostError


def _works(chance: random.Random) -> Iterator[Work]:
    for number in range(chance.randrange(400)):
        kind = chance.choices(("plain", "refused", "fails", "dies"), (60, 2, 2, 1))[0]
        name = f"{kind} {number if chance.random() < 0.7 else number // 9}"
        yield chance.choice(
            (
                PictureWork(name, None),  # type: ignore[arg-type]  # what it shows matters to nobody
                ShareWork(name),
                SheetWork(name),  # type: ignore[arg-type]
            )
        )


@pytest.mark.parametrize("seed", lots(30, 1000))
def test_who_helps_and_who_is_lost_changes_nothing(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    works = list(_works(chance))
    faults = chance.choice((0, 0.02, 0.3))
    own = Plain()
    hands = Hands(
        own,
        lambda _: b"",
        begin=lambda count: Friends(count, chance, faults),
        begin_careful=lambda count: Friends(count, chance, 0),
        seconds_alone=chance.choice((0, 0.0001, 60)),
    )
    with closing(hands):
        parts = [works[at : at + 50] for at in range(0, len(works), 50)]
        for part, following in zip(parts, [*parts[1:], []], strict=True):
            hands.expect(part if part is parts[0] else ())
            hands.expect(following)
            for work in part:
                if chance.random() < 0.1:
                    continue  # another page had it already
                _is_made_as_alone(hands, work)
                assert len(hands._out) <= 2 * SHARES_EACH


def _is_made_as_alone(hands: Hands, work: Work) -> None:
    kind = _name(work).split()[0]
    if kind == "refused":
        with pytest.raises(SitegenError, match=_name(work)):
            hands.make(work)
    elif kind == "fails":
        with pytest.raises(ValueError, match=_name(work)):
            hands.make(work)
    else:
        with suppress(DeadlyError) if kind == "dies" else nullcontext():
            assert hands.make(work) == _name(work).encode()


def test_few_works_ask_nobody() -> None:
    def begin(_: int) -> Friends:
        raise AssertionError("an edit is made alone")

    hands = Hands(Plain(), lambda _: b"", begin=begin, seconds_alone=60)
    works: list[Work] = [ShareWork(str(number)) for number in range(100)]
    hands.expect(works)
    assert [hands.make(work) for work in works] == [str(number).encode() for number in range(100)]


def test_one_processor_helps_nobody() -> None:
    assert processes(1) is None


@pytest.mark.parametrize("seed", lots(40, 1000))
def test_a_share_brings_back_what_it_took_along(seed: int) -> None:
    document = a_random_document(seed)
    assert pickle.loads(pickle.dumps(document)) == document  # noqa: S301


def test_a_picture_that_did_not_come_along_is_not_done_without() -> None:
    """A page does without a picture that cannot be read; here it only did not travel."""

    def lose(digest: str) -> bytes:
        raise FileNotFoundError(digest)

    work = PictureWork("ab" * 32, None)  # type: ignore[arg-type]
    assert unpacked(worked_off(packed((work,), lose))) == [None]


def released(
    folder: Path, begin: Any, *, guides: int = 9, workshop: Any = Workshop
) -> dict[str, bytes]:
    """Release a province with whoever ``begin`` finds, and return its files."""
    province = Province.of(guides)
    province.base_address = "https://loa.example.vn/"
    report = build(
        province.collection(),
        folder=folder,
        load_picture=a_small_picture,
        load_attachment=lambda _: FORM,
        created=datetime(2026, 11, 1, tzinfo=UTC),
        make_workshop=lambda *loaders: Hands(
            workshop(*loaders), loaders[0], begin=begin, seconds_alone=0
        ),
    )
    assert (report.status, report.findings) == ("released", ())
    return tree(folder)


def test_a_release_of_two_processes_is_that_of_one(tmp_path: Path) -> None:
    assert released(tmp_path / "two", processes(2)) == released(tmp_path / "one", None)


@dataclass
class Killer:
    """Kills the process that unpacks it."""

    def __reduce__(self) -> Any:
        return os._exit, (9,)

    def __call__(self) -> None:
        raise NotImplementedError


def test_what_kills_who_makes_it_costs_nothing_else() -> None:
    works: list[Work] = [ShareWork(f"{number}") for number in range(100)]
    works[30] = PictureWork("ab" * 32, Killer())  # type: ignore[arg-type]
    own = Plain()
    hands = Hands(own, a_small_picture, begin=processes(2), seconds_alone=0)
    with closing(hands):
        hands.expect(works)
        for work in works:
            if work is works[30]:
                with pytest.raises(DeadlyError, match="PictureWork"):
                    hands.make(work)
            else:
                assert hands.make(work) == _name(work).encode()
    assert own.made == 99  # the true workshop cannot draw these cards: each came home
    later = Hands(own, a_small_picture, begin=None, deadly=hands._deadly)
    with closing(later), pytest.raises(DeadlyError):
        later.make(works[30])
    assert own.made == 99, "it was made here after all"


def dies_at_once(_line: Connection) -> None:
    """Stand for a process that cannot even begin."""
    os._exit(9)


def dies_in_the_middle(line: Connection) -> None:
    """Stand for a process that is killed while it tells what it made."""
    line.recv_bytes()
    os.write(line.fileno(), struct.pack("!i", 1_000_000) + b"half of it")
    os._exit(9)


@pytest.mark.parametrize("served", [dies_at_once, dies_in_the_middle])
def test_where_no_process_lives_all_is_made_here(
    served: Callable[[Connection], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sitegen.hands.here._serve", served)
    _all_is_made_here(processes(2))


def test_where_threads_are_short_all_is_made_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def short(*_: Any) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("sitegen.hands.here.ThreadPoolExecutor.submit", short)
    _all_is_made_here(processes(2))


def _all_is_made_here(begin: Any) -> None:
    works: list[Work] = [ShareWork(f"{number}") for number in range(100)]
    own = Plain()
    with closing(Hands(own, a_small_picture, begin=begin, seconds_alone=0)) as hands:
        hands.expect(works)
        assert [hands.make(work) for work in works] == [_name(work).encode() for work in works]
    assert own.made == 100


class Sleepers:
    """Helpers from whom nothing ever comes back; ``closed`` tells that they were let go."""

    count, are_living, closed = 2, True, False

    def __init__(self, _: int) -> None:
        pass

    def give(self, share: bytes) -> None:
        pass

    def take(self, given: None, seconds: float) -> None:
        pass

    def close(self) -> None:
        Sleepers.closed = True


def test_what_became_private_does_not_wait_for_others(tmp_path: Path) -> None:
    asked = iter((False, False, True))
    hands = Hands(Plain(), lambda _: b"", begin=Sleepers, seconds_alone=0)
    works: list[Work] = [ShareWork(f"{number}") for number in range(30)]
    hands.expect(works, lambda: next(asked))
    with closing(hands), pytest.raises(OvertakenError):
        hands.make(works[0])
    assert Sleepers.closed
    filling = Filling(
        store=Store(tmp_path / "store"),
        make=hands.make,
        expect=hands.expect,
        read=lambda *_: b"",
        titles={},
        is_overtaken=iter((False, False, True)).__next__,
    )
    with pytest.raises(OvertakenError):
        filling.run([planned("a", "share", (), works[0])])
    assert filling.findings == []


def test_a_storage_that_is_away_is_asked_once() -> None:
    asked = []

    def load(digest: str) -> bytes:
        asked.append(digest)
        raise AwayError

    works: list[Work] = [PictureWork(f"{number}", None) for number in range(30)]  # type: ignore[arg-type]
    with closing(Hands(Plain(), load, begin=Sleepers, seconds_alone=0)) as hands:
        with pytest.raises(AwayError):
            hands.expect(works)
        assert len(asked) == 1


_BOSS = """
import sys, time
from multiprocessing import active_children
from sitegen.hands import processes
from sitegen.hands.share import packed
if __name__ == "__main__":
    begin = processes(2)
    helpers = begin(0)
    helpers.take(helpers.give(packed((), None)), 60)
    print(*[one.pid for one in active_children()], flush=True)
    time.sleep(600)
"""


def test_hands_do_not_outlive_who_was_killed(tmp_path: Path) -> None:
    (tmp_path / "boss.py").write_text(_BOSS)
    with subprocess.Popen(
        [sys.executable, tmp_path / "boss.py"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    ) as boss:
        assert boss.stdout is not None
        watched = [os.pidfd_open(int(pid)) for pid in boss.stdout.readline().split()]
        os.kill(boss.pid, signal.SIGKILL)
    assert watched
    for one in watched:
        assert select.select([one], [], [], 60)[0], "a process is left"
        os.close(one)


def test_a_file_that_kills_costs_its_page_and_is_tried_once(tmp_path: Path) -> None:
    class Dying(PlainWorkshop):
        tried = 0

        def make(self, work: Work) -> bytes:
            if isinstance(work, PageWork) and work.document.head.title == "Tên mới":
                Dying.tried += 1
                raise DeadlyError("twice")
            return super().make(work)

    province = Province.of(3)
    assert release(province, tmp_path).status == "released"
    province.edit(12, title="Tên mới")
    report = release(province, tmp_path, make_workshop=Dying)
    assert (Dying.tried, [one.code for one in report.findings]) == (1, ["page-kept"])
