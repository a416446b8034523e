"""A draft without a name is called so, and not by the name of its class and a number."""

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from wagtail.models import DraftStateMixin, Page

from cms.models import Portal

FACTS = [
    model
    for model in apps.get_models()
    if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
]


def test_there_are_registries_to_look_at() -> None:
    assert len(FACTS) > 5


@pytest.mark.parametrize("model", FACTS, ids=lambda model: model.__name__)
@pytest.mark.parametrize("name", ["", "  "])
def test_draft_without_a_name_is_called_so(model: type[DraftStateMixin], name: str) -> None:
    assert str(model(name=name)) == "(chưa có tên)"


@pytest.mark.django_db
def test_list_calls_it_so_too(admin_client: Client) -> None:
    Portal.objects.create(name="", live=False)
    shown = admin_client.get(reverse("wagtailsnippets_cms_portal:list")).content.decode()
    assert "(chưa có tên)" in shown
    assert "(trống)" not in shown


@pytest.mark.parametrize("model", FACTS, ids=lambda model: model.__name__)
def test_draft_is_called_by_the_name_it_has(model: type[DraftStateMixin]) -> None:
    assert str(model(name="Sở Tư pháp")) == "Sở Tư pháp"
