"""A part of a picture on paper: cut no closer than it stays sharp, and named when it is too few."""

import io
from functools import cache
from random import Random

import pytest
from PIL import Image

from sitegen.documents.base import Picture, PictureCallout, Region
from sitegen.documents.leaflet import Cover, Leaflet, LeafletFormat, Panel
from sitegen.documents.nodes import Figure
from sitegen.preflight.press import press_sheet
from sitegen.preflight.remark import Remark
from sitegen.render.print.pictures import picture_data, sharp_px, shown_size
from tests.lots import lots
from tests.print_formats import FORMATS
from tests.unit.print_samples import COVER, IMPRINT, a_head, paragraph

PANELS = [form for form in FORMATS if form.layout == "panels"]
TELEPHONE = (1080, 2400)


@cache
def light(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), (235, 240, 245)).save(out, "PNG")
    return out.getvalue()


def marked(chance: Random, size: tuple[int, int], focus: Region | None = None) -> Picture:
    """A picture with one box somewhere on it."""
    w, h = chance.uniform(3, 40), chance.uniform(2, 15)
    x, y = chance.uniform(0, 100 - w), chance.uniform(0, 100 - h)
    box = PictureCallout(id="a", shape="box", x=x, y=y, w=w, h=h, label="Bấm đây", number=1)
    around = focus or Region(x=x, y=y, w=w, h=h)
    width, height = size
    return Picture(
        digest="ab" * 32, width=width, height=height, alt="Màn hình", callouts=(box,), focus=around
    )


def a_leaflet_of(picture: Picture, form: LeafletFormat) -> Leaflet:
    parts = (paragraph("Xem hình."), Figure(picture=picture), IMPRINT)
    cover: Cover = COVER
    return Leaflet(
        head=a_head("to-gap", "Tờ gấp"),
        format=form,
        panels=(Panel(name="", parts=(cover,)), Panel(name="", parts=parts)),
        imprint=IMPRINT,
    )


def said_of(picture: Picture, form: LeafletFormat) -> list[Remark]:
    content = light(picture.width, picture.height)
    sheet = press_sheet(a_leaflet_of(picture, form), load_picture=lambda _: content)
    return [remark for remark in sheet.remarks if remark.code == "picture-ppi"]


@pytest.mark.parametrize(
    ("form", "pixels"),
    [
        (LeafletFormat(panel_widths_mm=(100.0,), safe_mm=5, least_ppi=200), 662),
        (LeafletFormat(panel_widths_mm=(100.0, 150.0), safe_mm=5, least_ppi=200), 1008),
        (LeafletFormat(panel_widths_mm=(100.0,), safe_mm=20, least_ppi=200), 473),
        (LeafletFormat(panel_widths_mm=(10.0,), safe_mm=5, least_ppi=200), 0),
        (LeafletFormat(layout="poster", width_mm=420, least_ppi=120), 695),
    ],
)
def test_a_part_is_as_wide_as_the_least_pixels_of_its_place(
    form: LeafletFormat, pixels: int
) -> None:
    assert sharp_px(form) == pixels


@pytest.mark.parametrize("form", PANELS, ids=lambda form: form.name)
@pytest.mark.parametrize("seed", lots(1, 20))
def test_a_place_marked_on_a_telephones_screen_is_not_refused_for_its_cut(
    form: LeafletFormat, seed: int
) -> None:
    picture = marked(Random(seed), TELEPHONE)  # noqa: S311  # the same for the same seed
    assert [str(one) for one in said_of(picture, form) if one.severity == "error"] == []


@pytest.mark.parametrize("seed", range(40))
def test_a_part_has_the_pixels_of_its_place_and_all_marks_or_the_picture_is_whole(
    seed: int,
) -> None:
    chance = Random(seed)  # noqa: S311  # the same for the same seed
    form = chance.choice(FORMATS)
    size = chance.randint(300, 3000), chance.randint(300, 3000)
    picture = marked(chance, size)
    least = sharp_px(form)
    width, height = shown_size(picture, least)
    assert width >= least - 2 or (width, height) == size
    region = picture_data(picture, is_close=True, least_px=least)["region"]
    if region is not None:
        x, y, w, h = region
        (box,) = picture.callouts
        assert x - 0.1 <= box.x <= box.x + box.w <= x + w + 0.1
        assert y - 0.1 <= box.y <= box.y + box.h <= y + h + 0.1


def test_few_pixels_of_a_part_are_told_with_the_part_and_what_helps() -> None:
    focus = Region(x=10, y=40, w=40, h=9)
    picture = marked(Random(2), TELEPHONE, focus)  # noqa: S311  # the same for the same seed
    form = next(one for one in PANELS if one.name == "Tờ gấp ba từ giấy A4")
    (said,) = said_of(picture, form)
    wide, _ = shown_size(picture, sharp_px(form))
    assert said.severity == "warning"
    assert said.hint == (
        f"Chỉ in phần quanh chỗ phải nhìn, rộng {wide} trong 1080 điểm ảnh của hình; hãy nới"
        " “Vùng phóng to trên điện thoại” rộng hơn."
    )


def test_few_pixels_of_a_whole_picture_are_told_as_before() -> None:
    picture = Picture(digest="ab" * 32, width=400, height=300, alt="Màn hình")
    (said,) = said_of(picture, PANELS[0])
    assert said.severity == "error"
    assert said.hint.startswith("Hình rộng 400 điểm ảnh; hãy tải hình rộng từ ")
