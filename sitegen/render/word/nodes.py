"""The body of an official text in Word: one function for each kind of Node, as on paper."""

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from sitegen.documents.addresses import leads_out
from sitegen.render.formats import file_size
from sitegen.render.print.wording import number_text
from sitegen.render.word.styles import LEVELS
from sitegen.render.word.writing import add_inline, keep_row, repeat_head, width_of

__all__ = ["Body"]

TEXT_WIDTH_MM = 160
PICTURE_WIDTH_MM = 120
_ENDS = tuple(".;:?!…")


def ended(words: str, mark: str = ".") -> str:
    """Return ``words`` with a closing mark, if they have none."""
    return words if words.endswith(_ENDS) else words + mark


_FACTS = {"code": "code", "time_limit": "time_limit", "fee": "fee", "address": "online_at"}
_FACTS_MM = {"code": 21, "time_limit": 21, "fee": 24, "address": 26}


class Body:
    """Writes nodes, given as the data of the print layout, into a document.

    ``pictures`` maps names of files to PNG bytes, as for the print layout; ``said`` is what the layout
    says by itself, in the language of the text.
    """

    def __init__(
        self, document: Document, pictures: Mapping[str, bytes], said: Mapping[str, str]
    ) -> None:
        self._document = document
        self._pictures = pictures
        self._said = said

    def write(self, nodes: Sequence[Mapping[str, Any]]) -> None:
        """Write ``nodes`` in order; a kind without a method stops."""
        for node in nodes:
            function: Callable[[Mapping[str, Any]], None] = getattr(self, f"_{node['kind']}")
            function(node)

    def paragraph(self, style: str = "Body Text", words: str = "", **look: bool) -> Any:
        """Add a paragraph of running text."""
        made = self._document.add_paragraph(style=style)
        if words:
            add_inline(made, [{"kind": "text", "value": words}], **look)
        return made

    def _titled(self, words: str) -> None:
        if words:
            self.paragraph(words=words, bold=True).paragraph_format.keep_with_next = True

    def _listed(self, items: Sequence[str]) -> None:
        for number, words in enumerate(items, start=1):
            self.paragraph("List Bullet", ended(words, "." if number == len(items) else ";"))

    def _heading(self, node: Mapping[str, Any]) -> None:
        words = node["text"].upper() if node.get("is_section") else node["text"]
        number = f"{node['number'].rstrip('.')}. " if node["number"] else ""
        self.paragraph(LEVELS[max(2, min(node["level"], 3))], number + words)

    def _paragraph(self, node: Mapping[str, Any]) -> None:
        add_inline(self.paragraph(), node["children"])

    def _bullet_list(self, node: Mapping[str, Any], style: str = "List Bullet") -> None:
        for item in node["items"]:
            add_inline(self.paragraph(style), item)

    def _numbered_list(self, node: Mapping[str, Any]) -> None:
        for number, item in enumerate(node["items"], start=1):
            add_inline(self.paragraph(words=f"{number}. "), item)

    def _callout(self, node: Mapping[str, Any]) -> None:
        usual = self._said["warning" if node["tone"] == "warning" else "note"]
        name = node["title"].rstrip(":") or usual
        first, *others = node["body"] or [{"kind": ""}]
        if first["kind"] == "paragraph":
            add_inline(self.paragraph(words=f"{name}: ", bold=True), first["children"])
        else:
            self._titled(f"{name}:")
            others = [first, *others] if first["kind"] else []
        self.write(others)

    def _quotation(self, node: Mapping[str, Any]) -> None:
        made = self.paragraph(words=f"“{node['text']}”", italic=True)
        if node["source"]:
            made.add_run(f" ({node['source']})")

    def _figure(self, node: Mapping[str, Any]) -> None:
        picture = node["picture"]
        holder = self._document.add_paragraph()
        holder.alignment = WD_ALIGN_PARAGRAPH.CENTER
        content = io.BytesIO(self._pictures[picture["file"]])
        shape = holder.add_run().add_picture(content, width=Mm(PICTURE_WIDTH_MM))
        shape._inline.docPr.set("descr", picture["alt"])
        for _, words in picture["labels"]:
            self.paragraph("Caption", words)
        if picture["caption"]:
            self.paragraph("Caption", picture["caption"])

    def _downloads(self, node: Mapping[str, Any]) -> None:
        self._titled(f"{node['title'].rstrip(':')}:")
        self._listed([_attachment(one) for one in node["attachments"]])

    def _catalogue(self, node: Mapping[str, Any]) -> None:
        self._titled(node["title"])
        facts = [self._said[_FACTS[fact]] for fact in node["facts"]]
        labels = [*facts, *(column["label"] for column in node["columns"])]
        narrow: float = 32 if len(labels) <= 3 else 88 / max(1, len(labels))
        if facts:
            narrow = 22 if len(labels) <= 3 else 14
        beside = [*(_FACTS_MM[fact] for fact in node["facts"]), *[narrow] * len(node["columns"])]
        widths = [13, TEXT_WIDTH_MM - 13 - sum(beside), *beside]
        table = self._ruled([self._said["row"], self._said["procedures"], *labels], widths)
        totals = [number_text(str(column["total"])) for column in node["columns"]]
        totals = [*[""] * len(facts), *totals]
        self._row(table, ["", self._said["total"], *totals], bold=True)
        for group in node["groups"]:
            if group["numeral"] or group["title"]:
                counted = self._said["counted"].format(count=len(group["rows"]))
                count = f" ({counted})" if node["has_counts"] else ""
                title = (group["title"] + count).strip()
                cells = self._row(table, [group["numeral"], title, *[""] * len(labels)], bold=True)
                _only_first(cells[1].merge(cells[-1]))
            for row in group["rows"]:
                has_code = row["code"] and "code" not in node["facts"]
                code = f" ({row['code']})" if has_code else ""
                marks = ["x" if mark else "" for mark in row["marks"]]
                self._row(table, [str(row["number"]), row["name"] + code, *row["facts"], *marks])
        width_of(table, widths)
        if node["source"]:
            self.paragraph(words=node["source"], italic=True)

    def _table(self, node: Mapping[str, Any]) -> None:
        self._titled(node["title"])
        table = self._ruled(["\n".join(one) for one in node["head"]], node["widths_mm"])
        for cells_of_lines in node["rows"]:
            row = ["\n".join(one) for one in cells_of_lines]
            if len(row) < len(node["head"]):
                cells = self._row(table, [row[0], *[""] * (len(node["head"]) - 1)], bold=True)
                whole = cells[0].merge(cells[-1])
                _only_first(whole)
                whole.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.LEFT
            else:
                for cell, is_figures in zip(self._row(table, row), node["figures"], strict=True):
                    side = WD_ALIGN_PARAGRAPH.RIGHT if is_figures else WD_ALIGN_PARAGRAPH.LEFT
                    cell.paragraphs[0].alignment = side
        for cell in table._cells:
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(node["size_pt"])
        width_of(table, node["widths_mm"])

    def _comparison(self, node: Mapping[str, Any]) -> None:
        self._titled(node["title"])
        left, right = node["left"], node["right"]
        widths = [13, 73.5, 73.5]
        table = self._ruled([self._said["row"], left["title"], right["title"]], widths)
        for place in range(max(len(left["stations"]), len(right["stations"]))):
            sides = ["".join(side["stations"][place : place + 1]) for side in (left, right)]
            self._row(table, [str(place + 1), *sides], centred=1)
        width_of(table, widths)
        if node["caption"]:
            self.paragraph("Caption", node["caption"])

    def _ruled(self, labels: Sequence[str], widths: Sequence[float]) -> Any:
        table = self._document.add_table(0, len(widths), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        self._row(table, labels, bold=True, centred=len(labels))
        repeat_head(table.rows[0])
        return table

    def _row(
        self, table: Any, texts: Sequence[str], *, bold: bool = False, centred: int = 0
    ) -> Sequence[Any]:
        """Add a row; names stand left in the second column, unless ``centred`` reaches it."""
        row = table.add_row()
        keep_row(row)
        for place, (cell, words) in enumerate(zip(row.cells, texts, strict=True)):
            made = cell.paragraphs[0]
            made.style = self._document.styles["Bảng"]
            made.add_run(words).bold = bold
            if (place != 1 or centred > 1) and not (centred == 1 and place):
                made.alignment = WD_ALIGN_PARAGRAPH.CENTER
        return tuple(row.cells)

    def _step_group(self, node: Mapping[str, Any]) -> None:
        self._titled(node["part"])
        if node["number"]:
            self._heading({**node, "text": node["title"]})
        else:
            self._titled(node["title"])
        if node["lead"]:
            self.paragraph(words=node["lead"])
        if node["actor"]:
            self.paragraph(words=f"{self._said['actor']}: {ended(node['actor'])}")
        if node["portal"]:
            self.paragraph(words=f"{node['portal']['name']}: {node['portal']['address']}")
        for step in node["steps"]:
            self._step(step)
        self.write(node["closing"])

    def _step(self, step: Mapping[str, Any]) -> None:
        name = f"{self._said['step']} {step['number']}: " if step["logic"] == "number" else ""
        made = self.paragraph("List Bullet", name)
        add_inline(made, step["title"])
        rest = list(step["body"])
        while rest and rest[0]["kind"] == "paragraph":
            made.add_run(" ")
            add_inline(made, rest.pop(0)["children"])
        for node in rest:
            if node["kind"] == "bullet_list":
                self._bullet_list(node, "List Bullet 2")
            else:
                self.write([node])
        for field in step["fields"]:
            for_example = self._said["example"].lower()
            example = f" ({for_example}: {field['example']})" if field["example"] else ""
            condition = f" – {field['condition']}" if field["condition"] else ""
            words = f"{field['label']}: {field['value']}{example}{condition}"
            self.paragraph("List Bullet 2", words)

    def _embedded_guide(self, node: Mapping[str, Any]) -> None:
        self._titled(node["title"])
        for group in node["groups"]:
            self._step_group(group)

    def _payment(self, node: Mapping[str, Any]) -> None:
        self._titled(f"{node['title'].rstrip(':')}:")
        self._listed(node["ways"])
        if node["account_number"]:
            said = [self._said["account"].format(number=node["account_number"])]
            if node["account_holder"]:
                said.append(self._said["holder"].format(holder=node["account_holder"]))
            if node["bank"]:
                said.append(self._said["bank"].format(bank=node["bank"]))
            self.paragraph("List Bullet", ended("".join(said)))
        if node["note"]:
            self.paragraph(words=node["note"])

    def _result_delivery(self, node: Mapping[str, Any]) -> None:
        self._titled(f"{node['title'].rstrip(':')}:")
        self._listed(node["ways"])
        if node["note"]:
            self.paragraph(words=node["note"])

    def _benefits(self, node: Mapping[str, Any]) -> None:
        self._titled(node["title"])
        self._listed(node["items"])

    def _agency_grid(self, node: Mapping[str, Any]) -> None:
        self._titled(node["title"])
        self.paragraph(words=ended("; ".join(node["names"])))

    def _contacts(self, node: Mapping[str, Any]) -> None:
        self._titled(node["title"])
        for card in node["cards"]:
            made = self.paragraph(words=f"{card['name'].rstrip(':')}: ", bold=True)
            made.add_run(ended("; ".join(_contact(card, self._said))))
            if card["note"]:
                self.paragraph(words=card["note"])

    def _channels(self, node: Mapping[str, Any]) -> None:
        for mark, item in zip(node["marks"], node["items"], strict=True):
            self._titled(f"{mark} {item['name']}")
            for words in item["body"]:
                self.paragraph(words=words)

    def _assignments(self, node: Mapping[str, Any]) -> None:
        for mark, item in zip(node["marks"], node["items"], strict=True):
            self._titled(f"{mark} {item['unit']}")
            for words in item["duties"]:
                self.paragraph("List Bullet", words)

    def _source_line(self, node: Mapping[str, Any]) -> None:
        made = self.paragraph(words=f"{self._said['source']}: {node['text']}", italic=True)
        made.alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def _see_also(self, node: Mapping[str, Any]) -> None:
        made = self.paragraph(words=f"{self._said['see_also']}: ", bold=True)
        named = (f"{title} ({path})" if leads_out(path) else title for path, title in node["links"])
        made.add_run(ended("; ".join(named)))


def _only_first(cell: Any) -> None:
    """Leave out the empty paragraphs that merged cells bring along."""
    for paragraph in cell.paragraphs[1:]:
        paragraph._p.getparent().remove(paragraph._p)


def _attachment(one: Mapping[str, Any]) -> str:
    return f"{one['title']} ({one['file_type'].upper()}, {file_size(one['size_bytes'], 'vi')})"


def _contact(card: Mapping[str, Any], words: Mapping[str, str]) -> list[str]:
    more = [
        f"{one['number']} ({one['words']})" if one["words"] else one["number"]
        for one in card["more_phones"]
    ]
    said = {
        "address": card["address"],
        "phone": ", ".join(filter(None, [card["phone"], *more])),
        "fax": card["fax"],
        "email": card["email"],
        "hours": card["hours"],
    }
    return [f"{words[name]}: {value}" for name, value in said.items() if value]
