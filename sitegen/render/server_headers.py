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
OPEN_ENDINGS = ("json", "jsonld", "csv", "md", "txt")
"""Files that programs of other hosts may read."""

_PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


def security_headers(site: Site) -> dict[str, str]:
    """Return the headers by name; transport security only for a mirror on https."""
    headers = {
        "Content-Security-Policy": content_policy(site.rating_address),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": _PERMISSIONS,
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    if site.base_address.startswith("https://"):
        headers["Strict-Transport-Security"] = f"max-age={_YEAR_S}"
    return headers


@cache
def content_policy(rating_address: str = "") -> str:
    """Return the policy: our own files only; the style inside 404.html is named by its digest.

    Answers of readers go to ``rating_address``, where one is given.
    """
    answers = f" {rating_address}" if rating_address else ""
    digest = hashlib.sha256(str(self_contained_style()).encode()).digest()
    rules = (
        "default-src 'none'",
        "script-src 'self'",
        f"style-src 'self' 'sha256-{base64.b64encode(digest).decode()}'",
        "img-src 'self' data:",
        "font-src 'self'",
        f"connect-src 'self'{answers}",
        "worker-src 'self'",
        "manifest-src 'self'",
        f"form-action 'self'{answers}",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    )
    return "; ".join(rules)
