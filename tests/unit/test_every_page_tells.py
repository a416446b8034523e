"""What every page tells, whatever its kind: when, by whom, whom to call, in which language."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from sitegen.documents.base import AgencyName, HelpLine, PageNotice, Summary
from sitegen.documents.changed import days_of, last_change
from sitegen.documents.kinds import Document, Entry, Home, Listing
from sitegen.documents.nodes import Contacts, SeeAlso
from sitegen.render.html import render
from sitegen.render.identity import help_line
from sitegen.render.markdown import render_markdown
from tests.builders import (
    a_contact_card,
    a_home,
    a_listing,
    a_site,
    a_view,
    an_article,
    every_document,
)

PUBLISHED, UPDATED, REVIEWED = date(2024, 2, 1), date(2025, 3, 2), date(2026, 4, 3)
BASE = "https://loa.example.vn/"
OFFICE = AgencyName(
    name="Sở Nội vụ tỉnh Bắc Kạn",
    short_name="Sở Nội vụ",
    help=HelpLine(phone="0209 3870 000", phone_link="+842093870000", note="Chỉ giờ hành chính."),
)
KINDS = {one.kind: one for one in every_document()}
MADE = {"listing", "index_page", "site_map", "search"}
"""Kinds that nobody writes, so nobody dates them."""


def _dated(document: Document) -> Document:
    days = {"published": PUBLISHED, "updated": UPDATED, "reviewed": REVIEWED}
    head = replace(document.head, agency=OFFICE, **days)
    return replace(document, head=head)


def _shown(document: Document, **site: Any) -> tuple[Any, str]:
    view = a_view(site=a_site(base_address=BASE, **site))
    return LexborHTMLParser(render(document, view)), render_markdown(document, view).decode()


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - MADE - {"home"}))
def test_each_page_says_when_and_by_whom_on_paper_too(kind: str) -> None:
    document = _dated(KINDS[kind])
    html, markdown = _shown(document)
    assert "reviewed" in dict(days_of(document))
    line = html.css_first("main .source:has(time)")
    stamps = [one.attributes["datetime"] for one in html.css("main time")]
    assert "Sở Nội vụ tỉnh Bắc Kạn" in line.text().replace("\u00a0", " ")
    assert stamps.count(str(REVIEWED)) == 1
    assert stamps.count(str(UPDATED)) == (0 if getattr(document, "form", "") == "plan" else 1)
    if not getattr(document, "official", None):
        assert stamps.count(str(PUBLISHED)) >= 1
    assert "3/4/2026" in markdown
    assert html.css_first(".on-paper").text() == f"{BASE}{document.head.path}"


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - MADE - {"home"}))
def test_each_page_that_is_new_says_whose_it_is(kind: str) -> None:
    head = replace(
        KINDS[kind].head, agency=OFFICE, published=PUBLISHED, updated=None, reviewed=None
    )
    html, markdown = _shown(replace(KINDS[kind], head=head))
    assert "Sở Nội vụ tỉnh Bắc Kạn" in html.css("main .source")[-1].text().replace("\u00a0", " ")
    assert "\nSở Nội vụ tỉnh Bắc Kạn" in markdown


def test_a_home_page_only_leads_on_and_says_no_more_than_its_review() -> None:
    html, _ = _shown(_dated(KINDS["home"]))
    assert [one.attributes["datetime"] for one in html.css(".source time")] == [str(REVIEWED)]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_page_changes_after_the_day_that_the_sitemap_tells(kind: str) -> None:
    document = _dated(KINDS[kind])
    assert last_change(document) >= REVIEWED
    news = date(2026, 7, 8)
    notice = PageNotice(kind="close", day=news, subject="Cổng tỉnh")
    told = replace(document, head=replace(document.head, notices=(notice,)))
    assert last_change(told) == news
    for listed in (a_home(), a_listing()):
        item = Summary(
            key="page-1",
            kind="guide",
            path="a/",
            title="A",
            summary="",
            language="vi",
            published=news,
        )
        name = "latest" if isinstance(listed, Home) else "items"
        assert last_change(replace(listed, **{name: (item,)})) == news


OWN = a_contact_card(name="Số của trang", phone="0209 3811 111", phone_link="+842093811111")


def _with_own(document: Document) -> Document | None:
    for name in ("contacts", "cards"):
        if hasattr(document, name):
            return replace(document, **{name: (OWN,)})
    if hasattr(document, "body"):
        return replace(document, body=(Contacts(title="", cards=(OWN,)),))
    return None


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_page_tells_one_number_its_own_before_its_offices_before_the_sites(kind: str) -> None:
    site = a_site(help_phone="0209 3810 777", help_phone_link="+842093810777", keeper=None)
    bare = replace(KINDS[kind], head=replace(KINDS[kind].head, agency=None))
    for name in ("contacts", "cards"):
        bare = replace(bare, **{name: ()}) if hasattr(bare, name) else bare
    bare = replace(bare, body=()) if hasattr(bare, "body") else bare
    assert help_line(bare, site).phone == "0209 3810 777"
    of_office = replace(bare, head=replace(bare.head, agency=OFFICE))
    assert help_line(of_office, site).phone == "0209 3870 000"
    own = _with_own(of_office)
    if own is None:
        return
    wanted = "0209 3870 000" if kind == "agency_home" else OWN.phone  # what the office chose
    assert help_line(own, site).phone == wanted
    html = LexborHTMLParser(render(own, a_view(site=site)))
    called = {one.attributes["href"] for one in html.css(".at-hand a, .foot .help a")}
    assert len(called) == 1


def test_what_one_has_to_know_stands_beside_the_number() -> None:
    html, _ = _shown(_dated(an_article()))
    assert html.css_first(".foot .help small").text() == "Chỉ giờ hành chính."


def _summary(language: str) -> Summary:
    return Summary(
        key="page-9", kind="guide", path="g/", title="Nộp", summary="Tóm tắt", language=language
    )


def _ways(language: str) -> dict[str, Document]:
    """Return a page in English for each way in which it may lead to a page in ``language``."""
    english = {"language": "en", "source_language": "vi"}
    home, listing = a_home(), a_listing()
    article = an_article()
    entry = Entry(title="Nộp", text="", key="page-9", path="g/", language=language)
    item = _summary(language)
    see = SeeAlso(
        keys=("page-9",),
        links=(("g/", "Nộp"),),
        foreign=(("g/", "vi"),) if language == "vi" else (),
    )
    empty = {"entries": (), "latest": (), "agencies": ()}
    return {
        "door": replace(home, head=replace(home.head, **english), **empty | {"entries": (entry,)}),
        "news": replace(home, head=replace(home.head, **english), **empty | {"latest": (item,)}),
        "office": replace(
            home, head=replace(home.head, **english), **empty | {"agencies": (item,)}
        ),
        "list": replace(listing, head=replace(listing.head, **english), items=(item,)),
        "see also": replace(article, head=replace(article.head, **english), body=(see,)),
    }


@pytest.mark.parametrize("way", sorted(_ways("vi")))
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_link_to_another_language_says_so_to_people_and_machines(way: str, language: str) -> None:
    document = _ways(language)[way]
    assert isinstance(document, Document | Listing)
    html = LexborHTMLParser(render(document, a_view(site=a_site(language="en"))))
    links = [one for one in html.css("main a") if "g/index.html" in (one.attributes["href"] or "")]
    assert len(links) == 1
    is_foreign = language == "vi"
    assert links[0].attributes.get("hreflang") == ("vi" if is_foreign else None)
    assert ("in Vietnamese" in links[0].text()) == is_foreign
    sign = links[0].css_first("small")
    assert (sign.attributes["lang"] if sign else None) == ("en" if is_foreign else None)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_page_has_a_way_to_each_language_of_the_site(kind: str) -> None:
    document = KINDS[kind]
    homes = (("vi", ""), ("en", "en/"), ("tyz", "tyz/"))
    site = a_site(homes=homes, languages=("vi", "en", "tyz"))
    html = LexborHTMLParser(render(document, a_view(site=site)))
    told = {one.attributes["hreflang"] for one in html.css(".langs a")} | {document.head.language}
    assert told == {"vi", "en", "tyz"}
