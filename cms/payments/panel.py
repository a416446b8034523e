"""The form of a payment fact: who entered it, whether it is shown, and who may confirm it."""

from typing import Any

from wagtail.admin.panels import Panel

from cms.payments.guarded import HARMLESS
from cms.session.forms import RegistryForm

__all__ = ["ConfirmationPanel", "PaymentForm"]


class ConfirmationPanel(Panel):
    """Hai người kiểm tra."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one row."""

        template_name = "cms/payments/panel.html"

        def is_shown(self) -> bool:
            """Show it for rows that are stored."""
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> Any:
            """Return the stored row: what citizens see, whatever the draft in the form says."""
            stored = type(self.instance)._default_manager.filter(pk=self.instance.pk).first()
            user_id = getattr(getattr(self.request, "user", None), "pk", None)
            return {
                **super().get_context_data(parent_context),
                "row": stored,
                "may_confirm": bool(stored and stored.awaits_confirmation_by(user_id)),
            }


class PaymentForm(RegistryForm):
    """Notes who entered the account; nobody can choose the two people by hand."""

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002  # Django's signature
        """Put the acting officer beside what was typed or typed anew."""
        is_typed = bool(set(self.changed_data) - HARMLESS)
        if not self.instance.pk or is_typed or not self.instance.entered_by_id:
            self.instance.entered_by = self.for_user
            self.instance.confirmed_by = None
        return super().save(commit)
