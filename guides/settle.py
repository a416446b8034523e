"""Settling: "step 4" as officers say it becomes the step that it is for ever.

Done whenever a guide is saved. A number that the officer changes is looked up anew; one that
stays follows its step when the set is put in another order.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from guides.merging import changes_of
from guides.origin import Origin, read_origin
from guides.shared import Raw, SharedSet
from guides.tokens import BUILT_IN, names_in
from sitegen.collect.stored import unwrapped_all

__all__ = ["check_group", "settle_group"]


def settle_group(group: Raw, shared: SharedSet) -> Raw:
    """Return the stored value of a group with every address settled.

    Raises ValidationError for a number that the set has no step for.
    """
    changes = [
        {**block, "value": _settled(block["value"], shared, is_picture=False)}
        for block in group.get("changes") or ()
    ]
    pictures = [
        {**item, "value": _settled(item["value"], shared, is_picture=True)}
        if "value" in item
        else _settled(item, shared, is_picture=True)
        for item in group.get("own_pictures") or ()
    ]
    return {**group, "changes": changes, "own_pictures": pictures}


def check_group(group: Raw, shared: SharedSet | None) -> None:
    """Refuse two versions of one step, changes without a set, values that nothing uses."""
    title = group.get("title", "")
    if shared is None:
        if group.get("changes") and not group.get("step_set"):
            raise ValidationError(
                _(
                    "Cách làm “%(title)s” có mục “Khác bản chung” nhưng chưa chọn bộ bước dùng "
                    "chung. Hãy chọn bộ bước, hoặc chuyển sang “Các bước riêng”."
                )
                % {"title": title}
            )
        return
    for place in _doubled(group, shared):
        raise ValidationError(
            _("Cách làm “%(title)s” viết lại hoặc bỏ bước %(place)d hai lần. Hãy giữ một.")
            % {"title": title, "place": place}
        )
    for name in _unused(group, shared):
        raise ValidationError(
            _(
                "Cách làm “%(title)s” ghi giá trị cho “%(name)s” nhưng bộ bước “%(set)s” không có "
                "tham số này."
            )
            % {"title": title, "name": name, "set": shared.name}
        )


def _settled(value: Raw, shared: SharedSet, *, is_picture: bool) -> Raw:
    origin = read_origin(value.get("origin"))
    typed: int = value.get("step") or 0
    if origin is None or origin.place != typed:
        return {**value, "origin": str(_looked_up(typed, shared, is_picture=is_picture))}
    now = next((step.place for step in shared.steps if step.id == origin.step), origin.place)
    moved = Origin(step=origin.step, digest=origin.digest, version=origin.version, place=now)
    return {**value, "step": now, "origin": str(moved)}


def _looked_up(place: int, shared: SharedSet, *, is_picture: bool) -> Origin:
    if not 1 <= place <= len(shared.steps):
        raise ValidationError(
            _("Bộ bước “%(set)s” chỉ có %(count)d bước, không có bước %(place)d.")
            % {"set": shared.name, "count": len(shared.steps), "place": place}
        )
    step = shared.steps[place - 1]
    return Origin(
        step=step.id,
        digest=step.picture_digest if is_picture else step.digest,
        version=shared.version,
        place=place,
    )


def _doubled(group: Raw, shared: SharedSet) -> Iterator[int]:
    seen: set[str] = set()
    for change in changes_of(group, shared.steps):
        if change.kind in ("replace", "leave_out"):
            if change.step in seen:
                yield change.place
            seen.add(change.step)


def _unused(group: Raw, shared: SharedSet) -> Iterator[str]:
    own: Mapping[str, Any] = {
        key: group.get(key) for key in ("title", "lead", "changes", "steps", "closing")
    }
    known = {*BUILT_IN, *(name for name, _source in shared.sources), *names_in(own)}
    for value in unwrapped_all(group.get("parameters")):
        if value.get("name") not in known:
            yield str(value.get("name"))
