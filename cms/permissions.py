"""What officers may do with our registries, step sets and pictures, and what groups are called."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, Page, Workflow, WorkflowTask

from cms.models.fact import registries
from cms.offices.roles import file_permissions

__all__ = ["APPROVERS", "WRITERS", "grant_officers"]

WRITERS, APPROVERS = "Biên tập viên", "Người duyệt"
ENGLISH_NAMES = {WRITERS: "Editors", APPROVERS: "Moderators"}
EVERYDAY = ("add", "change", "view")


def grant_officers() -> None:
    """Let both groups write facts and upload pictures; only approvers publish and roll back.

    Safe to repeat.
    """
    _speak_vietnamese()
    for name in (WRITERS, APPROVERS):
        group, _ = Group.objects.get_or_create(name=name)
        verbs = (*EVERYDAY, "publish") if name == APPROVERS else EVERYDAY
        group.permissions.add(*_fact_permissions(verbs), _admin_access())
        if name == APPROVERS:
            group.permissions.add(_permission("cms", "roll_back_release"))
        _grant_files(group)


def _speak_vietnamese() -> None:
    """Rename what Wagtail's migrations wrote in English into the database."""
    for name, english in ENGLISH_NAMES.items():
        if not Group.objects.filter(name=name).exists():
            Group.objects.filter(name=english).update(name=name)
    Workflow.objects.filter(name="Moderators approval").update(name="Duyệt trước khi xuất bản")
    tasks = WorkflowTask.objects.values_list("task_id", flat=True)
    task_model = WorkflowTask._meta.get_field("task").related_model
    task_model._default_manager.filter(pk__in=tasks, name="Moderators approval").update(
        name="Người duyệt xem lại"
    )
    Page.objects.filter(depth=1, title="Root").update(title="Gốc", draft_title="Gốc")
    Collection.objects.filter(depth=1, name="Root").update(name="Chung")


def _fact_permissions(verbs: tuple[str, ...]) -> list[Permission]:
    models = [*(one._meta.model_name for one in registries()), "stepset"]
    codes = [f"{verb}_{model}" for verb in verbs for model in models]
    return list(
        Permission.objects.filter(content_type__app_label__in=("cms", "guides"), codename__in=codes)
    )


def _admin_access() -> Permission:
    return _permission("wagtailadmin", "access_admin")


def _permission(app: str, code: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=code)


def _grant_files(group: Group) -> None:
    root = Collection.get_first_root_node()
    for permission in file_permissions(("add", "change", "choose")):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=permission
        )
