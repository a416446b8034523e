"""Rows of a table that do not add up, as all others do."""

from collections.abc import Iterator, Sequence
from math import isclose

from sitegen.proofreading.texts import Found, Known, PageTexts, Table

__all__ = ["find"]

_LEAST_ROWS = 5
_MOST_WRONG = 0.25
Row = tuple[str, tuple[float, ...]]


def find(page: PageTexts, _known: Known) -> Iterator[Found]:
    """Số trong dòng này không khớp nhau, trong khi các dòng khác đều khớp.

    Xem lại với bản gốc; nếu bản gốc ghi như thế thì nói ở ghi chú.
    """
    for table in page.tables:
        yield from _sums(table)
        yield from _shares(table)


def _sums(table: Table) -> Iterator[Found]:
    """Find the column that is the sum of those before it, by what most rows say."""
    wide = min((len(values) for _, values in table.rows), default=0)
    for column in range(2, wide):
        for first in range(column - 1):
            rows = [row for row in table.rows if sum(row[1][first:column]) or row[1][column]]
            wrong = [row for row in rows if not _is(sum(row[1][first:column]), row[1][column])]
            if not _is_rule(rows, wrong, [values[first:column] for _, values in rows]):
                continue
            for name, values in wrong:
                parts = " + ".join(map(_written, values[first:column]))
                total = _written(sum(values[first:column]))
                said = f"{parts} = {total}, không phải {_written(values[column])}"
                yield Found(place=table.place, words=name, line=name, said=said)
            break  # the longest sum; without its first columns it holds as well where these are 0


def _shares(table: Table) -> Iterator[Found]:
    """Find the column that is the share of the first of the two before it in both, per cent."""
    wide = min((len(values) for _, values in table.rows), default=0)
    for column in range(2, wide):
        rows = [row for row in table.rows if sum(row[1][column - 2 : column])]
        wrong = [row for row in rows if abs(_share(row[1], column) - row[1][column]) > 0.1001]
        if not _is_rule(rows, wrong, [values[column : column + 1] for _, values in rows]):
            continue
        for name, values in wrong:
            one, other = values[column - 2 : column]
            share = _written(round(_share(values, column), 1))
            said = (
                f"{_written(one)} trong {_written(one + other)} là {share}%, "
                f"không phải {_written(values[column])}%"
            )
            yield Found(place=table.place, words=name, line=name, said=said)


def _is_rule(rows: Sequence[Row], wrong: Sequence[Row], parts: Sequence[Sequence[float]]) -> bool:
    """Tell whether a relation holds in so many rows, of so different figures, that it is meant."""
    if len(rows) < _LEAST_ROWS or len(wrong) > _MOST_WRONG * len(rows):
        return False
    kinds = {tuple(one) for one in parts}
    return len(kinds) >= _LEAST_ROWS - 1 and all(any(column) for column in zip(*parts, strict=True))


def _share(values: Sequence[float], column: int) -> float:
    return 100 * values[column - 2] / sum(values[column - 2 : column])


def _is(one: float, other: float) -> bool:
    return isclose(one, other, abs_tol=0.005)


def _written(value: float) -> str:
    """Return a number as Vietnamese readers write it: "1.234,5"."""
    said = f"{value:,.1f}".removesuffix(".0")
    return said.translate(str.maketrans(",.", ".,"))
