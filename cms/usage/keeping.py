"""Keeping: every save, deletion and move reaches the index within the same transaction."""

from typing import Any

from django.apps import apps
from django.db.models.signals import post_delete, post_migrate, post_save
from wagtail.models import Page
from wagtail.signals import post_page_move

from cms.models import Use
from cms.usage.editions import compare_again
from cms.usage.index import forget, keep, keep_moved, rebuild
from cms.usage.kinds import DOCUMENT, PICTURE, fact_kinds, holders, kind_of

__all__ = ["connect_index"]


def connect_index() -> None:
    """Connect the receivers of the index."""
    post_save.connect(_saved, dispatch_uid="cms.usage.saved")
    post_delete.connect(_deleted, dispatch_uid="cms.usage.deleted")
    post_page_move.connect(_moved, dispatch_uid="cms.usage.moved")
    post_migrate.connect(
        _fill_once, sender=apps.get_app_config("guides"), dispatch_uid="cms.usage.filled"
    )


def _fill_once(**_kwargs: Any) -> None:
    """Read what was there before the index was: once, after the tables have come."""
    if not Use.objects.exists() and Page.objects.filter(depth__gt=1).exists():
        rebuild()


def _saved(sender: Any, instance: Any, *, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    if raw:
        return
    if (kind := kind_of(sender)) in (PICTURE, DOCUMENT):
        compare_again(kind, instance.pk)
    if sender not in holders() and sender is not Page:
        return
    keep(sender, instance.pk, is_new=created)
    compare_again(kind_of(sender), instance.pk)


def _deleted(sender: Any, instance: Any, **_kwargs: Any) -> None:
    if sender in holders() or sender is Page or kind_of(sender) in fact_kinds():
        forget((kind_of(sender), instance.pk))


def _moved(sender: Any, instance: Any, **_kwargs: Any) -> None:
    keep_moved(instance)
