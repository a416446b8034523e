"""A preview reads its page and what that shows; it says what the whole collection would say."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction

from sitegen.collect.collecting import page_key
from sitegen.collect.finishing import Collected
from sitegen.collect.narrow import collect_for, findings_behind
from sitegen.collect.registry import page_collectors
from sitegen.collect.site import collect
from sitegen.errors import Finding
from sitegen.plan import view_in
from sitegen.render import html
from tests.demo_world import inside_demo
from tests.factories import Province, a_guide_page, an_announcement_page, stream
from tests.lots import lots
from tests.site.test_interest import MORE, sites_of
from tests.soak.world import EDITS

FEW = 40
"""Questions that a preview of a guide may ask of the database."""


def _said(collected: Collected, draft: Page) -> tuple[Any, ...]:
    """Return the document, its HTML and the findings about it."""
    key = page_key(draft.pk)
    findings = _about(collected.collection.findings, draft)
    documents = [one for one in collected.collection.documents if one.head.key == key]
    if not documents:
        return None, b"", findings
    view = view_in(collected.collection, documents[0])
    return documents[0], html.render(documents[0], view), findings


def test_every_page_of_the_demo_looks_as_if_the_whole_site_had_been_read(
    django_db_setup: None, django_db_blocker: Any, tmp_path: Path
) -> None:
    with django_db_blocker.unblock(), inside_demo(tmp_path):
        now = timezone.localtime()
        pages = [page for model in page_collectors() for page in model.objects.order_by("path")]
        assert {type(page) for page in pages} == set(page_collectors())
        for page in pages:
            page.title = f"{page.title} (sửa)"
            whole, narrow = collect(now, draft=page), collect_for(page, now)
            assert _said(narrow, page) == _said(whole, page), page
            assert _about(findings_behind(page, now), page) == _about(
                whole.collection.findings, page
            )


def test_remarks_on_a_draft_that_names_what_may_not_leave_are_those_of_the_whole(
    province: Province,
) -> None:
    english, _ = Locale.objects.get_or_create(language_code="en")
    hidden = a_guide_page(province.office, title="Chưa xuất bản")
    hidden.unpublish()
    shown = a_guide_page(province.office, title="Đã xuất bản")
    for page in (province.home, province.office, shown):
        page.refresh_from_db()
        page.copy_for_translation(english).save_revision().publish()
    names = "".join(f'<a linktype="page" id="{pk}">x</a>' for pk in (hidden.pk, shown.pk))
    drafts = [an_announcement_page(province.office, title=f"Tin {number}") for number in range(2)]
    drafts[1].unpublish()
    for draft in drafts:
        draft.body = stream(("paragraph", f"<p>{names}</p>"))
        now = timezone.localtime()
        said = _about(collect(now, draft=draft).collection.findings, draft)
        assert [one.code for one in said] == ["link-unpublished"]
        assert _about(findings_behind(draft, now), draft) == said


def test_a_preview_asks_the_same_number_of_questions_on_any_site(province: Province) -> None:
    drafts = (a_guide_page(province.office, title="Một trang"), province.office)
    counts = []
    _questions(drafts[0])  # a process asks once for the kinds of pages
    for number in (5, 60):
        for place in range(number):
            a_guide_page(province.office, title=f"Trang {number} {place}")
        counts.append([_questions(draft) for draft in drafts])
    assert counts[0] == counts[1]


def test_a_preview_of_a_guide_asks_few_questions(province: Province) -> None:
    draft = a_guide_page(province.office, title="Một trang")
    assert max(_questions(draft)) <= FEW


def test_the_menu_offers_guides_although_the_first_of_them_may_not_leave(
    province: Province,
) -> None:
    hidden = a_guide_page(province.office, title="Riêng")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    a_guide_page(province.office, title="Chung")
    draft, now = an_announcement_page(province.office, title="Tin"), timezone.localtime()
    assert "huong-dan/" in _said(collect_for(draft, now), draft)[1].decode()
    assert _said(collect_for(draft, now), draft) == _said(collect(now, draft=draft), draft)


def test_a_guide_makes_the_same_few_documents_on_any_site(province: Province) -> None:
    page = a_guide_page(province.office, title="Một trang")
    counts = []
    for number in (3, 30):
        for place in range(number):
            a_guide_page(province.office, title=f"Trang {number} {place}")
        counts.append(len(collect_for(page, timezone.localtime()).collection.documents))
    assert counts[0] == counts[1]


def test_a_draft_offers_its_translations_as_the_whole_site_does(province: Province) -> None:
    english, _ = Locale.objects.get_or_create(language_code="en")
    pages = [province.home, province.office]
    pages += [a_guide_page(province.office, title=f"Trang {number}") for number in range(3)]
    for page in pages:
        page.refresh_from_db()
        page.copy_for_translation(english).save_revision().publish()
    now = timezone.localtime()
    for page in (one for model in page_collectors() for one in model.objects.order_by("path")):
        whole, narrow = collect(now, draft=page), collect_for(page, now)
        assert _said(narrow, page) == _said(whole, page), page
    key = pages[-1].translation_key
    documents = collect_for(pages[-1], now).collection.documents
    assert sum(one.head.translation == str(key) for one in documents) == 2


def _about(findings: Iterable[Finding], draft: Page) -> tuple[Finding, ...]:
    return tuple(one for one in findings if one.key == page_key(draft.pk))


def _questions(draft: Page) -> list[int]:
    found = []
    for ask in (collect_for, findings_behind):
        with CaptureQueriesContext(connection) as queries:
            ask(draft, timezone.localtime())
        found.append(len(queries))
    return found


@pytest.mark.parametrize("seed", lots(3, 200))
def test_after_random_edits_every_page_looks_as_if_the_whole_site_had_been_read(
    db: None, settings: Any, tmp_path: Path, seed: int
) -> None:
    world = sites_of(seed, settings, tmp_path).world
    edits = {name: edit for name, edit in EDITS.items() if name != "template"} | MORE
    for _ in range(8):
        done = [world.chance.choice(sorted(edits)) for _ in range(4)]
        for name in done:
            edits[name](world)
        pages = (
            Page.objects.filter(depth__gt=1, alias_of=None).order_by("path").specific(defer=False)
        )
        for draft in world.chance.sample(list(pages), 4):
            draft.title = f"{draft.title} (sửa)"
            whole, narrow = collect(world.now, draft=draft), collect_for(draft, world.now)
            assert _said(narrow, draft) == _said(whole, draft), f"{done}: {draft.pk} {draft}"
            found = _about(findings_behind(draft, world.now), draft)
            assert found == _about(whole.collection.findings, draft), f"{done}: {draft.pk} {draft}"
