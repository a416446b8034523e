"""Lines of an official text: nothing is cut where a reader would not cut it."""

import random
import subprocess
from dataclasses import dataclass, replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from sitegen.documents.base import PartialDate
from sitegen.documents.nodes import Node
from sitegen.render.print import render_sheet
from tests.unit.print_places import MM, faults_of, lines_of, pages_of
from tests.unit.print_samples import a_step_group, an_announcement, paragraph, picture_bytes

SYMBOLS = (
    "TB-SNV",
    "TB-BQLDAĐTXDCTGTVNNPTNT-VP-TCHC",
    "BQLDAĐTXDCTGTVNNPTNT-VP-TCHC-QLDADDCN",
    "TTCNTT&TT-KTHTCNTTATTT",
)
PLACES = ("Huế", "Bắc Kạn", "Thành phố Hồ Chí Minh", "Thị trấn Nà Phặc, huyện Ngân Sơn", "")
ADDRESSES = (
    "dichvucong.backan.gov.vn",
    "https://dichvucong.gov.vn/p/home/dvc-trang-chu.html",
    "sonoivu@daklak.gov.vn",
)


WORDS = """Mở Cổng Dịch vụ công của tỉnh rồi vào địa chỉ bằng điện thoại hay máy tính hồ sơ đơn vị
hành chính nộp phí giấy tờ thủ tục trực tuyến của cơ quan"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word as poppler sees it, in points from the top left."""

    text: str
    left: float
    right: float
    top: float


def printed(body: tuple[Node, ...] = (), **changes: object) -> bytes:
    document = an_announcement(body=body, **changes)
    return render_sheet(document, mode="print", load_picture=picture_bytes).pdf


def rows_of(pdf: bytes) -> list[list[Word]]:
    """Return the words of every line, in the order of the file."""
    done = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True
    )
    rows: list[list[Word]] = []
    file = ET.fromstring(done.stdout)  # noqa: S314  # poppler's own words about our own file
    for item in file.iter("{http://www.w3.org/1999/xhtml}word"):
        at = {name: float(item.attrib[name]) for name in ("xMin", "xMax", "yMin")}
        word = Word(text=item.text or "", left=at["xMin"], right=at["xMax"], top=at["yMin"])
        if rows and abs(rows[-1][-1].top - word.top) < 1 and rows[-1][-1].right <= word.left:
            rows[-1].append(word)
        else:
            rows.append([word])
    return rows


@pytest.mark.parametrize("symbol", SYMBOLS)
@pytest.mark.parametrize("number", ["", "7", "12345"])
def test_a_symbol_breaks_only_after_a_dash(symbol: str, number: str) -> None:
    pdf = printed(symbol=symbol, number=number)
    assert faults_of(pdf) == []
    pieces = {f"{part}-" for part in symbol.split("-")[:-1]} | {symbol.rsplit("-", maxsplit=1)[-1]}
    left = [run for run in pages_of(pdf)[0] if run.left < 95 * MM and run.size == 13]
    said = "\n".join(line.replace(" ", "") for line in lines_of(left))
    whole = said.split("/", maxsplit=1)[1]
    for line in whole.split("\n"):
        rest = line.strip()
        for piece in sorted(pieces, key=len, reverse=True):
            rest = rest.replace(piece, "")
        assert rest == "", said
    assert whole.replace("\n", "") == symbol


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "day", [PartialDate(), PartialDate(year=2026, month=11), PartialDate(year=2026, month=2, day=3)]
)
def test_the_date_stands_on_one_line(place: str, day: PartialDate) -> None:
    pdf = printed(place=place, signed_on=day, issuing_agency="Trung tâm Phục vụ hành chính công")
    assert faults_of(pdf) == []
    dates = [line for line in lines_of(pages_of(pdf)[0]) if "ngày" in line and "Căn cứ" not in line]
    assert "tháng" in dates[0]
    assert "năm" in dates[0]


@pytest.mark.parametrize("seed", range(20))
def test_addresses_do_not_stretch_the_words_of_a_line(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311  # no secret
    words = WORDS.split()
    said = [" ".join(dice.choices(words, k=dice.randint(4, 30))) for _ in range(8)]
    sentences = [f"{one} {dice.choice(ADDRESSES)}, {one.lower()}." for one in said]
    signed_on = PartialDate(year=2026, month=11, day=20)
    body = (a_step_group("", *sentences), *map(paragraph, sentences))
    pdf = printed(body=body, number="7", signed_on=signed_on)
    assert faults_of(pdf) == []
    for row in rows_of(pdf):
        gaps = [after.left - before.right for before, after in pairwise(row)]
        body = [gap for gap in gaps if gap < 40]  # the columns of the head stand further apart
        assert max(body, default=0) <= 0.6 * 14, [word.text for word in row]


@pytest.mark.parametrize("seed", range(10))
def test_no_paragraph_ends_with_one_short_word_on_a_line(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311  # no secret
    words = WORDS.split()
    body = [
        paragraph(" ".join(dice.choices(words, k=dice.randint(17, 90))) + ".") for _ in range(12)
    ]
    rows = rows_of(printed(body=tuple(body), lead="", legal_bases=(), closing="Hết"))
    ends = [row for row in rows if row[-1].text.endswith(".") and row[0].left < 31 * MM]
    assert len(ends) > 4
    assert [row[0].text for row in ends if len(row) == 1] == []


@pytest.mark.parametrize("seed", range(10))
def test_every_full_line_of_the_body_reaches_the_margin(seed: int) -> None:
    """The closing sentence and the words before steps are set apart, and justified as all are."""
    dice = random.Random(seed)  # noqa: S311  # no secret
    said = [" ".join(dice.choices(WORDS.split(), k=dice.randint(19, 60))) for _ in range(4)]
    steps = replace(a_step_group("", said[0]), lead=said[1])
    pdf = printed(body=(paragraph(said[2]), steps), closing=said[3], legal_bases=(), lead="")
    rows = [row for row in rows_of(pdf) if row[0].left < 45 * MM and row[-1].right > 140 * MM]
    followed = [row for row, after in pairwise(rows) if after[0].left < 31 * MM]
    assert followed
    assert [row[-1].right / MM for row in followed] == pytest.approx([190] * len(followed), abs=0.2)


@pytest.mark.parametrize("seed", range(10))
def test_symbols_in_the_body_and_ends_of_addresses_are_not_torn(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311  # no secret
    named = ("31/TTCNTT&TT-KT", "2170/QĐ-UBND", "42/2022/NĐ-CP", "79/GPXB-STT&TT")
    body = [
        paragraph(
            f"{' '.join(dice.choices(WORDS.split(), k=dice.randint(4, 40)))} số {symbol} "
            f"{' '.join(dice.choices(WORDS.split(), k=dice.randint(0, 9)))} {address}."
        )
        for symbol in named
        for address in ADDRESSES
    ]
    pdf = printed(body=tuple(body), legal_bases=())
    words = [word.text for row in rows_of(pdf) for word in row]
    assert sum(words.count(symbol) for symbol in named) == len(body)
    ends = [row for row in rows_of(pdf) if row[0].left < 31 * MM]
    assert [row[0].text for row in ends if row[0].text in {".vn.", ".html.", ".vn", "vn."}] == []
