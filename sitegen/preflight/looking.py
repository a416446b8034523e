"""Looking: what a picture shows is found out once, however often the words around it are edited."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any

import pikepdf
from PIL import Image

__all__ = ["seen"]

_KEPT = 256
_known: OrderedDict[tuple[str, bytes], float] = OrderedDict()
_lock = Lock()


def seen(source: Any, what: str, look: Callable[[Image.Image], float]) -> float:
    """Return what ``look`` finds in the picture ``source`` of a PDF, 0 when it cannot be read.

    ``what`` names the look with all that it depends on beside the picture.
    """
    key = (what, _digest(source))
    with _lock:
        if key in _known:
            _known.move_to_end(key)
            return _known[key]
    try:
        found = look(pikepdf.PdfImage(source).as_pil_image())
    except (pikepdf.PdfError, NotImplementedError, ValueError, OSError):
        found = 0.0
    with _lock:
        _known[key] = found
        while len(_known) > _KEPT:
            _known.popitem(last=False)
    return found


def _digest(source: Any) -> bytes:
    """Return a digest of a picture with its colour space: palettes are beside its bytes."""
    made = hashlib.sha256()
    for name in ("/Width", "/Height", "/BitsPerComponent", "/ColorSpace", "/Decode", "/Filter"):
        _add(made, source.get(name))
    _add(made, source)
    return made.digest()


def _add(made: Any, value: Any) -> None:
    if isinstance(value, pikepdf.Stream):
        made.update(value.read_raw_bytes())
    elif isinstance(value, pikepdf.Array):
        for one in value:
            _add(made, one)
    else:
        made.update(repr(value).encode() + b"\0")
