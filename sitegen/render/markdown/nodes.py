"""Nodes as markdown: one case for every node and panel part of the union."""

from collections.abc import Iterable
from typing import assert_never

from sitegen.documents.leaflet import (
    Cover,
    Imprint,
    LeafletKinds,
    LeafletStatistics,
    LeafletSteps,
    PanelPart,
    PortalLine,
)
from sitegen.documents.nodes import (
    AgencyGrid,
    Assignments,
    Benefits,
    BulletList,
    Callout,
    Catalogue,
    CatalogueRow,
    Channels,
    Comparison,
    Contacts,
    Downloads,
    EmbeddedGuide,
    Figure,
    Heading,
    Node,
    NumberedList,
    Paragraph,
    Payment,
    Quotation,
    ResultDelivery,
    SeeAlso,
    SourceLine,
    StepGroup,
    Table,
)
from sitegen.render.markdown.blocks import (
    blocks,
    bullets,
    cell,
    facts,
    numbered,
    quoted,
    table,
)
from sitegen.render.markdown.escaping import one_line, words
from sitegen.render.markdown.panels import outlined, panel_part
from sitegen.render.markdown.sheet import Sheet
from sitegen.render.markdown.steps import callout, group, text

__all__ = ["nodes"]

_Text = Heading | Paragraph | BulletList | NumberedList | Callout | Quotation | Figure | SourceLine
_Titled = Payment | ResultDelivery | Benefits | Comparison | AgencyGrid | Contacts
_Collected = (
    Downloads | Table | Catalogue | StepGroup | EmbeddedGuide | Channels | Assignments | SeeAlso
)


def nodes(listed: Iterable[Node | PanelPart], sheet: Sheet) -> str:
    """Return nodes one after the other."""
    return blocks(_node(node, sheet) for node in listed)


def _node(node: Node | PanelPart, sheet: Sheet) -> str:
    match node:
        case (
            Heading()
            | Paragraph()
            | BulletList()
            | NumberedList()
            | Callout()
            | Quotation()
            | Figure()
            | SourceLine()
        ):
            said = _text_node(node, sheet)
        case Payment() | ResultDelivery() | Benefits() | Comparison() | AgencyGrid() | Contacts():
            said = _titled(node, sheet)
        case (
            Cover()
            | LeafletSteps()
            | LeafletKinds()
            | LeafletStatistics()
            | PortalLine()
            | Imprint()
        ):
            said = panel_part(node, sheet)
        case (
            Downloads()
            | Table()
            | Catalogue()
            | StepGroup()
            | EmbeddedGuide()
            | Channels()
            | Assignments()
            | SeeAlso()
        ):
            said = _collected(node, sheet)
        case _:
            assert_never(node)
    return said


def _text_node(node: _Text, sheet: Sheet) -> str:
    match node:
        case Heading():
            said = sheet.heading(node.level, node.text, node.number)
        case Paragraph() | BulletList() | NumberedList():
            said = text(node, sheet)
        case Callout():
            said = callout(node, sheet)
        case Quotation():
            said = quoted(blocks((one_line(node.text), one_line(node.source))))
        case Figure():
            said = sheet.picture(node.picture)
        case SourceLine():
            said = one_line(f"{sheet.w.source}: {node.text}")
        case _:
            assert_never(node)
    return said


def _titled(node: _Titled, sheet: Sheet) -> str:
    match node:
        case Payment():
            said = _payment(node, sheet)
        case ResultDelivery():
            ways = bullets(map(one_line, node.ways))
            said = blocks((sheet.title(node.title), ways, one_line(node.note)))
        case Benefits():
            said = blocks((sheet.title(node.title), bullets(map(one_line, node.items))))
        case Comparison():
            said = _comparison(node, sheet)
        case AgencyGrid():
            said = blocks((sheet.title(node.title), bullets(map(one_line, node.names))))
        case Contacts():
            title = sheet.title(node.title or sheet.w.contact)
            said = blocks((title, sheet.cards(node.cards)))
        case _:
            assert_never(node)
    return said


def _collected(node: _Collected, sheet: Sheet) -> str:
    match node:
        case Downloads():
            title = sheet.title(node.title or sheet.w.download)
            said = blocks((title, sheet.files(node.attachments)))
        case Table():
            said = _table(node)
        case Catalogue():
            said = _catalogue(node, sheet)
        case StepGroup():
            parts = group(node, sheet, title=node.title or sheet.w.steps, has_pictures=True)
            said = blocks(parts)
        case EmbeddedGuide():
            said = _embedded(node, sheet)
        case Channels():
            said = _channels(node, sheet)
        case Assignments():
            said = outlined((item.unit, item.duties) for item in node.items)
        case SeeAlso():
            said = _see_also(node, sheet)
        case _:
            assert_never(node)
    return said


def _table(node: Table) -> str:
    rows = [
        [f"**{_lines(row[0])}**", *[""] * (len(node.head) - 1)]
        if len(row) < len(node.head)
        else [_lines(one) for one in row]
        for row in node.rows
    ]
    title = f"**{words(node.title).strip()}**" if node.title else ""
    right = [at for at, is_figures in enumerate(node.figures) if is_figures]
    return blocks((title, table(list(map(_lines, node.head)), rows, right=right)))


def _lines(text: str) -> str:
    return "<br>".join(cell(line) for line in text.split("\n"))


def _catalogue(node: Catalogue, sheet: Sheet) -> str:
    said = {
        "code": sheet.w.code,
        "time_limit": sheet.w.time_limit,
        "fee": sheet.w.fee,
        "address": sheet.w.apply_at,
    }
    facts = [said[fact] for fact in node.facts]
    labels = [*facts, *(cell(column.label) for column in node.columns)]
    head = [sheet.w.ordinal, sheet.w.procedure, *labels]
    totals = [*("" for _fact in facts), *(f"**{column.total}**" for column in node.columns)]
    rows = [["", f"**{sheet.w.total}**", *totals]]
    empty = [""] * len(labels)
    for part in node.groups:
        if part.title or part.numeral:
            count = sheet.w.procedure_count.format(count=len(part.rows))
            counted = f"{part.title} ({count})".lstrip() if node.has_counts else part.title
            title = f"**{cell(counted)}**" if counted else ""
            rows.append([cell(part.numeral), title, *empty])
        for row in part.rows:
            has_code = row.code and "code" not in node.facts
            code = f" ({sheet.w.code} {cell(row.code)})" if has_code else ""
            why = (
                f" ({sheet.w.partly_because.format(reason=cell(row.partly))})" if row.partly else ""
            )
            name = cell(row.name) + code + why
            marks = (sheet.yes(has=mark) for mark in row.marks)
            rows.append([str(row.number), name, *_facts(node, row, sheet), *marks])
    source = one_line(f"{sheet.w.source}: {node.source}") if node.source else ""
    title = f"**{words(node.title).strip()}**" if node.title else ""
    return blocks((title, table(head, rows, right=[0]), source))


def _facts(node: Catalogue, row: CatalogueRow, sheet: Sheet) -> Iterable[str]:
    """Yield the columns of words of one row; an address is a link."""
    for fact, said in zip(node.facts, row.facts, strict=True):
        is_link = fact == "address" and said
        yield sheet.link(sheet.w.open_portal, said) if is_link else cell(said)


def _embedded(node: EmbeddedGuide, sheet: Sheet) -> str:
    parts = [sheet.title(node.title)]
    for one in node.groups:
        parts.append(sheet.title(one.part, 1 if node.title else 0))
        parts += group(one, sheet, title=one.title, deeper=1 if node.title else 0)
    if node.path:
        said = f"{sheet.w.with_pictures}: {node.title}" if node.title else sheet.w.with_pictures
        parts.append(sheet.link(said, sheet.href(node.path)))
    return blocks(parts)


def _payment(node: Payment, sheet: Sheet) -> str:
    account = facts(
        (
            (sheet.w.account_holder, words(node.account_holder)),
            (sheet.w.account_number, words(node.account_number)),
            (sheet.w.bank, words(node.bank)),
        )
    )
    return blocks(
        (
            sheet.title(node.title),
            bullets(map(one_line, node.ways)),
            account if node.account_number else "",
            one_line(node.note),
        )
    )


def _comparison(node: Comparison, sheet: Sheet) -> str:
    parts = [sheet.title(node.title)]
    for side in (node.left, node.right):
        parts += [sheet.title(side.title, 1), numbered(map(one_line, side.stations))]
    return blocks((*parts, one_line(node.caption)))


def _channels(node: Channels, sheet: Sheet) -> str:
    parts: list[str] = []
    for channel in node.items:
        parts += [sheet.title(channel.name), *map(one_line, channel.body)]
    return blocks(parts)


def _see_also(node: SeeAlso, sheet: Sheet) -> str:
    if not node.links:
        return ""
    sign = f" ({sheet.w.changed_since})"
    links = bullets(
        sheet.link(title, sheet.href(path)) + (sign if path in node.changed else "")
        for path, title in node.links
    )
    return blocks((sheet.title(sheet.w.see_also), links))
