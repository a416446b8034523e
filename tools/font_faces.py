"""Make the faces in sitegen/render/assets/fonts that no package has; see PROVENANCE.md there.

    .venv/bin/python tools/font_faces.py [NotoSansCJK-Regular.ttc]

"Tinos Marks" is Tinos with the breve on ê ô ơ ư: Tinos Regular lacks the anchors and draws it beside.
With the collection of fonts-noto-cjk given, the Traditional Chinese subset is cut as well.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.ttLib import TTCollection, TTFont

FOLDER = Path(__file__).parents[1] / "sitegen" / "render" / "assets" / "fonts"
BASES = {"ê": "ê", "ô": "ô", "ơ": "o", "ư": "u", "Ê": "Ê", "Ô": "Ô", "Ơ": "O", "Ư": "U"}
"""What carries the breve, and above the middle of which outline it stands: a horn does not count."""
GAP = 0.03  # of the em, between a letter and its breve


def marks() -> None:
    """Write the four faces of Tinos Marks: eight letters, one mark, and where it stands on them."""
    for face in ("Regular", "Italic", "Bold", "BoldItalic"):
        font = TTFont(FOLDER / f"Tinos-{face}.ttf", recalcTimestamp=False)
        options = subset.Options(hinting=False, notdef_outline=True, layout_features=["mark"])
        options.name_IDs = ["*"]
        cutter = subset.Subsetter(options)
        anchors = _anchors(font)
        cutter.populate(text="".join(BASES) + "\u0306")
        cutter.subset(font)
        if face == "Regular":
            del font["GPOS"]
            addOpenTypeFeaturesFromString(font, anchors)
        for record in font["name"].names:
            if record.nameID in {1, 4, 6, 16}:
                space = "" if record.nameID == 6 else " "
                record.string = str(record).replace("Tinos", f"Tinos{space}Marks")
        font.save(FOLDER / f"TinosMarks-{face}.ttf")


def _anchors(font: TTFont) -> str:
    """Return the feature that puts the breve above the middle of each letter."""
    names, outlines = font.getBestCmap(), font["glyf"]
    breve, gap = outlines[names[0x306]], GAP * font["head"].unitsPerEm
    lines = [f"markClass uni0306 <anchor {(breve.xMin + breve.xMax) // 2} {breve.yMin}> @breve;"]
    for base, middle in BASES.items():
        letter, plain = outlines[names[ord(base)]], outlines[names[ord(middle)]]
        x, y = (plain.xMin + plain.xMax) // 2, round(letter.yMax + gap)
        lines.append(f"pos base {names[ord(base)]} <anchor {x} {y}> mark @breve;")
    return "\n".join([lines[0], "feature mark {", *lines[1:], "} mark;"])


def chinese(collection: Path) -> None:
    """Cut the letters of Big5, level 1, and its signs out of Noto Sans CJK TC."""
    signs = (0xB7, 0x2014, 0x2026, *range(0x3000, 0x3020), *range(0xFF01, 0xFF5F))
    wanted = set(map(chr, signs))
    for first in range(0xA1, 0xC7):
        for second in (*range(0x40, 0x7F), *range(0xA1, 0xFF)):
            letter = bytes([first, second]).decode("big5", errors="ignore")
            wanted |= {letter} if len(letter) == 1 and letter >= "\u2e80" else set()
    fonts = TTCollection(collection).fonts
    font = next(one for one in fonts if one["name"].getDebugName(1) == "Noto Sans CJK TC")
    options = subset.Options(hinting=False, notdef_outline=True)
    options.layout_features = ["ccmp", "kern", "locl"]
    options.name_languages = [0x409]
    options.drop_tables += ["BASE", "VORG", "vhea", "vmtx"]
    cutter = subset.Subsetter(options)
    cutter.populate(text="".join(wanted))
    cutter.subset(font)
    font.recalcTimestamp = False
    font.save(FOLDER / "NotoSansCJKtc-Regular.otf")


if __name__ == "__main__":
    marks()
    for given in sys.argv[1:]:
        chinese(Path(given))
