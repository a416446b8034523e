"""The check: what a page points to, and what would be missing if it were released."""

import re
from pathlib import Path

import pytest

from sitegen.documents.kinds import Document
from sitegen.release.check import CheckedPage, check_pages, check_paths
from sitegen.release.links import (
    Links,
    decode_links,
    encode_links,
    facts_by_parser,
    facts_by_pattern,
    read_links,
    read_style_links,
)
from sitegen.render import html as html_module
from sitegen.render.html import render
from tests.builder_pieces import a_view
from tests.builders import every_document


def _read(html: str, path: str = "so-noi-vu/huong-dan/index.html") -> Links:
    return read_links(path, html.encode())


@pytest.mark.parametrize(
    ("address", "links"),
    [
        ("index.html", ("so-noi-vu/huong-dan/index.html",)),
        ("../index.html", ("so-noi-vu/index.html",)),
        ("../../index.html", ("index.html",)),
        ("./a/../b.pdf", ("so-noi-vu/huong-dan/b.pdf",)),
        ("../../index.html?q=1#dau", ("index.html#dau",)),
        ("M%E1%BA%ABu.docx", ("so-noi-vu/huong-dan/Mẫu.docx",)),
        ("#buoc-1", ("so-noi-vu/huong-dan/index.html#buoc-1",)),
        ("../../index.html#b%C6%B0%E1%BB%9Bc", ("index.html#bước",)),
        ("../", ("so-noi-vu/",)),
        ("#", ()),
        ("#top", ()),
        ("https://dichvucong.gov.vn/", ()),
        ("tel:+842113123456", ()),
        ("mailto:a@example.vn", ()),
    ],
)
def test_link_is_resolved_against_its_page(address: str, links: tuple[str, ...]) -> None:
    assert _read(f'<a href="{address}">x</a>') == Links(links=links)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("/index.html", "link-rooted"),
        ("//example.vn/", "link-rooted"),
        ("\\index.html", "link-rooted"),
        ("../../../index.html", "link-outside"),
        ("javascript:alert(1)", "link-scheme"),
        ("file:///etc/hosts", "link-scheme"),
        ("data:text/html,x", "link-scheme"),
    ],
)
def test_address_that_no_release_can_satisfy_is_wrong(address: str, code: str) -> None:
    wrong = _read(f'<a href="{address}">x</a>').wrong
    assert [(one.code, one.address) for one in wrong] == [(code, address)]


def test_page_in_place_of_any_other_may_start_at_the_root() -> None:
    html = b'<a href="/index.html">x</a><a href="javascript:x">y</a>'
    wrong = read_links("404.html", html, is_rooted=True).wrong
    assert [one.code for one in wrong] == ["link-scheme"]


def test_everything_a_page_needs_to_look_right_is_a_file() -> None:
    found = _read(
        '<link rel="stylesheet" href="../../assets/a.css"><script src="../../assets/a.js"></script>'
        '<picture><source srcset="../../p/1.avif 360w, ../../p/2.avif 720w">'
        '<img src="../../p/1.png" srcset="../../p/2.png 2x" alt=""></picture>'
        '<img src="data:image/png;base64,AA" alt="">'
    )
    assert found.files == (
        "assets/a.css",
        "assets/a.js",
        "p/1.avif",
        "p/1.png",
        "p/2.avif",
        "p/2.png",
    )
    assert found.links == ()


def test_anchors_are_the_ids_of_the_page() -> None:
    assert _read('<h2 id="mot">1</h2><p id="hai">2</p>').anchors == ("mot", "hai")


def test_style_sheet_needs_its_fonts() -> None:
    style = b"@font-face{src:url('a.woff2')}body{background:url(data:image/svg+xml,x)}"
    assert read_style_links("assets/a.css", style).files == ("assets/a.woff2",)


def test_links_survive_the_store() -> None:
    links = _read('<a id="a" href="/x">x</a><a href="../index.html">y</a><img src="z.png" alt="">')
    assert decode_links(encode_links(links)) == links


def _page(path: str, html: str) -> CheckedPage:
    return CheckedPage(path, f"Trang {path}", "page-9", _read(html, path))


@pytest.mark.parametrize(
    ("html", "code", "words"),
    [
        ('<a href="b/index.html">x</a>', "link-broken", "“b/”"),
        ('<a href="a/">x</a>', "link-broken", "“a/”"),
        ('<a href="a/index.html#hai">x</a>', "anchor-missing", "“hai” của “Trang a/index.html”"),
        ('<a href="#hai">x</a>', "anchor-missing", "“hai”"),
        ('<img src="p.png" alt="">', "file-missing", "“p.png”"),
        ('<a href="/x">x</a>', "link-rooted", "“/x”"),
        ('<a href="../x">x</a>', "link-outside", "“../x”"),
        ('<a href="ftp://x">x</a>', "link-scheme", "“ftp://x”"),
    ],
)
def test_missing_target_is_an_error_that_names_the_page(html: str, code: str, words: str) -> None:
    pages = [_page("index.html", html), _page("a/index.html", '<p id="mot">x</p>')]
    (finding,) = check_pages(pages, ["index.html", "a/index.html"])
    assert (finding.code, finding.severity, finding.page) == (code, "error", "Trang index.html")
    assert finding.key == "page-9"
    assert words in finding.message
    assert finding.hint


def test_page_whose_targets_are_all_there_has_no_remark() -> None:
    html = '<a href="a/index.html#mot">x</a><a href="a/a.pdf">y</a><img src="p.png" alt="">'
    pages = [_page("index.html", html), _page("a/index.html", '<p id="mot">x</p>')]
    assert not list(check_pages(pages, ["index.html", "a/index.html", "a/a.pdf", "p.png"]))


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/a",
        "a//b",
        "../a",
        "a/../b",
        "a/./b",
        "a\\b",
        "a:b",
        "a?b",
        "a\nb",
        "a.",
        "a /b",
        "con/a",
        "a/NUL.txt",
        ".an",
        "a/",
    ],
)
def test_path_that_some_disk_refuses_is_an_error(path: str) -> None:
    assert [finding.code for finding in check_paths([path], {})] == ["path-unsafe"]


@pytest.mark.parametrize(
    "path", ["index.html", "a/b-c/index.html", "files/Mẫu đơn.docx", "console/a.b.html", "1/2"]
)
def test_usual_path_is_fine(path: str) -> None:
    assert not list(check_paths([path], {}))


@pytest.mark.parametrize(
    "paths",
    [
        ["a/index.html", "A/index.html"],
        ["a/index.html", "a/index.html"],
        ["a", "a/b/c"],
        ["Đ/x", "đ/x"],
    ],
)
def test_two_files_in_one_place_are_an_error(paths: list[str]) -> None:
    titles = dict.fromkeys(paths, "Trang")
    assert {(one.code, one.page) for one in check_paths(paths, titles)} == {
        ("path-collision", "Trang")
    }


# Pages are read by a pattern: it must say what a parser would find.

_ROOT = "../../"
_TEMPLATES = Path(html_module.__file__).parent / "templates"
_NOT_FOR_A_PATTERN = re.compile(
    r"<!--[^>]*=|<textarea|<[A-Z]|='|\s(?:href|id|src|srcset|poster|data|action)\s*=(?!\")"
    r"|[\n\t]\s*(?:href|id|src|srcset|poster|data|action)=",
)


@pytest.mark.parametrize("template", sorted(_TEMPLATES.rglob("*.html")), ids=lambda one: one.name)
def test_templates_are_written_for_a_pattern(template: Path) -> None:
    text = re.sub(r"{[%#].*?[%#]}", "", template.read_text("utf-8"), flags=re.DOTALL)
    assert _NOT_FOR_A_PATTERN.findall(text) == []


@pytest.mark.parametrize("template", sorted(_TEMPLATES.rglob("*.html")), ids=lambda one: one.name)
def test_only_links_and_style_sheets_have_an_href_in_the_body(template: Path) -> None:
    body = template.read_text("utf-8").rpartition("</head>")[2]
    assert re.findall(r'<(?!a\s|link rel="stylesheet")[a-z]+\s[^<>]*href=', body) == []


def test_page_without_a_body_is_parsed() -> None:
    assert facts_by_pattern(b'<link href="a.css"><a href="b.html">b</a>', _ROOT) is None


@pytest.mark.parametrize(
    "html",
    [
        '<p title="Số id=" lang="vi">x</p>',
        '<p title="Xem href="><a href="x.html">x</a></p>',
        '<a href="a.html?x&copy=1">x</a>',
        '<a href="/x">x</a>',
    ],
)
def test_page_with_a_value_that_misleads_a_pattern_is_parsed(html: str) -> None:
    page = f'<!doctype html>\n<body>\n<p id="a">\n{html}\n<img src="b.png" alt="">'.encode()
    assert facts_by_pattern(page, _ROOT) is None
    assert "so-noi-vu/huong-dan/b.png" in _read(page.decode()).files


@pytest.mark.parametrize("document", every_document(), ids=lambda one: one.head.path or one.kind)
def test_pattern_says_of_our_pages_what_a_parser_finds(document: Document) -> None:
    html = render(document, a_view())
    found = facts_by_pattern(html, _ROOT)
    assert found is not None
    parsed = facts_by_parser(html, _ROOT)
    assert (found.anchors, found.links) == (parsed.anchors, parsed.links)
    assert found.files - found.links == parsed.files - parsed.links
    assert found.link_addresses == parsed.link_addresses
    assert found.file_addresses == parsed.file_addresses


def test_picture_that_is_also_offered_larger_is_a_link() -> None:
    found = _read('<a href="p.webp">x</a><img srcset="p.webp 1x" src="q.webp" alt="">')
    assert found.links == ("so-noi-vu/huong-dan/p.webp",)
    assert found.files == ("so-noi-vu/huong-dan/q.webp",)
