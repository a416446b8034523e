"""Lines of the indexes: what each page gives to be found by letter, office and field."""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from sitegen.collation import sort_parts
from sitegen.collect.shelf import Place, Shelf
from sitegen.derived import Graph
from sitegen.documents.changed import changed_on
from sitegen.documents.kinds import IndexItem
from sitegen.documents.nodes import Catalogue

__all__ = ["Form", "Line", "Order", "lines"]

Form = Literal["letters", "fields", "agencies"]
Order = tuple[str, str, str]

_OTHERS = "0–9"
"""Where titles stand that begin with no letter; Ă, Â and Đ are letters, tones are not."""


class Line(NamedTuple):
    """One line of an index to come: where it belongs, by what it is ordered, and what it says."""

    section: str
    order: Order
    item: IndexItem


def lines(graph: Graph, form: Form, pages: Iterable[Place]) -> Iterator[Line]:
    """Yield the lines that ``pages`` give to one index."""
    for page in pages:
        if form == "letters":
            yield Line(page.letter or _OTHERS, _order(page), _item(page, page.kind, page.agency))
        elif form == "agencies" and page.agency:
            yield Line(page.agency, _order(page), _item(page, page.kind, ""))
        elif form == "fields":
            yield from graph.get(_procedures, page.key)


def _order(page: Place) -> Order:
    return (*page.order, page.path)


def _item(page: Place, kind: str, note: str) -> IndexItem:
    return IndexItem(
        title=page.title, path=page.path, item_kind=kind, note=note, changed_on=page.changed_on
    )


def _procedures(graph: Graph, key: str) -> tuple[Line, ...]:
    page = Shelf(graph)[key]
    catalogues = (node for node in getattr(page, "body", ()) if isinstance(node, Catalogue))
    groups = (group for node in catalogues for group in node.groups if group.title)
    changed, path = changed_on(page), page.head.path
    return tuple(
        Line(
            group.title,
            (*sort_parts(row.name), path),
            IndexItem(title=row.name, path=path, note=page.head.title, changed_on=changed),
        )
        for group in groups
        for row in group.rows
    )
