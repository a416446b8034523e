"""The form of a payment fact: who changes what readers pay by is who has entered it."""

from typing import Any

from cms.payments.guarded import HARMLESS
from cms.session.forms import RegistryForm

__all__ = ["PaymentForm"]


class PaymentForm(RegistryForm):
    """Notes who entered the account; nobody can choose the two people by hand."""

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002  # Django's signature
        """Put the acting officer beside what was typed or typed anew."""
        is_typed = bool(set(self.changed_data) - HARMLESS)
        if not self.instance.pk or is_typed or not self.instance.entered_by_id:
            self.instance.entered_by = self.for_user
            self.instance.confirmed_by = None
        return super().save(commit)
