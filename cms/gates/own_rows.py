"""Whose row of a registry it is: an office's own, the province's, or one's own mistake."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import Q
from wagtail.models import DraftStateMixin, ModelLogEntry, Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import DeleteView

from cms.gates.staying import StaysWhileUsed
from cms.models import Agency, Use
from cms.offices.membership import Offices, offices_of, owner_field, owner_of
from cms.usage.kinds import FACETS, kind_of

__all__ = ["RowDeleteView", "RowPolicy", "register_row_policies"]


class RowPolicy(ModelPermissionPolicy):
    """Django's rights, over the rows of one's offices; and the right to take one's own mistake away.

    What citizens may read, everybody in the editor may read and use ("view"). Drafts are their office's.
    What belongs to no office, and a new office, is the province's.
    """

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Tell whether the user may do ``action`` with some row."""
        return self.user_has_any_permission(user, {action})

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        """Tell whether the user may do one of ``actions`` with some row."""
        return any(
            super(RowPolicy, self).user_has_permission(user, action)
            and self._has_some(user, action)
            for action in actions
        )

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """Tell whether the user may do ``action`` with ``instance``."""
        return self.user_has_any_permission_for_instance(user, {action}, instance)

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Iterable[str], instance: Any
    ) -> bool:
        """Tell whether the user may do one of ``actions`` with ``instance``."""
        asked = set(actions)
        return any(
            super(RowPolicy, self).user_has_permission(user, action)
            and ((action == "view" and instance.live) or self._holds(user, action, instance))
            for action in asked
        ) or ("delete" in asked and self._is_own_mistake(user, instance))

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> Any:
        """Return the rows with which the user may do one of ``actions``."""
        field = owner_field(self.model)
        among = Q(pk__in=())
        for action in actions:
            if super().user_has_permission(user, action):
                offices = self._offices(user, action)
                if offices.everywhere:
                    return self.model._default_manager.all()
                among |= Q(live=True) if action == "view" else Q()
                among |= offices.among(field) if field else Q(pk__in=())
        # By id alone: a search asks that every field in a condition be named for it.
        kept = self.model._base_manager.filter(among)
        return self.model._default_manager.filter(pk__in=kept.values("pk"))

    def _offices(self, user: Any, action: str) -> Offices:
        return offices_of(user, self._get_permission_name(action))

    def _has_some(self, user: Any, action: str) -> bool:
        offices = self._offices(user, action)
        if offices.everywhere or action == "view":
            return True
        is_the_provinces = not owner_field(self.model) or (action, self.model) == ("add", Agency)
        return bool(offices) and not is_the_provinces

    def _holds(self, user: Any, action: str, row: Any) -> bool:
        return self._has_some(user, action) and self._offices(user, action).holds(owner_of(row))

    def _is_own_mistake(self, user: Any, row: Any) -> bool:
        """Tell whether the user made the row, could make it again, and nobody would miss it."""
        may_make = self.user_has_permission_for_instance(
            user, "publish" if row.live else "add", row
        )
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
