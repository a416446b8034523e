"""The screen "Lấy số liệu từ bảng": a pasted table becomes the columns and rows of a draft."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.models import Page

from cms.hooking import register_button, register_screens
from cms.importing.figures import Figures, figures_of, put
from cms.importing.grid import Grid, UnreadableTableError
from cms.importing.plain import with_tables
from cms.importing.reading import read_file, read_pasted
from cms.models import StatisticsPage
from cms.screens import DraftScreen

__all__ = ["FiguresView"]


class FiguresView(DraftScreen):
    """Lấy số liệu từ bảng."""

    template_name = "cms/importing/figures.html"
    page_title = gettext_lazy("Lấy số liệu từ bảng")
    header_icon = "table"

    def is_for(self, page: Any) -> bool:
        """Tell whether the page is one of statistics."""
        return isinstance(page, StatisticsPage)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Put the figures into the draft as it is then, or say why they are none."""
        try:
            main, *others = _given(request)
            found = _figures(main, others)
        except UnreadableTableError as error:
            messages.error(request, str(error))
            return self.get(request, *args, **kwargs)
        if self.draft.alias_of_id:
            messages.error(request, _("Trang này là bí danh. Sửa ở trang gốc, nó sẽ đổi theo."))
            return self.get(request, *args, **kwargs)
        if self.rights.page_locked():
            messages.error(request, _("Trang đang khoá nên chưa sửa được."))
            return self.get(request, *args, **kwargs)
        with transaction.atomic():
            page = Page.objects.select_for_update().get(pk=self.draft.pk)
            draft = page.specific.get_latest_revision_as_object()
            body, notes = with_tables(draft.body.get_prep_value(), others)
            self._save(draft, found, body)
        said = [_words(found), *main.notes, *notes]
        messages.success(request, " ".join(said))
        return redirect(self.address)

    def _save(self, draft: StatisticsPage, found: Figures, body: list[Any]) -> None:
        stored = draft.column_groups.get_prep_value(), draft.rows.get_prep_value()
        made = dict(zip(("column_groups", "rows"), put(found, *stored), strict=True))
        for name, raw in {**made, "body": body}.items():
            setattr(draft, name, draft._meta.get_field(name).stream_block.to_python(raw))
        draft.save_revision(user=self.officer, log_action=True, clean=False)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what was pasted, to be mended where it is."""
        pasted = self.request.POST.get("rows", "")
        return {**super().get_context_data(**kwargs), "pasted": pasted}


def _given(request: HttpRequest) -> list[Grid]:
    file = request.FILES.get("file")
    if file is not None:
        return read_file(file.read())
    return read_pasted(request.POST.get("rows", ""), request.POST.get("html", ""))


def _figures(main: Grid, others: list[Grid]) -> Figures:
    """Return the figures of the first sheet; where there are others a fault is told with its name."""
    try:
        return figures_of(main)
    except UnreadableTableError as error:
        if not others:
            raise
        named = _("Trang tính “%(name)s”: %(fault)s") % {"name": main.name, "fault": error}
        raise UnreadableTableError(named) from error


def _words(found: Figures) -> str:
    count = sum(len(names) for _label, names in found.groups)
    said = _("Đã lấy %(rows)s đơn vị, %(columns)s cột vào bản nháp. Xem lại rồi xuất bản.") % {
        "rows": len(found.rows),
        "columns": count,
    }
    if found.passed:
        said += " " + _("Bỏ qua dòng tổng và dòng không có số: %s.") % "; ".join(found.passed)
    return said


def _may_take(page: Any, user: Any) -> bool:
    is_own = not page.alias_of_id and page.specific_class is StatisticsPage
    return bool(is_own and page.permissions_for_user(user).can_edit())


register_screens(
    "figures", "so-lieu-tu-bang", path("<int:pk>/", FiguresView.as_view(), name="paste")
)
register_button("figures:paste", FiguresView.page_title, "table", 57, _may_take)
