"""Chips for tests: tokens as the editor stores them."""

from typing import Any

from tests.factory_facts import Raw, stream

__all__ = ["a_chip", "saying"]


def a_chip(row: Any, field: str, words: str = "chữ cũ", *, day: str = "") -> str:
    """Return the token of a value; ``day`` makes it one that was issued."""
    issued = f' day="{day}"' if day else ""
    kind = row._meta.model_name
    return f'<a linktype="fact" kind="{kind}" id="{row.pk}" field="{field}"{issued}>{words}</a>'


def saying(*sentences: str) -> list[Raw]:
    """Return a body of paragraphs."""
    return stream(*(("paragraph", f"<p>{sentence}</p>") for sentence in sentences))
