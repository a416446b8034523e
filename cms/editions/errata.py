"""Phiếu đính chính: what a printed sheet says otherwise than today, small enough to lay into it."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from cms.collect.editions import printed_edition
from cms.models import LeafletPage, PrintEdition
from sitegen.collect.edition_signs import edition_sign, public_keys
from sitegen.collect.narrow import collect_for
from sitegen.collect.site import default_site
from sitegen.collect.visibility import visible_pages
from sitegen.documents.editions import ChangedWords, EditionSign
from sitegen.errors import SitegenError
from sitegen.render.notices import plain_notice
from sitegen.render.print.qr import qr_rows
from sitegen.render.print.slips import print_slip

__all__ = ["erratum_slip", "sign_of"]


def sign_of(edition: PrintEdition) -> EditionSign:
    """Return what the address of ``edition`` says today, as the next release will."""
    now = timezone.localtime()
    page = LeafletPage.objects.filter(pk=edition.page_id or 0).first()
    is_public = page is not None and page.pk in visible_pages(default_site(), now)
    documents = collect_for(page, now).collection.documents if page and is_public else ()
    by_key = {document.head.key: document for document in documents}
    return edition_sign(printed_edition(edition), by_key, public_keys(by_key))


def erratum_slip(edition: PrintEdition) -> bytes:
    """Return the slip, four on a sheet of A4; raises ValidationError in words where there is none.

    It repeats and tells only what the address of the edition tells.
    """
    sign = sign_of(edition)
    if sign.verdict != "changed":
        raise ValidationError(_why_not(sign))
    try:
        return print_slip(
            "erratum", _data(edition, sign), title=_title(edition), day=timezone.localdate()
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


def _data(edition: PrintEdition, sign: EditionSign) -> dict[str, Any]:
    home = settings.LOA_MIRROR_ADDRESS
    address = f"{home}{sign.path}" if home else ""
    today = date_format(timezone.localdate(), "d/m/Y")
    lead = f"Tờ gấp “{sign.target_title}”, {edition.name}, có chỗ nay đã khác."
    return {
        "lead": lead,
        "notices": [plain_notice(one, sign.language) for one in sign.notices],
        "changes": [_change(one) for one in sign.changes],
        "rows": qr_rows(address) if address else [],
        "address": address.partition("://")[2].rstrip("/"),
        "issued": f"Phiếu lập ngày {today}. Mã bản in: {edition.code}.",
    }


def _change(change: ChangedWords) -> dict[str, str]:
    silent = "không nhắc lại ở đây" if change.is_silent else "chưa có"
    return {"place": change.place, "old": change.old, "new": change.new, "silent": silent}
