"""Kinds of service: those of the regulation in force are in the registry."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from cms.models import Obligation, ServiceKind, ServiceKindRegime
from cms.obligations.offices import Found, Office, missing, right
from cms.usage.labels import edit_address

__all__ = ["find"]


def find(office: Office, _row: Obligation) -> Iterator[Found]:
    """Sổ có quy định về loại hình đang áp dụng, với các loại hình của nó.

    Quản trị viên tỉnh đối chiếu với Công báo rồi ghi các loại hình vào sổ.
    """
    begun = Q(valid_from=None) | Q(valid_from__lte=office.day)
    holds = Q(valid_until=None) | Q(valid_until__gte=office.day)
    regimes = list(ServiceKindRegime.objects.filter(begun, holds, live=True))
    if not regimes:
        address = reverse("wagtailsnippets_cms_servicekindregime:list")
        yield missing("Sổ không có quy định nào đang áp dụng.", address)
    for regime in regimes:
        count = ServiceKind.objects.filter(regime=regime, live=True).count()
        said = (
            f"“{regime}” có {count} loại hình." if count else f"“{regime}” chưa có loại hình nào."
        )
        yield (right if count else missing)(
            said, edit_address(("cms.servicekindregime", regime.pk))
        )
