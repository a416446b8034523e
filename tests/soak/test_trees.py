"""Random trees in the database, each released: what stands in the mirror is what the model allows."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction, Site

from cms.models import HomePage, OutreachPage
from sitegen.languages import LANGUAGES, SOURCE
from sitegen.pipeline import release_now
from sitegen.release.manifest import read_manifest
from sitegen.release.switch import current_release
from tests.random_trees import NOW, ROOTS, Tree
from tests.soak.figures import IS_SOAK, record

pytestmark = pytest.mark.django_db

CODES = [SOURCE, *(code for code in LANGUAGES if code != SOURCE)]
TREES = 300 if IS_SOAK else 8


def test_what_a_release_holds_of_random_trees_is_what_the_model_allows(
    settings: Any, tmp_path: Path
) -> None:
    settings.LOA_VAR = tmp_path / "var"
    for code in LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    seed = released = held = kept = 0
    while released < TREES:
        seed += 1
        tree = _without_what_no_database_takes(Tree(seed))
        if tree is None or not tree.may_leave(2):  # without a home page nothing is released
            continue
        numbers = _plant(tree)
        report = release_now(accepts_loss=True)
        assert report.status in {"released", "unchanged"}, (seed, report.findings)
        shown = _shown(settings.LOA_VAR)
        left = {pk for pk in tree.parents if tree.may_leave(pk)} - _copies(tree)
        allowed = {f"page-{numbers[pk]}" for pk in left}
        assert shown == allowed, f"tree {seed}"
        released, held, kept = released + 1, held + len(shown), kept + len(numbers) - len(shown)
    assert min(held, kept) > TREES
    figures = {"trees": released, "pages that left": held, "pages that stayed": kept}
    record("trees", figures | {"differences": 0})


def _without_what_no_database_takes(tree: Tree) -> Tree | None:
    """Leave out aliases of pages that were never there; None when a text has too many languages."""
    tree.sources = {pk: source for pk, source in tree.sources.items() if source in tree.parents}
    keys = [*tree.keys.values()]
    return None if any(keys.count(key) > len(LANGUAGES) for key in keys) else tree


def _languages(tree: Tree) -> dict[int, str]:
    """Return the language of each page: the next one for each with the same key."""
    spoken: dict[str, int] = {}
    found = {}
    for pk in sorted((one for one in tree.parents if one > 1), key=tree.path):
        place = spoken.setdefault(tree.keys[pk], 0)
        spoken[tree.keys[pk]] += 1
        found[pk] = CODES[place]
    return found


def _copies(tree: Tree) -> set[int]:
    """Return the pages that only repeat one of another language: no pages of theirs."""
    spoken = _languages(tree)
    return {
        pk
        for pk, source in tree.sources.items()
        if pk not in ROOTS and spoken[pk] not in {SOURCE, spoken[source]}
    }


def _plant(tree: Tree) -> dict[int, int]:
    """Write the tree into the database, in the place of the one before; return its numbers."""
    cache.clear()
    Site.objects.all().delete()
    PageViewRestriction.objects.all().delete()
    for model in (OutreachPage, HomePage, Page):
        model.objects.filter(depth__gt=1).update(alias_of=None)
    for old in Page.objects.filter(depth=2):
        old.delete()
    locales = dict(zip(LANGUAGES, map(_locale, LANGUAGES), strict=True))
    shift = timezone.now() - NOW
    keys = {key: uuid4() for key in tree.keys.values()}
    spoken = _languages(tree)
    numbers = {1: Page.objects.get(depth=1).pk}
    for pk in sorted((one for one in tree.parents if one > 1), key=tree.path):
        model = HomePage if pk in ROOTS else OutreachPage
        row = model(
            title=f"Trang {pk}", slug=f"trang-{pk}", live=tree.live[pk],
            locale=locales[spoken[pk]], translation_key=keys[tree.keys[pk]],
            go_live_at=_moved(tree.starts[pk], shift), expire_at=_moved(tree.ends[pk], shift),
            **({"site_title": "Loa"} if pk in ROOTS else {"form": "article"}),
        )  # fmt: skip
        Page.objects.get(pk=numbers[tree.parents[pk] or 1]).add_child(instance=row)
        numbers[pk] = row.pk
    for pk, source in tree.sources.items():
        Page.objects.filter(pk=numbers[pk]).update(alias_of=numbers[source])
    for pk in tree.restricted:
        PageViewRestriction.objects.create(page_id=numbers[pk], restriction_type="login")
    home = Page.objects.get(pk=numbers[2])
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    return numbers


def _locale(code: str) -> Locale:
    return Locale.objects.get(language_code=code)


def _moved(moment: datetime | None, shift: timedelta) -> datetime | None:
    return moment and moment + shift


def _shown(var: Path) -> set[str]:
    manifest = read_manifest(var / "releases", current_release(var / "releases"))
    assert manifest is not None
    return {key for key in manifest.titles if key.startswith("page-")}
