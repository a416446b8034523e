"""Where the heads of the columns stand in a table, which is which, and what each line below is."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cms.importing.grid import Cell, Grid, Line, as_text
from cms.importing.registries import KIND, Column
from cms.importing.values import folded

__all__ = ["NUMBER", "DataLine", "Layout", "data_lines", "layout_of"]

NUMBER = "number"
"""The running number of a list: it tells groups from rows, and is nothing to be taken."""

_NUMBER = re.compile(r"^(stt|tt|so-tt|so-thu-tu|no)$")
_LOOKED_AT = 40
_ROMAN = re.compile(r"^(?:[IVXLC]+|[A-ZĐ])[.)/]?$")
_GROUP = re.compile(
    r"^(?:(?P<numeral>[IVXLC]+|[A-ZĐ]|\d+)\s*[.)/:–-]\s*)(?P<name>[^\W\d].*)$", re.DOTALL
)
_FIELD = re.compile(r"^lĩnh\s+vực\s*:?\s*", re.IGNORECASE)
_COUNT = re.compile(r"\s*\(\s*\d+\s*(?:tthc|thủ\s+tục|dvc)?[^()]*\)$", re.IGNORECASE)
_LEVEL = re.compile(r"^(thu-tuc(-hanh-chinh)?-)?cap-|^danh-muc|^phan-|^thu-tuc-hanh-chinh")
_COUNTED = re.compile(r"^\(?(?:\d{1,2}|[A-Za-zĐđ])\)?$")
_TOTAL = re.compile(r"^(tong|tong-(cong|so).*|cong)$")


@dataclass(frozen=True, slots=True)
class Layout:
    """``below`` is the place of the first line under the heads; ``guess`` names columns by place."""

    heads: tuple[str, ...]
    below: int
    guess: Mapping[int, str]
    first: Line | None


@dataclass(frozen=True, slots=True)
class DataLine:
    """A line that may become a row, with the group that it stands under."""

    line: Line
    group: str = ""
    numeral: str = ""


def layout_of(grid: Grid, columns: Sequence[Column]) -> Layout:
    """Return the best guess; without any head the lines begin at the first one."""
    best, score = Layout(_heads(grid, ()), 0, {}, None), 0
    for at in range(min(len(grid.lines), _LOOKED_AT)):
        one = grid.lines[at]
        heads = _heads(grid, (one,))
        guess = _guess(heads, columns)
        if _score(guess) > score:
            best, score = Layout(heads, at + 1, guess, one), _score(guess)
        if at + 1 < len(grid.lines) and _is_second(one, grid.lines[at + 1], guess):
            heads = _heads(grid, (one, grid.lines[at + 1]))
            guess = _guess(heads, columns)
            if _score(guess) > score:
                best, score = Layout(heads, at + 2, guess, one), _score(guess)
    return best


def _score(guess: Mapping[int, str]) -> int:
    found = set(guess.values())
    return len(found) + ("name" in found) if found - {NUMBER} else 0


def _heads(grid: Grid, lines: tuple[Line, ...]) -> tuple[str, ...]:
    """Return the head of each column; of two lines the upper one reaches to the right."""
    heads, above = [], ""
    for column in range(grid.width):
        parts = [" ".join(as_text(line.at(column)).split()) for line in lines]
        if len(parts) > 1:
            above = parts[0] or (above if parts[1] else "")
            parts = [above, parts[1]]
        heads.append(" ".join(dict.fromkeys(filter(None, parts))))
    return tuple(heads)


def _is_second(first: Line, second: Line, guess: Mapping[int, str]) -> bool:
    """Tell whether the line below may be a second line of heads: it has no name and no code."""
    named = [at for at, name in guess.items() if name in {"name", "code", NUMBER}]
    return bool(named) and all(second.at(at) in {"", first.at(at)} for at in named)


def _guess(heads: Sequence[str], columns: Sequence[Column]) -> dict[int, str]:
    found: dict[int, str] = {}
    for at, head in enumerate(heads):
        said = folded(head) if len(head) < 200 else ""
        if _NUMBER.search(said):
            name: str | None = NUMBER
        else:
            name = _name(said, columns)
        if said and name and name not in found.values():
            found[at] = name
    return found


def _name(said: str, columns: Sequence[Column]) -> str | None:
    """Return which column a head names; "toàn trình, một phần" names no kind, but all of them."""
    found = [one.name for one in columns if re.search(one.heading, said)]
    kinds = [one for one in found if one.startswith(f"{KIND}:")]
    if len(kinds) > 1:
        found = [one for one in found if one not in kinds] or [KIND]
    return next(iter(found), None)


def data_lines(grid: Grid, layout: Layout, mapping: Mapping[int, str]) -> Iterator[DataLine]:
    """Yield the lines that are to become rows; heads, totals and groups are none of them."""
    group = numeral = ""
    for line in grid.lines[layout.below :]:
        cells = [as_text(one) for one in line.cells]
        if _is_head(line, layout) or is_total(cells) or _is_count(cells):
            continue
        found = _group(line, mapping)
        if found is not None:
            numeral, group = found
        else:
            yield DataLine(line, group, numeral)


def _is_head(line: Line, layout: Layout) -> bool:
    return layout.first is not None and _same(line.cells, layout.first.cells)


def _same(one: Sequence[Cell], other: Sequence[Cell]) -> bool:
    return [folded(as_text(cell)) for cell in one] == [folded(as_text(cell)) for cell in other]


def is_total(cells: Sequence[str]) -> bool:
    words = [one for one in cells if one and not one.replace(".", "").isdecimal()]
    return bool(words) and all(_TOTAL.search(folded(one)) for one in words)


def _is_count(cells: Sequence[str]) -> bool:
    """Tell whether a line numbers the columns: (1), (2), (3)."""
    filled = [one for one in cells if one]
    return len(filled) >= 3 and all(map(_COUNTED.fullmatch, filled)) and len(set(filled)) > 2


def _group(line: Line, mapping: Mapping[int, str]) -> tuple[str, str] | None:
    """Return numeral and name of the group that a line opens, None when it is a row."""
    number = next((at for at, name in mapping.items() if name == NUMBER), None)
    said = " ".join(as_text(line.at(number)).split()) if number is not None else ""
    others = [one for at, one in enumerate(line.cells) if at != number and one != ""]
    words = list(dict.fromkeys(" ".join(as_text(one).split()) for one in others))
    words = [one for one in words if one != said] or ([said] if said else [])
    if len(words) != 1 or (said and said != words[0] and not _ROMAN.match(said)):
        return None
    found = _GROUP.match(words[0])
    is_named = bool(_FIELD.search(found["name"] if found else words[0]))
    is_numbered = found is not None and not found["numeral"].isdecimal()
    if not (_ROMAN.match(said) or is_named or is_numbered):
        return None
    numeral, name = (found["numeral"], found["name"]) if found else (said.rstrip(".)/"), words[0])
    if _LEVEL.search(folded(name)):
        return "", ""
    return (numeral if not numeral.isdecimal() else "", _named(name))


def _named(said: str) -> str:
    """Return the name of a field: without "Lĩnh vực", and not in capitals."""
    bare = _COUNT.sub("", said.strip())
    name = _FIELD.sub("", bare).strip(" .:;") or bare
    if name == name.upper():
        name = name.lower()
    return name[:1].upper() + name[1:]
