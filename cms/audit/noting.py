"""Where entries are written: at a login, when rights change, when something is seen or taken out."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.auth.signals import user_logged_in
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.http import HttpRequest
from django.urls import ResolverMatch
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import GroupCollectionPermission, GroupPagePermission, ModelLogEntry

from cms.audit.actions import DOWNLOADED, LOGGED_IN, ORIGINAL_SEEN, RIGHTS
from cms.audit.redactions import connect as connect_redactions
from cms.doors.guessing import tell_owner
from cms.doors.sessions import device
from cms.models import User
from cms.passing import Middleware
from cms.session.throttle import client_address
from media.models import Illustration

__all__ = ["NotingMiddleware", "connect"]

SEEN_AGAIN = timedelta(minutes=10)
"""The editor of a picture fetches the upload several times; that is one look. So are downloads."""
A_DAY = timedelta(days=1)
OFTEN = 20
"""So many times a day one thing is written down, whatever else the address says; the last tells it.

Entries cannot be deleted, so nobody may fill the log by asking for one thing in many ways.
"""


class NotingMiddleware(Middleware):
    """Notes who saw an unredacted upload, and every file that an officer takes out of the editor.

    Asked by what the answer is, not by a list of screens: a new export is noted too.
    """

    def __call__(self, request: HttpRequest) -> Any:
        """Answer, then note what was given."""
        response = self.get_response(request)
        found = request.resolver_match
        is_given = response.status_code == 200 and request.method != "HEAD"
        if not is_given or found is None or not request.path.startswith("/admin/"):
            return response  # what the public asks for looks at no session, and may be cached
        if not request.user.is_authenticated:
            return response
        if found.view_name == "media_original":
            _note_look(request.user, found.kwargs["pk"])
        else:
            _note_file(request, found, response.headers.get("Content-Disposition", ""))
        return response


def _note_look(user: Any, pk: int) -> None:
    picture = Illustration.objects.filter(pk=pk).first()
    if picture is not None:
        _note_taken(picture, ORIGINAL_SEEN, user, {"thing": ""})


def _note_file(request: HttpRequest, found: ResolverMatch, disposition: str) -> None:
    kind, _semicolon, rest = disposition.partition(";")
    if kind.strip() == "attachment":
        name = rest.partition("filename=")[2].strip('" ')
        data = {"file": name, "address": request.get_full_path()[:500], "thing": _thing(found)}
        _note_taken(request.user, DOWNLOADED, request.user, data)


def _thing(found: ResolverMatch) -> str:
    """Name what is asked for, in whatever way the address spells it (one number with zeros)."""
    return " ".join([found.view_name, *map(str, found.args), *map(str, found.kwargs.values())])


def _note_taken(instance: Any, action: str, user: Any, data: dict[str, Any]) -> None:
    """Write down what was seen or taken; not what is the same as a while ago, nor without end."""
    now = timezone.now()
    entries = ModelLogEntry.objects.for_instance(instance).filter(action=action, user=user)
    today = [
        (before, when)
        for before, when in entries.filter(timestamp__gt=now - A_DAY).values_list(
            "data", "timestamp"
        )
        if before.get("thing", "") == data["thing"]
    ]
    is_known = any(
        when > now - SEEN_AGAIN and before.get("address") == data.get("address")
        for before, when in today
    )
    if not is_known and len(today) < OFTEN:
        last = {"is_last": True} if len(today) == OFTEN - 1 else {}
        log(instance=instance, action=action, user=user, data={**data, **last})


def connect() -> None:
    """Listen for logins and for every way in which rights change."""
    user_logged_in.connect(_on_login, dispatch_uid="loa.audit.login")
    ways = (
        (User.groups.through, "groups"),
        (User.user_permissions.through, "permissions"),
        (Group.permissions.through, "group"),
    )
    for through, name in ways:
        m2m_changed.connect(_on_rights, through, dispatch_uid=f"loa.audit.{name}")
    for model in (GroupPagePermission, GroupCollectionPermission):
        post_save.connect(_on_place, model, dispatch_uid=f"loa.audit.{model.__name__}.given")
        post_delete.connect(_on_place, model, dispatch_uid=f"loa.audit.{model.__name__}.taken")
    connect_redactions()
    pre_save.connect(_on_account, User, dispatch_uid="loa.audit.account")


def _on_login(request: HttpRequest, user: Any, **_more: Any) -> None:
    agent = request.headers.get("User-Agent", "")
    data = {"at": client_address(request) or "", "device": device(agent)}
    before = ModelLogEntry.objects.for_instance(user).filter(action=LOGGED_IN)
    last = before.order_by("-timestamp").values_list("timestamp", flat=True).first()
    tell_owner(request, user, since=last)
    log(instance=user, action=LOGGED_IN, user=user, data=data)


def _on_rights(
    instance: Any,
    action: str,
    reverse: bool,  # noqa: FBT001  # as Django sends it
    model: Any,
    pk_set: Any,
    **_more: Any,
) -> None:
    if action == "pre_clear":
        pk_set = _all(instance, model)
    if action not in {"post_add", "post_remove", "pre_clear"} or not pk_set:
        return
    key = "given" if action == "post_add" else "taken"
    others = list(model.objects.filter(pk__in=pk_set))
    if not reverse:
        _note(instance, {key: _names(others)})
        return
    for other in others:
        _note(other, {key: _names([instance])})


def _all(instance: Any, model: Any) -> set[int]:
    """Return what ``instance`` has, when all of it is taken at once."""
    related = {
        (User, Group): "groups",
        (User, Permission): "user_permissions",
        (Group, Permission): "permissions",
        (Group, User): "user_set",
        (Permission, Group): "group_set",
        (Permission, User): "user_set",
    }[type(instance), model]
    return set(getattr(instance, related).values_list("pk", flat=True))


def _on_place(instance: Any, created: bool | None = None, **_more: Any) -> None:  # noqa: FBT001
    key = "taken" if created is None else "given"
    place = getattr(instance, "page", None) or getattr(instance, "collection", None)
    _note(instance.group, {key: [f"{instance.permission.name}: {place}"]})


def _on_account(instance: Any, **_more: Any) -> None:
    if instance._state.adding:
        return
    before = type(instance).objects.filter(pk=instance.pk).first()
    if before is not None and before.is_superuser != instance.is_superuser:
        key = "given" if instance.is_superuser else "taken"
        _note(instance, {key: [str(User._meta.get_field("is_superuser").verbose_name)]})


def _note(instance: Model, data: dict[str, list[str]]) -> None:
    log(instance=instance, action=RIGHTS, data=data)


def _names(rows: Iterable[Any]) -> list[str]:
    return sorted(str(getattr(row, "name", row)) for row in rows)
