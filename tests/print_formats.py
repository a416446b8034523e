"""Formats that a new installation has: what the migrations brought, as documents carry it."""

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
    LeafletFormat(
        name="Áp phích A3",
        width_mm=297,
        height_mm=420,
        panel_widths_mm=(297,),
        fold="none",
        sides=1,
        safe_mm=12,
        layout="poster",
        least_ppi=120,
        least_pt=18,
    ),
    LeafletFormat(
        name="Áp phích A2",
        width_mm=420,
        height_mm=594,
        panel_widths_mm=(420,),
        fold="none",
        sides=1,
        safe_mm=15,
        layout="poster",
        least_ppi=100,
        least_pt=24,
    ),
    LeafletFormat(
        name="Giá cuốn (standee) 800 × 1800 mm",
        width_mm=800,
        height_mm=1800,
        panel_widths_mm=(800,),
        fold="none",
        sides=1,
        bleed_mm=0,
        safe_mm=30,
        layout="standee",
        foot_mm=200,  # rolls up into the stand
        least_ppi=100,
        least_pt=48,
    ),
    LeafletFormat(
        name="Tờ dán bảng tin A4, dải xé địa chỉ",
        width_mm=210,
        height_mm=297,
        panel_widths_mm=(210,),
        fold="none",
        sides=1,
        layout="tear_off",
        piece_width_mm=30,
        piece_height_mm=78,
    ),
    LeafletFormat(
        name="Phiếu thực hành A4 cho trường học",
        width_mm=210,
        height_mm=297,
        panel_widths_mm=(210,),
        fold="none",
        sides=1,
        layout="worksheet",
    ),
    LeafletFormat(
        name="Thẻ 90 × 55 mm, mười thẻ một tờ A4",
        width_mm=210,
        height_mm=297,
        panel_widths_mm=(210,),
        fold="none",
        sides=1,
        safe_mm=5,
        layout="cards",
        piece_width_mm=90,
        piece_height_mm=55,
    ),
)
"""Sizes: the leaflet of 2019, stock A2 to A5 (ISO 216), a common standee, cards of a wallet."""
