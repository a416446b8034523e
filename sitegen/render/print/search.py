"""Search: how large the text of a leaflet is, and how its parts are spread at that size.

One size of text rules the whole sheet: the largest of 12 to 10.5 pt in which everything can be
spread over its panels; then pictures give way, then gaps, and only then the text down to 9.5 pt.
Where even 12 pt leaves plenty of room, the text is larger, up to 16 pt.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sitegen.documents.leaflet import Leaflet, Panel
from sitegen.render.print.arranging import Stretch, is_cover
from sitegen.render.print.laying import laid_out
from sitegen.render.print.measuring import Measurer, PanelAt, Piece, Setting, Stack
from sitegen.render.print.spreading import Run, Slice, StackOf, can_spread, evenly, whole

__all__ = ["Search", "numerals_of"]

_HIGHEST_NUMERAL = 3  # lines
_LARGE_PICTURES = (1.5, 1.4, 1.3, 1.2, 1.1)  # where there is plenty of room
_PICTURE_STEPS = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.57, 0.5)

# From the most generous to the last: each is tried only when all before it are too large.
_GENEROUS = 0.76  # pictures give way this far before the text does
_SETTINGS = (
    *(Setting(body=body, picture=_GENEROUS) for body in (12, 11.5, 11, 10.5)),
    *(Setting(body=10.5, picture=picture) for picture in (0.64, 0.5)),
    *(Setting(body=body, picture=0.5, gaps=0.5) for body in (10.5, 10, 9.5)),
)

# Where there is plenty of room, from the largest: what belongs together stays on one panel, and
# no panel is crowded.
_ROOMY = tuple(Setting(body=body, picture=1.0, room=0.85) for body in (16, 15, 14, 13))
_WIDE_MM = 130  # a panel narrower than this has lines too short for more than
_NARROW_PT = 14
_SURE = 0.05  # of a panel: more than lines that happen to break otherwise can make


class Search:
    """A document that is being composed: what its panels measure at which setting."""

    def __init__(self, document: Leaflet, flows: Sequence[Panel], measurer: Measurer) -> None:
        self._document = document
        self._flows = flows
        self._measurer = measurer
        form = document.format
        self._widths = [
            form.panel_widths_mm[:: -1 if side % 2 else 1][at] for side, at in form.order
        ]

    def runs(self, stretches: Sequence[Stretch]) -> list[Run]:
        """Return the runs of all stretches: what was put by hand and fits there stays alone."""
        made, number = [], 0
        for stretch in stretches:
            flows = tuple(range(number, number + len(stretch.panels)))
            number += len(flows)
            places = stretch.places
            if stretch.is_pinned and len(flows) < len(places) and self._stays(flows[0], places[0]):
                made.append(self._run(flows[:1], places[:1]))
                flows, places = flows[1:], places[1:]
            if flows:
                made.append(self._run(flows, places))
        return made

    def _run(self, flows: tuple[int, ...], places: tuple[int, ...]) -> Run:
        widths = tuple(self._widths[place] for place in places)
        is_handout = self._document.format.is_handout
        return Run(flows=flows, places=places, widths=widths, is_handout=is_handout)

    def _stays(self, flow: int, place: int) -> bool:
        if is_cover(self._flows[flow], self._document.format):
            return True
        wanted = [(flow, self._widths[place])]
        return any(
            self._measurer.stacks(wanted, setting)[0].fits({})
            for setting in (_SETTINGS[0], _SETTINGS[-1])
        )

    def chosen(self, runs: Sequence[Run]) -> Setting:
        """Return the first setting in which everything fits, in as few questions as can be.

        What fits at one setting fits at all later ones. Plain text of 12 pt is tried first; how
        full it is tells about which will do, and from there on the steps grow.
        """
        settings = self._settings()
        low, high, tried, step = 0, len(settings) - 1, settings.index(_SETTINGS[0]), 0
        while low < high:
            tight = self._tight(runs, settings[tried])
            if tight:
                low, runs = tried + 1, tight
            else:
                high = tried
                low = max(low, self._first_thinkable(settings, tried, runs))
            if step:
                tried += step if tight else -step
            else:
                tried = self._likely(settings, tried, runs)
            tried, step = min(max(tried, low), high - 1), max(1, 2 * step)
        return settings[low]

    def _settings(self) -> tuple[Setting, ...]:
        is_wide = min(self._widths) >= _WIDE_MM
        roomy = (one for one in _ROOMY if is_wide or one.body <= _NARROW_PT)
        return (*roomy, *_SETTINGS)

    def grown(self, slices: Mapping[int, Slice], setting: Setting) -> Setting:
        """Return the largest setting in which every panel holds what stands on it at ``setting``.

        Spread anew, larger text could tear a section or leave a front empty; here nothing moves.
        Laid out once more, when each panel has its place, a leaflet would be set so, too.
        """
        settings = self._settings()
        panels = self.panels(slices, setting)
        for larger in reversed(settings[: settings.index(setting)]):
            if max(panel.used({}) / panel.avail for panel in panels) > larger.room + _SURE:
                break
            panels = self.panels(slices, larger)
            if not all(panel.fits({}) for panel in panels):
                break
            setting = larger
        return setting

    def _likely(self, settings: Sequence[Setting], tried: int, runs: Sequence[Run]) -> int:
        """Return the number of the setting that may be the first to do, after one was measured.

        Text takes room by the square of its size.
        """
        known = settings[tried]
        fullest = max((self._fullness(run, known) for run in runs), default=0.0)
        if not fullest:
            return 0
        return next(
            (
                at
                for at, one in enumerate(settings)
                if fullest * (one.body / known.body) ** 2 <= one.room
            ),
            len(settings) - 1,
        )

    def _first_thinkable(self, settings: Sequence[Setting], tried: int, runs: Sequence[Run]) -> int:
        """Return the number of the first setting that what was measured does not rule out.

        Larger text in as much room is never less full: where a panel is above the room of a more
        generous setting, that need not be measured.
        """
        known = settings[tried]
        fullest = max((self._fullness(run, known) for run in runs), default=0.0)
        return next(
            at for at, one in enumerate(settings) if at == tried or fullest <= one.room + _SURE
        )

    def _fullness(self, run: Run, setting: Setting) -> float:
        stack_of = self._stack_of(setting)
        if run.is_fixed:
            stacks = [stack_of(*one) for one in run.wanted()]
            return max(stack.used({}) / stack.avail for stack in stacks)
        stacks = [stack_of(flow, run.widths[0]) for flow in run.flows]
        return sum(stack.used({}) for stack in stacks) / stacks[0].avail / len(run.places)

    def _tight(self, runs: Sequence[Run], setting: Setting) -> list[Run]:
        self._measure(runs, setting)
        return [run for run in runs if not can_spread(run, self._stack_of(setting))]

    def _measure(self, runs: Sequence[Run], setting: Setting) -> None:
        self._measurer.stacks([one for run in runs for one in run.wanted()], setting)

    def _stack_of(self, setting: Setting) -> StackOf:
        return lambda flow, width: self._measurer.stacks([(flow, width)], setting)[0]

    def slices(self, runs: Sequence[Run], setting: Setting) -> dict[int, Slice]:
        """Return what stands on each place; an empty one has a slice of nothing."""
        self._measure(runs, setting)
        nothing = Slice(flow=len(self._flows) - 1, start=0, end=0)
        made = dict.fromkeys(range(len(self._widths)), nothing)
        for run in runs:
            made |= (whole if run.is_fixed else evenly)(run, self._stack_of(setting))
        return made

    def panels(self, slices: Mapping[int, Slice], setting: Setting) -> list[Stack]:
        """Return the panels as they are at ``setting``, in the order of reading."""
        wanted = [(one.flow, self._widths[place]) for place, one in slices.items()]
        stacks = self._measurer.stacks(wanted, setting)
        order = self._document.format.order
        return [
            _part_of(stack, one, order[place])
            for stack, (place, one) in zip(stacks, slices.items(), strict=True)
        ]

    def with_wider_pictures(
        self, slices: Mapping[int, Slice], setting: Setting, numerals: Mapping[str, int]
    ) -> Setting:
        """Return ``setting`` with the widest pictures for which there is room."""
        panels = zip(slices.items(), self.panels(slices, setting), strict=True)
        shown = {place: one for (place, one), panel in panels if panel.has_pictures}
        steps = _PICTURE_STEPS if setting.room == 1 else (*_LARGE_PICTURES, *_PICTURE_STEPS)
        wider = [step for step in steps if step > setting.picture] if shown else []
        low, high = 0, len(wider)
        while low < high:
            middle = (low + high) // 2
            tried = replace(setting, picture=wider[middle])
            if all(panel.fits(numerals) for panel in self.panels(shown, tried)):
                high = middle
            else:
                low = middle + 1
        return setting if low == len(wider) else replace(setting, picture=wider[low])

    def laid_out(self, slices: Mapping[int, Slice], setting: Setting) -> Leaflet:
        """Return the leaflet with the panels that ``slices`` makes."""
        pieces: list[Sequence[Piece]] = [()] * len(self._flows)
        for place, one in slices.items():
            (stack,) = self._measurer.stacks([(one.flow, self._widths[place])], setting)
            pieces[one.flow] = stack.pieces
        return laid_out(self._document, self._flows, pieces, slices)


def _part_of(stack: Stack, one: Slice, place: PanelAt) -> Stack:
    """Return the pieces of a slice; the rows of what goes on start anew.

    Only at the end something is pinned to the foot: contacts that go on start at the top.
    """
    pieces = list(stack.pieces[one.start : one.end])
    is_going_on = 0 < one.start < one.end and stack.pieces[one.start - 1].part == pieces[0].part
    if is_going_on:
        first = pieces[0].row or 1
        pieces = [
            replace(piece, row=piece.row - first + 1)
            if piece.part == pieces[0].part and piece.row
            else piece
            for piece in pieces
        ]
    if one.end < len(stack.pieces):
        pieces = [replace(piece, pin=False) for piece in pieces]
    return replace(stack, pieces=tuple(pieces), place=place)


def numerals_of(panels: Sequence[Stack]) -> dict[str, int]:
    """Return how many lines high the numerals of each list are: one size in one list.

    The highest that leaves every panel its room; a numeral of one line is no higher than
    its text, so it always fits where the text does.
    """
    names = sorted({piece.list for panel in panels for piece in panel.pieces if piece.list})
    chosen = dict.fromkeys(names, 1)
    for name in names:
        for lines in range(_HIGHEST_NUMERAL, 1, -1):
            tried = chosen | {name: lines}
            if all(panel.fits(tried) or not panel.fits(chosen) for panel in panels):
                chosen = tried
                break
    return chosen
