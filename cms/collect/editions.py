"""Printed editions, for the addresses that stand on their paper."""

from typing import Any

import cattrs

from cms.models import PrintEdition
from sitegen.collect.collecting import page_key
from sitegen.collect.guard import each, readable
from sitegen.documents.editions import PrintedEdition, SheetLine
from sitegen.languages import LANGUAGES, SOURCE

__all__ = ["load_editions", "printed_edition"]


def load_editions() -> dict[int, PrintedEdition]:
    """Return every edition there ever was, by id."""
    rows = PrintEdition.objects.select_related("page__locale").defer("frozen").order_by("pk")
    return {row.pk: edition for row, edition in each(readable(rows), printed_edition, _nobody)}


def printed_edition(row: PrintEdition) -> PrintedEdition:
    """Return one edition as the register knows it."""
    language = row.page.locale.language_code if row.page else SOURCE
    lines = row.printed.get("lines")
    return PrintedEdition(
        code=row.code,
        state=row.status,  # type: ignore[arg-type]  # the same words in both
        page=page_key(row.page_id) if row.page_id else "",
        language=language if language in LANGUAGES else SOURCE,
        name=row.name,
        printed_on=row.printed_on,
        withdrawn_on=row.withdrawn_on,
        overtaken_on=row.overtaken_on,
        hides_old_words=row.hides_old_words,
        lines=None if lines is None else cattrs.structure(lines, tuple[SheetLine, ...]),
    )


def _nobody(_finding: Any) -> None:
    """Nobody hears of an edition that cannot be read: its address says nothing then."""
