"""Which group of a guide a leaflet means: officers say its place, what is kept is the group itself."""

from collections.abc import Sequence
from typing import Any

__all__ = ["group_of", "named_group", "settled"]

Raw = dict[str, Any]


def named_group(guide: int, number: int, group: str) -> str:
    """Return what is kept beside "nhóm thứ 2": the guide, that number, and the group's own id."""
    return f"{guide} {number} {group}"


def group_of(value: Raw) -> str:
    """Return the id of the group that is meant, "" where only its number is known."""
    _guide, number, group = _kept(value)
    return group if number == str(value.get("group")) else ""


def settled(value: Raw, groups: Sequence[str]) -> Raw:
    """Return the steps of a leaflet with their group kept; ``groups`` are the ids in the guide now.

    A number that the officer changes is looked up anew. One that stays follows its group to its
    new place; a group that is gone stays gone, for none of the others is what was chosen.
    """
    guide, _number, _group = _kept(value)
    group = group_of(value)
    if group in groups:
        number = groups.index(group) + 1
    elif group and guide == str(value.get("guide")):
        number = value["group"]
    else:
        number = value.get("group") or 0
        group = groups[number - 1] if 0 < number <= len(groups) else ""
    kept = named_group(value["guide"], number, group) if group else ""
    return {**value, "group": number or value.get("group"), "kept": kept}


def _kept(value: Raw) -> tuple[str, str, str]:
    guide, _space, rest = (value.get("kept") or "").partition(" ")
    number, _space, group = rest.partition(" ")
    return guide, number, group
