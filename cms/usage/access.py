"""Access: who may ask where something is used, end it, and tick off its pages."""

from typing import Any

from wagtail.permissions import policy_registry

from cms.usage.kinds import PICTURE, kind_of

__all__ = ["may_change", "may_end"]


def may_change(user: Any, row: Any) -> bool:
    """Tell whether somebody may change a row: then he may see what that would do."""
    policy = policy_registry.get_by_type(type(row))
    verbs = ["change", "choose"] if kind_of(row) == PICTURE else ["change"]
    return bool(policy.user_has_any_permission_for_instance(user, verbs, row))


def may_end(user: Any, row: Any) -> bool:
    """Tell whether somebody may end a row: readers see it at once, as a publication."""
    policy = policy_registry.get_by_type(type(row))
    return may_change(user, row) and bool(
        policy.user_has_permission_for_instance(user, "publish", row)
    )
