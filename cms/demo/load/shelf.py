"""What was loaded so far, by the keys of the demo's data."""

from typing import Any

from django.apps import apps
from django.db import models

__all__ = ["Shelf", "model"]


def model(label: str) -> type[models.Model]:
    """Return a model by name, so that this app need not import the one above it."""
    return apps.get_model(label)


class Shelf:
    """Rows and pages by (kind, key)."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], Any] = {}
        self.created: list[str] = []

    def put(self, kind: str, key: str, row: Any) -> None:
        """Remember ``row``."""
        self._rows[kind, key] = row

    def get(self, kind: str, key: str) -> Any:
        """Return a row; raises KeyError naming what is missing."""
        return self._rows[kind, key]

    def pk(self, kind: str, key: str) -> int | None:
        """Return the id of a row, None for an empty key."""
        return int(self._rows[kind, key].pk) if key else None
