"""The redaction editor as a form widget: numbers for every region, drawn upon by our script."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from media.regions import BadRegionError, rectangle

__all__ = ["RedactionsField", "RedactionsWidget", "editor_media"]

NUMBERS = ("x", "y", "w", "h")
MOST = 60
SPARE = 3
"""Empty rows that are offered where no script runs."""

Row = Mapping[str, Any]


def editor_media() -> forms.Media:
    """Return the script and the style of the editor of pictures."""
    return forms.Media(
        js=["media/picture-editor.js", "media/picture-forms.js"],
        css={"all": ["media/picture-editor.css"]},
    )


class RedactionsWidget(forms.Widget):
    """Rows of four numbers; ``picture`` is the illustration that is being edited, if any."""

    template_name = "media/redactions.html"
    picture: Any = None

    @property
    def media(self) -> forms.Media:
        """The editor of pictures."""
        return editor_media()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return the rows, and the addresses that the script asks."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        rows = [{part: row.get(part, "") for part in NUMBERS} for row in value or ()]
        rows += [dict.fromkeys(NUMBERS, "")] * SPARE
        context["rows"] = list(enumerate(rows))
        context["pk"] = pk = getattr(self.picture, "pk", None)
        if pk and self.picture.private_original:
            context["original"] = reverse("media_original", args=[pk])
            context["suggestions"] = reverse("media_suggestions", args=[pk])
        if pk:
            context["versions"] = self.picture.versions.select_related("made_by")[:12]
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, str]]:
        """Return the rows that are not empty."""
        try:
            count = min(int(data.get(f"{name}-count", 0)), 4 * MOST)
        except ValueError:
            count = 0
        rows = (
            {part: str(data.get(f"{name}-{place}-{part}", "")).strip() for part in NUMBERS}
            for place in range(count)
        )
        return [row for row in rows if any(row.values())]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Tell whether a form without this widget was sent."""
        return f"{name}-count" not in data

    def id_for_label(self, id_: str) -> str:
        """Return no id: the label names a group."""
        return ""


class RedactionsField(forms.Field):
    """Vùng che: regions within the picture, each large enough to hide something."""

    widget = RedactionsWidget

    def clean(self, value: Any) -> list[dict[str, float]]:
        """Return the regions; every bad one is told with its number."""
        rows: list[Row] = value or []
        if len(rows) > MOST:
            raise ValidationError(
                _("Nhiều nhất %(most)s vùng che. Gộp các vùng gần nhau thành một."),
                params={"most": MOST},
            )
        found, wrong = [], []
        for place, row in enumerate(rows, 1):
            try:
                found.append(rectangle(row)._asdict())
            except BadRegionError as error:
                message = _("Vùng che %(place)s: %(message)s")
                wrong.append(
                    ValidationError(message, params={"place": place, "message": error.message})
                )
        if wrong:
            raise ValidationError(wrong)
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare numbers, not the way in which they were typed."""
        try:
            return bool(self.clean(initial) != self.clean(data))
        except ValidationError:
            return True
