"""Boxes: what a print shop expects on top of what Typst writes."""

import io

__all__ = ["set_bleed_box"]

MM = 72 / 25.4


def set_bleed_box(content: bytes, bleed_mm: float) -> bytes:
    """Return the PDF with a BleedBox ``bleed_mm`` around each TrimBox.

    Typst's own bleed also holds the slug with the marks, so the box is set here; the file
    identifier follows from the content, and no clock is written.
    """
    import pikepdf  # noqa: PLC0415  # 6 MB, in every process of the site, for a few that print

    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            left, bottom, right, top = (float(edge) for edge in page.trimbox)
            bleed = bleed_mm * MM
            box = (left - bleed, bottom - bleed, right + bleed, top + bleed)
            page.bleedbox = pikepdf.Array([round(edge, 3) for edge in box])
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, preserve_pdfa=False)
    return out.getvalue()
