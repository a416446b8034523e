"""A big loss is for an administrator: the home page, an office's page, a page with many below."""

from collections.abc import Iterable

from django.apps import apps
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import Page

from cms.approval.eyes import needs_other_eyes
from cms.locks import LockedPageTester
from cms.offices.membership import offices_of
from sitegen.collect.sites import site_of
from sitegen.collect.visibility import visible_pages
from sitegen.languages import SOURCE

__all__ = [
    "MANY",
    "PERMISSION",
    "KeptPageTester",
    "is_big_loss",
    "loss_words",
    "pages_lost",
    "translations_of",
]

MANY = 5
"""So many live pages below a page make its end a question for an administrator."""

PERMISSION = "cms.take_down_many"


def is_big_loss(page: Page) -> bool:
    """Tell whether citizens would lose much with the page; cheap: lists ask it for every row."""
    kind = page.specific_class
    if page.live and kind is not None and getattr(kind, "leads_others", False):
        return True
    return bool(page.numchild) and page.get_descendants().live().count() >= MANY


def translations_of(pages: Iterable[Page]) -> "QuerySet[Page]":
    """Return the live translations of those of ``pages`` that are sources: they go with them."""
    keys = [one.translation_key for one in pages if one.locale.language_code == SOURCE]
    live: QuerySet[Page] = Page.objects.filter(live=True, alias_of=None)
    found = live.filter(translation_key__in=keys).exclude(locale__language_code=SOURCE)
    return found.select_related("locale").order_by("path")


def pages_lost(pages: Iterable[Page], *, with_translations: bool = True) -> int:
    """Count what citizens see now and would not without these pages: all that is below goes too.

    An alias goes with its source, a translation too, and so does what stands below them.
    """
    given = list(pages)
    if with_translations:
        given += translations_of(given)
    aliases = Page.objects.filter(alias_of__in=[page.pk for page in given])
    gone = (*(page.path for page in given), *aliases.values_list("path", flat=True))
    site = site_of(given[0] if given else None)
    seen = visible_pages(site, timezone.now()).values()
    return sum(place.tree_path.startswith(gone) for place in seen)


def loss_words(pages: Iterable[Page], *, with_translations: bool = True) -> str:
    """Return "31 trang sẽ không còn…", "" when citizens lose nothing."""
    given = list(pages)
    count = pages_lost(given, with_translations=with_translations)
    if not count:
        return ""
    translated = translations_of(given).count() if with_translations else 0
    if count == 1:
        said = gettext("1 trang sẽ không còn: người dân không mở được trang này nữa.")
    else:
        said = gettext(
            "%(count)s trang sẽ không còn: người dân không mở được trang này và mọi trang con, "
            "kể cả khi không gỡ trang con."
        ) % {"count": count}
    if not translated:
        return said
    also = gettext(
        "Trong đó có %(count)s bản dịch: bản dịch cũng được gỡ xuống, thành bản nháp, không bị xoá; "
        "muốn hiện lại thì xuất bản riêng."
    )
    return f"{said} {also % {'count': translated}}"


class KeptPageTester(LockedPageTester):
    """The rules about locks, and: what is a big loss needs who may take down much.

    Moving such a page is nobody's loss as long as citizens still see it where it goes.
    """

    def can_publish(self) -> bool:
        """Refuse where the office wants another's approval: then that publishes."""
        return self.can_publish_approved() and not needs_other_eyes(self.page, self.user)

    def can_publish_approved(self) -> bool:
        """Tell whether the user may publish what he was asked to approve."""
        return bool(super().can_publish())

    def can_publish_subpage(self) -> bool:
        """Refuse to write and publish a new page in one where another's approval is wanted."""
        return bool(super().can_publish_subpage()) and not needs_other_eyes(self.page, self.user)

    def can_unpublish(self) -> bool:
        """Refuse a big loss."""
        return bool(super().can_unpublish()) and self._may_lose()

    def can_delete(self, ignore_bulk: bool = False) -> bool:  # noqa: FBT001, FBT002  # Wagtail's
        """Refuse a big loss."""
        return super().can_delete(ignore_bulk=ignore_bulk) and self._may_lose()

    def can_set_view_restrictions(self) -> bool:
        """Refuse a big loss."""
        return bool(super().can_set_view_restrictions()) and self._may_lose()

    def can_copy(self) -> bool:
        """Refuse where the user has no right at all: a copy shows what its draft says."""
        has_some = self.user.is_superuser or bool(self.permissions)
        return bool(super().can_copy()) and has_some and self._may_place()

    def can_move(self) -> bool:
        """Ask as for deleting, but for the loss: that depends on where the page goes."""
        return super().can_delete(ignore_bulk=True) and self._may_place()

    def can_move_to(self, destination: Page) -> bool:
        """Refuse a big loss: a place that citizens do not see."""
        if not super().can_move_to(destination):
            return False
        seen = visible_pages(site_of(destination), timezone.now())
        return self._may_lose() or destination.pk in seen

    def can_expire(self) -> bool:
        """Tell whether an hour may be set at which the page goes by itself."""
        return self._may_lose()

    def _may_place(self) -> bool:
        """Tell whether the user may put the page elsewhere: an office's page is the province's to place."""
        if self.user.is_superuser or offices_of(self.user).everywhere:
            return True
        model = apps.get_model("cms", "AgencyHomePage")
        return not model.objects.filter(path__startswith=self.page.path).exists()

    def _may_lose(self) -> bool:
        return bool(self.user.has_perm(PERMISSION)) or not is_big_loss(self.page)
