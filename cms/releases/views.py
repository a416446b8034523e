"""The list of kept releases, and one release: what changed, why, how heavy, what to look at."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Site

from cms.models import ReleaseEvent
from cms.releases.actions import may_act
from cms.releases.causes import causes, rollbacks
from cms.releases.findings import by_page, edit_address
from cms.releases.reasons import group_words, page_reasons
from cms.releases.state import release_state
from cms.releases.summaries import Summary, base_of, releases_folder, standing, summaries
from cms.screens import Screen
from sitegen.collect.sites import address_of
from sitegen.release.changes import Changes, PageChange, compare_releases, page_paths, sizes
from sitegen.release.manifest import Bases, Manifest, read_manifest, read_outline, release_ids
from sitegen.release.switch import current_release

__all__ = ["IndexView", "ReleaseView", "ReleasesView", "mirror_address", "releases_url"]

RELEASES_SHOWN = 25
PAGES_SHOWN = 50
FILES_SHOWN = 100
FINDINGS_SHOWN = 50
EVENTS_SHOWN = 5
CAUSES_SHOWN = 3
MAX_CAUSES = 20


def releases_url(name: str, *args: str) -> str:
    """Return the address of one of our screens."""
    return reverse(f"releases:{name}", args=args)


def mirror_address(path: str, site: Site | None = None) -> str:
    """Return where citizens read an HTML file of the mirror, "" when no address is known."""
    address: str = address_of(site) if site else settings.LOA_MIRROR_ADDRESS
    return f"{address}{path.removesuffix('index.html')}" if address else ""


class ReleasesView(Screen):
    """What all screens of releases share: the icon, the trail, paging, reading a release by its name."""

    header_icon = "history"

    @cached_property
    def bases(self) -> Bases:
        """The bases that this screen has read; its releases share most of them."""
        return {}

    @property
    def folder(self) -> Path:
        return releases_folder()

    def get_between(self) -> list[dict[str, Any]]:
        """Return the link to the list."""
        return [{"url": releases_url("index"), "label": _("Phát hành")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what every screen says: what is served, and who may act."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        now = standing()
        return {
            **context,
            "may_act": may_act(self.officer),
            "standing": now,
            "served": read_outline(self.folder, now.served),
        }

    def manifest(self, name: str) -> Manifest:
        """Return the manifest of a kept release; answers 404 for any other name."""
        is_kept = name in release_ids(self.folder)
        found = read_manifest(self.folder, name, self.bases) if is_kept else None
        if found is None:
            raise Http404
        return found


class IndexView(ReleasesView):
    """Các bản phát hành."""

    page_title = _("Phát hành")
    template_name = "cms/releases/index.html"

    def get_between(self) -> list[dict[str, Any]]:
        """Return nothing: this is the list itself."""
        return []

    def get_header_buttons(self) -> list[HeaderButton]:
        """Offer the comparison of any two releases."""
        return [HeaderButton(_("So sánh"), releases_url("compare"), icon_name="resubmit")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return one page of releases, newest first, with what came before each."""
        paged = self.paged(list(reversed(release_ids(self.folder))), RELEASES_SHOWN)
        names = list(paged["page_obj"].object_list)
        found = list(summaries(names, self.bases))
        state = release_state()
        failed = by_page(state["failure"].findings) if state["failure"] else []
        events = ReleaseEvent.objects.select_related("user")[:EVENTS_SHOWN]
        return {
            **super().get_context_data(**kwargs),
            **paged,
            **state,
            "failure_pages": failed[:FINDINGS_SHOWN],
            "more_failure_pages": max(0, len(failed) - FINDINGS_SHOWN),
            "rows": _rows(found, self._older_than(found)),
            "unreadable": len(names) - len(found),
            "events": events,
        }

    def _older_than(self, found: list[Summary]) -> Summary | None:
        """Return the release before the last one of this screen: its end begins their story."""
        ids = release_ids(self.folder)
        place = ids.index(found[-1].id) if found else 0
        return next(summaries([ids[place - 1]], self.bases), None) if place else None


class ReleaseView(ReleasesView):
    """Một bản phát hành."""

    template_name = "cms/releases/release.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read the release that is asked for and the one before it."""
        super().setup(request, *args, **kwargs)
        self.new = self.manifest(kwargs["release"])
        self.base = base_of(self.new, release_ids(self.folder))
        self.old = read_manifest(self.folder, self.base, self.bases) if self.base else None
        self.is_served = self.new.id == current_release(self.folder)

    def get_page_title(self) -> str:
        """Return "Bản 7"."""
        return f"Bản {self.new.sequence}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return everything about this release, each list cut to what one screen can hold."""
        changes = compare_releases(self.old, self.new)
        paged = self.paged(changes.pages, PAGES_SHOWN)
        weights = sizes(self.new)
        pages = by_page(self.new.findings)
        summary = next(summaries([self.new.id], self.bases), None)
        base = next(summaries([self.base], self.bases), None) if self.base else None
        done = _causes_of(summary, base)
        return {
            **super().get_context_data(**kwargs),
            **paged,
            "summary": summary,
            "base": base,
            "is_served": self.is_served,
            "done": done[:MAX_CAUSES],
            "more_done": max(0, len(done) - MAX_CAUSES),
            "changes": changes,
            "rows": list(self._page_rows(paged["page_obj"].object_list)),
            "files": _file_groups(changes),
            "weights": [(group_words(one.group), one) for one in weights],
            "findings": pages[:FINDINGS_SHOWN],
            "more_findings": max(0, len(pages) - FINDINGS_SHOWN),
        }

    def _page_rows(self, pages: Iterable[PageChange]) -> Iterable[Mapping[str, Any]]:
        served = read_manifest(self.folder, current_release(self.folder), self.bases)
        paths = page_paths(served) if served else {}
        for page, reasons in page_reasons(pages, self.old, self.new):
            yield {
                "page": page,
                "reasons": reasons,
                "edit_url": edit_address(page.key),
                "mirror_url": mirror_address(paths[page.key]) if page.key in paths else "",
                "words_url": _words_url(self.base, self.new.id, page.key) if self.old else "",
            }


def _words_url(old: str, new: str, key: str) -> str:
    return f"{releases_url('compare_page')}?tu={old}&den={new}&trang={key}"


def _rows(found: list[Summary], older: Summary | None) -> list[Mapping[str, Any]]:
    """Return summaries with what was done before each; before the very first nothing is known."""
    known = [*found, older] if older else found
    done = list(reversed(causes([summary.created for summary in reversed(known)])))
    made_for = rollbacks(summary.id for summary in found)
    for summary, before in zip(found, done, strict=False):
        before[:0] = [made_for[summary.id]] if summary.id in made_for else []
    return [
        {
            "summary": summary,
            "causes": before[:CAUSES_SHOWN],
            "more_causes": max(0, len(before) - CAUSES_SHOWN),
            "is_known": summary is not known[-1],
        }
        for summary, before in zip(found, done, strict=False)
    ]


def _causes_of(summary: Summary | None, base: Summary | None) -> Any:
    if summary is None or base is None:
        return []
    return [*rollbacks([summary.id]).values(), *causes([base.created, summary.created])[1]]


def _file_groups(changes: Changes) -> list[Mapping[str, Any]]:
    groups: dict[str, list[Any]] = {}
    for file in changes.files:
        groups.setdefault(file.group, []).append(file)
    return [
        {
            "name": group_words(group),
            "files": files[:FILES_SHOWN],
            "count": len(files),
            "more": max(0, len(files) - FILES_SHOWN),
        }
        for group, files in groups.items()
    ]
