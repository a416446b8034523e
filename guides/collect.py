"""Guides to documents: shared steps with the office's own values, numbered as readers count."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from cms.collect.facts import agency_name, agency_of, facts_of, open_portal
from cms.collect.nodes import cards, collect_body
from cms.models import Agency
from guides.load import StepSets, load_step_sets
from guides.merging import applies, merged, step_of
from guides.models import GuidePage, StepSet
from guides.numbering import numbered, runs, ways
from guides.questions import Question, questions_of
from guides.shared import Raw, SharedSet
from guides.words import Words
from media.callouts import illustrated
from sitegen.collect.alike import alike, wording
from sitegen.collect.collecting import PageCollecting, fact_key
from sitegen.collect.registry import register_facts, register_page
from sitegen.collect.stored import unwrapped_all
from sitegen.documents.base import Picture
from sitegen.documents.kinds import Guide
from sitegen.documents.nodes import Callout, FormField, Step, StepGroup
from sitegen.languages import SOURCE

__all__ = ["collect_guide", "register_collectors"]


def register_collectors() -> None:
    """Tell sitegen about guides and the step sets that they share."""
    register_facts(
        "step_sets", load_step_sets, reads=("guides.stepset",), public_keys=public_step_sets
    )
    register_page(GuidePage, collect_guide)


def public_step_sets() -> Iterator[str]:
    """Yield the key of every step set that may stand in a guide now."""
    return map(fact_key, StepSet.objects.filter(live=True).only("pk"))


def collect_guide(page: GuidePage, asking: PageCollecting) -> Guide:
    """Hướng dẫn."""
    agency = agency_of(asking)
    groups: list[StepGroup] = []
    reached = 0
    for run in runs(page.groups.get_prep_value(), _is_other_way):
        after = reached if any(block["value"].get("continues") for block in run) else 0
        for block in run:
            groups.append(_group(block, len(groups) + 1, after, agency, asking))
        made = groups[-len(run) :]
        reached = max((group.steps[-1].number for group in made if group.steps), default=after)
    if not any(group.steps for group in groups):
        asking.finds(
            "guide-empty",
            "Hướng dẫn không có bước nào.",
            hint="Thêm một cách làm với ít nhất một bước rồi xuất bản lại.",
        )
    return Guide(
        groups=ways(groups),
        audience=wording(page.audience),
        duration=wording(page.duration),
        prepare=tuple(map(wording, unwrapped_all(page.prepare.get_prep_value()))),
        body=collect_body(page.body, asking),
        contacts=cards(unwrapped_all(page.contacts.get_prep_value()), asking),
        head=asking.head(agency=agency_name(asking, agency)),
    )


def _is_other_way(block: Raw) -> bool:
    """Tell whether readers choose between this group and the one above it."""
    value = block["value"]
    return value.get("relation") != "then" and not value.get("part")


def _group(
    block: Raw, index: int, after: int, agency: Agency | None, asking: PageCollecting
) -> StepGroup:
    value = block["value"]
    anchor = wording(f"cach-{index}")
    with asking.at(anchor=anchor):
        shared = _step_set(value, asking)
    portal = value.get("portal") or (shared.portal if shared else None)
    words = Words(value, agency, portal, asking, shared.sources if shared else ())
    if shared:
        _ask(block, shared, asking)
    part = words.fill(value.get("part") or "")
    return StepGroup(
        id=block.get("id") or "",
        anchor=anchor,
        title=words.fill(value["title"]),
        lead=words.fill(value.get("lead") or (shared.lead if shared else "")),
        portal=open_portal(asking, portal),
        notice=_closed_notice(portal, asking),
        steps=_steps(value, shared, words, anchor, after),
        closing=_closing(value, shared, words),
        part=part,
        relation="then" if value.get("relation") == "then" or (part and index > 1) else "or",
        actor=words.fill(value.get("actor") or ""),
        fact_keys=_fact_keys(portal, shared, words, asking),
        **_validity(shared, asking),
    )


def _fact_keys(
    portal: int | None, shared: SharedSet | None, words: Words, asking: PageCollecting
) -> tuple[str, ...]:
    """Return the keys of all facts whose words stand in the texts of a group; call it last."""
    closed = facts_of(asking).portals.get(portal or 0) if _closed_notice(portal, asking) else None
    shown = words.used | ({shared.fact_key} if shared else set())
    return tuple(sorted(shown | ({fact_key(closed)} if closed else set())))


def _step_set(value: Raw, asking: PageCollecting) -> SharedSet | None:
    """Return the chosen set in the page's language, or its source, marked."""
    if not value.get("step_set"):
        return None
    sets: StepSets = asking.all.facts["step_sets"]
    key = sets.keys.get(value["step_set"], "")
    if said := sets.by_language.get((key, asking.language)):
        asking.missing_from(key)
        return said
    source = sets.by_language.get((key, SOURCE))
    if source is None:
        asking.finds(
            "step-set-missing",
            f"Bộ bước dùng chung của “{value['title']}” đã bị gỡ.",
            hint="Chọn bộ bước khác rồi xuất bản lại.",
        )
        return None
    asking.still_stored(*_texts((source.lead, [one.value for one in source.steps], source.closing)))
    return source


def _validity(shared: SharedSet | None, asking: PageCollecting) -> dict[str, Any]:
    """Return the days that readers should know: since when the steps may be otherwise."""
    if shared is None:
        return {}
    sets: StepSets = asking.all.facts["step_sets"]
    source = sets.by_language.get((shared.key, SOURCE), shared)
    days: dict[str, Any] = {}
    if source.valid_from and source.valid_from > asking.today:
        days["begins_on"] = source.valid_from
    if source.valid_until and source.valid_until < asking.today:
        days["expired_on"] = source.valid_until
        asking.finds(
            "step-set-expired",
            f"Bộ bước dùng chung “{source.name}” chỉ đúng đến hết ngày {source.valid_until:%d/%m/%Y}.",
            hint="Chọn bộ bước mới, hoặc sửa ngày của bộ bước nếu nó vẫn đúng.",
            is_shown=True,
        )
    return days


def _ask(block: Raw, shared: SharedSet, asking: PageCollecting) -> None:
    """Note what an officer has to answer; only the source is asked about, it holds the answers."""
    value = block["value"]
    is_quiet = not (value.get("changes") or value.get("own_pictures") or shared.successor)
    if is_quiet or asking.language != SOURCE:
        return
    sets: StepSets = asking.all.facts["step_sets"]
    following = sets.by_language.get((shared.successor, SOURCE)) if shared.successor else None
    successors = {following.key: following} if following else {}
    for question in questions_of(value, str(block.get("id") or ""), shared, successors):
        asking.finds(
            f"step-{question.reason}",
            _said(question),
            hint="Mở hướng dẫn, bấm “Khác bản chung” rồi trả lời.",
            block=question.group_title,
            is_shown=True,
        )


_OWN = {
    "replace": "viết lại",
    "leave_out": "bỏ",
    "add_before": "thêm một bước trước",
    "add_after": "thêm một bước sau",
    "picture": "thay hình",
}


def _said(question: Question) -> str:
    where = f"Cách làm “{question.group_title}”"
    own = _OWN.get(question.kind, "")
    match question.reason:
        case "replaced":
            return f"{where}: bộ bước dùng chung đã có bộ thay thế “{question.title}”."
        case "changed":
            return f"{where}: bước chung {question.place} đã đổi sau khi cơ quan {own}."
        case "gone":
            return f"{where}: bước chung {question.place}, mà cơ quan {own}, đã bị bỏ khỏi bộ bước."
        case "never":
            return f"{where}: cơ quan {own} bước {question.place}, nhưng bộ bước không có bước này."


def _closed_notice(portal: int | None, asking: PageCollecting) -> str:
    row = facts_of(asking).portals.get(portal or 0)
    if row is None or row.closed_on is None or row.closed_on > asking.today:
        return ""
    return asking.remark(row, row.closed_note)


def _steps(
    value: Raw, shared: SharedSet | None, words: Words, anchor: str, after: int
) -> tuple[Step, ...]:
    own_pictures = _own_pictures(value, shared)
    kept = [
        one for one in merged(shared.steps if shared else (), value) if applies(one.value, value)
    ]
    numbers = numbered((one.value.get("logic") or "" for one in kept), anchor, after)
    made: list[Step] = []
    for one, number in zip(kept, numbers, strict=True):
        own = own_pictures.get(one.shared.id) if one.shared else None
        where = f"“{words.title}”, bước {number['number']}"
        with words.asking.at(where, anchor=number["anchor"]):
            step = _step(one.value, words, own, **number)
        made.append(_alike(step) if one.shared else step)
    return tuple(made)


def _own_pictures(value: Raw, shared: SharedSet | None) -> dict[str, int]:
    rows = unwrapped_all(value.get("own_pictures"))
    steps = shared.steps if shared else ()
    return {step_of(row, steps): row["picture"] for row in rows}


@lru_cache(maxsize=4096)
def _alike(step: Step) -> Step:
    """Return one object for the steps of a set that come out alike for many offices."""
    return step


def _step(value: Raw, words: Words, own_picture: int | None, **number: Any) -> Step:
    asking = words.asking
    return Step(
        **number,
        title=asking.inline(words.fill_html(value["title"])),
        body=(
            *asking.blocks(words.fill_html(value.get("body") or "")),
            *(_callout(remark, words) for remark in unwrapped_all(value.get("remarks"))),
        ),
        example=words.fill(value.get("example") or ""),
        condition=words.fill(value.get("condition") or ""),
        is_optional=bool(value.get("is_optional")),
        duration=words.fill(value.get("duration") or ""),
        prepare=tuple(words.fill(thing) for thing in unwrapped_all(value.get("prepare"))),
        fields=tuple(
            _field(
                words.fill(field["label"]),
                words.fill(field["value"]),
                words.fill(field.get("example") or ""),
                words.fill(field.get("condition") or ""),
            )
            for field in unwrapped_all(value.get("fields"))
        ),
        pictures=_pictures(value, own_picture, words),
    )


@lru_cache(maxsize=4096)
def _field(label: str, value: str, example: str, condition: str) -> FormField:
    """Return a field of a form: the same ones are asked for by many guides."""
    return FormField(label=label, value=value, example=example, condition=condition)


def _pictures(value: Raw, own_picture: int | None, words: Words) -> tuple[Picture, ...]:
    if own_picture:
        chosen = [words.asking.picture(own_picture)]
    else:
        shown = map(words.fill_in, unwrapped_all(value.get("pictures")))
        chosen = [_illustrated(row, words.asking) for row in shown]
    return tuple(picture for picture in chosen if picture is not None)


def _illustrated(row: Raw, asking: PageCollecting) -> Picture | None:
    picture = asking.picture(row["picture"], alt=row.get("alt") or "")
    return picture and illustrated(picture, row, asking.finds)


def _closing(value: Raw, shared: SharedSet | None, words: Words) -> tuple[Any, ...]:
    made: list[Any] = []
    for block in (*(shared.closing if shared else ()), *(value.get("closing") or ())):
        if block["type"] == "callout":
            made.append(_callout(block["value"], words))
        else:
            made.extend(words.asking.blocks(words.fill_html(block["value"])))
    return tuple(made)


def _callout(value: Raw, words: Words) -> Callout:
    return Callout(
        tone=alike(value["tone"]),
        title=words.fill(value.get("title") or ""),
        body=words.asking.blocks(words.fill_html(value["text"])),
    )


_WORDED = frozenset(
    {"title", "body", "example", "condition", "duration", "label", "value", "text", "alt"}
)


def _texts(stored: Any) -> Iterator[str]:
    """Yield what is said in stored steps, for marking it in another language."""
    match stored:
        case str():
            yield stored
        case dict():
            for name, value in stored.items():
                if name in _WORDED or not isinstance(value, str):
                    yield from _texts(value)
        case list() | tuple():
            for value in stored:
                yield from _texts(value)
