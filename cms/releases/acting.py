"""Acting: each change of what citizens see is confirmed on a screen that says what it does."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from cms.releases.actions import accept, may_act, release_again, roll_back
from cms.releases.findings import edit_address
from cms.releases.views import ReleasesView, releases_url
from sitegen.collect.collecting import page_key
from sitegen.collect.sites import own_site
from sitegen.collect.visibility import visible_pages
from sitegen.errors import SitegenError
from sitegen.release.changes import ChangeKind, PageChange, compare_releases, page_paths
from sitegen.release.manifest import read_manifest, release_ids
from sitegen.release.switch import current_release
from sitegen.withdrawing import withdrawn_parts

__all__ = ["AcceptLossView", "ReleaseAgainView", "RollBackView"]

PAGES_SHOWN = 50
PAGES_OPEN = 10


class _ActingView(ReleasesView):
    """A screen for those who may act."""

    def may_see(self) -> bool:
        """Tell whether the officer may do more than read."""
        return may_act(self.officer)


class RollBackView(_ActingView):
    """Quay lui: what comes back and what goes is said before it is done."""

    template_name = "cms/releases/roll_back.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read the release that is wanted and the one that is served."""
        super().setup(request, *args, **kwargs)
        self.wanted = self.manifest(kwargs["release"])
        self.served = current_release(self.folder)

    def get_page_title(self) -> str:
        """Return "Quay lui về bản 7"."""
        return f"Quay lui về bản {self.wanted.sequence}"

    def get_between(self) -> list[dict[str, Any]]:
        """Return the links to the list and to the release."""
        address = releases_url("release", self.wanted.id)
        return [*super().get_between(), {"url": address, "label": f"Bản {self.wanted.sequence}"}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the pages that come back, that go, and that will say what they said before."""
        changes = compare_releases(read_manifest(self.folder, self.served, self.bases), self.wanted)
        withdrawn = self._withdrawn()
        paths = page_paths(self.wanted)
        pages = [page for page in changes.pages if page.key not in withdrawn]
        return {
            **super().get_context_data(**kwargs),
            "wanted": self.wanted,
            "served_id": self.served,
            "is_newest": self.wanted.id == release_ids(self.folder)[-1],
            "lists": [
                _list(_("Hiện lại"), pages, "new"),
                _list(_("Không còn"), pages, "removed"),
                _list(_("Trở về như cũ"), pages, "changed"),
            ],
            "withdrawn": _cut(
                sorted(
                    (
                        *((said, _folder(paths.get(key, ""))) for key, said in withdrawn.items()),
                        *((name, "") for name in self._withdrawn_parts()),
                    )
                )
            ),
            "has_changes": bool(changes.pages or changes.files),
        }

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Roll back, unless something else is served by now than what the screen spoke of."""
        if request.POST.get("served") != self.served:
            messages.warning(request, _("Vừa có bản phát hành khác. Hãy xem lại rồi bấm lần nữa."))
            return redirect(releases_url("roll_back", self.wanted.id))
        try:
            done = roll_back(self.wanted.id, self.officer)
        except SitegenError as error:
            messages.error(request, f"{error.message} {error.hint}".strip())
            return redirect(releases_url("index"))
        if done is None:
            said = f"Đã xếp việc quay lui về bản {self.wanted.sequence}."
            messages.success(request, f"{said} Vài giây nữa hãy tải lại trang này.")
            return redirect(releases_url("index"))
        left_out = f" {len(done.left_out)} mục đã gỡ không hiện lại." if done.left_out else ""
        messages.success(request, f"Đã quay lui về bản {self.wanted.sequence}.{left_out}")
        return redirect(releases_url("index"))

    def _withdrawn(self) -> Mapping[str, str]:
        """Return pages of the wanted release that may not be seen any more: they stay away."""
        allowed = {page_key(pk) for pk in visible_pages(own_site(), timezone.now())}
        titles = self.wanted.titles.items()
        return {key: said for key, said in titles if edit_address(key) and key not in allowed}

    def _withdrawn_parts(self) -> Sequence[str]:
        """Return what else of the wanted release has been withdrawn; nothing when it is damaged."""
        try:
            return withdrawn_parts(self.folder.parent, self.wanted)
        except SitegenError:
            return ()  # what is not whole is refused when the officer confirms


class ReleaseAgainView(_ActingView):
    """Phát hành lại: at once, or after a question when that ends a rollback."""

    page_title = _("Phát hành lại")
    template_name = "cms/releases/release_again.html"

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Ask the worker for a release."""
        release_again(self.officer)
        messages.success(request, _("Đã xếp việc phát hành. Vài giây nữa hãy tải lại trang này."))
        return redirect(releases_url("index"))


class AcceptLossView(_ActingView):
    """Vẫn phát hành: many pages go, and that is meant."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Accept the loss that the screen named, not one that has grown since."""
        if accept(self.officer, request.POST.get("asked", "")):
            said = _("Đã xếp việc phát hành. Vài giây nữa hãy tải lại trang này.")
            messages.success(request, said)
        else:
            said = _("Số trang sẽ mất vừa đổi. Hãy xem lại rồi bấm lần nữa.")
            messages.warning(request, said)
        return redirect(releases_url("index"))


def _list(label: Any, pages: Sequence[PageChange], change: ChangeKind) -> Mapping[str, Any]:
    """Return pages under one heading; a long list of mere corrections begins closed."""
    count = sum(page.change == change for page in pages)
    return {
        "label": label,
        "is_open": change != "changed" or count <= PAGES_OPEN,
        **_cut([(page.title, page.folder) for page in pages if page.change == change]),
    }


def _folder(path: str) -> str:
    return path.removesuffix("index.html")


def _cut(titles: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Return the first titles; the place is told only where two pages have one title."""
    often = Counter(title for title, _ in titles)
    shown = [(title, f"/{place}" if often[title] > 1 else "") for title, place in titles]
    more = max(0, len(titles) - PAGES_SHOWN)
    return {"titles": shown[:PAGES_SHOWN], "count": len(titles), "more": more}
