"""What a leaflet says by itself: pictures, lists and steps of its own, on paper and on the page."""

import io
from typing import Any

import pikepdf
import pytest

from cms.models import LeafletPage, PrintFormat
from sitegen.collect.narrow import collect_for
from sitegen.documents.leaflet import Leaflet, LeafletFormat, LeafletSteps
from sitegen.documents.nodes import BulletList, Figure, NumberedList
from sitegen.documents.one_sheet import lost_on
from sitegen.render.print import render_sheet
from tests.factories import Province, a_leaflet_page, a_picture, items, png, stream
from tests.print_formats import FORMATS
from tests.site.collected import codes, document_of
from tests.unit.print_text import text_of

FOLDED = [form for form in FORMATS if form.fold != "none"]
SHEETS = [form for form in FORMATS if form.layout != "panels"]
COVER = {"statement": "Tiêm vắc xin cúm", "agencies": items("Trạm y tế")}


def shown(picture: Any, caption: str, *labels: str) -> dict[str, Any]:
    size = f"{picture.width}x{picture.height}"
    boxes = [
        {"id": f"a{at}", "shape": "box", "x": 5, "y": 5, "w": 20, "h": 20, "label": label}
        for at, label in enumerate(labels)
    ]
    callouts = items(*boxes)
    value = {"picture": picture.pk, "alt": "Bàn tiêm", "caption": caption, "drawn_for": size}
    return {**value, "callouts": callouts, "focus": {"x": None, "y": None, "w": None, "h": None}}


def a_step(title: str, *pictures: dict[str, Any]) -> dict[str, Any]:
    return {"title": f"<p>{title}</p>", "body": "", "pictures": items(*pictures)}


@pytest.fixture
def page(province: Province) -> LeafletPage:
    picture = a_picture("Bàn tiêm", png(size=(1366, 860)))
    steps = (
        a_step("Mang căn cước.", shown(picture, "", "Chỗ ngồi")),
        a_step("Ngồi lại 30 phút.", shown(picture, "", "Chỗ chờ")),
    )
    content = stream(
        ("cover", COVER),
        ("own_list", {"form": "bullets", "items": items("Căn cước", "Sổ tiêm")}),
        ("own_list", {"form": "numbers", "items": items("Lấy số", "Chờ gọi")}),
        ("paragraph", "<p>Không được tiêm:</p><ul><li>đang sốt</li></ul><ol><li>hỏi</li></ol>"),
        ("figure", shown(picture, "Bàn tiêm ở trạm", "Ghi tên")),
        ("own_steps", {"title": "Hai bước", "steps": items(*steps)}),
        ("own_steps", {"title": "", "steps": items(a_step("Gọi trạm y tế."))}),
        ("imprint", None),
    )
    return a_leaflet_page(province.office, content=content)


def test_own_parts_are_of_the_kinds_that_the_composer_draws(page: LeafletPage) -> None:
    document = document_of(page)
    assert codes() == []
    parts = [part for panel in document.panels for part in panel.parts]
    lists = [part for part in parts if isinstance(part, BulletList | NumberedList)]
    assert [type(one) for one in lists] == [BulletList, NumberedList, BulletList, NumberedList]
    (figure,) = (part for part in parts if isinstance(part, Figure))
    assert (figure.picture.alt, figure.picture.caption) == ("Bàn tiêm", "Bàn tiêm ở trạm")
    first, second = (part for part in parts if isinstance(part, LeafletSteps))
    assert [step.number for step in first.steps] == [1, 2]
    numbers = [one.number for step in first.steps for p in step.pictures for one in p.callouts]
    assert numbers == [1, 1]
    assert [step.number for step in second.steps] == [1]


@pytest.mark.parametrize("form", FOLDED, ids=lambda form: form.name)
def test_own_parts_print_in_their_order_in_every_format(
    page: LeafletPage, form: LeafletFormat
) -> None:
    page.format = PrintFormat.objects.get(name=form.name)
    page.save_revision().publish()
    document = document_of(page)
    found = collect_for(page, page.last_published_at)
    pdf = render_sheet(document, mode="screen", load_picture=found.load_picture).pdf
    said = text_of(pdf)
    words = ("Căn cước", "Sổ tiêm", "Lấy số", "đang sốt", "Ghi tên", "Bàn tiêm ở trạm")
    words += ("Mang căn cước", "Chỗ ngồi", "Ngồi lại 30 phút", "Gọi trạm y tế")
    for word in words:
        assert word in said, word
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        alts = [one.get("/Alt") for one in opened.objects if isinstance(one, pikepdf.Dictionary)]
    assert [str(one) for one in alts if one].count("Bàn tiêm") == 3


@pytest.mark.parametrize("form", SHEETS, ids=lambda form: form.name)
def test_what_one_sheet_leaves_out_of_them_is_told(page: LeafletPage, form: LeafletFormat) -> None:
    page.format = PrintFormat.objects.get(name=form.name)
    page.save_revision().publish()
    document: Leaflet = document_of(page)
    said = " ".join(one.message for one in lost_on(document))
    assert "danh sách" in said
    assert "hình" in said
