"""Comparing two versions of a page: what readers can see, and nothing else."""

import random

import pytest

from sitegen.release.compare import (
    MAX_LINES,
    Difference,
    Line,
    Reading,
    compare_pages,
    read_page,
)


def page(body: str) -> bytes:
    return f"<!doctype html><header>Menu</header><main>{body}</main><footer>Chân</footer>".encode()


def reading(*lines: str) -> Reading:
    return Reading(lines=lines)


def told(difference: Difference) -> list[str]:
    """Return lines as "+thêm", "-bỏ", "=giữ", "…3" or a changed line with [-bỏ-]{+thêm+}."""
    return [_line(line) for line in difference.lines]


def _line(line: Line) -> str:
    marks = {"new": "{{+{}+}}", "gone": "[-{}-]", "same": "{}"}
    match line.kind:
        case "gap":
            return f"…{line.skipped}"
        case "changed":
            return "~" + "".join(marks[piece.kind].format(piece.text) for piece in line.pieces)
        case kind:
            sign = {"same": "=", "new": "+", "gone": "-"}[kind]
            return sign + "".join(piece.text for piece in line.pieces)


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<h1>Tên</h1><p>Một <b>hai</b>.</p>", ("Tên", "Một hai.")),
        ("<p>Sở&nbsp;Nội&nbsp;vụ\n  tỉnh</p>", ("Sở Nội vụ tỉnh",)),
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", ("a", "b", "c")),
        ("<p>dòng một<br>dòng hai</p>", ("dòng một", "dòng hai")),
        ("<table><tr><th>Thủ tục</th><td>Phí</td></tr></table>", ("Thủ tục | Phí",)),
        ("<p><span>Sở</span><time>10/11/2022</time></p>", ("Sở 10/11/2022",)),
        ('<figure><img src="a.avif" alt="Màn hình"></figure>', ("[Hình: Màn hình]",)),
        ('<img src="a.avif" alt="">', ()),
        ("<script>x</script><style>y</style><svg><title>z</title></svg><p></p>", ()),
        ("chữ trần", ("chữ trần",)),
        ("<p>ti\u00adếng Vie\u0323\u0302t</p>", ("tiếng Việt",)),
    ],
)
def test_reading_gives_the_lines_that_readers_see(html: str, lines: tuple[str, ...]) -> None:
    assert read_page(page(html)).lines == lines


@pytest.mark.parametrize(
    "name",
    [
        *("h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "summary", "pre", "div", "section"),
        *("address", "article", "aside", "blockquote", "details", "figure", "figcaption"),
        *("form", "fieldset", "legend", "header", "footer", "nav", "p", "ul", "ol", "dl"),
    ],
)
def test_each_part_of_a_page_is_a_line_of_its_own(name: str) -> None:
    assert read_page(page(f"trước<{name}>đây</{name}>sau")).lines == ("trước", "đây", "sau")


def test_menu_and_footer_are_not_read() -> None:
    assert read_page(page("<p>Bài</p>")).lines == ("Bài",)


def test_page_without_a_main_part_is_read_whole() -> None:
    assert read_page(b"<title>T</title><h1>A</h1><p>B</p>").lines == ("A", "B")
    assert read_page(b"") == Reading()


def test_links_are_places_of_the_mirror_and_addresses_outside() -> None:
    html = page(
        '<a href="../lien-he/index.html#gio">Liên hệ</a> <a href="https://a.vn/x">Cổng</a>'
        '<a href="#main">đầu</a><a href="tel:1022">1022</a>'
    )
    assert read_page(html, "so-noi-vu/index.html").links == (
        ("Liên hệ", "/lien-he/#gio"),
        ("Cổng", "https://a.vn/x"),
        ("1022", "tel:1022"),
    )


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("Phí là 20 nghìn đồng.", "Phí là 30 nghìn đồng.", ["~Phí là [-20-]{+30+} nghìn đồng."]),
        ("Nộp tại Sở.", "Nộp tại Sở, thứ Bảy.", ["~Nộp tại Sở{+, thứ Bảy+}."]),
        ("Một hai ba bốn.", "Một bốn.", ["~Một [-hai ba-] bốn."]),
        ("Gọi 1022.", "Đến bộ phận một cửa.", ["-Gọi 1022.", "+Đến bộ phận một cửa."]),
        ("", "Mới.", ["+Mới."]),
        ("Cũ.", "", ["-Cũ."]),
    ],
)
def test_changed_words_are_marked_and_unlike_lines_stand_apart(
    old: str, new: str, lines: list[str]
) -> None:
    one = reading(old) if old else Reading()
    other = reading(new) if new else Reading()
    assert told(compare_pages(one, other)) == lines


def test_neighbouring_changes_are_told_in_one_piece() -> None:
    difference = compare_pages(
        reading("Sở nhận hồ sơ thứ Hai mỗi tuần."), reading("Sở nhận hồ sơ ngày Ba mỗi tuần.")
    )
    assert told(difference) == ["~Sở nhận hồ sơ [-thứ Hai-]{+ngày Ba+} mỗi tuần."]


def test_unchanged_lines_far_from_a_change_are_counted() -> None:
    old = reading(*"abcdefg")
    new = reading("a", "b", "c", "mới", *"defg")
    assert told(compare_pages(old, new)) == ["…2", "=c", "+mới", "=d", "…3"]
    assert told(compare_pages(old, new, context=0)) == ["…3", "+mới", "…4"]


def test_same_page_has_no_difference() -> None:
    html = page('<p>Bài</p><a href="../a/index.html">A</a><img src="x-1.avif" alt="H">')
    assert compare_pages(read_page(html), read_page(html)).is_empty


def test_changed_link_and_picture_under_the_same_words_are_told() -> None:
    old = read_page(page('<a href="a/index.html">Xem</a><img src="p/1.avif" alt="Màn hình">'))
    new = read_page(page('<a href="b/index.html">Xem</a><img src="p/2.avif" alt="Màn hình">'))
    difference = compare_pages(old, new)
    assert (difference.lines, difference.is_empty) == ((), False)
    assert difference.gone_links == (("Xem", "/a/"),)
    assert difference.new_links == (("Xem", "/b/"),)
    assert (difference.gone_pictures, difference.new_pictures) == (("Màn hình",), ("Màn hình",))


def test_both_texts_can_be_read_back_from_the_difference() -> None:
    old = "Điều 1. Thu phí 20.000 đồng; nộp tại một cửa, từ thứ Hai đến thứ Sáu."
    new = "Điều 1. Không thu phí; nộp qua mạng hoặc tại một cửa, từ thứ Hai tới Chủ nhật."
    lines = compare_pages(reading(*_sentences(old)), reading(*_sentences(new))).lines
    for kept, words in (("gone", old), ("new", new)):
        text = " ".join(
            "".join(piece.text for piece in line.pieces if piece.kind in {"same", kept})
            for line in lines
        )
        assert text.split() == words.replace(";", "").split()


def _sentences(text: str) -> list[str]:
    return text.split("; ")


def test_very_long_pages_are_compared_in_part_and_say_so() -> None:
    old = reading(*(f"Dòng {number}" for number in range(MAX_LINES + 5)))
    new = reading(*old.lines[:-1], "Khác hẳn")
    difference = compare_pages(old, new)
    assert difference.is_cut
    assert difference.lines == ()


LONG = 250  # from 200 on, difflib leaves out what it takes for junk unless it is told not to


@pytest.mark.parametrize("kinds", [2, 5, 20])
def test_what_stands_often_in_a_long_page_or_line_is_no_junk(kinds: int) -> None:
    lot = random.Random(kinds)  # noqa: S311  # a lot, not a secret
    same = [f"dòng{lot.randrange(kinds)}" for _ in range(LONG)]
    for place in (0, 100, LONG):
        new = [*same[:place], "mới", *same[place:]]
        lines = compare_pages(reading(*same), reading(*new), context=LONG).lines
        assert [line.kind for line in lines].count("same") == LONG
        assert [line.pieces[0].text for line in lines if line.kind == "new"] == ["mới"]
        said = compare_pages(reading(" ".join(same)), reading(" ".join(new))).lines
        assert [line.kind for line in said] == ["changed"]
        assert [one.text for one in said[0].pieces if one.kind != "same"] == ["mới"]
