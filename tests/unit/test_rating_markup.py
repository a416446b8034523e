"""Was it of help? By mail and telephone always; with buttons where the office has answers counted."""

import dataclasses
from typing import Any
from urllib.parse import unquote

import pytest
from selectolax.lexbor import LexborHTMLParser

from sitegen.documents.kinds import Document, Guide
from sitegen.documents.view import View
from sitegen.render.html import render
from sitegen.render.labels import labels
from sitegen.render.server_headers import security_headers
from tests.builders import a_guide, a_head, a_site, every_document

ADDRESS = "https://loa.example.vn/danh-gia/"
MAIL = "mot-cua@example.vn"
KINDS = {one.kind: one for one in every_document()}
MADE = {"listing", "index_page", "site_map", "search"}
"""Kinds that nobody writes: nobody is asked about them."""


def _asked(document: Document, *, asks: bool = True, root: str = "", **site: Any) -> Any:
    head = dataclasses.replace(document.head, asks=asks)
    document = dataclasses.replace(document, head=head)
    given = {"rating_address": ADDRESS, "help_email": MAIL, **site}
    page = render(document, View(site=a_site(**given), address_root=root))
    return LexborHTMLParser(page).css_first("main .rate")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_page_that_somebody_wrote_asks_with_and_without_a_server(kind: str) -> None:
    document = KINDS[kind]
    if kind in MADE:
        made = dataclasses.replace(document, head=a_head(key=f"{kind}-vi"))
        assert _asked(made) is None
        return
    assert _asked(document).css_first("form").attributes["action"] == ADDRESS
    still = _asked(document, rating_address="")
    assert still.css("form, script, link") == []
    assert still.css("a[href^='tel:'], a[href^='mailto:']")


@pytest.mark.parametrize("how", [{"asks": False}, {"root": "/xem-truoc/"}, {"rating_address": ""}])
def test_no_buttons_where_nobody_counts_or_in_a_preview(how: dict[str, Any]) -> None:
    assert _asked(a_guide(), **how).css("form, script") == []


def test_form_sends_the_page_a_step_and_one_of_five_words_and_nothing_else() -> None:
    guide = a_guide(head=a_head(path="a/b/"))
    form = _asked(guide).css_first("form")
    names = {one.attributes["name"] for one in form.css("[name]")}
    assert names == {"page", "step", "answer"}
    assert form.css_first("[name=page]").attributes["value"] == "a/b/"
    steps = [one.attributes["value"] for one in form.css("option")]
    known = [step.anchor for group in guide.groups for step in group.steps]
    assert steps == ["", *known]
    assert form.css("input:not([type=hidden]), textarea") == []
    answers = [one.attributes["value"] for one in form.css("button")]
    assert answers == ["yes", "unclear", "missing", "wrong", "stuck"]


def test_letter_names_the_page_and_the_step() -> None:
    guide = a_guide()
    links = [one.attributes["href"] for one in _asked(guide, asks=False).css("a[href^='mailto:']")]
    said = [unquote(one.partition("?subject=")[2]) for one in links]
    assert said[0] == guide.head.title
    numbers = [step.number for group in guide.groups for step in group.steps]
    assert len(said) == len(numbers) + 1
    for number, subject in zip(numbers, said[1:], strict=True):
        assert subject.startswith(f"{guide.head.title} – ")
        assert subject.lower().endswith(f"bước {number}")


def test_page_without_telephone_and_mail_asks_nothing_in_vain() -> None:
    guide = dataclasses.replace(a_guide(), contacts=(), head=a_head(agency=None))
    nobody = {"help_email": "", "help_phone": "", "help_phone_link": "", "rating_address": ""}
    assert isinstance(guide, Guide)
    assert _asked(guide, **nobody) is None


def test_policy_lets_answers_out_only_where_they_are_taken() -> None:
    without = security_headers(a_site())["Content-Security-Policy"]
    given = security_headers(a_site(rating_address=ADDRESS))["Content-Security-Policy"]
    assert (
        without.replace("connect-src 'self'", f"connect-src 'self' {ADDRESS}").replace(
            "form-action 'self'", f"form-action 'self' {ADDRESS}"
        )
        == given
    )
    assert labels("vi")["rate"] == "Trang này có giúp được bạn không?"


def test_page_in_a_single_file_keeps_mail_and_telephone_alone() -> None:
    head = a_head(path="a/", asks=True)
    site = a_site(rating_address=ADDRESS, help_email=MAIL)
    page = LexborHTMLParser(render(a_guide(head=head), View(site=site)))
    for one in page.css("form"):  # as sitegen.release.profiles.single leaves forms out
        one.decompose()
    said = page.css_first(".rate").text()
    assert labels("vi")["rate_private"] not in said
    assert labels("vi")["rate_write"] in said
