"""Đơn đề nghị cấp giấy phép xuất bản: the form filled from the leaflet and its edition."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from cms.collect.standing import left_out
from cms.models import LeafletPage
from sitegen.collect.collecting import page_key
from sitegen.collect.narrow import collect_for
from sitegen.documents.base import ContactCard
from sitegen.documents.leaflet import Leaflet, LeafletFormat
from sitegen.documents.nodes import Contacts
from sitegen.documents.one_sheet import LAYOUT_NAMES
from sitegen.errors import SitegenError
from sitegen.languages import language_of
from sitegen.limits import grouped
from sitegen.render.print.slips import print_slip

__all__ = ["FORMS", "Application", "LegalForm", "form_on", "licence_form"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalForm:
    """A form that a text of law prescribes ``since`` a day; a person compares it with that text."""

    since: date
    name: str
    title: str
    promise: str


FORMS = (
    LegalForm(
        since=date(2025, 7, 1),
        name="Mẫu 04, Nghị định số 138/2025/NĐ-CP",
        title="ĐƠN ĐỀ NGHỊ\nCấp giấy phép xuất bản tài liệu không kinh doanh",
        promise=(
            "Chúng tôi cam kết thực hiện đúng nội dung giấy phép xuất bản, in đúng nội dung tài "
            "liệu đã được cấp phép và tuân thủ các quy định của pháp luật về xuất bản."
        ),
    ),
)
"""The forms by their day, the newest last: a new text of law is one more row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """What only the officer knows; ``language`` "" is that of the page."""

    to: str
    purpose: str
    summary: str
    language: str = ""
    printer_address: str = ""
    attachments: str = ""


def form_on(day: date) -> LegalForm:
    """Return the form in force on ``day``; raises ValidationError when none is known."""
    found = [one for one in FORMS if one.since <= day]
    if not found:
        raise ValidationError("Chưa có mẫu đơn cho ngày này.")
    return found[-1]


def licence_form(page: LeafletPage, asked: Application) -> bytes:
    """Return the application as a PDF; the number, day and signature are left to the office.

    Raises ValidationError in words when the leaflet cannot be read.
    """
    today = timezone.localdate()
    form = form_on(today)
    document = _document(page)
    data = {
        "form": form.name,
        "title": form.title,
        "promise": form.promise,
        "to": asked.to,
        "parent": document.head.agency.parent if document.head.agency else "",
        "office": document.head.agency.name if document.head.agency else page.title,
        "place-and-date": f"............, ngày ..... tháng ..... năm {today.year}",
        "items": _items(document, asked),
    }
    try:
        return print_slip("licence_form", data, title=form.title.replace("\n", ". "), day=today)
    except SitegenError as error:
        raise ValidationError(str(error)) from error


def _document(page: LeafletPage) -> Leaflet:
    found = collect_for(page, timezone.localtime()).collection
    for document in found.documents:
        if isinstance(document, Leaflet) and document.head.key == page_key(page.pk):
            if lacks := [str(one) for one in left_out(document, found.findings)]:
                raise ValidationError(["Chưa làm đơn được.", *lacks])
            return document
    raise ValidationError("Chưa đọc được tờ gấp này. Mở tờ gấp và xem lại.")


def _items(document: Leaflet, asked: Application) -> list[list[str]]:
    head, imprint, sheet = document.head, document.imprint, document.format
    card = _card(document)
    printer = ", ".join(filter(None, (imprint.printer, asked.printer_address)))
    run = f"{grouped(imprint.print_run)} bản" if imprint.print_run else ""
    rows: list[tuple[str, Any]] = [
        ("Tên cơ quan, tổ chức đề nghị", head.agency.name if head.agency else ""),
        ("Địa chỉ", card.address if card else ""),
        ("Số điện thoại", card.phone if card else ""),
        ("Tên tài liệu", head.title),
        ("Xuất xứ", "Cơ quan tự biên soạn"),
        ("Hình thức tài liệu", _form(sheet)),
        ("Phụ bản", "Không"),
        ("Khuôn khổ", document.size_words),
        ("Số lượng in", run),
        ("Ngôn ngữ xuất bản", asked.language or language_of(head.language).name),
        ("Tên, địa chỉ cơ sở in", printer),
        ("Mục đích xuất bản", asked.purpose),
        ("Nội dung tóm tắt của tài liệu", asked.summary),
        ("Kèm theo đơn này", asked.attachments),
    ]
    return [[name, " ".join(str(value).split())] for name, value in rows]


def _form(sheet: LeafletFormat) -> str:
    if sheet.layout != "panels":
        return f"{LAYOUT_NAMES[sheet.layout].capitalize()}, một mặt giấy"
    if sheet.fold == "none":
        return f"Tờ rơi, {sheet.sides} mặt giấy"
    return f"Tờ gấp, {sheet.sides} mặt giấy, {len(sheet.order)} mặt gấp"


def _card(document: Leaflet) -> ContactCard | None:
    parts = (part for panel in document.panels for part in panel.parts)
    cards = (card for part in parts if isinstance(part, Contacts) for card in part.cards)
    return next(cards, None)
