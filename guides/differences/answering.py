"""Answering: one answer changes one block of a guide, and saves it as an officer would."""

from dataclasses import dataclass
from typing import Any, Literal

from guides.load import StepSets, load_step_sets
from guides.origin import GONE, Origin, read_origin
from guides.shared import Raw, SharedSet
from guides.side_by_side import latest
from sitegen.languages import SOURCE

__all__ = ["Answer", "answer", "is_known"]

Answer = Literal["keep", "take"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """A group of a guide as stored, its step set, and the successor of that set."""

    value: Raw
    shared: SharedSet
    successor: SharedSet | None
    successor_pk: int | None


def is_known(text: str) -> bool:
    """Tell whether ``text`` is an answer."""
    return text in ("keep", "take")


def answer(page: Any, group_id: str, block_id: str, said: Answer, user: Any) -> bool:
    """Write the answer about one block into the guide; return whether it is published.

    "keep" remembers what the shared step says now, "take" drops the office's own version. About
    a whole set, "take" moves the group to the successor and "keep" declines it. A draft that
    somebody is writing stays a draft. Raises LookupError when the block is no longer there.
    """
    draft = latest(page)
    blocks = draft.groups.get_prep_value()
    sets = load_step_sets()
    found = [at for at, block in enumerate(blocks) if str(block.get("id")) == group_id]
    if not found:
        raise LookupError(group_id)
    at = found[0]
    group = _group(blocks[at]["value"], sets)
    changed = _of_set(group, said) if block_id == group_id else _of_block(group, block_id, said)
    blocks[at] = {**blocks[at], "value": changed}
    draft.groups = type(draft).groups.field.to_python(blocks)
    draft.is_unfinished = True
    had_draft = page.has_unpublished_changes
    revision = draft.save_revision(user=user, log_action=True)
    may_publish = page.permissions_for_user(user).can_publish()
    if page.live and not had_draft and may_publish:
        revision.publish(user=user)
        return True
    return False


def _group(value: Raw, sets: StepSets) -> _Group:
    shared = sets.by_language.get((sets.keys.get(value.get("step_set") or 0, ""), SOURCE))
    if shared is None:
        raise LookupError(value.get("step_set"))
    following = sets.by_language.get((shared.successor, SOURCE))
    pk = int(following.fact_key.rpartition("-")[2]) if following else None
    return _Group(value=value, shared=shared, successor=following, successor_pk=pk)


def _of_set(group: _Group, said: Answer) -> Raw:
    if group.successor is None:
        raise LookupError(group.shared.successor)
    if said == "keep":
        return {**group.value, "declined": group.successor.key}
    return {**group.value, "step_set": group.successor_pk, "declined": ""}


def _of_block(group: _Group, block_id: str, said: Answer) -> Raw:
    for name in ("changes", "own_pictures"):
        stored = list(group.value.get(name) or ())
        for at, block in enumerate(stored):
            if str(block.get("id")) == block_id:
                kept = [] if said == "take" else [_kept(block, group.shared, name)]
                return {**group.value, name: stored[:at] + kept + stored[at + 1 :]}
    raise LookupError(block_id)


def _kept(block: Raw, shared: SharedSet, name: str) -> Raw:
    """Return the block with the address answered for what its step says now."""
    value = block["value"]
    origin = read_origin(value.get("origin")) or Origin(
        step="-", digest=GONE, version=0, place=value.get("step") or 1
    )
    step = next((one for one in shared.steps if one.id == origin.step), None)
    digest = GONE
    if step is not None:
        digest = step.picture_digest if name == "own_pictures" else step.digest
    return {**block, "value": {**value, "origin": str(origin.settled(digest, shared.version))}}
