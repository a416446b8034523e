"""Wording: what the sheet says that no longer holds, or that nobody should read in the street."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from sitegen.documents.outdated import Outdated
from sitegen.preflight.plan import SheetPlan
from sitegen.preflight.remark import Remark, quoted, says
from sitegen.render.print.painted import Box, Side, Words

__all__ = ["Private", "wording_remarks"]

Private = Callable[[str], Iterable[tuple[str, bool]]]
"""Returns what in a line looks like a person's data, in Vietnamese, and whether it surely is."""


def wording_remarks(
    side: Side, plan: SheetPlan, *, outdated: Sequence[Outdated], private: Private
) -> Iterator[Remark]:
    """Yield outdated facts and personal data in the words of one side, panel by panel."""
    for panel in plan.on_side(side.number):
        found = [one for one in side.words() if plan.panel_at(side.number, one.box) == panel]
        lines = list(_lines(found))
        whole = " ".join(text for text, _ in lines)
        for one in outdated:
            if says(whole, one.words):
                message = f"Còn ghi {quoted(one.words, most=80)}: {one.said}."
                hint = "Hãy sửa dữ kiện rồi in."
                yield Remark(
                    code="outdated",
                    severity="error" if one.is_misleading else "warning",
                    message=message,
                    hint=hint,
                    side=side.number,
                    panel=panel.name,
                )
        for text, box in lines:
            for kind, is_sure in dict.fromkeys(private(text)):
                yield Remark(
                    code="personal",
                    severity="error" if is_sure else "warning",
                    message=f"Có {kind}.",
                    hint="Hãy xoá, hoặc thay bằng ví dụ không của ai.",
                    side=side.number,
                    panel=panel.name,
                    part=quoted(text),
                    box=box,
                )


def _lines(found: Sequence[Words]) -> Iterator[tuple[str, Box]]:
    """Yield what stands on one line as one text, in the order of the file."""
    last: Words | None = None
    text, box = "", Box(0, 0, 0, 0)
    for words in found:
        if last is not None and abs(words.box.bottom - last.box.bottom) < 0.2:
            text += _gap(words.box.left - last.box.right) + words.text
            box = Box(box.left, box.top, words.box.right, box.bottom)
        else:
            if text.strip():
                yield text, box
            text, box = words.text, words.box
        last = words
    if text.strip():
        yield text, box


def _gap(wide_mm: float) -> str:
    """Return what stands for a gap: cells of a table side by side are not one number."""
    if wide_mm > 2:
        return " | "
    return " " if wide_mm > 0.5 else ""
