"""Official texts and articles as markdown."""

from sitegen.documents.base import Attachment
from sitegen.documents.kinds import Announcement, Outreach
from sitegen.documents.official import Official
from sitegen.render import formats
from sitegen.render.markdown.blocks import blocks, bullets
from sitegen.render.markdown.escaping import one_line, words
from sitegen.render.markdown.nodes import nodes
from sitegen.render.markdown.parts import part, pdf, source
from sitegen.render.markdown.sheet import Sheet
from sitegen.render.notices import effect_words

__all__ = ["announcement", "outreach"]


def announcement(document: Announcement, sheet: Sheet) -> list[str]:
    """Return the number and day, what it means for the reader, the text, the signature."""
    official = document.official
    parts = [
        *_number_and_date(official, sheet),
        pdf(sheet, sheet.w.official_pdf),
        one_line(effect_words(document, sheet.language)),
        *part(sheet.w.means_for_you, bullets(map(one_line, document.means_for_you))),
        *_addressed(official, sheet),
        one_line(official.lead),
    ]
    sheet.under(1)
    parts += [nodes(document.body, sheet), one_line(official.closing)]
    return [
        *parts,
        *_signature(official, sheet),
        *_attachments(document.attachments, sheet),
        *_bases(official, sheet),
    ]


def outreach(document: Outreach, sheet: Sheet) -> list[str]:
    """Return an article, or a plan with what an official text carries."""
    official, head = document.official, sheet.head
    parts = _number_and_date(official, sheet) if official else []
    if not official and head.published:
        parts.append(f"{sheet.w.published}: {formats.day(head.published, sheet.language)}")
    if not official and head.updated and head.updated != head.published:
        parts.append(f"{sheet.w.updated}: {formats.day(head.updated, sheet.language)}")
    parts.append(pdf(sheet, sheet.w.official_pdf))
    parts += [*_addressed(official, sheet), one_line(official.lead)] if official else []
    parts.append(nodes(document.body, sheet))
    if official:
        parts += [one_line(official.closing), *_signature(official, sheet)]
    parts += [source(document.source, sheet), *_attachments(document.attachments, sheet)]
    return [*parts, *(_bases(official, sheet) if official else [])]


def _number_and_date(official: Official, sheet: Sheet) -> list[str]:
    number = f"{sheet.w.number}: {official.number or '…'}/{official.symbol}"
    waiting = "" if official.number else f" ({sheet.w.number_waiting})"
    day = formats.partial_day(official.signed_on, sheet.language)
    place = f"{official.place}, {day}" if official.place else day
    return [*map(one_line, (official.issuing_agency, number + waiting, place))]


def _addressed(official: Official, sheet: Sheet) -> list[str]:
    if not official.addressees:
        return []
    return [one_line(f"{sheet.w.addressed_to}: {'; '.join(official.addressees)}.")]


def _signature(official: Official, sheet: Sheet) -> list[str]:
    parts = []
    if official.signatory:
        signer = official.signatory
        post = f"{signer.authority} {signer.authority_post}".strip()
        parts += [one_line(post), one_line(signer.post), one_line(signer.name)]
    if official.recipients:
        parts.append(f"## {sheet.w.recipients}")
    for group in official.recipients:
        parts.append(f"**{words(group.title)}**" if group.title else "")
        parts.append(bullets(map(one_line, group.lines)))
    return parts


def _attachments(attachments: tuple[Attachment, ...], sheet: Sheet) -> list[str]:
    return part(sheet.w.attachments, sheet.files(attachments))


def _bases(official: Official, sheet: Sheet) -> list[str]:
    items = [
        blocks((one_line(basis.citation), one_line(basis.repealed_note)))
        for basis in official.legal_bases
    ]
    return part(sheet.w.legal_bases, bullets(items))
