"""What officers may do with our registries, step sets and pictures."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission

__all__ = ["OFFICER_GROUPS", "grant_officers"]

OFFICER_GROUPS = ("Editors", "Moderators")
EVERYDAY = ("add", "change", "view")


def grant_officers() -> None:
    """Let both of Wagtail's groups write facts and upload pictures; only moderators publish."""
    for name in OFFICER_GROUPS:
        group, _ = Group.objects.get_or_create(name=name)
        codes = [f"{verb}_{model}" for verb in EVERYDAY for model in _facts()]
        if name == "Moderators":
            codes += [f"publish_{model}" for model in _facts()]
        group.permissions.add(
            *Permission.objects.filter(
                content_type__app_label__in=("cms", "guides"), codename__in=codes
            ),
            Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"),
        )
        _grant_pictures(group)


def _facts() -> tuple[str, ...]:
    return (
        "agency",
        "contactpoint",
        "legaldocument",
        "paymentfact",
        "portal",
        "procedure",
        "procedurefield",
        "servicekind",
        "servicekindregime",
        "stepset",
    )


def _grant_pictures(group: Group) -> None:
    root = Collection.get_first_root_node()
    for permission in Permission.objects.filter(
        content_type__app_label="media",
        codename__in=("add_illustration", "change_illustration", "choose_illustration"),
    ):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=permission
        )
