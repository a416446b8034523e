"""The screen "Nhập từ bảng": a file or pasted rows, a look at each line, one button."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.permissions import policy_registry

from cms.admin_listing import begin_here
from cms.importing.grid import (
    KEPT_SECONDS,
    Grid,
    UnreadableTableError,
    as_text,
    letter,
    packed,
    unpacked,
)
from cms.importing.layout import NUMBER, Layout, layout_of
from cms.importing.names import question_key
from cms.importing.planning import Plan, Table, plan_of
from cms.importing.reading import read_file, read_pasted
from cms.importing.registries import REGISTRIES, Column, kind_columns
from cms.importing.taking import MOST_AT_ONCE, Taken, take
from cms.models import AgencyHomePage, AnnouncementPage
from cms.screens import Screen
from sitegen.languages import SOURCE

__all__ = ["TableView"]

_SAMPLE = 60


class TableView(Screen):
    """Nhập từ bảng."""

    template_name = "cms/importing/table.html"
    page_title = gettext_lazy("Nhập từ bảng")
    header_icon = "table"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may neither add nor change a row of the registry."""
        registry = REGISTRIES.get(kwargs["registry"])
        if registry is None:
            raise Http404
        self.registry = registry
        self.policy = policy_registry.get_by_type(registry.model)
        if not self.policy.user_has_any_permission(request.user, {"add", "change"}):
            raise PermissionDenied
        self.shown: dict[str, Any] = {}
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Read what was given, or look again at what was read, or take it."""
        try:
            grids = self._given(request)
            self._look(grids, is_taking=request.POST.get("act") in {"take", "publish"})
        except UnreadableTableError as error:
            self.shown = {}
            messages.error(request, str(error))
        return self.get(request, *args, **kwargs)

    def _given(self, request: HttpRequest) -> list[Grid]:
        if "act" in request.POST:
            return unpacked(request.POST.get("table", ""), self._salt)
        file = request.FILES.get("file")
        if file is not None:
            return read_file(file.read())
        return read_pasted(request.POST.get("rows", ""), request.POST.get("html", ""))

    @property
    def _salt(self) -> str:
        return f"importing-{self.registry.path}-{self.officer.pk}"

    def _look(self, grids: list[Grid], *, is_taking: bool) -> None:
        place = self._place(grids)
        table = self._table(grids[place])
        choices = {"place": place, "mapping": _plain(table.mapping)}
        plan, taken = plan_of(table, self.officer), None
        if is_taking:
            seen = self._seen()
            if seen.get("choices") == {**choices, "answers": dict(table.answers)}:
                taken = self._take(table, seen["rows"])
                plan = plan_of(table, self.officer)
            else:
                messages.warning(
                    self.request, _("Bạn vừa đổi lựa chọn. Xem lại bảng dưới đây rồi bấm nhận.")
                )
        choices["answers"] = {one.key: one.answer for one in plan.questions}
        self.shown = {
            "grids": grids,
            "place": place,
            "grid": grids[place],
            "columns": _columns(table, [*self.registry.columns, *table.ticks]),
            "is_sure": "name" in table.mapping.values(),
            "dropped": _dropped(table),
            "plan": plan,
            "counted": plan.counted(),
            "parts": _parts(plan, taken),
            "waiting": plan.standing("new", "changed"),
            "table": packed(grids, self._salt),
            "seen": signing.dumps(
                {
                    "choices": choices,
                    "rows": {one.line: one.mark for one in plan.standing("new", "changed")},
                },
                salt=self._salt,
                compress=True,
            ),
            "taken": taken,
        }

    def _place(self, grids: list[Grid]) -> int:
        """Return which sheet is looked at: the chosen one, else the one whose heads are known best."""
        chosen = self.request.POST.get("sheet", "")
        if chosen.isdecimal() and len(chosen) < 4 and int(chosen) < len(grids):
            return int(chosen)
        known = [len(layout_of(one, self.registry.columns).guess) for one in grids]
        return known.index(max(known))

    def _table(self, grid: Grid) -> Table:
        ticks = kind_columns(self.registry)
        layout = layout_of(grid, [*ticks_first(self.registry.columns, ticks)])
        posted, mapping = self.request.POST, dict(layout.guess)
        if "act" in posted and posted.get("sheet") == posted.get("was-sheet"):
            mapping = self._chosen(layout, ticks)
        answers = {key: str(posted[key]) for key in posted if key.startswith("means-")}
        return Table(
            registry=self.registry,
            grid=grid,
            layout=layout,
            mapping=mapping,
            ticks=ticks,
            answers=answers,
        )

    def _chosen(self, layout: Layout, ticks: tuple[Column, ...]) -> dict[int, str]:
        """Return what the officer says that each column is; of two that are the same the first."""
        known = {NUMBER, *(one.name for one in (*self.registry.columns, *ticks))}
        found: dict[int, str] = {}
        for at in range(len(layout.heads)):
            name = self.request.POST.get(f"column-{at}", "")
            if name in found.values():
                said = _("Hai cột cùng được chọn làm một mục; máy dùng cột đứng trước.")
                messages.warning(self.request, said)
            elif name in known:
                found[at] = name
        return found

    def _seen(self) -> dict[str, Any]:
        try:
            seen: dict[str, Any] = signing.loads(
                self.request.POST.get("seen", ""), salt=self._salt, max_age=KEPT_SECONDS
            )
        except signing.BadSignature:
            return {}
        return seen

    def _take(self, table: Table, seen: Mapping[str, str]) -> Taken:
        taken = take(
            self.registry,
            lambda: plan_of(table, self.officer),
            seen,
            user=self.officer,
            is_publishing=self.request.POST.get("act") == "publish",
        )
        say = messages.warning if taken.refused or taken.left else messages.success
        say(self.request, taken_words(taken))
        return taken

    def _onward(self) -> str:
        """Return the form of an announcement of the office whose rows were taken, "" of none or several."""
        taken, plan = self.shown.get("taken"), self.shown.get("plan")
        if not (taken and plan and taken.done and self.registry.has_code):
            return ""
        offices = {one.row.agency_id for one in plan.proposals if one.row is not None}
        homes = AgencyHomePage.objects.filter(agency__in=offices, locale__language_code=SOURCE)
        found = list(homes[:2])
        return begin_here(AnnouncementPage, found[0], self.officer) if len(found) == 1 else ""

    def get_page_title(self) -> str:
        """Return the title with the name of the registry."""
        return f"{self.page_title}: {self.registry.model._meta.verbose_name_plural}"

    @cached_property
    def list_address(self) -> str:
        """Return where the registry is listed."""
        return reverse(self.registry.model.snippet_viewset.get_url_name("list"))

    def get_between(self) -> list[dict[str, Any]]:
        """Return the link to the list of the registry."""
        name = str(self.registry.model._meta.verbose_name_plural)
        return [{"url": self.list_address, "label": name[:1].upper() + name[1:]}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what was read, and what would be done with it."""
        return {
            **super().get_context_data(**kwargs),
            **self.shown,
            "registry": self.registry,
            "office": self.request.GET.get("co-quan", ""),
            "office_key": question_key("agency", ""),
            "onward": self._onward(),
            "most": MOST_AT_ONCE,
            "list_address": self.list_address,
            "may_publish": self.policy.user_has_permission(self.request.user, "publish"),
        }


def ticks_first(columns: tuple[Column, ...], ticks: tuple[Column, ...]) -> tuple[Column, ...]:
    """Return columns in the order in which a head is looked up: "Thủ tục một phần" is a tick."""
    named = tuple(one for one in columns if one.name in {"code", "is_online_only"})
    return (*named, *ticks, *(one for one in columns if one not in named))


def taken_words(taken: Taken) -> str:
    """Return what was done, in one sentence for each thing."""
    count = taken.counted
    said = _("Đã nhận: %(new)s mới, %(changed)s đổi, %(same)s giữ nguyên.") % {
        "new": count["new"],
        "changed": count["changed"],
        "same": count["same"],
    }
    if count["published"]:
        said += " " + _("%s dòng đã xuất bản.") % count["published"]
    if count["draft"]:
        said += " " + _("%s dòng là bản nháp.") % count["draft"]
    if taken.made:
        said += " " + _("Lĩnh vực mới: %s.") % ", ".join(taken.made)
    if taken.left:
        said += " " + _("Còn %s dòng: bấm nhận tiếp.") % taken.left
    if taken.refused:
        said += " " + _("%s dòng chưa nhận, lý do ở bảng dưới.") % len(taken.refused)
    return said


def _plain(mapping: Mapping[int, str]) -> dict[str, str]:
    return {str(at): name for at, name in sorted(mapping.items())}


def _columns(table: Table, columns: list[Column]) -> list[dict[str, Any]]:
    """Return each column with its head, something that stands in it, and what it is."""
    options = [(NUMBER, _("số thứ tự")), *((one.name, str(one.label)) for one in columns)]
    below = table.grid.lines[table.layout.below :]
    return [
        {
            "at": at,
            "letter": letter(at),
            "head": head,
            "sample": next((as_text(one.at(at)) for one in below if one.at(at) != ""), "")[
                :_SAMPLE
            ],
            "name": table.mapping.get(at, ""),
            "options": options,
        }
        for at, head in enumerate(table.layout.heads)
    ]


def _dropped(table: Table) -> list[str]:
    """Return the heads of columns that hold something and are not taken."""
    below = table.grid.lines[table.layout.below :]
    return [
        head or _("cột %s") % letter(at)
        for at, head in enumerate(table.layout.heads)
        if at not in table.mapping and any(as_text(one.at(at)).strip() for one in below)
    ]


def _parts(plan: Plan, taken: Taken | None) -> list[dict[str, Any]]:
    """Return the lines in the order in which they are looked at."""
    refused = plan.standing("refused")
    if taken:  # somebody was quicker: that is said of the lines as they were taken
        known = {one.line for one in refused}
        refused += [replace(one) for one in taken.refused if one.line not in known]
    return [
        {"standing": "refused", "title": _("Chưa nhận được"), "lines": refused, "is_open": True},
        {
            "standing": "changed",
            "title": _("Đổi"),
            "lines": plan.standing("changed"),
            "is_open": True,
        },
        {"standing": "new", "title": _("Mới"), "lines": plan.standing("new"), "is_open": True},
        {
            "standing": "same",
            "title": _("Giữ nguyên"),
            "lines": plan.standing("same"),
            "is_open": False,
        },
    ]
