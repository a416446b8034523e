"""Every document and every node becomes a page that keeps the promises of the mirror."""

import dataclasses
import itertools
import posixpath
from datetime import date
from pathlib import PurePosixPath
from typing import Any, get_args

import pytest
from selectolax.lexbor import LexborHTMLParser

from sitegen.documents.base import PartialDate
from sitegen.documents.inline import Link, Text
from sitegen.documents.kinds import Document
from sitegen.documents.leaflet import PanelPart
from sitegen.documents.nodes import Node, Paragraph, Table
from sitegen.documents.site import Crumb, Translation
from sitegen.render.html import render
from sitegen.render.macros import document_macro, node_macro, template_sources
from sitegen.render.markdown import render_markdown
from tests.builders import (
    a_catalogue,
    a_contact_card,
    a_guide,
    a_head,
    a_home,
    a_leaflet,
    a_listing,
    a_site,
    a_statistics,
    a_step_group,
    a_view,
    an_announcement,
    an_article,
    an_official,
    every_document,
    every_node,
    every_panel_part,
    some_sheets,
    text,
)

HOSTILE = "<script>alert('x')</script> & \"quoted\""


def page(document: Document, **view: Any) -> Any:
    """Return the parsed page; untyped, because every answer of the parser may be None."""
    return LexborHTMLParser(render(document, a_view(**view)))


def kinds_of(union: Any) -> set[str]:
    return {member.__dataclass_fields__["kind"].default for member in get_args(union)}


def words(html: Any) -> str:
    return " ".join(html.body.text().replace("\u00a0", " ").split())


def test_the_builders_have_every_kind_of_document_node_and_part() -> None:
    assert {document.kind for document in every_document()} == kinds_of(Document)
    assert {node.kind for node in every_node()} == kinds_of(Node)
    assert {part.kind for part in every_panel_part()} == kinds_of(PanelPart)


def test_every_kind_has_a_template_and_every_template_a_kind() -> None:
    folders = {"documents": kinds_of(Document), "nodes": kinds_of(Node) | kinds_of(PanelPart)}
    for folder, kinds in folders.items():
        named = {PurePosixPath(name) for name in template_sources() if name.startswith(folder)}
        assert {name.stem for name in named} == kinds
    assert all(map(document_macro, folders["documents"]))
    assert all(map(node_macro, folders["nodes"]))


@pytest.mark.parametrize("document", every_document(), ids=lambda d: f"{d.kind}-{d.head.path}")
class TestEveryDocument:
    def test_has_one_title_one_main_and_its_language(self, document: Document) -> None:
        html = page(document)
        assert html.css_first("html").attributes["lang"] == "vi"
        assert len(html.css("h1")) == 1
        assert len(html.css("main")) == 1
        assert html.css_first("title").text()

    def test_has_headings_that_skip_no_level(self, document: Document) -> None:
        levels = [int(node.tag[1]) for node in page(document).css("h1,h2,h3,h4,h5")]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels))

    def test_has_no_inline_script_or_style(self, document: Document) -> None:
        html = page(document)
        assert not html.css("style, [style]")
        assert all("src" in node.attributes for node in html.css("script"))
        attributes = {name for node in html.css("*") for name in node.attributes}
        assert not {name for name in attributes if name.startswith("on")}

    def test_has_unique_ids_and_anchors_that_exist(self, document: Document) -> None:
        html = page(document)
        ids = [node.attributes["id"] for node in html.css("[id]")]
        assert len(ids) == len(set(ids))
        targets = {link.attributes["href"][1:] for link in html.css('a[href^="#"]')}
        assert targets <= set(ids)

    def test_fetches_nothing_from_outside(self, document: Document) -> None:
        html = page(document)
        for node in html.css("[src], [srcset], link[href]"):
            for name in ("src", "srcset", "href"):
                assert "//" not in (node.attributes.get(name) or "")

    def test_is_the_same_twice(self, document: Document) -> None:
        assert render(document, a_view()) == render(document, a_view())

    def test_is_tidy(self, document: Document) -> None:
        html = render(document, a_view()).decode()
        assert "{{" not in html
        assert "{%" not in html
        assert "None" not in html


@pytest.mark.parametrize("node", every_node(), ids=lambda node: node.kind)
def test_every_node_leaves_something_on_the_page(node: Node) -> None:
    empty = render(an_article(body=()), a_view())
    assert len(render(an_article(body=(node,)), a_view())) > len(empty) + 20


@pytest.mark.parametrize("offered", [0, 9, 10])
def test_a_mark_that_every_row_of_a_catalogue_has_is_said_once_above_them(offered: int) -> None:
    """Where rows are cards, that is: the sheet hides ``same`` there."""
    node = a_catalogue()
    columns = (node.columns[0], dataclasses.replace(node.columns[1], total=offered))
    html = page(an_article(body=(dataclasses.replace(node, columns=columns),)))
    rows = html.css("tbody tr:not(.field)")
    shared = [[("same" in cell.attributes["class"]) for cell in row.css(".tick")] for row in rows]
    assert shared == [[True, offered != 9]] * 10
    assert [cell.text() for cell in html.css(".total b")] == ["10", str(offered)]


@pytest.mark.parametrize(
    ("path", "root"),
    [("", ""), ("lien-he/", "../"), ("so-noi-vu/huong-dan/nop/", "../../../")],
)
def test_links_are_relative_and_name_their_file(path: str, root: str) -> None:
    html = page(
        a_home(head=a_head("Trang", path=path)),
        crumbs=(Crumb(title="Trang chủ", path=""),),
        translations=(),
    )
    assert html.css_first("link[rel=stylesheet]").attributes["href"].startswith(f"{root}assets/")
    assert html.css_first("a.brand").attributes["href"] == f"{root}index.html"
    for link in html.css("main a[href], nav a[href]"):
        address = link.attributes["href"]
        if not address.startswith(("tel:", "mailto:", "#")):
            assert address.startswith(root)
            assert address.endswith("index.html")
            assert ".." not in posixpath.normpath(posixpath.join("/", path, address))


def test_a_preview_serves_the_mirror_from_another_folder() -> None:
    html = page(a_guide(), address_root="/xem-truoc/mirror/")
    assert html.css_first("a.brand").attributes["href"] == "/xem-truoc/mirror/index.html"
    assert html.css_first("img").attributes["src"].startswith("/xem-truoc/mirror/pictures/")


def test_without_a_public_address_no_page_names_one() -> None:
    assert "canonical" not in render(a_guide(), a_view()).decode()


def test_with_a_public_address_only_the_head_differs_and_what_can_be_kept_or_sent() -> None:
    plain = page(a_guide())
    public = page(a_guide(), site=a_site(base_address="https://loa.example.vn/"))
    for told in (public.css_first(".on-paper"), *public.css(".send"), *plain.css(".send")):
        told.decompose()
    assert words(public) == words(plain)
    canonical = public.css_first("link[rel=canonical]").attributes["href"]
    assert canonical == "https://loa.example.vn/so-noi-vu/nop-ho-so-truc-tuyen/"
    assert [link.attributes["hreflang"] for link in public.css("link[hreflang]")] == ["vi", "en"]


def test_hostile_text_is_shown_and_never_run() -> None:
    guide = a_guide(
        head=a_head(HOSTILE, summary=HOSTILE),
        groups=(dataclasses.replace(a_step_group(3), title=HOSTILE, lead=HOSTILE, closing=()),),
        audience=HOSTILE,
        prepare=(HOSTILE,),
        contacts=(a_contact_card(name=HOSTILE, phone=HOSTILE, email=HOSTILE),),
    )
    html = page(guide)
    assert len(html.css("script")) == 2  # both ours, by their address
    assert html.css_first("h1").text().replace("\u00a0", " ") == HOSTILE


def test_a_link_that_could_run_script_becomes_plain_words() -> None:
    link = Link(children=(Text(value="bấm"),), target="web", address="javascript:alert(1)")
    html = page(an_article(body=(Paragraph(children=(link,)),)))
    assert not html.css('a[href^="javascript"]')
    assert "bấm" in words(html)


def test_the_menu_marks_the_page_that_is_open_and_no_other() -> None:
    site = a_site()
    for place in [item.path for item in site.menu]:
        page = LexborHTMLParser(render(an_article(head=a_head("Trang", path=place)), a_view()))
        marked = page.css('[aria-current="page"]')
        assert [node.text() for node in marked] == [
            item.title for item in site.menu if item.path == place
        ]
    elsewhere = LexborHTMLParser(render(an_article(), a_view()))
    assert elsewhere.css('[aria-current="page"]') == []


def test_a_blank_number_and_day_are_said_honestly() -> None:
    html = page(an_announcement())
    said = words(html)
    assert "Số: …/TB-SNV" in said
    assert "chờ số" in said
    assert "ngày … tháng 11 năm 2022" in said


def test_a_number_that_is_there_waits_for_nothing() -> None:
    official = an_official(number="15", signed_on=PartialDate(year=2022, month=2, day=4))
    said = words(page(an_announcement(official=official)))
    assert "Số: 15/TB-SNV" in said
    assert "chờ số" not in said
    assert "ngày 04 tháng 02 năm 2022" in said


def test_what_it_means_for_you_comes_before_the_catalogue_and_the_legal_bases_last() -> None:
    html = render(an_announcement(), a_view()).decode()
    assert html.index('class="means"') < html.index('class="catalogue"') < html.index("<details")


def test_both_ways_of_filing_are_whole_in_an_announcement() -> None:
    html = page(an_announcement())
    assert [len(steps.css("li > .n")) for steps in html.css(".small-steps")] == [10, 8]
    assert not html.css("main picture")
    assert (
        html.css_first(".more a").attributes["href"]
        == "../../so-noi-vu/nop-ho-so-truc-tuyen/index.html"
    )


def test_catalogue_totals_stand_in_the_head_and_ticks_have_words() -> None:
    table = page(an_announcement()).css_first("table.catalogue")
    assert [cell.text() for cell in table.css("thead .total b")] == ["10", "8"]
    assert [row.css_first(".num").text() for row in table.css("tr.field")] == ["II", "VIII", "IX"]
    assert len(table.css("td.tick.yes .vh")) == 18
    assert {cell.text() for cell in table.css("td.tick.no .vh")} == {"Không"}


def test_a_guide_without_steps_says_so_and_whom_to_call() -> None:
    html = page(a_guide(groups=(), prepare=(), audience="", duration=""))
    assert html.css_first(".empty")
    assert html.css_first('a[href^="tel:"]')
    assert not html.css(".before")


def test_a_title_of_300_letters_is_set_smaller_and_kept_whole() -> None:
    title = "Danh mục dịch vụ công trực tuyến " * 9
    html = page(a_guide(head=a_head(title.strip())))
    heading = html.css_first("h1")
    assert heading.attributes["class"] == "long"
    assert heading.text().replace("\u00a0", " ") == title.strip()


def test_only_the_first_picture_loads_at_once() -> None:
    pictures = page(a_guide(steps=10)).css("main img")
    assert [picture.attributes.get("loading") for picture in pictures] == [None, *["lazy"] * 3]
    assert all({"width", "height", "alt"} <= set(picture.attributes) for picture in pictures)


def test_text_still_in_the_source_language_is_marked() -> None:
    head = a_head("Apply online", language="en", path="en/apply/", untranslated=("Mở cổng", "Nhớ"))
    group = dataclasses.replace(a_step_group(1), title="Mở cổng", lead="Open it")
    html = page(a_guide(head=head, groups=(group,), prepare=("Nhớ",), contacts=()))
    marked = [node.text().replace("\u00a0", " ") for node in html.css('main [lang="vi"]')]
    assert "Mở cổng" in marked
    assert "Nhớ" in marked
    assert "Open it" not in marked
    assert "not been translated" in words(html)


def test_a_sentence_that_was_true_once_says_so_to_who_cannot_see_dots() -> None:
    """On the page and in its Markdown: every old sentence, and no other."""
    plain = a_guide(
        head=a_head("Apply", language="en", path="en/apply/"), prepare=("One", "Two", "Three")
    )
    for old in itertools.chain.from_iterable(
        itertools.combinations(plain.prepare, count) for count in range(4)
    ):
        guide = dataclasses.replace(plain, head=dataclasses.replace(plain.head, stale=old))
        html = page(guide)
        assert [one.text() for one in html.css("main .stale:has(+ .vh)")] == list(old)
        assert words(html).count("(may be out of date)") == len(old)
        twin = render_markdown(guide, a_view()).decode()
        listed = "".join(f"\n- {one}" for one in old)
        assert (f"May be out of date:\n{listed}\n" in twin) is bool(old)
        assert "dots" not in twin


@pytest.mark.parametrize("language", ["vi", "en", "tyz"])
def test_the_kind_of_an_official_text_is_said_to_be_vietnamese_on_a_translation(
    language: str,
) -> None:
    text = an_announcement(effective_from=date(2026, 12, 1))
    path = "" if language == "vi" else f"{language}/"
    head = dataclasses.replace(text.head, language=language, path=f"{path}thong-bao/")
    html = page(dataclasses.replace(text, head=head))
    marked = [one.text().replace("\u00a0", " ") for one in html.css('main [lang="vi"]')]
    assert marked.count("Thông báo") == (0 if language == "vi" else 2)


def test_a_cell_of_several_lines_is_marked_like_one_of_a_single() -> None:
    head = a_head("News", language="en", path="en/tin/", untranslated=("Có hai dòng", "Một dòng"))
    table = Table(
        head=("Một dòng", "Có\nhai dòng"),
        rows=(("Có\nhai  dòng", "Said\ntwice"),),
        figures=(False, False),
    )
    html = page(an_article(head=head, body=(table,)))
    marked = [" ".join(one.text().split()) for one in html.css('table [lang="vi"]')]
    assert marked == ["Một dòng", "Có hai dòng", "Có hai dòng"]


def test_a_marked_run_of_text_with_a_button_is_marked_as_one() -> None:
    head = a_head("Apply", language="en", path="en/apply/", untranslated=("Bấm Gửi đi ngay",))
    step = dataclasses.replace(a_step_group(1).steps[0], title=text("Bấm **Gửi đi** ngay"))
    group = dataclasses.replace(a_step_group(1), steps=(step,))
    heading = page(a_guide(head=head, groups=(group,))).css_first(".step h3")
    assert heading.css_first('span[lang="vi"] b.key').text() == "Gửi đi"


def test_a_page_that_only_repeats_its_source_says_so_in_its_own_language() -> None:
    head = a_head("Nộp hồ sơ", language="en", path="en/nop/", is_alias=True)
    translations = (
        Translation(language="vi", path="nop/", title="Nộp hồ sơ"),
        Translation(language="en", path="en/nop/", title="Nộp hồ sơ", is_alias=True),
    )
    html = page(
        a_guide(head=head),
        site=a_site(language="en", base_address="https://loa.example.vn/"),
        translations=translations,
    )
    assert html.css_first("html").attributes["lang"] == "en"
    assert html.css_first("main").attributes["lang"] == "vi"
    notice = html.css_first(".notice")
    assert notice.attributes["lang"] == "en"
    assert "Vietnamese" in notice.text()
    assert "Cần chuẩn bị" in words(html)
    assert html.css_first("link[rel=canonical]").attributes["href"].endswith(".vn/nop/")


def test_an_english_page_speaks_english() -> None:
    head = a_head("Apply online", language="en", path="en/apply/")
    said = words(page(a_guide(head=head), site=a_site(language="en")))
    assert "What to have ready" in said
    assert "Cần chuẩn bị" not in said


def test_words_that_are_not_yet_tay_are_marked_as_vietnamese() -> None:
    html = page(a_guide(head=a_head("Nộp", language="tyz")), site=a_site(language="tyz"))
    assert html.css_first(".skip span").attributes["lang"] == "vi"


def test_the_language_switch_leads_to_the_same_page() -> None:
    links = page(a_guide()).css(".langs a")
    assert [link.attributes["lang"] for link in links] == ["vi", "en"]
    assert links[1].attributes["href"] == "../../en/apply-online/index.html"
    assert links[1].text() == "English"


def test_figures_are_printed_the_vietnamese_way_and_unknown_ones_are_not_zero() -> None:
    html = page(a_statistics())
    cells = [cell.text() for cell in html.css("table.numbers tbody tr:first-child td")]
    assert cells == ["1", "33", "27", "3", "90,0%"]
    assert [cell.text() for cell in html.css("table.numbers tbody td")][-1] == "–"
    assert html.css("table.bars tr")[-1].css_first("td").text() == "chưa có"
    assert html.css_first("table.numbers thead th[colspan]").attributes["scope"] == "colgroup"


def test_a_table_wider_than_the_screen_can_be_reached_by_keyboard() -> None:
    for region in page(a_statistics()).css(".scroll"):
        assert region.attributes["tabindex"] == "0"
        assert region.attributes["role"] == "region"
        assert region.attributes["aria-label"]


def test_the_leaflet_is_readable_without_its_pictures() -> None:
    html = page(a_leaflet(), sheets=some_sheets(), pdf_path="print/to-gap.pdf")
    assert html.css_first(".panel h3").text() == "Bìa"
    said = words(html)
    assert "In 5.000 tờ, khổ 20,5 x 60 cm" in said
    assert "Giấy phép xuất bản số 79/GPXB-STT&TT, ngày 28 tháng 11 năm 2019" in said
    assert html.css_first("a.button[href$='to-gap.pdf']")
    assert len(html.css(".wide img")) == 2


def test_a_listing_knows_its_place() -> None:
    html = page(a_listing())
    pager = html.css_first(".pager")
    assert "Trang 2/3" in pager.text().replace("\u00a0", " ")
    assert pager.css_first("[rel=prev]").attributes["href"] == "../../thong-bao/index.html"
    last = page(a_listing(page_number=3, next_path=None))
    assert not last.css(".pager [rel=next]")


def test_an_empty_listing_says_so() -> None:
    assert page(a_listing(items=(), page_count=1)).css_first(".empty")
