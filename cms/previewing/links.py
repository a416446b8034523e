"""Links: made, found by their token, closed; and when one is no longer good.

The token is in the address and nowhere else: the database keeps its digest, the log neither.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from cms.models.preview_link import PreviewLink
from sitegen.collect.visibility import restricted_pages

__all__ = [
    "LINK_MADE", "LINK_REVOKED", "MOST_DAYS", "Terms", "Ticket", "draft_of", "is_private", "link_of", "make", "may_make",
    "revoke", "ticket_for", "why_closed",
]  # fmt: skip

LINK_MADE, LINK_REVOKED = "loa.preview_link_made", "loa.preview_link_revoked"
MOST_DAYS = 30
_TOKEN_BYTES = 32
_TICKET_SECONDS = 24 * 60 * 60
_SALT = "cms.previewing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """What a form was given: the token that its link will have, signed, so that nobody chooses one.

    A form that is sent twice makes one link, and a page that is loaded anew shows it again.
    """

    token: str
    signed: str

    @classmethod
    def read(cls, signed: str, page: Page, user: Any) -> "Ticket | None":
        """Return the ticket that ``user`` was given for ``page``; None for another's, or an old one."""
        try:
            number, holder, token = signing.loads(signed, salt=_SALT, max_age=_TICKET_SECONDS)
        except signing.BadSignature:
            return None
        return cls(token=token, signed=signed) if (number, holder) == (page.pk, user.pk) else None


def ticket_for(page: Page, user: Any) -> Ticket:
    """Return a new ticket."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    return Ticket(token=token, signed=signing.dumps([page.pk, user.pk, token], salt=_SALT))


def may_make(page: Any, user: Any) -> bool:
    """Tell whether ``user`` may show drafts of ``page`` to others: whoever may edit it may."""
    is_in = user is not None and user.has_perm("wagtailadmin.access_admin")
    return bool(is_in and page.permissions_for_user(user).can_edit())


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """For how long a link is good, of which version, and for whom it is."""

    days: int
    is_pinned: bool
    note: str


def make(page: Page, ticket: Ticket, terms: Terms, *, by: Any) -> PreviewLink:
    """Return the link of ``ticket``, which is made and written down the first time."""
    now = timezone.now()
    said = {
        "page": page,
        "revision": page.latest_revision if terms.is_pinned else None,
        "note": terms.note,
        "was_live": _is_seen(page),
        "made_by": by,
        "made_at": now,
        "expires_at": now + timedelta(days=terms.days),
    }
    with transaction.atomic():
        link, is_new = PreviewLink.objects.get_or_create(
            digest=_digest(ticket.token), defaults=said
        )
        if is_new:
            data = {"until": link.expires_at.isoformat(), "is_pinned": terms.is_pinned}
            data["note"] = terms.note
            log(instance=page, action=LINK_MADE, user=by, data=data)
    return link


def revoke(link: PreviewLink, *, by: Any) -> bool:
    """Close ``link`` for ever; False when somebody has done so before."""
    open_still = PreviewLink.objects.filter(pk=link.pk, revoked_at=None)
    with transaction.atomic():
        is_done = bool(open_still.update(revoked_at=timezone.now()))
        if is_done:
            log(instance=link.page, action=LINK_REVOKED, user=by, data={"note": link.note})
    return is_done


def link_of(token: str) -> PreviewLink | None:
    """Return the link of ``token`` as long as it is good."""
    links = PreviewLink.objects.select_related("page", "revision", "made_by")
    link = links.filter(digest=_digest(token)).first()
    return link if link is not None and not why_closed(link) else None


def why_closed(link: PreviewLink) -> str:
    """Return why nobody is shown anything at ``link``, in words for officers; "" while it is good."""
    if link.revoked_at is not None:
        return _("đã thu hồi")
    if link.expires_at <= timezone.now():
        return _("hết hạn")
    page = link.page.specific
    if not may_make(page, link.made_by):
        return _("người tạo không còn quyền sửa trang")
    if _is_taken_down(page, link):
        return _("trang đã gỡ xuống")
    if is_private(page):
        return _("trang đang giới hạn người xem")
    return ""


def is_private(page: Page) -> bool:
    """Tell whether the page, or what it repeats or stands under, is for some readers only."""
    return page.pk in restricted_pages(page)


def _is_seen(page: Page) -> bool:
    """Tell whether citizens see the page, as far as it and what it stands under are live."""
    return bool(page.live) and not page.get_ancestors().filter(live=False).exists()


def _is_taken_down(page: Page, link: PreviewLink) -> bool:
    """Tell whether citizens saw the page when the link was made, or later, and do no more."""
    published = page.last_published_at
    was_published_since = published is not None and published > link.made_at
    return (link.was_live and not _is_seen(page)) or (was_published_since and not page.live)


def draft_of(link: PreviewLink) -> tuple[Any, int | None]:
    """Return what ``link`` shows, and the number of that version; None for a page without any."""
    revision = link.revision or link.page.latest_revision
    if revision is None:
        return link.page.specific, None
    return revision.as_object(), revision.pk


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
