"""The panel that says whether the account is shown, and who may confirm it."""

from typing import Any

from wagtail.admin.panels import Panel

__all__ = ["ConfirmationPanel"]


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
