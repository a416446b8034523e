"""The screen "Soát lời văn" of one page: mend what is safe, pass over what is right as it is."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.models import Page

from cms.models import PassedOver
from cms.proofreading.mending import Mend, mend_of
from cms.proofreading.pages import Noticed, is_read, noticed_in, quoted
from cms.proofreading.passing import LONGEST_REASON, pass_over, speak_again
from cms.screens import DraftScreen
from cms.text import clean_text, is_legible
from sitegen.collect.narrow import asking_about
from sitegen.collect.registry import page_collectors
from sitegen.errors import SitegenError

__all__ = ["LookView"]


class LookView(DraftScreen):
    """Soát lời văn."""

    template_name = "cms/proofreading/look.html"
    page_title = gettext_lazy("Soát lời văn")
    header_icon = "edit"

    def is_for(self, page: Any) -> bool:
        """Tell whether the page is one of ours."""
        return type(page) in page_collectors()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead back to the form where the draft cannot be read."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except SitegenError as error:
            messages.error(request, str(error))
            return redirect(self.address)

    def noticed(self) -> tuple[Noticed, ...]:
        """Return what the rules find in the draft."""
        return noticed_in(self.draft, asking_about(self.draft, timezone.localtime()))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Do what the button says, with the draft as it is then: somebody may be saving the form."""
        with transaction.atomic():
            page = Page.objects.select_for_update().get(pk=self.draft.pk)
            self.draft = page.specific.get_latest_revision_as_object()
            return self._do(request)

    def _do(self, request: HttpRequest) -> HttpResponse:
        if again := request.POST.get("again", ""):
            speak_again(self.draft, int(again) if again.isdecimal() and len(again) < 19 else 0)
            return self._back()
        wanted = (request.POST.get("rule", ""), request.POST.get("digest", ""))
        found = [one for one in self.noticed() if (one.rule.name, one.digest) == wanted]
        if not found:
            messages.warning(request, _("Chỗ này đã được sửa, hoặc trang đã đổi."))
        elif "mend" in request.POST:
            self._mend(found[0])
        else:
            self._pass_over(found)
        return self._back()

    def _mend(self, noticed: Noticed) -> None:
        if self.rights.page_locked():
            messages.error(self.request, _("Trang đang khoá nên chưa sửa được."))
            return
        if self.request.POST.get("shown") != noticed.shown:
            messages.warning(self.request, _("Trang đã đổi. Hãy xem lại các chỗ rồi bấm lần nữa."))
            return
        mend = mend_of(self.draft, noticed)
        if mend.done:
            mend.apply(self.draft)
            self.draft.save_revision(user=self.officer, log_action=True)
            said = _("Đã sửa %(count)s chỗ trong bản nháp.") % {"count": len(mend.done)}
            messages.success(self.request, said)
        if mend.left:
            said = _("Còn %(count)s chỗ máy không sửa hộ được; xem ở dưới.")
            messages.warning(self.request, said % {"count": len(mend.left)})

    def _pass_over(self, found: list[Noticed]) -> None:
        reason = " ".join(clean_text(self.request.POST.get("reason", "")).split())
        if not is_legible(reason) or len(reason) > LONGEST_REASON:
            said = _("Ghi vì sao bỏ qua, không quá %(most)s chữ cái.") % {"most": LONGEST_REASON}
            messages.error(self.request, said)
            return
        pass_over(self.draft, found[0], reason, self.officer)
        messages.success(self.request, _("Đã bỏ qua. Máy không nhắc chữ này ở trang này nữa."))

    def _back(self) -> HttpResponse:
        return redirect("proofreading:look", pk=self.draft.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what is found in the draft, and what was passed over."""
        passed = PassedOver.objects.filter(page_id=self.draft.pk).select_related("officer")
        known = {(one.rule, one.digest) for one in passed}
        noticed = [one for one in self.noticed() if (one.rule.name, one.digest) not in known]
        return {
            **super().get_context_data(**kwargs),
            "is_read": is_read(self.draft),
            "is_locked": self.rights.page_locked(),
            "noticed": [(one, _shown(mend_of(self.draft, one))) for one in noticed],
            "passed": passed,
            "longest": LONGEST_REASON,
        }


def _shown(mend: Mend) -> dict[str, Any]:
    """Return every place that a mend changes and every one that it leaves, with the words around."""
    return {
        "instead": next((found.instead for found in mend.done), ""),
        "done": [quoted(found) for found in mend.done],
        "left": [(quoted(found), why) for found, why in mend.left],
    }
