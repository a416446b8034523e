"""The demo's accounts, for a machine of one's own only."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from wagtail.users.models import UserProfile

from cms.permissions import APPROVERS, grant_officers
from cms.session.passwords import DEMO_PASSWORD

__all__ = ["ACCOUNTS", "PASSWORD", "load_users"]

PASSWORD = DEMO_PASSWORD
ACCOUNTS = (("quan-tri", "Quản trị viên", True), ("can-bo", "Cán bộ truyền thông", False))


def load_users() -> None:
    """Create an administrator and an officer who may publish, unless they are there.

    On a server nobody can log in as they: the password stands in the sources.
    """
    grant_officers()
    officers = Group.objects.get(name=APPROVERS)
    for name, said, is_administrator in ACCOUNTS:
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
            if not is_administrator:
                user.groups.add(officers)
