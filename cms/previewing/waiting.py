"""On the first page: what was answered to the drafts that an officer has sent around."""

from collections import defaultdict
from datetime import timedelta
from typing import Any

from django.db.models import F, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail import hooks

from cms.admin_home import NAMED, Waiting
from cms.models.preview_link import PreviewAnswer
from cms.previewing.links import may_make

__all__ = ["answers"]

_NEW = timedelta(days=14)
_WORDS = 80


@hooks.register("register_waiting_work")
def answers(request: HttpRequest) -> Waiting:
    """Answers of the last two weeks, until the page is published: pages said to be wrong first."""
    since_published = Q(at__gt=F("link__page__last_published_at"))
    found = PreviewAnswer.objects.filter(
        since_published | Q(link__page__last_published_at=None),
        link__made_by=request.user.pk,
        at__gt=timezone.now() - _NEW,
    )
    by_page: dict[Any, list[PreviewAnswer]] = defaultdict(list)
    for one in found.order_by("-verdict", "-at", "-pk").select_related("link__page"):
        by_page[one.link.page].append(one)
    told = [
        (_said(page, said), f"{reverse('sent_previews', args=[page.pk])}#tra-loi")
        for page, said in by_page.items()
        if may_make(page.specific, request.user)
    ]
    return Waiting(label=_("Người xem trước trả lời"), count=len(told), order=5, named=told[:NAMED])


def _said(page: Any, said: list[PreviewAnswer]) -> str:
    wrong = sum(one.verdict == PreviewAnswer.Verdict.WRONG for one in said)
    first = said[0].words or said[0].get_verdict_display()
    return _("%(page)s: %(count)d câu trả lời, %(wrong)d báo sai. %(name)s: %(words)s") % {
        "page": page.draft_title,
        "count": len(said),
        "wrong": wrong,
        "name": said[0].name,
        "words": Truncator(first).chars(_WORDS),
    }
