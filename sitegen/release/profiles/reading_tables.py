"""Tables of a reading, row by row: for letters and screens that have no room for columns."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

__all__ = ["WIDEST", "rows", "spread"]

WIDEST = 4
"""Columns that a small screen still shows side by side."""


def rows(table: Element) -> Iterator[list[tuple[Element | None, Element]]]:
    """Yield the rows of a table below its head: each cell with the head of its column."""
    heads: list[Element] = []
    all_rows = list(table.iter("tr"))
    for row in all_rows:
        if not heads and len(all_rows) > 1 and row.find("th") is not None:
            heads = list(row)
        else:
            yield [(heads[at] if at < len(heads) else None, cell) for at, cell in enumerate(row)]


def spread(table: Element) -> None:
    """Make of a table a list for each row: its columns fit no sheet or screen."""
    lists = []
    for row in rows(table):
        made_of = Element("ul", {"class": "row"})
        for head, cell in row:
            if not (len(cell) or (cell.text or "").strip()):
                continue
            item = SubElement(made_of, "li")
            if head is not None and "".join(head.itertext()).strip():
                name = SubElement(item, "b", _tongue(head))
                name.text = f"{''.join(head.itertext())}: "
            value = SubElement(item, "span", _tongue(cell))
            value.text = cell.text
            value.extend(cell)
        lists.append(made_of)
    table.tag = "div"
    table.attrib, table[:] = {}, lists


def _tongue(element: Element) -> dict[str, str]:
    return {name: said for name, said in element.attrib.items() if name == "lang"}
