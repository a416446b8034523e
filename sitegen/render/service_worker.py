"""The service worker: an offline copy for returning readers of a mirror on the web."""

import hashlib
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from sitegen.render.assets import usual_paths

__all__ = ["OFFLINE_PATH", "service_worker"]

OFFLINE_PATH = "offline.html"
_SOURCE = Path(__file__).parent / "assets" / "sw.js"


def service_worker(
    offline: bytes,
    home_paths: Iterable[str] = ("",),
    more: Iterable[str] = (),
    languages: Iterable[str] = (),
) -> bytes:
    """Return ``sw.js``, which lies at the root of the mirror and is never kept by browsers.

    It keeps our assets and the page ``offline`` at once, and by their digests knows when to
    keep them anew. ``home_paths`` are the pages that lead to all others or say whom to call, kept
    from the first visit on; ``more`` are files that the page ``offline`` shows beside our assets.
    ``languages`` are those whose search can tell without a network what it cannot look up.
    """
    source = _source()
    first = [*sorted({*usual_paths(), *more}), OFFLINE_PATH]
    homes = [f"{path}index.html" for path in home_paths]
    told = "\n".join([source, *first, hashlib.sha256(offline).hexdigest()])
    values = {
        "version": hashlib.sha256(told.encode()).hexdigest()[:12],
        "first": json.dumps(first),
        "homes": json.dumps(homes),
        "heads": json.dumps([f"search/{language}/head.js" for language in languages]),
    }
    for name, value in values.items():
        source = source.replace(f"{{{{{name}}}}}", value)
    return source.encode()


@cache
def _source() -> str:
    return _SOURCE.read_text("utf-8")
