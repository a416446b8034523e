"""Pictures: are they sharp enough, undistorted, and can the words in them be read."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import quantiles

from PIL import Image, ImageChops

from sitegen.preflight.looking import seen
from sitegen.preflight.plan import SheetPlan
from sitegen.preflight.remark import Remark, millimetres, quoted
from sitegen.render.print.painted import Picture, Side

__all__ = ["picture_remarks", "words_px"]

GOOD, LINE_ART = 1.5, 2.75  # times the least that the format asks for: 300 and 550 of 200
SMALLEST_WORDS_PT = 6.5
_DISTORTED = 0.03
_STRIP_PX, _LETTER_EDGES, _EDGE = 128, 4, 40
_LEAST_PX, _MOST_PX, _FEWEST_LINES, _MOST_UNLIKE = 4, 90, 12, 3
_SCREEN_MM = 25  # narrower than any screenshot that a layout places
_SEEN = 0.82  # of the size: capitals and their marks
_APART = 0.15  # of the height, that letters and their marks are apart; lines are farther
_LONG = 4  # strips that a line of words takes, no label or mark: about twenty letters


def picture_remarks(side: Side, plan: SheetPlan) -> Iterator[Remark]:
    """Yield what is wrong with the pictures of one side, as large as they are placed."""
    for picture in side.pictures():
        before = plan.words_before(side, picture)
        for code, is_error, message, hint in _of(picture, plan):
            yield Remark(
                code=code,
                severity="error" if is_error else "warning",
                message=message,
                hint=hint,
                side=side.number,
                panel=plan.name_at(side.number, picture.box),
                part=f"hình dưới {quoted(before)}" if before else "hình",
                box=picture.box,
            )


Said = tuple[str, bool, str, str]
"""A code, whether it is an error, the message and the hint."""


def _of(picture: Picture, plan: SheetPlan) -> Iterator[Said]:
    yield from _sharpness(picture, plan)
    ratio = (picture.box.width / picture.width_px) / max(
        1e-9, picture.box.height / picture.height_px
    )
    if abs(ratio - 1) > _DISTORTED:
        yield "picture-distorted", True, "Hình bị kéo méo.", ""
    pt = _words_pt(picture)
    is_mark = picture.box.width < _SCREEN_MM  # an emblem: what is written in it is part of it
    if pt and pt < SMALLEST_WORDS_PT - 0.05 and not is_mark:
        message = f"Chữ nhỏ nhất trong hình in ra chỉ khoảng {millimetres(pt)} pt, nên từ 6,5 pt."
        is_of_phone = picture.height_px > picture.width_px
        larger = (
            "tăng cỡ chữ của điện thoại" if is_of_phone else "phóng to trang web (Ctrl và dấu +)"
        )
        hint = (
            f"Hãy {larger} rồi chụp lại, hoặc đặt “Vùng phóng to trên điện thoại” của hình quanh chỗ "
            "phải nhìn."
        )
        yield "picture-words", False, message, hint


def _sharpness(picture: Picture, plan: SheetPlan) -> Iterator[Said]:
    least_ppi = plan.least_ppi
    ppi, good, good_line = round(picture.ppi), least_ppi * GOOD, round(least_ppi * LINE_ART)
    if picture.bits == 1 and picture.ppi < good_line:
        message = f"Hình đen trắng chỉ có {ppi} điểm ảnh mỗi inch, nên từ {good_line}."
        yield "picture-ppi", picture.ppi < least_ppi - 0.5, message, ""
    elif picture.ppi < good - 1:
        is_error = picture.ppi < least_ppi - 0.5
        limit = f"ít nhất {least_ppi}" if is_error else f"nên từ {good:.0f}"
        message = f"Hình chỉ có {ppi} điểm ảnh mỗi inch, {limit}."
        wanted = round(picture.box.width / 25.4 * good)
        yield "picture-ppi", is_error, message, _larger(picture, wanted, plan)


def _larger(picture: Picture, wanted: int, plan: SheetPlan) -> str:
    """Return what to upload; of a picture in part, what is printed of it and what else helps."""
    wide = picture.width_px
    whole = dict(plan.parts).get((wide, picture.height_px))
    if whole is None:
        return f"Hình rộng {wide} điểm ảnh; hãy tải hình rộng từ {wanted} điểm ảnh."
    upload = f"tải hình rộng từ {wanted} điểm ảnh, rồi " if whole < wanted else ""
    return (
        f"Chỉ in phần quanh chỗ phải nhìn, rộng {wide} trong {whole} điểm ảnh của hình; hãy {upload}"
        "nới “Vùng phóng to trên điện thoại” rộng hơn."
    )


def _words_pt(picture: Picture) -> float:
    """Return about how large the smallest line of a screenshot is on paper, 0 without words."""
    return seen(picture.source, "words", words_px) * 72 / max(picture.ppi, 1e-6)


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
