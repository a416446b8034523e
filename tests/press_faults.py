"""Faults seeded into sound files for the print shop, one at a time, made with pikepdf."""

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image, ImageCms

from sitegen.documents.leaflet import Imprint, Leaflet
from sitegen.render.print.painted import Shape, read_sides
from sitegen.render.print.qr import qr_rows

__all__ = [
    "FAULTS",
    "IN_THE_FOOT",
    "Fault",
    "Seeded",
    "grey_words",
    "overprinting_strokes",
    "seeded",
    "thin_line",
]

MM = 72 / 25.4
_TINOS = Path("sitegen/render/assets/fonts/Tinos-Regular.ttf")
_PDFX = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"


@dataclass(frozen=True, slots=True)
class Seeded:
    """A file with a fault, and the document that it claims to be."""

    pdf: bytes
    document: Leaflet


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault and the code by which preflight must name it."""

    name: str
    code: str
    change: Callable[[pikepdf.Pdf], None] | None = None
    imprint: Callable[[Imprint], Imprint] | None = None
    wants: str = ""  # what the sound leaflet must hold: "picture" or "code"
    save: tuple[tuple[str, Any], ...] = ()
    saved: Callable[[bytes], bytes] = bytes


def seeded(content: bytes, document: Leaflet, fault: Fault) -> Seeded:
    """Return the file with ``fault`` and nothing else changed."""
    if fault.imprint:
        document = replace(document, imprint=fault.imprint(document.imprint))
    if fault.change is None and not fault.save:
        return Seeded(content, document)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        if fault.change:
            fault.change(pdf)
        out = io.BytesIO()
        pdf.save(out, **dict(fault.save))
    return Seeded(fault.saved(out.getvalue()), document)


# -- painting --------------------------------------------------------------------------------


def _paint(pdf: pikepdf.Pdf, operators: str, side: int = 0, **resources: Any) -> None:
    """Add operators in millimetres from the top left corner of the trim, y downwards."""
    page = pdf.pages[side]
    left, _, _, top = (float(edge) for edge in page.trimbox)
    inner = f"q {MM} 0 0 {-MM} {left} {top} cm {operators} Q"
    page.contents_add(Stream(pdf, b"q"), prepend=True)
    page.contents_add(Stream(pdf, f"Q\n{inner}".encode()))
    for kind, values in resources.items():
        place = page.resources.get(f"/{kind}")
        if place is None:
            place = page.resources[f"/{kind}"] = Dictionary()
        for name, value in values.items():
            place[f"/{name}"] = value


def _font(pdf: pikepdf.Pdf, name: str = "Tinos", *, embedded: bool = True) -> Any:
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name(f"/{name}"),
        Flags=32,
        FontBBox=Array([0, -200, 1000, 900]),
        ItalicAngle=0,
        Ascent=900,
        Descent=-200,
        CapHeight=700,
        StemV=80,
    )
    if embedded:
        descriptor.FontFile2 = Stream(pdf, _TINOS.read_bytes())
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=Name(f"/{name}"),
        FirstChar=32,
        LastChar=126,
        Widths=Array([500] * 95),
        FontDescriptor=pdf.make_indirect(descriptor),
        Encoding=Name.WinAnsiEncoding,
    )


def _words(  # a line of text and how it is set
    pdf: pikepdf.Pdf,
    text: str = "Hello",
    *,
    x: float = 12,
    y: float = 135,
    size: float = 10,
    ink: str = "0 0 0 1 k",
    before: str = "",
    **resources: Any,
) -> None:
    resources.setdefault("Font", {"FaultFont": _font(pdf)})
    mm = size * 25.4 / 72
    line = f"BT {before} {ink} /FaultFont {mm} Tf 1 0 0 -1 {x} {y} Tm ({text}) Tj ET"
    _paint(pdf, line, **resources)


def _box(pdf: pikepdf.Pdf, ink: str, *, at: str = "12 125 20 10", **resources: Any) -> None:
    _paint(pdf, f"{ink} {at} re f", **resources)


def _state(pdf: pikepdf.Pdf, ink: str = "0 1 0 0 k", **state: Any) -> None:
    settings = Dictionary(Type=Name.ExtGState, **state)
    _box(pdf, f"/FaultState gs {ink}", ExtGState={"FaultState": settings})


def _state_words(pdf: pikepdf.Pdf, ink: str, **state: Any) -> None:
    settings = Dictionary(Type=Name.ExtGState, **state)
    _words(pdf, ink=ink, before="/FaultState gs", ExtGState={"FaultState": settings})


def overprinting_strokes(pdf: pikepdf.Pdf, *, are_words: bool, are_drawn: bool) -> None:
    """Let strokes alone overprint, of words or of a box in magenta that have strokes or none."""
    states = {"FaultState": Dictionary(Type=Name.ExtGState, OP=True, op=False)}
    begin, ink = "/FaultState gs", "0 1 0 0 k 0 1 0 0 K"
    if are_words:
        _words(pdf, ink=ink, before=f"{begin} {2 * are_drawn} Tr", ExtGState=states)
    else:
        _paint(pdf, f"{begin} {ink} 12 125 20 10 re {'B' if are_drawn else 'f'}", ExtGState=states)


def _line(pdf: pikepdf.Pdf, width_pt: float, ink: str) -> None:
    _paint(pdf, f"{ink} {width_pt / MM} w 12 135 m 60 135 l S")


def grey_words(pdf: pikepdf.Pdf, black: float, size: float) -> None:
    """Write a line of text with so much black."""
    _words(pdf, ink=f"0 0 0 {black} k", size=size)


def thin_line(pdf: pikepdf.Pdf, y: float) -> None:
    """Draw a line in a tint, too thin to be printed."""
    _paint(pdf, f"0 0 0 0.3 K {0.3 / MM} w 12 {y} m 60 {y} l S")


def _space(pdf: pikepdf.Pdf, space: Any, values: str) -> None:
    _box(pdf, f"/FaultSpace cs {values} scn", ColorSpace={"FaultSpace": space})


def _tint(pdf: pikepdf.Pdf, inputs: int) -> Any:
    code = b"{" + b"pop " * (inputs - 1) + b"dup 0 exch 0 exch 0 }"
    ranges = {"Domain": Array([0, 1] * inputs), "Range": Array([0, 1] * 4)}
    return pdf.make_indirect(Stream(pdf, code, FunctionType=4, **ranges))


def _spot(pdf: pikepdf.Pdf, name: str) -> None:
    space = Array([Name.Separation, Name(f"/{name}"), Name.DeviceCMYK, _tint(pdf, 1)])
    _space(pdf, space, "1")


def _spots(pdf: pikepdf.Pdf) -> None:
    names = Array([Name("/PANTONE 186 C"), Name("/Gold")])
    _space(pdf, Array([Name.DeviceN, names, Name.DeviceCMYK, _tint(pdf, 2)]), "1 1")


def _profile(pdf: pikepdf.Pdf, components: int) -> Any:
    content = _srgb()
    if components == 4:
        content = bytes(pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes())
    return Array([Name.ICCBased, pdf.make_indirect(Stream(pdf, content, N=components))])


@cache
def _srgb() -> bytes:
    return bytes(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())


def _picture(  # a picture and how it lies
    pdf: pikepdf.Pdf,
    *,
    px: int = 400,
    wide: float = 20,
    high: float = 20,
    x: float = 12,
    y: float = 115,
    space: str = "icc",
    bits: int = 8,
    colour: tuple[int, ...] = (200, 210, 220),
) -> None:
    bands = {"icc": "RGB", "rgb": "RGB", "cmyk": "CMYK", "bit": "1", "icc4": "CMYK"}[space]
    value: Any = colour if bits == 8 else 1
    pixels = Image.new(bands, (px, px), value).tobytes()
    spaces = {
        "icc": lambda: _profile(pdf, 3),
        "icc4": lambda: _profile(pdf, 4),
        "rgb": lambda: Name.DeviceRGB,
        "cmyk": lambda: Name.DeviceCMYK,
        "bit": lambda: Name.DeviceGray,
    }
    drawn = Stream(
        pdf,
        pixels,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=px,
        Height=px,
        BitsPerComponent=bits,
        ColorSpace=spaces[space](),
    )
    place = f"{wide} 0 0 {-high} {x} {y + high} cm /FaultPicture Do"
    _paint(pdf, place, XObject={"FaultPicture": drawn})


# -- the file --------------------------------------------------------------------------------


def _xmp(pdf: pikepdf.Pdf, name: str) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as said:
        del said[name]


def _version(pdf: pikepdf.Pdf, value: str) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as said:
        said[_PDFX] = value


def _drop(pdf: pikepdf.Pdf, name: str, *, side: int | None = None) -> None:
    holder = pdf.Root if side is None else pdf.pages[side].obj
    del holder[name]


def _put(pdf: pikepdf.Pdf, name: str, value: Any, *, side: int | None = None) -> None:
    holder = pdf.Root if side is None else pdf.pages[side].obj
    holder[name] = value


def _intent(pdf: pikepdf.Pdf, content: bytes | None, components: int = 4) -> None:
    intent = pdf.Root.OutputIntents[0]
    if content is None:
        del intent["/DestOutputProfile"]
    else:
        intent.DestOutputProfile = pdf.make_indirect(Stream(pdf, content, N=components))


def _kind_of_intent(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OutputIntents[0].S = Name.GTS_PDFA1


def _untrapped(pdf: pikepdf.Pdf) -> None:
    del pdf.docinfo["/Trapped"]


def _annotation(pdf: pikepdf.Pdf, kind: str) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name(kind), Rect=Array([100, 100, 200, 200]))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])


def _script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def _attached(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["a.txt"] = b"words"


def _moved(pdf: pikepdf.Pdf, name: str, by: tuple[float, ...], *, side: int = 0) -> None:
    edges = [float(edge) for edge in pdf.pages[side].obj[name]]
    moved = [edge + more * MM for edge, more in zip(edges, by, strict=True)]
    pdf.pages[side].obj[name] = Array(moved)


def _no_page(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[1]


def _more_pages(pdf: pikepdf.Pdf) -> None:
    pdf.pages.append(pdf.pages[0])


def _nothing(pdf: pikepdf.Pdf, side: int) -> None:
    pdf.pages[side].obj.Contents = Stream(pdf, b"")


def _only_a_picture(pdf: pikepdf.Pdf) -> None:
    _nothing(pdf, 0)
    box = [float(edge) / MM for edge in pdf.pages[0].trimbox]
    wide, high = box[2] - box[0] + 6, box[3] - box[1] + 6
    _picture(pdf, px=2400, wide=wide, high=high, x=-3, y=-3)


def _unembedded(pdf: pikepdf.Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, Dictionary) and item.get("/Type") == "/FontDescriptor":
            for name in ("/FontFile2", "/FontFile3"):
                if name in item:
                    del item[name]
                    return


def _unnamed_letters(pdf: pikepdf.Pdf) -> None:
    font = _font(pdf)
    cmap = b"beginbfchar <41> <0041> endbfchar"
    font.ToUnicode = Stream(pdf, cmap)
    _words(pdf, "AB", Font={"FaultFont": font})


def _courier(pdf: pikepdf.Pdf) -> None:
    _words(pdf, Font={"FaultFont": _font(pdf, "CourierNewPSMT")})


def _broken(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Contents = Stream(pdf, b"/Nowhere Do /No gs /F99 8 Tf")


def _group(pdf: pikepdf.Pdf) -> None:
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    pdf.pages[0].obj.Group = group


def _masked(pdf: pikepdf.Pdf) -> None:
    _picture(pdf)
    drawn = pdf.pages[0].resources.XObject["/FaultPicture"]
    mask = Stream(pdf, b"\x80", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1)
    mask.ColorSpace, mask.BitsPerComponent = Name.DeviceGray, 8
    drawn.SMask = pdf.make_indirect(mask)


# -- what stands on the sheet ----------------------------------------------------------------


def _edge(pdf: pikepdf.Pdf, place: str, *, short_mm: float) -> None:
    """Paint a ground that ends ``short_mm`` before the bleed's edge."""
    box = [float(edge) / MM for edge in pdf.pages[0].trimbox]
    wide, high = box[2] - box[0], box[3] - box[1]
    out = 3 - short_mm
    places = {
        "left": (-out, 100, 4 + out, 6),
        "top": (2, -out, 6, 4 + out),
        "right": (wide - 4, 100, 4 + out, 6),
        "bottom": (2, high - 4, 6, 4 + out),
    }
    at = " ".join(map(str, places[place]))
    _box(pdf, "0 0.3 0 0 k", at=at)


def _emptied(pdf: pikepdf.Pdf, side: int) -> None:
    """Cut off everything but the left half: a panel at the right keeps nothing."""
    page = pdf.pages[side]
    left, bottom, right, top = (float(edge) for edge in page.trimbox)
    clip = f"q {left} {bottom} {(right - left) / 4} {top - bottom} re W n"
    page.contents_add(Stream(pdf, clip.encode()), prepend=True)
    page.contents_add(Stream(pdf, b"Q"))


def _fold(pdf: pikepdf.Pdf) -> float:
    """Return where the first fold is: the formats of the samples differ."""
    box = [float(edge) / MM for edge in pdf.pages[0].trimbox]
    return {600: 150.0, 297: 97.0, 300: 150.0, 396: 132.0}[round(box[2] - box[0])]


def _at_fold(pdf: pikepdf.Pdf, before_mm: float) -> None:
    _words(pdf, "Hello", x=_fold(pdf) - before_mm)


def _bottom(pdf: pikepdf.Pdf, up_mm: float) -> None:
    box = [float(edge) / MM for edge in pdf.pages[0].trimbox]
    _words(pdf, y=box[3] - box[1] - up_mm)


def _over_words(pdf: pikepdf.Pdf) -> None:
    _words(pdf, "Mot dong chu", x=12, y=135)
    _words(pdf, "dong khac", x=15, y=136)


def _code_shapes(pdf: pikepdf.Pdf) -> tuple[int, Any]:
    """Return the side with a QR code and the box of its bars."""
    for side in read_sides(pdf):
        bars = [
            item
            for item in side.items
            if isinstance(item, Shape)
            and item.rectangles
            and item.box.height < 1.5
            and item.pen.fill.is_black
            and item.box.width < 12
        ]
        if len(bars) > 100:
            first = bars[0].box
            near = [bar.box for bar in bars if first.grown(45).meets(bar.box)]
            left, top = min(box.left for box in near), min(box.top for box in near)
            right, bottom = max(box.right for box in near), max(box.bottom for box in near)
            return side.number - 1, (left, top, right, bottom)
    raise LookupError("no QR code")


def _beside_code(pdf: pikepdf.Pdf, shape: str) -> None:
    side, (left, top, right, bottom) = _code_shapes(pdf)
    places = {
        "above": f"{left} {top - 1.5} 10 0.5",
        "left": f"{left - 1.6} {top} 0.5 10",
        "right": f"{right + 0.4} {top} 0.5 10",
        "below": f"{left} {bottom + 0.4} 10 0.5",
    }
    _paint(pdf, f"0 0 0 1 k {places[shape]} re f", side)


def _small_code(pdf: pikepdf.Pdf, scale: float, ink: str = "0 0 0 1 k") -> None:
    """Draw a code of 25 modules, of ``scale`` millimetres each, that reads well."""
    _paint(pdf, f"{ink} " + _bars("https://mau.gov.vn/a", scale), 0)


def _bars(address: str, module: float, *, spoilt: bool = False) -> str:
    rows = [bytearray(map(int, row)) for row in qr_rows(address)]
    assert len(rows) == 25, address
    if spoilt:
        for row in rows[9:20]:
            row[:] = bytes(1 - value for value in row)
    drawn = []
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                drawn.append(
                    f"{20 + x * module:.4f} {110 + y * module:.4f} {module:.4f} {module:.4f} re f"
                )
    return " ".join(drawn)


def _spoilt_code(pdf: pikepdf.Pdf) -> None:
    _paint(pdf, "0 0 0 1 k " + _bars("https://mau.gov.vn/a", 0.8, spoilt=True), 0)


def _changed(**values: Any) -> Callable[[Imprint], Imprint]:
    return partial(lambda given, imprint: replace(imprint, **given), values)


_P = partial

FAULTS: tuple[Fault, ...] = (
    # the file as a file
    Fault("no version of the standard", "pdfx-version", _P(_xmp, name=_PDFX)),
    Fault("an older standard", "pdfx-version", _P(_version, value="PDF/X-1a:2003")),
    Fault("another standard", "pdfx-version", _P(_version, value="PDF/X-3:2002")),
    Fault("no DocumentID", "pdfx-identity", _P(_xmp, name="xmpMM:DocumentID")),
    Fault("no VersionID", "pdfx-identity", _P(_xmp, name="xmpMM:VersionID")),
    Fault("no Trapped", "pdfx-trapped", _untrapped),
    Fault(
        "no number of the file",
        "pdfx-id",
        save=(("object_stream_mode", pikepdf.ObjectStreamMode.disable),),
        saved=lambda content: content.replace(b"/ID [", b"/No ["),
    ),
    Fault("no output intent", "output-intent", _P(_drop, name="/OutputIntents")),
    Fault("an output intent of PDF/A", "output-intent", _kind_of_intent),
    Fault("an output intent without profile", "output-intent", _P(_intent, content=None)),
    Fault("the profile of a screen", "output-intent", lambda pdf: _intent(pdf, _srgb(), 3)),
    Fault("a profile that is none", "output-intent", _P(_intent, content=b"no profile" * 20)),
    Fault("a link", "annotations", _P(_annotation, kind="/Link")),
    Fault("a note", "annotations", _P(_annotation, kind="/Text")),
    Fault("a script", "actions", _script),
    Fault("an action of the file", "actions", lambda pdf: _put(pdf, "/AA", Dictionary())),
    Fault("a form", "form", lambda pdf: _put(pdf, "/AcroForm", Dictionary(Fields=Array([])))),
    Fault("an embedded file", "embedded-files", _attached),
    Fault("layers", "layers", lambda pdf: _put(pdf, "/OCProperties", Dictionary(OCGs=Array([])))),
    Fault(
        "a password",
        "encrypted",
        save=(("encryption", pikepdf.Encryption(owner="a", user="")),),
    ),
    Fault("a stream that is none", "unreadable", _broken),
    # pages and boxes
    Fault("a side too few", "pages", _no_page),
    Fault("a side too many", "pages", _more_pages),
    Fault("an empty front", "page-empty", _P(_nothing, side=0)),
    Fault("an empty back", "page-empty", _P(_nothing, side=1)),
    Fault("one picture for a side", "page-picture", _only_a_picture),
    Fault("no TrimBox", "trim-missing", _P(_drop, name="/TrimBox", side=0)),
    Fault("no TrimBox on the back", "trim-missing", _P(_drop, name="/TrimBox", side=1)),
    Fault("no BleedBox", "bleed-missing", _P(_drop, name="/BleedBox", side=0)),
    Fault("a trim too wide", "trim-size", _P(_moved, name="/TrimBox", by=(0, 0, 2, 0))),
    Fault("a trim too low", "trim-size", _P(_moved, name="/TrimBox", by=(0, 0.5, 0, 0), side=1)),
    Fault("a bleed of 2 mm", "bleed-size", _P(_moved, name="/BleedBox", by=(1, 1, -1, -1))),
    Fault("a bleed on one side", "bleed-size", _P(_moved, name="/BleedBox", by=(3, 0, 0, 0))),
    Fault("a page without bleed", "media-size", _P(_moved, name="/MediaBox", by=(9, 9, -9, -9))),
    Fault(
        "a cropped view",
        "crop-box",
        lambda pdf: _put(pdf, "/CropBox", pdf.pages[0].TrimBox, side=0),
    ),
    Fault("an ArtBox", "art-box", lambda pdf: _put(pdf, "/ArtBox", pdf.pages[0].TrimBox, side=0)),
    Fault("scaled twice", "user-unit", _P(_put, name="/UserUnit", value=2, side=0)),
    Fault("scaled by half", "user-unit", lambda pdf: _put(pdf, "/UserUnit", 0.5, side=1)),
    Fault("turned", "rotated", _P(_put, name="/Rotate", value=90, side=0)),
    Fault("upside down", "rotated", _P(_put, name="/Rotate", value=180, side=1)),
    # fonts and letters
    Fault("a font left out", "font-missing", _unembedded),
    Fault(
        "a font of the system",
        "font-missing",
        lambda pdf: _words(pdf, Font={"FaultFont": _font(pdf, "Arial", embedded=False)}),
    ),
    Fault("Courier", "font-courier", _courier),
    Fault("a letter without a shape", "glyph", _unnamed_letters),
    # inks
    Fault("an RGB ground", "not-cmyk", _P(_box, ink="1 0 0 rg")),
    Fault("RGB words", "not-cmyk", _P(_words, ink="0.1 0.1 0.1 rg")),
    Fault("an RGB line", "not-cmyk", _P(_line, width_pt=1, ink="0 0 1 RG")),
    Fault(
        "an RGB ground with profile", "not-cmyk", lambda pdf: _space(pdf, _profile(pdf, 3), "1 0 0")
    ),
    Fault(
        "CMYK with a profile of its own",
        "icc-cmyk",
        lambda pdf: _space(pdf, _profile(pdf, 4), "0 1 0 0"),
    ),
    Fault("a spot colour", "spot-colour", _P(_spot, name="PANTONE 186 C")),
    Fault("gold", "spot-colour", _P(_spot, name="Gold")),
    Fault("two spot colours", "spot-colour", _spots),
    Fault("on every plate", "ink-all", _P(_spot, name="All")),
    Fault("400 % of ink", "ink-limit", _P(_box, ink="1 1 1 1 k")),
    Fault("310 % of ink", "ink-limit", _P(_box, ink="0.7 0.8 0.8 0.8 k")),
    Fault("registration words", "ink-limit", _P(_words, ink="1 1 1 1 k")),
    Fault("a line of 360 %", "ink-limit", _P(_line, width_pt=2, ink="0.9 0.9 0.9 0.9 K")),
    Fault("black words in four inks", "rich-black", _P(_words, ink="0.6 0.5 0.5 0.9 k")),
    Fault("black words with cyan", "rich-black", _P(_words, ink="0.4 0 0 1 k")),
    Fault("a transparent ground", "transparency", _P(_state, ca=0.5)),
    Fault("transparent words", "transparency", _P(_state_words, ink="0 0 0 1 k", ca=0.8)),
    Fault("multiplied", "transparency", _P(_state, BM=Name.Multiply)),
    Fault("a picture with a mask", "transparency", _masked),
    Fault("blended in RGB", "blend-space", _group),
    Fault("overprinting magenta", "overprint", _P(_state, op=True, OPM=1)),
    Fault("overprinting words", "overprint", _P(_state_words, ink="0 1 0.9 0.2 k", op=True)),
    Fault(
        "white overprinting words", "overprint-white", _P(_state_words, ink="0 0 0 0 k", OP=True)
    ),
    Fault("a white overprinting ground", "overprint-white", _P(_state, ink="0 0 0 0 k", op=True)),
    Fault("a grey overprinting ground", "overprint", _P(_state, ink="0.5 g", op=True)),
    Fault("a hairline", "line-thin", _P(_line, width_pt=0.1, ink="0 0 0 1 K")),
    Fault("a line of no width", "line-thin", _P(_line, width_pt=0, ink="0 0 0 1 K")),
    Fault("a hairline as a rectangle", "line-thin", _P(_box, ink="0 0 0 1 k", at="12 135 40 0.05")),
    Fault("a thin tint", "line-tint", _P(_line, width_pt=0.3, ink="0 0 0 0.3 K")),
    Fault("a thin line in three inks", "line-tint", _P(_line, width_pt=0.4, ink="0 1 0.9 0.2 K")),
    # words
    Fault("words of 5 pt", "text-size", _P(_words, size=5)),
    Fault("words of 6 pt", "text-size", _P(_words, size=6)),
    Fault("words trimmed off at the left", "text-trim", _P(_words, x=-2)),
    Fault("words trimmed off at the bottom", "text-trim", _P(_bottom, up_mm=-0.5)),
    Fault("words 2 mm from the trim", "text-near", _P(_words, x=2)),
    Fault("words 4 mm from the trim", "text-near", _P(_words, x=4)),
    Fault("words 2 mm from the lower trim", "text-near", _P(_bottom, up_mm=3)),
    Fault("words across a fold", "text-fold", _P(_at_fold, before_mm=4)),
    Fault("words 1 mm behind a fold", "text-near", _P(_at_fold, before_mm=-1)),
    Fault("pale words", "contrast", _P(_words, ink="0 0 0 0.3 k")),
    Fault("yellow words", "contrast", _P(_words, ink="0 0 1 0 k")),
    Fault("white words on paper", "contrast", _P(_words, ink="0 0 0 0 k")),
    Fault("hidden words", "text-unseen", _P(_words, before="3 Tr")),
    Fault("words over words", "overlap", _over_words),
    # pictures
    Fault("a picture of 25 ppi", "picture-ppi", _P(_picture, px=20)),
    Fault("a picture of 150 ppi", "picture-ppi", _P(_picture, px=118)),
    Fault("a picture of 250 ppi", "picture-ppi", _P(_picture, px=197)),
    Fault("a bitmap of 300 ppi", "picture-ppi", _P(_picture, px=240, bits=1, space="bit")),
    Fault("a stretched picture", "picture-distorted", _P(_picture, wide=24)),
    Fault("a flattened picture", "picture-distorted", _P(_picture, high=18)),
    Fault("a picture in bare RGB", "picture-space", _P(_picture, space="rgb")),
    Fault(
        "a CMYK picture with its own profile",
        "icc-cmyk",
        _P(_picture, space="icc4", colour=(20, 20, 20, 0)),
    ),
    Fault(
        "a picture with 400 % of ink", "ink-limit", _P(_picture, space="cmyk", colour=(255,) * 4)
    ),
    Fault("a picture that ends at the trim", "bleed", _P(_picture, x=0)),
    # grounds and panels
    *(
        Fault(f"no bleed at the {place}", "bleed", _P(_edge, place=place, short_mm=3))
        for place in ("left", "top", "right", "bottom")
    ),
    *(
        Fault(f"half a bleed at the {place}", "bleed", _P(_edge, place=place, short_mm=1.5))
        for place in ("left", "bottom")
    ),
    Fault("an empty panel outside", "panel-empty", _P(_emptied, side=0)),
    Fault("an empty panel inside", "panel-empty", _P(_emptied, side=1)),
    # QR codes
    *(
        Fault(f"a line {place} the code", "qr-quiet", _P(_beside_code, shape=place), wants="code")
        for place in ("above", "left", "right", "below")
    ),
    Fault("a code of 15 mm", "qr-small", _P(_small_code, scale=0.45)),
    Fault("modules of 0.3 mm", "qr-module", _P(_small_code, scale=0.3)),
    Fault("a red code", "qr-ink", _P(_small_code, scale=0.8, ink="0 1 0.9 0.25 k")),
    Fault("a code in four inks", "qr-ink", _P(_small_code, scale=0.8, ink="0.3 0.3 0.3 1 k")),
    Fault("a code that nobody reads", "qr-unread", _spoilt_code),
    # the imprint
    Fault("a run of 0", "imprint-run", imprint=_changed(print_run=0)),
    Fault("no printer", "imprint-printer", imprint=_changed(printer=" ")),
    Fault("no size", "imprint-size", imprint=_changed(printed_size="")),
    Fault("another size", "imprint-size", imprint=_changed(printed_size="10 x 15 cm")),
    Fault("a size that is none", "imprint-size", imprint=_changed(printed_size="to bằng bàn tay")),
    Fault("no licence", "licence-missing", imprint=_changed(licence_number="")),
    Fault("a licence that is none", "licence-number", imprint=_changed(licence_number="đã có")),
    Fault("no day of the licence", "licence-date", imprint=_changed(licence_date=None)),
    Fault("no issuer", "licence-issuer", imprint=_changed(licence_issuer="")),
    Fault("no deposit", "deposit-missing", imprint=_changed(deposit_month="")),
    Fault("a deposit in month 13", "deposit-month", imprint=_changed(deposit_month="13/2019")),
    Fault(
        "licensed after the deposit",
        "licence-after-deposit",
        imprint=_changed(licence_date=date(2027, 1, 1), deposit_month="12/2026"),
    ),
)

IN_THE_FOOT = Fault("words where a standee rolls up", "foot", _P(_words, y=1790, size=60))
"""The sheets of ``FAULTS`` have no foot."""
