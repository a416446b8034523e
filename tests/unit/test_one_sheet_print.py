"""Posters, standees, notices, worksheets and cards as they lie on paper, read from the PDF."""

import io
import re
from collections import Counter
from dataclasses import replace
from typing import Any

import page
import pikepdf
import pytest

from sitegen.documents.leaflet import Leaflet, LeafletFormat, LeafletSteps, Panel
from sitegen.documents.nodes import Contacts
from sitegen.documents.one_sheet import one_sheet
from sitegen.errors import SitegenError
from sitegen.preflight import preflight
from sitegen.render.print import drawn_sides, render_sheet, side_picture_size, side_pictures
from sitegen.render.print.fit import highest_words
from tests.lots import lots
from tests.unit.one_sheets import SHEETS, a_random_sheet, sheet_faults
from tests.unit.print_ink import ink_of
from tests.unit.print_samples import (
    CONTACTS,
    COVER,
    IMPRINT,
    PORTAL_LINE,
    a_leaflet,
    picture_bytes,
)
from tests.unit.print_text import text_of
from tests.unit.random_leaflets import plain_picture

SEEDS = len(lots(24, 300))
MM = 72 / 25.4
CALLS = "dichvucong.backan.gov.vn 0209.3810.777"
each = pytest.mark.parametrize("form", SHEETS, ids=lambda form: form.name)


def on(form: LeafletFormat, statement: str = "Nộp hồ sơ tại nhà", **cover: Any) -> Leaflet:
    """Return the sample leaflet of eight panels with another format and cover."""
    size = f"{form.width_mm:g} x {form.height_mm:g} mm".replace(".", ",")
    imprint = replace(IMPRINT, printed_size=size)
    base = a_leaflet(imprint=imprint)
    changed = replace(COVER, statement=statement, **cover)
    panels = tuple(
        replace(panel, parts=tuple(changed if part == COVER else part for part in panel.parts))
        for panel in base.panels
    )
    return replace(base, format=form, panels=panels)


def printed(document: Leaflet, mode: Any = "screen") -> bytes:
    return render_sheet(document, mode=mode, load_picture=picture_bytes).pdf


def spoken(pdf: bytes) -> str:
    return " ".join(text_of(pdf).replace("\u200b", "").replace("\u00a0", " ").split())


def accepted(seed: int) -> bool:
    """Tell whether the sheet of ``seed`` was accepted; stop when it was wrongly."""
    document = a_random_sheet(seed)
    try:
        sheet = render_sheet(document, mode="screen", load_picture=plain_picture)
    except SitegenError as refused:
        if refused.code != "print-overflow" or " mm" not in refused.message or not refused.hint:
            raise
        return False
    (ink,) = ink_of(sheet.pdf)
    assert not list(sheet_faults(document, ink)), f"seed {seed}, {document.format.name}"
    return True


@pytest.mark.parametrize("start", range(4))
def test_what_is_accepted_lies_apart_inside_the_safe_area_and_large_enough(start: int) -> None:
    assert sum(accepted(seed) for seed in range(start, SEEDS, 4)) > SEEDS / 16


@each
def test_print_file_has_the_boxes_of_its_format_and_preflight_finds_no_error(
    form: LeafletFormat,
) -> None:
    document = on(form)
    content = printed(document, "print")
    errors = [one for one in preflight(content, document) if one.severity == "error"]
    assert errors == []
    bleed = form.bleed_mm
    with pikepdf.open(io.BytesIO(content)) as pdf:
        (sheet,) = pdf.pages
        for box, more in ((sheet.trimbox, 0), (sheet.bleedbox, 2 * bleed)):
            sides = [round(float(box[at + 2] - box[at]) / MM, 1) for at in (0, 1)]
            assert sides == [form.width_mm + more, form.height_mm + more]
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFX"


@each
@pytest.mark.parametrize("mode", ["screen", "print", "proof"])
def test_same_sheet_gives_the_same_bytes(form: LeafletFormat, mode: str) -> None:
    assert printed(on(form), mode) == printed(on(form), mode)


@each
@pytest.mark.parametrize("profile", ["PDF_UA_1", "PDF_A_2A"])
def test_screen_file_is_read_aloud_and_kept_for_ever(form: LeafletFormat, profile: str) -> None:
    report = page.validate_pdf_bytes(
        printed(on(form)), profile=getattr(page.ValidationProfile, profile)
    )
    assert report.is_compliant, report


@each
def test_pictures_of_the_sheet_have_the_promised_size(form: LeafletFormat) -> None:
    document = on(form)
    made = side_pictures(document, load_picture=picture_bytes, width_px=420)
    assert len(made) == 1
    shown = [int.from_bytes(made[0][at : at + 4], "big") for at in (16, 20)]
    assert tuple(shown) == side_picture_size(document, 420)


BIG = [form for form in SHEETS if form.layout in {"poster", "standee"}]


@pytest.mark.parametrize("form", BIG, ids=lambda form: form.name)
def test_poster_says_one_statement_one_address_one_number_and_nothing_else(
    form: LeafletFormat,
) -> None:
    bare = on(form)
    bare = replace(bare, panels=tuple(without_imprint(panel) for panel in bare.panels))
    pdf = printed(bare)
    said = Counter(spoken(pdf).split())
    assert said == Counter(f"Trung tâm CNTT&TT Nộp hồ sơ tại nhà {CALLS} Bắc Kạn, năm 2019".split())
    (ink,) = ink_of(pdf)
    assert sum(one.kind == "picture" for one in ink) == 1


def without_imprint(panel: Panel) -> Panel:
    return replace(panel, parts=tuple(part for part in panel.parts if part.kind != "imprint"))


@pytest.mark.parametrize("form", BIG, ids=lambda form: form.name)
@pytest.mark.parametrize("statement", ["Nộp hồ sơ tại nhà", COVER.statement])
def test_statement_is_read_from_three_metres(form: LeafletFormat, statement: str) -> None:
    (ink,) = ink_of(printed(on(form, statement)))
    largest = max(one.size for one in ink if one.kind == "text")
    cap_mm = largest * 0.74 / MM
    assert cap_mm >= form.width_mm / 25  # the least
    assert cap_mm >= form.width_mm / 18 or statement == COVER.statement
    number = max(one.size for one in ink if one.words.startswith("0209"))
    assert number * 0.74 / MM >= form.width_mm / 30


def test_strips_and_cards_each_have_the_address_and_the_number() -> None:
    counts = {"tear_off": 7 + 1, "cards": 10}
    for form in SHEETS:
        if form.layout in counts:
            (ink,) = ink_of(printed(on(form)))
            said = Counter(one.words.replace("\u200b", "") for one in ink if one.kind == "text")
            assert said["dichvucong.backan.gov.vn"] == said["0209.3810.777"] == counts[form.layout]


@pytest.mark.parametrize("statement", ["Tiêm vắc xin cúm mùa", COVER.statement])
def test_each_strip_says_what_one_took_it_for(statement: str) -> None:
    (form,) = (one for one in SHEETS if one.layout == "tear_off")
    (ink,) = ink_of(printed(on(form, statement)))
    top = form.height_mm - form.piece_height_mm
    first = statement.split(maxsplit=1)[0]
    strips = [
        one
        for one in ink
        if one.kind == "text" and one.words.startswith(first) and one.box.top > top
    ]
    assert len(strips) == int(form.width_mm // form.piece_width_mm)


def test_a_reader_aloud_hears_one_strip_and_one_card_not_all() -> None:
    for form in SHEETS:
        if form.layout in {"tear_off", "cards"}:
            with pikepdf.open(io.BytesIO(printed(on(form)))) as pdf:
                assert structure(pdf.Root.StructTreeRoot)["/Figure"] <= 2


def structure(tag: Any) -> Counter[str]:
    found: Counter[str] = Counter()
    kids = tag.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            found[str(kid.S)] += 1
            found += structure(kid)
    return found


def test_worksheet_has_a_box_for_each_step_and_lines_to_write_on() -> None:
    form = next(form for form in SHEETS if form.layout == "worksheet")
    document = on(form)
    steps = sum(
        len(p.steps) for n in document.panels for p in n.parts if isinstance(p, LeafletSteps)
    )
    (ink,) = ink_of(printed(document))
    boxes = [
        one
        for one in ink
        if one.kind == "shape"
        and 6.5 < one.box.right - one.box.left < 8
        and one.box.bottom - one.box.top > 6.5
    ]
    lines = [
        one
        for one in ink
        if one.kind == "shape" and one.box.right - one.box.left > 120 and one.pen_mm < 0.3
    ]
    assert len(boxes) == steps > 0
    assert len(lines) >= steps


@each
def test_statement_that_does_not_fit_is_refused_with_its_part_and_millimetres(
    form: LeafletFormat,
) -> None:
    crowded = on(form, "nghieng" * 20)
    with pytest.raises(SitegenError, match=r"câu chính.* mm") as refused:
        printed(crowded)
    assert "ngắn" in refused.value.hint
    shown = drawn_sides(crowded, load_picture=picture_bytes, width_px=400)
    assert len(shown.pictures) == 1
    assert any(fit.is_overfull for fit in shown.fit)


def test_too_many_steps_for_a_worksheet_are_refused_in_millimetres() -> None:
    form = next(form for form in SHEETS if form.layout == "worksheet")
    document = on(form)
    steps = next(p for n in document.panels for p in n.parts if isinstance(p, LeafletSteps))
    many = replace(steps, steps=steps.steps * 12)
    with pytest.raises(SitegenError, match=r"các bước” thừa [\d,]+ mm"):
        printed(replace(document, panels=(*document.panels, Panel(name="Nhiều", parts=(many,)))))


LONG = {  # what is far too long, and where it stands on every sheet that prints it
    "địa chỉ web": ("", "dichvucong.backan.gov.vn/" + "cap-giay-phep/" * 160),
    "tên cơ quan": ("Trung tâm công nghệ thông tin " * 300, ""),
}


@each
@pytest.mark.parametrize("name", LONG)
def test_what_is_too_long_is_named_with_its_letters_and_millimetres(
    form: LeafletFormat, name: str
) -> None:
    office, address = LONG[name]
    document = on(form, **({"agencies": (office,)} if office else {}))
    portal = replace(PORTAL_LINE, portal=replace(PORTAL_LINE.portal, address="https://" + address))
    if address:
        document = replace(document, panels=(Panel(name="", parts=(portal,)), *document.panels))
    with pytest.raises(SitegenError, match=r"thừa [\d,]+ mm") as refused:
        printed(document)
    letters = len((office or address).strip().rstrip("/"))
    said = f"{letters:,}".replace(",", ".")
    assert re.search(rf"{name} “[^”]+…”: {said} chữ cái, [\d,]+ mm", refused.value.hint)


def test_a_number_that_is_too_long_has_signs_and_no_letters() -> None:
    box = {"name": "số điện thoại", "words": "0262.3999.123", "height": 12.0}
    assert "“0262.3999.123”: 13 ký tự, 12,0 mm" in highest_words([box])
    assert "2 chữ cái" in highest_words([box | {"words": "Ea"}])


@each
def test_what_is_not_printed_is_named(form: LeafletFormat) -> None:
    document = on(form)
    (said,) = [
        str(one)
        for one in preflight(printed(document, "print"), document)
        if one.code == "layout-unprinted"
    ]
    for name in ("Bốn mức độ dịch vụ", "Kết quả giải quyết hồ sơ", "Sở Thông tin và Truyền thông"):
        assert name in said


@each
def test_what_is_missing_is_named_and_the_sheet_made_all_the_same(form: LeafletFormat) -> None:
    bare = replace(on(form), panels=(Panel(name="", parts=(IMPRINT,)),))
    (said,) = [
        str(one) for one in preflight(printed(bare, "print"), bare) if one.code == "layout-missing"
    ]
    for name in ("câu chính", "mã QR", "số điện thoại"):
        assert name in said


@each
def test_steps_and_a_picture_are_missed_where_they_would_be_printed(form: LeafletFormat) -> None:
    full = one_sheet(on(form))
    parts = (COVER, PORTAL_LINE, CONTACTS, IMPRINT)
    bare = replace(on(form), panels=(Panel(name="", parts=parts),))
    wanted = {"các": bool(full.steps), "hình": full.picture is not None}
    missed = {one.partition(" ")[0] for one in one_sheet(bare).missing}
    assert {name: name in missed for name in wanted} == wanted


def test_a_guide_s_address_is_the_code_where_there_is_no_portal() -> None:
    form = SHEETS[0]
    base = on(form)
    address = "https://loa.example.vn/huong-dan/khai-sinh/"
    panels = tuple(
        replace(
            panel,
            parts=tuple(
                replace(part, address=address) if isinstance(part, LeafletSteps) else part
                for part in panel.parts
                if part.kind != "portal_line"
            ),
        )
        for panel in base.panels
    )
    assert "loa.example.vn/huong-dan/khai-sinh" in spoken(printed(replace(base, panels=panels)))


def test_the_first_card_with_a_number_is_the_one_to_call() -> None:
    silent = Contacts(title="", cards=(replace(CARD, phone="", name="Không có máy"),))
    base = on(SHEETS[0])
    shown = replace(base, panels=(Panel(name="", parts=(silent,)), *base.panels))
    assert "0209.3810.777" in spoken(printed(shown))


CARD = next(
    card
    for panel in a_leaflet().panels
    for part in panel.parts
    if isinstance(part, Contacts)
    for card in part.cards
)
