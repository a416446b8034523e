"""One sheet: its layout finds the largest sizes that fit; here is said what does not fit at all."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sitegen.errors import SitegenError
from sitegen.render.print.engine import Job, answers_of
from sitegen.render.print.fit import PanelFit, highest_words

__all__ = ["LAYOUT_FILES", "fitted", "require_boxes"]

LAYOUT_FILES = {
    "poster": "poster",
    "standee": "poster",  # the same parts in another order
    "tear_off": "tear_off",
    "worksheet": "worksheet",
    "cards": "cards",
}
"""The layouts of one sheet with their files."""


def fitted(job: Job) -> tuple[Job, tuple[PanelFit, ...]]:
    """Return the job with what it must draw of an overflow, and the fit of every box."""
    boxes = answers_of(replace(job, plan={"asks": True}))
    fits = tuple(_fit(job.data["sides"][0][0]["name"], box) for box in boxes)
    over = [fit.over_words for fit in fits if fit.is_overfull]
    return replace(job, plan={"over": "; ".join(over)}), fits


def _fit(panel: str, box: Mapping[str, Any]) -> PanelFit:
    return PanelFit(
        panel=f"{panel} – {box['name']}",
        side=1,
        avail_mm=box["avail"],
        used_mm=box["used"],
        wide_mm=max(0.0, round(box["widest"] - box["room"], 1)),
        body_pt=box["size"],
        picture_percent=100,
        advice=f"{highest_words(box['holds'])} {box['advice']}".strip(),
    )


def require_boxes(fits: Iterable[PanelFit], *, page: str) -> None:
    """Stop with "print-overflow", naming every box that is too small and its millimetres."""
    overfull = [fit for fit in fits if fit.is_overfull]
    if not overfull:
        return
    said = "; ".join(fit.over_words for fit in overfull)
    hint = " ".join(dict.fromkeys(fit.advice for fit in overfull))
    raise SitegenError(f"{said}.", page=page, hint=hint, code="print-overflow")
