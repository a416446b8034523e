"""Shared steps as plain data: what a step set says, and the digests by which a change is seen."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

__all__ = ["Raw", "SharedSet", "SharedStep", "digest", "shared_steps"]

Raw = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedStep:
    """One step of a set: ``id`` is its for ever, ``place`` its number today, from 1.

    ``digest`` changes with anything that it says or shows, ``picture_digest`` with its pictures.
    """

    id: str
    place: int
    value: Raw
    digest: str
    picture_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedSet:
    """One step set in one language, as it is published.

    ``sources`` tells for each declared parameter where its value comes from. ``successor`` is
    the key of the set that replaces it, "" when there is none; ``fact_key`` names its row.
    """

    key: str
    language: str
    name: str
    steps: tuple[SharedStep, ...]
    lead: str = ""
    portal: int | None = None
    closing: tuple[Raw, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    version: int = 1
    valid_from: date | None = None
    valid_until: date | None = None
    successor: str = ""
    fact_key: str = ""


def shared_steps(stored: Iterable[Raw]) -> tuple[SharedStep, ...]:
    """Return the steps of a set as its StreamField stores them."""
    return tuple(
        SharedStep(
            id=str(block.get("id") or ""),
            place=place,
            value=block["value"],
            digest=digest(block["value"]),
            picture_digest=digest(block["value"].get("pictures")),
        )
        for place, block in enumerate(stored, 1)
    )


def digest(value: Any) -> str:
    """Return 16 hexadecimal digits of what ``value`` says; empty fields and ids say nothing."""
    said = json.dumps(_said(value), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _said(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {key: _said(one) for key, one in value.items() if key != "id"}
        return {key: one for key, one in kept.items() if not _is_empty(one)}
    if isinstance(value, list | tuple):
        return [_said(one) for one in value]
    return value


def _is_empty(value: Any) -> bool:
    return value is None or value is False or value in ("", [], {})
