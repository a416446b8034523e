"""PDF/X-4: what the print shop's file has beyond what Typst writes (ISO 15930-7:2010).

Typst gives CMYK, embedded fonts and the TrimBox. Added here: the BleedBox, the output intent
with its profile, and who the file is. The claim is "built to PDF/X-4", never "certified".
"""

import hashlib
import io
import uuid
from datetime import date
from typing import TYPE_CHECKING, Any

from sitegen.render.print.ink_limit import limit_pictures
from sitegen.render.print.inks import PressProfile
from sitegen.render.print.vectors import inks_for_vectors

if TYPE_CHECKING:
    import pikepdf

__all__ = ["MM", "to_pdfx4"]

MM = 72 / 25.4
"""Points in a millimetre."""

_PDFX = "http://www.npes.org/pdfx/ns/id/"


def to_pdfx4(
    content: bytes, *, title: str, day: date, bleed_mm: float, profile: PressProfile
) -> bytes:
    """Return a PDF of Typst's as PDF/X-4; the same input gives the same bytes.

    Raises ValueError when a page has annotations: PDF/X-4 wants none on the sheet.
    """
    import pikepdf  # noqa: PLC0415  # 6 MB, in every process of the site, for a few that print

    moment = f"{day.isoformat()}T00:00:00+00:00"
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            _set_boxes(page, bleed_mm)
        inks_for_vectors(pdf)
        limit_pictures(pdf, profile.content)
        intent = _intent(pdf, profile)
        pdf.Root.OutputIntents = pikepdf.Array([pdf.make_indirect(pikepdf.Dictionary(intent))])
        made_of = hashlib.sha256(content + profile.content).hexdigest()
        _describe(pdf, title, moment, uuid.uuid5(uuid.NAMESPACE_OID, made_of))
        out = io.BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            preserve_pdfa=False,
            min_version="1.6",
            force_version="1.6",
        )
    return out.getvalue()


def _set_boxes(page: "pikepdf.Page", bleed_mm: float) -> None:
    """Set the BleedBox around the TrimBox: Typst's own bleed also holds the slug with marks."""
    import pikepdf  # noqa: PLC0415

    if len(page.obj.get("/Annots", [])):
        raise ValueError("a page for print has annotations")
    media = [float(edge) for edge in page.mediabox]
    trim = [float(edge) for edge in page.trimbox]
    around = [-bleed_mm * MM, -bleed_mm * MM, bleed_mm * MM, bleed_mm * MM]
    inside = (max, max, min, min)
    edges = [
        round(keep(edge, trimmed + more), 3)
        for keep, edge, trimmed, more in zip(inside, media, trim, around, strict=True)
    ]
    page.obj.BleedBox = pikepdf.Array(edges)
    for unwanted in ("/ArtBox", "/CropBox"):
        if unwanted in page.obj:
            del page.obj[unwanted]


def _intent(pdf: "pikepdf.Pdf", profile: PressProfile) -> dict[str, Any]:
    import pikepdf  # noqa: PLC0415

    stream = pikepdf.Stream(pdf, profile.content)
    stream.N = 4
    intent: dict[str, Any] = {
        "/Type": pikepdf.Name.OutputIntent,
        "/S": pikepdf.Name.GTS_PDFX,
        "/OutputConditionIdentifier": pikepdf.String(profile.condition or "Custom"),
        "/OutputCondition": pikepdf.String(profile.name),
        "/Info": pikepdf.String(profile.name),
        "/DestOutputProfile": pdf.make_indirect(stream),
    }
    if profile.condition:
        intent["/RegistryName"] = pikepdf.String("http://www.color.org")
    return intent


def _describe(pdf: "pikepdf.Pdf", title: str, moment: str, identity: uuid.UUID) -> None:
    import pikepdf  # noqa: PLC0415

    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as said:
        said.register_xml_namespace(_PDFX, "pdfxid")
        said[f"{{{_PDFX}}}GTS_PDFXVersion"] = "PDF/X-4"
        said["pdf:Trapped"] = "False"
        said["dc:title"] = title
        for name in ("CreateDate", "ModifyDate", "MetadataDate"):
            said[f"xmp:{name}"] = moment
        said["xmpMM:DocumentID"] = said["xmpMM:InstanceID"] = f"uuid:{identity}"
        said["xmpMM:VersionID"] = "1"
        said["xmpMM:RenditionClass"] = "default"
    stamp = f"D:{moment[:10].replace('-', '')}000000+00'00'"
    pdf.docinfo["/Title"] = title
    pdf.docinfo["/Trapped"] = pikepdf.Name("/False")
    pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = stamp
