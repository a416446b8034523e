"""Tables: how wide the columns of a plain table stand on A4, and how large its words."""

from typing import Any

from sitegen.documents.nodes import Table

__all__ = ["TEXT_WIDTH_MM", "table_look"]

TEXT_WIDTH_MM = 160
_SIZES_PT = (13.0, 12.0, 11.0, 10.0, 9.0)
_LETTER_EM = 0.52
_MM_OF_PT = 25.4 / 72
_MARGINS_MM = 3.4
_LONGEST_WORD = 16
"""Letters; a longer one, such as an address, is parted."""

_LONGEST_LINE = 60
"""Letters; what says more needs lines, not width."""


def table_look(table: Table) -> dict[str, Any]:
    """Return ``widths_mm`` of all columns, together as wide as the text, ``size_pt``, and the cells.

    ``head`` and ``rows`` have the lines of each cell apart. The size is the largest at which the longest word of each column has room.
    """
    columns = range(len(table.head))
    cells = [[table.head[at], *(row[at] for row in table.rows if len(row) > at)] for at in columns]
    words = [max(_word(one) for one in column) for column in cells]
    lines = [max(_line(one) for one in column) for column in cells]
    for size in _SIZES_PT:
        letter = size * _MM_OF_PT * _LETTER_EM
        least = [count * letter + _MARGINS_MM for count in words]
        if sum(least) <= TEXT_WIDTH_MM:
            break
    wanted = [max(0.1, (line - word) * letter) for line, word in zip(lines, words, strict=True)]
    left = TEXT_WIDTH_MM - sum(least)
    share = [left * one / sum(wanted) if left > 0 else 0 for one in wanted]
    narrow = min(1, TEXT_WIDTH_MM / sum(least))
    widths = [round(one * narrow + more, 2) for one, more in zip(least, share, strict=True)]
    return {
        "widths_mm": widths,
        "size_pt": size,
        "head": [one.split("\n") for one in table.head],
        "rows": [[one.split("\n") for one in row] for row in table.rows],
    }


def _word(cell: str) -> int:
    return min(max(map(len, cell.split()), default=1), _LONGEST_WORD)


def _line(cell: str) -> int:
    return min(max(map(len, cell.split("\n"))), _LONGEST_LINE)
