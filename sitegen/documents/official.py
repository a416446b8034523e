"""What an official text carries besides its body (NĐ 30/2020/NĐ-CP, Phụ lục I)."""

from sitegen.documents.base import PartialDate
from sitegen.documents.quick import dataclass

__all__ = ["LegalBasis", "Official", "RecipientGroup", "Signatory"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis:
    """Căn cứ: the citation in full, without the closing mark.

    ``repealed_note`` says, for the mirror only, that the text is no longer in force;
    ``note_key`` names the text of the registry that it puts in its place.
    """

    citation: str
    repealed_note: str = ""
    fact_key: str = ""
    note_key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientGroup:
    """Nơi nhận: lines without dash and closing mark; ``title`` is "" for the only group."""

    lines: tuple[str, ...]
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Người ký.

    ``authority`` is "KT.", "TM.", "TL.", "TUQ.", "Q." or ""; ``authority_post`` stands after
    it ("TRƯỞNG BAN"); ``post`` is the signer's own post when it differs ("PHÓ TRƯỞNG BAN").
    ``name`` is there only where it may be read: on paper, or where the officer shows it.
    """

    authority: str
    authority_post: str
    post: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """Thể thức văn bản: ``number`` "" and blank date parts print as a measured gap.

    ``type_name`` is the kind of text in sentence case ("Thông báo"), ``symbol`` what follows
    the number ("TB-SNV"), ``summary_line`` the trích yếu, ``closing`` the last sentence
    without "./.". ``agency_key`` names the office whose names head the text.

    ``is_letter`` tells a công văn, whose trích yếu stands under its number as "V/v …".
    ``addressees`` follow "Kính gửi:", without closing marks. ``urgency`` ("KHẨN") and
    ``circulation`` ("LƯU HÀNH NỘI BỘ") are stamps; ``drafter`` is the drafter's symbol with
    the number of copies ("PL.(300)"); ``foot`` says at the foot of page 1 where the office is.
    """

    type_name: str
    symbol: str
    summary_line: str
    issuing_agency: str
    parent_agency: str = ""
    number: str = ""
    place: str = ""
    signed_on: PartialDate = PartialDate()
    legal_bases: tuple[LegalBasis, ...] = ()
    lead: str = ""
    closing: str = ""
    recipients: tuple[RecipientGroup, ...] = ()
    signatory: Signatory | None = None
    agency_key: str = ""
    is_letter: bool = False
    addressees: tuple[str, ...] = ()
    urgency: str = ""
    circulation: str = ""
    drafter: str = ""
    foot: str = ""
