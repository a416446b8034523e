"""Pictures for paper: public pictures turned into what Typst reads, in RGB, without alpha."""

import io
from collections.abc import Iterator
from typing import Any

from PIL import Image, UnidentifiedImageError

from sitegen.artifacts import Loader
from sitegen.errors import SitegenError

__all__ = ["file_name", "load_pictures", "without_alpha"]


def file_name(digest: str) -> str:
    """Return the name under which a layout finds the picture; refuses what is no digest."""
    if not digest.isalnum():
        raise ValueError(f"not a digest: {digest!r}")
    return f"{digest}.png"


def load_pictures(data: Any, load_picture: Loader, *, page: str) -> dict[str, bytes]:
    """Return the PNG bytes of every picture named in JSON-like ``data``, by file name."""
    return {
        file_name(digest): _png(load_picture(digest), page=page)
        for digest in dict.fromkeys(_digests(data))
    }


def without_alpha(content: bytes, size: tuple[int, int] | None = None) -> bytes:
    """Return a PNG in RGB on white, brought to ``size`` pixels when one is given."""
    with Image.open(io.BytesIO(content)) as opened:
        picture = _flattened(opened)
    if size is not None and picture.size != size:
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _png(content: bytes, *, page: str) -> bytes:
    try:
        return content if _is_plain_png(content) else without_alpha(content)
    except (UnidentifiedImageError, OSError, ValueError) as error:
        raise SitegenError(
            "có một hình không đọc được.",
            page=page,
            hint="Hãy tải hình lên lại ở dạng PNG hoặc JPEG.",
            code="print-picture",
        ) from error


def _is_plain_png(content: bytes) -> bool:
    """Tell whether Typst can take the picture as it is; decoding it finds a broken one."""
    with Image.open(io.BytesIO(content)) as picture:
        picture.load()
        is_flat = "A" not in picture.getbands() and "transparency" not in picture.info
        return picture.format == "PNG" and picture.mode in {"RGB", "P", "L"} and is_flat


def _flattened(picture: Image.Image) -> Image.Image:
    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture.convert("RGB")
    layered = picture.convert("RGBA")
    ground = Image.new("RGBA", layered.size, "white")
    return Image.alpha_composite(ground, layered).convert("RGB")


def _digests(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("alt"), str) and isinstance(value.get("digest"), str):
            yield value["digest"]
        for item in value.values():
            yield from _digests(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _digests(item)
