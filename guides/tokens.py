"""Tokens: words in double braces that stand for a value of the registries, such as {{co_quan}}."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.translating.marks import TOKEN

__all__ = [
    "BUILT_IN",
    "LABEL",
    "SOURCES",
    "TOKEN",
    "names_in",
    "words_of",
]

LABEL = "nhan."
"""{{nhan.dang_ky}} is the button that the portal's row calls ``dang_ky``."""

SOURCES = {
    "agency_short": _("tên ngắn của cơ quan"),
    "agency_name": _("tên đầy đủ của cơ quan"),
    "agency_province": _("tên tỉnh, không có chữ “tỉnh”"),
    "agency_portal": _("tên cổng của cơ quan"),
    "agency_portal_address": _("địa chỉ cổng của cơ quan"),
    "portal": _("tên cổng của cách làm"),
    "portal_address": _("địa chỉ cổng của cách làm"),
}
BUILT_IN = {
    "co_quan": "agency_short",
    "co_quan_day_du": "agency_name",
    "tinh": "agency_province",
    "cong_tinh": "agency_portal",
    "dia_chi_cong_tinh": "agency_portal_address",
    "cong": "portal",
    "dia_chi_cong": "portal_address",
}
"""Tokens that every step set may use without declaring them, and where their value comes from."""


def names_in(value: Any) -> Iterator[str]:
    """Yield the names of all tokens in a stored value, whatever it is made of."""
    if isinstance(value, str):
        if "{{" in value:
            yield from (match[1].strip() for match in TOKEN.finditer(value))
    elif isinstance(value, dict):
        for inner in value.values():
            yield from names_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from names_in(inner)


def words_of(names: Iterable[str]) -> str:
    """Return names as officers write them: "{{co_quan}}, {{tinh}}"."""
    return ", ".join(f"{{{{{name}}}}}" for name in names)
