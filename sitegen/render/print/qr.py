"""QR codes as rows of modules, so that the layouts draw them in black ink only."""

from functools import lru_cache

__all__ = ["qr_rows"]


@lru_cache(maxsize=64)  # an edit of the words leaves the addresses as they are
def qr_rows(address: str) -> tuple[str, ...]:
    """Return the QR code of ``address`` as rows of "1" (dark) and "0", without quiet zone.

    Error correction is at least M, because paper is folded and gets wet.
    """
    import segno  # noqa: PLC0415  # for the few processes that print

    code = segno.make_qr(address, error="m")
    return tuple("".join("1" if module else "0" for module in row) for row in code.matrix)
