"""What is right of a StreamField: only the value that was refused goes back to the stored one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks

__all__ = ["Refused", "mended"]

ROUNDS = 5  # a value that went back may uncover one more fault beside it


@dataclass(frozen=True, slots=True)
class Refused:
    """A value that was not saved: where it stands, what it is called, why.

    ``place`` is the field's name, then Wagtail's content path: ids of blocks, names of parts.
    """

    place: tuple[str, ...]
    label: str
    reason: str

    def as_json(self) -> dict[str, Any]:
        """Return what kept.js reads."""
        return {"place": list(self.place), "label": self.label, "reason": self.reason}


def mended(
    field: Any, typed: Any, stored: Any, error: ValidationError, name: str
) -> tuple[Any, list[Refused]]:
    """Return ``typed`` with every refused value as it is in ``stored``, and what was refused.

    A block that is new, and wrong as a whole, is left out; a part without a stored value gets its
    default. Where nothing helps, ``stored`` itself is returned.
    """
    refused: list[Refused] = []
    for _round in range(ROUNDS):
        typed = _mend(field.block, typed, stored, error, (name,), refused)
        if typed is None:
            break
        try:
            return field.clean(typed), refused
        except ValidationError as again:
            error = again
    return stored, refused


def _mend(  # noqa: PLR0913, PLR0917  # a step down carries what was typed, stored and refused
    block: Any, typed: Any, stored: Any, error: Any, place: tuple[str, ...], refused: list[Refused]
) -> Any:
    inner = getattr(error, "block_errors", None)
    if inner and not getattr(error, "non_block_errors", None):
        if isinstance(block, blocks.StructBlock):
            return _mend_struct(block, typed, stored, inner, place, refused)
        if isinstance(block, blocks.ListBlock | blocks.StreamBlock):
            return _mend_children(block, typed, stored, inner, place, refused)
    refused.append(Refused(place, str(block.label or ""), " ".join(_texts(error))))
    return stored


def _mend_struct(  # noqa: PLR0913, PLR0917  # as above
    block: Any, typed: Any, stored: Any, inner: Any, place: tuple[str, ...], refused: list[Refused]
) -> Any:
    parts = []
    for name, value in typed.items():
        kept = value
        if name in inner:
            child = block.child_blocks[name]
            old = stored.get(name) if stored else None
            kept = _mend(child, value, old, inner[name], (*place, name), refused)
            kept = child.get_default() if kept is None else kept
        parts.append((name, kept))
    return type(typed)(block, parts)


def _mend_children(  # noqa: PLR0913, PLR0917  # as above
    block: Any, typed: Any, stored: Any, inner: Any, place: tuple[str, ...], refused: list[Refused]
) -> Any:
    before = {child.id: child.value for child in _children(stored)} if stored else {}
    kept = []
    for number, child in enumerate(_children(typed)):
        value = child.value
        if number in inner:
            here = (*place, child.id or str(number))
            old = before.get(child.id)
            value = _mend(child.block, value, old, inner[number], here, refused)
        if value is not None or number not in inner:
            kept.append((child, value))
    if isinstance(block, blocks.ListBlock):
        made = [blocks.list_block.ListValue.ListChild(c.block, v, id=c.id) for c, v in kept]
        return blocks.list_block.ListValue(block, bound_blocks=made)
    return blocks.StreamValue(block, [(c.block_type, v, c.id) for c, v in kept])


def _children(value: Any) -> Any:
    return value.bound_blocks if isinstance(value, blocks.list_block.ListValue) else value


def _texts(error: Any) -> Iterator[str]:
    if hasattr(error, "as_json_data"):
        yield from error.as_json_data().get("messages", [])
    else:
        yield from error.messages
