"""Printed editions, for the addresses that stand on their paper."""

from typing import Any

import cattrs

from cms.models import PrintEdition
from sitegen.collect.collecting import page_key
from sitegen.collect.guard import each, readable
from sitegen.documents.editions import PrintedEdition, SheetLine
from sitegen.languages import SOURCE, is_language

__all__ = ["load_editions", "printed_edition"]


def load_editions() -> dict[int, PrintedEdition]:
    """Return every edition there ever was, by id."""
    rows = PrintEdition.objects.select_related("page__locale").defer("frozen").order_by("pk")
    return {row.pk: edition for row, edition in each(readable(rows), printed_edition, _nobody)}


def printed_edition(row: PrintEdition) -> PrintedEdition:
    """Return one edition as the register knows it."""
    language = row.page.locale.language_code if row.page else SOURCE
    lines = _lines(row)
    return PrintedEdition(
        code=row.code,
        state=row.status,  # type: ignore[arg-type]  # the same words in both
        page=page_key(row.page_id) if row.page_id else "",
        language=language if is_language(language) else SOURCE,
        name=row.name,
        printed_on=row.printed_on,
        withdrawn_on=row.withdrawn_on,
        overtaken_on=row.overtaken_on,
        hides_old_words=row.hides_old_words,
        lines=lines,
    )


def _lines(row: PrintEdition) -> tuple[SheetLine, ...] | None:
    """Return the words on the paper; what was not kept, or is none, cannot be compared."""
    kept = row.printed.get("lines") if isinstance(row.printed, dict) else None
    if not isinstance(kept, list | tuple) or not all(map(_is_line, kept)):
        return None
    return cattrs.structure(kept, tuple[SheetLine, ...])


def _is_line(kept: Any) -> bool:
    return (
        isinstance(kept, dict)
        and all(isinstance(kept.get(name), str) for name in ("place", "says"))
        and isinstance(kept.get("keys", []), list | tuple)
    )


def _nobody(_finding: Any) -> None:
    """Nobody hears of an edition that cannot be read: its address says nothing then."""
