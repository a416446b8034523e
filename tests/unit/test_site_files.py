"""Files about the whole mirror: parts, sitemap, feeds, llms.txt, signposts."""

import dataclasses
import json
import re
from datetime import date
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser

from sitegen.documents.addresses import Gone, Moved, PageEntry
from sitegen.documents.view import View
from sitegen.languages import LANGUAGES
from sitegen.render.identity import icon_of
from sitegen.render.labels import plain_labels, untranslated_labels
from sitegen.render.site_files import (
    LlmsPart,
    atom,
    feed_entries,
    gone_page,
    in_parts,
    json_feed,
    llms_index,
    llms_part,
    llms_parts,
    moved_page,
    not_found,
    offline_page,
    robots,
    sitemap_index,
    sitemap_part,
    sitemap_parts,
    web_manifest,
)
from tests.builders import a_site, a_view

PUBLIC = "https://loa.example.vn/bac-kan/"
ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "<script>alert('x')</script> & \"]]>\x0b"


def _entry(number: int, **changes: object) -> PageEntry:
    entry = PageEntry(
        key=f"page-{number}",
        translation=f"translation-{number}",
        language="vi",
        source_language="vi",
        path=f"so-{number % 7}/huong-dan-{number}/",
        kind="guide",
        title=f"Hướng dẫn {number}",
    )
    return dataclasses.replace(entry, **changes)  # type: ignore[arg-type]  # fields by name


def _sites(**changes: object) -> dict[str, object]:
    return {code: a_site(language=code, base_address=PUBLIC, **changes) for code in LANGUAGES}


class TestParts:
    @pytest.mark.parametrize(("count", "parts"), [(0, 1), (1, 1), (200, 1), (201, 2), (1000, 8)])
    def test_a_long_list_is_cut_into_a_power_of_two(self, count: int, parts: int) -> None:
        made = in_parts([_entry(number) for number in range(count)])
        assert len(made) == parts
        assert sum(map(len, made)) == count
        assert max(map(len, made)) <= 300

    def test_one_page_more_or_less_changes_one_part(self) -> None:
        entries = [_entry(number) for number in range(1000)]
        before, after = in_parts(entries), in_parts([*entries[:500], *entries[501:]])
        assert sum(one != other for one, other in zip(before, after, strict=True)) == 1

    def test_the_languages_of_a_page_stay_together(self) -> None:
        entries = [_entry(number) for number in range(500)]
        entries += [dataclasses.replace(e, language="en", path=f"en/{e.path}") for e in entries]
        for part in in_parts(entries):
            assert len({entry.translation for entry in part}) * 2 == len(part)

    def test_the_order_of_the_entries_does_not_matter(self) -> None:
        entries = [_entry(number) for number in range(300)]
        assert in_parts(entries) == in_parts(entries[::-1])


class TestSitemap:
    def test_every_language_and_the_default_are_named(self) -> None:
        group = [
            _entry(1, updated=date(2026, 11, 20)),
            _entry(2, translation="translation-1", language="en", path="en/apply/"),
        ]
        xml = sitemap_part(group, _sites())  # type: ignore[arg-type]  # sites by language
        root = ElementTree.fromstring(xml)  # noqa: S314 - our own bytes
        assert len(root) == 2
        assert xml.count(b'hreflang="x-default" href="' + PUBLIC.encode() + b"so-1/") == 2
        assert xml.count(b'hreflang="en"') == 2
        assert b"<lastmod>2026-11-20</lastmod>" in xml

    def test_aliases_searches_and_unknown_addresses_are_left_out(self) -> None:
        entries = [_entry(1, is_alias=True), _entry(2, kind="search"), _entry(3, language="fr")]
        assert sitemap_parts(entries, _sites()) == {}  # type: ignore[arg-type]
        assert sitemap_parts([_entry(1)], {"vi": a_site()}) == {}

    def test_ten_thousand_pages_make_parts_of_a_few_hundred(self) -> None:
        entries = [_entry(number) for number in range(10_000)]
        parts = sitemap_parts(entries, _sites())  # type: ignore[arg-type]
        assert len(parts) == 64
        assert max(map(len, parts.values())) < 300
        xml = sitemap_index(parts, a_site(base_address=PUBLIC))
        root = ElementTree.fromstring(xml)  # noqa: S314 - our own bytes
        assert [part[0].text for part in root] == [PUBLIC + path for path in parts]

    def test_addresses_are_percent_encoded(self) -> None:
        xml = sitemap_part([_entry(1, path='cũ & "mới"/')], _sites())  # type: ignore[arg-type]
        assert b"c%C5%A9%20%26%20%22m%E1%BB%9Bi%22/" in xml

    def test_robots_name_the_sitemap_only_when_it_has_an_address(self) -> None:
        assert b"Sitemap" not in robots(a_site())
        assert f"Sitemap: {PUBLIC}sitemap.xml" in robots(a_site(base_address=PUBLIC)).decode()


class TestFeeds:
    SITE = a_site(base_address=PUBLIC)

    def test_the_newest_come_first_in_one_language(self) -> None:
        entries = [
            _entry(1, published=date(2022, 1, 1), updated=date(2025, 5, 5)),
            _entry(2, published=date(2024, 1, 1)),
            _entry(3, published=date(2026, 1, 1), language="en"),
            _entry(4, published=date(2026, 1, 1), kind="listing"),
            _entry(5, published=date(2026, 1, 1), is_alias=True),
            _entry(6),
        ]
        assert [entry.key for entry in feed_entries(entries, self.SITE)] == ["page-1", "page-2"]
        assert feed_entries(entries, a_site()) == ()

    def test_only_the_latest_are_shown_and_an_edit_below_them_changes_nothing(self) -> None:
        entries = [_entry(n, published=date(2020, 1, 1 + n % 28)) for n in range(90)]
        shown = feed_entries(entries, self.SITE)
        assert len(shown) == 30
        hidden = next(entry for entry in entries if entry not in shown)
        others = [entry for entry in entries if entry is not hidden]
        edited = [*others, dataclasses.replace(hidden, title="Khác")]
        assert feed_entries(edited, self.SITE) == shown

    def test_a_page_that_moves_is_no_new_entry(self) -> None:
        before = _entry(1, published=date(2024, 1, 1))
        after = dataclasses.replace(before, path="cho-moi/", title="Tên mới")
        for make in (atom, json_feed):
            names = [
                re.findall(r"urn:uuid:[0-9a-f-]{36}", make([entry], self.SITE).decode())[-1]
                for entry in (before, after)
            ]
            assert names[0] == names[1]
        other = _entry(2, published=date(2024, 1, 1))
        assert atom([other], self.SITE).count(names[0].encode()) == 0

    def test_atom_can_be_read_whatever_a_title_holds(self) -> None:
        entry = _entry(
            1, title=HOSTILE, summary=HOSTILE, agency=HOSTILE, published=date(2024, 1, 1)
        )
        root = ElementTree.fromstring(atom([entry], self.SITE))  # noqa: S314 - our own bytes
        found = root.find(f"{ATOM}entry")
        assert found is not None
        assert found.findtext(f"{ATOM}title") == HOSTILE.replace("\x0b", "")
        assert found.findtext(f"{ATOM}updated") == "2024-01-01T00:00:00+07:00"
        assert [link.get("rel") for link in root.findall(f"{ATOM}link")] == [None, "self"]
        assert root.findtext(f"{ATOM}updated") == "2024-01-01T00:00:00+07:00"

    def test_json_feed_has_what_its_version_asks_for(self) -> None:
        entry = _entry(1, summary="Tóm tắt", agency="Sở Nội vụ", published=date(2024, 1, 1))
        feed = json.loads(json_feed([entry], self.SITE))
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["feed_url"] == f"{PUBLIC}feed.json"
        item = feed["items"][0]
        assert item["url"] == f"{PUBLIC}so-1/huong-dan-1/"
        assert item["content_text"] == "Tóm tắt"
        assert item["authors"] == [{"name": "Sở Nội vụ"}]
        assert item["date_published"] == "2024-01-01T00:00:00+07:00"

    @pytest.mark.parametrize("published", [date(2024, 1, 1), None])
    def test_both_feeds_tell_the_day_of_coming_from_the_day_of_change(
        self, published: date | None
    ) -> None:
        came = "2024-01-01T00:00:00+07:00" if published else None
        changed = "2025-05-05T00:00:00+07:00"
        entry = _entry(1, published=published, updated=date(2025, 5, 5))
        (item,) = json.loads(json_feed([entry], self.SITE))["items"]
        assert (item["date_published"], item["date_modified"]) == (came or changed, changed)
        root = ElementTree.fromstring(atom([entry], self.SITE))  # noqa: S314 - our own bytes
        days = [root.findtext(f"{ATOM}entry/{ATOM}{name}") for name in ("published", "updated")]
        assert days == [came, changed]

    def test_an_empty_feed_is_a_feed(self) -> None:
        root = ElementTree.fromstring(atom((), self.SITE))  # noqa: S314 - our own bytes
        assert root.findtext(f"{ATOM}updated")
        assert json.loads(json_feed((), self.SITE))["items"] == []


class TestLlms:
    def _small(self) -> list[PageEntry]:
        return [
            _entry(0, path="", kind="home", title="Loa Bắc Kạn"),
            _entry(1, path="so-noi-vu/", kind="agency_home", title="Sở Nội vụ"),
            _entry(2, path="so-noi-vu/nop/", title="Nộp [hồ sơ]", summary="Làm ở nhà."),
            _entry(3, path="en/apply/", language="en"),
        ]

    def test_a_small_mirror_is_one_file_in_vietnamese(self) -> None:
        site = a_site(base_address=PUBLIC)
        parts = llms_parts(self._small(), site)
        assert [part.path for part in parts] == ["llms.txt"]
        text = llms_index(parts, site).decode()
        assert text.startswith("# Loa Bắc Kạn\n\n> Hướng dẫn dịch vụ công\n\n")
        assert "## Cơ quan\n\n- [Sở Nội vụ](" + PUBLIC + "so-noi-vu/index.md)\n" in text
        assert f"- [Nộp \\[hồ sơ\\]]({PUBLIC}so-noi-vu/nop/index.md): Làm ở nhà." in text
        assert "apply" not in text
        assert site.notice in text

    def test_without_an_address_the_links_are_relative(self) -> None:
        parts = llms_parts(self._small(), a_site())
        assert "(so-noi-vu/index.md)" in llms_index(parts, a_site()).decode()

    def test_a_large_mirror_stays_small_and_leads_to_a_file_for_each_office(self) -> None:
        site = a_site(base_address=PUBLIC)
        entries = [_entry(n, path=f"so-{n % 40}/trang-{n}/") for n in range(10_000)]
        entries += [
            _entry(20_000 + n, path=f"so-{n}/", kind="agency_home", title=f"Sở {n}")
            for n in range(40)
        ]
        parts = llms_parts(entries, site)
        first = llms_index(parts, site)
        assert len(first) < 20_000
        listed = [entry.key for part in parts for entry in part.entries]
        assert set(listed) == {entry.key for entry in entries}
        assert all(part.path.encode() in first for part in parts[1:])
        assert max(len(part.entries) for part in parts) < 400
        part = next(part for part in parts if part.title.startswith("Sở 7"))
        assert llms_part(part, site).startswith(b"# S\xe1\xbb\x9f 7")

    def test_a_part_says_its_title_and_the_site(self) -> None:
        part = LlmsPart(path="llms-x.txt", title="Sở Y tế", entries=(_entry(1),))
        assert llms_part(part, a_site()).decode().startswith("# Sở Y tế – Loa Bắc Kạn\n\n## ")


class TestNotFound:
    VIEW = a_view(site=a_site(base_address=PUBLIC, search_path="tim-kiem/"))

    def test_it_is_complete_in_itself(self) -> None:
        page = not_found(a_view()).decode()
        assert "<style>" in page
        assert not re.findall(r'(?:src|href|action)="(?!tel:)', page)
        assert "url(" not in page

    def test_every_way_on_is_a_full_address(self) -> None:
        tree = LexborHTMLParser(not_found(self.VIEW))
        ways = [node.attributes["href"] or "" for node in tree.css("a[href]")]
        ways += [node.attributes["action"] or "" for node in tree.css("form")]
        assert all(way.startswith((PUBLIC, "tel:")) for way in ways)
        assert PUBLIC in ways
        assert f"{PUBLIC}huong-dan/" in ways
        assert f"{PUBLIC}tim-kiem/" in ways
        assert not tree.css("link, script, img")

    def test_other_languages_say_it_shortly_when_somebody_translated_it(self) -> None:
        others = [a_site(language=code, base_address=PUBLIC) for code in ("en", "tyz")]
        tree = LexborHTMLParser(not_found(self.VIEW, others=others))
        assert [node.attributes["lang"] for node in tree.css(".also")] == ["en"]


class TestMoved:
    MOVED = Moved(path="cu/xa/", target="so-noi-vu/nop/", title="Nộp hồ sơ", language="vi")

    @pytest.mark.parametrize(
        ("path", "target", "address"),
        [
            ("cu/", "moi/", "../moi/index.html"),
            ("a/b/c/", "", "../../../index.html"),
            ("cũ/", "x;\"y'/", "../x%3B%22y%27/index.html"),
        ],
    )
    def test_it_leads_to_the_new_address_by_itself_and_by_a_link(
        self, path: str, target: str, address: str
    ) -> None:
        moved = dataclasses.replace(self.MOVED, path=path, target=target)
        tree = LexborHTMLParser(moved_page(moved, a_view()))
        refresh = tree.css_first("meta[http-equiv=refresh]")
        assert refresh is not None
        assert refresh.attributes["content"] == f"0; url={address}"
        links = [node.attributes["href"] for node in tree.css("main a")]
        assert links == [address]

    def test_search_engines_are_told_and_do_not_keep_it(self) -> None:
        page = moved_page(self.MOVED, a_view(site=a_site(base_address=PUBLIC))).decode()
        assert f'<link rel="canonical" href="{PUBLIC}so-noi-vu/nop/">' in page
        assert '<meta name="robots" content="noindex">' in page
        assert "canonical" not in moved_page(self.MOVED, a_view()).decode()

    def test_it_needs_nothing_but_our_assets(self) -> None:
        tree = LexborHTMLParser(moved_page(self.MOVED, a_view()))
        for node in tree.css("link[href], script[src]"):
            address = node.attributes.get("href") or node.attributes.get("src") or ""
            assert address.startswith("../../assets/")

    def test_titles_are_escaped(self) -> None:
        moved = dataclasses.replace(self.MOVED, title=HOSTILE)
        assert "<script>alert" not in moved_page(moved, a_view()).decode()


class TestGone:
    def test_it_names_what_replaces_the_page_first(self) -> None:
        gone = Gone(
            path="a/b/", language="vi", successor="moi/", successor_title="Trang mới",
            above="a/", above_title="Sở Nội vụ",
        )  # fmt: skip
        view = a_view(site=a_site(search_path="tim-kiem/"))
        tree = LexborHTMLParser(gone_page(gone, view))
        ways = [node.attributes["href"] for node in tree.css("main a")]
        assert ways == ["../../moi/index.html", "../../a/index.html", "../../index.html"]
        form = tree.css_first("form")
        assert form is not None
        assert form.attributes["action"] == "../../tim-kiem/index.html"
        assert tree.css_first('meta[name="robots"][content="noindex"]') is not None

    def test_a_translation_leads_to_what_it_translated_in_that_language(self) -> None:
        gone = Gone(
            path="en/a/", language="en", original="a/", original_title=HOSTILE,
            original_language="vi", above="en/", above_title="Home",
        )  # fmt: skip
        page = gone_page(gone, a_view(site=a_site(language="en", home_path="en/")))
        assert "<script>alert" not in page.decode()
        first = LexborHTMLParser(page).css_first("main a")
        assert first is not None
        assert first.attributes["href"] == "../../a/index.html"
        parent = first.parent
        assert parent is not None
        assert [one.text() for one in parent.css('[lang="vi"]')] == [HOSTILE, "Tiếng Việt"]

    def test_without_a_successor_it_offers_the_menu(self) -> None:
        tree = LexborHTMLParser(gone_page(Gone(path="a/", language="vi"), a_view()))
        ways = [node.attributes["href"] for node in tree.css("main a")]
        assert ways[0] == "../index.html"
        assert "../huong-dan/index.html" in ways
        assert not tree.css("form")

    @pytest.mark.parametrize("language", sorted(LANGUAGES))
    def test_it_speaks_the_language_of_the_page(self, language: str) -> None:
        gone = Gone(path="a/", language=language)
        tree = LexborHTMLParser(gone_page(gone, a_view(site=a_site(language=language))))
        root = tree.css_first("html")
        assert root is not None
        assert root.attributes["lang"] == language
        assert len(tree.css("h1")) == 1


@pytest.mark.parametrize("languages", [("vi",), ("vi", "en"), ("en", "vi", "tyz")])
def test_the_offline_page_is_complete_in_itself_and_leads_on_in_each_language_that_it_speaks(
    languages: tuple[str, ...],
) -> None:
    first, *others = (a_site(language=one, home_path=f"{one}/") for one in languages)
    page = LexborHTMLParser(offline_page(View(site=first), others=others))
    ways = [(a.attributes["href"] or "", a.text(strip=True)) for a in page.css("main a")]
    spoken = [one for one in languages if "offline" not in untranslated_labels(one)]
    words = [(plain_labels(one).offline_again, plain_labels(one).not_found_home) for one in spoken]
    homes = [f"{one}/index.html" for one in spoken]
    assert ways == [
        way
        for home, (again, go) in zip(homes, words, strict=True)
        for way in (("offline.html", again), (home, go))
    ]
    brand = page.css_first("a.brand")
    assert brand is not None
    assert brand.attributes["href"] == homes[0]
    assert f"<!--kept:{plain_labels(languages[0]).offline_kept}" in (page.html or "")


@pytest.mark.parametrize("home_path", ["", "en/"])
def test_a_mirror_on_the_first_screen_of_a_phone_has_its_name_its_icon_and_its_home(
    home_path: str,
) -> None:
    site = a_site(home_path=home_path)
    said = json.loads(web_manifest(site))
    assert (said["name"], said["lang"]) == (site.name, site.language)
    assert said["start_url"] == f"./{home_path}"
    assert {one["src"] for one in said["icons"]} == {icon_of(site.identity).path}
