"""Many pages published at once: each asked what its form would have asked."""

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.models import Page

from cms.publishing.complete import faults
from cms.publishing.left_out import tell_what_is_left_out

__all__ = ["CompleteOnly"]


NAMED = 20
"""Pages of which is told what did not go out with them: a reader of messages has an end."""


class CompleteOnly(PublishBulkAction):
    """Wagtail's action; a page with faults stays as it is, and is named with the first of them."""

    def get_execution_context(self) -> dict[str, Any]:
        """Return Wagtail's context, with a place to note what stays behind."""
        self.refused: list[tuple[Page, str]] = []
        self.published: list[Page] = []
        context = super().get_execution_context()
        return {**context, "refused": self.refused, "published": self.published}

    @classmethod
    def execute_action(
        cls,
        objects: Any,
        include_descendants: bool = False,  # noqa: FBT001, FBT002  # Wagtail's signature
        user: Any = None,
        refused: Any = None,
        published: Any = None,
        **kwargs: Any,
    ) -> tuple[int, int]:
        """Publish what is complete; return how many pages, and how many below them."""
        counts = []
        for wanted in (objects, cls._below(objects, user) if include_descendants else ()):
            right = [page for page in wanted if cls._is_complete(page, refused)]
            if published is not None:
                published += right
            counts.append(super().execute_action(right, user=user, **kwargs)[0])
        return counts[0], counts[1]

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> Any:
        """Say what went out, and what did not and why."""
        if self.refused:
            self._name_refused()
        for page in self.published[:NAMED]:
            tell_what_is_left_out(self.request, page)
        if not num_parent_objects + num_child_objects:
            return None
        return super().get_success_message(num_parent_objects, num_child_objects)

    def _name_refused(self) -> None:
        lead = ngettext(
            "%(count)s trang chưa đăng được, vẫn là bản nháp:",
            "%(count)s trang chưa đăng được, vẫn là bản nháp:",
            len(self.refused),
        ) % {"count": len(self.refused)}
        rows = ((page.get_admin_display_title(), fault) for page, fault in self.refused)
        named = format_html_join("", "<li>“{}”: {}</li>", rows)
        advice = _("Mở từng trang, sửa rồi xuất bản.")
        messages.error(self.request, format_html("{}<ul>{}</ul>{}", lead, named, advice))

    @staticmethod
    def _below(objects: Any, user: Any) -> list[Page]:
        found = {}
        for page in objects:
            for below in page.get_descendants().not_live().specific():
                if user is None or below.permissions_for_user(user).can_publish():
                    found[below.pk] = below
        return list(found.values())

    @staticmethod
    def _is_complete(page: Page, refused: Any) -> bool:
        if page.alias_of_id:
            source = page.alias_of.get_admin_display_title()
            found: tuple[Any, ...] = (
                _("trang này là bí danh, theo trang gốc “%(title)s”.") % {"title": source},
            )
        else:
            found = faults(page.specific.get_latest_revision_as_object())
        if found and refused is not None:
            refused.append((page, found[0]))
        return not found
