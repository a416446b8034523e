"""The editor is Vietnamese to the last string: every screen that links lead to is read.

A text is English when half of its words are words of Wagtail's, Django's and their own that no
Vietnamese syllable is spelt like. Contents of the demo are not the editor's.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import polib
import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from cms.models import User
from tests.demo_world import ROOT
from tests.lots import lots

ALLOWED = {
    "Search": "a hidden button in Wagtail's shared header, beside a field with a label",
    "Home": "the English home page of the demo",
    "English": "the name of a language in itself",
    "None": "a hidden counter of Wagtail's side panels",
    "Port": "a column of Wagtail's list of sites, which takes no words: administrators of servers",
    "Site name": "as Port",
    "Root page": "as Port",
    "cms.homepage": "the technical name of a page type, in a report for administrators",
}
CONTENT = re.compile("What kinds of online|File online with|See which procedures|^Bước [0-9]+: ")
EACH = len(lots(1, 3))  # screens of one kind, of many rows
WORD = re.compile(r"[^\W\d_]+")
ADDRESS = re.compile(
    r"(?:href|action|data-chooser-url|data-url)=\"(/admin/[^\"#]*)|&quot;(/admin/[^&\"\\\s]*)&quot;"
)
NAMED = ("title", "aria-label", "placeholder", "alt", "data-w-progress-active-value")
ACCOUNTS = ("quan-tri", "can-bo", "nguoi-soan", "nguoi-duyet")


@cache
def english_words() -> frozenset[str]:
    """Return the words that packages say and that no syllable of Vietnamese is spelt like."""
    found: set[str] = set()
    for package in ("django", "wagtail", "wagtail_localize", "taggit", "allauth", "axes"):
        spec = find_spec(package)
        assert spec is not None
        assert spec.origin is not None
        for file in Path(spec.origin).parent.rglob("locale/en/LC_MESSAGES/*.po"):
            for entry in polib.pofile(str(file)):
                found |= {word.lower() for word in re.findall(r"[A-Za-z]{3,}", entry.msgid)}
    return frozenset(found - syllables())


@cache
def syllables() -> frozenset[str]:
    """Return every syllable of Vietnamese as it is typed without marks."""
    source = (ROOT / "sitegen/render/assets/search/syllables.js").read_text()
    onsets = source.split('ONSETS = "')[1].split('"')[0].split(" ")
    rimes = "".join(re.findall('"([^"]*)"', source.split("RIMES = (")[1].split(").split")[0]))
    return frozenset(_bare(onset + rime) for onset in ["", *onsets] for rime in rimes.split(" "))


def _bare(text: str) -> str:
    return unicodedata.normalize("NFD", text.replace("đ", "d")).encode("ascii", "ignore").decode()


def is_english(text: str) -> bool:
    words = WORD.findall(text)
    odd = [word for word in words if word.isascii() and word.lower() in english_words()]
    return bool(words) and len(text) < 300 and (len(odd) * 2 > len(words) or len(odd) >= 3)


def said(html: str) -> set[str]:
    """Return what a screen says: its texts, and the names of what is pressed or looked at."""
    tree = LexborHTMLParser(html)
    tree.strip_tags(["script", "style", "svg", "noscript", "template"])
    assert tree.root is not None
    texts = [node.text_content or "" for node in tree.root.traverse(include_text=True)]
    texts += [node.attributes[name] or "" for name in NAMED for node in tree.css(f"[{name}]")]
    texts += [node.attributes.get("value") or "" for node in tree.css("input[type=submit]")]
    return {re.sub(r"\s+", " ", text).strip() for text in texts} - {""}


def screens(client: Client) -> Iterator[tuple[str, str]]:
    """Yield the address and the HTML of the screens that links lead to, a few of each kind."""
    waiting, seen = ["/admin/"], Counter({"/admin/": EACH})
    while waiting:
        address = waiting.pop(0)
        response = client.get(address)
        assert response.status_code < 500, address
        html = _html(response)
        if html:
            yield address, html
        found = [response.headers["Location"].split("#")[0]] if "Location" in response else []
        found += [unescape(one or other) for one, other in ADDRESS.findall(html)]
        for one in found:
            kind = re.sub(r"\d+", "N", re.sub(r"[0-9a-f-]{36}", "U", one.split("?")[0]))
            if one.startswith("/admin/") and "logout" not in one and seen[kind] < EACH:
                seen[kind] += 1
                waiting.append(one)


def _html(response: Any) -> str:
    kind = response.headers.get("Content-Type", "")
    if response.status_code != 200:
        return ""
    if kind.startswith("text/html"):
        return str(response.content.decode())
    if kind.startswith("application/json"):
        answer = json.loads(response.content)
        return str(answer.get("html", "")) if isinstance(answer, dict) else ""
    return ""


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Wagtail's pictures
@pytest.mark.usefixtures("demo_rows")
@pytest.mark.parametrize("account", [ACCOUNTS[number] for number in lots(1, len(ACCOUNTS))])
def test_no_screen_says_anything_in_english(account: str) -> None:
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.get(username=account))
    found: dict[str, str] = {}
    count = 0
    for address, html in screens(client):
        count += 1
        for text in said(html):
            if is_english(text) and text not in ALLOWED and not CONTENT.search(text):
                found.setdefault(text, address)
    assert count > 200
    assert found == {}
