"""Repealed texts: nothing written since rests on them, chosen or typed."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.models import Page

from cms.models import LegalDocument, Obligation, Use, UsedText
from cms.obligations.offices import Found, Office, missing, right
from cms.proofreading.pages import texts_of
from cms.usage.kinds import PAGE
from cms.usage.labels import edit_address
from cms.usage.names import folded
from sitegen.documents.outdated import Outdated
from sitegen.proofreading.pieces import in_pieces
from sitegen.proofreading.rules import repealed_basis
from sitegen.proofreading.texts import Known, PageTexts

__all__ = ["find"]


def find(office: Office, row: Obligation) -> Iterator[Found]:
    """Trang viết từ ngày bãi bỏ không còn lấy văn bản đã bãi bỏ làm căn cứ, dù chọn hay gõ tay.

    Mở trang, thay bằng văn bản đang có hiệu lực. Văn bản cũ thì ghi ngày ký, hoặc nói rõ là trước đây.
    """
    if not office.pages:
        return
    since = row.valid_from or office.day
    numbers = [one.strip() for one in row.measure.split(";") if one.strip()]
    pages = {page.pk: page for page in office.pages}
    chosen = _choosing(numbers, list(pages))
    faults = 0
    for number in sorted(chosen | _naming(numbers, list(pages))):
        page = pages[number].specific
        texts = texts_of(page)
        named = set(_typed(texts, numbers, since))
        if number in chosen and _written_on(page, texts) >= since:
            named |= _chosen_by(number, numbers)
        if named:
            faults += 1
            said = f"“{page.title}” còn dựa vào {', '.join(sorted(named))}."
            yield missing(said, edit_address((PAGE, number)))
    if not faults:
        yield right(f"{len(pages)} trang, không trang nào.")


def _choosing(numbers: list[str], pages: list[int]) -> set[int]:
    return set(_uses(numbers, pages).values_list("source_id", flat=True))


def _chosen_by(page: int, numbers: list[str]) -> set[str]:
    targets = _uses(numbers, [page]).values("target_id")
    return set(LegalDocument.objects.filter(pk__in=targets).values_list("number", flat=True))


def _uses(numbers: list[str], pages: list[int]) -> QuerySet[Use]:
    rows = LegalDocument.objects.filter(number__in=numbers)
    uses = Use.objects.filter(source_kind=PAGE, source_id__in=pages, in_live=True)
    kept = uses.filter(target_kind="cms.legaldocument", target_id__in=rows.values("pk"))
    return kept.exclude(how=Use.How.MENTION)


def _naming(numbers: list[str], pages: list[int]) -> set[int]:
    words = Q(pk__in=())
    for number in numbers:
        words |= Q(words__contains=folded(number))
    texts = UsedText.objects.filter(words, source_kind=PAGE, source_id__in=pages, in_live=True)
    return set(texts.values_list("source_id", flat=True))


def _typed(texts: PageTexts, numbers: list[str], since: date) -> Iterator[str]:
    until = since - timedelta(days=1)
    texts, _of = in_pieces(texts)
    for number in numbers:
        gone = Outdated(words=number, said="", is_misleading=False, until=until)
        if any(repealed_basis.find(texts, Known(outdated=(gone,)))):
            yield number


def _written_on(page: Page, texts: PageTexts) -> date:
    posted = page.first_published_at
    return texts.written_on or (timezone.localdate(posted) if posted else date.min)
