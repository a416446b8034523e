"""The demo's accounts, for a machine of one's own only."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from wagtail.users.models import UserProfile

from cms.demo.load.shelf import Shelf
from cms.offices.setting_up import set_up_office
from cms.permissions import APPROVERS, grant_officers
from cms.session.passwords import DEMO_PASSWORD

__all__ = ["ACCOUNTS", "OFFICE_ACCOUNTS", "PASSWORD", "load_office_people", "load_users"]

PASSWORD = DEMO_PASSWORD
ACCOUNTS = (("quan-tri", "Quản trị viên", True), ("can-bo", "Cán bộ truyền thông", False))
OFFICE_ACCOUNTS = (
    ("nguoi-soan", "Người soạn", "trung-tam-cntt", "soan"),
    ("nguoi-duyet", "Người duyệt", "trung-tam-cntt", "duyet"),
    ("soan-so-khac", "Người soạn của sở khác", "so-noi-vu", "soan"),
)
"""People of one office each: account, post, the office by its key in the demo, the role by its key."""


def load_users() -> None:
    """Create an administrator and an officer of the province who may publish, unless they are there.

    On a server nobody can log in as they: the password stands in the sources.
    """
    grant_officers()
    officers = Group.objects.get(name=APPROVERS)
    for name, said, is_administrator in ACCOUNTS:
        user, is_new = _account(name, said, is_administrator=is_administrator)
        if is_new and not is_administrator:
            user.groups.add(officers)


def load_office_people(shelf: Shelf) -> None:
    """Make two offices separate, with a writer each and an approver in the first."""
    for name, said, office, role in OFFICE_ACCOUNTS:
        user, is_new = _account(name, said)
        if is_new:
            user.groups.add(set_up_office(shelf.get("agency", office))[role])


def _account(name: str, said: str, *, is_administrator: bool = False) -> tuple[Any, bool]:
    user, is_new = get_user_model().objects.get_or_create(
        username=name,
        defaults={
            "first_name": said,
            "email": f"{name}@loa.example",
            "is_staff": is_administrator,
            "is_superuser": is_administrator,
        },
    )
    if is_new:
        user.set_password(PASSWORD if settings.LOA_MAY_LOAD_DEMO else None)
        user.save()
        UserProfile.objects.get_or_create(user=user, defaults={"preferred_language": "vi"})
    return user, is_new
