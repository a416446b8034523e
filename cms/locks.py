"""A page that somebody locked stays where it is until it is unlocked."""

from typing import NamedTuple

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.utils.translation import gettext
from wagtail.models import Page, PagePermissionTester

__all__ = ["Holder", "LockedPageTester", "held_by_others", "holder_of"]


class Holder(NamedTuple):
    """Who locked which page, as officers call both."""

    page: str
    who: str


def held_by_others(page: Page, user: AbstractBaseUser) -> bool:
    """Tell whether the page, or any page below it, is locked by somebody else."""
    return bool(_held(page, user).exists())


def holder_of(page: Page, user: AbstractBaseUser) -> Holder | None:
    """Return the first somebody else who locked the page or one below it."""
    held = _held(page, user).select_related("locked_by").first()
    if held is None:
        return None
    by = held.locked_by
    who = (by.get_full_name() or by.get_username()) if by else gettext("một người khác")
    return Holder(page=held.specific_deferred.get_admin_display_title(), who=who)


def _held(page: Page, user: AbstractBaseUser) -> models.QuerySet[Page]:
    below = Page.objects.descendant_of(page, inclusive=True).filter(locked=True)
    others: models.QuerySet[Page] = below.exclude(locked_by=user.pk)
    return others


class LockedPageTester(PagePermissionTester):
    """Wagtail's rules, and: what another holds is neither deleted, moved nor published, by any way.

    An administrator unlocks the page first, and is then seen
    in its history to have done so.
    """

    def can_delete(self, ignore_bulk: bool = False) -> bool:  # noqa: FBT001, FBT002  # Wagtail's
        """Refuse while another holds the page or one below it."""
        allowed = super().can_delete(ignore_bulk=ignore_bulk)
        return bool(allowed) and not held_by_others(self.page, self.user)

    def can_publish(self) -> bool:
        """Refuse while another holds the page itself: lists and translations do not ask for it."""
        is_held = self.page.locked and self.page.locked_by_id != self.user.pk
        return bool(super().can_publish()) and not is_held

    def can_move_to(self, destination: Page) -> bool:
        """Refuse as for deleting: of administrators Wagtail asks no more than the tree here."""
        allowed = super().can_move_to(destination)
        return bool(allowed) and not held_by_others(self.page, self.user)
