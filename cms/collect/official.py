"""The official part of announcements and plans."""

from datetime import date

from cms.collect.facts import facts_of, repealed_note
from cms.collect.nodes import items
from cms.models import Agency
from cms.models.official import OfficialText
from sitegen.collect.collecting import PageCollecting, fact_key
from sitegen.documents.base import PartialDate
from sitegen.documents.official import LegalBasis, Official, RecipientGroup, Signatory

__all__ = ["collect_official", "signed_date"]


def collect_official(
    page: OfficialText, asking: PageCollecting, *, type_name: str, agency: Agency | None
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
    )


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
            lines=tuple(line.rstrip(";. ") for line in items(group["lines"])),
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
