"""The index kept up with the content: one row at a time as it is saved, or everything anew."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from wagtail.models import Page

from cms.models import AgencyHomePage, FactName, Use, UsedText
from cms.usage.derive import derive, pages_below, pages_in_language, pages_using_set
from cms.usage.kinds import PAGE, STEP_SET, Node, holders
from cms.usage.names import Names, names_of
from cms.usage.reading import contents, one_content
from cms.usage.writing import all_names, replace_rows, texts_of, uses_of, write_texts
from sitegen.limits import PART, few_at_once

__all__ = ["forget", "keep", "keep_moved", "rebuild"]


@transaction.atomic
def keep(model: type[models.Model], pk: int, *, is_new: bool = False) -> None:
    """Bring the index up to what the database says of one row now.

    What is derived from a page that names and says what it did stays as it was: most saves.
    """
    content = one_content(model, pk)
    if content is None:
        return
    kind, number = content.node
    if kind not in (PAGE, STEP_SET):
        _rename(content.node, model._default_manager.get(pk=pk))
    changed = replace_rows([content.node], uses_of(content, all_names()))
    write_texts(content)
    if kind == STEP_SET:
        derive(pages_using_set(number) if changed else pages_in_language(number))
    elif kind == PAGE and (changed or is_new):
        derive(_below_office(number))


def keep_moved(page: Page) -> None:
    """Find the offices anew of a page that has moved, and of all below it."""
    derive(pages_below(page.path))


@transaction.atomic
def forget(node: Node) -> None:
    """Take a deleted row out of the index; that it was used stays known until its users change."""
    kind, number = node
    if kind == STEP_SET:
        users = pages_using_set(number)
    Use.objects.filter(source_kind=kind, source_id=number).delete()
    Use.objects.filter(source_kind__startswith=f"{kind}#", source_id=number).delete()
    Use.objects.filter(target_kind=kind, target_id=number, how="belongs").delete()
    UsedText.objects.filter(source_kind=kind, source_id=number).delete()
    if FactName.objects.filter(target_kind=kind, target_id=number).exists():
        _rename(node, None)
    if kind == STEP_SET:
        derive(users)


def rebuild() -> int:
    """Make the whole index anew; return the number of its rows."""
    with transaction.atomic():
        for table in (Use, UsedText, FactName):
            table.objects.all().delete()
        _all_names()
        names = all_names()
        for model in holders():
            _rebuild_model(model, names)
        derive(Page.objects.values_list("pk", flat=True))
    return Use.objects.count()


def _rebuild_model(model: type[models.Model], names: Names) -> None:
    rows: list[Use] = []
    texts: list[UsedText] = []
    for content in contents(model):
        kind, number = content.node
        for row, (live, draft) in uses_of(content, names).items():
            rows.append(_use(row, live=live, draft=draft))
        for (place, words), (live, draft) in texts_of(content).items():
            texts.append(
                UsedText(
                    source_kind=kind,
                    source_id=number,
                    place=place,
                    words=words,
                    in_live=live,
                    in_draft=draft,
                )
            )
    Use.objects.bulk_create(rows, batch_size=PART)
    UsedText.objects.bulk_create(texts, batch_size=PART)


def _use(row: Any, *, live: bool, draft: bool) -> Use:
    source_kind, source_id, target_kind, target_id, how, place, detail, flows = row
    return Use(
        source_kind=source_kind,
        source_id=source_id,
        target_kind=target_kind,
        target_id=target_id,
        how=how,
        place=place,
        detail=detail,
        flows=flows,
        in_live=live,
        in_draft=draft,
    )


def _all_names() -> None:
    FactName.objects.bulk_create(
        [
            FactName(target_kind=kind, target_id=row.pk, words=words)
            for model, kind in holders().items()
            if kind != PAGE
            for row in model._default_manager.order_by("pk")
            for words in sorted(names_of(kind, row))
        ],
        batch_size=PART,
    )


def _rename(node: Node, row: Any) -> None:
    """Keep the names of a fact; where one came or went, look again who writes it by hand."""
    kind, number = node
    stored = FactName.objects.filter(target_kind=kind, target_id=number)
    old = set(stored.values_list("words", flat=True))
    new = set(names_of(kind, row)) if row is not None else set()
    if old == new:
        return
    stored.exclude(words__in=new).delete()
    FactName.objects.bulk_create(
        FactName(target_kind=kind, target_id=number, words=words) for words in sorted(new - old)
    )
    _look_again(old ^ new)


def _look_again(words: Iterable[str]) -> None:
    """Find again what is written by hand in all texts that hold one of ``words``."""
    holding = reduce(or_, (Q(words__contains=one) for one in words))
    found = UsedText.objects.filter(holding).values_list("source_kind", "source_id")
    sources = sorted(set(found))
    names = all_names()
    for some in few_at_once(sources):
        _mentions(some, names)


def _mentions(sources: list[Node], names: Names) -> None:
    wanted: dict[Any, Any] = {}
    texts = Q(pk__in=())
    for kind in {kind for kind, _ in sources}:
        numbers = [number for one, number in sources if one == kind]
        texts |= Q(source_kind=kind, source_id__in=numbers)
    for text in UsedText.objects.filter(texts):
        node = (text.source_kind, text.source_id)
        for target, name in names.within(text.words).items():
            if not names.are_shared(node, name):
                row = (*node, *target, "mention", text.place, name[:200], True)
                live, draft = wanted.get(row, (False, False))
                wanted[row] = (live or text.in_live, draft or text.in_draft)
    replace_rows(sources, wanted, how="mention")


def _below_office(pk: int) -> list[int]:
    """Return a page, and with the page of an office everything below: it may answer to another."""
    home = AgencyHomePage.objects.filter(pk=pk).values_list("path", flat=True).first()
    return pages_below(home) if home else [pk]
