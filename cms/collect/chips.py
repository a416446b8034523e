"""Chips to words: a token in running text becomes the value of the registry."""

from dataclasses import dataclass
from typing import Any

from cms.chips.kinds import ACCOUNT, KINDS, LABELLED, ChipKind, address_of, value_of
from cms.chips.remarks import REMARKED, ended_on, in_force, issued_remark, living_remark
from cms.collect.facts import Facts, account_key, facts_of
from sitegen.collect.collecting import PageCollecting, fact_key
from sitegen.collect.runs import Chip
from sitegen.documents.inline import FactValue, Text

__all__ = ["collect_chip"]

REPLACE = "Mở trang, thay dữ kiện đó trong bài bằng một dữ kiện khác rồi xuất bản lại."


def collect_chip(asking: PageCollecting, chip: Chip) -> FactValue | Text | None:
    """Return what stands for a chip today.

    A row that was deleted leaves the words that were shown last, without a link; one that was
    unpublished leaves nothing. Both are remarks about the page.
    """
    kind = KINDS.get(chip.kind)
    if kind is None or chip.field not in kind.fields or not chip.id.isdigit():
        return _unknown(asking, chip)
    facts = facts_of(asking)
    rows = getattr(facts, kind.facts)
    row = rows.get(int(chip.id))
    if row is None:
        return _gone(asking, chip, kind, facts)
    return _Shown(asking, chip, row, rows).value()


@dataclass(frozen=True, slots=True)
class _Shown:
    asking: PageCollecting
    chip: Chip
    row: Any
    rows: Any

    def value(self) -> FactValue | None:
        """Return the value with its remark; None when it may not be shown or is empty."""
        if not self._may_show(self.row):
            _unconfirmed(self.asking, self.row)
            return None
        row, field = self.row, self.chip.field
        now = in_force(row, self.rows.get, self.asking.today)
        if self.chip.day and self.chip.words:
            return self._made(self.chip.words, now, *self._issued(now))
        said = self._said(row)
        if not said:
            self.asking.finds(
                "fact-empty",
                f"Dữ kiện “{row}” trong bài nay để trống mục “{self._label(field)}”.",
                hint="Điền mục đó trong sổ, hoặc thay dữ kiện trong bài.",
            )
            return None
        return self._made(said, now, *self._living(said, now))

    def _made(self, said: str, now: Any, remark: str, other: str) -> FactValue:
        if remark and self.asking.language not in REMARKED:
            self.asking.still_source(
                remark, remark.rpartition(other)[0]
            )  # nobody has given us the words
        return FactValue(
            value=said,
            fact_key=self._key(self.row),
            address="" if remark else address_of(self.chip.field, said),
            remark=remark,
            now=other if other and other in remark else "",
            now_address=address_of(self.chip.field, other) if other and other in remark else "",
            remark_key=self._key(now) if remark and now is not self.row else "",
            is_issued=bool(self.chip.day),
        )

    def _living(self, said: str, now: Any) -> tuple[str, str]:
        """Return the remark, and the value of today that it may name."""
        other = self._said(now) if now is not self.row and self._may_show(now) else ""
        remark = living_remark(
            ended_on(self.row),
            other,
            said,
            today=self.asking.today,
            language=self.asking.language,
        )
        return remark, other

    def _issued(self, now: Any) -> tuple[str, str]:
        other = self._said(now) if self._may_show(now) else ""
        return issued_remark(other, self.chip.words, language=self.asking.language), other

    def _said(self, row: Any) -> str:
        if self.chip.field in LABELLED:
            return " ".join(self.asking.label(row, self.chip.field).split())
        said = value_of(row, self.chip.field)
        if self.chip.field in ("definition", "citation", "hours", "account_holder", "bank"):
            self.asking.still_source(said)
        return said

    def _may_show(self, row: Any) -> bool:
        return self.chip.field not in ACCOUNT or row.is_confirmed

    def _key(self, row: Any) -> str:
        return account_key(row.pk) if self.chip.field in ACCOUNT else fact_key(row)

    def _label(self, field: str) -> str:
        return str(KINDS[self.chip.kind].fields[field])


def _unknown(asking: PageCollecting, chip: Chip) -> Text | None:
    asking.finds(
        "fact-unknown",
        f"Bài có một dữ kiện không đọc được (“{_shortened(chip.words)}”), nên chỉ hiện chữ.",
        hint=REPLACE,
    )
    return Text(value=chip.words) if chip.words else None


def _gone(asking: PageCollecting, chip: Chip, kind: ChipKind, facts: Facts) -> Text | None:
    key = f"{chip.kind}-{int(chip.id)}"
    if key in facts.hidden:
        asking.finds(
            "fact-unpublished",
            "Một dữ kiện trong bài đã gỡ khỏi sổ hoặc chưa xuất bản, nên để trống.",
            hint="Xuất bản lại dữ kiện đó, hoặc thay nó trong bài.",
            about=key,
        )
        return None
    asking.finds(
        "fact-deleted",
        f"Dữ kiện “{_shortened(chip.words)}” trong bài ({str(kind.label).lower()}) đã bị xoá khỏi sổ.",
        hint=REPLACE,
    )
    return Text(value=chip.words) if chip.words and chip.field not in ACCOUNT else None


def _unconfirmed(asking: PageCollecting, row: Any) -> None:
    asking.finds(
        "payment-unconfirmed",
        f"Số tài khoản của “{row.name}” chưa có người thứ hai xác nhận nên không hiện ra.",
        hint=row.who_confirms,
    )


def _shortened(words: str) -> str:
    return words if len(words) <= 80 else f"{words[:79]}…"
