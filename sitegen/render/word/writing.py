"""Writing: paragraphs, running text, tables and fields of a Word file."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, RGBColor

__all__ = [
    "add_inline",
    "add_page_number",
    "border",
    "keep_row",
    "list_marks",
    "plain_table",
    "repeat_head",
    "width_of",
    "without_cell_margins",
]


def add_inline(paragraph: Any, nodes: Iterable[Mapping[str, Any]], **look: bool) -> None:
    """Write running text: the union Inline as data; an unknown kind stops."""
    for node in nodes:
        _add_one(paragraph, node, look)


def _add_one(paragraph: Any, node: Mapping[str, Any], look: dict[str, bool]) -> None:
    match node["kind"]:
        case "text":
            _run(paragraph, node["value"], look)
        case "button_name":
            _run(paragraph, node["value"], look | {"bold": True})
        case "fact_value":
            _run(paragraph, node["value"], look)
            if not node["is_issued"]:
                _run(paragraph, node["remark"], look)
        case "line_break":
            paragraph.add_run().add_break(WD_BREAK.LINE)
        case "strong":
            add_inline(paragraph, node["children"], **look | {"bold": True})
        case "emphasis":
            add_inline(paragraph, node["children"], **look | {"italic": True})
        case "subscript" | "superscript" as name:
            add_inline(paragraph, node["children"], **look | {name: True})
        case "link":
            add_inline(paragraph, node["children"], **look)
            _add_address(paragraph, node, look)
        case kind:
            raise ValueError(f"writing.py cannot write {kind}")


def _add_address(paragraph: Any, node: Mapping[str, Any], look: dict[str, bool]) -> None:
    """Write the address of a link in brackets, unless its words say it."""
    if node["target"] != "web" or node["address"].startswith("tel:"):
        return
    bare = _bare(node["address"])
    if bare != _bare("".join(child.get("value", "") for child in node["children"])):
        _run(paragraph, f" ({bare})", look)


def _bare(address: str) -> str:
    for start in ("https://", "http://", "mailto:", "www."):
        address = address.removeprefix(start)
    return address.rstrip("/")


def _run(paragraph: Any, words: str, look: Mapping[str, bool]) -> None:
    run = paragraph.add_run(words)
    for name, value in look.items():
        setattr(run.font, name, value)


def plain_table(container: Any, widths_mm: Sequence[float], *, rows: int = 1) -> Any:
    """Add a table without lines, for things that stand side by side."""
    total = Mm(sum(widths_mm))
    is_document = isinstance(container, Document)
    table = (
        container.add_table(rows, len(widths_mm))
        if is_document
        else container.add_table(rows, len(widths_mm), total)
    )
    width_of(table, widths_mm)
    return table


def width_of(table: Any, widths_mm: Sequence[float]) -> None:
    """Set the widths of the columns, which Word and LibreOffice read in different places."""
    table.autofit = False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def without_cell_margins(table: Any) -> None:
    """Let the words of a table use its columns to the edge."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), "0")
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is None:
        properties.append(margins)
    else:
        look.addprevious(margins)


def repeat_head(row: Any) -> None:
    """Repeat a row at the top of every page: it names the columns."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def keep_row(row: Any) -> None:
    """Keep a row on one page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def border(paragraph: Any, *sides: str, colour: RGBColor | None = None, space_pt: int = 1) -> None:
    """Draw lines of 0.5 pt at ``sides`` ("bottom") of a paragraph, as wide as its indents leave."""
    drawn = OxmlElement("w:pBdr")
    for side in [one for one in ("top", "left", "bottom", "right") if one in sides]:
        line = OxmlElement(f"w:{side}")
        values = {"val": "single", "sz": "4", "space": str(space_pt)}
        values["color"] = str(colour or "000000")
        for name, value in values.items():
            line.set(qn(f"w:{name}"), value)
        drawn.append(line)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(drawn, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")


def add_page_number(paragraph: Any) -> None:
    """Write the number of the page, which Word counts."""
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = words
        run._r.append(mark)


def list_marks(document: Document, marks: Mapping[str, str], indent_cm: float) -> None:
    """Give list styles their marks: they stand where paragraphs begin, and lines run full."""
    numbering = document.part.numbering_part.element
    for number, (name, mark) in enumerate(marks.items(), start=90):
        kind = _list_kind(number, mark, indent_cm)
        numbering.insert(0, kind)
        used = OxmlElement("w:num")
        used.set(qn("w:numId"), str(number))
        points_to = OxmlElement("w:abstractNumId")
        points_to.set(qn("w:val"), str(number))
        used.append(points_to)
        numbering.append(used)
        properties = document.styles[name].element.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_numId().val = number


def _list_kind(number: int, mark: str, indent_cm: float) -> Any:
    kind = OxmlElement("w:abstractNum")
    kind.set(qn("w:abstractNumId"), str(number))
    level = OxmlElement("w:lvl")
    level.set(qn("w:ilvl"), "0")
    for name, value in (
        ("start", "1"),
        ("numFmt", "bullet"),
        ("suff", "space"),
        ("lvlText", mark),
        ("lvlJc", "left"),
    ):
        part = OxmlElement(f"w:{name}")
        part.set(qn("w:val"), value)
        level.append(part)
    place = OxmlElement("w:pPr")
    indent = OxmlElement("w:ind")
    indent.set(qn("w:left"), "0")
    indent.set(qn("w:firstLine"), str(round(indent_cm * 567)))
    place.append(indent)
    level.append(place)
    kind.append(level)
    return kind
