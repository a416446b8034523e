"""Freshness: no page waits to be read again after a fact changed, no fact is past its review."""

from collections.abc import Iterator
from itertools import chain

from cms.models import Obligation, Review
from cms.obligations.offices import Found, Office, missing, right
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
    late = [
        row
        for row in chain(office.procedures, office.contacts)
        if row.review_on and row.review_on < office.day
    ]
    for row in late:
        said = f"“{row}” đến ngày rà soát từ {row.review_on:%d/%m/%Y}."
        yield missing(said, edit_address((row._meta.label_lower, row.pk)))
    if not waiting and not late:
        yield right(f"{len(pages)} trang, không trang nào chờ rà soát.")
