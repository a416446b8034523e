"""Step sets in the editor's menu."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from guides.models import StepSet

__all__ = ["StepSetViewSet"]


class StepSetViewSet(SnippetViewSet):
    """Bộ bước dùng chung."""

    model = StepSet
    icon = "list-ol"
    menu_label = _("Bộ bước dùng chung")
    menu_order = 160
    add_to_admin_menu = True
    list_display = ["name", "portal"]


register_snippet(StepSetViewSet)
