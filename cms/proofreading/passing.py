"""Passing over: what an officer has looked at and leaves as it is, remembered with the reason."""

from typing import Any

from wagtail.models import Page

from cms.models import PassedOver
from cms.proofreading.pages import Noticed
from sitegen.collect.collecting import Collecting

__all__ = ["LONGEST_REASON", "load_passed_over", "pass_over", "speak_again"]

LONGEST_REASON = PassedOver._meta.get_field("reason").max_length or 0
Passed = frozenset[tuple[str, str]]


def load_passed_over(_collecting: Collecting) -> dict[int, Passed]:
    """Return of each page the rules and digests of what was passed over: one query."""
    found: dict[int, set[tuple[str, str]]] = {}
    for page, rule, digest in PassedOver.objects.values_list("page_id", "rule", "digest"):
        found.setdefault(page, set()).add((rule, digest))
    return {page: frozenset(passed) for page, passed in found.items()}


def pass_over(page: Page, noticed: Noticed, reason: str, officer: Any) -> None:
    """Say no more of these words in ``page``; a later reason takes the place of the one before."""
    PassedOver.objects.update_or_create(
        page_id=page.pk,
        rule=noticed.rule.name,
        digest=noticed.digest,
        defaults={"words": noticed.words[:200], "reason": reason, "officer": officer},
    )


def speak_again(page: Page, pk: int) -> None:
    """Speak again of what was passed over."""
    PassedOver.objects.filter(page_id=page.pk, pk=pk).delete()
