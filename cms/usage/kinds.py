"""Kinds: what may be used, what may use it, and through which fields a change is seen."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from cms.models.fact import Fact, registries
from sitegen.collect.registry import page_collectors

__all__ = [
    "AGENCY",
    "AGENCY_CONTACTS",
    "AGENCY_PORTAL",
    "DOCUMENT",
    "EMBEDDING",
    "FACETS",
    "PAGE",
    "PICTURE",
    "PORTAL",
    "SOURCES",
    "STEP_SET",
    "TOKEN",
    "TOKENS",
    "Edge",
    "Node",
    "edge_of",
    "fact_kinds",
    "holders",
    "kind_of",
    "model_of_kind",
]

Node = tuple[str, int]
"""Something that is used or uses: its kind and its number."""

PAGE, PICTURE, STEP_SET, TOKEN = "page", "picture", "guides.stepset", "token"
DOCUMENT = "document"
"""An uploaded file, as Wagtail calls it: the index knows who offers it."""

AGENCY, PORTAL = "cms.agency", "cms.portal"
AGENCY_PORTAL, AGENCY_CONTACTS = "cms.agency#portal", "cms.agency#contacts"
"""Facets: what a page shows of an office may be only its portal, or only its contact points."""

FACETS = {AGENCY: (AGENCY, AGENCY_PORTAL)}
"""The sources of rows that are read from a row of a kind, besides that kind itself."""

TOKENS = {
    "co_quan": AGENCY,
    "co_quan_day_du": AGENCY,
    "tinh": AGENCY,
    "cong_tinh": AGENCY_PORTAL,
    "dia_chi_cong_tinh": AGENCY_PORTAL,
}
"""Words of a step set that the office gives; {{cong}} is the portal of the way itself."""

SOURCES = {
    "agency_short": AGENCY,
    "agency_name": AGENCY,
    "agency_province": AGENCY,
    "agency_portal": AGENCY_PORTAL,
    "agency_portal_address": AGENCY_PORTAL,
}
"""Where the parameters that a step set declares take their value from."""

EMBEDDING = frozenset({"guide.guide", "steps.guide", "kinds.page", "statistics.page"})
"""Choosers of pages that show what the chosen page says; all others only link to it."""


@dataclass(frozen=True, slots=True)
class Edge:
    """What a foreign key of a registry means: who shows what.

    ``source`` is the kind that shows; ``is_reversed`` tells that the row named by the key shows
    the row that has it, as an office's page shows the office's contact points.
    """

    source: str = ""
    is_reversed: bool = False
    flows: bool = True


_SILENT = Edge(flows=False)
_EDGES = {
    ("cms.agency", "portal"): Edge(source=AGENCY_PORTAL),
    ("cms.contactpoint", "agency"): Edge(source=AGENCY_CONTACTS, is_reversed=True),
    ("cms.servicekind", "regime"): Edge(source="cms.servicekindregime", is_reversed=True),
    ("cms.servicekind", "corresponds_to"): Edge(),
    ("cms.servicekindregime", "legal_document"): Edge(),
    ("cms.legaldocument", "replaced_by"): Edge(),
    ("cms.procedure", "service_kind"): Edge(),
}


def edge_of(kind: str, field: str) -> Edge:
    """Return what the foreign key ``field`` of a row of ``kind`` means; pages show what they name."""
    if kind == PAGE or (kind == STEP_SET and "." in field):  # what stands in its steps is shown
        return Edge()
    return _EDGES.get((kind, field), _SILENT)


def fact_kinds() -> tuple[str, ...]:
    """Return the kinds of which officers may ask where they are used."""
    return (*(one._meta.label_lower for one in registries()), STEP_SET, PICTURE)


@cache
def holders() -> dict[type[models.Model], str]:
    """Return the models whose rows use something, with their kinds."""
    facts = {one: one._meta.label_lower for one in (*registries(), apps.get_model(STEP_SET))}
    return facts | dict.fromkeys(page_collectors(), PAGE)


def kind_of(model: Any) -> str:
    """Return the kind of a model or a row, "" for what is never used."""
    found: Any = model if isinstance(model, type) else type(model)
    if issubclass(found, Page):
        return PAGE
    if issubclass(found, get_image_model()):
        return PICTURE
    if issubclass(found, get_document_model()):
        return DOCUMENT
    label: str = found._meta.label_lower
    return label if issubclass(found, Fact) or label == STEP_SET else ""


def model_of_kind(kind: str) -> type[models.Model]:
    """Return the model of a kind; raises LookupError for one that is none."""
    if kind == PAGE:
        page: type[models.Model] = Page
        return page
    if kind == PICTURE:
        picture: type[models.Model] = get_image_model()
        return picture
    if kind == DOCUMENT:
        document: type[models.Model] = get_document_model()
        return document
    return apps.get_model(kind)
