"""Scripts and sheets are delivered without space and remarks: that may change nothing they do."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.render import assets

_SCRIPTS = sorted((Path(assets.__file__).parent / "assets").rglob("*.js"))
_SHEETS = sorted((Path(assets.__file__).parent / "assets/css").glob("*.css"))
_AS_IT_STANDS = {"sw.js"}
_QUOTED = re.compile(
    r""""(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|(?<=[=(,:!&|?] )/(?:\\.|[^/\\\n])+/"""
)


def _ends_within_words(lines: list[str]) -> Iterator[int]:
    """Yield the number of each line that ends within the words of a template literal."""
    opened: list[str] = []
    for number, line in enumerate(lines, 1):
        for sign in re.findall(r"\\.|\$\{|[`{}]", line):
            is_in_words = opened[-1:] == ["`"]
            if sign == "`":
                opened.pop() if is_in_words else opened.append("`")
            elif sign == "${" or (sign == "{" and not is_in_words):
                opened.append("{")
            elif sign == "}" and opened[-1:] == ["{"]:
                opened.pop()
        if opened[-1:] == ["`"]:
            yield number


@pytest.mark.parametrize("script", _SCRIPTS, ids=lambda script: script.name)
def test_no_words_of_a_script_go_over_a_line(script: Path) -> None:
    """So a line that begins with // is a remark and no text, and space before a line is no text."""
    lines = [_QUOTED.sub("", line.strip()) for line in script.read_text("utf-8").splitlines()]
    code = ["" if line.startswith(("//", "/*")) else line for line in lines]
    assert list(_ends_within_words(code)) == []
    assert not any(line.endswith("\\") for line in code)
    if script.name not in _AS_IT_STANDS:
        remarks = [line for line in lines if line.startswith("/*")]
        assert all(line.index("*/") == len(line) - 2 for line in remarks)


def test_words_that_go_over_a_line_would_be_found() -> None:
    assert list(_ends_within_words(["a = `x ${b({", "// c", "})} y`;", "d = `", "// e", "`;"])) == [
        4,
        5,
    ]


@pytest.mark.parametrize("sheet", _SHEETS, ids=lambda sheet: sheet.name)
def test_a_sheet_loses_nothing_but_space_and_remarks(sheet: Path) -> None:
    written = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
    delivered = assets.sheet(sheet.stem)
    assert delivered.count("\n") == 1
    assert "/*" not in delivered
    assert _without_space(delivered) == _without_space(written)


def _without_space(sheet: str) -> str:
    return re.sub(r"\s", "", sheet).replace(";}", "}")
