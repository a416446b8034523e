"""Spreading: on which panels the pieces stand, in order, and what may not be parted.

A heading stays with what follows it, the end of a list with its last item, and contacts with the
imprint at the foot of the last panel; a heading with all of its text wherever one panel can hold
both. Whatever fits is spread so that the fullest panel is as empty as can be, and what would fill
few panels is gathered on those that are read first: the rest stays blank. Of a sheet without folds
the front is filled before its back: nobody opens it, and white below a cover looks forgotten.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise

from sitegen.documents.quick import dataclass
from sitegen.render.print.measuring import ROUNDING_MM, Piece, Stack
from sitegen.render.print.sections import torn_at

__all__ = ["Run", "Slice", "StackOf", "can_spread", "evenly", "whole"]

_OVERFULL = 1000.0  # costs more than all unevenness
_UNEVEN = 6  # the power that makes the fullest panel count
_TORN = 50.0  # a text parted from its heading: less than overfull, more than unevenness
_UNFILLED = 100.0  # a front that is not full while more would fit: more than a torn text
_FILLED = 0.75  # of a page, that counts as full
_OPENED = 0.4  # one panel more: nearly empty panels are not worth it
_FOOT = 0.7  # of a panel, that contacts with the imprint may take and still stay together


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """Pieces ``start`` to ``end`` of the parts with number ``flow``."""

    flow: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Parts (by number) in order, and the places (with their widths in mm) that they may take.

    ``is_handout`` says that each place is a page: one is filled before the next begins.
    """

    flows: tuple[int, ...]
    places: tuple[int, ...]
    widths: tuple[float, ...]
    is_handout: bool = False

    @property
    def is_fixed(self) -> bool:
        """Tell whether each of the parts has its place already."""
        return len(self.flows) == len(self.places)

    def wanted(self) -> list[tuple[int, float]]:
        """Return each (parts, width) that has to be measured."""
        if self.is_fixed:
            return list(zip(self.flows, self.widths, strict=True))
        return [(flow, width) for flow in self.flows for width in dict.fromkeys(self.widths)]


StackOf = Callable[[int, float], Stack]
"""Gives the measured parts of a number in a width."""


class _Units:
    """The pieces of one stack in units that stay together."""

    def __init__(self, stack: Stack) -> None:
        pieces = stack.pieces
        torn = torn_at(stack)
        self.is_roomy = stack.setting.room < 1  # then nothing needs to be torn
        cuts = [at for at in _cuts(stack) if not (self.is_roomy and at in torn)]
        self.cuts = [0, *cuts, len(pieces)]
        self.torn = [at in torn for at in self.cuts]
        self.has_foot = bool(pieces) and pieces[-1].pin
        self._stack = stack
        self._gaps = [stack.gap(piece) for piece in pieces]
        heights = [stack.height(piece, {}) for piece in pieces]
        ends = accumulate(h + gap for h, gap in zip(heights, self._gaps, strict=True))
        self._tops = [0.0, *ends]

    @property
    def count(self) -> int:
        return len(self.cuts) - 1

    def fill(self, first: int, last: int) -> float:
        """Return how full a panel is with units ``first`` to ``last``; above 1 is too full."""
        if self._stack.boxes:
            return 1.0 if self._stack.fits({}) else 1.5
        start, end = self.cuts[first], self.cuts[last]
        if start == end:
            return 0.0
        used = self._tops[end] - self._tops[start] - self._gaps[end - 1]
        return max(0.0, used - ROUNDING_MM) / self._stack.room

    def is_filled(self, fill: float) -> bool:
        """Tell whether a page so full (as :meth:`fill` says) may end although more follows."""
        return fill * self._stack.setting.room >= _FILLED


def whole(run: Run, stack_of: StackOf) -> dict[int, Slice]:
    """Return the slice of each place of a run whose parts have theirs already."""
    placed = zip(run.places, run.flows, run.widths, strict=True)
    return {
        place: Slice(flow=flow, start=0, end=len(stack_of(flow, width).pieces))
        for place, flow, width in placed
    }


def can_spread(run: Run, stack_of: StackOf) -> bool:
    """Tell whether all fits: each place takes what it can; the foot waits for the last place."""
    at = 0
    for flow in run.flows:
        begin, is_done = 0, False
        while not is_done:
            if at == len(run.places):
                return False
            is_last = at == len(run.places) - 1
            units = _Units(stack_of(flow, run.widths[at]))
            end = units.count - (not is_last and _has_foot(run, flow, units))
            taken = begin
            while taken < end and units.fill(begin, taken + 1) <= 1:
                taken += 1
            if taken == begin < end:
                return False
            is_roomy = units.is_roomy and run.is_handout  # then the text becomes smaller instead
            if is_roomy and taken < end and not units.is_filled(units.fill(begin, taken)):
                return False
            begin, is_done, at = taken, taken == units.count, at + 1
    return True


def evenly(run: Run, stack_of: StackOf) -> dict[int, Slice]:
    """Return the slice of each place that is taken; the fullest panel is as empty as can be.

    What cannot fit is spread as well, so that it can be shown.
    """
    spread = _Spread(run, stack_of)
    # With the first units on the places so far, by their number: (cost, where each place ended).
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for at in range(len(run.places)):
        after: dict[int, tuple[float, tuple[int, ...]]] = {}
        for begin, (cost, ends) in best.items():
            for end, more in spread.ends(begin, at):
                if end not in after or cost + more < after[end][0]:
                    after[end] = (cost + more, (*ends, end))
        best = after
    return dict(spread.slices(best[spread.total][1]))


class _Spread:
    """The units of all parts of a run, numbered through."""

    def __init__(self, run: Run, stack_of: StackOf) -> None:
        self._run = run
        self._units = [
            {width: _Units(stack_of(flow, width)) for width in dict.fromkeys(run.widths)}
            for flow in run.flows
        ]
        some = [next(iter(units.values())) for units in self._units]
        self._numbered = [
            (number, unit) for number, units in enumerate(some) for unit in range(units.count)
        ]
        self.total = len(self._numbered)
        self._has_foot = _has_foot(run, run.flows[-1], some[-1])

    def ends(self, begin: int, at: int) -> Iterator[tuple[int, float]]:
        """Yield where place ``at`` may end when it starts with unit ``begin``, and what it costs."""
        is_last = at == len(self._run.places) - 1
        limit = self.total if is_last or not self._has_foot else self.total - 1
        if begin >= limit:  # nothing is left but what waits for the foot
            yield begin, 0.0
        if begin < self.total:
            number, first = self._numbered[begin]
            units = self._units[number][self._run.widths[at]]
            torn = _TORN if units.torn[first] else 0.0
            most = min(limit, begin + units.count - first)
            fills = [units.fill(first, first + end - begin) for end in range(begin + 1, most + 1)]
            for end, (fill, more) in enumerate(pairwise((*fills, 2.0)), begin + 1):
                is_wanting = self._run.is_handout and more <= 1 and not units.is_filled(fill)
                unfilled = _UNFILLED if is_wanting else 0.0
                yield end, _cost(fill) + _OPENED + torn + unfilled

    def slices(self, ends: Sequence[int]) -> Iterator[tuple[int, Slice]]:
        """Yield each place that is taken with its slice, when the places end at ``ends``."""
        for at, (begin, end) in enumerate(pairwise((0, *ends))):
            if begin < end:
                number, first = self._numbered[begin]
                cuts = self._units[number][self._run.widths[at]].cuts
                last = cuts[first + end - begin]
                yield (
                    self._run.places[at],
                    Slice(flow=self._run.flows[number], start=cuts[first], end=last),
                )


def _cost(fill: float) -> float:
    return fill**_UNEVEN + (_OVERFULL * fill if fill > 1 else 0.0)


def _has_foot(run: Run, flow: int, units: _Units) -> bool:
    """Tell whether the last unit of ``flow`` waits for the last place of the run."""
    return units.has_foot and flow == run.flows[-1] and not run.is_fixed


def _cuts(stack: Stack) -> list[int]:
    """Return the numbers of the pieces before which a panel may end."""
    together = _foot(stack)
    return [
        at
        for at, (above, below) in enumerate(pairwise(stack.pieces), 1)
        if at not in together and not _is_one(above, below)
    ]


def _is_one(above: Piece, below: Piece) -> bool:
    """Tell whether two pieces are of one thing that goes on."""
    is_heading = above.keep and above.head > 0
    return is_heading or (above.part == below.part and (above.item is None or below.item is None))


def _foot(stack: Stack) -> set[int]:
    """Return the pieces that stay with the one above at the foot of the last panel.

    Contacts are not parted where they have room with the imprint, or else without it. Where all
    is tight, and where they are too many, as many stay with it as leave half a panel.
    """
    pieces = stack.pieces
    start = next((at for at, piece in enumerate(pieces) if piece.pin), len(pieces))
    is_tight = stack.setting.gaps < 1
    for end in () if is_tight else (len(pieces), len(pieces) - 1):
        if stack.is_held_by_one(pieces[start:end]):
            return set(range(start + 1, end))
    return _as_many_as_leave_room(stack)


def _as_many_as_leave_room(stack: Stack) -> set[int]:
    found: set[int] = set()
    room = stack.avail * _FOOT
    for at in range(len(stack.pieces) - 1, 0, -1):
        above = stack.pieces[at - 1]
        room -= stack.height(stack.pieces[at], {}) + stack.gap(above)
        if not above.pin or room < stack.height(above, {}):
            break
        found.add(at)
    return found
