"""Fit: what every panel needs and has, and a clear stop when it needs more."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sitegen.errors import SitegenError

__all__ = ["PanelFit", "panel_fits", "require_fit"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelFit:
    """Độ vừa: one measured box, a panel or a box of fixed height on it.

    ``panel`` is the panel's name, with " – " and the box when it is only a part; ``side``
    counts from 1. ``scale`` and ``picture_percent`` are the same on the whole sheet;
    ``line_characters`` is about how many letters stand on a full line, for the hint.
    """

    panel: str
    side: int
    avail_mm: float
    used_mm: float
    scale: float
    body_pt: float
    picture_percent: int
    line_mm: float = 4.9
    line_characters: int = 60

    @property
    def over_mm(self) -> float:
        """How much too high the content is, in millimetres; 0 when it fits."""
        return max(0.0, round(self.used_mm - self.avail_mm, 1))

    @property
    def is_overfull(self) -> bool:
        """Tell whether the content is higher than its box, beyond rounding."""
        return self.used_mm - self.avail_mm > 0.05


def panel_fits(reports: Iterable[dict[str, Any]]) -> tuple[PanelFit, ...]:
    """Return the fits that a layout reported, in reading order."""
    return tuple(PanelFit(**report["fit"]) for report in reports if "fit" in report)


def require_fit(fits: Iterable[PanelFit], *, page: str) -> None:
    """Stop with "print-overflow", naming every overfull panel and its millimetres."""
    overfull = [fit for fit in fits if fit.is_overfull]
    if not overfull:
        return
    said = "; ".join(f"“{fit.panel}” thừa {_millimetres(fit.over_mm)} mm" for fit in overfull)
    raise SitegenError(f"Mặt gấp {said}.", page=page, hint=_hint(overfull), code="print-overflow")


def _hint(overfull: list[PanelFit]) -> str:
    advice = ", ".join(f"khoảng {_letters_to_cut(fit)} chữ cái ở “{fit.panel}”" for fit in overfull)
    return f"Hãy bớt {advice}, hoặc chuyển một phần sang mặt gấp khác."


def _letters_to_cut(fit: PanelFit) -> int:
    """Return the letters on the lines to be saved, rounded up to tens."""
    lines = math.ceil(fit.over_mm / fit.line_mm)
    return math.ceil(lines * fit.line_characters / 10) * 10


def _millimetres(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")
