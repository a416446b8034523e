"""The registries of the demo province."""

from typing import Any

from django.contrib.auth import get_user_model

from cms.demo.content.legal_documents import LEGAL_DOCUMENTS
from cms.demo.content.procedures import PROCEDURE_FIELDS, PROCEDURES
from cms.demo.content.registries import AGENCIES, CONTACTS, PAYMENTS, PORTALS
from cms.demo.content.service_kinds import SERVICE_KIND_REGIMES
from cms.demo.content.terms import TERMS
from cms.demo.load.history import ENDED_LATER
from cms.demo.load.shelf import Shelf
from cms.models import (
    Agency,
    ContactPoint,
    LegalDocument,
    PaymentFact,
    Portal,
    Procedure,
    ProcedureField,
    ServiceKind,
    ServiceKindRegime,
    Term,
)

__all__ = ["load_registries"]


def load_registries(shelf: Shelf) -> None:
    """Create what is missing of every registry, in the order in which they refer to each other."""
    _portals(shelf)
    _agencies(shelf)
    _contacts(shelf)
    _payments(shelf)
    _legal_documents(shelf)
    _service_kinds(shelf)
    _procedures(shelf)
    _terms(shelf)


def _english(**texts: str) -> list[tuple[str, dict[str, str]]]:
    if not texts.get("name"):
        return []
    return [("label", {"language": "en", **texts})]


def _keep(
    shelf: Shelf, kind: str, key: str, model: Any, found: dict[str, Any], **fields: Any
) -> None:
    """Put the row found by ``found`` on the shelf; make it first when there is none."""
    row = model.objects.filter(**found).first()
    if row is None:
        row = model(**found, **fields)
        row.full_clean()
        row.save()
        row.save_revision().publish()
        shelf.created.append(f"{model._meta.verbose_name}: {row}")
    shelf.put(kind, key, row)


def _portals(shelf: Shelf) -> None:
    for portal in PORTALS:
        _keep(
            shelf,
            "portal",
            portal.key,
            Portal,
            {"name": portal.name},
            short_name=portal.short_name,
            address=portal.address,
            interface_labels=[
                ("label", {"name": name, "text": text}) for name, text in portal.interface_labels
            ],
            labels=_english(
                name=portal.name_en,
                short_name=portal.name_en,
                definition=portal.closed_note_en,
            ),
        )


def _agencies(shelf: Shelf) -> None:
    for agency in AGENCIES:
        _keep(
            shelf,
            "agency",
            agency.key,
            Agency,
            {"name": agency.name},
            short_name=agency.short_name,
            document_name=agency.document_name,
            parent_document_name=agency.parent_document_name,
            level=agency.level,
            province=agency.province,
            parent=shelf.get("agency", agency.parent) if agency.parent else None,
            portal=shelf.get("portal", agency.portal) if agency.portal else None,
            labels=_english(name=agency.name_en, short_name=agency.short_name_en),
        )


def _contacts(shelf: Shelf) -> None:
    for point in CONTACTS:
        _keep(
            shelf,
            "contact",
            point.key,
            ContactPoint,
            {"name": point.name},
            agency=shelf.get("agency", point.agency),
            address=point.address,
            phone=point.phone,
            fax=point.fax,
            email=point.email,
            hours=point.hours,
            note=point.note,
            labels=_english(name=point.name_en, definition=point.note_en),
        )


def _payments(shelf: Shelf) -> None:
    officers = list(get_user_model().objects.order_by("pk")[:2])
    for payment in PAYMENTS:
        agency = shelf.get("agency", payment.agency)
        _keep(
            shelf,
            "payment",
            payment.key,
            PaymentFact,
            {"name": f"Nộp phí, lệ phí – {agency.short_name}"},
            agency=agency,
            ways="\n".join(payment.ways),
            account_holder=payment.account_holder,
            account_number=payment.account_number,
            bank=payment.bank,
            note=payment.note,
            entered_by=officers[0],
            confirmed_by=officers[1],
        )


def _legal_documents(shelf: Shelf) -> None:
    for document in LEGAL_DOCUMENTS:
        _keep(
            shelf,
            "legal_document",
            document.key,
            LegalDocument,
            {"type_name": document.type_name, "number": document.number},
            name=document.name,
            issued_on=document.issued_on,
            issuer=document.issuer,
            valid_from=document.valid_from,
            valid_until=None if document.key in ENDED_LATER else document.valid_until,
            labels=_english(name=document.name_en),
        )
    for document in LEGAL_DOCUMENTS:
        row = shelf.get("legal_document", document.key)
        is_later = document.key in ENDED_LATER
        if document.replaced_by and not is_later and row.replaced_by_id is None:
            row.replaced_by = shelf.get("legal_document", document.replaced_by)
            row.save()


def _service_kinds(shelf: Shelf) -> None:
    for regime in SERVICE_KIND_REGIMES:
        _keep(
            shelf,
            "regime",
            regime.key,
            ServiceKindRegime,
            {"name": regime.name},
            legal_document=shelf.get("legal_document", regime.legal_document),
            valid_from=regime.valid_from,
            valid_until=regime.valid_until,
            note=regime.note,
            features=[("feature", _feature(feature)) for feature in regime.features],
            labels=_english(name=regime.name_en, definition=regime.note_en),
        )
        for order, kind in enumerate(regime.kinds, 1):
            before = kind.corresponds_to
            _keep(
                shelf,
                "kind",
                kind.key,
                ServiceKind,
                {"name": kind.name, "regime": shelf.get("regime", regime.key)},
                order=order,
                definition="\n".join(kind.definition),
                corresponds_to=shelf.get("kind", before) if before else None,
                labels=_english(name=kind.name_en, definition="\n".join(kind.definition_en)),
            )


def _feature(feature: tuple[str, str, tuple[bool, ...]]) -> dict[str, str]:
    label, label_english, offered = feature
    numbers = [str(place) for place, is_offered in enumerate(offered, 1) if is_offered]
    return {"label": label, "label_english": label_english, "offered_by": " ".join(numbers)}


def _procedures(shelf: Shelf) -> None:
    for field in PROCEDURE_FIELDS:
        _keep(
            shelf,
            "field",
            field.key,
            ProcedureField,
            {"name": field.name},
            numeral=field.numeral,
            labels=_english(name=field.name_en),
        )
    for procedure in PROCEDURES:
        _keep(
            shelf,
            "procedure",
            procedure.key,
            Procedure,
            {"name": procedure.name},
            field=shelf.get("field", procedure.field) if procedure.field else None,
            agency=shelf.get("agency", procedure.agency) if procedure.agency else None,
            service_kind=shelf.get("kind", procedure.kind) if procedure.kind else None,
            is_online_only=procedure.is_online_only,
            labels=_english(name=procedure.name_en),
        )


def _terms(shelf: Shelf) -> None:
    for term in TERMS:
        _keep(
            shelf,
            "term",
            f"{term.language}-{term.name}",
            Term,
            {"name": term.name, "language": term.language},
            says="\n".join(term.says),
            definition=term.definition,
            labels=_english(name=term.english),
        )
