"""Official data: an announcement or a plan as the JSON of the NĐ 30/2020 layout."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec

from sitegen.documents.base import PartialDate
from sitegen.documents.kinds import Announcement, Outreach
from sitegen.documents.nodes import (
    Assignments,
    Channels,
    EmbeddedGuide,
    Figure,
    Heading,
    Node,
    Paragraph,
    Payment,
    StepGroup,
    Table,
)
from sitegen.documents.official import Official, RecipientGroup
from sitegen.render.labels import print_words
from sitegen.render.notices import never_said
from sitegen.render.print.official_fit import LOOKS
from sitegen.render.print.pictures import picture_data
from sitegen.render.print.qr import qr_rows
from sitegen.render.print.steps import step_data
from sitegen.render.print.tables import table_look
from sitegen.render.print.told import languages, translation_remark
from sitegen.render.print.vietqr import vietqr
from sitegen.render.print.wording import day_text, ready

__all__ = ["END_MARK", "official_data", "points", "signing_day"]

END_MARK = "./."
_NO_DATE = date(2000, 1, 1)
_ROMAN = re.compile(r"[IVXLC]+\.?$")
_ARABIC = re.compile(r"\d+(\.\d+)*\.?$")
_APPENDIX = re.compile(r"Phụ lục( [IVXLC]+)?$")
_ABOUT = re.compile(r"(?i)^(v/v|về việc)\s+")
_ALPHABET = "abcdđeghiklmnopqrstuvxy"  # points run in the order of the Vietnamese alphabet


def official_data(document: Announcement | Outreach, official: Official) -> dict[str, Any]:
    """Return all that the layout needs: what the text says, and in which order it stands."""
    said = print_words(document.head.language)
    body, appendices = _parts(_body(document.body, said))
    if effect := _effect(document, official):
        body.append({"kind": "paragraph", "children": [{"kind": "text", "value": effect}]})
    _finish(body, official)
    day = signing_day(document)
    remark, is_partial = translation_remark(document.head)
    data: dict[str, Any] = {
        "look": msgspec.to_builtins(LOOKS[0]),
        "said": dict(said),
        "meta": {
            "title": f"{official.type_name}: {official.summary_line}",
            "author": official.issuing_agency,
            "language": document.head.language.partition("-")[0],  # Typst knows no more
            "date": [day.year, day.month, day.day],
        },
        "sections": [
            {
                "name": "phần đầu văn bản",
                "head": {**_heading(official), "remark": remark, "is_partial": is_partial},
            },
            {"name": "căn cứ", "bases": _closed(basis.citation for basis in official.legal_bases)},
            {"name": "nội dung", "lead": official.lead, "body": body},
            {
                "name": "nơi nhận, người ký",
                "recipients": _recipients(official.recipients),
                "signatory": msgspec.to_builtins(official.signatory),
                "drafter": official.drafter,
            },
            {"name": "phụ lục", "appendices": appendices},
        ],
    }
    data["meta"] |= languages(document.head, data, (*never_said(document), *filter(None, [effect])))
    made: dict[str, Any] = ready(data)
    return made


def signing_day(document: Announcement | Outreach) -> date:
    """Return the day that dates the file; a blank day of signing is never filled in."""
    return document.head.updated or document.head.published or _NO_DATE


def points(count: int, under: str) -> list[str]:
    """Return the marks of ``count`` items under a heading numbered ``under``.

    Under a Roman number or none they are khoản ("1.", "2."), under an Arabic one điểm
    ("a)", "b)" … "đ)"), beyond the alphabet numbers again (NĐ 30/2020, Phụ lục I, mục II.6).

    >>> points(5, "2.1")
    ['a)', 'b)', 'c)', 'd)', 'đ)']
    """
    if not under or _ROMAN.match(under) or count > len(_ALPHABET):
        return [f"{number}." for number in range(1, count + 1)]
    return [f"{letter})" for letter in _ALPHABET[:count]]


def _effect(document: Announcement | Outreach, official: Official) -> str:
    """Return the sentence from when to when the text is in effect; "" where nobody set it."""
    if not isinstance(document, Announcement):
        return ""
    first, last = document.effective_from, document.effective_until
    said = f" từ {_day_in_full(first)}" if first else ""
    said += f" đến hết {_day_in_full(last)}" if last else ""
    return f"{official.type_name} này có hiệu lực{said}." if said else ""


def _day_in_full(day: date) -> str:
    month = day_text(day.month, below=3)
    return f"ngày {day_text(day.day, below=10)} tháng {month} năm {day.year}"


def _heading(official: Official) -> dict[str, Any]:
    return {
        "parent": official.parent_agency,
        "agency": official.issuing_agency,
        "number": _number(official.number),
        "symbol": official.symbol,
        "place": official.place,
        "date": _date(official.signed_on),
        "type": official.type_name,
        "summary": _summary(official),
        "is_letter": official.is_letter,
        "addressees": _closed(official.addressees),
        "urgency": official.urgency,
        "circulation": official.circulation,
        "foot": official.foot,
    }


def _summary(official: Official) -> str:
    """A công văn says "V/v" before its trích yếu, once (Phụ lục I, mục II.5.b)."""
    if not official.is_letter:
        return official.summary_line
    return f"V/v {_ABOUT.sub('', official.summary_line)}"


def _number(number: str) -> str:
    """Numbers below 10 carry a leading zero (NĐ 30/2020, Phụ lục I, mục II.3)."""
    return f"{int(number):02d}" if number.isdecimal() else number


def _date(signed_on: PartialDate) -> dict[str, str]:
    """Days below 10 and months 1 and 2 carry a leading zero (Phụ lục I, mục II.4)."""
    return {
        "day": day_text(signed_on.day, below=10),
        "month": day_text(signed_on.month, below=3),
        "year": str(signed_on.year or ""),
    }


def _parts(
    body: Iterator[dict[str, Any]],
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the text and its appendices: each begins with a heading numbered "Phụ lục I"."""
    main: list[dict[str, Any]] = []
    appendices: list[dict[str, Any]] = []
    for node in body:
        if node["kind"] == "heading" and _APPENDIX.match(node["number"]):
            appendices.append({"number": node["number"], "title": node["text"], "body": []})
        else:
            (appendices[-1]["body"] if appendices else main).append(node)
    return main, appendices


def _body(nodes: tuple[Node, ...], said: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    heading, level = Heading(text="", level=1, anchor=""), 1
    before: Node | None = None
    for node in nodes:
        plain: dict[str, Any] = msgspec.to_builtins(node)
        if isinstance(node, Heading):
            level = min(node.level, level + 1)
            plain |= {"level": level, "is_section": bool(_ROMAN.match(node.number))}
            heading = node
        elif isinstance(node, Channels | Assignments):
            plain["marks"] = points(len(node.items), heading.number)
        elif isinstance(node, StepGroup):
            plain = _step_group(node, said)
        elif isinstance(node, Payment):
            code = vietqr(node.bank_code, node.account_number)
            plain["qr"] = qr_rows(code) if code else []
        elif isinstance(node, Figure):
            plain["picture"] = picture_data(node.picture)
        elif isinstance(node, Table):
            plain |= table_look(node)
        elif isinstance(node, EmbeddedGuide):
            plain |= _guide(node, said, heading, level, is_headed=before is heading)
        if plain.get("title") and plain["title"] in (heading.text, _words_of(before)):
            plain["title"] = ""  # the line above has said it
        before = node
        yield plain


def _guide(
    guide: EmbeddedGuide, said: Mapping[str, str], heading: Heading, level: int, *, is_headed: bool
) -> dict[str, Any]:
    """Return an embedded guide whose ways through continue the numbers of the text.

    Right under "2. Cách nộp" two ways become "2.1." and "2.2." and the guide needs no title
    of its own; a single way is named by its guide. ``level`` is that of the heading as printed.
    """
    groups = [_step_group(group, said) for group in guide.groups]
    title = guide.title or "".join(group.title for group in guide.groups[:1])
    for place, group in enumerate(groups, start=1):
        if len(groups) == 1:
            group["title"] = ""
        elif is_headed and _ARABIC.match(heading.number):
            group["number"] = f"{heading.number.rstrip('.')}.{place}"
            group["level"] = level + 1
    return {"title": "" if is_headed else title, "groups": groups}


def _words_of(node: Node | None) -> str:
    """Return the plain words of a paragraph, which may stand as a title: "" for others."""
    if not isinstance(node, Paragraph):
        return ""
    return "".join(_plain_words(msgspec.to_builtins(node.children))).strip(" :")


def _plain_words(pieces: list[dict[str, Any]]) -> Iterator[str]:
    for piece in pieces:
        yield piece.get("value", "")
        yield from _plain_words(piece.get("children", []))


def _step_group(group: StepGroup, said: Mapping[str, str]) -> dict[str, Any]:
    """Return a group whose address is printed once: in its steps, or else before them.

    An official text carries words only, so the screenshots stay on the mirror.
    """
    wordy = replace(group, steps=tuple(replace(step, pictures=()) for step in group.steps))
    plain: dict[str, Any] = msgspec.to_builtins(wordy)
    in_steps = msgspec.json.encode(group.steps).decode()
    portal = group.portal.chosen if group.portal else None  # a signed text stays as it was signed
    is_said = portal is None or portal.address.rstrip("/") in in_steps
    plain["portal"] = None if is_said else msgspec.to_builtins(portal)
    steps = [step_data(step, said, with_example=True) for step in wordy.steps]
    return plain | {"number": "", "steps": steps}


def _finish(body: list[dict[str, Any]], official: Official) -> None:
    """Put "./." after the last words (NĐ 30/2020, Phụ lục III, mẫu 1.4)."""
    mark = {"kind": "text", "value": END_MARK}
    if official.closing:
        text = {"kind": "text", "value": official.closing.rstrip("./ ") + END_MARK}
        body.append({"kind": "paragraph", "children": [text]})
    elif body and body[-1]["kind"] == Paragraph.__dataclass_fields__["kind"].default:
        body[-1]["children"] = [*_without_full_stop(body[-1]["children"]), mark]
    else:
        body.append({"kind": "paragraph", "children": [mark]})


def _without_full_stop(children: list[dict[str, Any]]) -> list[dict[str, Any]]:
    last = children[-1] if children else {}
    if last.get("kind") != "text":
        return list(children)
    return [*children[:-1], last | {"value": last["value"].rstrip("./ ")}]


def _closed(lines: Any) -> list[str]:
    """End every line with ";" and the last one with "." as lists in official texts do."""
    bare = [line.rstrip(" ;.") for line in lines]
    return [line + (";" if index < len(bare) - 1 else ".") for index, line in enumerate(bare)]


def _recipients(groups: tuple[RecipientGroup, ...]) -> list[dict[str, Any]]:
    closed = iter(_closed(line for group in groups for line in group.lines))
    return [
        {"title": group.title, "lines": [next(closed) for _ in group.lines]} for group in groups
    ]
