"""Markdown: the same words as the page, for programs and for people who copy text.

One twin lies beside every page. No word of a document becomes markup in it.
"""

from sitegen.documents.changed import days_of, office_of
from sitegen.documents.kinds import Document
from sitegen.documents.view import View
from sitegen.languages import language_of
from sitegen.render import formats
from sitegen.render.identity import help_line, keeper_lines
from sitegen.render.labels import plain_labels
from sitegen.render.markdown.blocks import blocks
from sitegen.render.markdown.documents import content, opening
from sitegen.render.markdown.escaping import one_line
from sitegen.render.markdown.sheet import Sheet
from sitegen.render.notices import plain_notice, title_label

__all__ = ["render_markdown"]


def render_markdown(document: Document, view: View) -> bytes:
    """Return the twin of a page as UTF-8."""
    sheet = Sheet(document, view)
    parts = (
        *opening(document, sheet),
        _notice(document),
        *_stale(document),
        *_changed(document),
        *content(document, sheet),
        _dated(document),
        *_changes(document),
        *_foot(document, view),
    )
    return (blocks(parts) + "\n").encode()


def _notice(document: Document) -> str:
    """Return the remark of a page that is not translated, or not wholly."""
    head = document.head
    source = language_of(head.source_language)
    w = plain_labels(head.language)
    said = [w.alias_notice] if head.is_alias else []
    if head.untranslated and not head.is_alias:
        said.append(w.partial_notice)
    if (head.stale or head.lacks) and not head.is_alias:
        said.append(w.stale_plain)
    name = source.name_english if head.language == "en" else source.name
    return one_line(" ".join(said).format(language=name))


def _stale(document: Document) -> tuple[str, ...]:
    """Return the sentences that say what was so once, as a list: nothing marks words in Markdown."""
    head = document.head
    if head.is_alias or not head.stale:
        return ()
    sentences = "\n".join(f"- {one_line(said)}" for said in head.stale)
    return (f"{one_line(plain_labels(head.language).stale_word.capitalize())}:", sentences)


def _changed(document: Document) -> tuple[str, ...]:
    """Return what the page speaks of and is no longer so, in a quotation of its own."""
    head = document.head
    if not head.notices:
        return ()
    language = head.source_language if head.is_alias else head.language
    w = plain_labels(language)
    title: str = getattr(w, title_label(head.notices))
    said = [title, *(plain_notice(notice, language) for notice in head.notices)]
    if any(notice.asks_for_review for notice in head.notices):
        said.append(w.notice_review)
    return tuple(f"> {one_line(line)}" for line in said)


def _dated(document: Document) -> str:
    head = document.head
    w = plain_labels(head.language)
    days = [
        f"{getattr(w, name)} {formats.day(day, head.language)}" for name, day in days_of(document)
    ]
    office = office_of(document)
    return one_line(" · ".join([*([office.name] if office else []), *days]))


def _changes(document: Document) -> tuple[str, ...]:
    head = document.head
    w = plain_labels(head.language)
    said = [
        one_line(f"{formats.day(change.day, head.language)}: {change.text}")
        for change in head.changes
    ]
    if not said:
        return ()
    earlier = [f"{w.changes_before}:", "\n".join(f"- {line}" for line in said[1:])]
    return (f"{w.updated} {said[0]}", *(earlier if len(said) > 1 else []))


def _foot(document: Document, view: View) -> tuple[str, ...]:
    site = view.site
    w = plain_labels(document.head.language)
    line = help_line(document, site)
    called = one_line(f"{w.help} {line.phone}") if line.phone else ""
    name = " · ".join(filter(None, (site.name, site.tagline)))
    kept = (one_line(said) for said in keeper_lines(site.keeper, w))
    return ("---", called, one_line(name), *kept, one_line(site.notice))
