"""Deliver: bring a target to the state of a release; stop anywhere, run again, and it is whole."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from sitegen.errors import Finding, SitegenError
from sitegen.release.profiles.entry import Entry
from sitegen.release.profiles.listed import SIGNATURE
from sitegen.release.targets.difference import Transfer, difference
from sitegen.release.targets.state import Kept, State, decode_state, encode_state

__all__ = ["Delivery", "Destination", "Order", "Progress", "Sent", "deliver", "unsigning"]

Progress = Callable[[int, int], None]
"""Told how many files of how many are done."""

_SAVINGS = 10
"""How often on the way the state is brought up to date, so that a second run goes on from
there; more would cost a big target more than it saves."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One file that is at the target now: its size there; ``is_written`` unless it was equal."""

    entry: Entry
    size: int
    is_written: bool = True


class Destination(Protocol):
    """Somewhere to put files: a folder, a bucket."""

    def read_state(self) -> bytes | None:
        """Return what ``write_state`` wrote last, None when nothing of ours is there."""

    def write_state(self, content: bytes) -> None:
        """Keep the state; raises SitegenError when another run has written since we read it."""

    def sizes(self) -> Mapping[str, int]:
        """Return the size of every file that lies there, ours or not."""

    def send(self, batch: Sequence[Entry]) -> Iterator[Sent]:
        """Put files there, in any order, each in one piece."""

    def remove(self, path: str) -> None:
        """Take a file away; one that is gone already is no mistake."""

    def settle(self) -> None:
        """Bring everything written so far where a power cut cannot reach it."""

    def findings(self) -> tuple[Finding, ...]:
        """Return what the operator should know about the place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be delivered, and how.

    ``publisher`` is the same for every run of one machine: such a run goes on where the last
    one stopped. ``keep`` is for how many releases old code stays. ``may_take_over`` allows to
    go on where another publisher stopped, ``may_unsign`` to put a copy without a signature in the
    place of one that has it.
    """

    profile: str
    release: str
    publisher: str
    keep: int = 0
    is_dry_run: bool = False
    may_take_over: bool = False
    may_unsign: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What a run did, in files and bytes; ``outliving`` is old code that stays for a while."""

    new: int = 0
    changed: int = 0
    same: int = 0
    removed: int = 0
    outliving: int = 0
    bytes_sent: int = 0
    bytes_same: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def is_unchanged(self) -> bool:
        """Tell whether the target was up to date already."""
        return not (self.new or self.changed or self.removed)


def deliver(
    entries: Collection[Entry], place: Destination, order: Order, progress: Progress | None = None
) -> Delivery:
    """Send what differs, then take away what is not wanted, then call the target whole."""
    before = _state_before(place, order)
    todo = difference(
        entries,
        before,
        place.sizes(),
        is_next=before.release != order.release,
        keep=order.keep,
    )
    if SIGNATURE in todo.removals and not order.may_unsign:
        raise unsigning()
    if order.is_dry_run:
        sent = tuple(Sent(entry, len(entry.load())) for entry in todo.to_send)
        return _told(todo, sent, place)
    if not todo.batches and not todo.removals and _is_told(before, order, todo):
        return _told(todo, (), place)
    return _Run(place, order, todo, progress or _silent).run(before)


def unsigning() -> SitegenError:
    """Return the refusal to take the signature off a copy because a key was not at hand."""
    return SitegenError(
        "Bản ở đích có chữ ký, mà lần xuất này không có khoá nên sẽ bỏ chữ ký ấy đi.",
        hint="Đặt LOA_SIGNING_KEY là tệp khoá rồi xuất lại; thật muốn bỏ chữ ký thì thêm --unsigned.",
        code="target-signed",
    )


def _state_before(place: Destination, order: Order) -> State:
    state = decode_state(place.read_state())
    if state is None:
        return State(profile=order.profile, release="", publisher="", is_whole=True)
    if state.profile not in {"", order.profile}:
        raise SitegenError(
            f"Ở đích đang là bản “{state.profile}”, không phải “{order.profile}”.",
            hint="Chọn đích khác, hoặc đúng --profile của đích này.",
            code="target-other-profile",
        )
    is_ours = state.publisher == order.publisher or order.may_take_over
    if not state.is_whole and not is_ours:
        raise SitegenError(
            f"Một máy khác đang xuất bản {state.release} tới đích này, hoặc đã dừng giữa chừng.",
            hint="Đợi máy đó xong. Nếu chắc chắn nó đã dừng, chạy lại với --take-over.",
            code="target-busy",
        )
    return state


def _is_told(before: State, order: Order, todo: Transfer) -> bool:
    """Tell whether the state at the target says already what it would say after this run."""
    return (
        before.is_whole
        and before.release == order.release
        and before.files.keys() == todo.same.keys() | todo.outliving.keys()
    )


@dataclass(slots=True)
class _Run:
    """One run that writes."""

    place: Destination
    order: Order
    todo: Transfer
    progress: Progress

    def run(self, before: State) -> Delivery:
        todo = self.todo
        waiting = dict.fromkeys((*(entry.path for entry in todo.to_send), *todo.removals))
        files = {**before.files, **todo.same, **todo.outliving}
        self._save(files, waiting)
        total, sent = len(waiting), list[Sent]()
        step = max(500, total // _SAVINGS)
        for one in self._sending():
            files[one.entry.path] = Kept(one.entry.version, one.size, is_code=one.entry.is_code)
            del waiting[one.entry.path]
            sent.append(one)
            self.progress(len(sent), total)
            if len(sent) % step == 0:
                self._save(files, waiting)
        for number, path in enumerate(todo.removals, len(sent) + 1):
            self.place.remove(path)
            files.pop(path, None)
            self.progress(number, total)
        self._save(files, {}, is_whole=True)
        return _told(todo, tuple(sent), self.place)

    def _sending(self) -> Iterator[Sent]:
        for batch in self.todo.batches:
            yield from self.place.send(batch)

    def _save(
        self, files: Mapping[str, Kept], waiting: Mapping[str, None], *, is_whole: bool = False
    ) -> None:
        """Write the state: what it calls ours is safe before it, and itself before what follows."""
        state = State(
            profile=self.order.profile,
            release=self.order.release,
            publisher=self.order.publisher,
            is_whole=is_whole,
            files=dict(sorted(files.items())),
            pending=tuple(waiting),
        )
        self.place.settle()
        self.place.write_state(encode_state(state))
        self.place.settle()


def _told(todo: Transfer, sent: Sequence[Sent], place: Destination) -> Delivery:
    new = sum(1 for one in sent if one.entry.path in todo.new)
    equal = [one for one in sent if not one.is_written]
    delivery = Delivery(
        new=new,
        changed=len(sent) - new - len(equal),
        same=len(todo.same) + len(equal),
        removed=len(todo.removals),
        outliving=len(todo.outliving),
        bytes_sent=sum(one.size for one in sent if one.is_written),
        bytes_same=sum(kept.size for kept in todo.same.values()),
    )
    return replace(
        delivery,
        bytes_same=delivery.bytes_same + sum(one.size for one in equal),
        findings=place.findings(),
    )


def _silent(done: int, total: int) -> None:
    """Report no progress."""
