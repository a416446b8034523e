"""Who made a mistaken row of a registry may take it away again, while nothing uses it."""

from typing import Any

from django.apps import apps
from wagtail.models import DraftStateMixin, ModelLogEntry, Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import DeleteView

from cms.gates.staying import StaysWhileUsed
from cms.models import Use
from cms.usage.kinds import FACETS, kind_of

__all__ = ["RowDeleteView", "RowPolicy", "register_row_policies"]


class RowPolicy(ModelPermissionPolicy):
    """Django's rights, and the right to take one's own mistake away."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """Tell whether the user may do ``action`` with ``instance``."""
        if super().user_has_permission_for_instance(user, action, instance):
            return True
        return action == "delete" and self._is_own_mistake(user, instance)

    def _is_own_mistake(self, user: Any, row: Any) -> bool:
        """Tell whether the user made the row, could make it again, and nobody would miss it."""
        may_make = self.user_has_permission(user, "publish" if row.live else "add")
        return may_make and _made_by(row, user) and not _is_used(row)


class RowDeleteView(StaysWhileUsed, DeleteView):
    """Wagtail's question before a row goes; it asks for the right over this very row."""

    def user_has_permission(self, permission: str) -> bool:
        """Tell whether the user may do so with the row."""
        return bool(self.user_has_permission_for_instance(permission, self.object))


def register_row_policies() -> None:
    """Put the policy before Wagtail's for everything with drafts that is no page."""
    for model in apps.get_models():
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page):
            register_permission_policy(model, RowPolicy(model), exact_class=True)


def _made_by(row: Any, user: Any) -> bool:
    made = ModelLogEntry.objects.for_instance(row).filter(action="wagtail.create")
    return bool(user.pk) and made.filter(user_id=user.pk).exists()


def _is_used(row: Any) -> bool:
    """Tell whether a page or another row names it, drafts and facets included.

    That it belongs to an office, which shows all of its contacts, is nobody's choice of it.
    """
    kind = kind_of(row)
    named = Use.objects.filter(target_kind__in=FACETS.get(kind, (kind,)), target_id=row.pk)
    return named.exclude(how=Use.How.BELONGS).exists()
