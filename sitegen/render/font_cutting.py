"""Cutting fonts: a process that ends when it has written all faces to its standard output.

python -m sitegen.render.font_cutting
"""

import io
import sys

import msgspec
from fontTools import subset
from fontTools.ttLib import TTFont

from sitegen.render.fonts import FACES, SCRIPT_FACES, Face

__all__ = ["cut"]


def cut(face: Face) -> bytes:
    """Return the woff2 of ``face``, always the same bytes."""
    font = TTFont(face.source, recalcTimestamp=False)
    options = _options()
    if face in SCRIPT_FACES:
        options.layout_features = ["*"]  # its vowels are put in their places by many
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=face.characters)
    subsetter.subset(font)
    if face.tabular:
        _even_figures(font)
    font.flavor = "woff2"
    target = io.BytesIO()
    font.save(target)
    return target.getvalue()


def _options() -> subset.Options:
    options = subset.Options()
    options.hinting = False
    options.layout_features = ["kern", "liga", "ccmp", "locl", "mark", "mkmk"]
    options.notdef_outline = True
    return options


def _even_figures(font: TTFont) -> None:
    """Set every figure to the width of the zero, centred: the family has no tabular figures."""
    names, metrics, outlines = font.getBestCmap(), font["hmtx"], font["glyf"]
    width = metrics[names[ord("0")]][0]
    for figure in "0123456789":
        name = names[ord(figure)]
        advance, bearing = metrics[name]
        shift = (width - advance) // 2
        outlines[name].coordinates.translate((shift, 0))
        outlines[name].recalcBounds(outlines)
        metrics[name] = (width, bearing + shift)
    for table in ("GPOS", "kern"):
        if table in font:
            del font[table]


if __name__ == "__main__":
    sys.stdout.buffer.write(
        msgspec.msgpack.encode({face.name: cut(face) for face in (*FACES, *SCRIPT_FACES)})
    )
