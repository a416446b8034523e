"""The list of what is found in the five documents: the rules still find it, and the sums are the table's."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from sitegen.documents.outdated import Outdated
from sitegen.proofreading.run import RULES
from sitegen.proofreading.texts import Known, PageTexts, PortalName, Term, Text

DOCS = Path(__file__).resolve().parents[2] / "docs"
LISTED, TABLE = (DOCS / name for name in ("proofreading-findings.md", "proofreading.md"))
MOST_WRONG = 0.1
HIDDEN = "…"
WHOLE_PAGE = {"sums", "tone-mix"}
"""Rules that need more than one line: their own tests have tables and pages."""

KNOWN = Known(
    portals=(
        PortalName(("Cổng Dịch vụ công quốc gia", "Cổng quốc gia"), "dichvucong.gov.vn"),
        PortalName(("Cổng Dịch vụ công tỉnh Đắk Lắk",), "dichvucong.daklak.gov.vn"),
    ),
    outdated=(
        *(
            Outdated(words=f"dichvucong.{name}.gov.vn", said="cổng này đã ngừng")
            for name in ("backan", "daklak")
        ),
        Outdated(
            words="42/2022/NĐ-CP",
            said="văn bản này hết hiệu lực",
            is_misleading=False,
            until=date(2026, 6, 30),
        ),
    ),
    terms=tuple(Term(f"Mức độ {number}", date(2022, 8, 14), "") for number in range(1, 5)),
)


def _rows(text: str) -> list[list[str]]:
    rows = re.findall(r"^\|(.+)\|$", text, re.M)
    return [[cell.strip().strip("`") for cell in row.split("|")] for row in rows]


def _listed() -> list[tuple[str, list[str]]]:
    """Return every finding with its document: rule, words, line, verdict."""
    parts = re.split(r"^## (.+)$", LISTED.read_text("utf-8"), flags=re.M)[1:]
    return [
        (document, row)
        for document, text in zip(parts[::2], parts[1::2], strict=True)
        for row in _rows(text)[2:]
    ]


def test_every_listed_finding_is_still_found() -> None:
    rules = {one.name: one for one in RULES}
    asked = 0
    for document, (rule, words, line, _verdict) in _listed():
        if rule in WHOLE_PAGE or HIDDEN in words:
            continue
        page = PageTexts(texts=(Text("body.paragraph", line),))
        found = {one.words for one in rules[rule].find(page, KNOWN)}
        if not found and line.endswith("**"):  # half of a pair, whose other half is another line
            continue
        assert words in found, (document, rule, line)
        asked += 1
    assert asked > 130


def test_the_table_counts_what_is_listed_and_one_in_ten_is_wrong_at_most() -> None:
    listed = _listed()
    counted = Counter((document, row[0]) for document, row in listed)
    wrong = Counter(row[0] for _document, row in listed if row[3])
    said = TABLE.read_text("utf-8").partition("## What it finds in the five documents")[2]
    head, _line, *rows = _rows(said.partition("\nOf the 63")[0])
    documents = head[1:-2]
    for rule, *numbers in rows:
        given = [int(number or 0) for number in numbers]
        if rule == "all":
            assert given[-2:] == [len(listed), wrong.total()]
            continue
        expected = [counted[document, rule] for document in documents]
        assert given == [*expected, sum(expected), wrong[rule]], rule
    assert wrong.total() <= MOST_WRONG * len(listed)


@pytest.mark.parametrize(
    ("rule", "words", "times"),
    [
        ("expired-term", r"mức độ [34]", 57),
        ("doubled-word", "của của", 3),
        ("end-mark", r"\./", 1),
        ("repealed-basis", r"\S+", 2),
        ("closed-portal", r"\S+", 9),
        ("portal-address", r"\S+", 2),
        ("sums", ".+", 5),
        ("account-number", ".+", 1),
        ("mobile-number", ".+", 1),
    ],
)
def test_what_had_to_be_found_is_in_the_list(rule: str, words: str, times: int) -> None:
    found = [row for _document, row in _listed() if row[0] == rule]
    assert sum(bool(re.fullmatch(words, row[1], re.I)) for row in found) == times
