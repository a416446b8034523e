"""The office's page about itself, with every part written."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from wagtail.fields import StreamField

from cms.models import Obligation
from cms.models.base import AgencyPage
from cms.obligations.offices import Found, Office, missing, right
from cms.usage.labels import edit_address

__all__ = ["find"]


def find(office: Office, row: Obligation) -> Iterator[Found]:
    """Trang “Giới thiệu cơ quan” đã đăng và đủ các phần.

    Làm trang giới thiệu dưới trang cơ quan; phần nào còn trống thì viết vào.
    """
    pages = office.of_kind("AboutPage")
    if pages is None:
        yield missing("Phiên bản này chưa có loại trang “Giới thiệu cơ quan”.")
    elif not pages:
        yield missing("Chưa có trang giới thiệu.", office.place_for("AboutPage"))
    for page in pages or ():
        blank = list(_blank_parts(page, row.measure.split()))
        said = f"“{page.title}” còn trống: {', '.join(blank)}." if blank else f"“{page.title}”."
        yield (missing if blank else right)(said, edit_address(("page", page.pk)))


def _blank_parts(page: Any, wanted: list[str]) -> Iterator[str]:
    """Yield the names of the parts in which nothing is written: those ``wanted``, or all its texts."""
    own = {one.name: one for one in page._meta.local_fields}
    for name in wanted or [name for name, one in own.items() if _is_own_text(one)]:
        if not getattr(page, name, None):
            yield str(own[name].verbose_name if name in own else name)


def _is_own_text(one: models.Field[Any, Any]) -> bool:
    shared = {field.name for field in AgencyPage._meta.get_fields()}
    is_text = isinstance(one, models.TextField | models.CharField | StreamField)
    return is_text and one.name not in shared
