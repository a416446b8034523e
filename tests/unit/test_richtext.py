"""Rich text as it is stored, read into nodes: what passes, and that nothing else does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.collect.richtext import plain_text, read_blocks, read_inline
from sitegen.documents.codec import encode
from sitegen.documents.inline import ButtonName, Emphasis, LineBreak, Link, Strong, Text
from sitegen.documents.nodes import BulletList, NumberedList, Paragraph


def _resolve(kind: str, identifier: str) -> tuple[str, str] | None:
    known = {("page", "3"): ("page", "lien-he/"), ("document", "7"): ("file", "files/a/b.pdf")}
    return known.get((kind, identifier))


def _text(value: str) -> Text:
    return Text(value=value)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Mở cổng.</p>", (Paragraph(children=(_text("Mở cổng."),)),)),
        (
            "<p>Bấm <code>Gửi đi</code>.</p>",
            (Paragraph(children=(_text("Bấm "), ButtonName(value="Gửi đi"), _text("."))),),
        ),
        (
            "<p><b>đậm</b> <i>nghiêng</i></p>",
            (
                Paragraph(
                    children=(
                        Strong(children=(_text("đậm"),)),
                        _text(" "),
                        Emphasis(children=(_text("nghiêng"),)),
                    )
                ),
            ),
        ),
        (
            "<ul><li>một</li><li>hai</li></ul>",
            (BulletList(items=((_text("một"),), (_text("hai"),))),),
        ),
        ("<ol><li>một</li><li> </li></ol>", (NumberedList(items=((_text("một"),),)),)),
        ("lẻ loi", (Paragraph(children=(_text("lẻ loi"),)),)),
        ("<p> </p><p><br/></p>", ()),
        ("", ()),
    ],
)
def test_paragraphs_and_lists_become_nodes(html: str, expected: tuple[object, ...]) -> None:
    assert read_blocks(html, _resolve) == expected


@pytest.mark.parametrize(
    ("html", "target", "address"),
    [
        ('<a linktype="page" id="3">x</a>', "page", "lien-he/"),
        ('<a linktype="document" id="7">x</a>', "file", "files/a/b.pdf"),
        ('<a href="https://dichvucong.gov.vn">x</a>', "web", "https://dichvucong.gov.vn"),
        ('<a href="tel:+842093810777">x</a>', "web", "tel:+842093810777"),
    ],
)
def test_a_link_that_may_be_followed_is_kept(html: str, target: str, address: str) -> None:
    (link,) = read_inline(html, _resolve)
    assert isinstance(link, Link)
    assert (link.target, link.address) == (target, address)


@pytest.mark.parametrize(
    "html",
    [
        '<a linktype="page" id="4">x</a>',
        '<a href="javascript:alert(1)">x</a>',
        '<a href="data:text/html,x">x</a>',
        "<a>x</a>",
        '<a linktype="page" id="">x</a>',
    ],
)
def test_a_link_that_leads_nowhere_keeps_its_words_only(html: str) -> None:
    assert read_inline(html, _resolve) == (_text("x"),)


def test_scripts_and_styles_never_pass() -> None:
    found = encode(read_blocks("<p>a<script>alert(1)</script><style>b{}</style></p>", _resolve))
    assert b"alert" not in found
    assert b"b{}" not in found


def test_several_paragraphs_in_one_line_are_joined_by_breaks() -> None:
    assert read_inline("<p>a</p><p>b</p>", _resolve) == (_text("a"), LineBreak(), _text("b"))


def test_a_list_inside_a_list_keeps_its_lines() -> None:
    (outer,) = read_blocks("<ul><li>a<ul><li>b</li></ul></li></ul>", _resolve)
    assert isinstance(outer, BulletList)
    assert outer.items == ((_text("a"), LineBreak(), _text("b")),)


@pytest.mark.parametrize(
    ("html", "expected"),
    [("<p>a &amp; <b>b</b></p>", "a & b"), ("a\n  b", "a b"), ("", "")],
)
def test_plain_words(html: str, expected: str) -> None:
    assert plain_text(html) == expected


@given(st.text(alphabet="<>/abpil\"'=& \u0301#\x00", max_size=80))
def test_no_text_makes_the_reader_stumble(html: str) -> None:
    encode(read_blocks(html, _resolve))
