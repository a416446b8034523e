"""The markdown twin: every document and node, the same words as the page, no word as markup."""

import dataclasses
import itertools
import re
from datetime import date

import pytest
from selectolax.lexbor import LexborHTMLParser

from sitegen.documents.inline import (
    ButtonName,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from sitegen.documents.kinds import Document
from sitegen.documents.nodes import BulletList, Heading, Node, Paragraph, SeeAlso, Table
from sitegen.render.html import render
from sitegen.render.markdown import render_markdown
from tests.builders import (
    a_guide,
    a_head,
    a_listing,
    a_site,
    a_step_group,
    a_view,
    an_article,
    an_explainer,
    every_document,
    every_node,
    every_panel_part,
)
from tests.twin_words import differing_words, html_of_markdown

HOSTILE = (
    "# Không phải đề mục",
    "1. không phải danh sách",
    "- không",
    "+ không",
    "---",
    "===",
    "* sao *và* **hai sao** _gạch_ __hai__",
    "`mã` ~~gạch~~ [chữ](http://xa.example) ![hình](x.png)",
    "<script>alert(1)</script> <b>đậm</b> <!-- ghi chú -->",
    "&amp; &lt; &#65; \\* \\\\",
    "| a | b |\n| --- | --- |\n| c | d |",
    "> trích",
    "    bốn dấu cách",
    "dòng\n\n# sau\n- nữa",
    "C#",
    "tên_tệp_dài và 2 * 3 * 4",
    "Xem!",
)


def _text(html: str) -> str:
    body = LexborHTMLParser(html).body
    assert body is not None
    return " ".join(body.text(separator=" ").split())


@pytest.mark.parametrize("document", every_document(), ids=lambda d: f"{d.kind}-{d.head.path}")
def test_every_document_has_a_twin_with_one_title(document: Document) -> None:
    html = LexborHTMLParser(html_of_markdown(render_markdown(document, a_view())))
    assert len(html.css("h1")) == 1
    levels = [int(node.tag[1]) for node in html.css("h1,h2,h3,h4,h5,h6")]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert "None" not in html.html


@pytest.mark.parametrize("document", every_document(), ids=lambda d: f"{d.kind}-{d.head.path}")
def test_the_twin_says_the_words_of_the_page_and_no_others(document: Document) -> None:
    assert differing_words(document, a_view()) == (set(), set())


@pytest.mark.parametrize("node", [*every_node(), *every_panel_part()], ids=lambda node: node.kind)
def test_every_node_leaves_something(node: Node) -> None:
    empty = render_markdown(an_article(body=()), a_view())
    assert len(render_markdown(an_article(body=(node,)), a_view())) > len(empty) + 10


@pytest.mark.parametrize("said", HOSTILE)
def test_no_words_become_markup(said: str) -> None:
    words = (Text(value=said),)
    body = (
        Paragraph(children=words),
        Paragraph(children=(Strong(children=words), Text(value="x"), Emphasis(children=words))),
        Paragraph(children=(ButtonName(value=said), ButtonName(value=said))),
        Paragraph(children=(Text(value="trước"), LineBreak(), *words)),
        BulletList(items=(words, words)),
        Heading(text=said, level=2, anchor="x"),
    )
    document = an_article(head=a_head(said), lead=said, body=body, source="", attachments=())
    html = html_of_markdown(render_markdown(document, a_view()))
    tree = LexborHTMLParser(html)
    assert {node.tag for node in tree.css("body *")} <= {
        *("h1", "h2", "p", "ul", "li", "strong", "em", "br", "hr", "a", "-comment")
    }
    assert len(tree.css("h1, h2")) == 2
    assert len(tree.css("li")) == 2
    assert not tree.css("a")
    squeezed = "".join(said.split())
    assert "".join(_text(html).split()).count(squeezed) >= 9


@pytest.mark.parametrize(
    ("children", "html"),
    [
        ((Text(value="bấm"), ButtonName(value="Gửi")), "bấm<strong>Gửi</strong>"),
        ((Text(value="bấm"), ButtonName(value="“Gửi”"), Text(value="rồi")), "bấm<!-- --><strong>“Gửi”</strong><!-- -->rồi"),
        ((ButtonName(value="A"), ButtonName(value="B")), "<strong>A</strong><!-- --><strong>B</strong>"),
        ((Strong(children=(Text(value="a "), ButtonName(value="B"))),), "<strong>a B</strong>"),
        ((Text(value="x"), Emphasis(children=(Text(value="y"),))), "x<!-- --><em>y</em>"),
        ((Text(value="10 m"), Superscript(children=(Text(value="2"),)), Text(value=" đất")), "10 m<sup>2</sup> đất"),
        ((Text(value="H"), Subscript(children=(Strong(children=(Text(value="2"),)),)), Text(value="O")), "H<sub><strong>2</strong></sub>O"),
        ((Text(value="Hết!"), Link(children=(Text(value="đây"),), target="page", address="a/")), 'Hết!<a href="../../a/index.html">đây</a>'),
        ((Text(value="a"), LineBreak(), Text(value="- b")), "a<br />\n- b"),
        ((Link(children=(Text(value="x"),), target="web", address="javascript:alert(1)"),), "x"),
        ((Link(children=(Text(value="x"),), target="web", address="https://a.vn/(b) c"),), '<a href="https://a.vn/%28b%29%20c">x</a>'),
        ((Link(children=(Text(value="x"),), target="page", address="a/#b"),), '<a href="../../a/index.html#b">x</a>'),
    ],
)  # fmt: skip
def test_marks_stand_where_a_reader_finds_them(children: tuple[Inline, ...], html: str) -> None:
    document = an_article(body=(Paragraph(children=children),), source="", attachments=(), lead="")
    assert f"<p>{html}</p>" in html_of_markdown(render_markdown(document, a_view()))


def test_links_lead_to_pages_and_files_beside_the_twin() -> None:
    document = a_guide(head=a_head("Nộp", path="a/b/"))
    tree = LexborHTMLParser(html_of_markdown(render_markdown(document, a_view(pdf_path="x.pdf"))))
    for node in tree.css("a, img"):
        address = node.attributes.get("href") or node.attributes.get("src") or ""
        assert address.startswith(("../../", "https://", "tel:", "mailto:")), address


def _addresses(html: str) -> set[str]:
    return {str(node.attributes["href"]) for node in LexborHTMLParser(html).css("a[href]")}


@pytest.mark.parametrize(
    "document",
    [
        *every_document(),
        *(an_article(body=(node,)) for node in every_node()),
        *(
            an_article(body=(SeeAlso(keys=("a",), links=((path, "A"),)),))
            for path in ("", "a/", "https://a.vn/b/", "https://a.vn/b/#c")
        ),
    ],
)
def test_what_the_twin_leads_to_the_page_leads_to_as_well(document: Document) -> None:
    twin = html_of_markdown(render_markdown(document, a_view()))
    assert _addresses(twin) <= _addresses(render(document, a_view()).decode())


def test_steps_keep_their_numbers() -> None:
    group = a_step_group(4)
    late = dataclasses.replace(
        group, steps=tuple(dataclasses.replace(s, number=s.number + 4) for s in group.steps)
    )
    markdown = render_markdown(a_guide(groups=(late,)), a_view()).decode()
    assert [f"\n{number}. " in markdown for number in (4, 5, 8, 9)] == [False, True, True, False]


def test_each_kind_of_service_is_named_above_what_it_adds() -> None:
    markdown = render_markdown(an_explainer(), a_view()).decode()
    regime = an_explainer().regimes[0]
    numbered = [line for line in markdown.splitlines() if re.match(r"\d\. ", line)]
    assert numbered[:4] == [f"{at}. **{kind.name}**" for at, kind in enumerate(regime.kinds, 1)]


def test_a_page_that_is_not_translated_says_so() -> None:
    head = a_head("Thông báo", language="en", path="en/x/", is_alias=True)
    view = a_view(site=a_site(language="en"))
    assert "not been translated" in render_markdown(an_article(head=head), view).decode()


def test_dates_are_those_of_the_page() -> None:
    head = a_head("Bài", published=date(2023, 8, 14), updated=date(2024, 1, 2))
    document = an_article(head=head)
    assert "14/8/2023" in render_markdown(document, a_view()).decode()
    assert differing_words(document, a_view()) == (set(), set())


def test_a_listing_names_the_pages_before_and_after() -> None:
    document = a_listing(page_number=2, page_count=3, previous_path="a/", next_path="c/")
    markdown = render_markdown(document, a_view()).decode()
    assert "a/index.html" in markdown
    assert "c/index.html" in markdown


@pytest.mark.parametrize(("previous", "following"), [(None, "c/"), ("a/", None), ("a/", "c/")])
def test_the_ends_of_a_listing_say_no_more_than_where_they_lead(
    previous: str | None, following: str | None
) -> None:
    paths = {"previous_path": previous, "next_path": following}
    document = a_listing(page_number=1 if following else 2, page_count=2, **paths)
    assert differing_words(document, a_view()) == (set(), set())
    markdown = render_markdown(document, a_view()).decode()
    assert [f"{path}index.html" in markdown for path in ("a/", "c/")] == [
        previous is not None,
        following is not None,
    ]


def test_the_bytes_are_the_same_twice() -> None:
    assert render_markdown(a_guide(), a_view()) == render_markdown(a_guide(), a_view())
    assert render(a_guide(), a_view())


@pytest.mark.parametrize("figures", list(itertools.product((False, True), repeat=3)))
def test_columns_of_figures_stand_at_the_right_as_on_the_page(figures: tuple[bool, ...]) -> None:
    table = Table(head=("Một", "Hai", "Ba"), rows=(("1", "2", "3"),), figures=figures)
    said = render_markdown(an_article(body=(table,)), a_view()).decode()
    rule = next(line for line in said.splitlines() if line.startswith(("| --", "|--")))
    assert [one.strip() == "--:" for one in rule.strip("|").split("|")] == list(figures)
