"""What handing a leaflet over refuses beside its sheet: the check asks it, and so does the handing.

What is wrong with the sheet itself is told by the preflight.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext

from cms.collect.licences import licence_key
from cms.collect.reach import is_open_to_citizens
from cms.models import LeafletPage, PrintEdition
from cms.releases.findings import named
from sitegen.collect.collecting import page_key
from sitegen.collect.guard import readable
from sitegen.collect.sites import site_of
from sitegen.collect.visibility import restricted_pages, visible_pages
from sitegen.documents.kinds import Document
from sitegen.documents.leaflet import Imprint, Leaflet
from sitegen.documents.left_out import left_out as missing_in
from sitegen.documents.one_sheet import one_sheet
from sitegen.documents.standing import Standing
from sitegen.errors import Finding

__all__ = [
    "home_on_paper",
    "left_out",
    "licence_of_another",
    "of_address",
    "of_address_on",
    "of_page",
    "standing",
    "taken",
]

_CODE = "Mã QR"


def left_out(document: Document, findings: Iterable[Finding]) -> Iterator[Standing]:
    """Yield what ``document`` does not say although somebody wrote it: paper would lack it for good.

    Of an official text it is a warning: it is printed by one who reads and signs it, and has parts
    that are for the web alone.
    """
    severity: Literal["error", "warning"] = "error" if isinstance(document, Leaflet) else "warning"
    for one in named(missing_in(document, findings)):
        is_own = one.key == document.head.key
        place = one.block if is_own else ", ".join(filter(None, (f"“{one.page}”", one.block)))
        yield Standing(
            code=one.code,
            severity=severity,
            message=gettext("Tờ in sẽ thiếu: %s") % one.message,
            hint=one.hint,
            part=place,
        )


def standing(document: Leaflet) -> Iterator[Standing]:
    """Yield what speaks against printing ``document``, with the words that it has now."""
    number = document.head.key.removeprefix(page_key(0).removesuffix("0"))
    page = LeafletPage.objects.filter(pk=number).first() if number.isdecimal() else None
    yield from of_address_on(document)
    if page is None:
        return
    name = document.edition or document.head.title[:80]
    yield from of_page(page, name=name, licence_number=document.imprint.licence_number)


def of_page(page: LeafletPage, *, name: str, licence_number: str) -> Iterator[Standing]:
    """Yield what speaks against an edition of ``page`` of that name under that licence.

    ``page`` is the row as it is stored.
    """
    if said := licence_of_another(page, licence_number):
        yield Standing(code="licence-taken", severity="error", message=said)
    yield from _of_visibility(page)
    handed = PrintEdition.objects.filter(page=page, name=name).exclude(
        status__in=(*PrintEdition.OPEN, PrintEdition.Status.WITHDRAWN)
    )
    if handed.exists():
        yield Standing(code="edition-taken", severity="refusal", message=taken(name))


def _of_visibility(page: LeafletPage) -> Iterator[Standing]:
    """Yield why ``page`` is not what citizens see now: the rule is that of the releases."""
    now = timezone.now()
    reasons = [
        (code, message)
        for code, holds, message in (
            ("private", page.pk in restricted_pages(page), _private()),
            ("unpublished", not page.live or page.has_unpublished_changes, _unpublished()),
            ("not-due", page.go_live_at is not None and page.go_live_at > now, _not_due()),
            ("expired", page.expire_at is not None and page.expire_at <= now, _expired()),
        )
        if holds
    ]
    if not reasons and page.pk not in visible_pages(site_of(page), now, behind=[page.pk]):
        reasons = [("hidden", _hidden())]
    for code, message in reasons:
        yield Standing(code=code, severity="refusal", message=message)


def of_address_on(document: Leaflet) -> Iterator[Standing]:
    """Yield why the sheet of ``document`` would lead citizens nowhere."""
    if what := _leads_to_us(document):
        yield from of_address(what)


def _leads_to_us(document: Leaflet) -> str:
    """Return what on the sheet leads to the mirror, "" when nothing does."""
    if document.format.layout == "panels":
        has_imprint = any(isinstance(p, Imprint) for panel in document.panels for p in panel.parts)
        return _CODE if has_imprint else ""
    sheet = one_sheet(document)
    if sheet.address and sheet.address.startswith(settings.LOA_MIRROR_ADDRESS or "\0"):
        return _CODE
    return gettext("Địa chỉ tra cứu") if sheet.imprint else ""  # the code is that of the portal


def of_address(what: str = _CODE) -> Iterator[Standing]:
    """Yield why paper would lead citizens nowhere by ``what`` stands on it.

    Without an address the paper has no code, which is not wrong; a demo may pack a wrong one.
    """
    address = settings.LOA_MIRROR_ADDRESS
    if is_open_to_citizens(address):
        return
    lacks = gettext("Chưa có địa chỉ của trang tĩnh nên tờ in không có %s.")
    message, hint = lacks % f"{what[0].lower()}{what[1:]}", ""
    if address:
        place = address.partition("://")[2] or address
        shown = place.rpartition("@")[2].strip("/") or address  # a password is for nobody to read
        message = gettext("%(what)s trên tờ in dẫn tới %(place)s, người dân không mở được.") % {
            "what": what,
            "place": shown,
        }
        if settings.LOA_MAY_LOAD_DEMO:
            hint = gettext("Đây là máy để tập nên vẫn đóng gói được; đừng đem in thật. ")
    hint += gettext(
        "Trước khi in, nhờ người quản trị đặt LOA_MIRROR_ADDRESS là địa chỉ mà người dân mở."
    )
    yield Standing(
        code="address-closed",
        severity="error" if address and not settings.LOA_MAY_LOAD_DEMO else "warning",
        message=message,
        hint=hint,
    )


def home_on_paper() -> str:
    """Return the address of the mirror as paper may name it, "" where it would lead nowhere."""
    if any(one.severity == "error" for one in of_address()):
        return ""
    return str(settings.LOA_MIRROR_ADDRESS)


def licence_of_another(page: LeafletPage, number: str) -> str:
    """Return why ``number`` is not for ``page``: another leaflet was printed under it; "" if none.

    What was printed keeps its licence, whatever its leaflet says by now. A copy brings it along. A leaflet and its translations are one publication.
    """
    key = licence_key(number)
    others = PrintEdition.objects.exclude(status__in=PrintEdition.OPEN).exclude(
        page__translation_key=page.translation_key
    )
    editions = readable(others.select_related("page").order_by("page", "pk"))
    today = dict(LeafletPage.objects.values_list("pk", "licence_number"))
    same = (one for one in editions if licence_key(_licence_of(one, today)) == key)
    first = next(same, None) if key else None
    if first is None:
        return ""
    title = first.page.title if first.page else first.name
    return gettext(
        "Giấy phép số %(number)s là của tờ gấp “%(title)s”, đã in. Ghi giấy phép của tờ này "
        "ở mục “Bản in”, xuất bản, rồi làm lại."
    ) % {"number": number, "title": title}


def _licence_of(edition: PrintEdition, today: Mapping[int, str]) -> str:
    """Return what an edition was printed under; of one that did not keep it, what its page says."""
    kept = edition.printed_licence
    return today.get(edition.page_id or 0, "") if kept is None else kept


def taken(name: str) -> str:
    """Return why a second edition of the same name is refused."""
    return gettext(
        "Đã có “%(name)s”. Đổi tên ở mục “Bản in” của tờ gấp (ví dụ thêm “in lần 2”), "
        "xuất bản, rồi làm lại."
    ) % {"name": name}


def _unpublished() -> str:
    return gettext(
        "Tờ gấp còn chỗ chưa xuất bản. Xuất bản trước, vì nhà in nhận đúng bản mà người dân thấy."
    )


def _private() -> str:
    return gettext(
        "Tờ gấp, trang phía trên hoặc bản dịch của nó có giới hạn người xem nên người dân không "
        "thấy. Bỏ giới hạn ở “Quyền xem” của trang đó, rồi làm lại."
    )


def _not_due() -> str:
    return gettext("Tờ gấp chưa đến giờ hiện. Chờ đến giờ hoặc sửa ở “Hẹn giờ”, rồi làm lại.")


def _expired() -> str:
    return gettext("Tờ gấp đã hết hạn hiện. Sửa ngày ở “Hẹn giờ”, xuất bản, rồi làm lại.")


def _hidden() -> str:
    return gettext(
        "Tờ gấp chưa hiện với người dân vì trang phía trên hoặc bản gốc của nó chưa hiện. "
        "Xuất bản trang đó trước, rồi làm lại."
    )
