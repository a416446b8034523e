"""Odd pictures: every depth of grey keeps its greys, and only Exif turns a picture."""

import io

import pytest
from PIL import Image, PngImagePlugin

from media.baking import MOST_PIXELS, bake

MAX = 40_000_000


def _ramp(mode: str, kind: str) -> bytes:
    """Return a picture that goes from black to white in 256 columns."""
    picture = Image.new(mode, (256, 4))
    scale = 1 if mode in {"L", "RGB"} else 257
    for x in range(256):
        value = (x, x, x) if mode == "RGB" else x * scale
        for y in range(4):
            picture.putpixel((x, y), value)
    buffer = io.BytesIO()
    picture.save(buffer, kind)
    return buffer.getvalue()


@pytest.mark.parametrize("mode", ["L", "RGB", "I;16"])
def test_ramp_of_greys_stays_a_ramp(mode: str) -> None:
    baked = Image.open(io.BytesIO(bake(_ramp(mode, "PNG"), (), max_pixels=MAX).content))
    shown = [baked.getpixel((x, 1))[0] for x in range(256)]
    assert shown == sorted(shown)
    assert all(abs(shown[x] - x) <= 1 for x in range(256))


def _turned_by_xmp() -> bytes:
    said = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        'xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="6"/></rdf:RDF></x:xmpmeta>'
    )
    info = PngImagePlugin.PngInfo()
    info.add_itxt("XML:com.adobe.xmp", said)
    buffer = io.BytesIO()
    Image.new("RGB", (30, 10), "red").save(buffer, "PNG", pnginfo=info)
    return buffer.getvalue()


def _turned_by_exif() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    buffer = io.BytesIO()
    Image.new("RGB", (30, 10), "red").save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()


def test_only_exif_turns_a_picture_as_in_a_browser() -> None:
    by_xmp = bake(_turned_by_xmp(), (), max_pixels=MAX)
    by_exif = bake(_turned_by_exif(), (), max_pixels=MAX)
    assert (by_xmp.width, by_xmp.height) == (30, 10)
    assert (by_exif.width, by_exif.height) == (10, 30)


def test_picture_of_too_many_pixels_is_kept_smaller_and_what_is_hidden_stays_so() -> None:
    """Noise is the dearest content, and a bright region the one whose edges would show through."""
    picture = Image.effect_noise((7000, 5000), 90).convert("RGB")
    picture.paste("red", (700, 500, 2100, 1500))
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=90)
    hidden = {"x": 10, "y": 10, "w": 20, "h": 20}
    baked = bake(buffer.getvalue(), (hidden,), max_pixels=MAX)
    assert 0.99 * MOST_PIXELS < baked.width * baked.height <= MOST_PIXELS
    assert abs(baked.width / baked.height - 7 / 5) < 0.001
    shown = Image.open(io.BytesIO(baked.content))
    place = (int(0.1 * baked.width), int(0.1 * baked.height))
    box = shown.crop((*place, int(0.3 * baked.width), int(0.3 * baked.height)))
    assert box.getcolors(1) is not None
    around = shown.crop((place[0] - 40, place[1] - 40, place[0] + 40, place[1] + 40))
    assert all(red - max(green, blue) < 40 for red, green, blue in around.get_flattened_data())
