"""Pictures of screens for the officers' manual, taken on the way of a journey: `make pictures`.

Only where they are asked for: a journey that looks at nothing else keeps its window as it is.
"""

import io
import os
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page

from tests.chromium import settle

__all__ = ["FOLDER", "MOST_BYTES", "picture"]

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "officers" / "pictures"
MOST_BYTES = 60_000
"""What one picture may weigh: the manual is read on telephones as well."""

_HEIGHTS = {1280: 860, 390: 844}
_COLOURS = (128, 64, 32, 16)


def picture(page: Page, name: str, *widths: int, at: Locator | None = None) -> None:
    """Keep the screen as it stands, at each of ``widths``; with ``at`` that place is in sight."""
    if os.environ.get("LOA_PICTURES") != "write":
        return
    before = page.viewport_size
    for width in widths:
        page.set_viewport_size({"width": width, "height": _HEIGHTS[width]})
        settle(page)
        if at is not None:
            at.evaluate("(one) => one.scrollIntoView({ block: 'start' })")
            page.mouse.wheel(0, -140)  # what stays at the head of the window would hide it
            settle(page)
        (FOLDER / f"{name}-{width}.png").write_bytes(_small(page.screenshot(animations="disabled")))
    if before:
        page.set_viewport_size(before)


def _small(screenshot: bytes) -> bytes:
    """Return the picture in as many colours as its weight allows."""
    with Image.open(io.BytesIO(screenshot)) as shown:
        plain = shown.convert("RGB")
    for colours in _COLOURS:
        out = io.BytesIO()
        plain.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= MOST_BYTES:
            break
    return out.getvalue()
