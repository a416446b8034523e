"""Texts: size, letters, place, contrast, and words over words."""

from collections.abc import Iterator
from unicodedata import combining, normalize

from sitegen.documents.quick import dataclass
from sitegen.preflight.plan import PanelPlan, SheetPlan
from sitegen.preflight.remark import Remark, millimetres, quoted
from sitegen.render.print.painted import Box, Picture, Shape, Side, Words

__all__ = ["SAFE_MM", "text_remarks"]

SMALLEST_IMPRINT_PT = 6.5
SAFE_MM, LEAST_SAFE_MM = 5.0, 3.0
OVERLAP_MM = 0.3
_KERN = 0.2  # of the height of low letters
_SAME_LINE_MM = 0.05
_LARGE_PT = 18.0
_WHITE = 1.0


def text_remarks(side: Side, plan: SheetPlan) -> Iterator[Remark]:
    """Yield what is wrong with the words of one side."""
    found = [words for words in side.words() if words.text.strip()]
    for words in found:
        place = _Place(words, plan.panel_at(side.number, words.box), side, plan)
        for code, is_error, message, hint in _of(place):
            yield _remark(side, plan, words, code, message, hint, is_error=is_error)
    yield from _overlaps(side, plan, found)


@dataclass(frozen=True, slots=True)
class _Place:
    words: Words
    panel: PanelPlan | None
    side: Side
    plan: SheetPlan


Said = tuple[str, bool, str, str]
"""A code, whether it is an error, the message and the hint."""


def _remark(  # noqa: PLR0913, PLR0917  # the parts of a remark
    side: Side, plan: SheetPlan, words: Words, code: str, message: str, hint: str, *, is_error: bool
) -> Remark:
    return Remark(
        code=code,
        severity="error" if is_error else "warning",
        message=message,
        hint=hint,
        side=side.number,
        panel=plan.name_at(side.number, words.box),
        part=quoted(words.text),
        box=words.box,
    )


def _of(place: _Place) -> Iterator[Said]:
    yield from _size(place)
    yield from _letters(place.words)
    yield from _edges(place)
    yield from _contrast(place)


def _size(place: _Place) -> Iterator[Said]:
    size, words = place.words.size_pt, place.words
    least = place.plan.imprint_pt if _is_imprint(place) else place.plan.least_pt
    said = millimetres(size)
    if words.is_unseen:
        yield "text-unseen", True, "Có chữ ẩn, không in ra.", ""
    if size < SMALLEST_IMPRINT_PT - 0.05:
        yield "text-size", True, f"Chữ {said} pt, nhỏ nhất 6,5 pt.", "Hãy bớt chữ ở mặt này."
    elif size < least - 0.35 and not _is_raised(place):
        hint = "Hãy bớt chữ, hoặc chuyển một phần sang mặt khác."
        yield "text-size", True, f"Chữ {said} pt, nhỏ nhất {millimetres(least)} pt.", hint


def _is_imprint(place: _Place) -> bool:
    """Tell whether words belong to the imprint: by their panel, else by what they say."""
    if place.panel is not None and place.panel.has_imprint:
        return True
    said = " ".join(place.words.text.replace("\u200b", "").split())
    return said in " ".join(place.plan.imprint.split())


def _is_raised(place: _Place) -> bool:
    """Tell whether it is an index, such as in H₂O: small beside larger letters."""
    words = place.words
    return len(words.text.strip()) <= 3 and any(
        other.size_pt > words.size_pt * 1.2 and other.box.grown(1).meets(words.box)
        for other in place.side.words()
    )


def _letters(words: Words) -> Iterator[Said]:
    if "\ufffd" in words.text:
        yield "glyph", True, "Có chữ mà phông không vẽ được.", "Hãy gõ lại chữ này bằng Unicode."


def _edges(place: _Place) -> Iterator[Said]:
    box, trim = place.words.box, place.plan.trim
    if not trim.holds(box):
        yield "text-trim", True, "Chữ bị xén mất.", "Hãy viết ngắn lại."
        return
    panels = place.plan.on_side(place.side.number)
    folds = [panel.box.right for panel in panels[:-1]]
    if any(box.left + OVERLAP_MM < fold < box.right - OVERLAP_MM for fold in folds):
        yield "text-fold", True, "Chữ nằm vắt qua nếp gấp.", "Hãy viết ngắn lại."
        return
    yield from _near(_distances(box, trim, folds))


def _distances(box: Box, trim: Box, folds: list[float]) -> Iterator[tuple[float, str]]:
    edges = (box.left, box.top, trim.right - box.right, trim.bottom - box.bottom)
    yield min(edges), "mép xén"
    for fold in folds:
        yield max(fold - box.right, box.left - fold), "nếp gấp"


def _near(distances: Iterator[tuple[float, str]]) -> Iterator[Said]:
    nearest, name = min(distances)
    if nearest < SAFE_MM - 0.05:
        message = f"Chữ cách {name} {millimetres(max(0.0, nearest))} mm, nên từ 5 mm."
        yield "text-near", nearest < LEAST_SAFE_MM - 0.05, message, ""


def _contrast(place: _Place) -> Iterator[Said]:
    words = place.words
    ink, ground = words.pen.fill.light, _ground(place.side, words)
    if ink is None or ground is None or words.is_unseen or words.pen.fill.space == "Pattern":
        return
    lighter, darker = max(ink, ground), min(ink, ground)
    ratio = (lighter + 0.05) / (darker + 0.05)
    least = 3.0 if words.size_pt >= _LARGE_PT else 4.5
    if ratio < least - 0.05:
        said = (
            f"Chữ và nền quá giống nhau ({millimetres(ratio)}:1, ít nhất {millimetres(least)}:1)."
        )
        yield "contrast", True, said, ""


def _ground(side: Side, words: Words) -> float | None:
    """Return the light of what was painted last beneath the words; None where it is a picture."""
    middle = _middle(words.box)
    x, y = middle.left, middle.top
    light: float | None = _WHITE
    for item in side.items:
        if item is words:
            break
        box = item.box
        # Most things lie elsewhere: this is asked of everything for every word.
        if x < box.left - 1 or x > box.right + 1 or y < box.top - 1 or y > box.bottom + 1:
            continue
        if isinstance(item, Shape) and item.is_filled and _covers(item, middle):
            light = item.pen.fill.light
        elif isinstance(item, Picture) and item.box.holds(middle):
            light = None
    return light


def _middle(box: Box) -> Box:
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return Box(x, y, x, y)


def _covers(shape: Shape, point: Box) -> bool:
    """Tell whether a shape paints at a point; of what is no rectangle this is not known."""
    return any(one.within(shape.box).holds(point, slack=0) for one in shape.rectangles)


def _allowed(core: Box, other: Box) -> float:
    """Return how far words may share their width: letters of one line are kerned together."""
    is_one_line = abs(core.bottom - other.bottom) < _SAME_LINE_MM
    return max(OVERLAP_MM, _KERN * core.height) if is_one_line else OVERLAP_MM


def _is_one_letter(one: Words, other: Words) -> bool:
    """Tell whether two shapes make one letter: a font without "ŏ" draws "o", and "˘" above it.

    A PDF calls both "ŏ".
    """
    letter, longer = sorted((one.text, other.text), key=len)
    parts = normalize("NFD", letter)
    is_one = len(parts) > 1 and not combining(parts[0]) and all(map(combining, parts[1:]))
    return is_one and letter in longer


def _overlaps(side: Side, plan: SheetPlan, found: list[Words]) -> Iterator[Remark]:
    """Tell of words over words: of each line the part between baseline and low capitals."""
    cores = [(words.core, words) for words in found]
    cores.sort(key=lambda one: one[0].top)
    for at, (core, words) in enumerate(cores):
        for other, above in cores[at + 1 :]:
            if other.top > core.bottom:
                break
            shared = core.within(other)
            if _is_one_letter(words, above):
                continue
            if shared.width > _allowed(core, other) and shared.height > OVERLAP_MM:
                message = f"Chữ đè lên {quoted(above.text)}."
                hint = "Hãy bớt chữ ở mặt này, hoặc báo cho người quản trị."
                yield _remark(side, plan, words, "overlap", message, hint, is_error=True)
