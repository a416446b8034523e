"""Checks of what officers write in step sets and guides: refusals at the field, soft remarks."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guides.shared import Raw
from guides.tokens import BUILT_IN, LABEL, TOKEN, names_in, words_of
from guides.verbs import begins_with_verb
from sitegen.collect.richtext import plain_text
from sitegen.collect.stored import unwrapped_all

if TYPE_CHECKING:
    from guides.models.step_set import StepSet

__all__ = ["check_tokens", "shortened", "steps_without_verb"]

_SHOWN = 60
_BRACES = ("{{", "}}")


def check_tokens(step_set: "StepSet") -> None:
    """Refuse tokens that nothing can fill in; raises ValidationError at the field, by step."""
    declared = [block["value"]["name"] for block in step_set.parameters.get_prep_value()]
    _check_declared(declared)
    known = {*BUILT_IN, *declared}
    labels = _labels(step_set)
    found: dict[str, list[str]] = {}
    for field, place, value in _places(step_set):
        if said := _said_of(value, known, labels):
            found.setdefault(field, []).append(f"{place}: {said}" if place else said)
    if found:
        raise ValidationError(found)


def steps_without_verb(steps: Iterable[Raw]) -> Iterator[tuple[int, str]]:
    """Yield number and title of every step whose title does not begin with a verb."""
    for number, step in enumerate(steps, 1):
        title = plain_text(step.get("title") or "")
        if title and not begins_with_verb(title):
            yield number, shortened(title)


def shortened(text: str) -> str:
    """Return ``text`` short enough to name a step in a sentence."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1].rstrip()}…"


def _check_declared(declared: list[str]) -> None:
    for name in declared:
        if name in BUILT_IN:
            raise ValidationError(
                {"parameters": _("{{%(name)s}} có sẵn, không cần khai.") % {"name": name}}
            )
        if declared.count(name) > 1:
            raise ValidationError(
                {"parameters": _("Tham số “%(name)s” khai hai lần.") % {"name": name}}
            )


def _labels(step_set: "StepSet") -> set[str]:
    portal = step_set.portal
    stored = portal.interface_labels.get_prep_value() if portal is not None else []
    return {block["value"]["name"] for block in stored}


def _places(step_set: "StepSet") -> Iterator[tuple[str, str, Any]]:
    yield "lead", "", step_set.lead
    for number, step in enumerate(unwrapped_all(step_set.steps.get_prep_value()), 1):
        title = shortened(plain_text(step.get("title") or ""))
        yield (
            "steps",
            gettext("Bước %(number)d “%(title)s”") % {"number": number, "title": title},
            step,
        )
    yield "closing", "", unwrapped_all(step_set.closing.get_prep_value())


def _said_of(value: Any, known: set[str], labels: set[str]) -> str:
    if _has_loose_braces(value):
        return gettext("có dấu {{ hoặc }} lẻ. Viết liền cả cặp, ví dụ {{co_quan}}.")
    names = dict.fromkeys(names_in(value))
    missing = [
        name for name in names if name.startswith(LABEL) and name[len(LABEL) :] not in labels
    ]
    if missing:
        return gettext(
            "cổng chưa có %(tokens)s. Bổ sung ở mục “Chữ trên nút” của cổng trong sổ cổng."
        ) % {"tokens": words_of(missing)}
    unknown = [name for name in names if not name.startswith(LABEL) and name not in known]
    if unknown:
        return gettext(
            "không biết %(tokens)s. Dùng được: %(known)s; tham số khác thì khai ở dưới."
        ) % {
            "tokens": words_of(unknown),
            "known": words_of(sorted(known)),
        }
    return ""


def _has_loose_braces(value: Any) -> bool:
    if isinstance(value, str):
        rest = TOKEN.sub("", value) if _BRACES[0] in value else value
        return any(brace in rest for brace in _BRACES)
    if isinstance(value, dict):
        return any(map(_has_loose_braces, value.values()))
    return isinstance(value, list | tuple) and any(map(_has_loose_braces, value))
