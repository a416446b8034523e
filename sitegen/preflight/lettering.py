"""Lettering: how large the words in a screenshot are."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import quantiles

from PIL import Image, ImageChops

__all__ = ["words_px"]

_STRIP_PX, _LETTER_EDGES, _EDGE = 128, 4, 40
_LEAST_PX, _MOST_PX, _FEWEST_LINES, _MOST_UNLIKE = 4, 90, 12, 3
_SEEN = 0.82  # of the size: capitals and their marks
_APART = 0.15  # of the height, that letters and their marks are apart; lines are farther
_LONG = 4  # strips that a line of words takes, no label or mark: about twenty letters


def words_px(picture: Image.Image) -> float:
    """Return the size of the words in a picture, of its smallest line, in pixels; 0 without words.

    Letters are many upright edges side by side. The picture is looked at in narrow strips: a
    run of rows that are full of such edges is a line of words, as high as its capitals. What goes
    on through several strips is a line; where none does, the usual size is that of the picture.
    """
    grey = picture.convert("L")
    width, height = grey.size
    columns = width // _STRIP_PX
    if columns == 0 or height < _LEAST_PX:
        return 0.0
    beside = ImageChops.difference(grey, ImageChops.offset(grey, 1, 0))
    edges = beside.point(lambda step: 255 if step > _EDGE else 0).crop(
        (0, 0, columns * _STRIP_PX, height)
    )
    counts = edges.resize((columns, height), Image.Resampling.BOX)
    full = _LETTER_EDGES / _STRIP_PX * 255
    rows = [line > full for line in counts.transpose(Image.Transpose.TRANSPOSE).tobytes()]
    starts = range(0, len(rows), height)
    pieces = [_runs(rows[start : start + height]) for start in starts]
    strips = [[one for one in some if _LEAST_PX <= one[1] <= _MOST_PX] for some in pieces]
    found = [high for strip in strips for _, high in strip]
    if len(found) < _FEWEST_LINES:
        return 0.0
    low, usual, high = quantiles(found, n=4)
    if high > _MOST_UNLIKE * low:  # in a photograph anything goes
        return 0.0
    long = [quantiles(line, n=4)[0] for line in _lines(strips) if len(line) >= _LONG]
    return min([usual, *long]) / _SEEN


def _runs(rows: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield top and height of each piece of a line of words in one strip, with its tone marks."""
    top = end = 0
    for at, past in _full(rows):
        if end and at - end > _APART * max(end - top, past - at):
            yield top, end - top
            top = at
        elif not end:
            top = at
        end = past
    if end:
        yield top, end - top


def _full(rows: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield beginning and end of each run of rows that are full."""
    at = 0
    for is_full, run in groupby(rows):
        end = at + sum(1 for _ in run)
        if is_full:
            yield at, end
        at = end


def _lines(strips: Sequence[Sequence[tuple[int, int]]]) -> list[list[int]]:
    """Return the heights of the pieces of each line, which go on from strip to strip."""
    lines: list[list[int]] = []
    before: list[tuple[int, int, list[int]]] = []
    for strip in strips:
        now = []
        for top, high in strip:
            line = next((line for *other, line in before if _is_beside((top, high), other)), None)
            if line is None:
                line = []
                lines.append(line)
            line.append(high)
            now.append((top, high, line))
        before = now
    return lines


def _is_beside(one: Sequence[int], other: Sequence[int]) -> bool:
    """Tell whether two pieces, by top and height, are of one line: more than half of both meets."""
    (top, high), (at, tall) = one, other
    return min(top + high, at + tall) - max(top, at) > max(high, tall) / 2
