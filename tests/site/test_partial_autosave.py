"""While a draft saves itself, one wrong value does not stop the rest, and is named."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from wagtail import blocks
from wagtail.models import Page
from wagtail.snippets.models import get_snippet_models

from cms.models import AnnouncementPage, ContactPoint, OutreachPage
from cms.models.base import BasePage
from cms.session.blocks import mended
from cms.session.forms import KeepsWhatIsRight
from tests.factories import Province, an_announcement_page, an_outreach_page
from tests.site.editing import filled_in

JSON = {"HTTP_ACCEPT": "application/json"}
PAGES = [model for model in apps.get_models() if issubclass(model, BasePage)]
ROWS = [model for model in get_snippet_models() if hasattr(model, "latest_revision")]
LONG = "ă" * 5000


def _form_class(model: Any) -> Any:
    if issubclass(model, Page):
        return model.get_edit_handler().get_form_class()
    return model.snippet_viewset.get_edit_handler().get_form_class()


def _wrong(field: forms.Field) -> str | None:
    """Return what this field refuses, or None when it takes anything a browser can send."""
    if isinstance(field, forms.DateField | forms.DateTimeField):
        return "31/02/2026"
    if isinstance(field, forms.IntegerField | forms.DecimalField):
        return "mười"
    if isinstance(field, forms.URLField | forms.EmailField | forms.ModelChoiceField):
        return "không phải"
    if isinstance(field, forms.ChoiceField):
        return "không có trong danh sách"
    return LONG if isinstance(field, forms.CharField) and field.max_length else None


def _refusing() -> Iterator[tuple[Any, str]]:
    for model in [*PAGES, *ROWS]:
        for name, field in _form_class(model).base_fields.items():
            if _wrong(field) is not None:
                yield model, name


@pytest.mark.parametrize("model", [*PAGES, *ROWS], ids=lambda model: model.__name__)
def test_every_form_that_saves_itself_keeps_what_is_right(model: Any) -> None:
    assert issubclass(_form_class(model), KeepsWhatIsRight)


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "name"), list(_refusing()))
def test_one_wrong_value_of_any_field_goes_back_alone(model: Any, name: str) -> None:
    """Without a stored value only what a draft cannot miss may stop the form."""
    form_class = _form_class(model)
    wrong = str(_wrong(form_class.base_fields[name]))
    kwargs = {"instance": model()}
    if issubclass(model, Page):
        kwargs["parent_page"] = None
    blank = form_class(**kwargs)
    if name not in blank.fields:  # asked only of what citizens see already
        kwargs["instance"] = model(pk=1)
        blank = form_class(**kwargs)
    data = {"loa-autosave": "1", name: wrong}
    for other, field in blank.fields.items():
        if isinstance(field, forms.CharField) and other != name and field.required:
            data[other] = "Đúng"
        elif hasattr(field, "block"):
            data[f"{other}-count"] = "0"
    for formset in blank.formsets:
        data |= {f"{formset}-TOTAL_FORMS": "0", f"{formset}-INITIAL_FORMS": "0"}
    form = form_class(data, **kwargs)
    form.defer_required_fields()
    form.is_valid()
    named = [one.place[0] for one in form.refused]
    still = set(form.errors)
    assert (name in named) or (name in still), "a wrong value is never taken silently"
    if name in still or "__all__" in still:
        return
    assert getattr(form.instance, name, None) != wrong


def _autosave(client: Client, address: str, row: Any, fields: dict[str, Any], **raw: str) -> Any:
    sent = filled_in(client.get(address).content.decode(), row, fields).dict()
    return client.post(address, {**sent, "loa-autosave": "1", **raw}, **JSON)


def _refused(answer: Any) -> list[dict[str, Any]]:
    assert answer.status_code == 200, answer.content.decode()
    return json.loads(answer.json()["field_updates"].get("loa-refused", "[]"))  # type: ignore[no-any-return]


@pytest.mark.django_db
def test_registry_row_is_saved_but_for_the_impossible_day_and_the_wrong_phone(
    editor: Client, province: Province
) -> None:
    point = ContactPoint.objects.create(name="Một cửa", agency=province.agency, phone="02093810777")
    address = reverse(point.snippet_viewset.get_url_name("edit"), args=[point.pk])
    changed = {
        "note": "Ghi chú mới",
        "phone": "abc",
        "valid_from": "31/02/2026",
        "name": "g" * 270,
    }
    refused = _refused(_autosave(editor, address, point, changed))
    assert {one["label"] for one in refused} == {"Điện thoại", "Có hiệu lực từ", "Tên"}
    assert "Dài 270 chữ, nhiều nhất 255." in {one["reason"] for one in refused}
    stored = ContactPoint.objects.get(pk=point.pk).get_latest_revision_as_object()
    assert (stored.note, stored.phone, stored.valid_from) == ("Ghi chú mới", "02093810777", None)


@pytest.mark.django_db
def test_page_is_saved_but_for_what_is_wrong(editor: Client, province: Province) -> None:
    page = an_outreach_page(province.office)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    refused = _refused(
        _autosave(editor, address, page, {"summary": "Tóm tắt mới"}, expire_at="31/02/2026")
    )
    assert [one["place"] for one in refused] == [["expire_at"]]
    stored = OutreachPage.objects.get().get_latest_revision_as_object()
    assert (stored.summary, stored.expire_at) == ("Tóm tắt mới", None)


@pytest.mark.django_db
def test_day_that_the_month_beside_it_lacks_takes_only_one_neighbour_along(
    editor: Client, province: Province
) -> None:
    page = an_announcement_page(province.office, signed_day=30, signed_month=4)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    changed = {"summary": "Tóm tắt mới", "signed_day": "31", "signed_month": "2"}
    refused = _refused(_autosave(editor, address, page, changed))
    assert {one["place"][0] for one in refused} == {"signed_day", "signed_month"}
    stored = AnnouncementPage.objects.get().get_latest_revision_as_object()
    assert (stored.summary, stored.signed_day, stored.signed_month) == ("Tóm tắt mới", 30, 4)


@pytest.mark.django_db
def test_button_still_refuses_the_whole_form(editor: Client, province: Province) -> None:
    page = an_outreach_page(province.office)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    sent = filled_in(editor.get(address).content.decode(), page, {"summary": "Mới"}).dict()
    answer = editor.post(address, {**sent, "expire_at": "31/02/2026"})
    assert answer.status_code == 200
    assert "expire_at" in answer.context["form"].errors
    published = {**sent, "expire_at": "31/02/2026", "loa-autosave": "1", "action-publish": "1"}
    answer = editor.post(address, published)
    assert "expire_at" in answer.context["form"].errors, "nothing wrong is ever published"


class Link(blocks.StructBlock):
    words = blocks.CharBlock(label="Chữ", max_length=10)
    address = blocks.URLBlock(label="Địa chỉ", required=False)


class Parts(blocks.StreamBlock):
    link = Link()
    links = blocks.ListBlock(Link())
    day = blocks.DateBlock(label="Ngày")


def _parts(*rows: tuple[str, Any, str]) -> Any:
    block = Parts(required=False)
    raw = [{"type": kind, "value": value, "id": identity} for kind, value, identity in rows]
    return block, block.to_python(raw)


def _mended(stored: Any, typed: Any) -> tuple[Any, list[list[str]]]:
    block, old = _parts(*stored)
    _, new = _parts()
    new = blocks.StreamValue(block, typed)
    field = type("Field", (), {"block": block, "clean": staticmethod(block.clean)})
    try:
        block.clean(new)
    except blocks.StreamBlockValidationError as error:
        kept, refused = mended(field, new, old, error, "body")
        return kept.get_prep_value(), [list(one.place) for one in refused]
    pytest.fail("nothing was wrong")


def test_wrong_address_in_a_block_costs_only_itself() -> None:
    good = {"words": "Cổng", "address": "https://a.vn"}
    bad = {"words": "Cổng mới", "address": "không phải"}
    kept, refused = _mended(
        [("link", good, "a")],
        [("link", Link().to_python(bad), "a"), ("link", Link().to_python(good), "b")],
    )
    assert refused == [["body", "a", "address"]]
    assert kept[0]["value"] == {"words": "Cổng mới", "address": "https://a.vn"}
    assert kept[1]["value"] == good


def test_wrong_value_deep_in_a_list_costs_only_itself_and_a_new_wrong_block_waits() -> None:
    rows = blocks.ListBlock(Link()).to_python(
        [{"type": "item", "id": "x", "value": {"words": "dài quá mười chữ", "address": ""}}]
    )
    kept, refused = _mended(
        [("links", [{"type": "item", "id": "x", "value": {"words": "Cũ", "address": ""}}], "a")],
        [("links", rows, "a"), ("day", "31/02/2026", "n")],
    )
    assert sorted(refused) == [["body", "a", "x", "words"], ["body", "n"]]
    assert [row["type"] for row in kept] == ["links"]
    assert kept[0]["value"][0]["value"]["words"] == "Cũ"


@pytest.mark.django_db
@pytest.mark.parametrize("model", ROWS, ids=lambda model: model.__name__)
def test_new_row_that_cannot_save_itself_says_which_fields_keep_it(
    editor: Client, province: Province, model: Any
) -> None:
    address = reverse(model.snippet_viewset.get_url_name("add"))
    sent = filled_in(editor.get(address).content.decode(), model(), {}).dict()
    answer = editor.post(address, sent | {"loa-autosave": "1"}, **JSON)
    if answer.status_code == 200:  # a draft of it may be empty
        return
    form = _form_class(model)(sent | {"loa-autosave": "1"}, instance=model(), for_user=_officer())
    form.defer_required_fields()
    form.full_clean()
    assert (answer.status_code, answer.json()["error_code"]) == (400, "validation_error")
    assert form.errors
    for name in form.errors:
        assert str(form.fields[name].label).lower() in answer.json()["error_message"].lower()


@pytest.mark.django_db
def test_new_page_without_a_title_says_so_while_it_saves_itself(
    editor: Client, province: Province
) -> None:
    place = ["cms", "announcementpage", province.office.pk]
    address = reverse("wagtailadmin_pages:add", args=place)
    sent = filled_in(editor.get(address).content.decode(), AnnouncementPage(), {}).dict()
    answer = editor.post(address, sent | {"loa-autosave": "1"}, **JSON)
    assert "Tiêu đề" in answer.json()["error_message"], answer.json()


def _officer() -> Any:
    return get_user_model().objects.get(username="can-bo")
