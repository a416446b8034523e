"""Lines of the indexes: what one document gives to be found by letter, office and field."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from sitegen.collation import first_letter, sort_parts
from sitegen.documents.changed import changed_on
from sitegen.documents.kinds import Document, Home, IndexItem, Listing
from sitegen.documents.nodes import Catalogue

__all__ = ["Form", "Known", "Line", "known"]

Form = Literal["letters", "fields", "agencies"]

_OTHERS = "0–9"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an index to come: where it belongs, by what it is ordered, and what it says."""

    form: Form
    section: str
    order: tuple[str, str, str]
    item: IndexItem


@dataclass(frozen=True, slots=True)
class Known:
    """A document as it was seen last, and the lines that it gives."""

    document: Document
    lines: tuple[Line, ...]

    def says_the_same(self, other: "Known") -> bool:
        """Tell whether both give the same lines to the same language."""
        same_language = self.document.head.language == other.document.head.language
        return same_language and self.lines == other.lines


def known(document: Document) -> Known:
    """Return ``document`` with its lines; what is not translated yet and lists give none."""
    return Known(document, tuple(_lines(document)))


def _lines(page: Document) -> Iterator[Line]:
    head = page.head
    if head.is_alias or isinstance(page, Home | Listing):
        return
    order, agency = (
        (*sort_parts(head.title), head.path),
        head.agency.short_name if head.agency else "",
    )
    changed = changed_on(page)
    item = IndexItem(
        title=head.title,
        path=head.path,
        item_kind=page.kind,
        note=agency,
        changed_on=changed,
    )
    yield Line("letters", _letter(head.title), order, item)
    if agency:
        yield Line("agencies", agency, order, replace(item, note=""))
    yield from _procedures(page, changed)


def _procedures(page: Document, changed: date | None) -> Iterator[Line]:
    body: Iterable[object] = getattr(page, "body", ())
    for node in body:
        for group in node.groups if isinstance(node, Catalogue) else ():
            for row in group.rows if group.title else ():
                item = IndexItem(
                    title=row.name,
                    path=page.head.path,
                    note=page.head.title,
                    changed_on=changed,
                )
                yield Line("fields", group.title, (*sort_parts(row.name), page.head.path), item)


def _letter(title: str) -> str:
    """Return the letter under which ``title`` stands: Ă, Â and Đ are letters, tones are not."""
    return first_letter(title) or _OTHERS
