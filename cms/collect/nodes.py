"""Blocks to nodes: one function a block, looked up by name; an unknown block is an error."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from cms.blocks.statistics import are_figures
from cms.collect.appendices import APPENDIX, numbered_appendices
from cms.collect.catalogue import collect_catalogue
from cms.collect.facts import account_key, contact_card, facts_of
from cms.payments.guarded import without_accounts
from media.callouts import illustrated
from sitegen.collect.alike import alike, wording
from sitegen.collect.collecting import PageCollecting, fact_key, lines
from sitegen.collect.elsewhere import Far
from sitegen.collect.stored import unwrapped_all
from sitegen.documents import nodes
from sitegen.documents.base import ContactCard
from sitegen.slugs import slug

__all__ = ["BLOCKS", "cards", "collect_blocks", "collect_body", "collect_comparison"]

Value = Any
Made = Iterable[nodes.Node]


def collect_body(stream: Any, asking: PageCollecting) -> tuple[nodes.Node, ...]:
    """Return the nodes of a stream of blocks, in reading order; anchors are unique."""
    return collect_blocks(stream.get_prep_value(), asking)


def collect_blocks(blocks: Iterable[Value], asking: PageCollecting) -> tuple[nodes.Node, ...]:
    """Return the same of blocks as they are stored."""
    made: list[nodes.Node] = []
    for block in blocks:
        made.extend(BLOCKS[block["type"]](block["value"], asking))
    return _with_unique_anchors(numbered_appendices(made, asking))


def cards(pks: Iterable[int], asking: PageCollecting) -> tuple[ContactCard, ...]:
    """Return the cards of contact points that are still there."""
    found = (contact_card(asking, pk) for pk in pks)
    return tuple(card for card in found if card is not None)


def _heading(value: Value, asking: PageCollecting) -> Made:
    yield _alike_heading(
        value["text"], int(value["level"]), (value.get("number") or "").rstrip(".")
    )


def _appendix(value: Value, asking: PageCollecting) -> Made:
    yield _alike_heading(value["text"], 2, APPENDIX)


@lru_cache(maxsize=4096)
def _alike_heading(text: str, level: int, number: str) -> nodes.Heading:
    """Return a heading: the same ones divide many pages."""
    return nodes.Heading(text=text, level=level, anchor=slug(text) or "muc", number=number)


def _paragraph(value: Value, asking: PageCollecting) -> Made:
    return asking.blocks(value)


def _callout(value: Value, asking: PageCollecting) -> Made:
    yield nodes.Callout(
        tone=alike(value["tone"]),
        title=wording(value.get("title") or ""),
        body=asking.blocks(value["text"]),
    )


def _quotation(value: Value, asking: PageCollecting) -> Made:
    yield nodes.Quotation(text=value["text"], source=value["source"])


def _table(value: Value, asking: PageCollecting) -> Made:
    head, *rows = value["cells"] or [[]]
    whole = [row for row in rows if len(row) == len(head)]
    if rows:
        yield nodes.Table(
            title=value.get("title") or "",
            head=tuple(head),
            rows=tuple(map(tuple, rows)),
            figures=tuple(are_figures(row[at] for row in whole) for at in range(len(head))),
            has_row_heads=bool(value.get("has_row_heads")),
        )


def _figure(value: Value, asking: PageCollecting) -> Made:
    picture = asking.picture(
        value["picture"], alt=value.get("alt") or "", caption=value.get("caption") or ""
    )
    if picture is not None:
        yield nodes.Figure(picture=illustrated(picture, value, asking.finds))


def _downloads(value: Value, asking: PageCollecting) -> Made:
    if attachments := asking.files(unwrapped_all(value["files"])):
        yield nodes.Downloads(title=value["title"], attachments=attachments)


def _catalogue(value: Value, asking: PageCollecting) -> Made:
    yield collect_catalogue(value, asking)


def _guide(value: Value, asking: PageCollecting) -> Made:
    if far := asking.elsewhere(value["guide"]):
        asking.finds(
            "guide-elsewhere",
            f"Hướng dẫn kèm theo “{far.title}” là trang của một trang web khác, nên ở đây chỉ có liên "
            "kết, không có các bước.",
            hint="Muốn có các bước ngay trong trang này: chọn hướng dẫn của chính trang web này, lấy "
            "các bước từ cùng một bộ bước dùng chung.",
            is_shown=True,
        )
        yield _leading([far.address], [far])
    elif key := asking.target_key(value["guide"], what="Hướng dẫn kèm theo"):
        yield nodes.EmbeddedGuide(guide_key=key)


def _payment(value: Value, asking: PageCollecting) -> Made:
    fact = facts_of(asking).payments.get(value["fact"])
    if fact is None:
        asking.finds(
            "payment-missing",
            "Thông tin nộp tiền này chưa xuất bản hoặc đã gỡ khỏi sổ, nên không hiện trong trang.",
            hint="Xuất bản thông tin đó, hoặc chọn thông tin nộp tiền khác rồi xuất bản lại.",
            about=f"paymentfact-{value['fact']}",
        )
        return
    shown = fact.is_confirmed
    typed, note = lines(fact.ways), lines(fact.note)
    ways, note = (typed, note) if shown else (without_accounts(typed), without_accounts(note))
    if not shown and (fact.account_number or ways != typed or note != lines(fact.note)):
        asking.finds(
            "payment-unconfirmed",
            f"Số tài khoản của “{fact.name}” chưa có người thứ hai xác nhận nên không hiện ra.",
            hint=fact.who_confirms,
        )
    asking.still_source(*ways, *note, fact.account_holder, fact.bank)
    yield nodes.Payment(
        title=value["title"],
        ways=ways,
        account_holder=fact.account_holder if shown else "",
        account_number=fact.account_number if shown else "",
        bank=fact.bank if shown else "",
        bank_code=fact.bank_code if shown else "",
        note=" ".join(note),
        fact_key=fact_key(fact),
        account_key=account_key(fact.pk) if shown and fact.account_number else "",
    )


def _result_delivery(value: Value, asking: PageCollecting) -> Made:
    yield nodes.ResultDelivery(
        title=wording(value["title"]),
        ways=tuple(map(wording, unwrapped_all(value["ways"]))),
        note=value.get("note") or "",
    )


def _benefits(value: Value, asking: PageCollecting) -> Made:
    yield nodes.Benefits(title=value["title"], items=tuple(unwrapped_all(value["items"])))


def collect_comparison(value: Value) -> nodes.Comparison:
    """Return the two ways of a comparison, side by side."""
    left, right = (
        nodes.ComparisonSide(title=side["title"], stations=tuple(unwrapped_all(side["stations"])))
        for side in (value["left"], value["right"])
    )
    return nodes.Comparison(
        title=value["title"], left=left, right=right, caption=value.get("caption") or ""
    )


def _comparison(value: Value, asking: PageCollecting) -> Made:
    yield collect_comparison(value)


def _agency_grid(value: Value, asking: PageCollecting) -> Made:
    yield nodes.AgencyGrid(title=value["title"], names=tuple(unwrapped_all(value["names"])))


def _contacts(value: Value, asking: PageCollecting) -> Made:
    if found := cards(unwrapped_all(value["points"]), asking):
        yield nodes.Contacts(title=value["title"], cards=found)


def _channels(value: Value, asking: PageCollecting) -> Made:
    yield nodes.Channels(
        items=tuple(
            nodes.Channel(name=item["name"], body=tuple(unwrapped_all(item["body"])))
            for item in unwrapped_all(value["items"])
        )
    )


def _assignments(value: Value, asking: PageCollecting) -> Made:
    yield nodes.Assignments(
        items=tuple(
            nodes.Assignment(unit=item["unit"], duties=tuple(unwrapped_all(item["duties"])))
            for item in unwrapped_all(value["items"])
        )
    )


def _see_also(value: Value, asking: PageCollecting) -> Made:
    chosen = {pk: asking.elsewhere(pk) for pk in unwrapped_all(value["pages"])}
    found = [
        far.address if far else asking.target_key(pk, what="Mục “Xem thêm”")
        for pk, far in chosen.items()
    ]
    if keys := [key for key in found if key]:
        yield _leading(keys, filter(None, chosen.values()))


def _leading(keys: Iterable[str], elsewhere: Iterable[Far]) -> nodes.SeeAlso:
    """Return links to pages of this site, which linking fills in, and to those of others."""
    far = tuple(elsewhere)
    return nodes.SeeAlso(
        keys=tuple(keys),
        links=tuple((one.address, one.title) for one in far),
        foreign=tuple((one.address, one.language) for one in far),
    )


BLOCKS: dict[str, Callable[[Value, PageCollecting], Made]] = {
    "agency_grid": _agency_grid,
    "appendix": _appendix,
    "assignments": _assignments,
    "benefits": _benefits,
    "callout": _callout,
    "catalogue": _catalogue,
    "channels": _channels,
    "comparison": _comparison,
    "contacts": _contacts,
    "downloads": _downloads,
    "figure": _figure,
    "guide": _guide,
    "heading": _heading,
    "paragraph": _paragraph,
    "payment": _payment,
    "quotation": _quotation,
    "result_delivery": _result_delivery,
    "see_also": _see_also,
    "table": _table,
}


def _with_unique_anchors(made: list[nodes.Node]) -> tuple[nodes.Node, ...]:
    taken: dict[str, int] = {}
    for index, node in enumerate(made):
        if isinstance(node, nodes.Heading):
            taken[node.anchor] = taken.get(node.anchor, 0) + 1
            if taken[node.anchor] > 1:
                anchor = f"{node.anchor}-{taken[node.anchor]}"
                made[index] = nodes.Heading(
                    text=node.text, level=node.level, anchor=anchor, number=node.number
                )
    return tuple(made)
