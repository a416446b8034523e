"""Fonts of the mirror: small subsets of Be Vietnam Pro and Noto Sans, always the same bytes.

A face is named by the digest of what goes into it, so its address is known before it is made.
"""

import hashlib
import os
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from os import getpid
from pathlib import Path

import fontpkg_be_vietnam_pro
import fontpkg_noto_sans
import msgspec

__all__ = ["FACES", "SCRIPT_FACES", "Face", "face_bytes", "face_digest", "unicode_range"]

_RECIPE = "2"
_BE_VIETNAM = Path(fontpkg_be_vietnam_pro.__file__).parent / "files"
_NOTO = Path(fontpkg_noto_sans.__file__).parent / "files"
_OWN = Path(__file__).parent / "assets" / "fonts"

_VOWELS = "aăâeêioôơuưy"
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SIGNS = "\u00a0«»°·×§©®±²³–—‘’“”…•₫"
_FIGURES = "0123456789.,%–\u00a0"
# What Be Vietnam Pro lacks and names of the highlands need: Ê Đê, Gia Rai, Mnông. The breve stands on
# ê ô ơ ư only in a face that has both, so these are in it as well.
_HIGHLAND = "ƀɃčČĕĔĭĬŏŎŭŬ№êôơưÊÔƠƯ\u0306\u030c"
_KHMER = "".join(map(chr, (*range(0x1780, 0x1800), *range(0x19E0, 0x1A00), 0x200B, 0x25CC)))


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
        name=f"figures-{weight}",
        family="House Figures",
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


SCRIPT_FACES = tuple(
    Face(
        name=f"noto-sans-khmer-{name.lower()}",
        family="Noto Sans Khmer",
        source=_OWN / f"NotoSansKhmer-{name}.ttf",
        weight=weight,
        characters=_KHMER,
    )
    for name, weight in (("Regular", "400"), ("Bold", "600 900"))
)
"""Faces that only pages in a language of their script name; no other page loads them."""


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
        return _all_cut()[face.name]
    stem = f"{face.name}.{face_digest(face)[:16]}"
    for file in kept_in.glob(f"{stem}.*.woff2"):
        content = file.read_bytes()
        if file.name == _kept_name(stem, content):
            return content
    content = _all_cut()[face.name]
    kept_in.mkdir(parents=True, exist_ok=True)
    half = kept_in / f"{stem}.{getpid()}"
    half.write_bytes(content)
    half.replace(kept_in / _kept_name(stem, content))
    return content


def _kept_name(stem: str, content: bytes) -> str:
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:16]}.woff2"


@cache
def _all_cut() -> dict[str, bytes]:
    """Cut all faces in a process of their own: its tools would stay in memory, some 30 MB."""
    root = Path(__file__).parents[2]
    known = os.environ.get("PYTHONPATH")
    paths = os.pathsep.join([str(root), *([known] if known else [])])
    done = subprocess.run(
        [sys.executable, "-m", "sitegen.render.font_cutting"],
        env={**os.environ, "PYTHONPATH": paths},
        check=True,
        stdout=subprocess.PIPE,
    )
    faces: dict[str, bytes] = msgspec.msgpack.decode(done.stdout, type=dict[str, bytes])
    return faces


def unicode_range(characters: str) -> str:
    """Return the CSS ``unicode-range`` of ``characters``, runs joined."""
    runs: list[list[int]] = []
    for code in sorted(map(ord, characters)):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ",".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in runs)
