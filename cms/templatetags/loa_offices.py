"""A test for templates that name things: whether the user may read them."""

from typing import Any

from django import template

from cms.offices.rows import is_readable

__all__ = ["readable_by"]

register = template.Library()


@register.filter
def readable_by(item: Any, user: Any) -> bool:
    """Tell whether ``user`` may read ``item``, a row or what Wagtail wraps around one."""
    return is_readable(item["item"] if isinstance(item, dict) else item, user)
