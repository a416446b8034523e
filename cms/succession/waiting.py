"""What waits to be looked at again: the reviews that are open on pages somebody may edit."""

from typing import Any

from django.db.models import QuerySet
from wagtail.permissions import page_permission_policy

from cms.models import Review
from cms.offices.membership import offices_of

__all__ = ["open_reviews"]


def open_reviews(user: Any) -> QuerySet[Review]:
    """Return the open reviews of the user's pages; people of the province see all."""
    waiting = Review.objects.filter(done_at=None, cause__undone_at=None)
    if offices_of(user).everywhere:
        return waiting
    own = page_permission_policy.instances_user_has_any_permission_for(
        user, {"add", "change", "publish"}
    )
    return waiting.filter(page__in=own.values("pk"))
