"""Phiếu đính chính: what a printed sheet says otherwise than today, small enough to lay into it."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from cms.collect.editions import printed_edition
from cms.collect.standing import home_on_paper
from cms.models import LeafletPage, PrintEdition
from sitegen.collect.edition_signs import edition_sign, public_keys
from sitegen.collect.narrow import collect_for
from sitegen.collect.sites import site_of
from sitegen.collect.visibility import visible_pages
from sitegen.documents.editions import ChangedWords, EditionSign
from sitegen.errors import SitegenError
from sitegen.render.edition_words import whose_words
from sitegen.render.notices import plain_notice
from sitegen.render.print.qr import qr_rows
from sitegen.render.print.slips import print_slip

__all__ = ["erratum_slip", "sign_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Today:
    """What the address of an edition says today, and which office stands behind it."""

    sign: EditionSign
    office: str


def sign_of(edition: PrintEdition) -> EditionSign:
    """Return what the address of ``edition`` says today, as the next release will."""
    return _today(edition).sign


def _today(edition: PrintEdition, *, beside: bool = False) -> _Today:
    """Return the same; ``beside`` the sheet one may name the facts that stand on that sheet."""
    now = timezone.localtime()
    page = LeafletPage.objects.filter(pk=edition.page_id or 0).first()
    is_public = page is not None and page.pk in visible_pages(site_of(page), now, behind=[page.pk])
    documents = collect_for(page, now).collection.documents if page and is_public else ()
    by_key = {document.head.key: document for document in documents}
    printed = printed_edition(edition)
    leaflet = by_key.get(printed.page)
    agency = leaflet.head.agency if leaflet else None
    public = public_keys(by_key)
    if beside:
        public |= {key for line in printed.lines or () if line.what for key in line.keys}
    sign = edition_sign(printed, by_key, public)
    return _Today(sign=sign, office=agency.name if agency else "")


def erratum_slip(edition: PrintEdition) -> bytes:
    """Return the slip, four on a sheet of A4; raises ValidationError in words where there is none.

    It tells what the address of the edition tells, and of a fact that was taken away also what
    stands on the sheet in the reader's hand, such as a number that nobody answers any more.
    """
    today = _today(edition, beside=True)
    sign = today.sign
    if sign.verdict != "changed":
        raise ValidationError(_why_not(sign))
    try:
        return print_slip(
            "erratum", _data(edition, today), title=_title(edition), day=timezone.localdate()
        )
    except SitegenError as error:
        if error.code == "print-overflow":
            raise ValidationError(
                gettext("Có quá nhiều chỗ đã khác, không đủ chỗ trên một phiếu A6. Nên in lại.")
            ) from error
        raise ValidationError(str(error)) from error


def _why_not(sign: EditionSign) -> str:
    if sign.verdict == "unknown":
        return gettext("Tờ gấp không còn được công bố: thu hồi bản in thay vì đính chính.")
    return gettext("Bản in này không có chỗ nào phải đính chính.")


def _title(edition: PrintEdition) -> str:
    return f"Đính chính {edition.name}"


def _data(edition: PrintEdition, today: _Today) -> dict[str, Any]:
    sign, home = today.sign, home_on_paper()
    address = f"{home}{sign.path}" if home else ""
    day = date_format(timezone.localdate(), "d/m/Y")
    return {
        "sheet": sign.target_title,
        "edition": f"{edition.name}. Mã {edition.code}",
        "notices": [plain_notice(one, sign.language) for one in sign.notices],
        "changes": [_change(one, sign.language) for one in sorted(sign.changes, key=_is_wording)],
        "rows": qr_rows(address) if address else [],
        "address": address.partition("://")[2].rstrip("/"),
        "issued": ", ".join(filter(None, (today.office, f"ngày {day}"))),
    }


def _is_wording(change: ChangedWords) -> bool:
    """Tell whether it is no value of a registry: numbers and addresses come first."""
    return not change.what


def _change(change: ChangedWords, language: str) -> dict[str, str]:
    silent = "không nhắc lại ở đây" if change.is_silent else "chưa có"
    return {
        "place": change.place,
        "whose": whose_words(change, language),
        "old": change.old,
        "new": change.new,
        "silent": silent,
    }
