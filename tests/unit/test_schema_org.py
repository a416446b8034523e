"""schema.org and Open Graph: true, complete in their addresses, and never markup."""

import json
from datetime import date
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from sitegen.documents.kinds import Document
from sitegen.render.html import render
from sitegen.render.schema_org import structured_data
from tests.builders import (
    a_contact,
    a_guide,
    a_head,
    a_home,
    a_site,
    a_statistics,
    a_view,
    an_agency_home,
    an_announcement,
    an_official,
    every_document,
)

PUBLIC = "https://loa.example.vn/"


def _view(**changes: Any) -> Any:
    return a_view(site=a_site(base_address=PUBLIC, search_path="tim-kiem/"), **changes)


def _things(document: Document) -> dict[str, Any]:
    graph = json.loads(structured_data(document, _view()))["@graph"]
    return {thing["@type"]: thing for thing in graph}


@pytest.mark.parametrize("document", every_document(), ids=lambda d: f"{d.kind}-{d.head.path}")
def test_every_page_has_one_thing_and_its_trail(document: Document) -> None:
    things = _things(document)
    main = next(iter(things.values()))
    assert main["url"] == f"{PUBLIC}{document.head.path}"
    trail = things["BreadcrumbList"]["itemListElement"]
    assert [step["position"] for step in trail] == [1, 2, 3]
    assert trail[-1]["item"] == main["url"]


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        (a_home(), "WebSite"),
        (an_agency_home(), "GovernmentOrganization"),
        (a_guide(), "GovernmentService"),
        (a_guide(), "HowTo"),
        (an_announcement(), "Report"),
        (a_statistics(), "Dataset"),
        (a_contact(), "ContactPage"),
    ],
)
def test_kinds_are_what_search_engines_know(document: Document, kind: str) -> None:
    assert kind in _things(document)


def test_a_guide_has_its_steps_in_order_with_their_addresses() -> None:
    one = _things(a_guide(steps=3))["HowTo"]["step"]
    assert [step["@type"] for step in one] == ["HowToStep"] * 3
    assert one[0]["url"] == f"{PUBLIC}{a_guide().head.path}#tinh-buoc-1"
    two = _things(a_guide(steps=3, ways=2))["HowTo"]["step"]
    assert [part["@type"] for part in two] == ["HowToSection"] * 2
    assert "HowTo" not in _things(a_guide(groups=()))


def test_a_service_says_for_whom_it_is_and_where_it_is_offered() -> None:
    service = _things(a_guide(audience="Người dân"))["GovernmentService"]
    assert service["audience"] == {"@type": "Audience", "audienceType": "Người dân"}
    assert service["availableChannel"] == [
        {"@type": "ServiceChannel", "name": one.name, "serviceUrl": one.address}
        for one in a_guide().portals
    ]
    assert "audience" not in _things(a_guide(audience=""))["GovernmentService"]


def test_a_guide_says_once_what_is_needed() -> None:
    said = _things(a_guide(prepare=("Thẻ", "Ảnh", "Thẻ")))["HowTo"]["supply"]
    names = [one["name"] for one in said]
    assert names[:2] == ["Thẻ", "Ảnh"]
    assert len(set(names)) == len(names)
    assert {one["@type"] for one in said} == {"HowToSupply"}


def test_the_home_page_offers_the_search() -> None:
    action = _things(a_home())["WebSite"]["potentialAction"]
    assert action["target"] == f"{PUBLIC}tim-kiem/index.html?q={{search_term_string}}"


def test_an_office_has_its_telephone() -> None:
    points = _things(an_agency_home())["GovernmentOrganization"]["contactPoint"]
    assert points[0]["telephone"].startswith("+84")


def test_dates_and_numbers_are_given_once_they_are_known() -> None:
    waiting = _things(an_announcement())["Report"]
    assert "reportNumber" not in waiting
    head = a_head("Thông báo", published=date(2024, 1, 2), updated=date(2024, 2, 3))
    known = _things(an_announcement(head=head, official=an_official(number="12")))["Report"]
    assert known["reportNumber"] == "12/TB-SNV"
    assert (known["datePublished"], known["dateModified"]) == ("2024-01-02", "2024-02-03")


def test_nothing_is_said_without_an_address_or_by_an_alias() -> None:
    assert structured_data(a_guide(), a_view()) == ""
    assert structured_data(a_guide(head=a_head("x", is_alias=True)), _view()) == ""


@pytest.mark.parametrize("said", ["</script><script>alert(1)</script>", "<!--", "a & b ]]>"])
def test_words_never_end_the_script(said: str) -> None:
    document = a_guide(head=a_head(said, summary=said))
    page = LexborHTMLParser(render(document, _view()))
    scripts = page.css('script[type="application/ld+json"]')
    assert len(scripts) == 1
    assert json.loads(scripts[0].text())["@graph"][0]["name"] == said
    assert all(node.attributes.get("src") for node in page.css("script:not([type])"))


def test_a_page_says_how_it_is_shown_in_messages() -> None:
    html = render(a_guide(), _view(share_path="share/0123.png"))
    page = LexborHTMLParser(html)
    told = {
        node.attributes["property"]: node.attributes["content"]
        for node in page.css("meta[property]")
    }
    assert told["og:image"] == f"{PUBLIC}share/0123.png"
    assert told["og:url"] == f"{PUBLIC}{a_guide().head.path}"
    assert told["og:title"] == a_guide().head.title
    without = render(a_guide(), _view()).decode()
    assert "og:image" not in without
    assert "og:" not in render(a_guide(), a_view()).decode()


def test_twins_are_named_where_they_lie() -> None:
    page = LexborHTMLParser(render(a_guide(), a_view(has_json=True, has_markdown=True)))
    twins = {n.attributes["type"]: n.attributes["href"] for n in page.css("link[rel=alternate]")}
    assert twins == {"text/markdown": "index.md", "application/json": "index.json"}
    assert "index.md" not in render(a_guide(), a_view()).decode()
