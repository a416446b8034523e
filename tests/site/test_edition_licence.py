"""The application for a licence is filled from the leaflet; the office signs and numbers it."""

import io
from datetime import date
from typing import Any

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cms.editions.licence import FORMS, form_on
from tests.factories import Province, a_leaflet_page
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


def test_forms_follow_the_day_and_none_is_invented() -> None:
    assert form_on(FORMS[0].since) == FORMS[0]
    with pytest.raises(ValidationError):
        form_on(date(2019, 1, 1))
