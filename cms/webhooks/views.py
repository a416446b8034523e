"""The screen "Báo cho hệ thống khác": who is told of each release, and what was taken."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.log_actions import log

from cms.models import Webhook, WebhookDelivery
from cms.screens import Screen
from cms.text import clean_text
from cms.webhooks.calling import CallError, check_address, place_of
from cms.webhooks.sending import new_salt, newest, resend, secret_of

__all__ = ["CHANGED", "WebhooksView"]

CHANGED = "loa.webhook"
PER_PAGE = 30
SHOWN = "loa_webhook_shown"
"""The receiver whose secret the next answer of the screen shows, in the session."""


class _Form(forms.ModelForm):  # type: ignore[type-arg]  # no generics at run time
    class Meta:
        model = Webhook
        fields = ["name", "address"]
        help_texts = {
            "name": gettext_lazy("Ví dụ “Cổng thông tin điện tử của tỉnh”."),
            "address": gettext_lazy("Bắt đầu bằng https://, máy nhận ở ngoài mạng trong."),
        }

    def clean_name(self) -> str:
        return " ".join(clean_text(self.cleaned_data["name"]).split())

    def clean_address(self) -> str:
        """Refuse an address to which nothing would be sent."""
        address = str(self.cleaned_data["address"]).strip()
        try:
            check_address(address)
        except CallError as error:
            raise ValidationError(str(error)) from error
        for one in Webhook.objects.all():
            if place_of(one.address) == place_of(address):
                raise ValidationError(_("Địa chỉ này đã có trong danh sách, tên là “%s”.") % one)
        return address


class WebhooksView(Screen):
    """Báo cho hệ thống khác: receivers, a form for the next, and the last deliveries."""

    template_name = "cms/webhooks/index.html"
    page_title = gettext_lazy("Báo cho hệ thống khác")
    header_icon = "mail"
    form: _Form | None = None
    asked: tuple[int, str] = (0, "")
    """The receiver about which, and what, is asked once more."""

    def may_see(self) -> bool:
        """Tell whether the officer may manage receivers."""
        return self.officer.has_perm("cms.manage_webhooks")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what the button says; a new secret is shown in the next answer and never again."""
        do = request.POST.get("do", "")
        if do == "add":
            return self._added(request)
        if do == "resend":
            row = get_object_or_404(WebhookDelivery, pk=_number(request, "delivery"))
            resend(row)
            if row.webhook.is_on:
                messages.success(request, _("Sẽ gửi lại ngay trong vài giây."))
            else:
                said = _("“%s” đang tắt: lời báo này chờ, bật lại thì gửi.") % row.webhook
                messages.warning(request, said)
            return redirect("webhooks:index")
        receiver = get_object_or_404(Webhook, pk=_number(request, "webhook"))
        if do in {"secret", "remove"} and "sure" not in request.POST:
            self.asked = (receiver.pk, do)
            return self.get(request)
        if do == "secret":
            receiver.salt = new_salt()
            receiver.save(update_fields=["salt"])
            self._note(receiver, _("khoá mới"))
            return self._with_secret(receiver)
        if do in {"on", "off"}:
            receiver.is_on = do == "on"
            receiver.told = newest() if receiver.is_on else receiver.told
            receiver.save(update_fields=["is_on", "told"])
            said = _("Đã bật “%s”.") if receiver.is_on else _("Đã tắt “%s”.")
            self._note(receiver, _("bật") if receiver.is_on else _("tắt"))
            messages.success(request, said % receiver)
        elif do == "remove":
            self._note(receiver, _("xoá"))
            messages.success(request, _("Đã xoá “%s”.") % receiver)
            receiver.delete()
        return redirect("webhooks:index")

    def _added(self, request: HttpRequest) -> HttpResponse:
        self.form = _Form(request.POST)
        if not self.form.is_valid():
            messages.error(request, _("Chưa thêm được. Xem lời báo ở ô nhập bên dưới."))
            return self.get(request)
        receiver = self.form.save(commit=False)
        receiver.salt, receiver.told = new_salt(), newest()
        receiver.save()
        self._note(receiver, _("thêm"))
        return self._with_secret(receiver)

    def _with_secret(self, receiver: Webhook) -> HttpResponse:
        self.request.session[SHOWN] = receiver.pk  # the secret itself is stored nowhere
        return redirect("webhooks:index")

    def _note(self, receiver: Webhook, what: str) -> None:
        data = {"what": what, "address": receiver.address}
        log(instance=receiver, action=CHANGED, user=self.officer, data=data)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return receivers with what they owe, and the newest deliveries."""
        state = WebhookDelivery.State
        receivers = Webhook.objects.annotate(
            waiting=Count("deliveries", filter=Q(deliveries__state=state.WAITING)),
            dead=Count("deliveries", filter=Q(deliveries__state=state.DEAD)),
        )
        shown = Webhook.objects.filter(pk=self.request.session.pop(SHOWN, None)).first()
        rows = WebhookDelivery.objects.select_related("webhook")
        last = {one.pk: one.deliveries.exclude(said="").first() for one in receivers}
        return {
            **super().get_context_data(**kwargs),
            **self.paged(rows, PER_PAGE),
            "receivers": [(one, last[one.pk]) for one in receivers],
            "form": self.form or _Form(),
            "asked": self.asked,
            "secret": secret_of(shown) if shown else "",
            "shown": shown,
        }


def _number(request: HttpRequest, name: str) -> int:
    said = request.POST.get(name, "")
    return int(said) if said.isdecimal() and len(said) < 18 else 0
