"""The screen "Người của cơ quan": who writes, approves and translates for which office."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.models import TaskState

from cms.models import Agency, AgencyHomePage, OtherEyesTask
from cms.offices.membership import PROVINCE, Offices, offices_of
from cms.offices.roles import APPROVAL, ROLES
from cms.offices.setting_up import groups_of, set_up_office, switch_approval, wants_approval
from cms.screens import Screen

__all__ = ["PERMISSION", "OfficeView", "OfficesView", "managed_by"]

PERMISSION = "cms.manage_office_people"
SHOWN = 50


def managed_by(user: Any) -> Offices:
    """Return the offices whose people ``user`` may give their roles to."""
    if user.has_perm("cms.change_user"):
        return PROVINCE
    return offices_of(user, PERMISSION) if user.has_perm(PERMISSION) else Offices()


class _PeopleScreen(Screen):
    header_icon = "group"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever looks after nobody."""
        self.offices = managed_by(request.user)
        if not self.offices:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def with_pages(self) -> Any:
        """Return the offices that have a page, among those the user looks after."""
        written_for = AgencyHomePage.objects.values("agency")
        return Agency.objects.filter(self.offices.among("pk"), pk__in=written_for)


class OfficesView(_PeopleScreen):
    """Người của cơ quan: all offices."""

    template_name = "cms/offices/index.html"
    page_title = gettext_lazy("Người của cơ quan")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the offices with their people by role."""
        paged = self.paged(self.with_pages().order_by("sort_key"), SHOWN)
        rows = [(office, _people(office)) for office in paged["page_obj"].object_list]
        return {**super().get_context_data(**kwargs), **paged, "rows": rows}


class OfficeView(_PeopleScreen):
    """The people of one office."""

    template_name = "cms/offices/office.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Read the office; it is not found by whoever does not look after it."""
        self.offices = managed_by(request.user)
        self.office = get_object_or_404(self.with_pages(), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """Return "Người của Sở Nội vụ"."""
        return str(_("Người của %s") % self.office.short_name)

    def get_between(self) -> list[dict[str, Any]]:
        """Return the link to all offices."""
        return [{"url": reverse("office_people:index"), "label": OfficesView.page_title}]

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Set the office up, give somebody a role, or take one."""
        if "set_up" in request.POST:
            if not self.offices.everywhere:
                raise PermissionDenied
            set_up_office(self.office)
            messages.success(request, _("Đã lập nhóm và quyền cho %s.") % self.office.short_name)
        elif "approval" in request.POST:
            self._switch(on=request.POST["approval"] == "on")
        elif "take" in request.POST:
            self._take(*request.POST["take"].partition(":")[::2])
        else:
            self._give(request.POST.get("role", ""), request.POST.get("who", "").strip())
        return redirect("office_people:office", pk=self.office.pk)

    def _switch(self, *, on: bool) -> None:
        if not self.offices.everywhere:
            raise PermissionDenied
        switch_approval(self.office, by=self.officer, on=on)
        said = (
            _("Từ nay trang của %s chỉ ra sau khi một người khác duyệt.")
            if on
            else _(
                "Từ nay người duyệt của %s tự đăng được trang mình viết. Việc này đã ghi nhật ký."
            )
        )
        messages.success(self.request, said % self.office.short_name)

    def _give(self, role: str, who: str) -> None:
        group = groups_of(self.office).get(role)
        found = get_user_model().objects.filter(Q(username=who) | Q(email__iexact=who))
        accounts = list(found.filter(is_active=True)[:2]) if who else []
        if group is None:
            messages.error(self.request, _("Chưa chọn việc. Hãy chọn một việc rồi bấm lại."))
        elif len(accounts) != 1:
            said = _(
                "Chưa thêm được: không có tài khoản nào đang dùng có tên hoặc thư đúng là “%s”, hoặc có "
                "nhiều hơn một. Xem lại từng chữ, hoặc nhờ quản trị viên tỉnh lập tài khoản."
            )
            messages.error(self.request, said % who)
        else:
            (account,) = accounts
            account.groups.add(group)
            said = _("“%(who)s” nay là: %(group)s.")
            messages.success(self.request, said % {"who": account, "group": group.name})

    def _take(self, role: str, number: str) -> None:
        group = groups_of(self.office).get(role)
        account = (
            get_user_model()
            .objects.filter(groups=group, pk=number if number.isdecimal() else 0)
            .first()
        )
        if group is None or account is None:
            messages.warning(
                self.request, _("Người này không còn trong nhóm: có thể vừa được bỏ ra.")
            )
            return
        account.groups.remove(group)
        said = _("“%(who)s” không còn là: %(group)s.")
        messages.success(self.request, said % {"who": account, "group": group.name})
        self._say_what_waits(role)

    def _say_what_waits(self, role: str) -> None:
        """Warn when nobody is left to approve what was sent."""
        groups = groups_of(self.office)
        left = get_user_model().objects.filter(
            is_active=True, groups__in=[groups[key] for key in APPROVAL if key in groups]
        )
        if role not in APPROVAL or left.exists():
            return
        waiting = TaskState.objects.filter(
            status=TaskState.STATUS_IN_PROGRESS,
            task__in=OtherEyesTask.objects.filter(groups=groups[role]).values("pk"),
        ).count()
        said = _(
            "Không còn ai duyệt cho %(office)s; %(count)d trang đang đợi. Hãy thêm một người duyệt; từ nay "
            "đến lúc ấy chỉ quản trị viên tỉnh duyệt được."
        )
        messages.warning(self.request, said % {"office": self.office.short_name, "count": waiting})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the roles with their people."""
        return {
            **super().get_context_data(**kwargs),
            "office": self.office,
            "people": _people(self.office),
            "roles": ROLES,
            "may_set_up": self.offices.everywhere,
            "wants_approval": wants_approval(self.office),
        }


def _people(office: Agency) -> list[tuple[Any, list[Any]]]:
    """Return the office's roles with who has them; nothing where it has no groups yet."""
    groups = groups_of(office)
    return [
        (role, list(groups[role.key].user_set.filter(is_active=True).order_by("username")))
        for role in ROLES
        if role.key in groups
    ]
