"""Reviewed: the day on which an officer last read each page as a whole."""

from datetime import date

from cms.models import PageReview
from sitegen.collect.collecting import Collecting

__all__ = ["load_reviewed"]


def load_reviewed(_collecting: Collecting) -> dict[int, date]:
    """Return the days by page: one query."""
    days = PageReview.objects.values_list("page_id", "reviewed_on")
    return {page: day for page, day in days if day is not None}
