"""A form offers the offices that its officer writes for, and no other can be sent in."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.offices.membership import Offices

__all__ = ["FIELD", "keep_an_office", "offer_own_offices"]

FIELD = "agency"
"""What the office of a page or a row is called in every form."""


def offer_own_offices(form: Any, offices: Offices) -> None:
    """Let ``form`` take only one of ``offices``, or the one that is stored already."""
    field = form.fields.get(FIELD)
    if field is None or offices.everywhere:
        return
    field.queryset = field.queryset.filter(offices.among("pk") | Q(pk=form.instance.agency_id))
    field.error_messages["invalid_choice"] = _(
        "Bạn chỉ ghi được cho cơ quan của mình. Hãy chọn cơ quan ấy, hoặc nhờ quản trị viên tỉnh."
    )


def keep_an_office(form: Any, offices: Offices) -> None:
    """Give a row that names no office the first of ``offices``.

    It would be the province's, and the officer who writes it could not open it again.
    """
    field = form.fields.get(FIELD)
    if field is None or offices.everywhere or form.instance.agency_id is not None:
        return
    form.instance.agency = field.queryset.order_by("sort_key").first()
