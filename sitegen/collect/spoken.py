"""Spoken: which languages are on the mirror now, and what is known of those that were added."""

from wagtail.models import Locale

from sitegen.languages import is_language, know
from sitegen.models import SpokenLanguage

__all__ = ["languages_on", "learn"]


def learn() -> set[str]:
    """Make the added languages known to this process; return the codes of those switched off."""
    rows = list(SpokenLanguage.objects.all())
    know(row.as_language() for row in rows)
    return {row.code for row in rows if not row.is_on}


def languages_on() -> dict[int, str]:
    """Return the code of every language that is on, by the number of its locale: two queries."""
    off = learn()
    return {
        pk: code
        for pk, code in Locale.objects.values_list("pk", "language_code")
        if is_language(code) and code not in off
    }
