"""Titles part between words: no line ends within a word, none is one forlorn syllable."""

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from sitegen.documents.leaflet import Cover, Leaflet, LeafletFormat
from sitegen.documents.nodes import Heading
from sitegen.render.print import render_sheet
from tests.lots import lots
from tests.print_formats import FORMATS
from tests.unit.one_sheets import SHEETS
from tests.unit.print_ink import ink_of
from tests.unit.print_samples import COVER, a_panel, a_small_leaflet, paragraph, picture_bytes

WORDS = (
    *("hồ sơ", "dịch vụ", "trực tuyến", "doanh thu", "hộ kinh doanh", "khai thuế", "chuyển đổi số"),
    *("bảo hiểm", "y tế", "tiêm chủng", "căn cước", "giấy phép", "trung tâm", "hành chính"),
    *("hướng dẫn", "thông báo", "tài khoản", "thanh toán", "cấp cứu", "phòng cháy", "lừa đảo"),
    *("xuất bản", "giải quyết", "kết quả", "cơ quan", "điện thoại", "công dân", "miễn phí"),
    *("khuyết tật", "môi trường", "sạt lở", "lao động", "Ea Kuêh", "4.000.000 đồng", "mức độ"),
)
SYLLABLES = ("nộp", "ở", "xã", "dưới", "một", "năm", "và", "cho", "khi", "không", "phải", "tự")
WIDTHS = sorted({width for form in FORMATS for width in form.panel_widths_mm if width < 300})


def a_title(lot: random.Random) -> list[str]:
    """Return the words of a title; syllables that stand alone are never beside each other."""
    made = [lot.choice(WORDS if lot.random() < 0.7 else SYLLABLES)]
    count = lot.randint(3, 9)
    while len(made) < count:
        alone = made[-1] in SYLLABLES
        some = WORDS if alone or lot.random() < 0.7 else SYLLABLES
        if made[-1].endswith(" số"):  # with a number behind it would be one tie of five words
            some = tuple(word for word in some if not word[0].isdigit())
        made.append(lot.choice(some))
    return [made[0][0].upper() + made[0][1:], *made[1:]]


def on_a_folded_sheet(said: str, width: float) -> Leaflet:
    """Return a sheet with the title on its cover and as a heading of the text."""
    head = Heading(text=said, level=2, anchor="a")
    panel = a_panel("Trong", head, paragraph("Mở cổng, chọn thủ tục."))
    form = LeafletFormat(width_mm=2 * width, panel_widths_mm=(width,) * 2, fold="half")
    document = a_small_leaflet(panel)
    panels = tuple(
        replace(one, parts=(replace(COVER, statement=said, subtitle=said),))
        if one.parts and isinstance(one.parts[0], Cover)
        else one
        for one in document.panels
    )
    return replace(document, format=form, panels=panels)


def lines_by_size(pdf: bytes, form: LeafletFormat | None = None) -> Iterator[list[str]]:
    """Yield the lines of each size of letters on each side, from the largest, in reading order."""
    for side in ink_of(pdf):
        runs = [one for one in side if one.kind == "text" and one.words.strip()]
        if form and form.layout == "cards":  # one of those beside each other
            runs = [one for one in runs if one.box.left < form.width_mm / 2]
        for size in sorted({one.size for one in runs}, reverse=True):
            lines: list[tuple[float, str]] = []
            for one in (one for one in runs if one.size == size):
                middle = (one.box.top + one.box.bottom) / 2
                if lines and abs(middle - lines[-1][0]) < size * 0.6 * 25.4 / 72:
                    lines[-1] = (lines[-1][0], lines[-1][1] + one.words)
                else:
                    lines.append((middle, one.words))
            yield [" ".join(line.split()) for _, line in lines]


def titles_in(pdf: bytes, said: str, form: LeafletFormat | None = None) -> list[list[str]]:
    """Return the lines of each place where the title stands."""
    found = []
    for lines in lines_by_size(pdf, form):
        for start in range(len(lines)):
            for end in range(start + 1, len(lines) + 1):
                if " ".join(lines[start:end]) == said:
                    found.append(lines[start:end])
    return found


def parted_words(lines: list[str], words: list[str]) -> list[str]:
    """Return the lines that end where no word of the title ends."""
    ends, at = set(), 0
    for word in words:
        at += len(word) + 1
        ends.add(at)
    at, wrong = 0, []
    for line in lines:
        at += len(line) + 1
        if at not in ends:
            wrong.append(line)
    return wrong


@pytest.mark.parametrize("width", WIDTHS)
def test_a_title_parts_between_words_and_leaves_no_syllable_alone(width: float) -> None:
    lot = random.Random(width)  # noqa: S311  # a lot, not a secret
    for _ in lots(5, 60):
        words = a_title(lot)
        said = " ".join(words)
        sheet = render_sheet(
            on_a_folded_sheet(said, width), mode="screen", load_picture=picture_bytes
        )
        found = titles_in(sheet.pdf, said)
        assert len(found) == 3, said
        for lines in found:
            assert_parts_well(lines, words)


@pytest.mark.parametrize("form", SHEETS, ids=lambda form: form.name)
def test_the_statement_of_a_sheet_without_panels_parts_alike(form: LeafletFormat) -> None:
    lot = random.Random(form.name)  # noqa: S311  # a lot, not a secret
    for _ in lots(5, 60):
        words = a_title(lot)
        said = " ".join(words)
        cover = replace(COVER, statement=said, subtitle="")
        document = replace(
            a_small_leaflet(a_panel("Bìa", cover)), format=form, panels=(a_panel("Bìa", cover),)
        )
        sheet = render_sheet(document, mode="screen", load_picture=picture_bytes)
        found = titles_in(sheet.pdf, said, form)
        assert found, said
        assert_parts_well(max(found, key=len), words)


TIED = "Chuyển đổi số 100.000.000 đồng Ea Kuêh cơ quan"


@pytest.mark.parametrize("form", SHEETS, ids=lambda form: form.name)
def test_a_tie_wider_than_its_sheet_parts_and_refuses_nothing(form: LeafletFormat) -> None:
    panel = a_panel("Bìa", replace(COVER, statement=TIED, subtitle=""))
    document = replace(a_small_leaflet(panel), format=form, panels=(panel,))
    sheet = render_sheet(document, mode="screen", load_picture=picture_bytes)
    assert titles_in(sheet.pdf, TIED, form)


@pytest.mark.parametrize("width", [75, 97])
def test_a_tie_wider_than_its_panel_parts_and_refuses_nothing(width: float) -> None:
    sheet = render_sheet(on_a_folded_sheet(TIED, width), mode="screen", load_picture=picture_bytes)
    assert len(titles_in(sheet.pdf, TIED)) == 3


def assert_parts_well(lines: list[str], words: list[str]) -> None:
    assert not parted_words(lines, words), lines
    alone = [line for line in lines if " " not in line and len(line) <= 8]
    assert len(lines) == 1 or not [one for one in alone if could_join(one, lines, words)], lines


def could_join(alone: str, lines: list[str], words: list[str]) -> bool:
    """Tell whether a syllable would have room beside the word before or after it."""
    longest, at = max(map(len, lines)), words.index(alone)
    beside = (*words[max(0, at - 1) : at], *words[at + 1 : at + 2])
    return any(len(alone) + 1 + len(word) <= longest for word in beside)


@pytest.mark.parametrize("width", WIDTHS)
def test_an_amount_in_running_text_is_not_parted_from_its_unit(width: float) -> None:
    lot = random.Random(width)  # noqa: S311  # a lot, not a secret
    said = " ".join(" ".join((*a_title(lot), "nộp 100.000.000 đồng,")) for _ in range(12))
    panel = a_panel("Trong", paragraph(said))
    form = LeafletFormat(width_mm=2 * width, panel_widths_mm=(width,) * 2, fold="half")
    document = replace(a_small_leaflet(panel), format=form)
    sheet = render_sheet(document, mode="screen", load_picture=picture_bytes)
    lines = [line for some in lines_by_size(sheet.pdf) for line in some]
    assert sum(line.count("100.000.000 đồng,") for line in lines) == 12


def test_an_amount_on_a_strip_is_not_parted_from_its_unit() -> None:
    (form,) = (one for one in SHEETS if one.layout == "tear_off")
    said = "Ở Ea Kuêh 100.000.000 đồng và"
    panel = a_panel("Bìa", replace(COVER, statement=said, subtitle=""))
    document = replace(a_small_leaflet(panel), format=form, panels=(panel,))
    sheet = render_sheet(document, mode="screen", load_picture=picture_bytes)
    found = titles_in(sheet.pdf, said, form)
    strips = int(form.width_mm // form.piece_width_mm)
    assert found == [["Ở Ea Kuêh", "100.000.000 đồng và"]] * (strips + 1)
