"""Callouts as blocks store them, to callouts as documents have them. No Django in here.

A stored picture is {"picture", "alt", "callouts": [{"id", "shape", "x", "y", "w", "h",
"label"}], "focus": {"x", "y", "w", "h"}, "drawn_for": "1366x768"}. Geometry is in percent of
the whole public picture. What the editor refuses may still come in by another door: here it is
left out, and told.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Protocol, cast, get_args

from media.patterns import suspects
from media.regions import BadRegionError, Rectangle, rectangle
from sitegen.collect.stored import unwrapped_all
from sitegen.documents.base import Picture, PictureCallout, Region
from sitegen.documents.callouts import numbered

__all__ = ["LABEL_LENGTH", "SHAPES", "Finds", "geometry", "illustrated", "is_drawn_for", "read"]

SHAPES: tuple[str, ...] = get_args(PictureCallout.__dataclass_fields__["shape"].type)
LABEL_LENGTH = 160
_LEAST_ARROW = 0.5
_SAME_SHAPE = 0.01
_HINT = "Mở trang, xem lại chú dẫn trên hình rồi xuất bản lại."

Value = Mapping[str, Any]


class Finds(Protocol):
    """Takes a remark: a stable code, what is wrong in Vietnamese, and what to do."""

    def __call__(self, code: str, message: str, *, hint: str = "") -> None: ...


def _silently(code: str, message: str, *, hint: str = "") -> None:
    pass


def illustrated(picture: Picture, value: Value, finds: Finds = _silently) -> Picture:
    """Return ``picture`` with the callouts and the focus of a stored block; itself without any.

    Nothing is drawn on a picture of another shape than the one it was drawn for: a callout
    that points at the wrong place is worse than none.
    """
    if not value.get("callouts") and not _has_focus(value):
        return picture
    if not is_drawn_for(value, picture.width, picture.height):
        finds(
            "callouts-for-another-picture",
            "Hình đã thay bằng ảnh có tỉ lệ khác, nên chú dẫn không được vẽ. Kiểm tra lại chú dẫn.",
            hint="Mở trang, xem chú dẫn có còn đúng chỗ không rồi bấm “Chú dẫn đã đúng chỗ”.",
        )
        return picture
    callouts, focus = read(value, finds), _focus(value, finds)
    if not callouts and not focus:
        return picture
    return numbered(replace(picture, callouts=callouts, focus=focus))


def read(value: Value, finds: Finds = _silently) -> tuple[PictureCallout, ...]:
    """Return the callouts of a stored picture block, without numbers.

    What is broken is left out: outside the picture, without a size, of an unknown shape, or
    with the id of another one.
    """
    stored = value.get("callouts")
    return tuple(_kept(stored, finds)) if stored else ()


def is_drawn_for(value: Value, width: int, height: int) -> bool:
    """Tell whether a picture of this size has the shape that the callouts were drawn for."""
    before, _, after = str(value.get("drawn_for") or "").partition("x")
    if not (before.isdigit() and after.isdigit() and int(before) and int(after)):
        return True
    old, new = int(before) / int(after), width / max(1, height)
    return abs(old - new) <= _SAME_SHAPE * old


def geometry(value: Value) -> Rectangle:
    """Return the place of one stored callout; raises BadRegionError saying what is wrong."""
    numbers = {name: value.get(name) or 0 for name in Rectangle._fields}
    shape = value.get("shape")
    if shape in ("box", "highlight"):
        return rectangle(numbers)
    if shape == "arrow":
        return _arrow(numbers)
    x, y, *_ = rectangle({**numbers, "w": 0, "h": 0}, least=0)
    return Rectangle(x, y, 0, 0)


def _arrow(numbers: Value) -> Rectangle:
    tail = rectangle({**numbers, "w": 0, "h": 0}, least=0)
    try:
        tip = rectangle(
            {
                "x": round(tail.x + float(numbers["w"]), 1),
                "y": round(tail.y + float(numbers["h"]), 1),
                "w": 0,
                "h": 0,
            },
            least=0,
        )
    except (BadRegionError, TypeError, ValueError) as error:
        raise BadRegionError("w", "Đầu mũi tên nằm ngoài ảnh. Hãy kéo vào trong ảnh.") from error
    across, down = round(tip.x - tail.x, 1), round(tip.y - tail.y, 1)
    if max(abs(across), abs(down)) < _LEAST_ARROW:
        raise BadRegionError("w", "Mũi tên quá ngắn, không nhìn thấy được.")
    return Rectangle(tail.x, tail.y, across, down)


def _kept(stored: list[Any], finds: Finds) -> Iterator[PictureCallout]:
    taken: set[str] = set()
    for place, one in enumerate(unwrapped_all(stored), 1):
        try:
            callout = _callout(one, place)
        except BadRegionError as error:
            finds("callout-broken", f"Chú dẫn thứ {place}: {error.message}", hint=_HINT)
            continue
        if callout.id in taken:
            finds("callout-twice", f"Chú dẫn thứ {place} trùng mã với chú dẫn trước.", hint=_HINT)
            continue
        if any(suspect.is_identity for suspect in suspects(callout.label)):
            finds("callout-personal", f"Chú dẫn thứ {place} có số giống số định danh.", hint=_HINT)
        taken.add(callout.id)
        yield callout


def _callout(value: Any, place: int) -> PictureCallout:
    if not isinstance(value, Mapping) or value.get("shape") not in SHAPES:
        raise BadRegionError("shape", "Không rõ là kiểu chú dẫn nào.")
    where = geometry(value)
    return PictureCallout(
        id=str(value.get("id") or f"chu-dan-{place}"),
        shape=cast("Any", value["shape"]),
        x=where.x,
        y=where.y,
        w=where.w,
        h=where.h,
        label=" ".join(str(value.get("label") or "").split())[:LABEL_LENGTH],
    )


def _has_focus(value: Value) -> bool:
    focus = value.get("focus")
    return isinstance(focus, Mapping) and bool(focus.get("w") or focus.get("h"))


def _focus(value: Value, finds: Finds) -> Region | None:
    if not _has_focus(value):
        return None
    numbers = {name: value["focus"].get(name) or 0 for name in Rectangle._fields}
    try:
        return Region(**rectangle(numbers, least=1)._asdict())
    except BadRegionError as error:
        finds("focus-broken", f"Vùng phóng to: {error.message}", hint=_HINT)
        return None
