"""Rich text as it is stored, read into nodes: what passes, and that nothing else does."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.collect.each_inline import turned_blocks
from sitegen.collect.richtext import plain_text, read_blocks, read_inline
from sitegen.collect.runs import Chip, Resolve
from sitegen.collect.said_once import once
from sitegen.documents.codec import encode
from sitegen.documents.inline import (
    ButtonName,
    Emphasis,
    FactValue,
    LineBreak,
    Link,
    Strong,
    Subscript,
    Superscript,
    Text,
)
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
            "<p>H<sub>2</sub>O, <b>10 m<sup>2</sup></b></p>",
            (
                Paragraph(
                    children=(
                        _text("H"),
                        Subscript(children=(_text("2"),)),
                        _text("O, "),
                        Strong(children=(_text("10 m"), Superscript(children=(_text("2"),)))),
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
    assert outer.items == ((_text("a"), LineBreak(), _text("– "), _text("b")),)


@pytest.mark.parametrize(
    ("html", "expected"),
    [("<p>a &amp; <b>b</b></p>", "a & b"), ("a\n  b", "a b"), ("", "")],
)
def test_plain_words(html: str, expected: str) -> None:
    assert plain_text(html) == expected


@given(st.text(alphabet="<>/abpil\"'=& \u0301#\x00", max_size=80))
def test_no_text_makes_the_reader_stumble(html: str) -> None:
    encode(read_blocks(html, _resolve))


# A chip is a link in storage, and the value of a registry in what comes out.

_CHIP = 'a linktype="fact" kind="portal" id="3" field="name"'


def _fact(kind: str, key: str) -> FactValue | None:
    chip = Chip.of(key)
    if kind != "fact" or chip.id != "3":
        return None
    return FactValue(value=chip.words.upper(), fact_key=f"{chip.kind}-{chip.id}")


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (f"<p>Vào <{_CHIP}>cổng</a> nhé.</p>", ["Vào ", "CỔNG", " nhé."]),
        (f"<p>Vào <{_CHIP}><b>cổng</b> <i>tỉnh</i></a>.</p>", ["Vào ", "CỔNG TỈNH", "."]),
        (f"<p>Vào <{_CHIP}></a>.</p>", ["Vào ", "", "."]),
        ('<p>a <a linktype="fact" id="4">b</a> c</p>', ["a ", " c"]),
    ],
    ids=["usual", "markup inside", "empty", "gone"],
)
def test_chip_gives_way_to_what_stands_for_it(html: str, said: list[str]) -> None:
    (paragraph,) = read_blocks(html, _fact)
    assert isinstance(paragraph, Paragraph)
    assert [getattr(part, "value", None) for part in paragraph.children] == said


def _always(answer: FactValue) -> Resolve:
    return lambda _kind, _key: answer


def test_chip_is_asked_for_again_when_its_answer_has_changed() -> None:
    html = f"<p>Số <{_CHIP}>một</a></p>"
    answers = [FactValue(value="1", fact_key="a"), FactValue(value="2", fact_key="a")]
    for answer in answers:
        (paragraph,) = read_blocks(html, _always(answer))
        assert isinstance(paragraph, Paragraph)
        assert paragraph.children[1] is answer


def test_remark_is_said_once() -> None:
    value = FactValue(value="Cổng", fact_key="portal-3", remark=" (hết)")
    blocks = (
        Paragraph(children=(Strong(children=(value,)), value)),
        BulletList(items=((value, FactValue(value="B", fact_key="b", remark=" (hết)")),)),
    )
    text = encode(turned_blocks(blocks, once(set()))).decode()
    assert text.count("(hết)") == 2
    known = once({"portal-3 (hết)", "b (hết)"})
    assert encode(turned_blocks(blocks, known)).decode().count("(hết)") == 0


_LISTS = st.recursive(
    st.sampled_from(["một", "hai", "ba <sub>2</sub>", "<p>bốn</p>"]),
    lambda inner: st.builds(
        lambda tag, before, parts, is_bare: (
            f"{before}<{tag}>"
            + "".join(
                part if is_bare and part.endswith("l>") else f"<li>{part}</li>" for part in parts
            )
            + f"</{tag}>"
        ),
        st.sampled_from(["ul", "ol"]),
        st.sampled_from(["", "năm"]),
        st.lists(inner, min_size=1, max_size=3),
        st.booleans(),
    ),
    max_leaves=12,
)


@given(_LISTS)
def test_no_word_of_lists_inside_lists_is_lost_or_glued(html: str) -> None:
    sought = re.findall(r"một|hai|ba|2|bốn|năm", html)
    found = [_said(block) for block in read_blocks(html, _resolve)]
    assert re.findall(r"một|hai|ba|2|bốn|năm", " ".join(found).replace("2. ", "")) == sought
    assert not re.search(r"(?:một|hai|bốn|năm)(?:một|hai|bốn|năm|ba|–)", " ".join(found))
    assert "\n\n" not in " ".join(found)


def _said(block: Any) -> str:
    runs = (block.children,) if isinstance(block, Paragraph) else block.items
    return "\n".join("".join(map(_line, run)) for run in runs)


def _line(part: Any) -> str:
    if isinstance(part, LineBreak):
        return "\n"
    return part.value if isinstance(part, Text) else "".join(map(_line, part.children))
