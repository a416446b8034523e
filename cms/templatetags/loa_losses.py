"""What Wagtail's screens say about a loss: how many pages go, and why one may not."""

from collections.abc import Sequence
from typing import Any

from django import template
from wagtail.models import Page

from cms.losses import loss_words
from cms.refusals import reason

__all__ = ["loss_of", "loss_of_items", "refusal"]

register = template.Library()


@register.simple_tag
def loss_of(page: Page) -> str:
    """Return "31 trang sẽ không còn…" for one page."""
    return loss_words([page])


@register.simple_tag
def loss_of_items(items: Sequence[Any]) -> str:
    """Return it for all pages of a bulk action together."""
    return loss_words([item["item"] for item in items])


@register.simple_tag(takes_context=True)
def refusal(context: Any, page: Page) -> str:
    """Return why a page of a bulk action is left alone, "" when Wagtail's own words do."""
    return reason(page, context["request"].user)
