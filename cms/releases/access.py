"""Access: whose eyes may read the words of an older version of a page."""

from wagtail.models import Page

from cms.models import User
from cms.releases.actions import may_act

__all__ = ["may_read"]


def may_read(user: User, key: str) -> bool:
    """Tell whether somebody may read what a page said: as with revisions, who may edit it may.

    A page that is deleted has nobody who may edit it: then those who may roll back.
    """
    if may_act(user):
        return True
    kind, _, number = key.partition("-")
    page = Page.objects.filter(pk=number).first() if _is_page(kind, number) else None
    return bool(page and page.permissions_for_user(user).can_edit())


def _is_page(kind: str, number: str) -> bool:
    return kind == "page" and number.isdecimal()
