"""Where officers find the papers: addresses and buttons at the head of the page they edit."""

from collections.abc import Iterator
from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from cms.hooking import register_addresses
from cms.models import AnnouncementPage, OutreachPage
from cms.papers.views import KINDS, official_paper

_WORDS = {"docx": _("Tải bản Word để trình ký"), "pdf": _("Tải bản in PDF")}


register_addresses(
    *(
        path(
            f"ban-giay/<int:page_id>/{kind}/", official_paper, {"kind": kind}, name=f"paper_{kind}"
        )
        for kind in KINDS
    )
)


@hooks.register("register_page_header_buttons")
def buttons(page: Any, user: Any, **_kwargs: Any) -> Iterator[Button]:
    """Offer the papers of an official text where it is edited."""
    if not page.pk or not _is_official(page) or not page.permissions_for_user(user).can_edit():
        return
    for place, (kind, words) in enumerate(_WORDS.items()):
        address = reverse(f"paper_{kind}", args=[page.pk])
        yield Button(words, url=address, icon_name="download", priority=61 + place)


def _is_official(page: Any) -> bool:
    """Tell whether the page is an official text; an article of the same model is none."""
    model = page.cached_content_type.model_class()
    if model is OutreachPage:
        return bool(page.specific.form == OutreachPage.Form.PLAN)
    return model is AnnouncementPage
