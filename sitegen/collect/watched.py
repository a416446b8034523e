"""Watched: the tables from which documents are made, by what they are to a collection."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from sitegen.collect.registry import page_collectors, read_models
from sitegen.collect.translations import made_tables
from sitegen.journal import unwatched, watch

__all__ = [
    "address_tables",
    "attachment_tables",
    "models_of",
    "page_tables",
    "picture_tables",
    "redirect_tables",
    "structure_tables",
    "tables_of",
    "translation_tables",
    "unwatched_tables",
    "waking_models",
    "watch_all",
]

STRUCTURE = (
    *("wagtailcore.site", "wagtailcore.locale", "wagtailcore.pageviewrestriction"),
    "sitegen.spokenlanguage",
)
REDIRECTS = "wagtailredirects.redirect"
COLLECTIONS = ("wagtailcore.collection", "wagtailcore.collectionviewrestriction")
_OTHERS = (*STRUCTURE, *COLLECTIONS, REDIRECTS, "sitegen.formeraddress")


@cache
def waking_models() -> frozenset[type[models.Model]]:
    """Return the models whose rows stand on pages or say who may see them; of pages signals tell."""
    rows = {*models_of((*read_models(waking=True), *_OTHERS))}
    uploads = {get_image_model(), get_document_model()}
    return frozenset(one for one in rows | uploads if not issubclass(one, Page))


def page_tables() -> set[str]:
    """Return the tables of all page types; their rows have the page's number."""
    return {
        parent._meta.db_table
        for model in page_collectors()
        for parent in (model, *model._meta.get_parent_list())
    }


def tables_of(names: Iterable[str]) -> set[str]:
    """Return the tables of models by their names ("cms.portal")."""
    return _tables(models_of(names))


def structure_tables() -> set[str]:
    """Return the tables that decide which pages may leave, besides those of pages."""
    return _tables(models_of(STRUCTURE))


def picture_tables() -> set[str]:
    """Return the tables that decide which pictures may leave."""
    return _tables([get_image_model(), *models_of(COLLECTIONS)])


def attachment_tables() -> set[str]:
    """Return the tables that decide which attachments may leave."""
    return _tables([get_document_model(), *models_of(COLLECTIONS)])


def translation_tables() -> set[str]:
    """Return all tables of translations, and of what they were made of."""
    return _tables(apps.get_app_config("wagtail_localize").get_models()) | tables_of(made_tables())


def address_tables() -> set[str]:
    """Return the table of former addresses."""
    return _tables(models_of(("sitegen.formeraddress",)))


def redirect_tables() -> set[str]:
    """Return the table of the redirects that administrators save."""
    return _tables(models_of((REDIRECTS,)))


def watch_all(**_kwargs: Any) -> None:
    """Let the database note every change of a watched table: a receiver of ``post_migrate``."""
    watch(sorted(_keys()))


def unwatched_tables() -> list[str]:
    """Return the watched tables of which the database notes nothing any more."""
    return unwatched(sorted(_keys()))


def _keys() -> Iterator[tuple[str, str]]:
    names = (*read_models(), *_OTHERS, *made_tables())
    pages = {one for model in page_collectors() for one in (model, *model._meta.get_parent_list())}
    for model in (
        *models_of(names),
        *pages,
        get_image_model(),
        get_document_model(),
        *apps.get_app_config("wagtail_localize").get_models(),
    ):
        yield model._meta.db_table, model._meta.pk.column


def models_of(names: Iterable[str]) -> Iterator[type[models.Model]]:
    """Return the models that are installed of those with these names."""
    known = {model._meta.label_lower: model for model in apps.get_models()}
    return (known[name] for name in names if name in known)


def _tables(found: Iterable[type[models.Model]]) -> set[str]:
    return {model._meta.db_table for model in found}
