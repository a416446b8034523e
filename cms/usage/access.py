"""Access: who may ask where something is used, end it, and tick off its pages."""

from typing import Any

from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

from cms.usage.kinds import PICTURE

__all__ = ["may_change", "may_end"]


def may_change(user: Any, kind: str) -> bool:
    """Tell whether somebody may change rows of a kind: then they may see what that would do."""
    if kind == PICTURE:
        policy = policy_registry.get_by_type(get_image_model())
        return bool(policy.user_has_any_permission(user, ["change", "choose"]))
    app, model = kind.split(".")
    return bool(user.has_perm(f"{app}.change_{model}"))


def may_end(user: Any, kind: str) -> bool:
    """Tell whether somebody may end a row: readers see it at once, as a publication."""
    app, model = kind.split(".")
    return may_change(user, kind) and bool(user.has_perm(f"{app}.publish_{model}"))
