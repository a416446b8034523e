"""Issuing: an official text keeps the values of the day on which it was published.

The words inside a chip are what was shown last. When an announcement with a date of signing is
published, they become the values of that moment and the chip is marked with the day; from then
on these words stand, in the page and in its drafts. A copied chip in a living page loses the
mark again.
"""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from html import escape
from typing import Any

from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.signals import page_published

from cms.chips.kinds import KINDS, LABELLED
from cms.chips.richtext import present
from cms.collect.official import signed_date
from cms.models.official import OfficialText

__all__ = ["connect_issuing", "issued_words", "rewritten"]

_CHIP = re.compile(r'<a\b([^>]*\blinktype="fact"[^>]*)>(.*?)</a>', re.DOTALL)
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
_DAY = re.compile(r' day="[^"]*"')

Words = Callable[[dict[str, str]], str]
"""Gives the words of a chip at this moment, "" for one that has none to show."""


def connect_issuing() -> None:
    """Look through every page that is published."""
    page_published.connect(_published, dispatch_uid="cms.chips.issuing")


def rewritten(html: str, day: date | None, words: Words) -> str:
    """Return ``html`` with its chips issued on ``day``, or living when there is no day.

    A chip that was issued before keeps its words and its day.
    """
    return _CHIP.sub(lambda chip: _rewritten(chip, day, words), html)


def _rewritten(chip: re.Match[str], day: date | None, words: Words) -> str:
    written = chip[1]
    if day is None:
        return f"<a{_DAY.sub('', written)}>{chip[2]}</a>"
    if _DAY.search(written):
        return chip[0]
    said = words(dict(_ATTRIBUTE.findall(written)))
    if not said:
        return chip[0]
    return f'<a{written} day="{day.isoformat()}">{escape(said, quote=False)}</a>'


def issued_words(language: str) -> Words:
    """Return what gives the words of chips on a page in ``language``."""

    def words(token: dict[str, str]) -> str:
        now, wrong = present(token)
        if wrong or token["field"] not in LABELLED:
            return "" if wrong else now
        row: Any = KINDS[token["kind"]].model._default_manager.get(pk=int(token["id"]))
        return " ".join((row.label(language, token["field"]) or now).split())

    return words


def _published(instance: Page, revision: Any = None, **_kwargs: Any) -> None:
    if not instance.live:
        return
    day = signed_date(instance) if isinstance(instance, OfficialText) else None
    words = issued_words(instance.locale.language_code)
    changed = {}
    for field in _fields(instance):
        stored = field.value_from_object(instance)
        raw = stored.get_prep_value() if isinstance(field, StreamField) else stored
        new = _walked(raw, day, words)
        if new != raw:
            is_stream = isinstance(field, StreamField)
            changed[field.name] = field.stream_block.to_python(new) if is_stream else new
            setattr(instance, field.name, changed[field.name])
    if changed:
        type(instance)._default_manager.filter(pk=instance.pk).update(**changed)
    for version in {one.pk: one for one in (instance.latest_revision, revision) if one}.values():
        _rewrite_revision(version, instance, day, words)


def _rewrite_revision(revision: Any, page: Page, day: date | None, words: Words) -> None:
    content = dict(revision.content)
    for field in _fields(page):
        raw = content.get(field.name)
        if isinstance(field, StreamField) and isinstance(raw, str):
            content[field.name] = json.dumps(_walked(json.loads(raw), day, words))
        elif raw:
            content[field.name] = _walked(raw, day, words)
    if _unlike(content, revision.content):
        revision.content = content
        revision.save(update_fields=["content"])


def _unlike(new: dict[str, Any], old: dict[str, Any]) -> bool:
    return any(new[name] != old[name] and _loaded(new[name]) != _loaded(old[name]) for name in new)


def _loaded(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) and value[:1] in "[{" and value else value


def _fields(page: Page) -> Iterator[Any]:
    return (
        field
        for field in page._meta.concrete_fields
        if isinstance(field, StreamField | RichTextField)
    )


def _walked(value: Any, day: date | None, words: Words) -> Any:
    if isinstance(value, str):
        return rewritten(value, day, words) if 'linktype="fact"' in value else value
    if isinstance(value, list):
        return [_walked(item, day, words) for item in value]
    if isinstance(value, dict):
        return {name: _walked(item, day, words) for name, item in value.items()}
    return value
