"""Rows of registries made where they are chosen, and many drafts of them published with one press."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import DateField
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from wagtail.fields import StreamField
from wagtail.models import ModelLogEntry

from cms.models import ContactPoint, Portal, Procedure, User
from cms.models.fact import Fact
from cms.offices.setting_up import set_up_office
from tests.factories import Province, another_agency, publish
from tests.site.test_approval import _member
from tests.smallest import smallest

FACTS = [one for one in apps.get_models() if issubclass(one, Fact)]
QUICK = [one for one in FACTS if one.quick_fields]
WORDS = {
    "name": "Cấp giấy phép",
    "short_name": "Cổng",
    "address": "https://dichvucong.example.vn",
    "phone": "0209 3870 000",
    "code": "1.004888",
    "type_name": "Quyết định",
    "number": "12/QĐ-UBND",
    "issuer": "UBND tỉnh",
}


@pytest.fixture
def office(province: Province) -> Province:
    set_up_office(province.agency)
    return province


def _name(model: Any) -> str:
    return str(model.__name__)


def _chooser(model: Any, name: str) -> str:
    return reverse(f"{model.snippet_viewset.chooser_viewset.name}:{name}")


def _sent(model: Any, **more: Any) -> dict[str, str]:
    given = {name: WORDS[name] for name in model.quick_fields if name in WORDS} | more
    return {f"new-row-{name}": str(value) for name, value in given.items()}


@pytest.mark.parametrize("model", QUICK, ids=_name)
def test_quick_form_asks_for_all_without_which_there_is_no_row(model: Any) -> None:
    needed = {
        field.name
        for field in model._meta.concrete_fields
        if field.editable and not field.blank and not field.has_default()
        if not isinstance(field, StreamField | models.AutoField)
    }
    assert needed - set(model.quick_fields) == set()


@pytest.mark.parametrize("model", QUICK, ids=_name)
def test_row_made_where_it_is_chosen_is_a_draft_of_who_made_it(
    province: Province, admin_client: Client, admin_user: Any, model: Any
) -> None:
    shown = admin_client.get(_chooser(model, "choose")).json()["html"]
    assert "Tạo bản nháp" in shown
    before = set(model.objects.values_list("pk", flat=True))
    answer = admin_client.post(
        _chooser(model, "create"), _sent(model, agency=province.agency.pk)
    ).json()
    assert answer["step"] == "chosen", answer
    row = model.objects.get(pk=answer["result"]["id"])
    assert row.pk not in before
    assert (row.live, row.has_unpublished_changes) == (False, True)
    assert row.latest_revision.user == admin_user
    made = ModelLogEntry.objects.for_instance(row).get(action="wagtail.create")
    assert made.user == admin_user


@pytest.mark.parametrize("model", QUICK, ids=_name)
def test_quick_form_refuses_in_words_what_the_list_refuses(
    province: Province, admin_client: Client, model: Any
) -> None:
    count = model.objects.count()
    answer = admin_client.post(_chooser(model, "create"), _sent(model, name="")).json()
    assert answer["step"] == "reshow_creation_form"
    assert "bắt buộc" in answer["htmlFragment"]
    assert model.objects.count() == count


@pytest.mark.parametrize("model", [one for one in FACTS if not one.quick_fields], ids=_name)
def test_what_asks_for_more_is_made_in_its_list(
    province: Province, admin_client: Client, model: Any
) -> None:
    assert "Tạo bản nháp" not in admin_client.get(_chooser(model, "choose")).json()["html"]


def test_writer_makes_rows_of_the_own_office_only(office: Province) -> None:
    other = another_agency(office)
    writer = _member(office, "soan")
    for model in (Procedure, ContactPoint):
        refused = writer.post(_chooser(model, "create"), _sent(model, agency=other.pk)).json()
        assert refused["step"] == "reshow_creation_form"
        assert "cơ quan của mình" in refused["htmlFragment"]
        made = writer.post(_chooser(model, "create"), _sent(model, agency=office.agency.pk)).json()
        assert model.objects.get(pk=made["result"]["id"]).agency == office.agency
    count = Portal.objects.count()
    assert "Tạo bản nháp" not in writer.get(_chooser(Portal, "choose")).json()["html"]
    assert writer.post(_chooser(Portal, "create"), _sent(Portal)).status_code in {302, 403}
    assert Portal.objects.count() == count


CHOOSERS = [
    one
    for one in apps.get_models()
    if getattr(getattr(one, "snippet_viewset", None), "chooser_viewset", None)
]


@pytest.mark.parametrize("model", CHOOSERS, ids=_name)
def test_no_chooser_breaks_on_a_row_that_it_does_not_make(
    province: Province, admin_client: Client, model: Any
) -> None:
    try:
        address = _chooser(model, "create")
    except NoReverseMatch:
        return
    before = model.objects.count()
    expected = 200 if getattr(model, "quick_fields", ()) else 404
    assert admin_client.post(address, {}).status_code == expected
    assert admin_client.get(address).status_code == expected
    assert model.objects.count() == before


def test_rows_with_an_hour_are_said_to_go_out_then(
    province: Province, admin_client: Client
) -> None:
    hour = timezone.localtime().replace(microsecond=0) + timedelta(days=2)
    for name, later in (("Ngay", None), ("Hẹn", hour)):
        row = Procedure(name=name, live=False)
        row.save()
        row.go_live_at = later
        row.save_revision()
    said = f"sẽ đăng lúc {hour:%H:%M %d/%m/%Y}"
    assert said in admin_client.get(reverse("draft_rows")).content.decode()
    sent = {"row": list(_drafts(admin_client))}
    told = admin_client.post(reverse("draft_rows"), sent, follow=True).content.decode()
    assert "Đã đăng 1 dữ kiện." in told
    assert f"1 dữ kiện đã hẹn giờ, {said}." in told
    assert "dữ kiện chưa đăng" not in told
    assert set(Procedure.objects.filter(live=True).values_list("name", flat=True)) == {"Ngay"}
    assert _drafts(admin_client) == {}  # nothing of it waits for anybody


def _drafts(client: Client) -> dict[str, Any]:
    context = client.get(reverse("draft_rows")).context
    return {one.seen: one for one in (*context["ready"], *context["wrong"])}


@pytest.mark.parametrize("model", FACTS, ids=_name)
def test_draft_of_every_registry_waits_in_one_list(
    province: Province, admin_client: Client, model: Any
) -> None:
    row = smallest(model)
    row.save_revision()
    (seen,) = [one for one in _drafts(admin_client).values() if one.row == row]
    assert admin_client.get(seen.url).status_code == 200


def test_all_drafts_go_out_with_one_press_but_those_with_faults(
    province: Province, admin_client: Client
) -> None:
    rows = [Procedure(name=f"Thủ tục {number}", live=False) for number in range(3)]
    wrong = Procedure(name="Sai", address="không phải địa chỉ", live=False)
    for row in (*rows, wrong):
        row.save()
        row.save_revision(clean=False)
    shown = admin_client.get(reverse("draft_rows"))
    assert [one.row for one in shown.context["wrong"]] == [wrong]
    sent = {"row": list(_drafts(admin_client))}
    answer = admin_client.post(reverse("draft_rows"), sent, follow=True)
    assert "Đã đăng 3 dữ kiện." in answer.content.decode()
    live = Procedure.objects.filter(live=True).values_list("name", flat=True)
    assert set(live) == {row.name for row in rows}
    assert "Nộp trực tuyến tại:" in answer.content.decode()


def test_drafts_that_are_wrong_only_together_are_not_published_together(
    province: Province, admin_client: Client
) -> None:
    today = timezone.localdate()
    one, two = (
        Portal.objects.create(name=f"Cổng {number}", short_name=f"C{number}", live=False)
        for number in (1, 2)
    )
    for row, after in ((one, two), (two, one)):
        row.address, row.closed_on, row.replaced_by = "https://c.gov.vn", today, after
        row.save_revision()
    sent = {"row": list(_drafts(admin_client))}
    told = admin_client.post(reverse("draft_rows"), sent, follow=True).content.decode()
    assert "Đã đăng 1 dữ kiện." in told
    assert "1 dữ kiện chưa đăng" in told
    assert Portal.objects.filter(live=True, pk__in=[one.pk, two.pk]).count() == 1


@pytest.mark.parametrize("model", FACTS, ids=_name)
@pytest.mark.parametrize("day", [date.min, date.max])
def test_a_day_that_nobody_can_mean_is_refused_in_every_registry(
    province: Province, model: Any, day: date
) -> None:
    days = [
        field.name
        for field in model._meta.concrete_fields
        if type(field) is DateField and field.editable and field.blank
    ]
    for name in days:
        row = smallest(model)
        setattr(row, name, day)
        with pytest.raises(ValidationError) as caught:
            row.clean()
        assert name in caught.value.message_dict


def test_row_that_somebody_changed_meanwhile_stays_a_draft(
    province: Province, admin_client: Client
) -> None:
    row = publish(Procedure.objects.create(name="Cũ", live=False))
    row.name = "Một"
    row.save_revision()
    seen = list(_drafts(admin_client))
    row.name = "Hai"
    row.save_revision()
    answer = admin_client.post(reverse("draft_rows"), {"row": seen}, follow=True)
    row.refresh_from_db()
    assert row.name == "Cũ"
    assert "1 dữ kiện chưa đăng" in answer.content.decode()


def test_drafts_are_published_by_who_may_and_only_of_the_own_office(office: Province) -> None:
    other = another_agency(office)
    mine = Procedure(name="Của mình", agency=office.agency, live=False)
    theirs = Procedure(name="Của sở khác", agency=other, live=False)
    for row in (mine, theirs):
        row.save()
        row.save_revision()
    forged = {"row": [f"cms.procedure-{row.pk}-{row.latest_revision_id}" for row in (mine, theirs)]}
    for role, expected in (("soan", set()), ("duyet", {"Của mình"})):
        client = _member(office, role)
        assert {one.name for one in _drafts(client).values()} == expected
        client.post(reverse("draft_rows"), forged)
        live = Procedure.objects.filter(live=True).values_list("name", flat=True)
        assert set(live) == expected
    published = ModelLogEntry.objects.for_instance(mine).get(action="wagtail.publish")
    assert published.user == User.objects.get(username="duyet")
