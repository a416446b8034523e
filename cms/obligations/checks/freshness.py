"""Freshness: no page waits to be read again after a fact changed, no fact is past its review."""

from collections.abc import Iterator
from itertools import chain

from cms.models import Obligation, PageReview, Review
from cms.obligations.offices import Found, Office, missing, right
from cms.succession.periodic import next_review
from cms.usage.kinds import PAGE
from cms.usage.labels import edit_address

__all__ = ["find"]


def find(office: Office, _row: Obligation) -> Iterator[Found]:
    """Điều đã đổi thì trang đã rà soát: không trang, dữ kiện nào còn chờ.

    Mở trang hoặc dữ kiện, sửa nếu cần; xong thì bấm “Đã xem xong”, hoặc ghi ngày rà soát tiếp theo.
    """
    if not office.pages:
        return
    pages = {page.pk: page for page in office.pages}
    waiting = Review.objects.filter(done_at=None, cause__undone_at=None, page__in=list(pages))
    for number in waiting.values_list("page", flat=True).distinct().order_by("page"):
        said = f"“{pages[number].title}” còn nói theo điều đã đổi."
        yield missing(said, edit_address(("page", number)))
    days = dict(PageReview.objects.filter(page__in=list(pages)).values_list("page", "review_on"))
    late = [
        (str(row), day, (kind, row.pk))
        for row, own, kind in chain(
            ((page, days.get(page.pk), PAGE) for page in office.pages),
            (
                (row, row.review_on, row._meta.label_lower)
                for row in chain(office.procedures, office.contacts)
            ),
        )
        if (day := next_review(own, row.last_published_at)) < office.day
    ]
    for name, day, place in late:
        yield missing(f"“{name}” đến ngày rà soát từ {day:%d/%m/%Y}.", edit_address(place))
    if not waiting and not late:
        yield right(f"{len(pages)} trang, không trang nào chờ rà soát.")
