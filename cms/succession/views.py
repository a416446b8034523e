"""The screens of succession: ending something after seeing what it affects, and opening it again."""

from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from cms.screens import Screen
from cms.succession.acting import seen_state, succeed, undo
from cms.succession.forms import EndForm
from cms.succession.rules import ENDINGS, open_succession
from cms.usage.access import may_end
from cms.usage.impact import impact_of
from cms.usage.labels import edit_address
from cms.usage.where import pages_using

__all__ = ["EndView", "ReopenView"]

SHOWN = 50


class _EndingView(Screen):
    """A screen about the end of one row of a registry."""

    header_icon = "link"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read the row and how it may end."""
        super().setup(request, *args, **kwargs)
        self.kind = kwargs["kind"]
        if self.kind not in ENDINGS:
            raise Http404
        self.ending = ENDINGS[self.kind]
        self.row = get_object_or_404(apps.get_model(self.kind), pk=kwargs["pk"])
        self.done = open_succession(self.kind, self.row.pk)

    def may_see(self) -> bool:
        """Tell whether the officer may publish such rows."""
        return may_end(self.officer, self.row)

    @property
    def address(self) -> str:
        """The address of the row itself."""
        return edit_address((self.kind, self.row.pk))

    def get_between(self) -> list[dict[str, Any]]:
        """Return the link to the row."""
        return [{"url": self.address, "label": str(self.row)}]


class EndView(_EndingView):
    """Đóng cổng, sáp nhập cơ quan, bãi bỏ văn bản: first what it affects, then the question."""

    template_name = "cms/succession/end.html"

    @property
    def header_icon(self) -> str:  # type: ignore[override]  # a class attribute above
        """The icon of the action."""
        return self.ending.icon

    def get_page_title(self) -> str:
        """Return "Đóng cổng: Cổng Dịch vụ công tỉnh Bắc Kạn"."""
        return f"{self.ending.verb}: {self.row}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the form, and above it everything that is affected."""
        node = (self.kind, self.row.pk)
        form = kwargs.pop("form", None) or self._form()
        return {
            **super().get_context_data(**kwargs),
            "form": form,
            "media": form.media,
            "kind": self.kind,
            "row": self.row,
            "ending": self.ending,
            "succession": self.done,
            "impact": impact_of(node),
            "rows": [row for row in pages_using(node, limit=SHOWN) if row.is_live],
            "address": self.address,
        }

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Do it; what is wrong is said at the field."""
        form = self._form(request.POST)
        if form.is_valid():
            try:
                done = succeed(
                    self.kind,
                    self.row.pk,
                    form.plan(),
                    user=self.officer,
                    seen=form.cleaned_data["seen"],
                )
            except ValidationError as error:
                form.add_error(None, error)
            else:
                count = done.reviews.count()
                messages.success(request, f"Đã ghi nhận. {count} trang đã vào danh sách rà soát.")
                return redirect(f"{reverse('succession:reviews')}?vi={done.pk}")
        fresh: Any = dict(form.data.items())
        fresh["seen"] = seen_state(self.kind, self.row)
        form.data = fresh
        return self.render_to_response(self.get_context_data(form=form))

    def _form(self, data: Any = None) -> EndForm:
        initial = {
            "day": self.ending.ends_on(self.row) or timezone.localdate(),
            "successor": self.row.replaced_by_id,
            "note": getattr(self.row, self.ending.note, "") if self.ending.note else "",
            "seen": seen_state(self.kind, self.row),
        }
        return EndForm(data, kind=self.kind, row=self.row, initial=initial)


class ReopenView(_EndingView):
    """Mở lại."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Undo the end, and say what stays because somebody has changed it since."""
        if self.done is None:
            messages.warning(request, _("Việc này đã được mở lại rồi."))
            return redirect(self.address)
        try:
            kept = undo(self.done, user=self.officer)
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
            return redirect(self.address)
        model = apps.get_model(self.kind)
        names = ", ".join(str(_name(model, field)) for field in kept)
        stays = f" Giữ nguyên vì đã có người sửa: {names}." if names else ""
        messages.success(request, f"Đã mở lại “{self.row}”.{stays}")
        return redirect(self.address)


def _name(model: Any, field: str) -> Any:
    return model._meta.get_field(field.removesuffix("_id")).verbose_name
