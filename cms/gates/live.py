"""What is live: the published and the scheduled pages that show a picture or an attachment."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.usage.closure import reached_pages, summary
from cms.usage.kinds import DOCUMENT, PAGE, Node, kind_of
from cms.usage.reading import scheduled
from sitegen.limits import few_at_once

__all__ = ["held_by", "refusal"]

NAMED = 3


def held_by(row: Any, user: Any) -> list[Page]:
    """Return the pages before citizens that show ``row`` and that ``user`` may not publish.

    While there is one, the user changes nothing of it: not the file, not its words, not the tick.
    Pages that wait for their hour count: somebody has approved them as they are.
    """
    if user.is_superuser or row.pk is None:
        return []
    node = (kind_of(row), row.pk)
    shown = sorted({pk for pk, *_hand in reached_pages(node)} | set(_waiting(node)))
    may_publish = policy_registry.get_by_type(Page).instances_user_has_permission_for(
        user, "publish"
    )
    found: list[Page] = []
    for some in few_at_once(shown):
        pages = Page.objects.filter(pk__in=some)
        found += pages.exclude(pk__in=may_publish.values("pk"))
    return sorted(found, key=lambda page: (page.title, page.pk))


def _waiting(node: Node) -> Iterator[int]:
    ways = {node, *((one.kind, one.id) for one in summary(node)[0])}
    for (kind, number), read in scheduled():
        if ways.isdisjoint(one.target for one in read.found):
            continue
        if kind == PAGE:
            yield number
        else:
            yield from (pk for pk, *_hand in reached_pages((kind, number)))


def refusal(row: Any, pages: list[Page]) -> str:
    """Return in Vietnamese why ``row`` may not be changed, and what to do."""
    is_file = kind_of(row) == DOCUMENT
    titles = "; ".join(f"“{page.title}”" for page in pages[:NAMED])
    others = len(pages) - NAMED
    more = _(" và %(count)s trang khác") % {"count": others} if others > 0 else ""
    words = (
        ngettext(
            "Tệp đang dùng ở %(count)s trang đã đăng hoặc đã hẹn giờ: %(titles)s%(more)s. Nhờ người "
            "duyệt thay, hoặc tải lên một tệp mới.",
            "Tệp đang dùng ở %(count)s trang đã đăng hoặc đã hẹn giờ: %(titles)s%(more)s. Nhờ người "
            "duyệt thay, hoặc tải lên một tệp mới.",
            len(pages),
        )
        if is_file
        else ngettext(
            "Ảnh đang dùng ở %(count)s trang đã đăng hoặc đã hẹn giờ: %(titles)s%(more)s. Nhờ người "
            "duyệt thay, hoặc tải lên một ảnh mới.",
            "Ảnh đang dùng ở %(count)s trang đã đăng hoặc đã hẹn giờ: %(titles)s%(more)s. Nhờ người "
            "duyệt thay, hoặc tải lên một ảnh mới.",
            len(pages),
        )
    )
    return words % {"count": len(pages), "titles": titles, "more": more}
