"""Tags: what a screen reader hears of a printed text, beyond what Typst can say by itself.

Typst writes tables whose data cells name the header above them, and lists whose items have a
label even where the layout draws none. Here a column names its rows, each cell hears its
column, its group and its row, and empty labels go.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sitegen.render.print.streams import save_archival

if TYPE_CHECKING:
    import pikepdf

__all__ = ["with_spoken_tables_and_lists"]


def with_spoken_tables_and_lists(content: bytes, name_columns: Sequence[int]) -> bytes:
    """Return the tagged PDF with named rows and lists without empty labels.

    ``name_columns`` says for every table, in reading order, which column names its rows.
    Raises ValueError when their numbers differ.
    """
    import pikepdf  # noqa: PLC0415  # 6 MB, in every process of the site, for a few that print

    with pikepdf.open(io.BytesIO(content)) as pdf:
        root = pdf.Root.StructTreeRoot
        tables = [tag for tag in _tags(root) if tag.S == "/Table"]
        for number, (table, column) in enumerate(zip(tables, name_columns, strict=True), start=1):
            _Table(pdf=pdf, number=number, name_column=column).speak(table)
        for tag in list(_tags(root)):
            if tag.S == "/L":
                _drop_empty_labels(tag)
        return save_archival(pdf)


def _children(tag: "pikepdf.Object") -> list["pikepdf.Object"]:
    """Return the tags right below ``tag``; what is no tag is content of the page."""
    import pikepdf  # noqa: PLC0415  # as above

    inner: pikepdf.Object = tag.get("/K", pikepdf.Array())
    kids = list(inner) if isinstance(inner, pikepdf.Array) else [inner]
    return [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def _tags(tag: "pikepdf.Object") -> Iterator["pikepdf.Object"]:
    for child in _children(tag):
        yield child
        yield from _tags(child)


def _is_empty(tag: "pikepdf.Object") -> bool:
    return len(tag.get("/K", [])) == 0


def _drop_empty_labels(tag: "pikepdf.Object") -> None:
    """Leave out labels that nothing is drawn for; a list that has none says so."""
    import pikepdf  # noqa: PLC0415  # as above

    items = [_children(item) for item in _children(tag)]
    for item, parts in zip(_children(tag), items, strict=True):
        if kept := [part for part in parts if part.S != "/Lbl" or not _is_empty(part)]:
            item.K = pikepdf.Array(kept)
    if not any(part.S == "/Lbl" for item in _children(tag) for part in _children(item)):
        tag.A = pikepdf.Dictionary(O=pikepdf.Name.List, ListNumbering=pikepdf.Name("/None"))


@dataclass
class _Table:
    """One table, read from top to bottom: the headers in force by column, and those of groups."""

    pdf: "pikepdf.Pdf"
    number: int
    name_column: int
    columns: dict[int, bytes] = field(default_factory=dict)
    groups: dict[int, bytes] = field(default_factory=dict)
    rows: int = 0

    def speak(self, table: "pikepdf.Object") -> None:
        for part in _children(table):
            for row in _children(part):
                self._row(row, is_head=part.S == "/THead")

    def _row(self, row: "pikepdf.Object", *, is_head: bool) -> None:
        self.rows += 1
        cells = list(_placed(row))
        is_group = all(cell.S == "/TH" for _, cell in cells)
        if (
            is_group
            and self.columns
            and all(_attributes(cell).get("/Headers") for _, cell in cells)
        ):
            self.groups = _names(cells)  # one right below the head stands within it
        elif is_head or is_group:
            self.columns.update(_names(cells))
        else:
            self._data(cells)

    def _data(self, cells: list[tuple[int, "pikepdf.Object"]]) -> None:
        name = self._named(dict(cells).get(self.name_column))
        for column, cell in cells:
            above = [places[column] for places in (self.columns, self.groups) if column in places]
            beside = [name] if name and column != self.name_column else []
            _set_headers(cell, [*above, *beside])

    def _named(self, cell: "pikepdf.Object | None") -> bytes:
        """Make ``cell`` the header of its row and return its name, b"" when it says nothing."""
        import pikepdf  # noqa: PLC0415  # as above

        if cell is None or _is_empty(cell):
            return b""
        name = f"T{self.number}R{self.rows}".encode()
        cell.S = pikepdf.Name.TH
        cell.ID = pikepdf.String(name)
        _attributes(cell)["/Scope"] = pikepdf.Name.Row
        ids = pikepdf.NameTree(self.pdf.Root.StructTreeRoot.IDTree)
        ids[name.decode()] = cell
        return name


def _placed(row: "pikepdf.Object") -> Iterator[tuple[int, "pikepdf.Object"]]:
    """Yield each cell of a row with its first column."""
    column = 0
    for cell in _children(row):
        yield column, cell
        column += _span(cell)


def _names(cells: list[tuple[int, "pikepdf.Object"]]) -> dict[int, bytes]:
    """Return the name of the header over each column that it reaches over."""
    return {column + more: bytes(cell.ID) for column, cell in cells for more in range(_span(cell))}


def _span(cell: "pikepdf.Object") -> int:
    return int(_attributes(cell).get("/ColSpan", 1))


def _attributes(cell: "pikepdf.Object") -> "pikepdf.Object":
    import pikepdf  # noqa: PLC0415  # as above

    held = cell.get("/A", pikepdf.Array())
    owned = list(held) if isinstance(held, pikepdf.Array) else [held]
    found = next((one for one in owned if one.O == "/Table"), None)
    if found is None:  # Typst gives none to a header that no cell of data stands below
        found = pikepdf.Dictionary(O=pikepdf.Name.Table)
        cell.A = pikepdf.Array([*owned, found])
        found = cell.A[-1]
    return found


def _set_headers(cell: "pikepdf.Object", names: list[bytes]) -> None:
    import pikepdf  # noqa: PLC0415  # as above

    _attributes(cell)["/Headers"] = pikepdf.Array([pikepdf.String(name) for name in names])
