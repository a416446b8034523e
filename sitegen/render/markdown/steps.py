"""Steps as markdown: a numbered list, each step with its pictures, remarks and fields."""

from collections.abc import Iterable
from datetime import date

from sitegen.documents.base import Portal
from sitegen.documents.inline import Inline
from sitegen.documents.nodes import (
    BulletList,
    Callout,
    FormField,
    NumberedList,
    Paragraph,
    Step,
    StepGroup,
)
from sitegen.render import formats
from sitegen.render.markdown.blocks import blocks, bullets, facts, labelled, numbered, quoted
from sitegen.render.markdown.escaping import one_line, words
from sitegen.render.markdown.inline import inline_markdown
from sitegen.render.markdown.sheet import Sheet

__all__ = ["callout", "changed_words", "closing", "group", "on_one_line", "portal", "steps", "text"]

Text = Paragraph | BulletList | NumberedList


def group(
    node: StepGroup, sheet: Sheet, *, title: str, deeper: int = 0, has_pictures: bool = False
) -> list[str]:
    """Return one way through: what is said before it, its steps, and what is said after."""
    return [
        sheet.title(f"{_way(node, sheet)}{title}", deeper),
        changed_words(node.closed_on, sheet),
        one_line(node.lead),
        labelled(sheet.w.actor, words(node.actor)),
        portal(node.portal, sheet) if node.portal else "",
        quoted(labelled(sheet.w.changed_since, words(node.notice))),
        quoted(_validity(node, sheet)),
        steps(node.steps, sheet, has_pictures=has_pictures),
        *closing(node.closing, sheet),
    ]


def steps(listed: tuple[Step, ...], sheet: Sheet, *, has_pictures: bool = False) -> str:
    """Return steps under their own numbers."""
    items: list[str] = []
    for step in listed:
        said = _step(step, sheet, has_pictures=has_pictures)
        if step.logic == "number" or not items:
            items.append(said)
        else:  # it belongs to the step above, under the same number
            items[-1] = blocks((items[-1], said))
    return numbered(items, listed[0].number) if listed else ""


def _way(node: StepGroup, sheet: Sheet) -> str:
    return f"{sheet.w.way_number.format(number=node.way)}: " if node.way else ""


def _validity(node: StepGroup, sheet: Sheet) -> str:
    """Return since when the steps may be otherwise, or from when on they are right."""
    if node.expired_on:
        said = sheet.w.steps_expired.format(day=formats.day(node.expired_on, sheet.language))
        return labelled(sheet.w.changed_since, words(said))
    if node.begins_on:
        said = sheet.w.steps_begin.format(day=formats.day(node.begins_on, sheet.language))
        return labelled(sheet.w.note, words(said))
    return ""


def portal(node: Portal, sheet: Sheet) -> str:
    """Return the way to a portal, "" where none is left open."""
    said = f"{sheet.w.open_portal} {formats.address_words(node.address)}"
    return sheet.link(said, node.address) if node.address else ""


def changed_words(day: date | None, sheet: Sheet) -> str:
    """Return the sign of what is no longer so, "" for what still is."""
    said = sheet.w.notice_from.format(day=formats.day(day, sheet.language)) if day else ""
    return f"**{words(said)}**" if said else ""


def closing(nodes: Iterable[Text | Callout], sheet: Sheet) -> list[str]:
    """Return the few kinds of node that stand inside a step or after it."""
    return [callout(n, sheet) if isinstance(n, Callout) else text(n, sheet) for n in nodes]


def text(node: Text, sheet: Sheet) -> str:
    """Return a paragraph or a list of running text."""
    match node:
        case Paragraph():
            return inline_markdown(node.children, sheet)
        case BulletList():
            return bullets(inline_markdown(item, sheet) for item in node.items)
        case NumberedList():
            return numbered(inline_markdown(item, sheet) for item in node.items)


def callout(node: Callout, sheet: Sheet) -> str:
    """Return a remark set apart, its tone in words."""
    tone: str = node.title or getattr(sheet.w, node.tone)
    return quoted(blocks((f"**{words(tone).strip()}**", *(text(n, sheet) for n in node.body))))


def on_one_line(children: tuple[Inline, ...], sheet: Sheet) -> str:
    """Return running text without a line break, for titles."""
    return inline_markdown(children, sheet).replace("\\\n", " ")


def _step(step: Step, sheet: Sheet, *, has_pictures: bool) -> str:
    when = labelled(sheet.w.condition, words(step.condition))
    if step.is_optional and not step.condition:
        when = f"**{sheet.w.optional}**"
    return blocks(
        (
            _logic(step, sheet) + on_one_line(step.title, sheet),
            *([sheet.picture(one) for one in step.pictures] if has_pictures else []),
            when,
            labelled(sheet.w.example, words(step.example)),
            labelled(sheet.w.duration, words(step.duration)),
            labelled(sheet.w.prepare, words("; ".join(step.prepare))),
            *closing(step.body, sheet),
            facts((one.label, _field(one, sheet)) for one in step.fields),
        )
    )


def _logic(step: Step, sheet: Sheet) -> str:
    if step.logic == "number":
        return ""
    return f"**{words(sheet.w.step_or if step.logic == 'or' else sheet.w.step_and)}** "


def _field(field: FormField, sheet: Sheet) -> str:
    remarks = [words(field.value)]
    if field.example:
        remarks.append(f"{sheet.w.example}: {words(field.example)}")
    if field.condition:
        remarks.append(f"{sheet.w.condition} {words(field.condition)}")
    return "; ".join(filter(None, remarks))
