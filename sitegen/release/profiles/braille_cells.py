"""Cells: words in braille, each run of them by the table of its language; liblouis writes them."""

import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from anyascii import anyascii

from sitegen.errors import SitegenError
from sitegen.languages import SOURCE, language_of

__all__ = ["TABLES", "said_of", "shift", "written"]

_PROGRAM = "lou_translate"
TABLES = {"vi": "vi-vn-g0.utb", "en": "en-ueb-g1.ctb"}
_CELLS_OF_ASCII = "en-us-brf.dis"
_LONGEST = 400
"""Letters for the program at a time; it breaks what is longer at any letter."""
_UNKNOWN = "'\\"
_SHIFT = re.compile("\x0e([^\x0f]*)\x0f")
"""What stands in the words where another language begins; lettered words hold none of these."""
_Run = tuple[str, str]
"""A table, and the words that are written by it."""


def shift(language: str) -> str:
    """Return the mark of where words in a language begin."""
    return f"\x0e{language}\x0f"


def said_of(text: str) -> str:
    """Return a text without the marks of languages."""
    return _SHIFT.sub("", text)


def written(texts: Iterable[str], table: str) -> tuple[list[str], set[str]]:
    """Return the cells of each text, and the letters that no table here has.

    ``table`` is for what stands before the first mark of a language. Raises SitegenError without
    liblouis.
    """
    runs = [_runs(text, table) for text in texts]
    strange = _strange(run for some in runs for run in some)
    runs = [[part for run in some for part in _at_home(run, strange)] for some in runs]
    strange = _strange(run for some in runs for run in some)
    spelt = [[(of, _spelt(said, strange[of])) for of, said in some] for some in runs]
    return _translated(spelt), set[str]().union(*strange.values())


def _runs(text: str, table: str) -> list[_Run]:
    """Return the runs of a text: each is written by the table of its language."""
    opening, *shifted = _SHIFT.split(text)
    tables = (table, *(_table_of(code, table) for code in shifted[::2]))
    runs = groupby(zip(tables, (opening, *shifted[1::2]), strict=True), key=lambda run: run[0])
    joined = [(of, "".join(said for _, said in some)) for of, some in runs]
    return [run for run in joined if run[1]]


def _table_of(code: str, otherwise: str) -> str:
    """Return the table of a passage; ``otherwise`` that of its page, for what has no table here."""
    is_latin = language_of(code).script == "Latn"
    return TABLES.get(code, TABLES["vi"]) if is_latin else otherwise


def _strange(runs: Iterable[_Run]) -> dict[str, set[str]]:
    """Return the letters that each table does not know."""
    letters: dict[str, set[str]] = {}
    for table, said in runs:
        letters.setdefault(table, set()).update(letter for letter in said if ord(letter) > 126)
    return {table: _unknown(sorted(found), table) for table, found in letters.items()}


def _at_home(run: _Run, strange: Mapping[str, set[str]]) -> Iterator[_Run]:
    """Yield a run, and those words in runs of their own that only Vietnamese has letters for."""
    table, said = run
    for is_strange, words in groupby(
        re.findall(r"\s+|\S+", said), key=lambda word: not strange[table].isdisjoint(word)
    ):
        yield (TABLES[SOURCE] if is_strange else table), "".join(words)


def _unknown(letters: Sequence[str], table: str) -> set[str]:
    cells = _run("\n".join(letters), table) if letters else []
    return {letter for letter, cell in zip(letters, cells, strict=True) if _UNKNOWN in cell}


def _spelt(text: str, strange: set[str]) -> str:
    return "".join(anyascii(letter) if letter in strange else letter for letter in text)


def _translated(texts: Sequence[Sequence[_Run]]) -> list[str]:
    """Return the cells of each text; between its runs there is room where the words have it."""
    pieces: dict[str, list[str]] = {}
    for table, said in (run for runs in texts for run in runs):
        pieces.setdefault(table, []).extend(_pieces(said))
    cells = {table: iter(_run("\n".join(some), table)) for table, some in pieces.items()}
    return ["".join(_run_cells(run, cells[run[0]]) for run in runs).strip() for runs in texts]


def _run_cells(run: _Run, cells: Iterator[str]) -> str:
    _, said = run
    before, after = said[:1].isspace(), said[-1:].isspace()
    written = " ".join(next(cells).strip() for _ in _pieces(said))
    return f"{' ' * before}{written}{' ' * after}"


def _pieces(text: str) -> list[str]:
    pieces, piece = [], ""
    for word in text.split():
        if piece and len(piece) + len(word) >= _LONGEST:
            pieces.append(piece)
            piece = word
        else:
            piece = f"{piece} {word}".strip()
    return [*pieces, piece]


def _run(text: str, table: str) -> list[str]:
    """Return what liblouis writes, line by line. Raises SitegenError when it does not."""
    try:
        done = subprocess.run(  # noqa: S603  # no shell, and the text goes in by the pipe
            [_PROGRAM, f"{_CELLS_OF_ASCII},{table}"],
            input=f"{text}\n".encode(),
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise SitegenError(
            "Máy này chưa có liblouis nên chưa viết được chữ nổi.",
            hint="Cài: apt-get install liblouis-bin, rồi chạy lại.",
            code="braille-program",
        ) from error
    except PermissionError as error:
        raise SitegenError(
            f"Máy này có liblouis nhưng không cho chạy chương trình {_PROGRAM}.",
            hint="Cài lại: apt-get install --reinstall liblouis-bin, rồi chạy lại.",
            code="braille-program",
        ) from error
    lines = done.stdout.decode("ascii", "replace").split("\n")[:-1]
    if len(lines) != text.count("\n") + 1:
        said = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise SitegenError(
            f"liblouis không viết được chữ nổi: {said or f'{len(lines)} dòng'}.",
            hint="Cài lại gói liblouis-data (bảng chữ nổi), rồi chạy lại.",
            code="braille-program",
        )
    return lines
