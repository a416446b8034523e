"""What a browser may run in the editor: our files, and Wagtail's own calls word by word."""

import re
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views.defaults import server_error
from selectolax.lexbor import LexborHTMLParser
from wagtail.models import Page

from cms.models import User
from cms.policy.inline import is_known, signed
from cms.policy.middleware import InlineScriptsMiddleware
from tests.factories import Province, an_announcement_page

DATA = {"", "application/json", "text/x-template", "text/django-form-template"}
KNOWN = (
    'initDateChooser("id_a\\u002Db", {"dayOfWeekStart": 1, "format": "d/m/Y"});',
    'initDateTimeChooser("id_go_live_at", {});',
    'new PageChooser("id_page", {"modalUrl": "/admin/choose-page/", "icons": [null, true]});',
    'new SnippetChooser("id_agency");',
    'createTaskChooser("id_workflow_tasks-0-task");',
    '\n(function() {\n  var panel = new InlinePanel(JSON.parse("{\\u0022a\\u0022: 1}"));\n})();\n',
)
UNKNOWN = (
    "alert(1)",
    'initDateChooser("a", {});alert(1)',
    'initDateChooser("a", alert(1));',
    'new PageChooser("a", {"title": "" + alert(1)});',
    'new PageChooser("a"); alert(1); new PageChooser("b");',
    'new PageChooser("a", {"title": "b"}), alert(1), ({"c": 1});',
    'new Function("alert(1)");',
    "new PageChooser(`${alert(1)}`);",
    'new PageChooser("a", {"__proto__": Object});',
    '(function() { var panel = new InlinePanel(JSON.parse("{}")); alert(1) })();',
    '(function() { var panel = new InlinePanel(JSON.parse("" + alert(1) + "")); })();',
    'import("/media/x.js")',
)


@pytest.mark.parametrize("script", KNOWN)
def test_call_of_wagtail_with_data_runs(script: str) -> None:
    assert is_known(script)
    assert 'nonce="n"' in signed(f"<p><script>{script}</script>", "n")


@pytest.mark.parametrize("script", UNKNOWN)
def test_anything_beside_or_inside_the_data_does_not(script: str) -> None:
    assert not is_known(script)
    page = f"<p><script>{script}</script>"
    assert signed(page, "n") == page


def test_title_that_breaks_out_of_a_call_takes_the_call_with_it() -> None:
    title = "</script><script>alert(1)</script>"
    page = f'<script>new PageChooser("a", {{"title": "{title}"}});</script>'
    assert signed(page, "n") == page


def _policy(answer: Any) -> dict[str, list[str]]:
    rules = (rule.split() for rule in answer.headers["Content-Security-Policy"].split(";"))
    return {rule[0]: rule[1:] for rule in rules}


def _is_strict(answer: Any) -> bool:
    rules = _policy(answer)
    scripts = rules["script-src"]
    return (
        rules["default-src"] == ["'none'"]
        and "'unsafe-inline'" not in scripts
        and "'unsafe-eval'" not in scripts
        and all(one == "'self'" or one.startswith("'nonce-") for one in scripts)
        and "Content-Security-Policy-Report-Only" not in answer.headers
    )


def _unsigned(answer: Any) -> list[str]:
    """Return the scripts and handlers of a page that a browser would not run."""
    nonces = re.findall(r"'nonce-([^']+)'", answer.headers["Content-Security-Policy"])
    tree = LexborHTMLParser(answer.content)
    found = [
        (node.text() or "")[:80]
        for node in tree.css("script:not([src])")
        if (node.attributes.get("type") or "") in ("", "text/javascript", "module")
        and node.attributes.get("nonce") not in nonces
    ]
    for node in tree.css("*"):
        found += [name for name in node.attributes if name.startswith("on")]
    return found


@pytest.fixture
def page(province: Province) -> Page:
    return an_announcement_page(province.office)


def unfit(answer: Any) -> list[str]:
    """Return what of an answer a browser would not run, or its whole policy when it is too wide."""
    if not _is_strict(answer):
        return [answer.headers.get("Content-Security-Policy", "no policy")]
    return _unsigned(answer) if is_screen(answer) else []


def is_screen(answer: Any) -> bool:
    return str(answer.headers.get("Content-Type", "")).startswith("text/html")


@pytest.mark.parametrize(
    "name",
    [
        "wagtailadmin_pages:edit",
        "wagtailadmin_pages:history",
        "wagtail_localize:submit_page_translation",
    ],
)
def test_screen_of_a_page_says_what_may_run_and_needs_nothing_else(
    page: Page, client: Client, name: str
) -> None:
    """Every other screen is looked at where every address is asked: ``test_every_address``."""
    client.force_login(User.objects.create_superuser("quan-tri", "q@loa.example", "x"))
    answer = client.get(reverse(name, args=[page.pk]))
    assert is_screen(answer)
    assert unfit(answer) == []


def test_strangers_get_the_same_policy(client: Client, province: Province) -> None:
    for address in ("/", "/admin/login/", "/suc-khoe/", "/nothing/", "/api/v1/index.json"):
        assert _is_strict(client.get(address)), address


def test_nonce_is_another_one_each_time(client: Client, province: Province) -> None:
    client.force_login(User.objects.create_superuser("quan-tri", "q@loa.example", "x"))
    address = reverse("wagtailsnippets_cms_legaldocument:add")
    seen = [_policy(client.get(address))["script-src"] for _ in range(3)]
    nonces = {one for scripts in seen for one in scripts if one.startswith("'nonce-")}
    assert len(nonces) == 3


def test_page_of_a_fault_keeps_its_own_script(rf: RequestFactory) -> None:
    request: Any = rf.get("/")
    request.csp_nonce = "n"
    answer = InlineScriptsMiddleware(server_error)(request)
    assert answer.status_code == 500
    assert '<script nonce="n">' in answer.content.decode()


def test_preview_is_as_strict_as_the_mirror(page: Page, client: Client, admin_user: Any) -> None:
    client.force_login(admin_user)
    answer = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert "'unsafe-inline'" not in answer.headers["Content-Security-Policy"]
