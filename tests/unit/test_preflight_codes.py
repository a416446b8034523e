"""Every code that preflight can give stands in docs/preflight.md, and something shows that it is given."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sitegen.documents.leaflet import Panel
from sitegen.preflight import preflight, press_sheet
from tests.press_faults import FAULTS, IN_THE_FOOT, seeded
from tests.print_formats import FORMATS
from tests.unit.print_samples import (
    CONTACTS,
    COVER,
    IMPRINT,
    PORTAL_LINE,
    a_leaflet,
    picture_bytes,
)

ROOT = Path(__file__).parents[2]
PREFLIGHT = sorted((ROOT / "sitegen/preflight").glob("*.py"))
BESIDE = [ROOT / "sitegen/documents/one_sheet.py", ROOT / "cms/collect/standing.py"]
"""What they say is told with the remarks of preflight."""

MADE = ("Remark", "Finding", "Standing", "_error", "_remark")
SEEDED = {fault.code for fault in (*FAULTS, IN_THE_FOOT)}
SHOWN = {
    "imprint-unplaced": "test_spreading.py",
    "layout-missing": "test_one_sheet_print.py",
    "layout-small": "test_wall_sheets.py",
    "layout-unprinted": "test_one_sheet_print.py",
    "outdated": "test_preflight.py",
    "panel-nearly-empty": "test_fullness.py",
    "panel-turned": "test_advice_holds.py",
    "personal": "test_preflight.py",
    "picture-words": "test_preflight.py",
}
"""What is no fault of the file, but of the content or the place: the test that has it."""

_CODE = re.compile(r"[a-z]+(?:-[a-z]+)*")
_TABLE_ROW = re.compile(r"^\|.*$", re.MULTILINE)


def codes_in(source: str) -> Iterator[str]:
    """Yield the codes: of a remark, or the first of a tuple from which one is made."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id=name), args=args, keywords=named) if name in MADE:
                values = [*args, *(one.value for one in named if one.arg == "code")]
                yield from (code for value in values for code in _codes(value))
            case ast.Tuple(elts=[first, *rest]) if not all(map(_is_name, rest)):
                yield from _codes(first)


def _is_name(node: ast.expr) -> bool:
    """Tell whether a tuple may be a list of names: what is said of a code has words."""
    said = node.value if isinstance(node, ast.Constant) else None
    return isinstance(said, str) and " " not in said


def _codes(node: ast.expr) -> list[str]:
    match node:
        case ast.Constant(value=str(said)) if _CODE.fullmatch(said):
            return [said]
        case ast.IfExp(body=one, orelse=other):
            return [*_codes(one), *_codes(other)]
    return []


def codes_of(files: list[Path]) -> list[str]:
    return sorted({code for file in files for code in codes_in(file.read_text("utf-8"))})


def test_a_code_is_found_however_a_remark_is_made() -> None:
    source = """
def some():
    yield Remark(code="one-way" if bad else "other-way", severity="error")
    yield _error("a-third", "Chữ.")
    yield "of-a-tuple", True, "Có chữ."
    found.append(("appended", "Có chữ."))
"""
    assert set(codes_in(source)) == {"one-way", "other-way", "a-third", "of-a-tuple", "appended"}
    assert len(codes_of(PREFLIGHT)) > 70


@pytest.mark.parametrize("code", codes_of([*PREFLIGHT, *BESIDE]))
def test_every_code_stands_in_a_table_of_the_docs(code: str) -> None:
    rows = " ".join(_TABLE_ROW.findall((ROOT / "docs/preflight.md").read_text("utf-8")))
    named = re.findall(r"`([a-z-]+\*?)`", rows)
    assert any(re.fullmatch(one.replace("*", ".*"), code) for one in named), code


@pytest.mark.parametrize("code", codes_of([*PREFLIGHT, BESIDE[0]]))
def test_every_code_has_a_seeded_fault_or_a_test_that_has_it(code: str) -> None:
    assert (code in SEEDED) != (code in SHOWN), "a fault in tests/press_faults.py, or a test here"
    if code in SHOWN:
        assert f'"{code}"' in (Path(__file__).parent / SHOWN[code]).read_text("utf-8")


def test_what_stands_where_a_standee_rolls_up_is_named() -> None:
    (form,) = (one for one in FORMATS if one.foot_mm)
    panel = Panel(name="", parts=(COVER, PORTAL_LINE, CONTACTS, IMPRINT))
    document = replace(a_leaflet(), format=form, panels=(panel,))
    sheet = press_sheet(document, load_picture=picture_bytes)
    assert "foot" not in {one.code for one in sheet.remarks}
    made = seeded(sheet.pdf, sheet.laid_out or document, IN_THE_FOOT)
    (said,) = (one for one in preflight(made.pdf, made.document) if one.code == "foot")
    assert (said.severity, said.part) == ("error", "“Hello”")
