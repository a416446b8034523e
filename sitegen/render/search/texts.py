"""Texts: everything that a document says, piece by piece, with the weight of its place.

The walk follows the declared types, so the words of a new node are found without a line here.
What is said of other pages (lists, links to see also) is left to those pages; what a guide says that
stands here word for word is "shown".
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal, get_args, get_origin

from sitegen.documents.base import AgencyName, Attachment, ContactCard, Picture, Portal, Summary
from sitegen.documents.inline import Inline
from sitegen.documents.kinds import (
    AgencyHome,
    Contact,
    Document,
    IndexPage,
    Listing,
    Search,
    SiteMap,
    StatisticsColumn,
)
from sitegen.documents.nodes import EmbeddedGuide, Heading, SeeAlso, Step, StepGroup
from sitegen.documents.official import Official
from sitegen.render.inline import plain_text

__all__ = ["Said", "Where", "is_searchable", "texts"]

Where = Literal["heading", "body", "shown"]
Said = tuple[Where, str, str]

_INLINE = get_args(Inline)
_HEADINGS = frozenset({"title", "question", "summary_line", "name", "short_name", "statement"})
_SILENT = frozenset(
    {
        *(
            "alt",
            "anchor",
            "bank_code",
            "digest",
            "file_type",
            "form",
            "id",
            "item_kind",
            "kind",
        ),
        *(
            "path",
            "phone_link",
            "printed_size",
            "shape",
            "state",
            "symbol",
            "target",
            "tone",
        ),
        "values",
    }
)
"""Fields that hold no words of their own: a picture's description tells what its step says;
the symbol of an official text is read with its number."""


def is_searchable(document: Document) -> bool:
    """Tell whether ``document`` has words of its own.

    Lists and what is not translated yet only repeat what other pages say.
    """
    is_made = isinstance(document, Listing | IndexPage | SiteMap | Search)
    return not is_made and not document.head.is_alias


def texts(document: Document) -> Iterator[Said]:
    """Yield the texts of ``document`` below its head, in reading order.

    Each comes with the weight of its place and the nearest anchor above it ("": the page's top).
    """
    kind: Any = type(document)
    for name, place in _spoken(kind):
        if name != "head":
            yield from _texts(getattr(document, name), place, "")
    for card in _own_cards(document):
        yield "heading", f"{card.name}: {card.phone}", ""
    official = getattr(document, "official", None)
    if isinstance(official, Official) and official.number:
        yield "heading", f"{official.number}/{official.symbol}", ""


def _own_cards(document: Document) -> tuple[ContactCard, ...]:
    """Return the cards that people come to this page for; elsewhere they only stand at the end."""
    match document:
        case AgencyHome():
            return document.contacts
        case Contact():
            return document.cards
        case _:
            return ()


def _texts(value: object, place: Where, anchor: str) -> Iterator[Said]:
    if isinstance(value, str):
        if value:
            yield place, value, anchor
    elif isinstance(value, tuple):
        if value and isinstance(value[0], _INLINE):
            yield place, plain_text(value), anchor
        else:
            for item in value:
                anchor = item.anchor if isinstance(item, Heading) else anchor
                yield from _texts(item, place, anchor)
    elif isinstance(value, EmbeddedGuide):
        yield "heading", value.title, anchor
        # It stands here without its anchors.
        yield from (("shown", text, anchor) for _, text, _ in _texts(value.groups, "body", ""))
    elif is_dataclass(value) and not isinstance(value, Summary | SeeAlso | AgencyName):
        yield from _of_dataclass(value, anchor)


def _of_dataclass(value: object, anchor: str) -> Iterator[Said]:
    small = isinstance(value, Picture | Attachment | Portal | ContactCard)
    here = value.anchor if isinstance(value, Step | StepGroup) else anchor
    # A way that is closed is folded under its anchor; what leads on stands before it.
    before = ("portal", "notice") if isinstance(value, StepGroup) and value.closed_on else ()
    kind: Any = type(value)
    for name, place in _spoken(kind):
        at = anchor if name in before else here
        yield from _texts(getattr(value, name), "body" if small else place, at)


@cache
def _spoken(kind: Any) -> tuple[tuple[str, Where], ...]:
    """Return the fields of ``kind`` that hold words, each with its place."""
    found: list[tuple[str, Where]] = []
    for field in fields(kind):
        is_unit = kind is StatisticsColumn and field.name == "unit"
        is_choice = get_origin(field.type) is Literal
        is_key = field.name.split("_")[-1] in {"key", "keys"}
        if field.name in _SILENT or is_key or is_choice or is_unit:
            continue
        is_heading = (kind, field.name) == (Heading, "text") or (
            field.name in _HEADINGS and kind is not Step  # the title of a step is its sentence
        )
        found.append((field.name, "heading" if is_heading else "body"))
    return tuple(found)
