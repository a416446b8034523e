"""Following: a translation is before citizens only as long as its source is."""

from typing import Any

from django.db.models.signals import pre_delete
from wagtail.models import Page
from wagtail.signals import page_unpublished

from cms.losses import translations_of

__all__ = ["connect_following"]


def connect_following() -> None:
    """Take translations down with their source, whoever takes it down: nothing of them is deleted."""
    page_unpublished.connect(_gone, dispatch_uid="cms.translating.following")
    pre_delete.connect(_gone, sender=Page, dispatch_uid="cms.translating.following")


def _gone(instance: Page, **_kwargs: Any) -> None:
    for translation in translations_of([instance]):
        translation.specific.unpublish()
