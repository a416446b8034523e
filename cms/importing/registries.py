"""The registries that take rows from a table, and what their columns are called in real lists.

Payment facts are none of them: a second person confirms each account.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.importing.grid import Cell
from cms.importing.values import (
    folded,
    read_address,
    read_amount,
    read_code,
    read_date,
    read_lines,
    read_mark,
    read_phones,
    read_words,
    unit_of_time,
)
from cms.models import ContactPoint, Procedure, ServiceKind
from cms.phones import phone_link

__all__ = ["KIND", "REGISTRIES", "Column", "Registry", "kind_columns", "kinds_in_force"]

KIND = "service_kind"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A field that a column may give; ``heading`` is what its head looks like, folded."""

    name: str
    label: Any
    heading: str
    read: Callable[[Cell], Any] = read_words
    is_reference: bool = False
    get: Callable[[Any], Any] | None = None
    put: Callable[[Any, Any], None] | None = None
    unit: Callable[[str, str], str] | None = None
    """What is done with a bare number, given with the head that says of what."""

    def value_of(self, row: Any) -> Any:
        """Return what a row says now."""
        return self.get(row) if self.get else getattr(row, self.name)

    def set_on(self, row: Any, value: Any) -> None:
        """Let a row say ``value``."""
        if self.put:
            self.put(row, value)
        else:
            setattr(row, self.name, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """A registry; a row is known by its code if it has one, else by its name within the office."""

    path: str
    model: Any
    columns: tuple[Column, ...]
    has_code: bool = False

    def column(self, name: str) -> Column:
        """Return the column that gives a field."""
        return next(one for one in self.columns if one.name == name)


def _phones(row: Any) -> str:
    others = [one["value"].get("number", "") for one in row.more_phones.raw_data]
    return "; ".join(filter(None, (row.phone, *others)))


def _put_phones(row: Any, said: str) -> None:
    """Put the first number into its field and the others into the list, with the words they had."""
    numbers = said.split("; ") if not phone_link(said) else [said]
    words = {
        one["value"].get("number"): one["value"].get("words", "")
        for one in row.more_phones.raw_data
    }
    row.phone = numbers[0]
    row.more_phones = [
        (one["type"], one["value"])
        for one in (
            {"type": "phone", "value": {"number": number, "words": words.get(number, "")}}
            for number in numbers[1:]
        )
    ]


_DATES = (
    Column(
        name="valid_from",
        label=_("có hiệu lực từ"),
        heading=r"hieu-luc-tu|ngay-(co-)?hieu-luc|tu-ngay",
        read=read_date,
    ),
    Column(
        name="valid_until",
        label=_("có hiệu lực đến hết"),
        heading=r"hieu-luc-den|het-hieu-luc|den-(het-)?ngay",
        read=read_date,
    ),
)

PROCEDURES = Registry(
    path="thu-tuc",
    model=Procedure,
    has_code=True,
    columns=(
        Column(
            name="code",
            label=_("mã thủ tục"),
            heading=r"^ma(-|$)|^so-ho-so-tthc$",
            read=read_code,
        ),
        Column(
            name="is_online_only",
            label=_("chỉ tiếp nhận trực tuyến"),
            heading=r"(?<!dia-)chi-tiep-nhan",
            read=read_mark,
        ),
        Column(name="field", label=_("lĩnh vực"), heading=r"^(ten-)?linh-vuc", is_reference=True),
        Column(
            name="name",
            label=_("tên thủ tục"),
            heading=r"^ten(-|$)|^(danh-muc-)?thu-tuc|^tthc|^(ten-)?dich-vu-cong$|^noi-dung$",
        ),
        Column(
            name=KIND,
            label=_("loại hình cung cấp"),
            heading=r"loai-hinh|muc-do(-cung-cap|-dvc|-truc-tuyen|$)|hinh-thuc-cung-cap",
            is_reference=True,
        ),
        Column(
            name="agency",
            label=_("cơ quan giải quyết"),
            heading=r"co-quan|don-vi(-giai-quyet|-thuc-hien|-chu-tri|$)|noi-giai-quyet",
            is_reference=True,
        ),
        Column(
            name="time_limit",
            label=_("thời hạn giải quyết"),
            heading=r"thoi-(han|gian)-(giai-quyet|xu-ly)|^thoi-(han|gian)(-|$)|ngay-(thu-ly|giai-quyet)",
            read=read_amount,
            unit=unit_of_time,
        ),
        Column(
            name="fee", label=_("phí, lệ phí"), heading=r"(^|-)(le-)?phi(-|$)", read=read_amount
        ),
        Column(
            name="address",
            label=_("nộp trực tuyến tại"),
            heading=r"duong-(dan|link)|lien-ket|(^|-)link|(^|-)url|dia-chi-(nop|truy-cap)|nop-truc-tuyen",
            read=read_address,
        ),
        *_DATES,
    ),
)

CONTACTS = Registry(
    path="dau-moi",
    model=ContactPoint,
    columns=(
        Column(name="email", label=_("thư điện tử"), heading=r"mail|thu-dien-tu|hop-thu"),
        Column(
            name="phone",
            label=_("điện thoại"),
            heading=r"dien-thoai|^(so-)?dt$|sdt|so-may|duong-day-nong|hotline|di-dong|^phone",
            read=read_phones,
            get=_phones,
            put=_put_phones,
        ),
        Column(name="fax", label=_("fax"), heading=r"fax", read=read_words),
        Column(name="address", label=_("địa chỉ"), heading=r"dia-chi|tru-so|noi-lam-viec"),
        Column(
            name="hours",
            label=_("giờ làm việc"),
            heading=r"gio(-|$)|thoi-gian|lich-(lam-viec|tiep)",
            read=read_lines,
        ),
        Column(
            name="agency",
            label=_("cơ quan"),
            heading=r"^co-quan|truc-thuoc|^thuoc-|chu-quan",
            is_reference=True,
        ),
        Column(
            name="name",
            label=_("tên đầu mối"),
            heading=r"^ten(-|$)|dau-moi|bo-phan|^don-vi|phong-ban|noi-tiep-nhan|trung-tam",
        ),
        Column(name="note", label=_("ghi chú"), heading=r"ghi-chu|luu-y"),
        *_DATES,
    ),
)

REGISTRIES = {one.path: one for one in (PROCEDURES, CONTACTS)}


def kinds_in_force(day: date | None = None) -> list[ServiceKind]:
    """Return the kinds that lists may name, those of the rules in force first, then newer ones."""
    today = day or timezone.localdate()
    kinds = ServiceKind.objects.filter(live=True).select_related("regime")
    found = kinds.filter(Q(regime__valid_from=None) | Q(regime__valid_from__lte=today))
    return sorted(
        found,
        key=lambda one: (
            bool(one.regime.valid_until and one.regime.valid_until < today),
            -(one.regime.valid_from or date.min).toordinal(),
            one.order,
        ),
    )


def kind_columns(registry: Registry) -> tuple[Column, ...]:
    """Return a column of ticks for each service kind: lists have one for "một phần", and so on."""
    if not any(one.name == KIND for one in registry.columns):
        return ()
    found: dict[str, Column] = {}
    for kind in kinds_in_force():
        heading = folded(kind.name)
        if heading and heading not in found:
            found[heading] = Column(
                name=f"{KIND}:{kind.pk}",
                label=_("đánh dấu: %s") % kind.name,
                heading=rf"(^|-){heading}(-|$)",
                read=read_mark,
            )
    return tuple(found.values())
