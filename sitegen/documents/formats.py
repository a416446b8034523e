"""Formats that Loa brings along; an administrator adds others in the editor."""

from sitegen.documents.leaflet import LeafletFormat

__all__ = ["FORMATS"]

FORMATS: tuple[LeafletFormat, ...] = (
    LeafletFormat(),
    LeafletFormat(
        name="Tờ gấp 600 × 205 mm, sáu mặt 100 mm",
        panel_widths_mm=(100, 100, 100, 100, 100, 100),
        fold="zigzag",
    ),
    LeafletFormat(
        name="Tờ gấp ba từ giấy A4",
        width_mm=297,
        height_mm=210,
        panel_widths_mm=(97, 100, 100),  # the first folds in: 3 mm narrower
        fold="roll",
    ),
    LeafletFormat(
        name="Tờ gấp đôi từ giấy A4",
        width_mm=297,
        height_mm=210,
        panel_widths_mm=(148.5, 148.5),
        fold="half",
    ),
    LeafletFormat(
        name="Tờ rơi A4, hai mặt",
        width_mm=210,
        height_mm=297,
        panel_widths_mm=(210,),
        fold="none",
    ),
    LeafletFormat(
        name="Tờ rơi A5, hai mặt",
        width_mm=148,
        height_mm=210,
        panel_widths_mm=(148,),
        fold="none",
    ),
)
"""Sizes: the leaflet of 2019, stock A4 and A5 (ISO 216)."""
