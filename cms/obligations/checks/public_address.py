"""The public address: under .gov.vn, as the law names it for the level of the office."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings

from cms.models import Agency, Obligation
from cms.obligations.offices import Found, Office, missing, right

__all__ = ["find", "is_lawful"]

_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
_ENDING = ".gov.vn"


def find(office: Office, _row: Obligation) -> Iterator[Found]:
    """Tên miền của trang: tên tỉnh rồi .gov.vn; sở và xã thêm tên mình ở trước, không dấu.

    Xin tên miền đúng, rồi nhờ người quản trị đặt LOA_MIRROR_ADDRESS.
    """
    host = urlsplit(settings.LOA_MIRROR_ADDRESS or "").hostname or ""
    if not host:
        yield missing("Trang chưa có địa chỉ công khai.")
        return
    yield (right if is_lawful(host, office.agency.level) else missing)(f"Tên miền: {host}.")


def is_lawful(host: str, level: str) -> bool:
    """Tell whether ``host`` is of the form; an office within the site of its province has that one.

    >>> is_lawful("backan.gov.vn", "province"), is_lawful("snv.backan.gov.vn", "department")
    (True, True)
    >>> is_lawful("loa.backan.gov.vn", "province"), is_lawful("snv-backan.vn", "department")
    (False, False)
    """
    if not host.endswith(_ENDING):
        return False
    labels = host.removesuffix(_ENDING).removeprefix("www.").split(".")
    most = 1 if level == Agency.Level.PROVINCE else 2
    return len(labels) <= most and all(map(_LABEL.fullmatch, labels))
