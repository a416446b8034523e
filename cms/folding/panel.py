"""The formats that may be chosen in the form of a leaflet, and the drawing of the chosen one."""

from typing import Any

from wagtail.admin.panels import Panel

from cms.folding.drawing import drawing, panels_called, seen_when
from cms.forms import AgencyPageForm
from cms.gates.whole_rows import whole_rows
from cms.models.print_format import PrintFormat

__all__ = ["FoldPanel", "LeafletForm"]


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


class LeafletForm(AgencyPageForm):
    """Leaves out a format that is broken in the database: it would close every leaflet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "format" in self.fields:
            rows = PrintFormat.objects.all()
            whole = [row.pk for row in whole_rows(rows)]
            self.fields["format"].queryset = rows.filter(pk__in=whole)
