"""Headers: what every file of the mirror goes out with, whichever server sends it."""

import base64
import hashlib
from functools import cache

from sitegen.documents.site import Site
from sitegen.render.site_files.signposts import self_contained_style

__all__ = [
    "FRESH",
    "LASTING",
    "LASTING_FOLDERS",
    "OPEN_ENDINGS",
    "content_policy",
    "security_headers",
]

_YEAR_S = 31_536_000
LASTING = f"public, max-age={_YEAR_S}, immutable"
"""For files whose names change with their content."""
FRESH = "no-cache"
"""For all others: they may be kept, and are asked for each time."""
LASTING_FOLDERS = ("assets", "pictures", "share")
OPEN_ENDINGS = ("json", "md", "txt")
"""Files that programs of other hosts may read."""

_PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


def security_headers(site: Site) -> dict[str, str]:
    """Return the headers by name; transport security only for a mirror on https."""
    headers = {
        "Content-Security-Policy": content_policy(),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": _PERMISSIONS,
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    if site.base_address.startswith("https://"):
        headers["Strict-Transport-Security"] = f"max-age={_YEAR_S}"
    return headers


@cache
def content_policy() -> str:
    """Return the policy: our own files only; the style inside 404.html is named by its digest."""
    digest = hashlib.sha256(str(self_contained_style()).encode()).digest()
    rules = (
        "default-src 'none'",
        "script-src 'self'",
        f"style-src 'self' 'sha256-{base64.b64encode(digest).decode()}'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    )
    return "; ".join(rules)
