"""Is a draft complete: the questions that the form asks before it publishes, asked of the row."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.fields import StreamField

__all__ = ["faults"]


def faults(row: Any) -> tuple[str, ...]:
    """Return in words, field by field, what keeps ``row`` from being published as it stands."""
    return tuple(dict.fromkeys(_faults(row)))


def _faults(row: Any) -> Iterator[str]:
    try:
        row.full_clean()
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            yield f"{_called(row, name)}{' '.join(messages)}"
    for field in row._meta.get_fields():
        if isinstance(field, StreamField):
            try:
                field.stream_block.clean(getattr(row, field.name))
            except ValidationError:
                yield _("%(field)s: có chỗ chưa điền hoặc điền sai.") % {"field": _title(field)}
    refusals = getattr(row, "refusals", dict)
    for name, said in refusals().items():
        yield f"{_called(row, name)}{said}"
    lacks_office = getattr(row, "lacks_office", None)
    if lacks_office is not None and lacks_office():
        yield _("Trang chưa có cơ quan.")


def _called(row: Any, name: str) -> str:
    known = {field.name: field for field in row._meta.get_fields()}
    return f"{_title(known[name])}: " if name in known else ""


def _title(field: Any) -> str:
    name = str(field.verbose_name)
    return name[:1].upper() + name[1:]
