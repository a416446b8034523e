"""Every list of facts says of each row how it stands: nobody takes a draft for what citizens see."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from wagtail.snippets.models import get_snippet_models

from cms.chips.kinds import KINDS
from cms.models import Portal
from cms.models.fact import registries
from cms.succession.facts_viewset import FactViewSet
from cms.succession.status_column import status_of
from cms.usage.kinds import fact_kinds, holders
from sitegen.collect.watched import waking_models
from tests.factories import Province

REGISTRIES = [
    model
    for model in get_snippet_models()
    if isinstance(getattr(model, "snippet_viewset", None), FactViewSet)
]
YESTERDAY = timedelta(days=1)


def a_draft(model: Any) -> Any:
    """Return a stored row with nothing but what the database insists on."""
    needed = (
        field for field in model._meta.concrete_fields if field.is_relation and not field.null
    )
    others = {
        field.name: field.related_model._default_manager.first() or a_draft(field.related_model)
        for field in needed
    }
    return model._default_manager.bulk_create([model(live=False, **others)])[0]


def test_every_registry_has_its_list_and_is_watched_found_and_allowed() -> None:
    """One declaration, the model itself, is read by all who ask which registries there are."""
    facts = {*registries(), apps.get_model("guides.StepSet")}
    assert len(facts) > 5
    assert facts == set(REGISTRIES)
    assert facts <= waking_models()
    assert facts <= {*holders()}
    assert {model._meta.label_lower for model in facts} <= {*fact_kinds()}
    assert {*registries()} >= {kind.model for kind in KINDS.values()}


@pytest.mark.parametrize("model", REGISTRIES, ids=lambda model: model.__name__)
def test_every_list_has_the_column(admin_client: Any, province: Province, model: Any) -> None:
    address = reverse(model.snippet_viewset.get_url_name("list"))
    if not model._default_manager.exists():
        a_draft(model)
    assert "Tình trạng" in admin_client.get(address).content.decode()


@pytest.mark.parametrize("model", REGISTRIES, ids=lambda model: model.__name__)
def test_a_row_is_called_by_how_it_stands(model: Any) -> None:
    today = timezone.localdate()
    said = {
        "bản nháp": model(live=False, has_unpublished_changes=True),
        "đang dùng": model(live=True, valid_until=today),
        "có thay đổi chưa xuất bản": model(live=True, has_unpublished_changes=True),
        "hết hiệu lực": model(live=True, valid_until=today - YESTERDAY),
    }
    assert {words: status_of(row) for words, row in said.items()} == {word: word for word in said}


def test_a_portal_is_over_on_the_day_it_closes() -> None:
    assert status_of(Portal(live=True, closed_on=timezone.localdate())) == "hết hiệu lực"
