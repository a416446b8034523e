"""The screens of the manual, and its pictures."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from cms.manual.chapters import INDEX, Chapter, chapter, picture_file
from cms.screens import Screen

__all__ = ["ChapterView", "picture"]


class ChapterView(Screen):
    """One chapter."""

    template_name = "cms/manual/chapter.html"
    header_icon = "help"

    def chapter(self) -> Chapter:
        """Return the chapter that the address names."""
        found = chapter(self.kwargs["name"])
        if found is None:
            raise Http404
        return found

    def get_page_title(self) -> str:
        """Return the chapter's own title."""
        return self.chapter().title

    def get_between(self) -> list[dict[str, Any]]:
        """Return the link to the list of chapters."""
        if self.kwargs["name"] == INDEX:
            return []
        return [{"url": reverse("manual:chapter", args=[INDEX]), "label": _("Cẩm nang")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the chapter; its HTML is made of files that Loa brings along."""
        html = mark_safe(self.chapter().html)  # noqa: S308  # of our own sources
        return {**super().get_context_data(**kwargs), "html": html}


def picture(_request: HttpRequest, name: str) -> HttpResponse:
    """Return a picture of the manual."""
    file = picture_file(name)
    if file is None:
        raise Http404
    return HttpResponse(file.read_bytes(), content_type="image/png")
