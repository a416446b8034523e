"""Ink limit: a picture that would get more ink than paper can hold is given its inks here.

Pictures stay RGB with their profile, as PDF/X-4 allows, and the shop brings them on to its
plates. Dark ones, such as a screenshot of a telephone in dark mode, would get up to 350 % there:
they are brought into the inks of the press at once, and no place of them gets more than the limit.
"""

import io
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

from PIL import Image, ImageChops, ImageCms, ImageMath

from sitegen.render.print.pixels import Packed, packed

if TYPE_CHECKING:
    import pikepdf

__all__ = ["INK_LIMIT", "limit_pictures", "on_press"]

INK_LIMIT = 300
"""Percent of all inks together in one place: offset on coated paper."""

_FULL = INK_LIMIT * 255 // 100
_NEARLY = _FULL - 8  # the shop's own conversion may come out a little above ours
_FEW = 1 << 12  # to make a way ready costs as much as bringing thousands of places over it
_MANY = 1 << 16  # a screenshot has some thousand colours, on millions of places


def limit_pictures(pdf: "pikepdf.Pdf", profile: bytes) -> None:
    """Give inks to every RGB picture that would pass the limit on the press of ``profile``.

    All others keep their bytes.
    """
    import pikepdf  # noqa: PLC0415  # 6 MB, in every process of the site, for a few that print

    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and (light := _light_of(item)) is not None:
            inks = _inks_within(packed(item) or _packed_anew(item, light), profile)
            if inks is not None:
                _write(item, inks)


@lru_cache(maxsize=16)  # an edit of the words leaves the pictures as they are
def _inks_within(found: Packed, profile: bytes) -> bytes | None:
    """Return the inks of a picture as a PDF keeps them; None when no place passes the limit."""
    picture = found.picture()
    colours = _colours(picture)
    if not any(
        _is_over(on_press(colours, profile, is_compensated=either)) for either in (True, False)
    ):
        return None
    return zlib.compress(_limited(on_press(picture, profile, is_compensated=True)).tobytes())


def _colours(picture: Image.Image) -> Image.Image:
    """Return the same colours, each once; a photograph of very many as it is."""
    counted = picture.getcolors(_MANY)
    if counted is None:
        return picture
    made = Image.new("RGB", (len(counted), 1))
    made.putdata([colour for _, colour in counted])
    made.info = picture.info
    return made


def on_press(picture: Image.Image, profile: bytes, *, is_compensated: bool = False) -> Image.Image:
    """Return an RGB picture in the inks of the press, as its profile has them, without limit.

    A shop may do it in either way: perceptual, which takes the most ink; or by what a PDF means
    unless it says otherwise, relative with the darkest tones apart (``is_compensated``).
    """
    light = picture.info.get("icc_profile", b"")
    is_small = picture.width * picture.height <= _FEW
    way = _to_press(light, profile, is_compensated=is_compensated, is_small=is_small)
    made = ImageCms.applyTransform(picture.convert("RGB"), way)
    return made or picture


def _light_of(item: "pikepdf.Stream") -> bytes | None:
    """Return the profile of a picture in red, green and blue; None of all else. Masks have none."""
    import pikepdf  # noqa: PLC0415

    space = item.get("/ColorSpace") if item.get("/Subtype") == "/Image" else None
    if isinstance(space, pikepdf.Array) and space[0] == "/Indexed":
        space = space[1]
    if isinstance(space, pikepdf.Array) and space[0] == "/ICCBased" and int(space[1].N) == 3:
        return bytes(space[1].read_bytes())
    return None


def _packed_anew(item: "pikepdf.Stream", light: bytes) -> Packed:
    """Return a picture that others wrote, or one in a palette, as if we had written it."""
    import pikepdf  # noqa: PLC0415

    picture = pikepdf.PdfImage(item).as_pil_image().convert("RGB")
    return Packed(picture.size, light, zlib.compress(picture.tobytes(), 1), is_in_rows=False)


@lru_cache(maxsize=8)
def _to_press(
    light: bytes, profile: bytes, *, is_compensated: bool, is_small: bool
) -> ImageCms.ImageCmsTransform:
    """Return the way from a profile to the press, made ready for many places unless few follow."""
    try:
        opened = ImageCms.ImageCmsProfile(io.BytesIO(light))
    except (OSError, ImageCms.PyCMSError):
        opened = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    press = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    flags = ImageCms.Flags.NOOPTIMIZE if is_small else ImageCms.Flags.NONE
    intent = ImageCms.Intent.PERCEPTUAL
    if is_compensated:
        intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
        flags |= ImageCms.Flags.BLACKPOINTCOMPENSATION
    return ImageCms.buildTransform(opened, press, "RGB", "CMYK", intent, flags)


def _is_over(inks: Image.Image) -> bool:
    """Tell whether any place gets more than the limit, or as good as."""
    cyan, magenta, yellow, black = inks.split()
    some = ImageChops.add(cyan, magenta, scale=2)
    rest = ImageChops.add(yellow, black, scale=2)
    quarters = ImageChops.add(some, rest, scale=2).histogram()
    return any(quarters[_NEARLY // 4 :])


def _limited(inks: Image.Image) -> Image.Image:
    """Return the inks with cyan, magenta and yellow less in proportion where there is too much.

    Black stays, so that the tone does; the proportion stays, so that the hue does.
    """
    *colours, black = inks.split()
    room = ImageMath.lambda_eval(lambda given: _FULL - given["black"], black=black)
    used = ImageMath.lambda_eval(
        lambda given: given["max"](given["c"] + given["m"] + given["y"], given["room"]),
        **dict(zip("cmy", colours, strict=True)),
        room=room,
    )
    less = [
        ImageMath.lambda_eval(
            lambda given: given["convert"](given["ink"] * given["room"] / given["used"], "L"),
            ink=colour,
            room=room,
            used=used,
        )
        for colour in colours
    ]
    return Image.merge("CMYK", [*less, black])


def _write(item: "pikepdf.Stream", deflated: bytes) -> None:
    import pikepdf  # noqa: PLC0415

    item.write(deflated, filter=pikepdf.Name.FlateDecode)
    item.ColorSpace, item.BitsPerComponent = pikepdf.Name.DeviceCMYK, 8
    for name in ("/Decode", "/Intent"):
        if name in item:
            del item[name]
