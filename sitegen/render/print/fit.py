"""Fit: what every panel needs and has, and a clear stop when it needs more."""

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sitegen.documents.quick import dataclass
from sitegen.errors import SitegenError
from sitegen.limits import grouped

__all__ = [
    "TURN",
    "PanelFit",
    "PieceFit",
    "highest_words",
    "panel_words",
    "require_fit",
    "turned_words",
]

TURN = "“Sang mặt gấp khác”"
"""What officers call the block that turns to another panel."""

_NAMED = 40  # letters of a name in a message


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceFit:
    """One piece of a panel: its height, and (alt, height in mm) of its pictures."""

    name: str
    height_mm: float
    pictures: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelFit:
    """Độ vừa: one measured box, a panel or what stands on the cover.

    ``panel`` is the panel's name, with " – " and the box when it is only a part; ``word`` what
    officers call such a place; ``side``
    counts from 1, ``index`` from 0. ``body_pt`` and ``picture_percent`` are the same on the
    whole sheet; ``line_characters`` is about how many letters stand on a full line, for the
    hint. ``wide_mm`` is how much wider than the panel its widest word is; ``advice`` what helps,
    "" where the fit itself tells. ``is_cut_short`` says that the officer turned to another panel
    although what follows would still have room on this one.
    """

    panel: str
    side: int
    avail_mm: float
    used_mm: float
    body_pt: float
    picture_percent: int
    index: int = 0
    line_mm: float = 4.9
    line_characters: int = 60
    wide_mm: float = 0
    pieces: tuple[PieceFit, ...] = ()
    advice: str = ""
    word: str = "mặt gấp"
    is_cut_short: bool = False

    @property
    def over_mm(self) -> float:
        """How much too high the content is, in millimetres; 0 when it fits."""
        return max(0.0, round(self.used_mm - self.avail_mm, 1))

    @property
    def is_overfull(self) -> bool:
        """Tell whether the content is higher or wider than its box, beyond rounding."""
        return self.used_mm - self.avail_mm > 0.05 or self.wide_mm > 0.05

    @property
    def fill_percent(self) -> int:
        """How full the box is."""
        return round(100 * self.used_mm / self.avail_mm)

    @property
    def is_left_empty(self) -> bool:
        """Tell whether a turn to another panel, put by hand, leaves more than half of it empty."""
        return self.is_cut_short and self.used_mm * 2 < self.avail_mm

    @property
    def place(self) -> tuple[int, int]:
        """Side and panel, from 0."""
        return self.side - 1, self.index

    @property
    def over_words(self) -> str:
        """What is too much, in words: "“Bước 1–2” thừa 12,3 mm"."""
        if self.wide_mm > 0.05:
            return f"“{self.panel}” có chữ dài hơn bề ngang {_number(self.wide_mm)} mm"
        return f"“{self.panel}” thừa {_number(self.over_mm)} mm"


def panel_words(fit: PanelFit) -> str:
    """Return how full a panel is, in words: "“Bìa sau”: đầy 83 %, chữ 12 pt"."""
    if fit.is_overfull:
        return f"{fit.over_words}. " + " ".join(_advice(fit))
    if not fit.used_mm:
        return f"“{fit.panel}”: để trống"
    said = f"“{fit.panel}”: đầy {fit.fill_percent} %, chữ {_short_number(fit.body_pt)} pt"
    return f"{said}. {turned_words()}" if fit.is_left_empty else said


def turned_words() -> str:
    """Return what helps where a turn put by hand leaves a panel half empty."""
    return f"Vì chỗ {TURN} nên mặt này còn trống nhiều; bỏ chỗ ấy thì phần sau viết tiếp ở đây."


def require_fit(fits: Iterable[PanelFit], *, page: str) -> None:
    """Stop with "print-overflow", naming every overfull panel and its millimetres."""
    overfull = [fit for fit in fits if fit.is_overfull]
    if not overfull:
        return
    said = "; ".join(fit.over_words for fit in overfull)
    hint = " ".join(advice for fit in overfull for advice in _advice(fit))
    word = overfull[0].word.capitalize()
    raise SitegenError(f"{word} {said}.", page=page, hint=hint, code="print-overflow")


def highest_words(holds: Iterable[Mapping[str, Any]]) -> str:
    """Return what takes the most room of a box, with its letters and millimetres; "" of none."""
    most = max(holds, key=lambda one: one["height"], default=None)
    if most is None:
        return ""
    said = " ".join(most["words"].split())
    letters = grouped(len(said))
    unit = "chữ cái" if any(map(str.isalpha, said)) else "ký tự"  # a number has digits
    return (
        f"Cao nhất ở đó là {most['name']} “{_short(said)}”: {letters} {unit},"
        f" {_number(most['height'])} mm."
    )


def _advice(fit: PanelFit) -> Iterator[str]:
    """Yield what would help most: a shorter word, a picture cut, a part moved, or fewer letters."""
    if fit.advice:
        yield fit.advice
        return
    if fit.wide_mm:
        yield f"Hãy viết câu trên bìa bằng chữ ngắn hơn, hoặc chọn khổ có {fit.word} rộng hơn."
        return
    shown = [(high, alt, piece.name) for piece in fit.pieces for alt, high in piece.pictures]
    if shown and sum(high for high, _, _ in shown) > fit.over_mm / 2:
        high, alt, step = max(shown)
        yield (
            f"Ở “{fit.panel}”, hình “{_short(alt)}” của {step} cao {_number(high)} mm: hãy chọn"
            f" phần cần xem của hình, bỏ hình, hoặc chuyển bước này sang {fit.word} khác."
        )
        return
    yield (
        f"Hãy bớt khoảng {_letters_to_cut(fit)} chữ cái ở “{fit.panel}”"
        f"{_or_move(fit)}, hoặc chuyển một phần sang {fit.word} khác."
    )


def _or_move(fit: PanelFit) -> str:
    """Name the shortest piece whose leaving would be enough."""
    enough = [piece for piece in fit.pieces if piece.name and piece.height_mm >= fit.over_mm]
    if len(fit.pieces) < 2 or not enough:
        return ""
    piece = min(enough, key=lambda one: one.height_mm)
    return f" (riêng “{_short(piece.name)}” cao {_number(piece.height_mm)} mm)"


def _letters_to_cut(fit: PanelFit) -> int:
    """Return the letters on the lines to be saved, rounded up to tens."""
    lines = math.ceil(fit.over_mm / fit.line_mm)
    return math.ceil(lines * fit.line_characters / 10) * 10


def _short(name: str) -> str:
    return name if len(name) <= _NAMED else name[: _NAMED - 1].rstrip() + "…"


def _short_number(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def _number(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")
