"""Markdown: the same words as the page, for programs and for people who copy text.

One twin lies beside every page. No word of a document becomes markup in it.
"""

import hashlib
from functools import cache
from pathlib import Path

from sitegen.documents.changed import days_of, office_of
from sitegen.documents.kinds import Document
from sitegen.documents.view import View
from sitegen.languages import LANGUAGES
from sitegen.render import formats
from sitegen.render.identity import help_line, keeper_lines
from sitegen.render.labels import label_source, plain_labels
from sitegen.render.markdown.blocks import blocks
from sitegen.render.markdown.documents import content, opening
from sitegen.render.markdown.escaping import one_line
from sitegen.render.markdown.sheet import Sheet
from sitegen.render.notices import plain_notice, title_label

__all__ = ["markdown_version", "render_markdown"]


def render_markdown(document: Document, view: View) -> bytes:
    """Return the twin of a page as UTF-8."""
    sheet = Sheet(document, view)
    parts = (
        *opening(document, sheet),
        _notice(document),
        *_changed(document),
        *content(document, sheet),
        _dated(document),
        *_foot(document, view),
    )
    return (blocks(parts) + "\n").encode()


@cache
def markdown_version() -> str:
    """Return what changes whenever the same document would give another twin."""
    folder = Path(__file__).parent
    files = [
        *sorted(folder.glob("*.py")),
        folder.parent / "formats.py",
        folder.parent / "notices.py",
        folder.parent / "charts.py",
        folder.parent.parent / "documents" / "callouts.py",
        folder.parent.parent / "documents" / "changed.py",
    ]
    code = b"".join(path.read_bytes() for path in files)
    named = b"".join(label_source(language) for language in sorted(LANGUAGES))
    return hashlib.sha256(code + named).hexdigest()


def _notice(document: Document) -> str:
    """Return the remark of a page that is not translated, or not wholly."""
    head = document.head
    if not head.is_alias and not head.untranslated:
        return ""
    source = LANGUAGES[head.source_language]
    w = plain_labels(head.language)
    said: str = w.alias_notice if head.is_alias else w.partial_notice
    name = source.name_english if head.language == "en" else source.name
    return one_line(said.format(language=name))


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


def _foot(document: Document, view: View) -> tuple[str, ...]:
    site = view.site
    w = plain_labels(document.head.language)
    line = help_line(document, site)
    called = one_line(f"{w.help} {line.phone}") if line.phone else ""
    name = " · ".join(filter(None, (site.name, site.tagline)))
    kept = (one_line(said) for said in keeper_lines(site.keeper, w))
    return ("---", called, one_line(name), *kept, one_line(site.notice))
