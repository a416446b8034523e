"""Promise 9: one action shows everything that says otherwise, and readers are told on each page."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from cms.models import Portal, PrintEdition, Review
from cms.succession.acting import undo
from cms.succession.rules import open_succession
from cms.usage.names import folded
from sitegen.documents.codec import encode
from sitegen.pipeline import Worker, collect_documents

pytestmark = [pytest.mark.django_db, pytest.mark.journey]

# The true list, found by reading the demo's content: the portal's official name, its short and
# its English name, or its address, typed, chosen or filled in by a token of a shared step set.
NAMING = {
    "Cổng của tỉnh nghỉ một đêm để nâng cấp",
    "Danh mục dịch vụ công trực tuyến của cấp huyện, cấp xã và cách nộp hồ sơ",
    "File online with the Committee for Ethnic Affairs",
    "Gửi hồ sơ trực tuyến trong bốn bước",
    "Gửi hồ sơ trực tuyến: tờ gấp năm 2019",
    "Hai thủ tục của Ban Dân tộc nộp được qua mạng",
    "Mười thủ tục của Sở Nội vụ chỉ nhận hồ sơ qua mạng",
    "Nộp hồ sơ trực tuyến đến Ban Dân tộc",
    "Nộp hồ sơ trực tuyến đến Sở Nội vụ",
    "Nộp hồ sơ trực tuyến ở huyện Ngân Sơn",
}
HELD = "Two procedures of the Committee for Ethnic Affairs can be filed online"
"""So little of it is translated that readers are not offered it."""
NAMING.add(HELD)
WRITTEN = (
    "cổng dịch vụ công tỉnh bắc kạn",
    "cổng tỉnh bắc kạn",
    "bắc kạn province public service portal",
    "dichvucong.backan.gov.vn",
)


@pytest.fixture(scope="module")
def portal(demo_rows: None, django_db_blocker: Any) -> Portal:
    """The demo as it stood while the provincial portal was open."""
    with django_db_blocker.unblock():
        found = Portal.objects.get(address="https://dichvucong.backan.gov.vn")
        done = open_succession("cms.portal", found.pk)
        assert done is not None
        assert done.day == date(2025, 7, 1)
        undo(done)
        found.refresh_from_db()
        return found


def shown() -> dict[str, str]:
    """Return the words that readers see of each page, without notices, by title."""
    found = {}
    for page in collect_documents().documents:
        if page.head.key.startswith("page-"):
            head = replace(page.head, notices=(), untranslated=())
            found[page.head.title] = folded(encode(replace(page, head=head)).decode())  # type: ignore[arg-type]  # any kind
    return found


def test_true_list_is_what_readers_see(portal: Portal) -> None:
    said = shown()
    assert {
        title for title, words in said.items() if any(one in words for one in WRITTEN)
    } == NAMING - {HELD}


def test_closing_the_portal_lists_every_place_and_readers_see_the_notice(
    portal: Portal, client: Any, tmp_path: Path
) -> None:
    client.force_login(get_user_model().objects.get(username="quan-tri"))
    address = reverse("succession:end", args=["cms.portal", portal.pk])
    before = client.get(address)
    assert {row.title for row in before.context["rows"]} == NAMING
    for title in NAMING:
        assert title in before.content.decode()
    national = Portal.objects.get(address="https://dichvucong.gov.vn")
    form = {
        "day": "2025-07-01",
        "successor": str(national.pk),
        "note": "Nay nộp trên Cổng Dịch vụ công quốc gia.",
        "source": "Công văn số 623/TTg-KSTT ngày 30/5/2025",
        "seen": before.context["form"]["seen"].value(),
    }
    assert client.post(address, form).status_code == 302
    open_reviews = Review.objects.filter(done_at=None, cause__fact_id=portal.pk)
    reviews = open_reviews.filter(cause__fact_kind="cms.portal", cause__undone_at=None)
    assert {review.page.title for review in reviews} == NAMING

    worker = Worker(tmp_path)
    pages = _released(worker, tmp_path)
    vietnamese = [review.page_id for review in reviews if review.page.locale.language_code == "vi"]
    assert len(vietnamese) == len(NAMING) - 2
    for review in reviews.exclude(page__title=HELD):
        words = "đã đóng" if review.page_id in vietnamese else "closed on"
        assert words in pages[f"page-{review.page_id}"]

    looked_at = reviews.get(page__title="Nộp hồ sơ trực tuyến đến Ban Dân tộc")
    client.post(reverse("succession:reviews"), {"review": looked_at.pk})
    pages = _released(worker, tmp_path)
    assert "đã đóng." not in pages[f"page-{looked_at.page_id}"]
    still = reviews.get(page__title="Nộp hồ sơ trực tuyến đến Sở Nội vụ")
    assert "đã đóng." in pages[f"page-{still.page_id}"]


def test_leaflet_in_circulation_is_overtaken_by_the_closing(portal: Portal) -> None:
    edition = PrintEdition.objects.get()
    assert (edition.name, edition.print_run) == ("Bản in tháng 12/2019", 5000)
    assert edition.overtaken_on == date(2025, 7, 1)


def _released(worker: Worker, folder: Path) -> dict[str, str]:
    """Release; return the notices of each, by key."""
    assert worker.release().status == "released"
    current = folder / "releases" / "current"
    found = {}
    for page in collect_documents().documents:
        html = (current / page.head.path / "index.html").read_text("utf-8")
        _, _, notice = html.partition('<section class="notice changed"')
        found[page.head.key] = notice.partition("</section>")[0]
    return found
