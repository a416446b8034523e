"""The editor's Vietnamese: our catalogue fits the packages that speak, and is compiled."""

import re
import unicodedata
from importlib.util import find_spec
from pathlib import Path

import polib
import pytest

from tools import catalogues

PACKAGES = {
    "django": ("django.conf", "django.contrib.auth"),
    "taggit": ("taggit",),
    "wagtail": (
        "wagtail",
        "wagtail.admin",
        "wagtail.contrib.redirects",
        "wagtail.contrib.settings",
        "wagtail.documents",
        "wagtail.images",
        "wagtail.locales",
        "wagtail.search",
        "wagtail.sites",
        "wagtail.snippets",
        "wagtail.users",
    ),
    "wagtail_localize": ("wagtail_localize", "wagtail_localize.locales"),
}
SPOKEN = [*PACKAGES["wagtail"], *PACKAGES["wagtail_localize"]]
NEVER_SHOWN = {  # names of apps without screens, of rows nobody lists, and a banner that is off
    "%(classname)s object (%(id)s)",
    "%(time_zone_option)s: %(localized_time_zone_label)s",
    "Things in Wagtail %(version)s have changed!",
    "Wagtail API v2",
    "Wagtail API v3",
    "Wagtail frontend cache",
    "Wagtail routablepage",
    "Wagtail search",
    "Wagtail sitemaps",
    "group collection permission",
    "group collection permissions",
    "group page permission",
    "group page permissions",
    "group site permission",
    "group site permissions",
    "workflow task order",
    "workflow task orders",
}
NAMED = re.compile(r"%\(\w+\)[sdr]|(?<!%)%[sdr]|\{\w*\}")
TAG = re.compile(r"</?[a-z]+")
DOMAINS = ("django", "djangojs")


def ours(domain: str) -> polib.POFile:
    return polib.pofile(
        str(catalogues.ROOT / "cms" / "locale" / "vi" / "LC_MESSAGES" / f"{domain}.po")
    )


def theirs(package: str, domain: str) -> list[polib.POEntry]:
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    file = Path(spec.origin).parent / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po"
    return list(polib.pofile(str(file))) if file.is_file() else []


def said(entry: polib.POEntry) -> str:
    return str(entry.msgstr_plural[0] if entry.msgid_plural else entry.msgstr)


def test_compiled_catalogues_are_those_of_the_sources() -> None:
    assert [str(target) for target, _ in catalogues.stale()] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_sentence_is_translated_composed_and_spaced_like_its_source(domain: str) -> None:
    wrong = [
        entry.msgid
        for entry in ours(domain)
        if not said(entry)
        or not unicodedata.is_normalized("NFC", said(entry))
        or entry.msgid.endswith(" ") != said(entry).endswith(" ")
    ]
    assert wrong == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_no_sentence_asks_for_a_value_that_nobody_gives(domain: str) -> None:
    wrong = [
        entry.msgid
        for entry in ours(domain)
        if not set(NAMED.findall(said(entry)))
        <= set(NAMED.findall(f"{entry.msgid} {entry.msgid_plural}"))
        or sorted(TAG.findall(said(entry))) != sorted(TAG.findall(entry.msgid))
    ]
    assert wrong == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_sentence_is_one_that_an_installed_package_says(domain: str) -> None:
    packages = [name for names in PACKAGES.values() for name in names]
    known = {
        (entry.msgctxt, entry.msgid, entry.msgid_plural)
        for name in packages
        for entry in theirs(name, domain)
    }
    assert [
        entry.msgid
        for entry in ours(domain)
        if (entry.msgctxt, entry.msgid, entry.msgid_plural) not in known
    ] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_a_new_version_that_says_something_new_is_noticed(domain: str) -> None:
    translated = {(entry.msgctxt, entry.msgid) for entry in ours(domain)}
    new = {
        entry.msgid
        for name in SPOKEN
        for entry in theirs(name, domain)
        if (entry.msgctxt, entry.msgid) not in translated
        and entry.msgid not in NEVER_SHOWN
        and "Wagtail Editor Guide" not in entry.msgid
    }
    assert new == set()
