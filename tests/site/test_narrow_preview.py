"""A preview reads its page and what that shows; it says what the whole collection would say."""

from pathlib import Path
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, Page

from sitegen.collect.collecting import page_key
from sitegen.collect.narrow import collect_for
from sitegen.collect.registry import page_collectors
from sitegen.collect.site import Collected, collect
from sitegen.plan import Surroundings
from sitegen.render import html
from tests.demo_world import inside_demo
from tests.factories import Province, a_guide_page


def _said(collected: Collected, draft: Page) -> tuple[Any, ...]:
    """Return the document, its HTML and the findings about it."""
    key = page_key(draft.pk)
    findings = tuple(one for one in collected.collection.findings if one.key == key)
    documents = [one for one in collected.collection.documents if one.head.key == key]
    if not documents:
        return None, b"", findings
    view = Surroundings(collected.collection).view(documents[0])
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


def test_a_preview_asks_the_same_number_of_questions_on_any_site(province: Province) -> None:
    drafts = (a_guide_page(province.office, title="Một trang"), province.office)
    counts = []
    for number in (5, 60):
        for place in range(number):
            a_guide_page(province.office, title=f"Trang {number} {place}")
        counts.append([_questions(draft) for draft in drafts])
    assert counts[0] == counts[1]


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


def _questions(draft: Page) -> int:
    with CaptureQueriesContext(connection) as queries:
        collect_for(draft, timezone.localtime())
    return len(queries)
