"""Promise 7: a draft, a private page, an expired notice, a redacted original: never, anywhere."""

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from tests.factories import a_guide_page, a_province
from tests.site.bytes_of_a_release import PICTURES, readable, told
from tests.site.canaries import SIGHTS, let_fly
from tests.site.secret_picture import has_red

pytestmark = [pytest.mark.journey, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def releases(settings: Any, tmp_path: Path) -> Path:
    """The folder of the releases of one test."""
    cache.clear()
    settings.LOA_VAR = tmp_path / "var"
    return tmp_path / "var" / "releases"


def _release() -> None:
    call_command("release", verbosity=0, stdout=io.StringIO(), stderr=io.StringIO())


def _told_by_current(releases: Path, words: dict[str, str]) -> set[tuple[str, str]]:
    current = releases / "current"
    manifest = Path(f"{current.resolve()}.json")
    remarks = manifest.read_text().lower()
    beside = {(hole, manifest.name) for hole, word in words.items() if word.lower() in remarks}
    return told(current.resolve(), words) | beside


def test_no_canary_flies_out_of_a_release(releases: Path) -> None:
    canaries = let_fly()
    _release()
    assert len(canaries.words) > 35
    assert _told_by_current(releases, canaries.words) == set()


def test_the_search_sees_pages_print_data_and_attachments(releases: Path) -> None:
    let_fly()
    _release()
    found = _told_by_current(releases, {word: word for word in SIGHTS})
    ends = {(word, where.rsplit(".", 1)[-1].split()[0]) for word, where in found}
    seen = {word: {end for one, end in ends if one == word} for word in SIGHTS}
    assert {"html", "json", "xml"} <= seen[SIGHTS[0]]
    assert "pdf" in seen[SIGHTS[1]]
    assert any("(text)" in where for word, where in found if word == SIGHTS[1])
    assert seen[SIGHTS[2]] == {"pdf"}


def test_redacted_pixels_stand_in_no_picture(releases: Path) -> None:
    let_fly()
    _release()
    pictures = [
        (where, content)
        for where, content in readable(releases / "current/pictures")
        if Path(where).suffix in PICTURES
    ]
    assert len(pictures) >= 2
    assert [where for where, content in pictures if has_red(content)] == []


def _made_private(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def _parent_made_private(page: Page) -> None:
    _made_private(page.get_parent())


def _unpublished(page: Page) -> None:
    page.specific.unpublish()


def _parent_unpublished(page: Page) -> None:
    page.get_parent().specific.unpublish()


def _deleted(page: Page) -> None:
    page.delete()


def _run_out(page: Page) -> None:
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(seconds=1))


WITHDRAWALS: tuple[Callable[[Page], None], ...] = (
    _made_private,
    _parent_made_private,
    _unpublished,
    _parent_unpublished,
    _deleted,
    _run_out,
)


@pytest.mark.parametrize("withdraw", WITHDRAWALS, ids=lambda way: way.__name__.strip("_"))
def test_page_that_was_public_is_gone_with_the_next_release(
    releases: Path, withdraw: Callable[[Page], None]
) -> None:
    province = a_province()
    word = {"withdrawn": "Chimcukv"}
    page = a_guide_page(province.office, title=f"Việc {word['withdrawn']}", show_in_menus=True)
    _release()
    assert _told_by_current(releases, word)
    withdraw(page)
    _release()
    assert _told_by_current(releases, word) == set()


def test_unpublished_fact_and_withdrawn_account_are_gone_with_the_next_release(
    releases: Path,
) -> None:
    province = a_province()
    contact = province.contact
    contact.address = "Chimdckv"
    contact.save()
    _release()
    assert _told_by_current(releases, {"address": "Chimdckv"})
    contact.unpublish()
    _release()
    assert _told_by_current(releases, {"address": "Chimdckv"}) == set()
