"""QR codes as rows of modules, so that the layouts draw them in black ink only."""

import segno

__all__ = ["qr_rows"]


def qr_rows(address: str) -> list[str]:
    """Return the QR code of ``address`` as rows of "1" (dark) and "0", without quiet zone.

    Error correction is at least M, because paper is folded and gets wet.
    """
    code = segno.make_qr(address, error="m")
    return ["".join("1" if module else "0" for module in row) for row in code.matrix]
