"""The smallest draft of any model: nothing but what the database cannot do without."""

from datetime import UTC, date, datetime
from typing import Any

from django.db import models
from wagtail.fields import StreamField
from wagtail.models import Locale, Page

from guides.models import GuidePage
from tests.factories import a_group, stream

__all__ = ["smallest"]


def smallest(model: Any) -> Any:
    """Return a draft row with nothing but what the database cannot do without."""
    has_drafts = any(field.name == "live" for field in model._meta.fields)
    given: dict[str, Any] = {"live": False} if has_drafts else {}
    for field in model._meta.fields:
        if isinstance(field, StreamField):
            continue
        if field.editable and not field.blank and not field.is_relation and not field.has_default():
            given[field.name] = _value(field)
        if not isinstance(field, models.ForeignKey) or field.null or field.remote_field.parent_link:
            continue
        if field.has_default():
            continue
        if field.related_model is Locale:
            given["locale"] = Locale.get_default()
        elif field.name not in {"content_type", "owner"}:
            given[field.name] = smallest(field.related_model)
    if issubclass(model, GuidePage):
        given["groups"] = stream(("group", a_group()))
    if issubclass(model, Page):
        page = model(**given | {"title": "Trang thử", "slug": "trang-thu"})
        return Page.objects.filter(depth=2).first().specific.add_child(instance=page)
    row = model(**given | {"name": "Mục thử"})
    row.save()
    return row


def _value(field: Any) -> Any:
    if field.choices:
        return field.choices[0][0]
    if isinstance(field, models.DateTimeField):
        return datetime(2026, 1, 1, tzinfo=UTC)
    if isinstance(field, models.DateField):
        return date(2026, 1, 1)
    if isinstance(field, models.IntegerField):
        return 1
    return "https://example.vn" if isinstance(field, models.URLField) else "0123"
