"""An office begins with one press: its row, whom to call and its page, or none of them."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.models import Agency, AgencyHomePage, AnnouncementPage, ContactPoint
from cms.offices.setting_up import set_up_office
from guides.models import GuidePage
from tests.factories import Province, a_guide_page, a_procedure, an_announcement_page, publish
from tests.site.collected import document_of
from tests.site.sheets import PROCEDURES, give
from tests.site.test_approval import _member

ADDRESS = "founding:begin"
SAID = {
    "office-name": "Sở Y tế tỉnh Bắc Kạn",
    "office-short_name": "Sở Y tế",
    "desk-phone": "0209.3870.555",
}


def _sent(client: Client, **said: str) -> Any:
    """Send the screen as it is offered, with ``said`` written into it."""
    forms = client.get(reverse(ADDRESS)).context["forms"]
    offered = {
        form.add_prefix(name): getattr(form[name].initial, "pk", form[name].initial) or ""
        for form in forms
        for name in form.fields
    }
    place = forms[-1].fields["place"].queryset.first().pk  # what a browser has in front
    return client.post(reverse(ADDRESS), {**offered, "page-place": place, **SAID, **said})


def test_office_contact_and_page_are_made_published_and_know_each_other(
    editor: Client, province: Province
) -> None:
    publish(_with(province.agency, level=Agency.Level.PROVINCE))
    answer = _sent(editor)
    page = AgencyHomePage.objects.get(agency__short_name="Sở Y tế")
    assert answer["Location"] == reverse("published", args=[page.pk])
    office = page.agency
    assert (page.live, office.live, office.help_contact.live) == (True, True, True)
    assert office.help_contact.agency == office
    assert office.parent == province.agency
    assert (office.portal, office.province) == (province.portal, province.agency.province)
    assert (office.document_name, office.parent_document_name) == ("Sở Y tế", "Sở Nội vụ")
    assert SAID["desk-phone"] in repr(document_of(page))
    for row in (office, office.help_contact):
        assert not row.has_unpublished_changes
        assert row.latest_revision.user.username == "can-bo"


WRONG = (
    ("office-name", ""),
    ("office-name", "Sở Nội vụ tỉnh Bắc Kạn"),
    ("office-level", "kho"),
    ("office-portal", "abc"),
    ("desk-phone", "gọi sau"),
    ("desk-email", "không phải thư"),
    ("desk-address", "Số 1, CCCD 001201012345"),
    ("office-name", "Sở của CCCD 001201012345"),
    ("office-name", "SỞ NỘI VỤ  TỈNH BẮC KẠN"),
    ("page-place", "999"),
)


@pytest.mark.parametrize(("name", "said"), WRONG)
def test_what_is_wrong_is_said_at_its_place_and_nothing_is_half_done(
    editor: Client, province: Province, name: str, said: str
) -> None:
    before = [model.objects.count() for model in (Agency, ContactPoint, AgencyHomePage)]
    answer = _sent(editor, **{name: said})
    assert answer.status_code == 200
    faults = {
        form.add_prefix(field): words
        for form in answer.context["forms"]
        for field, words in form.errors.items()
    }
    assert set(faults) == {name}
    assert [model.objects.count() for model in (Agency, ContactPoint, AgencyHomePage)] == before


def test_only_people_of_the_province_found_offices(province: Province) -> None:
    set_up_office(province.agency)
    for role in ("soan", "duyet", "dich", "quan-tri"):
        member = _member(province, role)
        assert member.get(reverse(ADDRESS)).status_code in {302, 403}
        assert "Lập cơ quan mới" not in member.get(reverse("wagtailadmin_home")).content.decode()


def _with(row: Any, **changes: Any) -> Any:
    for name, value in changes.items():
        setattr(row, name, value)
    return row


# What is next stands where one lands, in the office at hand


def _steps(client: Client, page: Any) -> dict[str, str]:
    shown = client.get(reverse("published", args=[page.pk]))
    return {one.label: one.url for one in shown.context["steps"]}


def test_what_is_next_begins_in_the_same_office_without_asking_where(
    editor: Client, province: Province
) -> None:
    guide, announcement = a_guide_page(province.office), an_announcement_page(province.office)
    for page in (province.office, guide, announcement):
        steps = _steps(editor, page)
        for words, model in (("Viết thông báo", AnnouncementPage), ("Viết hướng dẫn", GuidePage)):
            assert (words in steps) is not isinstance(page, model)
            if words in steps:
                assert steps[words].endswith(f"/{province.office.pk}/")
                assert editor.get(steps[words]).status_code == 200
    assert _steps(editor, guide)["Làm tờ gấp từ trang này"] == reverse(
        "guide_leaflets:begin", args=[guide.pk]
    )
    assert "Làm tờ gấp, áp phích" not in _steps(editor, guide)
    assert "Làm tờ gấp, áp phích" in _steps(editor, announcement)


def test_rows_that_come_from_an_office_page_are_that_offices(
    editor: Client, province: Province
) -> None:
    address = _steps(editor, province.office)["Nhập thủ tục của cơ quan từ bảng"]
    shown = editor.get(address).content.decode()
    assert f'name="means-agency-" value="{province.agency.pk}"' in shown
    for odd in ("abc", "999", '"><b>'):
        assert "<b>" not in editor.get(address.partition("?")[0], {"co-quan": odd}).content.decode()
        given = give(editor, PROCEDURES, "Tên thủ tục\nCấp giấy", **{"means-agency-": odd})
        assert given.status_code == 200


def test_the_catalogue_is_asked_for_the_pages_own_office_first(
    editor: Client, province: Province
) -> None:
    a_procedure(agency=province.agency)
    page = an_announcement_page(province.office, body=[])
    form = editor.get(reverse("cataloguing:fill", args=[page.pk])).context["form"]
    assert form["agency"].initial == str(province.agency.pk)
