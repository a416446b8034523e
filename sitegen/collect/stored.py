"""How Wagtail stores blocks; the items of a list have an id, or, as it was once, are bare values."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

__all__ = ["is_item", "items", "stream", "unwrapped", "unwrapped_all"]


def stream(blocks: Iterable[tuple[str, Any]]) -> list[dict[str, Any]]:
    """Return blocks, each a type and a value, as a StreamField stores them."""
    return [{"type": kind, "value": value, "id": str(uuid.uuid4())} for kind, value in blocks]


def items(values: Iterable[Any]) -> list[dict[str, Any]]:
    """Return the items of a list block as it stores them."""
    return stream(("item", value) for value in values)


def is_item(stored: Any) -> bool:
    """Tell whether ``stored`` wraps its value, with a type and mostly an id."""
    return isinstance(stored, Mapping) and "type" in stored and "value" in stored


def unwrapped(stored: Any) -> Any:
    """Return the value of one item, in either of its stored forms."""
    return stored["value"] if is_item(stored) else stored


def unwrapped_all(stored: Iterable[Any] | None) -> list[Any]:
    """Return the values of a list block; none of a field that was never filled."""
    return [unwrapped(item) for item in stored or ()]
