"""The official part of announcements and plans."""

from collections.abc import Iterable, Iterator
from datetime import date

from cms.collect.facts import facts_of, repealed_note
from cms.collect.nodes import cards
from cms.models import Agency
from cms.models.official import OfficialText
from sitegen.collect.collecting import PageCollecting, fact_key
from sitegen.collect.stored import unwrapped_all
from sitegen.documents.base import PartialDate
from sitegen.documents.official import LegalBasis, Official, RecipientGroup, Signatory

__all__ = ["collect_official", "signed_date"]


def collect_official(
    page: OfficialText,
    asking: PageCollecting,
    *,
    type_name: str,
    agency: Agency | None,
    is_letter: bool = False,
) -> Official:
    """Return the head and foot of the official text; blanks stay blank."""
    return Official(
        type_name=type_name,
        symbol=page.symbol,
        summary_line=page.summary_line or page.title,  # type: ignore[attr-defined]  # a page
        issuing_agency=agency.document_name if agency else "",
        parent_agency=agency.parent_document_name if agency else "",
        number=page.number,
        place=page.place,
        signed_on=PartialDate(year=page.signed_year, month=page.signed_month, day=page.signed_day),
        legal_bases=_legal_bases(page, asking),
        lead=page.lead,
        closing=page.closing.rstrip("./ "),
        recipients=_recipients(page),
        signatory=_signatory(page, asking),
        agency_key=fact_key(agency) if agency else "",
        is_letter=is_letter,
        addressees=tuple(_bare_lines(page.addressees.splitlines())),
        urgency=page.urgency,
        circulation=page.circulation,
        drafter=_drafter(page),
        foot=_foot(page, asking, agency),
    )


def _drafter(page: OfficialText) -> str:
    """Return the drafter's symbol and the number of copies as printed: "PL.(300)"."""
    symbol = f"{page.drafter_symbol.rstrip('.')}." if page.drafter_symbol else ""
    return f"{symbol}({page.copies})" if page.copies else symbol


def _foot(page: OfficialText, asking: PageCollecting, agency: Agency | None) -> str:
    """Return where the office is, from its first contact point; "" unless it is to be printed."""
    if not page.shows_office_address or agency is None:
        return ""
    points = [key for key, one in facts_of(asking).contacts.items() if one.agency_id == agency.pk]
    for card in cards(points[:1], asking):
        said = {"Điện thoại": card.phone, "Fax": card.fax, "Email": card.email}
        parts = [f"{name}: {value}" for name, value in said.items() if value]
        return "; ".join(filter(None, [card.address, *parts]))
    asking.finds(
        "office-address-missing",
        "Chân trang đầu của bản in thiếu địa chỉ: cơ quan chưa có đầu mối liên hệ trong sổ.",
        hint="Thêm đầu mối liên hệ cho cơ quan, hoặc bỏ chọn “in địa chỉ cơ quan”.",
        block="Dấu và địa chỉ trên bản in",
    )
    return ""


def _bare_lines(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines without the dash and the mark that are printed around them anyway."""
    for line in lines:
        if bare := line.strip().lstrip("-– ").rstrip(";. "):
            yield bare


def signed_date(page: OfficialText) -> date | None:
    """Return the day of signing, or None while any part of it is blank or impossible."""
    if not (page.signed_year and page.signed_month and page.signed_day):
        return None
    try:
        return date(page.signed_year, page.signed_month, page.signed_day)
    except ValueError:
        return None


def _legal_bases(page: OfficialText, asking: PageCollecting) -> tuple[LegalBasis, ...]:
    bases = []
    for block in page.legal_bases.get_prep_value():
        document = facts_of(asking).legal_documents.get(block["value"])
        if document is None:
            asking.finds(
                "legal-basis-missing",
                "Một văn bản căn cứ chưa xuất bản hoặc đã gỡ khỏi sổ, nên không hiện trong trang.",
                hint="Xuất bản văn bản đó, hoặc chọn lại văn bản căn cứ rồi xuất bản.",
                block="Căn cứ",
                about=f"legaldocument-{block['value']}",
            )
            continue
        citation = f"Căn cứ {document.citation}"
        asking.still_source(citation)
        note = repealed_note(asking, document)
        instead = facts_of(asking).legal_documents.get(document.replaced_by_id or 0)
        bases.append(
            LegalBasis(
                citation=citation,
                repealed_note=note,
                fact_key=fact_key(document),
                note_key=fact_key(instead) if note and instead else "",
            )
        )
    return tuple(bases)


def _recipients(page: OfficialText) -> tuple[RecipientGroup, ...]:
    groups = (block["value"] for block in page.recipients.get_prep_value())
    return tuple(
        RecipientGroup(
            title=group.get("title") or "",
            lines=tuple(line.rstrip(";. ") for line in unwrapped_all(group["lines"])),
        )
        for group in groups
    )


def _signatory(page: OfficialText, asking: PageCollecting) -> Signatory | None:
    """Return who signs: whatever is given is printed, and what is missing is told."""
    posts = [post for post in (page.authority_post, page.signer_post) if post]
    shows_name = asking.all.for_paper or page.shows_signer_name
    name = page.signer_name if shows_name else ""
    if not posts and (page.authority or _is_issued(page)):
        asking.finds(
            "signatory-missing",
            "Văn bản chưa ghi chức vụ người ký, nên bản in thiếu chức vụ ở chỗ ký.",
            hint="Ghi “Chức vụ hoặc tập thể”, hoặc “Chức vụ người ký”, rồi xuất bản lại.",
            block="Người ký",
        )
    if not (posts or page.authority or name):
        return None
    first, *others = posts or [""]
    return Signatory(
        authority=page.authority, authority_post=first, post="".join(others), name=name
    )


def _is_issued(page: OfficialText) -> bool:
    """Tell whether the page is meant as an official text, not as a notice for the screen alone."""
    streams = (page.recipients.get_prep_value(), page.legal_bases.get_prep_value())
    return bool(page.symbol or page.number or any(map(list, streams)))
