"""Notices: which words say that something on a page is no longer so, or only for some time."""

from collections.abc import Iterable
from datetime import date

from sitegen.documents.base import PageNotice
from sitegen.documents.kinds import Announcement, Document
from sitegen.render import formats
from sitegen.render.labels import plain_labels

__all__ = [
    "effect_words",
    "never_said",
    "notice_label",
    "plain_notice",
    "title_label",
    "with_change",
]


def notice_label(notice: PageNotice) -> str:
    """Return the key of the sentence: what has happened, or what is still to come."""
    return f"notice_{notice.kind}{'_coming' if notice.is_coming else ''}"


def title_label(notices: Iterable[PageNotice]) -> str:
    """Return the key of what stands above all notices of a page."""
    is_pause = all(notice.kind == "suspend" for notice in notices)
    return "notice_title_suspend" if is_pause else "notice_title"


def plain_notice(notice: PageNotice, language: str) -> str:
    """Return the whole notice in plain words."""
    w = plain_labels(language)
    words: str = getattr(w, notice_label(notice))
    hours = {
        name: formats.moment(hour, language)
        for name, hour in (("starts", notice.starts), ("until", notice.until))
        if hour
    }
    said = words.format(day=formats.day(notice.day, language), subject=notice.subject, **hours)
    instead = w.notice_successor.format(successor=notice.successor) if notice.successor else ""
    return " ".join(filter(None, (said, instead, notice.note)))


def never_said(document: Document) -> tuple[str, ...]:
    """Return what a translation leaves in Vietnamese by itself: what kind of official text it is."""
    official = getattr(document, "official", None)
    if official is None or document.head.language == document.head.source_language:
        return ()
    return (official.type_name, official.type_name.upper())


def effect_words(document: Announcement, language: str) -> str:
    """Return from when to when a text is in effect, "" where it does not say."""
    first, last = document.effective_from, document.effective_until
    if not (first or last):
        return ""
    name = f"effect_{'between' if first and last else 'from' if first else 'until'}"
    words: str = getattr(plain_labels(language), name)
    return words.format(
        type=document.official.type_name,
        start=formats.day(first, language) if first else "",
        end=formats.day(last, language) if last else "",
    )


def with_change(said: str, day: date | None, language: str) -> str:
    """Return what is said of a page, and before it that it is no longer so from ``day`` on."""
    if day is None:
        return said
    sign: str = plain_labels(language).notice_from
    return f"{sign.format(day=formats.day(day, language))}. {said}".strip()
