"""Two releases side by side: every page that differs, and the words that came and went."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.models import User
from cms.releases.actions import may_act
from cms.releases.findings import edit_address
from cms.releases.reasons import page_reasons
from cms.releases.views import ReleasesView, releases_url
from sitegen.release.changes import PageChange, compare_releases
from sitegen.release.compare import Difference, Reading, compare_pages, read_page
from sitegen.release.manifest import read_outline, release_ids

__all__ = ["CompareView", "ComparedPageView"]

PAGES_SHOWN = 10
LINES_SHOWN = 40
MAX_PAGE_LINES = 2000
MAX_RELEASES = 100


class _TwoReleases(ReleasesView):
    """Reads two releases named by ?tu= and ?den=, else the two newest; the order is the reader's."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        ids = release_ids(self.folder)
        wanted = (request.GET.get("tu") or "", request.GET.get("den") or "")
        names = wanted if any(wanted) else tuple(ids[-2:])
        self.has_two = len(names) == 2 and all(names)
        if self.has_two:
            self.old, self.new = self.manifest(names[0]), self.manifest(names[1])
            self.changes = compare_releases(self.old, self.new)

    def difference(self, page: PageChange) -> Difference:
        """Return what differs in one page; raises OSError when its files are gone."""
        return compare_pages(
            self._reading(self.old.id, page.old_path), self._reading(self.new.id, page.path)
        )

    def _reading(self, name: str, path: str) -> Reading:
        return read_page((self.folder / name / path).read_bytes(), path) if path else Reading()

    def row(self, page: PageChange, reasons: tuple[str, ...], limit: int) -> Mapping[str, Any]:
        """Return one page with its words, cut to ``limit`` lines."""
        row = {
            "page": page,
            "reasons": reasons,
            "edit_url": edit_address(page.key),
            "words_url": self._address(page),
            "may_read": may_read(self.officer, page.key),
        }
        if not row["may_read"]:
            return row
        try:
            found = self.difference(page)
        except OSError:
            return {**row, "is_lost": True}
        shown = replace(found, lines=found.lines[:limit])
        return {**row, "difference": shown, "more": len(found.lines) - len(shown.lines)}

    def _address(self, page: PageChange) -> str:
        query = f"?tu={self.old.id}&den={self.new.id}&trang={page.key}"
        return releases_url("compare_page") + query


class CompareView(_TwoReleases):
    """So sánh hai bản phát hành."""

    page_title = _("So sánh hai bản")
    template_name = "cms/releases/compare.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return both releases, and one page of the pages that differ."""
        context = super().get_context_data(**kwargs)
        names = list(reversed(release_ids(self.folder)))[:MAX_RELEASES]
        choices = [one for name in names if (one := read_outline(self.folder, name))]
        context |= {"choices": choices, "has_two": self.has_two}
        if not self.has_two:
            return context
        paged = self.paged(self.changes.pages, PAGES_SHOWN)
        return {
            **context,
            **paged,
            "old": self.old,
            "new": self.new,
            "changes": self.changes,
            "rows": list(self._rows(paged["page_obj"].object_list)),
        }

    def _rows(self, pages: Iterable[PageChange]) -> Iterator[Mapping[str, Any]]:
        for page, reasons in page_reasons(pages, self.old, self.new):
            yield self.row(page, reasons, LINES_SHOWN if page.change == "changed" else 0)


class ComparedPageView(_TwoReleases):
    """Một trang ở hai bản phát hành."""

    template_name = "cms/releases/compare_page.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the page that is asked for among those that differ, with its neighbours."""
        super().setup(request, *args, **kwargs)
        key = request.GET.get("trang") or ""
        pages = self.changes.pages if self.has_two else ()
        place = next((at for at, page in enumerate(pages) if page.key == key), None)
        if place is None:
            raise Http404
        self.page = pages[place]
        self.before = pages[place - 1] if place else None
        self.after = pages[place + 1] if place + 1 < len(pages) else None

    def get_page_title(self) -> str:
        """Return the title of the page."""
        return self.page.title

    def get_between(self) -> list[dict[str, Any]]:
        """Return the links to the list and to the comparison."""
        address = f"{releases_url('compare')}?tu={self.old.id}&den={self.new.id}"
        label = f"So sánh bản {self.old.sequence} và {self.new.sequence}"
        return [*super().get_between(), {"url": address, "label": label}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return every line that differs, and the page before and after."""
        ((page, reasons),) = page_reasons([self.page], self.old, self.new)
        return {
            **super().get_context_data(**kwargs),
            "old": self.old,
            "new": self.new,
            "row": self.row(page, reasons, MAX_PAGE_LINES),
            "before_url": self._address(self.before) if self.before else "",
            "after_url": self._address(self.after) if self.after else "",
        }


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
