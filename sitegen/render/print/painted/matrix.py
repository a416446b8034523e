"""Matrices of a PDF: six numbers, and what a walk does with points."""

from collections.abc import Sequence
from decimal import Decimal
from math import sqrt
from typing import Any

from sitegen.render.print.painted.items import Box

__all__ = [
    "SAME",
    "Matrix",
    "Number",
    "Points",
    "around",
    "as_matrix",
    "is_array",
    "numbers",
    "placed",
    "scale",
    "times",
    "upright",
]

Matrix = tuple[float, float, float, float, float, float]
Points = list[tuple[float, float]]
Number = int | float | Decimal
"""As a content stream gives them: it is cheaper to ask than to try."""

SAME: Matrix = (1, 0, 0, 1, 0, 0)


def is_array(value: Any) -> bool:
    """Tell whether a value of a PDF is an array."""
    import pikepdf  # noqa: PLC0415  # 6 MB, in every process of the site, for a few that print

    return isinstance(value, pikepdf.Array)


def placed(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Return the point as ``matrix`` puts it."""
    return (
        x * matrix[0] + y * matrix[2] + matrix[4],
        x * matrix[1] + y * matrix[3] + matrix[5],
    )


def times(a: Matrix, b: Matrix) -> Matrix:
    """Return the matrix that does ``a`` and then ``b``."""
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def around(points: Sequence[tuple[float, float]]) -> Box:
    """Return the least upright box that holds the points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def numbers(operands: Any) -> tuple[float, ...]:
    """Return the numbers among the operands: the name of a pattern is none."""
    try:
        return tuple(map(float, operands))
    except (TypeError, ValueError):
        return tuple(float(one) for one in operands if isinstance(one, Number))


def as_matrix(operands: Any) -> Matrix:
    """Return the six numbers of a matrix; raises ValueError for another count."""
    a, b, c, d, e, f = numbers(operands)
    return (a, b, c, d, e, f)


def scale(matrix: Matrix) -> float:
    """Return by how much lengths grow, on average of both ways."""
    return sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))


def upright(points: Points) -> Box | None:
    """Return the rectangle that four corners make, None for anything else."""
    corners = points[:-1] if len(points) == 5 and points[0] == points[-1] else points
    box = around(points)
    if len(corners) != 4 or not box.width or not box.height:
        return None
    left, top, right, bottom = box
    nearest = {(x - left > right - x, y - top > bottom - y) for x, y in corners}
    away = max(min(x - left, right - x) + min(y - top, bottom - y) for x, y in corners)
    return box if len(nearest) == 4 and away < 0.001 else None
