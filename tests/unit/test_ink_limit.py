"""Dark pictures on paper: no place gets more ink than the paper holds, whatever was uploaded."""

import hashlib
import io
import shutil
import subprocess
from pathlib import Path
from random import Random

import pikepdf
import pytest
from PIL import Image, ImageDraw, ImageEnhance

from sitegen.documents.base import Picture
from sitegen.documents.leaflet import Leaflet
from sitegen.documents.nodes import Figure
from sitegen.preflight.press import preflight
from sitegen.render.print import PressProfile, coated, render_sheet
from sitegen.render.print.ink_limit import INK_LIMIT
from tests.unit.print_samples import a_panel, a_small_leaflet, paragraph

DPI = 72
FULL = INK_LIMIT * 255 // 100
OTHER_PRESS = Path("/usr/share/color/icc/ghostscript/default_cmyk.icc")


def telephone(ground: tuple[int, int, int]) -> Image.Image:
    """A screenshot of a telephone: rows a little lighter than their ground."""
    made = Image.new("RGB", (540, 1200), ground)
    pen = ImageDraw.Draw(made)
    for row in range(8):
        box = (30, 100 + row * 125, 510, 190 + row * 125)
        pen.rectangle(box, fill=tuple(min(255, part + 28) for part in ground))
    return made


def framed() -> Image.Image:
    made = Image.new("RGB", (540, 1200), "black")
    made.paste((240, 242, 245), (6, 6, 534, 1194))
    return made


def dark(seed: int) -> Image.Image:
    """Dark colours of every hue by lot, enlarged so that there are areas of each."""
    chance = Random(seed)  # noqa: S311  # the same picture for the same seed
    made = Image.new("RGB", (18, 40))
    most = chance.choice((20, 60, 120))
    made.putdata([tuple(chance.randint(0, most) for _ in "rgb") for _ in range(18 * 40)])
    return made.resize((540, 1200), Image.Resampling.NEAREST)


def photograph() -> Image.Image:
    """As many colours as a photograph has, dark as at night."""
    chance = Random(1)  # noqa: S311
    light = Image.frombytes("RGB", (540, 600), chance.randbytes(540 * 600 * 3))
    return ImageEnhance.Brightness(light).enhance(0.33)


DARK = {
    "a photograph at night": photograph(),
    "black": telephone((0, 0, 0)),
    "nearly black": telephone((18, 18, 18)),
    "navy": telephone((0, 0, 40)),
    "wine": telephone((40, 0, 8)),
    "a thin black frame": framed(),
    **{f"dark colours {seed}": dark(seed) for seed in range(4)},
}


def a_leaflet_with(image: Image.Image) -> tuple[Leaflet, bytes]:
    out = io.BytesIO()
    image.save(out, "PNG")
    digest = hashlib.sha256(out.getvalue()).hexdigest()
    picture = Picture(digest=digest, width=image.width, height=image.height, alt="Màn hình")
    panel = a_panel("Hình", paragraph("Xem trên điện thoại."), Figure(picture=picture))
    return a_small_leaflet(panel), out.getvalue()


def pressed(image: Image.Image, profile: PressProfile | None = None) -> tuple[bytes, Leaflet]:
    document, content = a_leaflet_with(image)
    sheet = render_sheet(
        document, mode="print", load_picture=lambda _: content, profile=profile or coated()
    )
    return sheet.pdf, sheet.laid_out or document


def pictures_in(content: bytes) -> list[tuple[str, Image.Image]]:
    """Return (colour space, picture) of all that a file shows."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        found = [item for item in pdf.objects if isinstance(item, pikepdf.Stream)]
        shown = [item for item in found if item.get("/Subtype") == "/Image"]
        return [(str(one.ColorSpace), pikepdf.PdfImage(one).as_pil_image()) for one in shown]


def most_ink(picture: Image.Image) -> int:
    return max(map(sum, zip(*(plate.tobytes() for plate in picture.split()), strict=True)))


def most_on_plates(content: bytes, folder: Path, profile: bytes) -> int:
    """Return the most ink of one place of the first side, away from the marks, 255 for a plate."""
    (folder / "press.pdf").write_bytes(content)
    (folder / "press.icc").write_bytes(profile)
    command = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", f"-r{DPI}"]
    press = folder / "press.icc"  # DeviceCMYK is of this press, and goes on to its plates as it is
    command += [f"-sOutputICCProfile={press}", f"-sDefaultCMYKProfile={press}", "-dLastPage=1"]
    command += [f"--permit-file-read={folder}/", f"-sOutputFile={folder}/side-%d.tif"]
    subprocess.run([*command, str(folder / "press.pdf")], check=True, capture_output=True)
    planes = []
    for ink in ("Cyan", "Magenta", "Yellow", "Black"):
        with Image.open(folder / f"side-1({ink}).tif") as plate:
            edge = round(10 * DPI / 25.4)
            box = (edge, edge, plate.width - edge, plate.height - edge)
            planes.append([255 - value for value in plate.convert("L").crop(box).tobytes()])
    return max(map(sum, zip(*planes, strict=True)))


@pytest.mark.parametrize("name", DARK)
def test_a_dark_picture_can_be_printed(name: str) -> None:
    content, document = pressed(DARK[name])
    assert "ink-limit" not in {remark.code for remark in preflight(content, document)}
    for space, picture in pictures_in(content):
        assert space != "/DeviceCMYK" or most_ink(picture) <= FULL


@pytest.mark.skipif(not shutil.which("gs"), reason="needs ghostscript")
@pytest.mark.parametrize("name", ["black", "nearly black", "a thin black frame", "dark colours 0"])
def test_no_plate_gets_more_than_the_limit_of_a_dark_picture(name: str, tmp_path: Path) -> None:
    content, _ = pressed(DARK[name])
    assert most_on_plates(content, tmp_path, coated().content) <= FULL


@pytest.mark.skipif(not OTHER_PRESS.exists(), reason="needs the profile of ghostscript")
def test_a_press_with_its_own_limit_keeps_to_the_lower_of_both(tmp_path: Path) -> None:
    own = PressProfile(name="Máy in của xưởng", content=OTHER_PRESS.read_bytes())
    content, document = pressed(DARK["black"], own)
    assert "ink-limit" not in {remark.code for remark in preflight(content, document)}
    assert most_on_plates(content, tmp_path, own.content) <= FULL


def test_black_stays_and_the_hue_stays_where_ink_is_taken_away() -> None:
    content, _ = pressed(DARK["black"])
    [picture] = [one for space, one in pictures_in(content) if space == "/DeviceCMYK"]
    cyan, magenta, yellow, black = picture.getpixel((2, 2))
    assert black > 0.95 * 255
    assert FULL - 4 <= cyan + magenta + yellow + black <= FULL
    assert cyan > magenta > yellow > 0  # as the press has its black


def test_the_same_dark_picture_gives_the_same_bytes() -> None:
    assert pressed(DARK["dark colours 1"])[0] == pressed(DARK["dark colours 1"])[0]


@pytest.mark.parametrize("ground", [(235, 240, 245), (31, 78, 121), (166, 28, 28)])
def test_a_picture_within_the_limit_keeps_its_bytes(ground: tuple[int, int, int]) -> None:
    image = telephone(ground)
    content, _ = pressed(image)
    [(space, picture)] = [one for one in pictures_in(content) if one[1].size == image.size]
    assert space != "/DeviceCMYK"
    assert picture.convert("RGB").tobytes() == image.tobytes()
