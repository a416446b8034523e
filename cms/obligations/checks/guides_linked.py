"""Guides: a page that lists procedures leads to one."""

from collections.abc import Iterator

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from cms.models import Obligation, Use
from cms.obligations.offices import Found, Office, missing, right
from cms.usage.kinds import PAGE
from cms.usage.labels import edit_address

__all__ = ["find"]


def find(office: Office, _row: Obligation) -> Iterator[Found]:
    """Trang có danh mục thủ tục dẫn tới một hướng dẫn từng bước.

    Mở trang, thêm khối “Xem thêm” hoặc một liên kết tới hướng dẫn.
    """
    pages = {page.pk: page for page in office.pages}
    uses = Use.objects.filter(source_kind=PAGE, source_id__in=pages, in_live=True)
    listing = set(uses.filter(target_kind="cms.procedure").values_list("source_id", flat=True))
    leading = _leading_to_guides(listing)
    for number in sorted(listing):
        said = (
            f"“{pages[number].title}” {'dẫn' if number in leading else 'chưa dẫn'} tới hướng dẫn."
        )
        yield (right if number in leading else missing)(said, edit_address((PAGE, number)))


def _leading_to_guides(pages: set[int]) -> set[int]:
    """Return those that link to a published guide, or choose one: Wagtail keeps both."""
    guides = (
        apps.get_model("guides.GuidePage")
        ._default_manager.filter(live=True)
        .values_list("pk", flat=True)
    )
    kind = ContentType.objects.get_for_model(Page)
    links = ReferenceIndex.objects.filter(
        base_content_type=kind,
        object_id__in=[str(one) for one in pages],
        to_content_type=kind,
        to_object_id__in=[str(one) for one in guides],
    )
    return {int(one) for one in links.values_list("object_id", flat=True)}
