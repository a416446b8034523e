"""Dealing: what is to be made next is given out in shares, and taken back where it is asked for."""

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from time import monotonic
from typing import Any, Protocol

from sitegen.artifacts import Loader
from sitegen.documents.codec import digest
from sitegen.errors import AwayError, DeadlyError
from sitegen.hands.here import Processes
from sitegen.hands.share import HandLostError, Made, packed, unpacked
from sitegen.plan import (
    AssetWork,
    AttachmentWork,
    Maker,
    PictureWork,
    Recipes,
    ShareWork,
    SheetWork,
    SideWork,
    SiteWork,
    Work,
)
from sitegen.release.fill import OvertakenError

__all__ = ["SECONDS_ALONE", "Hands", "Helpers"]

SECONDS_ALONE = 3.0
"""So long a release makes by itself before it asks for help: an edit never does."""

FULL = 24
"""A share is full of so many pages, which take little more than the way there; a print weighs as
much as several, and a picture with its sizes is one share: each takes a second or less."""

SHARES_EACH = 2
"""So many shares are out for each helper: nobody waits, and what is on the way fits into memory."""

ATTEMPTS = 2
"""So often helpers are looked for who cannot take a single share: those away, then processes."""

SECONDS_BETWEEN_LOOKS = 0.5
"""How long a wait for others lasts before it is asked whether all is overtaken."""

_WEIGHTS: Mapping[type, int] = {PictureWork: FULL, SheetWork: FULL // 4, SideWork: FULL // 4}

_OWN = AssetWork | AttachmentWork | SiteWork
"""Works that cost less than to send them, or are made once for all."""

_log = logging.getLogger("loa.release")


class Helpers(Protocol):
    """Who works off shares, ``count`` of them at a time.

    ``give`` and ``take`` raise HandLostError when nothing will come back of a share; ``take`` waits
    so many seconds, and then returns None. When a share is lost the others ``are_living``, or
    nobody is there any more. After ``close`` nobody is asked for anything.
    """

    @property
    def count(self) -> int: ...
    @property
    def are_living(self) -> bool: ...
    def give(self, share: bytes) -> Any: ...
    def take(self, given: Any, seconds: float) -> bytes | None: ...
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
    What was ``deadly`` once, by the digest of its work, is never made here again.
    """

    def __init__(  # noqa: PLR0913  # who helps, and how he is told
        self,
        workshop: Maker,
        load_picture: Loader,
        *,
        begin: Begin | None,
        begin_careful: Begin = Processes,
        seconds_alone: float = SECONDS_ALONE,
        deadly: set[str] | None = None,
    ) -> None:
        self._workshop = workshop
        self._load_picture = load_picture
        self._begin = begin
        self._begin_careful: Begin | None = begin_careful
        self._seconds_left = seconds_alone
        self._helpers: Helpers | None = None
        self._careful: Helpers | None = None
        self._deadly = set() if deadly is None else deadly
        self._is_overtaken: Callable[[], bool] = bool
        self._barren = 0
        self._numbers = count()
        self._expected: dict[int, Work] = {}
        self._waiting: deque[_Share] = deque()
        self._out: deque[_Share] = deque()
        self._shares: dict[int, tuple[_Share, int]] = {}

    def recipes(self) -> Recipes:
        """Return those of the workshop."""
        return self._workshop.recipes()

    def expect(self, works: Iterable[Work], is_overtaken: Callable[[], bool] = bool) -> None:
        """Tell what will be asked for next, in this order.

        Where ``make`` waits it raises OvertakenError as soon as all ``is_overtaken``.
        """
        self._is_overtaken = is_overtaken
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
        if self._deadly and digest(work) in self._deadly:
            return self._made_carefully(work)
        began = monotonic()
        try:
            return self._workshop.make(work)
        finally:
            self._seconds_left -= monotonic() - began
            if self._seconds_left <= 0:
                self._deal()

    def _made_carefully(self, work: Work) -> bytes:
        made = next(self._one_by_one((work,)))
        if isinstance(made, Exception):
            raise made
        if made is None:
            raise DeadlyError(_told(work))
        return made

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
                    _log.info("%d help with this release", self._helpers.count)
                if len(self._out) >= self._helpers.count * SHARES_EACH:
                    return
                share = self._waiting[0]
                share.helpers = self._helpers
                share.given = self._helpers.give(packed(share.works, self._load_picture))
                self._out.append(self._waiting.popleft())
            except AwayError:
                raise
            except Exception:  # noqa: BLE001  # whatever keeps others from helping: it is made here
                self._let_go(self._helpers)
                self._barren += is_new
                if self._barren >= ATTEMPTS:
                    self._begin = None
                _log.warning("those who were to help cannot", exc_info=True)
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
            return [*unpacked(self._waited(share.helpers, share.given))]
        except HandLostError:
            _log.warning("who made %d files is lost", len(share.works))
            if not share.helpers.are_living:
                self._let_go(share.helpers)
            return list(self._one_by_one(share.works))
        finally:
            share.given = None  # it may be large

    def _waited(self, helpers: Helpers, given: Any) -> bytes:
        while True:
            found = helpers.take(given, SECONDS_BETWEEN_LOOKS)
            if found is not None:
                return found
            if self._is_overtaken():
                raise OvertakenError

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
                self._deadly.add(digest(work))
                yield DeadlyError(_told(work))

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
        given = helpers.give(packed(works, self._load_picture))
        return unpacked(self._waited(helpers, given))

    def _let_go(self, helpers: Helpers | None) -> None:
        if helpers is not None and helpers is self._helpers:
            helpers.close()
            self._helpers = None


def _together(works: Iterable[Work]) -> Iterator[tuple[Work, ...]]:
    """Yield works in shares; what is made of one picture or one page stays together."""
    some: list[Work] = []
    weight, last = 0, None
    for work in works:
        subject = _subject(work)
        if weight >= FULL and subject != last:
            yield tuple(some)
            some, weight = [], 0
        some.append(work)
        weight += _WEIGHTS.get(type(work), 1)
        last = subject
    if some:
        yield tuple(some)


def _told(work: Work) -> str:
    return f"{type(work).__name__} killed who made it, twice"


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
