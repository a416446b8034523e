"""What a preview by link leads to: its own files, each signed, and otherwise the public mirror.

Nobody gets a picture by guessing its name, or by knowing it from elsewhere: only the page that the
link shows gives out addresses, and each is good for this link alone.
"""

import re

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from cms.models.preview_link import PreviewLink
from sitegen.preview import file_response, is_asset, live_address

__all__ = ["file_of", "folder_of", "leading_out"]

_SIGNED = re.compile(r"^tep/([0-9a-f]{64})/(.+)$")
_OWN = ("pictures/", "mat/")


def folder_of(token: str) -> str:
    """Return the address of the link with ``token``, below which all of its files are."""
    return reverse("preview_link", args=[token])


def leading_out(html: bytes, link: PreviewLink, folder: str) -> bytes:
    """Return the page with each address below ``folder`` signed, or else that of the mirror."""
    below = re.compile(re.escape(folder) + r"""([^\s"'<>#?,]*)""")
    own = live_address(link.page)

    def lead(found: re.Match[str]) -> str:
        path = found[1]
        if is_asset(path):
            return found[0]
        if path.startswith(_OWN):
            return f"{folder}tep/{_sign(link, path)}/{path}"
        public = f"{settings.LOA_MIRROR_ADDRESS}{path.removesuffix('index.html')}"
        return folder if not settings.LOA_MIRROR_ADDRESS or public == own else public

    return below.sub(lead, html.decode()).encode()


def file_of(link: PreviewLink, path: str) -> HttpResponse | None:
    """Return a file that the page of ``link`` shows; None for everything else that there is."""
    if is_asset(path):
        return file_response(path)
    signed = _SIGNED.match(path)
    if signed and constant_time_compare(signed[1], _sign(link, signed[2])):
        return file_response(signed[2])
    return None


def _sign(link: PreviewLink, path: str) -> str:
    return salted_hmac("cms.previewing", f"{link.digest}/{path}", algorithm="sha256").hexdigest()
