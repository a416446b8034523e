"""Fonts: the families that paper is set in, from packages and from our own assets only."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import typst

__all__ = ["Stack", "font_files", "font_set"]

Stack = Literal["leaflet", "official"]

_PACKAGED = {"Be Vietnam Pro": "fontpkg_be_vietnam_pro", "Noto Sans": "fontpkg_noto_sans"}
_OWN = Path(__file__).parent.parent / "assets" / "fonts"
# The faces that the layouts use; a letter counts as covered when all of them have it.
_FACES = {
    "Be Vietnam Pro": ("Regular", "Italic", "SemiBold", "Bold", "ExtraBold"),
    "Noto Sans": ("NotoSans[", "NotoSans-Italic["),
    "Tinos": ("Regular", "Italic", "Bold", "BoldItalic"),
    "Noto Sans Khmer": ("Regular", "Bold"),
    "Noto Sans CJK TC": ("Regular",),
}
_FILES = {
    "Noto Sans Khmer": "NotoSansKhmer-*",
    "Noto Sans CJK TC": "NotoSansCJKtc-*",
    "Tinos": "Tinos-*",
}
_STACKS: dict[Stack, tuple[str, ...]] = {
    "leaflet": ("Be Vietnam Pro", "Noto Sans", "Noto Sans Khmer", "Noto Sans CJK TC"),
    "official": ("Tinos", "Noto Sans Khmer", "Noto Sans CJK TC"),
}


@cache
def font_set() -> "typst.Fonts":
    """Return the fonts for Typst, read once in each process; system fonts stay outside."""
    import typst  # noqa: PLC0415  # 7 MB, in every process of the site, for a few that print

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(_folder(family)) for family in ("Be Vietnam Pro", "Noto Sans", "Tinos")],
    )


def font_files(stack: Stack) -> tuple[tuple[str, Path], ...]:
    """Return (family, file) of every face that the layouts of ``stack`` use."""
    return tuple(
        (family, file)
        for family in _STACKS[stack]
        for file in sorted(_folder(family).glob(_FILES.get(family, "*.ttf")))
        if _is_used(family, file)
    )


def _is_used(family: str, file: Path) -> bool:
    faces = _FACES[family]
    return file.stem.rpartition("-")[2] in faces or file.name.startswith(
        tuple(face for face in faces if face.endswith("["))
    )


def _folder(family: str) -> Path:
    if family not in _PACKAGED:
        return _OWN
    spec = find_spec(_PACKAGED[family])
    if spec is None or spec.origin is None:
        raise RuntimeError(f"the font package {_PACKAGED[family]} is not installed")
    return Path(spec.origin).parent / "files"
