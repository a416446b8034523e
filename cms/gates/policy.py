"""The policy of pictures and attachments: every screen and action of Wagtail asks it."""

from collections.abc import Iterable
from typing import Any

from wagtail import documents, images
from wagtail.models import Page
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy

from cms.gates.live import held_by

__all__ = ["LivePolicy", "may_publish", "register_policies"]

_TOUCHES = frozenset({"change", "delete"})


class LivePolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's rules of collections, and: what is live is changed only by who may publish it."""

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Iterable[str], instance: Any
    ) -> bool:
        """Tell whether the user may do one of ``actions`` with ``instance``."""
        harmless = set(actions) - _TOUCHES
        allowed = super().user_has_any_permission_for_instance
        if harmless and allowed(user, harmless, instance):
            return True
        touching = _TOUCHES & set(actions)
        return bool(touching and allowed(user, touching, instance) and not held_by(instance, user))


def may_publish(row: Any, user: Any) -> bool:
    """Tell whether ``user`` may put ``row``, a page or a row of a registry, before citizens."""
    if isinstance(row, Page):
        return bool(row.permissions_for_user(user).can_publish())
    policy = policy_registry.get_by_type(type(row))
    return bool(policy.user_has_permission_for_instance(user, "publish", row))


def register_policies() -> None:
    """Put our policy before Wagtail's own, which is registered for a class and those below it."""
    models = (images.get_image_model(), documents.get_document_model())
    theirs = (images.get_permission_policy(), documents.get_permission_policy())
    for model, known in zip(models, theirs, strict=True):
        policy = LivePolicy(
            model, auth_model=known.auth_model, owner_field_name=known.owner_field_name
        )
        register_permission_policy(model, policy, exact_class=True)
