"""QR codes as rows of modules, so that the layouts draw them in black ink only."""

from functools import lru_cache
from typing import Any

__all__ = ["qr_rows"]


@lru_cache(maxsize=64)  # an edit of the words leaves the addresses as they are
def qr_rows(address: str) -> tuple[str, ...]:
    """Return the QR code of ``address`` as rows of "1" (dark) and "0", without quiet zone.

    Error correction is at least M, because paper is folded and gets wet; more where the code
    grows no larger by it. Raises ValueError for more than a code can hold, some 2,300 letters.
    """
    best = _code(address, "M")
    for level in "QH":
        try:
            better = _code(address, level)
        except ValueError:
            break
        if better.shape == best.shape:
            best = better
    rows: Any = best.tolist()
    return tuple("".join("0" if light else "1" for light in row) for row in rows)


def _code(address: str, level: str) -> "memoryview[int]":
    import zxingcpp  # noqa: PLC0415  # for the few processes that print

    made: Any = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level=level)
    return memoryview(made.to_image(add_quiet_zones=False))
