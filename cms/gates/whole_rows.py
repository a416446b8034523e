"""Lists of the editor survive a row that cannot be read: the others are shown, that one is named."""

import logging
from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext

__all__ = ["ShowsWholeRows", "whole_rows"]

_log = logging.getLogger("loa.editor")
_NAMES = ("title", "name", "number")
_MOST_NAMED = 5


class ShowsWholeRows:
    """A list view that names the rows which the database holds in a form that nobody can read.

    Only a hand in the database makes such a row; it must not close the list to all others.
    """

    def paginate_queryset(self, queryset: Any, page_size: int) -> tuple[Any, Any, Any, bool]:
        """Return Wagtail's page of rows; where one breaks it, the others."""
        made = super().paginate_queryset(queryset, page_size)  # type: ignore[misc]  # of the view
        paginator, page, rows, has_others = made
        shown: tuple[Any, Any, Any, bool] = made
        try:
            whole = all(_is_whole(row, self._shown()) for row in list(rows))
        except Exception:  # noqa: BLE001  # a value that no field can read
            whole = False
        if not whole:
            page.object_list = self._without_broken_ones(rows)
            shown = (paginator, page, page.object_list, has_others)
        return shown

    def _shown(self) -> frozenset[str]:
        columns = self.list_display  # type: ignore[attr-defined]  # of the view
        return frozenset(getattr(one, "name", one) for one in columns)

    def _without_broken_ones(self, rows: Any) -> list[Any]:
        model = self.model  # type: ignore[attr-defined]  # of the view
        keys = _keys_of(rows, model)
        found = whole_rows(model._default_manager.filter(pk__in=keys), self._shown())
        by_key = {row.pk: row for row in found}
        broken = [key for key in keys if key not in by_key]
        messages.warning(self.request, _words(model, broken))  # type: ignore[attr-defined]
        return [by_key[key] for key in keys if key in by_key]


def whole_rows(rows: "QuerySet[Any, Any]", shown: Collection[str] = ()) -> list[Any]:
    """Return the rows of a question that can be read, with the rows that their ``shown`` name."""
    try:
        found = list(rows)
    except Exception:  # noqa: BLE001  # a value that no field can read: then one at a time
        found = [row for key in rows.values_list("pk", flat=True) for row in _one(rows, key)]
    return [row for row in found if _is_whole(row, shown)]


def _one(rows: "QuerySet[Any, Any]", key: Any) -> list[Any]:
    try:
        return list(rows.filter(pk=key))
    except Exception:  # noqa: BLE001  # this one is it
        _log.exception("row %s of %s cannot be read", key, rows.model._meta.label)
        return []


def _is_whole(row: models.Model, shown: Collection[str]) -> bool:
    try:
        str(row)
        for field in row._meta.concrete_fields:
            if field.is_relation and field.name in shown:
                str(getattr(row, field.name))
    except Exception:  # noqa: BLE001  # what it names cannot be read
        return False
    return True


def _keys_of(rows: Any, model: Any) -> list[Any]:
    """Return the keys of one page of a question; of a search, those of all rows."""
    if isinstance(rows, QuerySet):
        return [*rows.values_list("pk", flat=True)]
    return [*model._default_manager.values_list("pk", flat=True)]


def _words(model: Any, keys: list[Any]) -> str:
    named = ", ".join(f"“{_name(model, key)}”" for key in keys[:_MOST_NAMED])
    return gettext(
        "Không đọc được %(count)d mục trong danh sách này: %(named)s. Các mục khác vẫn dùng được. "
        "Báo quản trị viên, kèm số của mục: %(keys)s."
    ) % {
        "count": len(keys),
        "named": named,
        "keys": ", ".join(str(key) for key in keys[:_MOST_NAMED]),
    }


def _name(model: Any, key: Any) -> str:
    """Return what the row is called, as far as that can be read."""
    fields = {field.name for field in model._meta.concrete_fields}
    for name in _NAMES:
        if name in fields:
            said = model._default_manager.filter(pk=key).values_list(name, flat=True).first()
            if said:
                return str(said)
    return str(gettext("số %s") % key)
