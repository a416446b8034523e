"""A handout as an officer writes it, through the editor's own stream: its front is filled first."""

import random
from collections.abc import Iterator
from typing import Any

import pytest

from cms.models import PrintFormat
from sitegen.documents.leaflet import Cover, Leaflet, LeafletFormat, PanelPart
from sitegen.errors import SitegenError
from sitegen.render.print import Sheet, render_sheet
from tests.factories import Province, a_leaflet_page, items, stream
from tests.lots import lots
from tests.print_formats import FORMATS
from tests.site.collected import document_of
from tests.unit.handout_fronts import is_left_wanting, parts_on
from tests.unit.print_samples import picture_bytes

pytestmark = pytest.mark.django_db

HANDOUTS = [form for form in FORMATS if form.is_handout]
each_handout = pytest.mark.parametrize("form", HANDOUTS, ids=lambda form: form.name)
SENTENCE = "Mang sổ tiêm chủng và thẻ bảo hiểm y tế của trẻ đến trạm. "
COVER = ("cover", {"statement": "Đưa trẻ đi tiêm đúng lịch", "agencies": items("Trạm Y tế xã")})
TEXT = ("paragraph", f"<p>{SENTENCE * 3}</p>")
IMPRINT = ("imprint", None)
Block = tuple[str, Any]


def turn(number: str = "") -> Block:
    return ("turn", {"panel": number, "name": ""})


def contacts(province: Province) -> Block:
    return ("contacts", {"title": "Cần giúp đỡ, hãy gọi", "points": items(province.contact.pk)})


def some_text(lot: random.Random) -> Iterator[Block]:
    for _ in range(lot.randint(1, 6)):
        some = [SENTENCE * lot.randint(1, 2) for _ in range(lot.randint(1, 9))]
        if lot.random() < 0.5:
            yield ("heading", {"text": "Ngày đi tiêm", "level": "2"})
        match lot.choice(("paragraph", "own_list", "own_steps")):
            case "own_list":
                yield (
                    "own_list",
                    {"form": lot.choice(("bullets", "numbers")), "items": items(*some)},
                )
            case "own_steps":
                steps = [{"title": f"<p>{one}</p>", "body": "", "pictures": []} for one in some]
                yield ("own_steps", {"title": "Làm gì", "steps": items(*steps)})
            case _:
                yield from (("paragraph", f"<p>{one}</p>") for one in some[:3])


def written(province: Province, form: LeafletFormat, *blocks: Block) -> Leaflet:
    row = PrintFormat.objects.get(name=form.name)
    size = f"{form.width_mm:g} x {form.height_mm:g} mm"
    page = a_leaflet_page(province.office, content=stream(*blocks), format=row, printed_size=size)
    document: Leaflet = document_of(page)
    page.delete()
    return document


def printed(document: Leaflet) -> Sheet:
    return render_sheet(document, mode="screen", load_picture=picture_bytes)


def kinds(parts: tuple[PanelPart, ...]) -> list[str]:
    return [part.kind for part in parts]


@each_handout
def test_a_front_is_not_left_empty_while_the_back_has_what_fits_there(
    province: Province, form: LeafletFormat
) -> None:
    seen = 0
    for seed in lots(6, 120):
        lot = random.Random(seed)  # noqa: S311  # a lot, not a secret
        document = written(province, form, COVER, *some_text(lot), contacts(province), IMPRINT)
        try:
            sheet = printed(document)
        except SitegenError as refused:
            if refused.code != "print-overflow":
                raise
            continue
        on = parts_on(sheet)
        assert isinstance(on[0][0], Cover), seed
        assert kinds(on[1])[-2:] == ["contacts", "imprint"], seed
        assert not is_left_wanting(sheet), seed
        assert len(on[0]) > 1, seed
        seen += len(on[1]) > 2
    assert seen


@each_handout
def test_what_both_pages_hold_together_is_not_refused_for_its_back(
    province: Province, form: LeafletFormat
) -> None:
    """What was refused with an empty front: more than a back holds, less than front and back."""
    text = [("paragraph", f"<p>{SENTENCE * 2}</p>")] * (24 if form.height_mm > 250 else 12)
    sheet = printed(written(province, form, COVER, *text, contacts(province), IMPRINT))
    assert min(fit.fill_percent for fit in sheet.fit) > 40
    assert min(fit.body_pt for fit in sheet.fit) >= 9.5


@each_handout
@pytest.mark.parametrize("end", [(), ("2",)], ids=["contacts where they come", "contacts on 2"])
def test_turning_to_the_front_before_or_after_the_cover_keeps_both_there(
    province: Province, form: LeafletFormat, end: tuple[str, ...]
) -> None:
    tail = (*map(turn, end), contacts(province), IMPRINT)
    plain = printed(written(province, form, COVER, TEXT, *tail))
    for blocks in ((turn("1"), COVER, TEXT), (COVER, turn("1"), TEXT), (turn("1"), TEXT, COVER)):
        sheet = printed(written(province, form, *blocks, *tail))
        assert {at: kinds(parts) for at, parts in parts_on(sheet).items()} == {
            0: ["cover", "paragraph"],
            1: ["contacts", "imprint"],
        }
        assert parts_on(sheet) == parts_on(plain)


@each_handout
def test_turning_to_the_back_after_the_cover_leaves_the_front_to_it(
    province: Province, form: LeafletFormat
) -> None:
    sheet = printed(written(province, form, COVER, turn("2"), TEXT, contacts(province), IMPRINT))
    assert kinds(parts_on(sheet)[0]) == ["cover"]


@pytest.mark.parametrize("form", [f for f in FORMATS if f.fold != "none"], ids=lambda f: f.name)
def test_on_a_folded_sheet_the_cover_has_its_panel_and_no_text_around_it_is_parted(
    province: Province, form: LeafletFormat
) -> None:
    ways = ((COVER, TEXT, TEXT), (TEXT, COVER, TEXT), (turn("1"), COVER, TEXT, TEXT))
    made = [
        parts_on(printed(written(province, form, *blocks, contacts(province), IMPRINT)))
        for blocks in ways
    ]
    assert kinds(made[0][0]) == ["cover"]
    assert made[0] == made[1] == made[2]
    there = printed(written(province, form, TEXT, turn("3"), COVER, IMPRINT))
    assert kinds(parts_on(there)[2]) == ["cover"]
