"""Runs: what rich text is made of within a line: marks, links, and no white space at the ends."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sitegen.collect.alike import text
from sitegen.documents.inline import (
    Emphasis,
    FactValue,
    Inline,
    LineBreak,
    Link,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from sitegen.documents.nodes import BulletList, NumberedList, Paragraph

__all__ = [
    "FACT",
    "MARKS",
    "Answer",
    "Blocks",
    "Chip",
    "LinkTarget",
    "Resolve",
    "link_around",
    "listed",
    "trimmed",
]

Blocks = tuple[Paragraph | BulletList | NumberedList, ...]
LinkTarget = tuple[str, str] | None
"""(target, address) of a link, or None when it may not be followed."""

Answer = LinkTarget | FactValue | Text
Resolve = Callable[[str, str], Answer]
"""Given the kind of a stored link ("page", "document") and its id, says where it leads.

For a "fact" the id is a whole ``Chip`` in one string, and the answer is what stands in its place.
"""

FACT = "fact"
"""The kind of a link that is no link: the value of a registry stands in its place."""

MARKS: dict[str, Callable[..., Inline]] = {
    "b": Strong,
    "strong": Strong,
    "i": Emphasis,
    "em": Emphasis,
    "sub": Subscript,
    "sup": Superscript,
}
"""What a tag around words makes of them."""

_CHIP_ATTRIBUTES = ("kind", "id", "field", "day")
_SAFE = re.compile(r"^(https?:|mailto:|tel:)", re.IGNORECASE)


def is_followed(address: str) -> bool:
    """Tell whether readers may follow a link to ``address``: a page, a letter or a call."""
    return bool(_SAFE.match(address))


def link_around(
    children: tuple[Inline, ...], attributes: Mapping[str, str | None], resolve: Resolve
) -> tuple[Inline, ...]:
    """Return a link with ``children``, or these alone when it may not be followed."""
    kind = attributes.get("linktype")
    if kind == FACT:
        stands_for = resolve(kind, Chip.read(attributes, _words(children)).key)
        return (stands_for,) if isinstance(stands_for, FactValue | Text) else ()
    if kind:
        address = resolve(kind, attributes.get("id") or "")
    else:
        href = (attributes.get("href") or "").strip()
        address = ("web", href) if is_followed(href) else None
    if not isinstance(address, tuple):
        return children
    target, where = address
    return (Link(children=children, target=target, address=where),)  # type: ignore[arg-type]  # resolve says one of the three


@dataclass(frozen=True, slots=True)
class Chip:
    """Dữ kiện trong câu as it is stored: which value of which row, and the words shown last.

    ``day`` is the day of issue ("2026-11-22") of a value that may not change any more, or "".
    """

    kind: str
    id: str
    field: str
    day: str
    words: str

    @classmethod
    def read(cls, attributes: Mapping[str, str | None], words: str) -> "Chip":
        """Return the chip of a stored link."""
        kind, pk, field, day = (attributes.get(name) or "" for name in _CHIP_ATTRIBUTES)
        return cls(kind, pk, field, day, words)

    @classmethod
    def of(cls, key: str) -> "Chip":
        """Return the chip that ``key`` stands for."""
        return cls(*key.split("\n", 4))

    @property
    def key(self) -> str:
        """The chip in one string, by which its answer is remembered."""
        parts = (self.kind, self.id, self.field, self.day)
        return "\n".join((*(part.replace("\n", " ") for part in parts), self.words))


def _words(children: tuple[Inline, ...]) -> str:
    return "".join(
        _words(child.children) if hasattr(child, "children") else getattr(child, "value", " ")
        for child in children
    ).strip()


def listed(tag: str, items: Sequence[tuple[Inline, ...]]) -> Blocks:
    """Return the list of the items that say anything; nothing when none does."""
    kept = tuple(item for item in items if item)
    if not kept:
        return ()
    return (BulletList(items=kept) if tag == "ul" else NumberedList(items=kept),)


def trimmed(parts: Sequence[Inline]) -> tuple[Inline, ...]:
    """Return ``parts`` without white space at both ends."""
    if parts and _is_firm(parts[0], 0) and _is_firm(parts[-1], -1):  # nearly always
        return tuple(parts)
    first, last = 0, len(parts)
    while first < last and _is_blank(parts[first]):
        first += 1
    while first < last and _is_blank(parts[last - 1]):
        last -= 1
    kept = list(parts[first:last])
    if kept and isinstance(start := kept[0], Text) and start.value[0].isspace():
        kept[0] = text(start.value.lstrip())
    if kept and isinstance(end := kept[-1], Text) and end.value[-1].isspace():
        kept[-1] = text(end.value.rstrip())
    return tuple(kept)


def _is_firm(part: Inline, end: int) -> bool:
    """Tell whether a line may begin (``end`` 0) or end (-1) with this as it is."""
    if isinstance(part, Text):
        return bool(part.value) and not part.value[end].isspace()
    return not isinstance(part, LineBreak)


def _is_blank(part: Inline) -> bool:
    if isinstance(part, Text):
        return not part.value or part.value.isspace()
    return isinstance(part, LineBreak)
