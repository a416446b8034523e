"""Notices: which words say that something on a page is no longer so."""

from sitegen.documents.base import PageNotice
from sitegen.render import formats
from sitegen.render.labels import plain_labels

__all__ = ["notice_label", "plain_notice"]


def notice_label(notice: PageNotice) -> str:
    """Return the key of the sentence: what has happened, or what is still to come."""
    return f"notice_{notice.kind}{'_coming' if notice.is_coming else ''}"


def plain_notice(notice: PageNotice, language: str) -> str:
    """Return the whole notice in plain words."""
    w = plain_labels(language)
    words: str = getattr(w, notice_label(notice))
    said = words.format(day=formats.day(notice.day, language), subject=notice.subject)
    instead = w.notice_successor.format(successor=notice.successor) if notice.successor else ""
    return " ".join(filter(None, (said, instead, notice.note)))
