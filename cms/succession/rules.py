"""Rules: which registries end how, which fields say so, and what may take their place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.models import Succession
from cms.models.fact import leads_back

__all__ = ["ENDINGS", "Ending", "check", "open_succession"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How rows of one registry end: the words for it, and the fields that say so."""

    kind: str
    action: Succession.Action
    verb: Any
    icon: str
    day_label: Any
    successor_label: Any
    last_day: str
    note: str = ""

    def fields(self, day: date, successor: Any, note: str) -> dict[str, Any]:
        """Return the values that a row has when it ends on ``day``."""
        is_day_itself = self.last_day == "closed_on"
        last = day if is_day_itself else day - timedelta(days=1)
        found = {self.last_day: last, "replaced_by_id": successor.pk if successor else None}
        return found | ({self.note: note} if self.note else {})

    def ends_on(self, row: Any) -> date | None:
        """Return the first day on which a row is no more, None while no end is known."""
        last: date | None = getattr(row, self.last_day)
        if last is None or self.last_day == "closed_on":
            return last
        return last + timedelta(days=1)


ENDINGS: Mapping[str, Ending] = {
    "cms.portal": Ending(
        kind="cms.portal",
        action=Succession.Action.CLOSE,
        verb=_("Đóng cổng"),
        icon="lock",
        day_label=_("Đóng từ ngày"),
        successor_label=_("Nay người dân dùng cổng"),
        last_day="closed_on",
        note="closed_note",
    ),
    "cms.agency": Ending(
        kind="cms.agency",
        action=Succession.Action.MERGE,
        verb=_("Sáp nhập cơ quan"),
        icon="group",
        day_label=_("Kết thúc hoạt động từ ngày"),
        successor_label=_("Cơ quan tiếp nhận"),
        last_day="valid_until",
    ),
    "cms.legaldocument": Ending(
        kind="cms.legaldocument",
        action=Succession.Action.REPEAL,
        verb=_("Bãi bỏ văn bản"),
        icon="doc-full",
        day_label=_("Hết hiệu lực từ ngày"),
        successor_label=_("Văn bản thay thế"),
        last_day="valid_until",
    ),
}


def open_succession(kind: str, pk: int) -> Succession | None:
    """Return how a fact ended, None when it has not or was opened again."""
    rows = Succession.objects.filter(fact_kind=kind, fact_id=pk, undone_at=None)
    return rows.select_related("by").first()


def check(ending: Ending, row: Any, day: date, successor: Any, note: str) -> None:
    """Refuse an end before the beginning, and a successor that is none; errors name the field."""
    errors: dict[str, Any] = {}
    if row.valid_from and day < row.valid_from:
        errors["day"] = _("%(name)s có từ ngày %(day)s, không thể kết thúc trước ngày đó.") % {
            "name": row,
            "day": f"{row.valid_from:%d/%m/%Y}",
        }
    if successor is None and not note.strip():
        errors["note"] = _("Chưa có nơi thay thế thì phải nhắn người đọc nay làm thế nào.")
    if successor is not None and (said := _unfit(ending, row, day, successor)):
        errors["successor"] = said
    if errors:
        raise ValidationError(errors)


def _unfit(ending: Ending, row: Any, day: date, successor: Any) -> Any:
    """Return why ``successor`` cannot take the place of ``row``, "" when it can."""
    values = {"name": successor, "row": row}
    if successor.pk == row.pk:
        return _("Không thể tự thay bằng chính mình.")
    if not successor.live:
        return _("“%(name)s” chưa xuất bản. Hãy xuất bản rồi chọn lại.") % values
    end = ending.ends_on(successor)
    if end is not None and end <= day:
        return _("“%(name)s” cũng đã kết thúc từ ngày %(day)s. Hãy chọn nơi đang hoạt động.") % {
            **values,
            "day": f"{end:%d/%m/%Y}",
        }
    if leads_back(type(row), successor.pk, row.pk):
        return _("“%(name)s” lại được thay bằng “%(row)s”: vòng tròn không có lối ra.") % values
    return ""
