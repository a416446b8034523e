"""The share picture: right in size and colours, small, the same twice, never cut too early."""

import dataclasses
import io

import pytest
from PIL import Image, ImageChops

from sitegen.documents.kinds import Document
from sitegen.render import share, share_png, share_words
from sitegen.render.share import ShareCard, render_share, share_card, share_path
from sitegen.render.share_words import Style, fitted, lay, one_line
from tests.builders import a_guide, a_head, a_home, a_site, a_view, every_document

CARD = ShareCard(
    title="Nộp hồ sơ trực tuyến cho Sở Nội vụ",
    kind="Hướng dẫn",
    agency="Sở Nội vụ tỉnh Bắc Kạn",
    site_name="Loa Bắc Kạn",
    language="vi",
)
SIZES = ((108, 2, 128), (84, 3, 102), (66, 4, 79), (52, 5, 63))
LONG = "thủ tục hành chính mới ban hành được sửa đổi, bổ sung " * 8
VIEW = a_view(site=a_site(base_address="https://loa.example.vn/"))


def _opened(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


@pytest.mark.parametrize("title", ["", "Liên hệ", CARD.title, LONG, "a" * 200, "Kčăm ƀuôn Ŏ Č"])
def test_it_is_a_small_picture_of_the_size_that_messages_expect(title: str) -> None:
    content = render_share(dataclasses.replace(CARD, title=title))
    picture = _opened(content)
    assert (picture.format, picture.size, picture.mode) == ("PNG", (1200, 630), "P")
    assert len(content) <= 40_000


def test_the_same_card_gives_the_same_bytes_and_another_card_others() -> None:
    assert render_share(CARD) == render_share(CARD)
    for field in ("title", "kind", "agency", "site_name"):
        other = dataclasses.replace(CARD, **{field: "Khác"})
        assert render_share(other) != render_share(CARD)
        assert share_path(other) != share_path(CARD)


def test_the_colours_are_those_of_the_house() -> None:
    colours = {colour for _, colour in _opened(render_share(CARD)).convert("RGB").getcolors() or ()}
    for wanted in ("f5f1e8", "1c1917", "a61c1c", "ecd3c8"):
        assert tuple(bytes.fromhex(wanted)) in colours
    assert len(colours) <= 16


@pytest.mark.parametrize(
    ("title", "size", "lines"),
    [
        ("Liên hệ", 108, 1),
        ("Bạn cần làm gì?", 108, 1),
        (CARD.title, 84, 2),
        ("Mười thủ tục của Sở Nội vụ nay nộp trực tuyến", 84, 3),
        (LONG, 52, 5),
    ],
)
def test_a_title_is_as_large_as_it_fits(title: str, size: int, lines: int) -> None:
    found_size, _, found = fitted(title, SIZES, 960)
    assert (found_size, len(found)) == (size, lines)


def test_lines_are_of_even_length() -> None:
    _, _, lines = fitted("Giải quyết hồ sơ đúng hạn ở các sở và các huyện", SIZES, 960)
    assert min(map(len, lines)) * 2 > max(map(len, lines))


def test_only_what_fits_nowhere_ends_in_an_ellipsis() -> None:
    assert fitted(LONG, SIZES, 960)[2][-1].endswith("…")
    assert not any("…" in line for line in fitted(CARD.title, SIZES, 960)[2])
    assert fitted("a" * 200, SIZES, 960)[2][0].endswith("…")


def test_a_line_is_cut_after_a_word() -> None:
    style = Style(32, "400", "quiet")
    assert one_line("Ủy ban nhân dân huyện Ngân Sơn", style, 300) == "Ủy ban nhân dân…"
    assert one_line("Sở Y tế", style, 300) == "Sở Y tế"


@pytest.mark.parametrize("word", ["Sở", "жж"], ids=["our letters", "letters of another face"])
def test_bold_words_are_drawn_bold(word: str) -> None:
    drawn = []
    for weight in ("400", "800"):
        picture = Image.new("P", (200, 60))
        lay(picture, word, Style(32, weight, "quiet"), 0, 40)
        drawn.append(sum(picture.tobytes()))
    assert 0 < drawn[0] < drawn[1]


@pytest.mark.parametrize("letters", ["Ắ Ậ Ẫ Ễ Ộ Ợ Ữ ỵ", "Č Ŏ ƀ ĕ ĭ ŭ", "đ Đ ơ ư", "№ 24/7 – “x”"])
def test_every_letter_of_our_languages_is_drawn(letters: str) -> None:
    missing = render_share(dataclasses.replace(CARD, title="\ue000"))
    for letter in letters.split():
        drawn = _opened(render_share(dataclasses.replace(CARD, title=letter)))
        assert ImageChops.difference(drawn.convert("L"), _opened(missing).convert("L")).getbbox()


@pytest.mark.parametrize("words", ["Ế Ậ Ộ Ằ Ặ gỵ pq", "Ŏ Č ĝ ƀ", " ".join(["Ậỵ"] * 40), LONG])
def test_no_letter_reaches_over_the_edge_of_its_band(words: str) -> None:
    bare = dataclasses.replace(CARD, title="", kind="", agency="", site_name="")
    full = dataclasses.replace(bare, title=words, kind=words, agency=words, site_name=words)
    for edge in (share._TITLE_BAND, share._AGENCY_BAND):
        rows = (0, edge - 2, 1200, edge + 2)
        seen = [_opened(render_share(card)).convert("RGB").crop(rows) for card in (bare, full)]
        assert ImageChops.difference(*seen).getbbox() is None


@pytest.mark.parametrize("heights", [(6,), (1, 5), (2, 2, 2)])
def test_bands_make_the_picture_that_was_cut_into_them(heights: tuple[int, ...]) -> None:
    palette = bytes(range(48))
    whole = Image.new("L", (20, 6))
    whole.putdata([(7 * place) % 16 for place in range(120)])
    bands, top = [], 0
    for height in heights:
        rows = (-share_png.MARGIN, top, 20, top + height)
        bands.append(share_png.band(whole.crop(rows), palette))
        top += height
    made = _opened(share_png.png(bands, (20, 6), palette))
    assert made.tobytes() == whole.tobytes()
    assert bytes(made.getpalette() or [])[:48] == palette


def test_words_never_touch_the_edges() -> None:
    picture = _opened(render_share(dataclasses.replace(CARD, title=LONG, agency=LONG, kind=LONG)))
    frame = picture.convert("L").crop((0, 0, 60, 630))
    assert frame.getextrema()[0] == frame.getextrema()[1]


@pytest.mark.parametrize("document", every_document(), ids=lambda d: f"{d.kind}-{d.head.path}")
def test_every_page_that_people_send_has_a_card(document: Document) -> None:
    card = share_card(document, VIEW)
    if document.kind in {"listing", "index_page", "site_map", "search"}:
        assert card is None
        return
    assert card is not None
    assert card.title
    assert card.site_name == "Loa Bắc Kạn"
    assert share_card(document, a_view()) is None


def test_a_card_knows_nothing_of_the_body() -> None:
    assert share_card(a_guide(steps=3), VIEW) == share_card(a_guide(steps=9), VIEW)


def test_home_asks_its_question_and_an_alias_is_in_its_own_language() -> None:
    home = share_card(a_home(), VIEW)
    alias = share_card(a_guide(head=a_head("Nộp", language="en", is_alias=True)), VIEW)
    assert home is not None
    assert alias is not None
    assert (home.title, home.kind, home.agency) == ("Bạn cần làm gì?", "", "Hướng dẫn dịch vụ công")
    assert (alias.language, alias.kind) == ("vi", "Hướng dẫn")


def test_the_place_is_told_by_what_is_shown() -> None:
    assert share_path(CARD).startswith("share/")


def test_endless_title_is_cut_without_measuring_all_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    real = share_words._word_length
    monkeypatch.setattr(
        share_words,
        "_word_length",
        lambda word, *rest: asked.append(len(word)) or real(word, *rest),
    )
    _size, _step, lines = share_words.fitted("ab" * 50_000, ((60, 3, 70), (44, 4, 52)), 900)
    assert lines[-1].endswith("…")
    assert sum(asked) < 20_000
