"""Kinds: which registries running text may take values from, and which values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.models import (
    Agency,
    ContactPoint,
    LegalDocument,
    PaymentFact,
    Portal,
    ServiceKind,
    Term,
)
from cms.phones import phone_link

__all__ = ["ACCOUNT", "KINDS", "LABELLED", "ChipKind", "address_of", "value_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChipKind:
    """One registry: its model and what it is called; ``fields`` by attribute name, in order.

    ``facts`` names the dictionary of :class:`cms.collect.facts.Facts` that holds its rows.
    """

    model: type[models.Model]
    label: Any
    facts: str
    fields: Mapping[str, Any]


KINDS: Mapping[str, ChipKind] = {
    "portal": ChipKind(
        model=Portal,
        label=_("Cổng dịch vụ công"),
        facts="portals",
        fields={"name": _("tên"), "short_name": _("tên ngắn"), "address": _("địa chỉ")},
    ),
    "agency": ChipKind(
        model=Agency,
        label=_("Cơ quan"),
        facts="agencies",
        fields={"name": _("tên"), "short_name": _("tên ngắn")},
    ),
    "contactpoint": ChipKind(
        model=ContactPoint,
        label=_("Đầu mối liên hệ"),
        facts="contacts",
        fields={
            "name": _("tên"),
            "phone": _("điện thoại"),
            "address": _("địa chỉ"),
            "email": _("thư điện tử"),
            "fax": _("fax"),
            "hours": _("giờ làm việc"),
        },
    ),
    "legaldocument": ChipKind(
        model=LegalDocument,
        label=_("Văn bản"),
        facts="legal_documents",
        fields={"symbol": _("loại và số, ký hiệu"), "citation": _("viện dẫn đầy đủ")},
    ),
    "servicekind": ChipKind(
        model=ServiceKind,
        label=_("Loại hình cung cấp"),
        facts="service_kinds",
        fields={"name": _("tên")},
    ),
    "term": ChipKind(
        model=Term,
        label=_("Thuật ngữ"),
        facts="terms",
        fields={"name": _("từ đầy đủ"), "definition": _("giải thích")},
    ),
    "paymentfact": ChipKind(
        model=PaymentFact,
        label=_("Thông tin nộp tiền"),
        facts="payments",
        fields={
            "name": _("tên"),
            "account_number": _("số tài khoản"),
            "account_holder": _("chủ tài khoản"),
            "bank": _("ngân hàng, chi nhánh"),
        },
    ),
}

LABELLED = ("name", "short_name")
"""Values that other languages may have their own words for."""

ACCOUNT = ("account_number", "account_holder", "bank")
"""Values that wait for a second person."""


def value_of(fact: Any, field: str) -> str:
    """Return a value in Vietnamese; "" when the row leaves it empty."""
    return " ".join(str(getattr(fact, field) or "").split())


def address_of(field: str, value: str) -> str:
    """Return where a value leads when it is tapped, or ""."""
    if field == "email":
        return f"mailto:{value}"
    if field == "phone" and (number := phone_link(value)):
        return f"tel:{number}"
    return value if field == "address" and value.startswith(("http://", "https://")) else ""
