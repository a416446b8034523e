"""Colours: what follows from the one colour of an office: a dark twin, a tint, inks for print.

A colour is written "#1d5c8f". What must be readable is reckoned as WCAG 2.2 does, against the
papers of the tokens (docs/reference/tokens.md).
"""

import colorsys
import re
from collections.abc import Callable

__all__ = [
    "DARK",
    "LEAST_CONTRAST",
    "LIGHT",
    "accent_of",
    "contrast",
    "in_the_dark",
    "inks",
    "is_readable",
    "nearest",
    "shaded",
    "tint",
]

LEAST_CONTRAST = 4.5
LIGHT, DARK = ("#fffdf8", "#f5f1e8"), ("#14110f", "#1e1a17")
"""Paper and surface, as in tokens.css."""

_WRITTEN = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_SEEN_WELL = 7.0  # of the dark twin, as our own has it
_TINT = 0.2
_STEP = 0.005

Rgb = tuple[float, float, float]


def accent_of(written: str) -> str:
    """Return a colour as it is kept: "#abc", "1D5C8F" and "#1d5c8f" are all right, else "".

    >>> accent_of("1D5C8F"), accent_of("#abc"), accent_of("xanh")
    ('#1d5c8f', '#aabbcc', '')
    """
    found = _WRITTEN.fullmatch(written.strip())
    if not found:
        return ""
    digits = found[1].lower()
    return "#" + (digits if len(digits) == 6 else "".join(2 * one for one in digits))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21.

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def is_readable(colour: str) -> bool:
    """Tell whether words in ``colour`` can be read on light paper, and paper's words on it."""
    return all(contrast(colour, paper) >= LEAST_CONTRAST for paper in LIGHT)


def nearest(colour: str) -> str:
    """Return the lightest colour of the same hue that can be read on light paper.

    >>> nearest("#1d5c8f"), nearest("#ffd200")
    ('#1d5c8f', '#826b00')
    """
    return colour if is_readable(colour) else _moved(colour, -_STEP, is_readable)


def in_the_dark(colour: str) -> str:
    """Return the twin of ``colour`` for dark paper: as light as it must be, of the same hue."""

    def is_seen(tried: str) -> bool:
        return all(contrast(tried, paper) >= _SEEN_WELL for paper in DARK)

    return colour if is_seen(colour) else _moved(colour, _STEP, is_seen)


def tint(colour: str, paper: str) -> str:
    """Return the colour of the arcs: a little of ``colour`` in ``paper``."""
    pairs = zip(_rgb(colour), _rgb(paper), strict=True)
    return _hex(tuple(p + (c - p) * _TINT for c, p in pairs))  # type: ignore[arg-type]  # of three


def shaded(colour: str) -> str:
    """Return ``colour`` a little darker: what is drawn on a field of it."""
    return _hex(tuple(part * 6 / 7 for part in _rgb(colour)))  # type: ignore[arg-type]  # of three


def inks(colour: str, *, more_black: int = 0) -> tuple[int, int, int, int]:
    """Return cyan, magenta, yellow and black in percent: two colours and black, never more.

    So no place gets more than 300 %, and thin lines need no third plate to be in register.

    >>> inks("#1d5c8f"), inks("#000000"), inks("#1d5c8f", more_black=13)
    ((80, 36, 0, 44), (0, 0, 0, 100), (80, 36, 0, 57))
    """
    parts = _rgb(colour)
    black = 1 - max(parts)
    if black == 1:
        return 0, 0, 0, 100
    cyan, magenta, yellow = (round(100 * (1 - part - black) / (1 - black)) for part in parts)
    return cyan, magenta, yellow, min(100, round(100 * black) + more_black)


def _moved(colour: str, step: float, is_enough: Callable[[str], bool]) -> str:
    hue, light, full = colorsys.rgb_to_hls(*_rgb(colour))
    while 0 < light + step < 1:
        light += step
        tried = _hex(colorsys.hls_to_rgb(hue, light, full))
        if is_enough(tried):
            return tried
    return "#000000" if step < 0 else "#ffffff"


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in _rgb(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _rgb(colour: str) -> Rgb:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red / 255, green / 255, blue / 255


def _hex(parts: Rgb) -> str:
    return "#" + bytes(round(255 * min(1, max(0, part))) for part in parts).hex()
