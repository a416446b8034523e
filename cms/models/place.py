"""Where a page stands in the tree: the columns that only moving, adding and deleting may write."""

from wagtail.models import Page

__all__ = ["keep_place"]

PLACE = ("path", "depth", "numchild")


def keep_place(page: Page) -> None:
    """Let ``page``, about to be saved, keep the place that the tree gives it by now.

    The tree writes these columns by SQL, past every instance in memory. A page read before its
    first child was added (a publication waiting for the commit, for one) would write back that it
    has none, and the next page below would get an address that is taken.
    """
    row = Page.objects.filter(pk=page.pk).values(*PLACE).first()
    for name, value in (row or {}).items():
        setattr(page, name, value)
