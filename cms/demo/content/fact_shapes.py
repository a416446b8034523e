"""The shapes of the demo's facts: frozen, keyword-only rows of the registries.

Keys are stable ASCII words; a field named after another registry holds that registry's key.
"""

from dataclasses import dataclass
from datetime import date

__all__ = [
    "Agency",
    "ContactPoint",
    "LegalDocument",
    "PaymentFact",
    "Portal",
    "Procedure",
    "ProcedureField",
    "ServiceKind",
    "ServiceKindRegime",
    "Term",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """Cơ quan; the ``document_name`` fields stand at the head of an official text.

    ``menu_name`` is what the portals call the office; ``place`` is where it signs.
    """

    key: str
    name: str
    short_name: str
    document_name: str
    level: str
    province: str
    place: str
    portal: str
    parent: str = ""
    parent_document_name: str = ""
    menu_name: str = ""
    name_en: str = ""
    short_name_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """Cổng dịch vụ công; ``closed_note`` is "" while the portal is in use.

    ``interface_labels`` are the names and the words of its buttons and tabs.
    """

    key: str
    name: str
    short_name: str
    address: str
    closed_on: date | None = None
    replaced_by: str = ""
    closed_note: str = ""
    name_en: str = ""
    closed_note_en: str = ""
    interface_labels: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPoint:
    """Đầu mối liên hệ; ``phone`` as it is printed."""

    key: str
    agency: str
    name: str
    address: str = ""
    phone: str = ""
    fax: str = ""
    email: str = ""
    hours: str = ""
    note: str = ""
    name_en: str = ""
    address_en: str = ""
    hours_en: str = ""
    note_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentFact:
    """Thông tin nộp tiền; account fields are invented and say so, or are empty."""

    key: str
    agency: str
    ways: tuple[str, ...]
    account_holder: str = ""
    account_number: str = ""
    bank: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalDocument:
    """Văn bản căn cứ; ``name`` is its trích yếu, ``valid_until`` its last day in force."""

    key: str
    type_name: str
    number: str
    issued_on: date
    issuer: str
    name: str
    valid_from: date | None = None
    valid_until: date | None = None
    replaced_by: str = ""
    name_en: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureField:
    """Lĩnh vực; ``numeral`` is the one of the parent decision, gaps and all."""

    key: str
    name: str
    numeral: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """Thủ tục hành chính; ``kind`` is a key of the 2022 regime, "" where no source says."""

    key: str
    name: str
    field: str
    agency: str
    kind: str = ""
    is_online_only: bool = False
    name_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceKind:
    """Loại hình cung cấp; ``definition`` is a paragraph each.

    ``corresponds_to`` is the key of the nearest earlier kind, for comparison only.
    """

    key: str
    name: str
    definition: tuple[str, ...]
    corresponds_to: str = ""
    name_en: str = ""
    definition_en: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceKindRegime:
    """Quy định đang áp dụng; ``features`` are (label, English label, offered by each kind)."""

    key: str
    name: str
    legal_document: str
    valid_from: date | None
    valid_until: date | None
    kinds: tuple[ServiceKind, ...] = ()
    features: tuple[tuple[str, str, tuple[bool, ...]], ...] = ()
    note: str = ""
    name_en: str = ""
    note_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Thuật ngữ: the word in full, what people type instead, the agreed word of translators."""

    name: str
    says: tuple[str, ...]
    definition: str = ""
    language: str = "vi"
    english: str = ""
