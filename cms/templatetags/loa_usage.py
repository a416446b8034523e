"""The panel "Thay đổi này sẽ…" for forms that are not made of panels."""

from collections.abc import Mapping
from typing import Any

from django import template

from cms.succession.panel import panel_context

__all__ = ["impact_panel"]

register = template.Library()


@register.inclusion_tag("cms/usage/panel.html", takes_context=True)
def impact_panel(context: Any, row: Any) -> Mapping[str, Any]:
    """Return what the panel of one thing asks for."""
    return panel_context(row, context["request"])
