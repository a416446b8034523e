"""Counting: an answer is looked up in the release that is served, and added to a count."""

from typing import Any

import msgspec
from django.db.models import F
from django.utils import timezone
from wagtail.models import Page

from cms.api import released
from cms.models import PageRating

__all__ = ["asked_page", "count"]


class _Head(msgspec.Struct):
    key: str
    asks: bool = False


class _Step(msgspec.Struct):
    anchor: str


class _Group(msgspec.Struct):
    steps: tuple[_Step, ...]


class _Asked(msgspec.Struct):
    head: _Head


class _Guide(_Asked):
    groups: tuple[_Group, ...] = ()


class _File(msgspec.Struct):
    document: _Asked


class _GuideFile(msgspec.Struct):
    document: _Guide


def asked_page(path: str, step: str) -> str:
    """Return the key of the page at ``path`` that asks its readers, and has ``step``; else ""."""
    content = released(f"{path}index.json")
    try:
        document: Any = msgspec.json.decode(content or b"", type=_GuideFile if step else _File)
    except msgspec.MsgspecError:
        return ""
    known = document.document
    steps = {one.anchor for group in known.groups for one in group.steps} if step else {""}
    return known.head.key if known.head.asks and step in steps else ""


def count(key: str, step: str, answer: str) -> None:
    """Add one to a count of this month; a page that has just been deleted has none."""
    number = int(key.removeprefix("page-"))
    what: dict[str, Any] = {
        "page_id": number,
        "step": step,
        "month": timezone.localdate().replace(day=1),
        "answer": answer,
    }
    rows = PageRating.objects.filter(**what)
    if rows.update(count=F("count") + 1) or not Page.objects.filter(pk=number).exists():
        return
    PageRating.objects.get_or_create(**what)
    rows.update(count=F("count") + 1)
