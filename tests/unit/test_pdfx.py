"""The print shop's file: PDF/X-4 by its structure, its inks on the plates, the same bytes always."""

import io
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageCms

from sitegen.errors import SitegenError
from sitegen.render.print import PressProfile, coated, read_profile, render_sheet
from sitegen.render.print.pdfx import to_pdfx4
from tests.unit.print_samples import IMPRINT, a_leaflet, picture_bytes
from tests.unit.print_text import text_of

PDFX = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"
MM = 72 / 25.4
DPI = 100


@pytest.fixture(scope="module")
def press() -> bytes:
    return render_sheet(a_leaflet(), mode="print", load_picture=picture_bytes).pdf


def test_press_file_says_that_it_is_pdf_x_4_and_who_it_is(press: bytes) -> None:
    with pikepdf.open(io.BytesIO(press)) as pdf:
        with pdf.open_metadata() as said:
            assert said[PDFX] == "PDF/X-4"
            assert said["pdf:Trapped"] == "False"
            assert said["dc:title"] == a_leaflet().head.title
            assert said["xmpMM:DocumentID"].startswith("uuid:")
            assert (said["xmpMM:VersionID"], said["xmpMM:RenditionClass"]) == ("1", "default")
            dates = {said[f"xmp:{name}Date"] for name in ("Create", "Modify", "Metadata")}
            assert dates == {"2026-11-02T00:00:00+00:00"}
        assert pdf.pdf_version == "1.6"
        assert pdf.docinfo.Trapped == "/False"
        assert str(pdf.docinfo.CreationDate).startswith("D:20261102000000+00'00")
        assert len(pdf.trailer.ID) == 2


def test_press_file_is_described_whatever_letters_its_title_has() -> None:
    document = a_leaflet()
    title = 'Điện & nước <2026> "mới"'
    told = replace(document, head=replace(document.head, title=title))
    pdf = render_sheet(told, mode="print", load_picture=picture_bytes).pdf
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_metadata() as said:
        assert said["dc:title"] == title == str(opened.docinfo.Title)
        assert said["dc:creator"] == [str(opened.docinfo.Author)]
        assert said["dc:language"] == {"vi"}


def test_press_file_carries_the_profile_of_its_press(press: bytes) -> None:
    with pikepdf.open(io.BytesIO(press)) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert intent.S == "/GTS_PDFX"
        assert intent.OutputConditionIdentifier == "FOGRA39"
        assert intent.RegistryName == "http://www.color.org"
        assert intent.DestOutputProfile.N == 4
        profile = ImageCms.ImageCmsProfile(io.BytesIO(intent.DestOutputProfile.read_bytes()))
    assert (profile.profile.device_class, profile.profile.xcolor_space) == ("prtr", "CMYK")


def test_a_shops_own_profile_takes_the_place_of_ours(press: bytes) -> None:
    own = PressProfile(name="Máy in Việt Hưng", content=coated().content)
    pdf = render_sheet(a_leaflet(), mode="print", load_picture=picture_bytes, profile=own).pdf
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        (intent,) = opened.Root.OutputIntents
        assert "/RegistryName" not in intent
        assert (str(intent.OutputConditionIdentifier), str(intent.Info)) == ("Custom", own.name)
    assert pdf != press


def test_press_file_has_nothing_that_the_standard_forbids(press: bytes) -> None:
    forbidden = {"/Annots", "/AA", "/ArtBox", "/OPI", "/TR", "/TR2", "/HTP", "/JS", "/JavaScript"}
    with pikepdf.open(io.BytesIO(press)) as pdf:
        assert not {"/OpenAction", "/AcroForm", "/AA"} & set(pdf.Root.keys())
        assert "/Encrypt" not in pdf.trailer
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
                assert not forbidden & set(item.keys())
                assert item.get("/Subtype") != "/PS"


def test_annotated_page_is_not_taken_for_print() -> None:
    screen = render_sheet(a_leaflet(), mode="screen", load_picture=picture_bytes).pdf
    with pytest.raises(ValueError, match="annotations"):
        to_pdfx4(screen, title="", day=date(2026, 1, 1), bleed_mm=3, profile=coated())


@pytest.mark.skipif(not shutil.which("qpdf"), reason="needs qpdf")
def test_qpdf_finds_no_fault(press: bytes, tmp_path: Path) -> None:
    file = tmp_path / "press.pdf"
    file.write_bytes(press)
    done = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_another_process_makes_the_same_bytes(press: bytes) -> None:
    code = (
        "import sys; from tests.unit.print_samples import IMPRINT, a_leaflet, picture_bytes\n"
        "from sitegen.render.print import render_sheet\n"
        "sheet = render_sheet(a_leaflet(), mode='print', load_picture=picture_bytes)\n"
        "sys.stdout.buffer.write(sheet.pdf)"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
        == press
    )


def plates(pdf: bytes, folder: Path) -> list[dict[str, Image.Image]]:
    """Return the four plates of each side as pictures of ink, 255 for full, inside the trim."""
    (folder / "press.pdf").write_bytes(pdf)
    command = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", f"-r{DPI}"]
    out = f"-sOutputFile={folder}/side-%d.tif"
    subprocess.run([*command, out, str(folder / "press.pdf")], check=True, capture_output=True)
    found = []
    for side in (1, 2):
        inks = {}
        for ink in ("Cyan", "Magenta", "Yellow", "Black"):
            with Image.open(folder / f"side-{side}({ink}).tif") as plate:
                edge = round(10 * DPI / 25.4)
                box = (edge, edge, plate.width - edge, plate.height - edge)
                inks[ink] = ImageChops.invert(plate.convert("L").crop(box))
        found.append(inks)
    return found


@pytest.mark.skipif(not shutil.which("gs"), reason="needs ghostscript")
def test_no_place_gets_too_much_ink_and_black_words_get_black_alone(
    press: bytes, tmp_path: Path
) -> None:
    for inks in plates(press, tmp_path):
        planes = [plate.tobytes() for plate in inks.values()]
        cyan, magenta, yellow, black = planes
        assert max(map(sum, zip(*planes, strict=True))) <= 3.0 * 255
        coloured = sum(
            k > 0.95 * 255 and c + m + y > 0.05 * 255
            for c, m, y, k in zip(cyan, magenta, yellow, black, strict=True)
        )
        assert coloured == 0
        assert sum(k > 0.95 * 255 for k in black) > 1000


@pytest.mark.parametrize(
    ("licence", "words"),
    [("", "BẢN THẢO – CHƯA CẤP PHÉP"), ("79/GPXB-STT&TT", "BẢN THẢO – KHÔNG DÙNG ĐỂ IN")],
)
def test_manuscript_says_on_each_panel_what_it_is_and_of_a_licence_only_that_it_is_missing(
    press: bytes, licence: str, words: str
) -> None:
    document = a_leaflet(imprint=replace(IMPRINT, licence_number=licence))
    said = text_of(render_sheet(document, mode="proof", load_picture=picture_bytes).pdf)
    in_slug = 0 if licence else 2
    assert said.count(words) == 8 + in_slug
    assert said.count("BẢN THẢO") == 8 + in_slug
    assert "BẢN THẢO" not in text_of(press)


def header(**changes: bytes) -> bytes:
    """Return our profile with other words in its header."""
    places = {"size": 0, "version": 8, "kind": 12, "space": 16, "sign": 36}
    content = bytearray(coated().content)
    for name, value in changes.items():
        content[places[name] : places[name] + len(value)] = value
    return bytes(content)


def srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (srgb(), "hồ sơ của màn hình"),
        (header(kind=b"mntr"), "hồ sơ của màn hình"),
        (header(kind=b"scnr"), "máy quét"),
        (header(kind=b"link"), "nối hai máy"),
        (header(space=b"RGB "), "dùng màu RGB"),
        (header(space=b"GRAY"), "dùng màu GRAY"),
        (header(version=b"\x05"), "đời 5"),
        (header(sign=b"xxxx"), "không phải hồ sơ màu"),
        (b"", "không phải hồ sơ màu"),
        (b"%PDF-1.7", "không phải hồ sơ màu"),
        (coated().content[:900], "hỏng"),
        (header() + b"\0" * 8_000_000, "nặng hơn 8 MB"),
    ],
)
def test_what_is_no_profile_of_a_cmyk_press_is_refused_in_words(content: bytes, said: str) -> None:
    with pytest.raises(SitegenError, match=said) as caught:
        read_profile(content)
    assert caught.value.code == "press-profile"


def test_our_own_profile_is_one_that_a_shop_could_give() -> None:
    assert read_profile(coated().content).name.startswith("FOGRA39L Coated")
