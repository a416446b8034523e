"""Drawings made from data: bars, and arcs that grow with what a service offers.

Every drawing repeats what words beside it say, so it is hidden from screen readers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sitegen.documents.kinds import ServiceKindRegime
from sitegen.render.formats import number

__all__ = ["Bar", "Reach", "arcs", "bars", "begins_at", "reaches"]

_HIGH, _WHOLE = 80, 100
"""Percentages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: its name, its printed value, and its drawing ("" when the value is unknown)."""

    label: str
    value: str
    drawing: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What one service kind adds to the one before, and what is drawn for it."""

    name: str
    added: tuple[str, ...]
    offered: int
    drawing: Markup


def bars(pairs: Sequence[tuple[str, str]], unit: str, language: str) -> tuple[Bar, ...]:
    """Return bars for (name, decimal text) pairs, from ``begins_at`` on."""
    amounts = [_amount(value) for _, value in pairs]
    top = 100.0 if unit == "percent" else max((a for a in amounts if a is not None), default=0.0)
    least = begins_at(pairs, unit)
    return tuple(
        Bar(
            label=name,
            value=number(value, language, unit=unit),
            drawing=_bar(None if amount is None else amount - least, top - least),
        )
        for (name, value), amount in zip(pairs, amounts, strict=True)
    )


def begins_at(pairs: Sequence[tuple[str, str]], unit: str) -> int:
    """Return where bars begin: zero, but for percentages that are all so high that none would differ.

    Readers are to be told of it wherever it is not zero.
    """
    amounts = [amount for _, value in pairs if (amount := _amount(value)) is not None]
    lowest = min(amounts, default=0.0)
    if unit != "percent" or lowest < _HIGH or max(amounts) > _WHOLE or len(set(amounts)) < 2:
        return 0
    return int((lowest - 1) // 5 * 5)


def reaches(regime: ServiceKindRegime) -> tuple[Reach, ...]:
    """Return the kinds of ``regime`` with the features each adds; empty without features."""
    if not regime.features:
        return ()
    offered = [
        tuple(feature.offered[place] for feature in regime.features)
        for place in range(len(regime.kinds))
    ]
    before = ((False,) * len(regime.features), *offered)
    return tuple(
        _reach(regime, place, now, earlier)
        for place, (now, earlier) in enumerate(zip(offered, before, strict=False))
    )


def arcs(states: Sequence[str]) -> Markup:
    """Return the horn with one arc for each state: "new", "kept" or "none"."""
    radii = [19 + 14 * place for place in range(len(states))]
    top = max(26, round(max(radii, default=0) * _RISE) + 5)
    drawn = "".join(
        f'<path class="{state}" d="{_arc(radius, top)}"/>'
        for state, radius in zip(states, radii, strict=True)
    )
    width = 23 + max(radii, default=0)
    svg = (
        f'<svg class="reach" viewBox="0 0 {width} {2 * top}" aria-hidden="true">'
        f'<path class="horn" d="M3 {top - 8}v16h6c8 0 11 5 13 13V{top - 21}c-2 8-5 13-13 13z"/>'
        f"{drawn}</svg>"
    )
    return Markup(svg)  # noqa: S704 - numbers and names of ours only


_RISE, _REACH = 0.766, 0.643  # sine and cosine of 50 degrees: how far an arc opens


def _arc(radius: int, middle: int) -> str:
    """Return an arc of 100 degrees around the mouth of the horn."""
    across, up = 17 + radius * _REACH, radius * _RISE
    return f"M{across:.1f} {middle - up:.1f}A{radius} {radius} 0 0 1 {across:.1f} {middle + up:.1f}"


def _reach(
    regime: ServiceKindRegime, place: int, now: tuple[bool, ...], earlier: tuple[bool, ...]
) -> Reach:
    states = [_state(has, had) for has, had in zip(now, earlier, strict=True)]
    labels = [feature.label for feature in regime.features]
    added = tuple(label for label, state in zip(labels, states, strict=True) if state == "new")
    return Reach(name=regime.kinds[place].name, added=added, offered=sum(now), drawing=arcs(states))


def _state(has: bool, had: bool) -> str:  # noqa: FBT001 - two facts of one row, in order
    if not has:
        return "none"
    return "kept" if had else "new"


def _amount(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def _bar(amount: float | None, top: float) -> Markup:
    if amount is None:
        return Markup("")
    width = round(100 * max(amount, 0.0) / top, 2) if top else 0
    svg = (
        '<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect width="{width:g}" height="1"/></svg>'
    )
    return Markup(svg)  # noqa: S704 - a number of ours only
