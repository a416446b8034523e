"""The form of a leaflet: it offers the formats that can be read."""

from typing import Any

from cms.forms import AgencyPageForm
from cms.gates.whole_rows import whole_rows
from cms.models.print_format import PrintFormat

__all__ = ["LeafletForm"]


class LeafletForm(AgencyPageForm):
    """Leaves out a format that is broken in the database: it would close every leaflet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "format" in self.fields:
            rows = PrintFormat.objects.all()
            whole = [row.pk for row in whole_rows(rows)]
            self.fields["format"].queryset = rows.filter(pk__in=whole)
