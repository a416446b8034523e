"""A letter that no face of the mirror has is named with its place; every language has its own."""

from typing import Any

import pytest
from wagtail.models import Locale

from sitegen.languages import LANGUAGES, Language
from tests.factories import Province, an_outreach_page, publish, stream
from tests.site.collected import collected


def _said() -> list[str]:
    return [one.message for one in collected().findings if one.code == "letter-strange"]


@pytest.mark.parametrize(
    ("letter", "named"), [("ᚠ", "U+16A0"), ("ក", "U+1780"), ("漢", "U+6F22"), ("ł", "U+0142")]
)
@pytest.mark.parametrize("place", ["title", "summary", "body"])
def test_letter_without_a_face_is_named_with_its_place(
    province: Province, letter: str, named: str, place: str
) -> None:
    said = f"Chữ {letter} trên bia đá"
    fields: dict[str, Any] = {place: said}
    if place == "body":
        fields = {"body": stream(("paragraph", f"<p>{said}</p>"))}
    page = an_outreach_page(province.office, **fields)
    (message,) = _said()
    where = {"title": "ở tiêu đề", "summary": "ở tóm tắt", "body": f"ở “{said}"}[place]
    assert f"“{letter}” ({named}" in message
    assert where in message
    assert ("Ảnh chia sẻ" in message) == (letter == "ᚠ" and place == "title")
    page.unpublish()
    assert _said() == []


@pytest.mark.parametrize(
    "row", [row for row in LANGUAGES.values() if row.code != "vi"], ids=lambda row: row.code
)
def test_no_language_lacks_a_letter_of_its_own(province: Province, row: Language) -> None:
    locale, _ = Locale.objects.get_or_create(language_code=row.code)
    page = publish(province.home.copy_for_translation(locale))
    page.title = f"{row.name_own} {row.letters}"[:200]
    page.summary = f"{row.letters} {row.letters.upper()}"[:300]
    publish(page)
    assert f"page-{page.pk}" in {one.head.key for one in collected().documents}
    assert _said() == []
