"""Metadata: a page describes itself in words of its own."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from cms.models import Obligation
from cms.obligations.offices import Found, Office, missing, right
from cms.usage.labels import edit_address

__all__ = ["find"]


def find(office: Office, _row: Obligation) -> Iterator[Found]:
    """Mỗi trang có mô tả riêng (ô “Tóm tắt”); năm mục đặc tả kia máy tự ghi từ trang và từ sổ.

    Mở trang, viết một hai câu vào ô “Tóm tắt”: trong khi trống, máy lấy tiêu đề làm mô tả.
    """
    plain = _without_summary(office)
    for page in plain:
        yield missing(f"“{page.title}” chưa có tóm tắt.", edit_address(("page", page.pk)))
    if whole := len(office.pages) - len(plain):
        yield right(f"{whole} trang có đủ sáu mục.")


def _without_summary(office: Office) -> list[Page]:
    """Return its pages without a summary: one query for each kind."""
    by_kind: dict[int, list[int]] = defaultdict(list)
    for page in office.pages:
        by_kind[page.content_type_id].append(page.pk)
    described: set[int] = set()
    for kind, numbers in by_kind.items():
        model: Any = ContentType.objects.get_for_id(kind).model_class()
        found = model.objects.filter(pk__in=numbers).exclude(summary="")
        described.update(found.values_list("pk", flat=True))
    return [page for page in office.pages if page.pk not in described]
