"""Fonts of the mirror: small subsets of Be Vietnam Pro and Noto Sans, always the same bytes.

A face is named by the digest of what goes into it, so its address is known before it is made.
"""

import hashlib
import io
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from os import getpid
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fontpkg_be_vietnam_pro
import fontpkg_noto_sans

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

__all__ = ["FACES", "Face", "face_bytes", "face_digest", "unicode_range"]

_RECIPE = "2"
_BE_VIETNAM = Path(fontpkg_be_vietnam_pro.__file__).parent / "files"
_NOTO = Path(fontpkg_noto_sans.__file__).parent / "files"

_VOWELS = "aăâeêioôơuưy"
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SIGNS = "\u00a0«»°·×§©®±²³–—‘’“”…•₫"
_FIGURES = "0123456789.,%–\u00a0"
# What Be Vietnam Pro lacks and names of the highlands need: Ê Đê, Gia Rai, Mnông.
_HIGHLAND = "ƀɃčČĕĔĭĬŏŎŭŬ№\u0306\u030c"


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One file of a family; ``tabular`` gives all figures one width, for tables."""

    name: str
    family: str
    source: Path
    weight: str
    characters: str
    tabular: bool = False


def _vietnamese() -> str:
    toned = {unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in _TONES}
    letters = toned | set(_VOWELS) | {"đ"} | set("çñäëïöüß")
    ascii_letters = {chr(code) for code in range(0x20, 0x7F)}
    everything = letters | {letter.upper() for letter in letters if letter != "ß"} | ascii_letters
    return "".join(sorted(everything | set(_SIGNS) | set(_TONES)))


def _text_face(name: str, weight: str) -> Face:
    return Face(
        name=f"be-vietnam-pro-{weight}",
        family="Be Vietnam Pro",
        source=_BE_VIETNAM / f"BeVietnamPro-{name}.ttf",
        weight=weight,
        characters=_vietnamese(),
    )


def _figure_face(name: str, weight: str) -> Face:
    return Face(
        name=f"loa-figures-{weight}",
        family="Loa Figures",
        source=_BE_VIETNAM / f"BeVietnamPro-{name}.ttf",
        weight=weight,
        characters=_FIGURES,
        tabular=True,
    )


FACES = (
    _text_face("Regular", "400"),
    _text_face("SemiBold", "600"),
    _text_face("ExtraBold", "800"),
    _figure_face("Regular", "400"),
    _figure_face("SemiBold", "600"),
    Face(
        name="noto-sans-highland",
        family="Noto Sans Highland",
        source=_NOTO / "NotoSans[wdth,wght].ttf",
        weight="100 900",
        characters=_HIGHLAND,
    ),
)


@cache
def face_digest(face: Face) -> str:
    """Return the digest of what ``face`` is made of: characters, font, tool, recipe."""
    inputs = (_RECIPE, face.characters, face.weight, face.source.name, str(face.tabular))
    packages = ("fontpkg-be-vietnam-pro", "fontpkg-noto-sans", "fonttools", "brotli")
    versions = (version(package) for package in packages)
    return hashlib.sha256("\n".join((*inputs, *versions)).encode()).hexdigest()


def face_bytes(face: Face, kept_in: Path | None = None) -> bytes:
    """Return the woff2 of ``face``; cutting it takes about 0.3 s of CPU, once a process.

    In the folder ``kept_in`` cut faces lie under the digests of what they are made of and of
    their bytes, so that no other process has to cut them; a damaged one is cut anew.
    """
    if kept_in is None:
        return _cut(face)
    stem = f"{face.name}.{face_digest(face)[:16]}"
    for file in kept_in.glob(f"{stem}.*.woff2"):
        content = file.read_bytes()
        if file.name == _kept_name(stem, content):
            return content
    content = _cut(face)
    kept_in.mkdir(parents=True, exist_ok=True)
    half = kept_in / f"{stem}.{getpid()}"
    half.write_bytes(content)
    half.replace(kept_in / _kept_name(stem, content))
    return content


def _kept_name(stem: str, content: bytes) -> str:
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:16]}.woff2"


@cache
def _cut(face: Face) -> bytes:
    from fontTools import subset  # noqa: PLC0415  # a process that finds its fonts needs no cutter
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    font = TTFont(face.source, recalcTimestamp=False)
    subsetter = subset.Subsetter(_options())
    subsetter.populate(text=face.characters)
    subsetter.subset(font)
    if face.tabular:
        _even_figures(font)
    font.flavor = "woff2"
    target = io.BytesIO()
    font.save(target)
    return target.getvalue()


def unicode_range(characters: str) -> str:
    """Return the CSS ``unicode-range`` of ``characters``, runs joined."""
    runs: list[list[int]] = []
    for code in sorted(map(ord, characters)):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ",".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in runs)


def _options() -> Any:
    from fontTools.subset import Options  # noqa: PLC0415

    options = Options()
    options.hinting = False
    options.layout_features = ["kern", "liga", "ccmp", "locl", "mark", "mkmk"]
    options.notdef_outline = True
    return options


def _even_figures(font: "TTFont") -> None:
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
