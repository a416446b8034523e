"""A page that somebody locked stays where it is until it is unlocked."""

from django.contrib.auth.models import AbstractBaseUser
from wagtail.models import Page, PagePermissionTester

__all__ = ["LockedPageTester", "held_by_others"]


def held_by_others(page: Page, user: AbstractBaseUser) -> bool:
    """Tell whether the page, or any page below it, is locked by somebody else."""
    below = Page.objects.descendant_of(page, inclusive=True).filter(locked=True)
    return bool(below.exclude(locked_by=user.pk).exists())


class LockedPageTester(PagePermissionTester):
    """Wagtail's rules, and: what another holds is neither deleted nor moved, by any way.

    An administrator unlocks the page first, and is then seen
    in its history to have done so.
    """

    def can_delete(self, ignore_bulk: bool = False) -> bool:  # noqa: FBT001, FBT002  # Wagtail's
        """Refuse while another holds the page or one below it."""
        allowed = super().can_delete(ignore_bulk=ignore_bulk)
        return bool(allowed) and not held_by_others(self.page, self.user)

    def can_move_to(self, destination: Page) -> bool:
        """Refuse as for deleting: of administrators Wagtail asks no more than the tree here."""
        allowed = super().can_move_to(destination)
        return bool(allowed) and not held_by_others(self.page, self.user)
