"""Registries for database tests: facts, and stored blocks that pages are made of."""

import uuid
from datetime import date
from typing import Any

from wagtail.models import Locale

from cms.models import (
    Agency,
    LegalDocument,
    PaymentFact,
    Procedure,
    ServiceKind,
    ServiceKindRegime,
)
from guides.models import StepSet

__all__ = [
    "Raw",
    "a_fact",
    "a_group",
    "a_payment",
    "a_procedure",
    "a_regime",
    "a_step",
    "a_step_set",
    "items",
    "stream",
]

Raw = dict[str, Any]


def stream(*blocks: tuple[str, Any]) -> list[Raw]:
    """Return blocks as a StreamField stores them."""
    return [{"type": kind, "value": value, "id": str(uuid.uuid4())} for kind, value in blocks]


def items(*values: Any) -> list[Raw]:
    """Return the items of a list block as it stores them."""
    return stream(*(("item", value) for value in values))


def a_fact(model: Any, *, is_live: bool = True, **fields: Any) -> Any:
    """Return a checked row of a registry; one that is not live is still a draft."""
    row = model(live=is_live, **fields)
    row.full_clean()
    row.save()
    return row


def a_step(title: str = "Mở cổng.", **changes: Any) -> Raw:
    """Return a step as a step block stores it."""
    base: Raw = {
        "title": f"<p>{title}</p>",
        "body": "",
        "fields": [],
        "pictures": [],
        "example": "",
        "condition": "",
        "only_if": "",
        "is_optional": False,
    }
    return base | changes


def a_group(*steps: Raw, **changes: Any) -> Raw:
    """Return a way through; without steps it has one."""
    base: Raw = {
        "title": "Nộp trên cổng của tỉnh",
        "lead": "",
        "portal": None,
        "step_set": None,
        "parameters": [],
        "own_pictures": [],
        "has_payment": False,
        "steps": items(*(steps or (a_step(),))),
        "closing": [],
    }
    return base | changes


def a_procedure(name: str = "Thi tuyển công chức", **changes: Any) -> Procedure:
    """Return a procedure of the registry."""
    procedure: Procedure = a_fact(Procedure, name=name, **changes)
    return procedure


def a_payment(agency: Agency, **changes: Any) -> PaymentFact:
    """Return a way to pay into an account that nobody has checked yet."""
    fields: Raw = {
        "name": "Nộp phí Sở Nội vụ",
        "agency": agency,
        "ways": "Nộp qua PayGov\nChuyển khoản",
        "account_holder": "Sở Nội vụ",
        "account_number": "0000 1111 2222",
        "bank": "Ngân hàng mẫu",
    }
    payment: PaymentFact = a_fact(PaymentFact, **fields | changes)
    return payment


def a_regime(**changes: Any) -> ServiceKindRegime:
    """Return four levels, as one decree had them."""
    decree = a_fact(
        LegalDocument,
        type_name="Nghị định",
        number="43/2011/NĐ-CP",
        name="quy định về việc cung cấp thông tin và dịch vụ công trực tuyến",
        issued_on=date(2011, 6, 13),
        issuer="Chính phủ",
    )
    fields: Raw = {
        "name": "Bốn mức độ",
        "legal_document": decree,
        "features": stream(
            ("feature", {"label": "Gửi hồ sơ", "label_english": "Send", "offered_by": "3 4"})
        ),
    }
    regime: ServiceKindRegime = a_fact(ServiceKindRegime, **fields | changes)
    for order in range(1, 5):
        a_fact(
            ServiceKind, name=f"Mức độ {order}", regime=regime, order=order, definition="Một đoạn."
        )
    return regime


def a_step_set(*steps: Raw, **changes: Any) -> StepSet:
    """Return a shared set of steps; the first names the office by its token."""
    chosen = steps or (a_step("Chọn {{co_quan}}."),)
    fields: Raw = {
        "name": "Nộp trên cổng của tỉnh",
        "locale": Locale.objects.get(language_code="vi"),
        "steps": stream(*(("step", step) for step in chosen)),
    }
    shared: StepSet = a_fact(StepSet, **fields | changes)
    return shared
