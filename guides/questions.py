"""Questions to the officer: the shared steps have changed where an office has its own version.

Until somebody answers, the office's version stays as it is. An answer either keeps it, and
remembers what the shared step said then, or takes the shared step instead.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from guides.merging import Kind, changes_of
from guides.origin import GONE, Origin, read_origin
from guides.shared import Raw, SharedSet, SharedStep
from sitegen.collect.richtext import plain_text
from sitegen.collect.stored import unwrapped

__all__ = ["Question", "questions_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One open question about a group of a guide; ``block`` is the block that it is about.

    "changed": the shared step says something else now. "gone": it has left the set.
    "never": there is no such step. "replaced": the whole set has a successor, named by
    ``title``; ``kind`` is then "" and ``block`` the group's own.
    """

    group: str
    group_title: str
    block: str
    reason: Literal["changed", "gone", "never", "replaced"]
    kind: Kind | Literal["picture", ""]
    place: int
    title: str


def questions_of(
    group: Raw, group_id: str, shared: SharedSet, successors: Mapping[str, SharedSet]
) -> Iterator[Question]:
    """Yield the open questions of one group as stored; ``successors`` are live sets by key."""
    by_id = {step.id: step for step in shared.steps}
    for block, kind, origin, place in _addressed(group, shared):
        step = by_id.get(origin.step) if origin else None
        if reason := _reason(origin, step, is_picture=kind == "picture"):
            yield Question(
                group=group_id,
                group_title=group["title"],
                block=block,
                reason=reason,
                kind=kind,
                place=step.place if step else place,
                title=plain_text(step.value["title"]) if step else "",
            )
    following = successors.get(shared.successor)
    if following is not None and group.get("declined") != following.key:
        yield Question(
            group=group_id,
            group_title=group["title"],
            block=group_id,
            reason="replaced",
            kind="",
            place=0,
            title=following.name,
        )


def _addressed(
    group: Raw, shared: SharedSet
) -> Iterator[tuple[str, Kind | Literal["picture"], Origin | None, int]]:
    for change in changes_of(group, shared.steps):
        origin = read_origin(change.value.get("origin"))
        yield change.id, change.kind, origin or _unsettled(change.step), change.place
    for item in group.get("own_pictures") or ():
        value = unwrapped(item)
        origin = read_origin(value.get("origin"))
        if origin is not None:
            yield str(item.get("id") or ""), "picture", origin, origin.place


def _unsettled(step: str) -> Origin | None:
    """Return an address that nobody has looked up yet: it asks nothing when the step is there."""
    return Origin(step=step, digest="", version=0, place=0) if step else None


def _reason(
    origin: Origin | None, step: SharedStep | None, *, is_picture: bool
) -> Literal["changed", "gone", "never"] | None:
    if origin is None:
        return "never"
    if step is None:
        return None if origin.digest == GONE else "gone"
    now = step.picture_digest if is_picture else step.digest
    return "changed" if origin.digest and origin.digest != now else None
