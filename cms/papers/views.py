"""The official text of the latest draft, for paper: as a PDF, and as a Word file to finish."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from sitegen.collect.collecting import page_key
from sitegen.collect.finishing import Collected
from sitegen.collect.narrow import collect_for
from sitegen.documents.kinds import Announcement, Outreach
from sitegen.errors import SitegenError
from sitegen.render.print import render_sheet

__all__ = ["KINDS", "official_paper"]

KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def official_paper(request: HttpRequest, page_id: int, kind: str) -> HttpResponse:
    """Hand over the paper of a page to whoever may edit it; it may hold the signer's name."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    draft = page.get_latest_revision_as_object()
    try:
        content = _made(draft, kind)
    except SitegenError as error:
        messages.error(request, str(error))
        return redirect("wagtailadmin_pages:edit", page.pk)
    response = HttpResponse(content, content_type=KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="{draft.slug}.{kind}"'
    response["Cache-Control"] = "no-store"
    return response


def _made(draft: Any, kind: str) -> bytes:
    found = collect_for(draft, timezone.localtime(), for_paper=True)
    document = _document(draft, found)
    if kind == "pdf":
        return render_sheet(document, mode="print", load_picture=found.load_picture).pdf
    from sitegen.render.word import official_docx  # noqa: PLC0415  # lxml's, for a few that print

    return official_docx(document, load_picture=found.load_picture)


def _document(draft: Any, found: Collected) -> Announcement | Outreach:
    for document in found.collection.documents:
        if document.head.key != page_key(draft.pk):
            continue
        if isinstance(document, Announcement | Outreach) and document.official:
            return document
    raise SitegenError(
        _("Trang này chưa có bản văn bản chính thức để in."),
        page=draft.title,
        hint=_("Điền Số và ngày, Nội dung, Người ký, lưu nháp rồi thử lại."),
        code="no-official-text",
    )
