"""The application for a licence is filled from the leaflet; the office signs and numbers it."""

import io
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cms.editions.licence import FORMS, form_on
from cms.models import PrintFormat
from sitegen.documents.leaflet import LeafletFormat
from tests.builder_leaflet import a_leaflet
from tests.factories import Province, a_leaflet_page, stream
from tests.print_formats import FORMATS
from tests.unit.print_text import text_of

FILLED = {
    "do": "apply",
    "don-to": "Ủy ban nhân dân tỉnh Thái Nguyên",
    "don-purpose": "Phát miễn phí cho người dân",
    "don-summary": "Cách nộp hồ sơ qua mạng",
    "don-printer_address": "Tổ 5, phường Đức Xuân",
    "don-attachments": "Hai bản thảo",
}


def test_the_form_holds_what_the_leaflet_knows_and_what_was_asked(
    editor: Any, province: Province
) -> None:
    leaflet = a_leaflet_page(province.office, printer="Công ty TNHH In Việt Hưng")
    answer = editor.post(reverse("editions:list", args=[leaflet.pk]), FILLED)
    assert answer["Content-Type"] == "application/pdf"
    said = " ".join(text_of(answer.content).split())
    for words in (
        "Mẫu 04",
        "ĐƠN ĐỀ NGHỊ",
        "Kính gửi: Ủy ban nhân dân tỉnh Thái Nguyên",
        "Tên tài liệu: Tờ gấp năm 2019",
        "Khuôn khổ: 20,5 x 60 cm",
        "Số lượng in: 5.000 bản",
        "Công ty TNHH In Việt Hưng, Tổ 5, phường Đức Xuân",
        "Mục đích xuất bản: Phát miễn phí cho người dân",
    ):
        assert words in said
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert len(pdf.pages) <= 2


def test_what_is_not_said_is_asked_for_beside_its_field(editor: Any, province: Province) -> None:
    leaflet = a_leaflet_page(province.office)
    answer = editor.post(reverse("editions:list", args=[leaflet.pk]), {"do": "apply"})
    assert set(answer.context["application"].errors) == {"to", "purpose", "summary"}


def test_the_application_has_the_size_of_the_imprint_and_the_language_on_paper(
    editor: Any, province: Province
) -> None:
    """It said "21 x 14,8 cm" beside "14,8 x 21 cm", and "Tiếng Việt" of a sheet in Ê Đê."""
    form = PrintFormat.objects.get(name="Tờ rơi A5, hai mặt")
    leaflet = a_leaflet_page(
        province.office,
        printed_size="14,8 x 21 cm",
        format=form,
        content=stream(("paragraph", "<p>Chữ.</p>"), ("imprint", None)),
    )
    address = reverse("editions:list", args=[leaflet.pk])
    shown = editor.get(address).content.decode()
    assert re.search(r'name="don-language" value="Tiếng Việt"', shown)
    answer = editor.post(address, {**FILLED, "don-language": "Tiếng Ê Đê"})
    said = " ".join(text_of(answer.content).split())
    assert "Ngôn ngữ xuất bản: Tiếng Ê Đê" in said
    assert "Khuôn khổ: 14,8 x 21 cm" in said


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
@pytest.mark.parametrize("said", ["14,8 x 21 cm", "21 x 29,7 cm", "", "  "])
def test_the_size_is_that_of_the_imprint_or_else_the_smaller_edge_first(
    form: LeafletFormat, said: str
) -> None:
    base = a_leaflet(format=form)
    words = replace(base, imprint=replace(base.imprint, printed_size=said)).size_words
    if said.strip():
        assert words == said
        return
    first, second = (float(edge.replace(",", ".")) for edge in words[: -len(" cm")].split(" x "))
    assert first <= second
    assert {round(first * 10, 1), round(second * 10, 1)} == {form.width_mm, form.height_mm}


def test_forms_follow_the_day_and_none_is_invented() -> None:
    assert form_on(FORMS[0].since) == FORMS[0]
    with pytest.raises(ValidationError):
        form_on(date(2019, 1, 1))
