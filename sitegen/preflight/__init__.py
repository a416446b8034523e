"""Preflight: the print shop's file, read again as the shop would, and what is wrong with it.

Everything is read from the finished PDF; only what paper cannot show is asked of the document.
docs/preflight.md lists the checks beside those of the Ghent Workgroup (GWG 2015, sheet CMYK).
"""

from sitegen.documents.outdated import Outdated
from sitegen.preflight.plan import SheetPlan
from sitegen.preflight.press import PressSheet, preflight, press_sheet, require_sound
from sitegen.preflight.remark import Remark

__all__ = [
    "Outdated",
    "PressSheet",
    "Remark",
    "SheetPlan",
    "preflight",
    "press_sheet",
    "require_sound",
]
