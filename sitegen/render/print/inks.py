"""Inks: for which press the CMYK values of a print-shop file are meant, as an ICC profile."""

import io
from functools import cache
from pathlib import Path

from sitegen.documents.quick import dataclass
from sitegen.errors import SitegenError

__all__ = ["MAX_PROFILE_BYTES", "PressProfile", "coated", "read_profile"]

MAX_PROFILE_BYTES = 8_000_000
_COATED = Path(__file__).parent.parent / "assets" / "icc" / "FOGRA39L.icc"
_NAMES = {
    "mntr": "hồ sơ của màn hình",
    "scnr": "hồ sơ của máy quét, máy ảnh",
    "link": "hồ sơ nối hai máy",
    "spac": "hồ sơ chuyển không gian màu",
    "abst": "hồ sơ trừu tượng",
    "nmcl": "bảng màu pha",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PressProfile:
    """Hồ sơ màu của nhà in: ``content`` is the ICC file, ``name`` what it calls itself.

    ``condition`` is the printing condition in the registry of the ICC ("FOGRA39"), "" for a
    shop's own.
    """

    name: str
    content: bytes
    condition: str = ""


@cache
def coated() -> PressProfile:
    """Return the profile that is used unless the shop has its own: offset on coated paper."""
    name = "Coated paper, ISO 12647-2:2004/Amd 1, paper type 1 or 2"
    return PressProfile(name=name, content=_COATED.read_bytes(), condition="FOGRA39")


def read_profile(content: bytes) -> PressProfile:
    """Return the profile in an ICC file; raises SitegenError for all but CMYK printers."""
    header = content[:128]
    if len(header) < 128 or header[36:40] != b"acsp":
        raise _refusal("tệp này không phải hồ sơ màu ICC.")
    if len(content) > MAX_PROFILE_BYTES:
        raise _refusal(f"tệp nặng hơn {MAX_PROFILE_BYTES // 1_000_000} MB.")
    if int.from_bytes(header[:4]) != len(content):
        raise _refusal("tệp hỏng: dài hơn hoặc ngắn hơn chính nó nói.")
    kind, space = (header[at : at + 4].decode("latin-1").strip() for at in (12, 16))
    if kind != "prtr":
        raise _refusal(f"đây là {_NAMES.get(kind, 'hồ sơ')}, không phải của máy in.")
    if space != "CMYK":
        raise _refusal(f"máy in này dùng màu {space}, không phải CMYK bốn mực.")
    if header[8] > 4:
        raise _refusal(f"hồ sơ ICC đời {header[8]} quá mới cho tệp nhà in PDF/X-4.")
    return PressProfile(name=_described(content), content=content)


def _described(content: bytes) -> str:
    """Return the profile's name for itself; a file that the library cannot use is refused."""
    from PIL import ImageCms  # noqa: PLC0415  # for a shop's own profile only

    try:
        opened = ImageCms.ImageCmsProfile(io.BytesIO(content))
        srgb = ImageCms.createProfile("sRGB")
        ImageCms.buildTransform(srgb, opened, "RGB", "CMYK")
        ImageCms.buildTransform(opened, srgb, "CMYK", "RGB")
    except (OSError, ImageCms.PyCMSError) as error:
        raise _refusal("tệp hỏng hoặc thiếu bảng màu.") from error
    return " ".join((opened.profile.profile_description or "").split())[:200] or "CMYK"


def _refusal(reason: str) -> SitegenError:
    return SitegenError(
        f"Không dùng được hồ sơ màu: {reason}",
        hint="Hãy xin nhà in tệp .icc của máy in offset bốn màu (CMYK), loại “prtr”.",
        code="press-profile",
    )
