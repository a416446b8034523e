"""Names of those whose account is gone: the log itself still tells them, until it is forgotten.

An account's own entries (its logins, its deletion) carry its name as their label. So nothing more
is kept about anybody, and ``manage.py forget`` takes the names away with the entries.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from cms.models import User

__all__ = ["name_the_gone"]


def name_the_gone(entries: Iterable[Any]) -> None:
    """Let each entry of a deleted account show the name that the account had last: one query."""
    orphans = [one for one in entries if one.user_id and one.user is None]
    names = _last_names({str(one.user_id) for one in orphans}) if orphans else {}
    for one in orphans:
        if name := names.get(str(one.user_id)):
            one.user_display_name = _("%(name)s (tài khoản đã xoá)") % {"name": name}


def _last_names(numbers: set[str]) -> Mapping[str, str]:
    own = ModelLogEntry.objects.get_for_model(User).filter(object_id__in=numbers)
    return dict(own.order_by("timestamp", "pk").values_list("object_id", "label"))
