"""The case of ``bench.loa`` with three languages: the table of all translations, and a release.

Every page is copied into two languages below a home page of their own, row by row, and each copy
has the sentences that its version was made of: one copy in ten is behind its source.
"""

from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, Revision
from wagtail_localize.models import (
    String,
    StringSegment,
    TranslatableObject,
    Translation,
    TranslationContext,
    TranslationSource,
)

from bench.asking import median_cpu, queries
from bench.clock import cpu_s
from bench.engine import PictureClock, Worker, pages_alone
from cms.models import TranslatedRevision, TranslatedSentence

__all__ = ["translated"]

CODES = ("en", "tyz")
SENTENCES, SHARED = 30, 3
"""Sentences of a page, and how many of them stand on every page."""

BEHIND = 10
"""One copy in so many says what the source said before."""

_PART = 20_000


def translated(out: Path) -> dict[str, float]:
    """Return the cost of a release in one language and in three, and of the table's screens."""
    pages_alone()
    spent = {"one language": _released(out / "one")}
    with transaction.atomic():
        for code in CODES:
            _copies(Locale.objects.get_or_create(language_code=code)[0])
        _sentences()
    spent["three languages"] = _released(out / "three")
    client = Client(SERVER_NAME="localhost")
    client.force_login(get_user_model().objects.create_superuser("do", "do@loa.example", "x"))
    table = reverse("translations_table")
    asked: tuple[tuple[str, str], ...] = (("screen", ""), ("open", "?con-viec=1"))
    for name, query in asked:
        look = _looking(client, table + query)
        spent[name], spent[f"{name} queries"] = median_cpu(look), queries(look)
    before = cpu_s()
    rows = client.get(f"{table}?tep=csv").content.count(b"\n") - 1
    return spent | {"csv": cpu_s() - before, "cells": rows, "work": spent["screen"]}


def _looking(client: Client, address: str) -> Callable[[], None]:
    def look() -> None:
        answer = client.get(address)
        if answer.status_code != 200 or b"<table" not in answer.content:
            raise RuntimeError(f"{address}: {answer.status_code}")

    return look


def _released(out: Path) -> float:
    worker, before = Worker(out), cpu_s()
    pictures = PictureClock()
    report = worker.release()
    if report.status != "released":
        raise RuntimeError(f"{report.status}: {report.findings[:5]}")
    return cpu_s() - before - pictures.seconds


def _copies(locale: Locale) -> None:
    """Copy every page below the first home page to one beside it, in another language."""
    root = Page.get_first_root_node()
    home = root.get_children().first()
    last = root.get_last_child().path
    prefix = Page._get_path(root.path, 2, Page._str2int(last[len(root.path) :]) + 1)
    root.numchild += 1
    root.save(update_fields=["numchild"])
    sources = list(Page.objects.filter(path__startswith=home.path).order_by("path"))
    at = Page.objects.latest("pk").pk
    new = {page.pk: at + place for place, page in enumerate(sources, 1)}
    models: dict[type[Any], list[int]] = {}
    for page in sources:
        models.setdefault(page.specific_class, []).append(page.pk)
        page.pk = new[page.pk]
        page.path = prefix + page.path[len(home.path) :]
        page.locale = locale
        if page.depth == home.depth:
            page.slug = f"{page.slug}-{locale.language_code}"
    Page.objects.bulk_create(sources, batch_size=500)
    for model, keys in models.items():
        _rows(model, {key: new[key] for key in keys})
    for page in Page.objects.filter(path__startswith=prefix):
        page.set_url_path(page.get_parent() if page.depth > home.depth else root)
        Page.objects.filter(pk=page.pk).update(url_path=page.url_path)


def _rows(model: type[Any], new: dict[int, int]) -> None:
    """Copy the rows that a page type has beside those of Page."""
    pointer = model._meta.pk.column
    columns = [field.column for field in model._meta.local_concrete_fields]
    names = ", ".join(f'"{one}"' for one in columns)
    values = ", ".join("%s" if one == pointer else f'"{one}"' for one in columns)
    insert = (
        f'INSERT INTO "{model._meta.db_table}" ({names}) SELECT {values}'  # noqa: S608  # names of ours
        f' FROM "{model._meta.db_table}" WHERE "{pointer}" = %s'
    )
    with connection.cursor() as cursor:
        cursor.executemany(insert, [(copy, old) for old, copy in new.items()])


def _sentences() -> None:
    """Give every source its sentences, and every copy a version that was made of them."""
    vi = Locale.objects.get(language_code="vi")
    pages = list(Page.objects.filter(locale=vi, depth__gt=1).order_by("pk"))
    _made(
        TranslatableObject,
        (
            TranslatableObject(pk=p.translation_key, content_type=p.cached_content_type)
            for p in pages
        ),
    )
    now = timezone.now()
    sources = [
        TranslationSource(
            object_id=page.translation_key,
            specific_content_type=page.cached_content_type,
            locale=vi,
            object_repr=page.title,
            content_json="{}",
            created_at=now,
            last_updated_at=now,
        )
        for page in pages
    ]
    _made(TranslationSource, sources)
    _made(
        TranslationContext,
        (
            TranslationContext(object_id=one.object_id, path=f"body.{n}", path_id=uuid4())
            for one in sources
            for n in range(SENTENCES)
        ),
    )
    _made(String, (_string(vi, n) for n in range((SENTENCES - SHARED) * len(pages) + SHARED + 1)))
    strings = list(String.objects.order_by("pk").values_list("pk", flat=True))
    shared = [strings.pop() for _ in range(SHARED)]
    contexts: dict[Any, list[tuple[int, int]]] = {}
    for pk, key in TranslationContext.objects.order_by("pk").values_list("pk", "object_id"):
        place = contexts.setdefault(key, [])
        place.append((pk, strings.pop() if len(place) >= SHARED else shared[len(place)]))
    _made(
        StringSegment,
        (
            StringSegment(source=one, context_id=context, string_id=string, order=n, attrs="{}")
            for one in sources
            for n, (context, string) in enumerate(contexts[one.object_id])
        ),
    )
    for locale in Locale.objects.filter(language_code__in=CODES):
        _versions(locale, sources, contexts, strings[-1])


def _string(locale: Locale, number: int) -> String:
    return String(locale=locale, data=f"Câu số {number} của một trang.", data_hash=uuid4())


def _versions(
    locale: Locale, sources: list[Any], contexts: dict[Any, list[tuple[int, int]]], old: int
) -> None:
    """Make the versions of one language; some say what the source said when it said ``old``."""
    pages = {page.translation_key: page for page in Page.objects.filter(locale=locale)}
    kind = ContentType.objects.get_for_model(Page)
    now = timezone.now()
    translations = [
        Translation(source=one, target_locale=locale, created_at=now) for one in sources
    ]
    _made(Translation, translations)
    revisions = {
        key: Revision(
            content_type=page.cached_content_type,
            base_content_type=kind,
            object_id=str(page.pk),
            content={},
            created_at=now,
        )
        for key, page in pages.items()
    }
    _made(Revision, revisions.values())
    for key, revision in revisions.items():
        Page.objects.filter(pk=pages[key].pk).update(
            live_revision=revision, latest_revision=revision
        )
    made = [
        TranslatedRevision(
            revision=revisions[one.source.object_id],
            translation=one,
            total=SENTENCES,
            said=SENTENCES,
        )
        for one in translations
    ]
    _made(TranslatedRevision, made)
    _made(
        TranslatedSentence,
        (
            TranslatedSentence(
                made=one,
                order=n,
                context_id=context,
                string_id=old if place % BEHIND == n == 0 else string,
                said=f"Sentence {n} of a page.",
            )
            for place, one in enumerate(made)
            for n, (context, string) in enumerate(contexts[one.translation.source.object_id])
        ),
    )


def _made(model: type[Any], rows: Any) -> None:
    rows = iter(rows)
    while part := list(islice(rows, _PART)):
        model._default_manager.bulk_create(part, batch_size=500)
