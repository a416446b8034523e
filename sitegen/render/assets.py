"""Assets: stylesheets, scripts, the fonts and the mark, named by their digest.

Names change with the content, so a server may keep an asset for a year. Sources lie in
``assets/``; the stylesheet is the sum of its parts in reading order. What only paper needs, or
only the script of a guide, is in sheets of their own, which keep no page waiting.
"""

import hashlib
import re
from functools import cache
from itertools import product, starmap
from pathlib import Path

from sitegen.artifacts import Artifact
from sitegen.documents.cases import MOST_ANSWERS, MOST_QUESTIONS
from sitegen.render.fonts import FACES, SCRIPT_FACES, Face, face_bytes, face_digest, unicode_range

__all__ = [
    "SCRIPT_SHEETS",
    "asset_path",
    "asset_paths",
    "assets",
    "case_sheet",
    "search_more_script",
    "search_script",
    "sheet",
    "stylesheet",
    "usual_paths",
]

_SOURCES = Path(__file__).parent / "assets"
_STYLES = (
    "tokens",
    "ground",
    "frame",
    "words",
    "guide",
    "letter",
    "figures",
    "lists",
)
_SEARCH = ("words", "find", "query", "passage", "box")
_SEARCH_MORE = ("syllables", "suggest")
SCRIPT_SHEETS = {"Khmr": "khmer.css"}
"""By script: the sheet that a page in it needs besides. Chinese is drawn by the reader's own device."""
_FALLBACKS = (("Roboto", 1.11), ("Arial", 1.122), ("Helvetica", 1.122), ("Liberation Sans", 1.122))
_ASCENT, _DESCENT = 1.0, 0.265  # of Be Vietnam Pro, in em


@cache
def assets(fonts_in: Path | None = None) -> tuple[Artifact, ...]:
    """Return every asset of the mirror with its bytes.

    Cutting the fonts takes more than a second of CPU, unless they lie in ``fonts_in`` already.
    """
    fonts = [
        Artifact(path=_font_path(face), content=face_bytes(face, fonts_in))
        for face in (*FACES, *SCRIPT_FACES)
    ]
    texts = [Artifact(path=asset_path(name), content=text) for name, text in _texts().items()]
    return tuple(sorted((*fonts, *texts), key=lambda artifact: artifact.path))


def asset_path(name: str) -> str:
    """Return where the asset ``name`` ("site.css") lies; raises KeyError for an unknown one."""
    return asset_paths()[name]


@cache
def asset_paths() -> dict[str, str]:
    """Return the path of every asset by its name, without making the fonts."""
    texts = {name: _named(name, content) for name, content in _texts().items()}
    fonts = {f"{face.name}.woff2": _font_path(face) for face in (*FACES, *SCRIPT_FACES)}
    return texts | fonts


@cache
def usual_paths() -> frozenset[str]:
    """Return the paths of the assets that a page in any language may need: not those of one script."""
    of_scripts = {asset_path(SCRIPT_SHEETS["Khmr"]), *map(_font_path, SCRIPT_FACES)}
    return frozenset(asset_paths().values()) - of_scripts


@cache
def stylesheet() -> str:
    """Return the stylesheet as delivered: faces first, then the parts, without comments."""
    parts = [(_SOURCES / "css" / f"{name}.css").read_text("utf-8") for name in _STYLES]
    return _tight("".join([*map(_font_face, FACES), _fallback_faces(), *parts]))


@cache
def search_script() -> str:
    """Return the script of the search as delivered: its parts in one closed scope, tightened."""
    return "(() => {\n" + _search_parts(_SEARCH) + "})();\n"


@cache
def search_more_script() -> str:
    """Return what the search loads for words that are nowhere and queries without an answer."""
    tools = "{ exact, fold, oneI, find, runs, bareText, nearest }"
    parts = _search_parts(_SEARCH_MORE)
    return f'loa.part("more", ({tools}) => {{\n{parts}return {{ read, offers }};\n}});\n'


def _search_parts(names: tuple[str, ...]) -> str:
    parts = [(_SOURCES / "search" / f"{name}.js").read_text("utf-8") for name in names]
    return _tight_script("".join(parts))


@cache
def _texts() -> dict[str, bytes]:
    return {
        "site.css": stylesheet().encode(),
        "print.css": sheet("paper").encode(),
        "reading.css": sheet("reading").encode(),
        "finding.css": (sheet("search") + sheet("finding")).encode(),
        "signposts.css": sheet("signposts").encode(),
        "case.css": case_sheet().encode(),
        "official.css": sheet("official").encode(),
        "table.css": sheet("table").encode(),
        "rating.css": sheet("rating").encode(),
        "rating.js": _tight_script((_SOURCES / "rating.js").read_text("utf-8")).encode(),
        "case.js": _tight_script((_SOURCES / "case.js").read_text("utf-8")).encode(),
        "khmer.css": ("".join(map(_font_face, SCRIPT_FACES)) + sheet("khmer")).encode(),
        "site.js": _tight_script((_SOURCES / "site.js").read_text("utf-8")).encode(),
        "reading.js": _tight_script((_SOURCES / "reading.js").read_text("utf-8")).encode(),
        "search.js": search_script().encode(),
        "search-more.js": search_more_script().encode(),
        "mark.svg": (_SOURCES / "mark.svg").read_bytes(),
    }


@cache
def case_sheet() -> str:
    """Return the sheet of guides that ask: what each answer leaves out, unfolds and brings in.

    An answer is one that was chosen, or without a script that of the case to which the address
    leads while none is. ``--out`` tells scripts what is left out.
    """
    numbers = product(range(1, MOST_QUESTIONS + 1), range(1, MOST_ANSWERS + 1))
    return sheet("case") + "".join(starmap(_answer_rules, numbers))


def _answer_rules(question: int, answer: int) -> str:
    asked, given = f"q{question}", f"q{question}a{answer}"
    led = f":not(.reads,:has(.ask :checked)):has(.given.{given}:target)"
    return (
        f"main:is(:has(#{given}:checked),{led}){{"
        f"& .{asked}:not(.{given}){{display:none!important;--out:1}}"
        f"& .alt.{given}{{display:var(--as)!important}}"
        f"& .branch.{given}{{--fold:visible;--size:auto;--sheet:block;--sign:none}}}}\n"
    )


@cache
def sheet(name: str) -> str:
    """Return a stylesheet that only some pages need, as delivered."""
    return _tight((_SOURCES / "css" / f"{name}.css").read_text("utf-8"))


def _named(name: str, content: bytes) -> str:
    stem, _, ending = name.rpartition(".")
    return f"assets/{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{ending}"


def _font_path(face: Face) -> str:
    return f"assets/{face.name}.{face_digest(face)[:12]}.woff2"


def _font_face(face: Face) -> str:
    file_name = _font_path(face).removeprefix("assets/")
    limited = "Noto" in face.family or face.tabular
    letters = f"unicode-range:{unicode_range(face.characters)};" if limited else ""
    return (
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};'
        f'font-display:swap;{letters}src:url("{file_name}") format("woff2")}}\n'
    )


def _fallback_faces() -> str:
    """Return system fonts drawn to the measure of Be Vietnam Pro, so that nothing jumps.

    The factors are mean advance widths over Vietnamese prose, ours by theirs.
    """
    return "".join(
        f'@font-face{{font-family:"House Fallback";src:local("{name}");size-adjust:{factor:.1%};'
        f"ascent-override:{_ASCENT / factor:.1%};descent-override:{_DESCENT / factor:.1%};"
        "line-gap-override:0%}\n"
        for name, factor in _FALLBACKS
    )


def _tight_script(script: str) -> str:
    """Return ``script`` without indents and lines of remarks."""
    lines = [line.strip() for line in script.splitlines()]
    kept = [line for line in lines if line and not line.startswith(("//", "/*"))]
    return "\n".join(kept) + "\n"


def _tight(css: str) -> str:
    """Return ``css`` without comments and needless space; strings in it hold neither."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r"\s*([{};,>!])\s*", r"\1", css)
    return css.replace(": ", ":").replace(";}", "}").replace("@media (", "@media(").strip() + "\n"
