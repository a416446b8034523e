"""Guard: rows of which one cannot be read cost themselves, with a remark by their name."""

import logging
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from django.db.models import QuerySet

from sitegen.errors import AwayError, Finding

__all__ = ["Finds", "each", "readable", "unreadable_row"]

Made = TypeVar("Made")
Finds = Callable[[Finding], Any]
_log = logging.getLogger("loa.release")


def readable(rows: "QuerySet[Any, Any]", finds: Finds = lambda _finding: None) -> list[Any]:
    """Return the rows of a question; where one breaks it, all the others.

    ``finds`` is told of it, where nobody else will name it.
    """
    try:
        return list(rows)
    except Exception:  # noqa: BLE001  # a value that no field can read: then one at a time
        _log.exception("a row of %s cannot be read", rows.model._meta.label)
    found: list[Any] = []
    for pk in rows.model._base_manager.order_by("pk").values_list("pk", flat=True):
        try:
            found.extend(rows.filter(pk=pk))
        except Exception as error:  # noqa: BLE001  # this one is it
            finds(unreadable_row(str(rows.model._meta.verbose_name), f"số {pk}", error))
    return found


def each(
    rows: Iterable[Any], make: Callable[[Any], Made], finds: Finds
) -> "Iterator[tuple[Any, Made]]":
    """Yield each row with what ``make`` makes of it; one that cannot be made is named."""
    for row in rows:
        try:
            made = make(row)
        except AwayError:
            raise
        except Exception as error:  # noqa: BLE001  # one row must not cost the others
            _log.exception("row %s of %s cannot be read", row.pk, row._meta.label)
            finds(unreadable_row(str(row._meta.verbose_name), _name(row), error))
            continue
        yield row, made


def unreadable_row(kind: str, name: str, error: Exception) -> Finding:
    """Return the remark about a row that cannot be read."""
    return Finding(
        code="row-unreadable",
        severity="warning",
        page=name,
        message=f"Không đọc được mục “{name}” ({kind}; {type(error).__name__})."
        " Các trang ra mà không có mục này.",
        hint="Mở mục này trong bộ biên tập, sửa rồi lưu lại; không mở được thì báo quản trị viên.",
    )


def _name(row: Any) -> str:
    for name in ("title", "name"):
        if isinstance(said := getattr(row, name, None), str) and said:
            return said
    return f"số {row.pk}"
