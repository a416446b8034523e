"""A save that comes late takes nothing back: every model with drafts, found by itself."""

from typing import Any

import pytest
from django.apps import apps
from wagtail.actions import EditAction, EditPageAction
from wagtail.models import DraftStateMixin, Page

from tests.factories import Province
from tests.smallest import smallest

DRAFTED = [
    model for model in apps.get_models() if issubclass(model, DraftStateMixin) and model is not Page
]
IDS = [model.__name__ for model in DRAFTED]

pytestmark = pytest.mark.django_db


def _draft(model: Any, province: Province) -> Any:
    row = smallest(model)
    row.save_revision()
    return _read(row)


def _read(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


def _edit(row: Any, *, publish: bool = False) -> None:
    action = EditPageAction if isinstance(row, Page) else EditAction
    action(row, publish=publish, clean=False).execute(skip_permission_checks=True)


def _called(row: Any, name: str) -> Any:
    setattr(row, "title" if isinstance(row, Page) else "name", name)
    return row


def _name(row: Any) -> str:
    return row.title if isinstance(row, Page) else row.name


def test_models_with_drafts_are_found() -> None:
    assert len(DRAFTED) > 15


@pytest.mark.parametrize("model", DRAFTED, ids=IDS)
def test_late_autosave_does_not_take_a_publication_back(model: Any, province: Province) -> None:
    draft = _draft(model, province)
    stale = _called(_read(draft), "Câu chữ cũ")
    _edit(_called(_read(draft), "Đã xuất bản"), publish=True)
    assert _read(draft).live
    _edit(stale)
    row = _read(draft)
    assert (row.live, _name(row)) == (True, "Đã xuất bản")
    assert row.live_revision_id is not None
    assert row.first_published_at is not None
    assert row.has_unpublished_changes
    assert _name(row.get_latest_revision_as_object()) == "Câu chữ cũ"  # nothing typed is lost


@pytest.mark.parametrize("model", DRAFTED, ids=IDS)
def test_late_save_does_not_put_back_what_was_taken_down(model: Any, province: Province) -> None:
    draft = _draft(model, province)
    _edit(_read(draft), publish=True)
    stale = _read(draft)
    _read(draft).unpublish()
    stale.save()
    row = _read(draft)
    assert (row.live, row.live_revision_id) == (False, None)


@pytest.mark.parametrize("model", DRAFTED, ids=IDS)
def test_publishing_and_taking_down_are_still_done(model: Any, province: Province) -> None:
    draft = _draft(model, province)
    for _turn in range(2):
        row = _read(draft)
        row.save_revision().publish()
        assert _read(draft).live
        row = _read(draft)
        row.unpublish()
        assert not _read(draft).live
