"""Make what an office needs to be separate: its groups, its collection, its way to approval.

It may be repeated: rights come back to what ``roles`` declares, people stay where they are, names follow
the office's, and a page of the office in a new language is taken in.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models.signals import post_save
from wagtail.log_actions import log
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cms.approval.eyes import office_wants_approval
from cms.audit.actions import APPROVAL_OFF, APPROVAL_ON
from cms.models import Agency, AgencyHomePage, OfficeGroup, OtherEyesTask
from cms.offices.roles import APPROVAL, ROLES, Role, file_permissions, permissions_named
from sitegen.languages import SOURCE

__all__ = [
    "SHARED",
    "connect_offices",
    "groups_of",
    "set_up_office",
    "switch_approval",
    "wants_approval",
]

SHARED = "Dùng chung"
"""The collection from which every office may choose pictures and attachments."""

_LONGEST = 150


def groups_of(agency: Agency) -> dict[str, Group]:
    """Return the office's groups that are there, by the key of their role."""
    there = OfficeGroup.objects.filter(agency=agency).select_related("group")
    return {one.role: one.group for one in there}


@transaction.atomic
def set_up_office(agency: Agency) -> dict[str, Group]:
    """Give the office its groups, rights, collection and approval; return the groups by role.

    Approval that was switched off stays so. An office without a page has nothing to write on yet: its
    groups get their rights with it.
    """
    pages = list(AgencyHomePage.objects.filter(agency=agency).select_related("locale"))
    known = groups_of(agency)
    is_off = bool(known) and not wants_approval(agency)
    own, shared = _collection(agency), _shared()
    for role in ROLES:
        group = known.get(role.key) or Group()
        group.name = _name(agency, role, group)
        group.save()
        OfficeGroup.objects.update_or_create(
            group=group,
            defaults={
                "agency": agency,
                "role": role.key,
                "collection": own,
                "is_approval_off": is_off,
            },
        )
        group.permissions.set(permissions_named(role))
        _grant_pages(group, role, pages)
        _grant_files(group, role, own, shared)
        known[role.key] = group
    _lead_to_approval(agency, known)
    return known


def connect_offices() -> None:
    """Take a new page of an office that is set up into its rights: the next language, say."""
    post_save.connect(_page_was_saved, sender=AgencyHomePage, dispatch_uid="loa-offices")


def _page_was_saved(instance: AgencyHomePage, *, created: bool = False, **_kwargs: Any) -> None:
    if created and OfficeGroup.objects.filter(agency=instance.agency_id).exists():
        set_up_office(instance.agency)


def _name(agency: Agency, role: Role, group: Group) -> str:
    """Return "Sở Nội vụ: Người soạn", with the office's number where another is called the same."""
    ending = f": {role.name}"
    for office in (agency.short_name, f"{agency.short_name} ({agency.pk})"):
        name = f"{office[: _LONGEST - len(ending)]}{ending}"
        if not Group.objects.filter(name=name).exclude(pk=group.pk).exists():
            break
    return name


def _grant_pages(group: Group, role: Role, pages: Iterable[AgencyHomePage]) -> None:
    wanted = set()
    for page in pages:
        verbs = role.pages if page.locale.language_code == SOURCE else role.translations
        codes = [f"{verb}_page" for verb in verbs]
        given = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=codes)
        wanted |= {(page.pk, permission.pk) for permission in given}
    _bring_to(GroupPagePermission, "page_id", group, wanted)


def _grant_files(group: Group, role: Role, own: Collection, shared: Collection) -> None:
    wanted = {(own.pk, permission.pk) for permission in file_permissions(role.files)}
    wanted |= {(shared.pk, permission.pk) for permission in file_permissions(["choose"])}
    _bring_to(GroupCollectionPermission, "collection_id", group, wanted)


def _bring_to(model: Any, place: str, group: Group, wanted: set[tuple[int, int]]) -> None:
    """Give the group exactly the ``wanted`` rights; what it has is not taken away for a moment."""
    for held in model.objects.filter(group=group):
        key = (getattr(held, place), held.permission_id)
        if key in wanted:
            wanted = wanted - {key}
        else:
            held.delete()
    for where, permission in sorted(wanted):
        model.objects.create(group=group, permission_id=permission, **{place: where})


def _collection(agency: Agency) -> Collection:
    kept = OfficeGroup.objects.filter(agency=agency).exclude(collection=None)
    found = Collection.objects.filter(pk__in=kept.values("collection")).first()
    others = _root().get_children().exclude(pk=found.pk if found else None)
    name = agency.short_name
    if others.filter(name=name).exists():
        name = f"{name} ({agency.pk})"
    if found is None:
        return _root().add_child(name=name)
    found.name = name
    found.save()
    return found


def _shared() -> Collection:
    root = _root()
    return root.get_children().filter(name=SHARED).first() or root.add_child(name=SHARED)


def _root() -> Collection:
    """Return the root as it is stored now: a new child changes it."""
    return Collection.get_first_root_node()


def wants_approval(agency: Agency) -> bool:
    """Tell whether what people of the office write goes out only after another's approval."""
    return office_wants_approval(agency.pk)


@transaction.atomic
def switch_approval(agency: Agency, *, by: Any, on: bool) -> None:
    """Let the office's approvers publish alone, or no more; written down. What waits goes on waiting."""
    OfficeGroup.objects.filter(agency=agency).update(is_approval_off=not on)
    _lead_to_approval(agency, groups_of(agency))
    log(instance=agency, action=APPROVAL_ON if on else APPROVAL_OFF, user=by)


def _lead_to_approval(agency: Agency, groups: dict[str, Group]) -> None:
    """Lead what is sent from the office's pages to its own approvers; where it is off, to nobody."""
    pages = AgencyHomePage.objects.filter(agency=agency)
    name = f"Duyệt của {agency.short_name}"
    asked = [groups[key] for key in APPROVAL]
    tasks = OtherEyesTask.objects.filter(groups__office__agency=agency)
    task = tasks.first() or OtherEyesTask(name=name)
    task.name = name
    task.save()
    task.groups.set(asked)
    workflow = Workflow.objects.filter(workflow_tasks__task=task).first() or Workflow(name=name)
    workflow.name = name
    workflow.save()
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    if not wants_approval(agency):
        WorkflowPage.objects.filter(page__in=pages, workflow=workflow).delete()
        return
    for page in pages:
        WorkflowPage.objects.update_or_create(page=page, defaults={"workflow": workflow})
