"""Who must log in with a second factor, and who has one."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Permission

__all__ = ["DUTY", "FACTORS", "has_factor", "lacks_factor", "must_have_factor"]

DUTY = "log_in_with_two_factors"
"""A duty, ticked for a group like a right: it is asked of groups only, never by ``has_perm``."""
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""Recovery codes alone are none."""


def must_have_factor(user: Any) -> bool:
    """Tell whether a group of ``user`` must; a superuser must as soon as any group must."""
    duty = Permission.objects.filter(content_type__app_label="cms", codename=DUTY)
    groups = {"group__isnull": False} if user.is_superuser else {"group__user": user}
    return bool(duty.filter(**groups).exists())


def has_factor(user: Any) -> bool:
    """Tell whether ``user`` has an app or a key; recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists())


def lacks_factor(user: Any) -> bool:
    """Tell whether ``user`` must set one up before anything else."""
    return must_have_factor(user) and not has_factor(user)
