"""Guides to documents: shared steps with the office's own values, numbered per way through."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from html import escape
from typing import Any

from cms.collect.facts import agency_name, agency_of, facts_of, portal_of
from cms.collect.nodes import cards, collect_body, items
from cms.models import Agency
from guides.models import GuidePage, StepSet
from sitegen.collect.alike import wording
from sitegen.collect.collecting import Collecting, PageCollecting
from sitegen.collect.registry import register_facts, register_page
from sitegen.collect.richtext import plain_text
from sitegen.documents.base import Picture
from sitegen.documents.kinds import Guide
from sitegen.documents.nodes import Callout, FormField, Step, StepGroup
from sitegen.languages import SOURCE

__all__ = ["collect_guide", "register_collectors"]

_OPENING = "{{"
_TOKEN = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}")
Value = dict[str, Any]


def register_collectors() -> None:
    """Tell sitegen about guides and the step sets that they share."""
    register_facts("step_sets", load_step_sets, reads=("guides.stepset",))
    register_page(GuidePage, collect_guide)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSets:
    """The translation keys of all step sets by id; the live ones by that key and language."""

    keys: dict[int, str]
    by_language: dict[tuple[str, str], StepSet]


def load_step_sets(_collecting: Collecting) -> StepSets:
    """Read every step set, in one query: one that is no longer live still names its source."""
    rows = list(StepSet.objects.select_related("locale"))
    return StepSets(
        keys={row.pk: str(row.translation_key) for row in rows},
        by_language={
            (str(row.translation_key), row.locale.language_code): row for row in rows if row.live
        },
    )


def collect_guide(page: GuidePage, asking: PageCollecting) -> Guide:
    """Hướng dẫn."""
    agency = agency_of(asking)
    groups = tuple(
        _group(value, index, agency, asking)
        for index, value in enumerate(items(page.groups.get_prep_value()))
    )
    if not any(group.steps for group in groups):
        asking.finds(
            "guide-empty",
            "Hướng dẫn không có bước nào.",
            hint="Thêm một cách làm với ít nhất một bước rồi xuất bản lại.",
        )
    return Guide(
        groups=groups,
        audience=page.audience,
        duration=page.duration,
        prepare=tuple(map(wording, items(page.prepare.get_prep_value()))),
        body=collect_body(page.body, asking),
        contacts=cards(items(page.contacts.get_prep_value()), asking),
        head=asking.head(agency=agency_name(asking, agency)),
    )


def _group(value: Value, index: int, agency: Agency | None, asking: PageCollecting) -> StepGroup:
    shared = _step_set(value, asking)
    portal = value.get("portal") or (shared.portal_id if shared else None)
    words = _Words(value, agency, portal, asking)
    anchor = f"cach-{index + 1}"
    return StepGroup(
        anchor=anchor,
        title=words.fill(value["title"]),
        lead=words.fill(value.get("lead") or (shared.lead if shared else "")),
        portal=portal_of(asking, portal),
        notice=_closed_notice(portal, asking),
        steps=_steps(value, shared, words, anchor),
        closing=_closing(value, shared, words),
    )


def _step_set(value: Value, asking: PageCollecting) -> StepSet | None:
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
    asking.still_source(*_texts(source))
    return source


class _Words:
    """The values that stand for the tokens of a step set: the group's own, else the office's."""

    def __init__(
        self, value: Value, agency: Agency | None, portal: int | None, asking: PageCollecting
    ) -> None:
        self.asking = asking
        self.title = value["title"]
        self._own = {row["name"]: row["value"] for row in items(value.get("parameters"))}
        self._of_office = partial(_agency_words, agency, portal, asking)
        if asking.language != SOURCE:
            self._values  # noqa: B018  # marks what of it is not translated, used or not

    def fill(self, text: str) -> str:
        """Return plain text with its tokens filled in."""
        return _TOKEN.sub(self._value, text) if _OPENING in text else wording(text)

    def fill_html(self, html: str) -> str:
        """Return rich text with its tokens filled in, their values escaped."""
        if _OPENING not in html:
            return html
        return _TOKEN.sub(lambda match: escape(self._value(match)), html)

    @cached_property
    def _values(self) -> dict[str, str]:
        return {**self._of_office(), **self._own}

    def _value(self, match: "re.Match[str]") -> str:
        found: str | None = self._values.get(match[1])
        if found is None:
            self.asking.finds(
                "token-unknown",
                f"Không biết điền gì vào {match[0]} trong “{self.title}”.",
                hint="Ghi giá trị riêng cho cách làm này, hoặc bổ sung cổng, tỉnh trong sổ cơ quan.",
            )
            return ""
        return found


def _agency_words(
    agency: Agency | None, portal: int | None, asking: PageCollecting
) -> dict[str, str]:
    words: dict[str, str] = {}
    if agency is not None:
        words["co_quan"] = asking.label(agency, "short_name")
        words["co_quan_day_du"] = asking.label(agency)
        words["tinh"] = agency.province.removeprefix("tỉnh ")
        if own := portal_of(asking, agency.portal_id):
            words["cong_tinh"] = own.name
            words["dia_chi_cong_tinh"] = own.address
    if used := portal_of(asking, portal):
        words["cong"] = used.name
        words["dia_chi_cong"] = used.address
    return words


def _closed_notice(portal: int | None, asking: PageCollecting) -> str:
    row = facts_of(asking).portals.get(portal or 0)
    if row is None or row.closed_on is None or row.closed_on > asking.today:
        return ""
    return asking.remark(row, row.closed_note)


def _steps(value: Value, shared: StepSet | None, words: _Words, anchor: str) -> tuple[Step, ...]:
    own_pictures = {row["step"]: row["picture"] for row in items(value.get("own_pictures"))}
    stored = [(block["value"], place) for place, block in enumerate(_shared_steps(shared), 1)]
    stored += [(step, 0) for step in items(value.get("steps"))]
    kept = [
        (step, place)
        for step, place in stored
        if step.get("only_if") != "payment" or value.get("has_payment")
    ]
    made = (
        (_step(step, number, words, anchor, own_pictures.get(place)), place)
        for number, (step, place) in enumerate(kept, 1)
    )
    return tuple(_alike(step) if place else step for step, place in made)


@lru_cache(maxsize=4096)
def _alike(step: Step) -> Step:
    """Return one object for the steps of a set that come out alike for many offices."""
    return step


def _shared_steps(shared: StepSet | None) -> list[Value]:
    return shared.steps.get_prep_value() if shared else []


def _step(value: Value, number: int, words: _Words, anchor: str, own_picture: int | None) -> Step:
    asking = words.asking
    return Step(
        number=number,
        anchor=wording(f"{anchor}-buoc-{number}"),
        title=asking.inline(words.fill_html(value["title"])),
        body=asking.blocks(words.fill_html(value.get("body") or "")),
        example=words.fill(value.get("example") or ""),
        condition=words.fill(value.get("condition") or ""),
        is_optional=bool(value.get("is_optional")),
        fields=tuple(
            _field(
                field["label"],
                words.fill(field["value"]),
                field.get("example") or "",
                field.get("condition") or "",
            )
            for field in items(value.get("fields"))
        ),
        pictures=_pictures(value, own_picture, words),
    )


@lru_cache(maxsize=4096)
def _field(label: str, value: str, example: str, condition: str) -> FormField:
    """Return a field of a form: the same ones are asked for by many guides."""
    return FormField(label=label, value=value, example=example, condition=condition)


def _pictures(value: Value, own_picture: int | None, words: _Words) -> tuple[Picture, ...]:
    if own_picture:
        chosen = [words.asking.picture(own_picture)]
    else:
        chosen = [
            words.asking.picture(row["picture"], alt=row.get("alt") or "")
            for row in items(value.get("pictures"))
        ]
    return tuple(picture for picture in chosen if picture is not None)


def _closing(value: Value, shared: StepSet | None, words: _Words) -> tuple[Any, ...]:
    blocks = list(value.get("closing") or [])
    if shared:
        blocks = [*shared.closing.get_prep_value(), *blocks]
    made: list[Any] = []
    for block in blocks:
        if block["type"] == "callout":
            callout = block["value"]
            made.append(
                Callout(
                    tone=callout["tone"],
                    title=words.fill(callout.get("title") or ""),
                    body=words.asking.blocks(words.fill_html(callout["text"])),
                )
            )
        else:
            made.extend(words.asking.blocks(words.fill_html(block["value"])))
    return tuple(made)


def _texts(shared: StepSet) -> list[str]:
    """Return the plain texts of a step set, for marking them in another language."""
    found = [shared.lead]
    for block in shared.steps.get_prep_value():
        step = block["value"]
        found += [plain_text(step["title"]), plain_text(step.get("body") or "")]
    return found
