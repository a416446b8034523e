"""Pictures in the print shop's file: every pixel as it was uploaded, in the bytes it came in."""

import io
import random
from collections.abc import Iterator
from typing import NamedTuple

import pikepdf
import pytest
from PIL import Image, ImageFile

from sitegen.documents.base import Picture
from sitegen.documents.nodes import Figure
from sitegen.errors import SitegenError
from sitegen.render.print import render_sheet
from tests.unit.print_samples import a_panel, a_small_leaflet, paragraph

SHAPES = ((683, 430), (270, 600), (12, 1), (4, 1))
MODES = ("RGB", "L", "P", "RGBA", "LA", "1")


def by_lot(seed: int, mode: str, size: tuple[int, int]) -> Image.Image:
    lot = random.Random(seed)  # noqa: S311  # a lot, not a secret
    small = Image.new("RGB", (8, 8))
    small.putdata([tuple(lot.randint(90, 255) for _ in "rgb") for _ in range(64)])
    return small.resize(size, Image.Resampling.NEAREST).convert(mode)


def written(image: Image.Image, form: str = "PNG") -> bytes:
    out = io.BytesIO()
    image.save(out, form)
    return out.getvalue()


class Shown(NamedTuple):
    """A picture of a printed sheet: its pixels on white, and its bytes as they lie in the file."""

    size: tuple[int, int]
    pixels: bytes
    packed: bytes


def on_paper(*contents: bytes) -> list[Shown]:
    """Return the pictures of a printed sheet that shows ``contents``."""
    known = {f"d{at}": content for at, content in enumerate(contents)}
    figures = [Figure(picture=_shown(digest, content)) for digest, content in known.items()]
    document = a_small_leaflet(a_panel("Hình", paragraph("Xem hình."), *figures))
    sheet = render_sheet(document, mode="print", load_picture=known.__getitem__)
    with pikepdf.open(io.BytesIO(sheet.pdf)) as pdf:
        streams = [one for one in pdf.objects if isinstance(one, pikepdf.Stream)]
        pictures = [one for one in streams if one.get("/Subtype") == "/Image"]
        opened = [(pikepdf.PdfImage(one).as_pil_image(), one) for one in pictures]
        return [Shown(image.size, pixels(image), one.read_raw_bytes()) for image, one in opened]


def _shown(digest: str, content: bytes) -> Picture:
    with Image.open(io.BytesIO(content)) as opened:
        return Picture(digest=digest, width=opened.width, height=opened.height, alt="Màn hình")


def pixels(image: Image.Image) -> bytes:
    layered = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", image.size, "white"), layered).tobytes()


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_every_pixel_is_on_paper_as_it_was_uploaded(mode: str, form: str) -> None:
    if form == "WEBP" and mode != "RGB":
        pytest.skip("a format for red, green and blue")
    for seed, size in enumerate(SHAPES):
        content = written(by_lot(seed, mode, size), form)
        (found,) = on_paper(content)
        with Image.open(io.BytesIO(content)) as opened:
            wanted = pixels(opened)
        assert (found.size, found.pixels) == (size, wanted)


def test_several_pictures_are_not_mistaken_for_each_other() -> None:
    contents = [written(by_lot(seed, mode, (800, 60))) for seed, mode in enumerate(MODES[:2])]
    contents += [written(by_lot(seed, "RGB", (800, 60))) for seed in (5, 6)]
    assert {one.pixels for one in on_paper(*contents)} == {
        pixels(Image.open(io.BytesIO(content))) for content in contents
    }


def test_a_plain_picture_keeps_the_bytes_that_it_came_in() -> None:
    content = written(by_lot(1, "RGB", (640, 480)))
    (found,) = on_paper(content)
    assert found.packed in content


def broken(content: bytes) -> Iterator[bytes]:
    """Yield a picture cut off anywhere, and with one wrong byte anywhere."""
    lot = random.Random(len(content))  # noqa: S311  # a lot, not a secret
    for _ in range(6):
        at = lot.randrange(30, len(content) - 12)
        yield content[:at]
        yield content[:at] + bytes([content[at] ^ 0x5A]) + content[at + 1 :]


def test_a_broken_picture_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", False)
    content = written(by_lot(1, "RGB", (640, 480)))
    document = a_small_leaflet(a_panel("Hình", Figure(picture=_shown("d0", content))))
    for part in broken(content):
        with pytest.raises(SitegenError) as refused:
            render_sheet(document, mode="print", load_picture=lambda _, part=part: part)  # type: ignore[misc]
        assert refused.value.code == "print-picture"
