"""Limits of the formats that outputs are made in, for all who take in or make pictures."""

__all__ = ["MAX_SIDE", "too_long"]

MAX_SIDE = 16_383
"""Pixels of the longest side that WebP holds, the smallest limit of AVIF, WebP and PNG."""


def too_long(width: int, height: int) -> str:
    """Return in Vietnamese why a picture of this size would lose sharpness, "" when it would not.

    What is longer is made smaller for the pages, so that it fits: nobody could read it any more.
    """
    longest = max(width, height)
    if longest <= MAX_SIDE:
        return ""
    side, way = ("cao", "từ trên xuống") if longest == height else ("rộng", "từ trái sang")
    return (
        f"Ảnh {side} {longest:,} điểm, nhiều nhất được {MAX_SIDE:,} điểm. ".replace(",", ".")
        + f"Hãy cắt ảnh thành từng phần, {way}, rồi tải lên từng phần."
    )
