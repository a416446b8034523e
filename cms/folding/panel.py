"""The drawing of the chosen format, beside the field that chooses it."""

from typing import Any

from wagtail.admin.panels import Panel

from cms.folding.drawing import drawing, panels_called, seen_when
from cms.gates.whole_rows import whole_rows
from cms.models.print_format import PrintFormat

__all__ = ["FoldPanel"]


class FoldPanel(Panel):
    """Mặt nào thấy lúc nào."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one leaflet."""

        template_name = "cms/folding/panel.html"

        def get_context_data(self, parent_context: Any = None) -> Any:
            """Return every format that may be chosen, with its drawing."""
            formats = [(row.pk, row.as_document()) for row in whole_rows(PrintFormat.objects.all())]
            shown = [(pk, drawing(form), seen_when(form)) for pk, form in formats]
            called = {pk: panels_called(form) for pk, form in formats}
            context = super().get_context_data(parent_context)
            return {**context, "formats": shown, "panels": called}
