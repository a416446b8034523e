"""The screen "Gửi xem trước" of a page: its links, what was answered, a new one."""

from typing import Any

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.models import Page

from cms.models import PreviewAnswer, PreviewLink
from cms.models.base import BasePage
from cms.previewing.addresses import folder_of
from cms.previewing.forms import LinkForm
from cms.previewing.links import Ticket, is_private, make, may_make, revoke, ticket_for, why_closed
from cms.publishing.left_out import left_out
from cms.screens import Screen
from cms.usage.labels import edit_address

__all__ = ["PreviewLinksView"]

ANSWERS_SHOWN = 50


class PreviewLinksView(Screen):
    """Gửi xem trước."""

    template_name = "cms/previewing/links.html"
    page_title = _("Gửi xem trước")
    header_icon = "view"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read the page."""
        super().setup(request, *args, **kwargs)
        self.page = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        if not isinstance(self.page, BasePage):
            raise Http404

    def may_see(self) -> bool:
        """Tell whether the officer may edit the page."""
        return may_make(self.page, self.officer)

    def get_page_title(self) -> str:
        """Return "Gửi xem trước: Nộp hồ sơ qua mạng"."""
        return f"{self.page_title}: {self.page.get_admin_display_title()}"

    def get_between(self) -> list[dict[str, Any]]:
        """Return the link to the page's form."""
        title = self.page.get_admin_display_title()
        return [{"url": edit_address(("page", self.page.pk)), "label": title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return every link with its state, and one screen of answers."""
        links = PreviewLink.objects.filter(page_id=self.page.pk)
        links = links.select_related("page", "revision", "made_by").annotate(said=Count("answers"))
        answers = PreviewAnswer.objects.filter(link__page_id=self.page.pk)
        return {
            "form": LinkForm(self.page),
            "ticket": ticket_for(self.page, self.officer),
            **super().get_context_data(**kwargs),
            "page": self.page,
            "is_private": is_private(self.page),
            "missing": [one for one in left_out(self._draft()) if not one.is_shown | one.is_on_web],
            "links": [(link, why_closed(link)) for link in links],
            **self.paged(answers.select_related("link", "revision"), ANSWERS_SHOWN),
        }

    def _draft(self) -> Page:
        draft: Page = self.page.get_latest_revision_as_object()
        return draft

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Make a link, or close one."""
        number = request.POST.get("revoke", "")
        return self._revoke(number) if number else self._make()

    def _make(self) -> HttpResponse:
        form = LinkForm(self.page, self.request.POST)
        ticket = Ticket.read(self.request.POST.get("ticket", ""), self.page, self.officer)
        if is_private(self.page):
            form.add_error(None, gettext("Trang đang giới hạn người xem nên không gửi xem trước."))
        elif ticket is None:
            form.add_error(None, gettext("Biểu mẫu để lâu quá. Hãy bấm tạo lần nữa."))
        if ticket is None or not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        link = make(self.page, ticket, form.terms(), by=self.officer)
        address = self.request.build_absolute_uri(folder_of(ticket.token))
        return self.render_to_response(self.get_context_data(made=link, address=address))

    def _revoke(self, number: str) -> HttpResponse:
        known = number if number.isdecimal() and len(number) < 19 else None
        link = get_object_or_404(PreviewLink, pk=known, page_id=self.page.pk)
        if revoke(link, by=self.officer):
            messages.success(self.request, gettext("Đã thu hồi. Không ai xem được nữa."))
        return redirect(reverse("sent_previews", args=[self.page.pk]))
