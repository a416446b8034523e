"""The braille profile: pages as BRF, ready for an embosser or a braille display.

Pages of 25 lines with 40 cells, the last line for the number. liblouis writes the cells, in a
process of its own. For Vietnamese its table ``vi-vn-g0``: the national system without contractions,
which everybody reads who reads braille; ``vi-vn-g1`` and ``-g2`` are contracted, ``vi-saigon-g1`` is
read by adults of the south, and ``vi.ctb`` is computer braille of eight dots without ơ, ư and tones.
"""

import copy
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.etree.ElementTree import Element

from sitegen.errors import Finding, SitegenError
from sitegen.languages import language_of
from sitegen.release.profiles.braille_cells import TABLES, said_of, shift, written
from sitegen.release.profiles.entry import Entry, Released, made
from sitegen.release.profiles.reading import Reading, readings
from sitegen.release.profiles.reading_tables import rows
from sitegen.release.profiles.single import file_name

__all__ = ["CELLS", "LINES", "braille"]

CELLS, LINES = 40, 25

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = {*_HEADINGS, "p", "ul", "ol", "li", "blockquote", "table", "hr", "pre"}
_HYPHEN = "-"
_DOT = re.compile(r"\s+·\s+")
"""What stands between two words on a screen; braille has no such sign."""
_PERCENT = re.compile(r"(?<=\d)\s+%")
_PICTURE = {"vi": "Hình", "en": "Picture"}


@dataclass(frozen=True, slots=True)
class _Block:
    """Words with the cells before their first line and the others; a heading has a level."""

    text: str
    first: int = 0
    others: int = 0
    level: int = 0


def braille(
    released: Released,
    pages: Iterable[str],
    tell: Callable[[Finding], None] = lambda finding: None,
) -> Iterator[Entry]:
    """Yield one BRF file for each of ``pages``: a page, with the pages below it when it has any.

    Raises SitegenError without liblouis, or for a language that it is not asked to write.
    """
    taken: set[str] = set()
    for wanted in pages:
        chapters = readings(released, wanted)
        sheets = [sheet for one in chapters for sheet in _sheets(_lines(one, tell))]
        name = file_name(chapters[0].path, taken)
        taken.add(name)
        yield made(f"{name.removesuffix('.html')}.brf", _numbered(sheets, chapters[0]))


def _lines(one: Reading, tell: Callable[[Finding], None]) -> list[tuple[int, list[str]]]:
    """Return the lines of each block, with the level of a heading."""
    table = _table(one)
    body = copy.deepcopy(one.body)
    _inherit(body, one.spoken)
    blocks = list(_blocks(body, _PICTURE.get(one.spoken, _PICTURE["vi"]), 0))
    cells, strange = written((block.text for block in blocks), table)
    if strange:
        tell(
            Finding(
                code="braille-letter",
                severity="warning",
                page=one.title,
                message=f"Bảng chữ nổi không có: {' '.join(sorted(strange))}.",
                hint="Đã viết bằng chữ gần nhất. Nhờ người đọc chữ nổi xem lại những chỗ ấy.",
            )
        )
    return [
        (block.level, _wrapped(of_one, block)) for of_one, block in zip(cells, blocks, strict=True)
    ]


def _inherit(element: Element, language: str) -> None:
    """Let every element say its language itself."""
    element.set("lang", element.get("lang", language))
    for child in element:
        _inherit(child, element.get("lang", language))


def _table(one: Reading) -> str:
    language = language_of(one.spoken)
    if language.script != "Latn":
        raise SitegenError(
            f"Chưa có bảng chữ nổi đã kiểm cho {language.name}.",
            page=one.title,
            hint="Xuất chữ nổi cho trang tiếng Việt.",
            code="braille-language",
        )
    return TABLES.get(language.code, TABLES["vi"])


def _blocks(parent: Element, picture: str, depth: int) -> Iterator[_Block]:
    """Yield what stands in an element in order, deeper by two cells inside lists and quotes."""
    for number, child in enumerate(parent, int(parent.get("start", "1"))):
        at = 2 * depth
        if child.tag in _HEADINGS:
            yield _Block(_words(child, picture), level=_HEADINGS[child.tag])
        elif child.tag == "table":
            for row in _rows(child, picture):
                yield _Block(row, at, at + 2)
        elif child.tag == "li":
            sign = f"{number}. " if parent.tag == "ol" else "- "
            yield _Block(f"{sign}{_opening(child, picture)}", at, at + 2)
            yield from _blocks(_rest(child), picture, depth + 1)
        elif child.tag in {"ul", "ol"}:
            yield from _blocks(child, picture, depth)
        elif child.tag == "blockquote":
            yield from _blocks(child, picture, depth + 1)
        elif child.tag != "hr":
            yield _Block(_words(child, picture), at + 2, at)


def _opening(item: Element, picture: str) -> str:
    """Return the words of an item before its first block, or those of its first paragraph."""
    children = list(item)
    if children and children[0].tag == "p" and not (item.text or "").strip():
        return _words(children[0], picture)
    inline = Element("p", item.attrib)
    inline.text = item.text
    for child in children:
        if child.tag in _BLOCKS:
            break
        inline.append(child)
    return _words(inline, picture)


def _rest(item: Element) -> Element:
    """Return the blocks of an item after its opening."""
    rest = Element("li")
    blocks = [child for child in item if child.tag in _BLOCKS]
    is_opened = len(item) > 0 and item[0].tag == "p" and not (item.text or "").strip()
    rest.extend(blocks[1:] if is_opened else blocks)
    return rest


def _rows(table: Element, picture: str) -> Iterator[str]:
    """Yield each row as sentences: the head of a column, a colon, and the cell."""
    for row in rows(table):
        cells = [
            (_words(head, picture) if head is not None else "", _words(cell, picture))
            for head, cell in row
        ]
        yield "; ".join(f"{head}: {cell}" if head else cell for head, cell in cells if cell)


def _words(element: Element, picture: str) -> str:
    said = _said(element, picture)
    said = unicodedata.normalize("NFC", " ".join(said.split()))
    said = _DOT.sub("; ", _PERCENT.sub("%", said))
    return said if said_of(said).strip() else ""


def _said(element: Element, picture: str) -> str:
    own = shift(element.get("lang", ""))
    parts = [own, element.text or ""]
    for child in element:
        if child.tag == "img" and child.get("alt"):
            parts.append(f"{picture}: {shift(child.get('lang', ''))}{child.get('alt')}")
        elif child.tag != "img":
            parts.append(" " if child.tag == "br" else _said(child, picture))
        parts += [own, child.tail or ""]
    return "".join(parts)


def _wrapped(cells: str, block: _Block) -> list[str]:
    """Return the lines of a block; a word that is longer than a line is cut with a hyphen."""
    if block.level:
        first = others = 0 if block.level == 1 else 4 if block.level == 2 else 6
    else:
        first, others = min(block.first, CELLS // 2), min(block.others, CELLS // 2)
    lines, line, start = list[str](), "", first
    for word in cells.split():
        if line and len(line) + 1 + len(word) > CELLS - start:
            lines.append(" " * start + line)
            line, start = "", others
        line = f"{line} {word}".strip()
        while len(line) > CELLS - start:
            room = CELLS - start - len(_HYPHEN)
            lines.append(" " * start + line[:room] + _HYPHEN)
            line, start = line[room:], others
    if line:
        lines.append(" " * start + line)
    return [line.strip().center(CELLS).rstrip() for line in lines] if block.level == 1 else lines


def _sheets(blocks: Sequence[tuple[int, list[str]]]) -> list[list[str]]:
    """Return the lines of each page: a heading has an empty line about it and stays with what follows."""
    sheets: list[list[str]] = [[]]
    for (level, lines), after in pairwise([*blocks, (0, [])]):
        gap = [""] if level and sheets[-1] else []
        needed = len(gap) + len(lines) + (2 if level and after[1] else 0)
        if level and len(sheets[-1]) + needed > LINES - 1:
            sheets.append([])
            gap = []
        for line in (*gap, *lines, *([""] if level == 1 else [])):
            if len(sheets[-1]) == LINES - 1:
                sheets.append([])
            sheets[-1].append(line)
    return sheets


def _numbered(sheets: Sequence[Sequence[str]], first: Reading) -> bytes:
    numbers, _ = written(map(str, range(1, len(sheets) + 1)), _table(first))
    text = ""
    for sheet, number in zip(sheets, numbers, strict=True):
        empty = [""] * (LINES - 1 - len(sheet))
        lines = [*sheet, *empty, number.rjust(CELLS)]
        text += "\r\n".join(line.rstrip() for line in lines) + "\r\n\f"
    return text.upper().encode("ascii")
