"""PDF/X-4: what the print shop's file has beyond what Typst writes (ISO 15930-7:2010).

Typst gives CMYK, embedded fonts and the TrimBox. Added here: the BleedBox, the output intent
with its profile, and who the file is. The claim is "built to PDF/X-4", never "certified".
"""

import hashlib
import io
import uuid
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from sitegen.render.print.ink_limit import limit_pictures
from sitegen.render.print.inks import PressProfile
from sitegen.render.print.pixels import put_in
from sitegen.render.print.vectors import inks_for_vectors

if TYPE_CHECKING:
    import pikepdf

__all__ = ["MM", "to_pdfx4"]

MM = 72 / 25.4
"""Points in a millimetre."""


def to_pdfx4(  # noqa: PLR0913  # what Typst does not know
    content: bytes,
    *,
    title: str,
    day: date,
    bleed_mm: float,
    profile: PressProfile,
    pictures: Iterable[bytes] = (),
) -> bytes:
    """Return a PDF of Typst's as PDF/X-4; the same input gives the same bytes.

    ``pictures`` are those for which stand-ins were set.
    Raises ValueError when a page has annotations: PDF/X-4 wants none on the sheet.
    """
    import pikepdf  # noqa: PLC0415  # 6 MB, in every process of the site, for a few that print

    moment = f"{day.isoformat()}T00:00:00+00:00"
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            _set_boxes(page, bleed_mm)
        inks_for_vectors(pdf)
        put_in(pdf, pictures)
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
            fix_metadata_version=False,  # ours says 1.6
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

    stamp = f"D:{moment[:10].replace('-', '')}000000+00'00'"
    pdf.docinfo["/Title"] = title
    pdf.docinfo["/Trapped"] = pikepdf.Name("/False")
    pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = stamp
    told = {
        "title": title,
        "author": str(pdf.docinfo.get("/Author", "")),
        "tool": str(pdf.docinfo.get("/Creator", "")),
        "language": str(pdf.Root.get("/Lang", "vi")),
        "moment": moment,
        "identity": identity,
        "pages": len(pdf.pages),
    }
    # As text: to parse and to write it anew would cost more than all else that is done here.
    packet = _XMP.format_map({name: _escaped(str(value)) for name, value in told.items()})
    pdf.Root.Metadata.write(packet.encode())


def _escaped(words: str) -> str:
    """Return words as XML takes them; letters that it cannot hold are left out."""
    words = "".join(letter for letter in words if letter >= " " and letter not in "\ufffe\uffff")
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:xmpTPg="http://ns.adobe.com/xap/1.0/t/pg/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:PDFVersion>1.6</pdf:PDFVersion>
<pdf:Trapped>False</pdf:Trapped>
<xmp:CreatorTool>{tool}</xmp:CreatorTool>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
<xmp:MetadataDate>{moment}</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:{identity}</xmpMM:DocumentID>
<xmpMM:InstanceID>uuid:{identity}</xmpMM:InstanceID>
<xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<xmpTPg:NPages>{pages}</xmpTPg:NPages>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
