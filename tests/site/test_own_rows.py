"""A mistaken row goes again by the hand that made it, and only while nothing uses it."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.snippets.models import get_snippet_models

from cms.models import Agency, ContactPoint, Portal, ProcedureField, User
from cms.permissions import APPROVERS, WRITERS, grant_officers
from tests.factories import (
    Province,
    a_fact,
    a_procedure,
    an_announcement_page,
    items,
    stream,
)
from tests.site.editing import filled_in

pytestmark = pytest.mark.django_db

ADD = reverse("wagtailsnippets_cms_procedurefield:add")


def _officer(name: str, *groups: str) -> tuple[Client, User]:
    grant_officers()
    user = User.objects.create_user(name)
    user.groups.set(Group.objects.filter(name__in=groups))
    client = Client()
    client.force_login(user)
    return client, user


def _make(client: Client, **changes: Any) -> ProcedureField:
    client.post(ADD, {"name": "Lĩnh vực gõ nhầm", "numeral": "", "labels-count": "0"} | changes)
    return ProcedureField.objects.get(name="Lĩnh vực gõ nhầm")


def _delete(client: Client, row: Any) -> bool:
    address = reverse(row.snippet_viewset.get_url_name("delete"), args=[row.pk])
    client.post(address)
    return not type(row).objects.filter(pk=row.pk).exists()


def test_who_made_a_mistaken_row_deletes_it(province: Province) -> None:
    client, _ = _officer("nguoi-viet", WRITERS)
    row = _make(client)
    edit = client.get(reverse("wagtailsnippets_cms_procedurefield:edit", args=[row.pk]))
    delete = reverse("wagtailsnippets_cms_procedurefield:delete", args=[row.pk])
    assert delete in edit.content.decode()
    assert client.get(delete).status_code == 200
    assert _delete(client, row)


def test_row_of_somebody_else_stays(province: Province) -> None:
    row = _make(_officer("nguoi-viet", WRITERS)[0])
    assert not _delete(_officer("nguoi-khac", WRITERS)[0], row)


def test_row_that_something_uses_stays(province: Province) -> None:
    client, _ = _officer("nguoi-viet", WRITERS)
    row = _make(client)
    a_procedure(field=row)
    assert not _delete(client, row)


def test_published_row_goes_only_by_who_may_publish(province: Province) -> None:
    writer, _ = _officer("nguoi-viet", WRITERS)
    row = _make(writer)
    row.save_revision().publish()
    assert not _delete(writer, row)
    approver, _ = _officer("nguoi-duyet", APPROVERS)
    ProcedureField.objects.all().delete()
    row = _make(approver, **{"action-publish": "1"})
    assert row.live
    assert _delete(approver, row)


def test_contact_that_only_belongs_to_an_office_is_used_by_nobody(province: Province) -> None:
    client, _ = _officer("nguoi-duyet", APPROVERS)
    address = reverse("wagtailsnippets_cms_contactpoint:add")
    sent = filled_in(client.get(address).content.decode(), ContactPoint(), {"name": "Gõ nhầm"})
    for name, value in {"agency": province.agency.pk, "address": "Tầng 1"}.items():
        sent[name] = str(value)
    client.post(address, sent.dict() | {"action-publish": "1"})
    row = ContactPoint.objects.get(name="Gõ nhầm")
    assert row.live
    page = an_announcement_page(
        province.office, body=stream(("contacts", {"title": "Hỏi", "points": items(row.pk)}))
    )
    assert not _delete(client, row)
    page.delete()
    assert _delete(client, row)


def test_office_of_which_only_the_portal_is_shown_is_used(province: Province) -> None:
    client, user = _officer("nguoi-duyet", APPROVERS)
    assert not _delete(client, province.agency)
    assert not _delete(client, province.portal)
    assert Agency.objects.filter(pk=province.agency.pk).exists()
    assert Portal.objects.filter(pk=province.portal.pk).exists()
    assert user.pk


def test_every_registry_asks_for_the_right_over_the_row(province: Province) -> None:
    client, _ = _officer("nguoi-viet", WRITERS)
    asked = 0
    for model in get_snippet_models():
        if not hasattr(model, "latest_revision"):
            continue
        for row in model.objects.all()[:1]:
            asked += 1
            assert not _delete(client, row), f"{model.__name__} nobody of theirs made"
    assert asked > 2
    assert a_fact(ProcedureField, name="Còn đó").pk
