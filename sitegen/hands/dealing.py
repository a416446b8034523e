"""Dealing: what is to be made next is given out in shares, and taken back where it is asked for."""

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from time import monotonic
from typing import Any, Protocol

from sitegen.artifacts import Loader
from sitegen.errors import DeadlyError
from sitegen.hands.here import Processes
from sitegen.hands.share import HandLostError, Made, packed, unpacked
from sitegen.plan import (
    AssetWork,
    AttachmentWork,
    Maker,
    PictureWork,
    Recipes,
    ShareWork,
    SiteWork,
    Work,
)

__all__ = ["SECONDS_ALONE", "Hands", "Helpers"]

SECONDS_ALONE = 1.0
"""So long a release makes by itself before it asks for help: an edit never does."""

WORKS_IN_A_SHARE = 24
"""A share of prints takes a second or two, one of pages little more than the way there."""

SHARES_EACH = 3
"""So many shares are out for each helper: nobody waits, and what comes back fits into memory."""

_OWN = AssetWork | AttachmentWork | SiteWork
"""Works that cost less than to send them, or are made once for all."""

_log = logging.getLogger("loa.release")


class Helpers(Protocol):
    """Who works off shares, ``count`` of them at a time.

    ``give`` and ``take`` raise HandLostError when nothing will come back of a share.
    """

    @property
    def count(self) -> int: ...
    def give(self, share: bytes) -> Any: ...
    def take(self, given: Any) -> bytes: ...
    def close(self) -> None: ...


Begin = Callable[[int], Helpers]
"""Finds helpers; 0 asks for as many as there may be."""


@dataclass(slots=True, eq=False)
class _Share:
    number: int
    works: tuple[Work, ...]
    helpers: Helpers | None = None
    given: Any = None
    made: list[Made | DeadlyError] = field(default_factory=list)


class Hands(Maker):
    """Makes what its ``workshop`` makes; of what is expected, when there is much, others make most.

    What comes back is what the workshop would have made; where nothing comes back it makes it. When
    a helper died, the works of its shares go out one by one, each to a process of its own: what
    kills whoever makes it (an encoder that crashes, memory that is short) costs no other file.
    """

    def __init__(
        self,
        workshop: Maker,
        load_picture: Loader,
        *,
        begin: Begin | None,
        begin_careful: Begin = Processes,
        seconds_alone: float = SECONDS_ALONE,
    ) -> None:
        self._workshop = workshop
        self._load_picture = load_picture
        self._begin = begin
        self._begin_careful: Begin | None = begin_careful
        self._seconds_left = seconds_alone
        self._helpers: Helpers | None = None
        self._careful: Helpers | None = None
        self._numbers = count()
        self._expected: dict[int, Work] = {}
        self._waiting: deque[_Share] = deque()
        self._out: deque[_Share] = deque()
        self._shares: dict[int, tuple[_Share, int]] = {}

    def recipes(self) -> Recipes:
        """Return those of the workshop."""
        return self._workshop.recipes()

    def expect(self, works: Iterable[Work]) -> None:
        """Tell what will be asked for next, in this order; of what is not asked for nothing is kept."""
        self._expected.update((id(work), work) for work in works if not isinstance(work, _OWN))
        if self._seconds_left <= 0:
            self._deal()

    def make(self, work: Work) -> bytes:
        """Return the bytes of one file, whoever made it; raises what the workshop would.

        Raises DeadlyError for what killed who made it, twice.
        """
        share, number = self._shares.pop(id(work), (None, 0))
        if share is None:
            return self._make(work)
        made = self._taken(share)[number]
        share.made[number] = None  # it may be large
        if made is None:
            return self._workshop.make(work)
        if isinstance(made, Exception):
            raise made
        return made

    def close(self) -> None:
        """Let all helpers go, and all that is not asked for any more."""
        for helpers in (self._helpers, self._careful):
            if helpers is not None:
                helpers.close()
        self._helpers = self._careful = None
        for kept in (self._expected, self._waiting, self._out, self._shares):
            kept.clear()

    def _make(self, work: Work) -> bytes:
        self._expected.pop(id(work), None)
        began = monotonic()
        try:
            return self._workshop.make(work)
        finally:
            self._seconds_left -= monotonic() - began
            if self._seconds_left <= 0:
                self._deal()

    def _deal(self) -> None:
        """Give out what is expected, as far as helpers can be found."""
        if self._begin is None:
            self._expected.clear()
            return
        for works in _together(self._expected.values()):
            share = _Share(next(self._numbers), works)
            self._waiting.append(share)
            self._shares.update((id(work), (share, at)) for at, work in enumerate(works))
        self._expected.clear()
        self._give_out()

    def _give_out(self) -> None:
        """Keep every helper busy; without any, what waits is made here."""
        while self._waiting and self._begin is not None:
            is_new = self._helpers is None
            try:
                if self._helpers is None:
                    self._helpers = self._begin(0)
                if len(self._out) >= self._helpers.count * SHARES_EACH:
                    return
                share = self._waiting[0]
                share.helpers = self._helpers
                share.given = self._helpers.give(packed(share.works, self._load_picture))
                self._out.append(self._waiting.popleft())
            except (HandLostError, OSError):
                self._let_go(self._helpers)
                if is_new:
                    self._begin = None
                    _log.warning("nobody helps with this release", exc_info=True)
        for share in self._waiting if self._begin is None else ():
            share.made = [None] * len(share.works)

    def _taken(self, share: _Share) -> list[Made | DeadlyError]:
        if not share.made:
            self._forget_before(share)
            self._give_out()
        if not share.made:
            share.made = self._received(share)
            self._forget_before(share)
            if self._out and self._out[0] is share:
                self._out.popleft()
            self._give_out()
        return share.made

    def _forget_before(self, share: _Share) -> None:
        """What was expected earlier is not asked for any more: another page had it already."""
        for kept in (self._out, self._waiting):
            while kept and kept[0].number < share.number:
                kept.popleft()

    def _received(self, share: _Share) -> list[Made | DeadlyError]:
        if share.helpers is None:  # it was passed over
            return [None] * len(share.works)
        try:
            return [*unpacked(share.helpers.take(share.given))]
        except HandLostError:
            _log.warning("who made %d files is lost", len(share.works))
            self._let_go(share.helpers)
            return list(self._one_by_one(share.works))

    def _one_by_one(self, works: Sequence[Work]) -> Iterator[Made | DeadlyError]:
        for work in works:
            if (careful := self._living()) is None:
                yield None
                continue
            try:
                yield self._by(careful, (work,))[0]
            except HandLostError:
                careful.close()
                self._careful = None
                yield DeadlyError(f"{type(work).__name__} killed who made it, twice")

    def _living(self) -> Helpers | None:
        """Return one helper who is able to work at all; None, and then nobody is asked again."""
        if self._careful is not None or self._begin_careful is None:
            return self._careful
        try:
            one = self._begin_careful(1)
            self._by(one, ())
        except (HandLostError, OSError):
            _log.warning("no process can be begun to help", exc_info=True)
            self._begin = self._begin_careful = None
            return None
        self._careful = one
        return one

    def _by(self, helpers: Helpers, works: tuple[Work, ...]) -> list[Made]:
        return unpacked(helpers.take(helpers.give(packed(works, self._load_picture))))

    def _let_go(self, helpers: Helpers | None) -> None:
        if helpers is not None and helpers is self._helpers:
            helpers.close()
            self._helpers = None


def _together(works: Iterable[Work]) -> Iterator[tuple[Work, ...]]:
    """Yield works in shares; what is made of one picture or one page stays together."""
    some: list[Work] = []
    last: object = None
    for work in works:
        subject = _subject(work)
        if len(some) >= WORKS_IN_A_SHARE and subject != last:
            yield tuple(some)
            some = []
        some.append(work)
        last = subject
    if some:
        yield tuple(some)


def _subject(work: Work) -> object:
    match work:
        case PictureWork():
            return work.digest
        case ShareWork():
            return id(work.card)
        case AssetWork() | AttachmentWork() | SiteWork():
            return None
        case _:
            return id(work.document)
