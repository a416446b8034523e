"""What hangs on a wall is read from where one stands: its small words and its picture."""

import io
from dataclasses import replace
from functools import cache

import pytest
from PIL import Image

from sitegen.documents.base import Picture
from sitegen.documents.leaflet import Leaflet, LeafletFormat, Panel
from sitegen.documents.nodes import Figure
from sitegen.preflight import press_sheet
from sitegen.preflight.plan import SheetPlan
from tests.print_formats import FORMATS
from tests.unit.print_ink import Ink, ink_of
from tests.unit.print_samples import CONTACTS, COVER, IMPRINT, PORTAL_LINE, a_leaflet, paragraph

WALLS = [form for form in FORMATS if form.is_on_a_wall]
POSTERS = [form for form in FORMATS if form.layout == "poster"]
SENTENCE = "Ngày 2 và 3 tháng 12 sửa đường ống ở thôn Bến Đá và thôn Đồi Chè. "
SCREEN = Figure(picture=Picture(digest="p", width=1080, height=2400, alt="Màn hình cảnh báo lũ"))


def hung(form: LeafletFormat, *parts: object) -> Leaflet:
    size = f"{form.width_mm:g} x {form.height_mm:g} mm"
    imprint = replace(IMPRINT, printed_size=size, check_address="https://loa.vn/H/547339/")
    panel = Panel(name="", parts=(COVER, *parts, imprint))  # type: ignore[arg-type]
    return replace(a_leaflet(imprint=imprint), format=form, panels=(panel,))


@cache
def a_screen(_digest: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (1080, 2400), "#d0d4d8").save(out, "PNG")
    return out.getvalue()


def printed(document: Leaflet) -> list[Ink]:
    made = press_sheet(document, load_picture=a_screen)
    assert [str(one) for one in made.remarks if one.severity == "error"] == []
    (ink,) = ink_of(made.pdf)
    return ink


@pytest.mark.parametrize("form", WALLS, ids=lambda form: form.name)
def test_the_imprint_on_a_wall_is_no_smaller_than_its_format_says(form: LeafletFormat) -> None:
    document = hung(form, PORTAL_LINE, CONTACTS)
    imprint = "".join(SheetPlan.of(document).imprint.split())
    sizes = [
        one.size
        for one in printed(document)
        if one.words.strip() and "".join(one.words.split()) in imprint
    ]
    assert len(sizes) >= 3
    assert min(sizes) >= form.imprint_pt - 0.05
    assert form.imprint_pt >= max(8, form.least_pt / 2)


@pytest.mark.parametrize(("sentences", "is_said"), [(2, False), (14, True)])
def test_a_notice_whose_words_are_too_small_for_a_board_is_told_how_much_to_cut(
    sentences: int, *, is_said: bool
) -> None:
    form = next(one for one in FORMATS if one.layout == "tear_off")
    document = hung(form, paragraph(SENTENCE * sentences), PORTAL_LINE, CONTACTS)
    made = press_sheet(document, load_picture=a_screen)
    said = [one for one in made.remarks if one.code == "layout-small"]
    assert bool(said) == is_said
    for one in said:
        assert one.severity == "warning"
        assert "% chữ" in one.hint


@pytest.mark.parametrize("form", POSTERS, ids=lambda form: form.name)
@pytest.mark.parametrize("more", [(PORTAL_LINE, CONTACTS), (CONTACTS,), (PORTAL_LINE,), ()])
def test_a_screen_of_a_telephone_takes_the_height_below_the_field_of_a_poster(
    form: LeafletFormat, more: tuple[object, ...]
) -> None:
    ink = printed(hung(form, SCREEN, *more))
    (picture,) = [one.box for one in ink if one.kind == "picture"]
    assert picture.bottom - picture.top > form.height_mm * 0.3
    if not more:
        assert picture.left + picture.right == pytest.approx(form.width_mm, abs=0.5)


@pytest.mark.parametrize(
    "form", [form for form in WALLS if form.layout != "tear_off"], ids=lambda form: form.name
)
@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Nước lên:", "rời nhà ngay"),
        ("Mang sổ tiêm,", "đưa trẻ đến trạm"),
        ("Mất điện?", "Gọi số này"),
    ],
)
def test_no_line_of_a_statement_runs_over_the_pause_of_the_sentence(
    form: LeafletFormat, above: str, below: str
) -> None:
    cover = replace(COVER, statement=f"{above} {below}")
    base = hung(form, PORTAL_LINE, CONTACTS)
    parts = tuple(cover if part == COVER else part for part in base.panels[0].parts)
    ink = printed(replace(base, panels=(Panel(name="", parts=parts),)))
    largest = max(one.size for one in ink)
    lines = [" ".join(one.words.split()) for one in ink if one.size > largest * 0.99]
    assert above in [" ".join(lines[:count]) for count in range(len(lines))]
    assert " ".join(lines) == f"{above} {below}"
