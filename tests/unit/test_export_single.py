"""The single profile: a page that opens alone, asks no host for anything and loses no picture."""

import base64
import re

import pytest

from sitegen.errors import SitegenError
from sitegen.release.profiles import single
from tests.unit.export_samples import FIRST, Sample, contents, fetched, page

BASE = "https://loa.example.vn/tinh/"
STYLE = next(iter(FIRST.files))
PATH = "huong-dan/a/index.html"


def _sample(html: bytes, **files: bytes) -> Sample:
    named = {path.replace("__", "."): (content, "picture", "") for path, content in files.items()}
    return FIRST.with_files({PATH: (html, "page", "page-2"), **named})


def _single(sample: Sample, *pages: str) -> str:
    (content,) = contents(single(sample.released, pages or (PATH,))).values()
    return content.decode()


def _with(body: str, *, base: str = "") -> bytes:
    canonical = f'<link rel="canonical" href="{base}huong-dan/a/">' if base else ""
    whole = page(PATH, style=STYLE, head=canonical).decode()
    return whole.replace("</main>", f"{body}</main>").encode()


def test_page_brings_its_style_and_its_pictures() -> None:
    html = _single(FIRST)
    assert "body{color:#111}" in html
    assert base64.b64encode(b"picture of a").decode() in html
    assert fetched(html.encode()) == []


def test_browser_is_forbidden_to_ask_anybody() -> None:
    html = _single(FIRST)
    assert "Content-Security-Policy" in html
    assert "default-src 'none'" in html


PICTURE = (
    '<picture><source type="image/avif" srcset="../../p360.avif 360w, ../../p720.avif 720w">'
    '<source type="image/webp" srcset="../../p360.webp 360w, ../../p720.webp 720w,'
    ' ../../p1080.webp 1080w"><img src="../../p720.png" width="720" height="500" alt="Màn hình"'
    ' loading="lazy" sizes="100vw"></picture>'
)
SIZES = {
    "p360__avif": b"a",
    "p720__avif": b"aa",
    "p360__webp": b"w" * 3,
    "p720__webp": b"w" * 4,
    "p1080__webp": b"w" * 5,
    "p720__png": b"p" * 9,
}


def _image(html: str) -> bytes:
    found = re.search(r'src="data:image/\w+;base64,([^"]+)"', html)
    assert found
    return base64.b64decode(found[1])


def test_one_form_of_a_picture_is_kept_wide_enough_for_a_phone_and_shown_by_every_phone() -> None:
    html = _single(_sample(_with(PICTURE), **SIZES))
    assert _image(html) == b"w" * 4
    assert html.count("data:image") == 1
    assert "srcset" not in html
    assert 'alt="Màn hình"' in html
    assert 'height="500"' in html


def test_small_picture_is_kept_in_its_widest_form() -> None:
    few = {name: content for name, content in SIZES.items() if name == "p360__webp"}
    assert _image(_single(_sample(_with(PICTURE), **few))) == b"w" * 3


def test_links_lead_to_the_web_when_the_mirror_has_an_address() -> None:
    body = (
        '<a href="../b/index.html#muc">B</a><a href="#day">đây</a><a href="index.html#day">đó</a>'
        '<a href="tel:+84">gọi</a><a href="https://x.vn/">ngoài</a><a href="../../tep.pdf">tệp</a>'
    )
    html = _single(_sample(_with(body, base=BASE)))
    assert re.findall(r'<a href="([^"]*)"', html) == [
        f"{BASE}huong-dan/b/#muc",
        "#day",
        "#day",
        "tel:+84",
        "https://x.vn/",
        f"{BASE}tep.pdf",
        f"{BASE}huong-dan/a/",
    ]


@pytest.mark.parametrize("base", ["", "http://127.0.0.1:8080/"])
def test_links_become_words_with_their_place_when_nobody_could_follow_them(base: str) -> None:
    body = (
        '<a class="more" href="../b/index.html"><b>Trang B</b></a>'
        '<button popovertarget="menu">Mục lục</button>'
        '<nav popover id="menu"><a href="../../index.html">Trang chủ</a></nav>'
    )
    html = _single(_sample(_with(body, base=base)))
    assert '<span class="more"><b>Trang B</b></span> (huong-dan/b/)' in html
    for left in ("<a", "<button", "<nav"):
        assert left not in html


def test_scripts_forms_and_what_a_server_would_need_are_left_out() -> None:
    body = '<script src="../../x.js"></script><form action="../../tim/index.html"><input></form>'
    html = _single(_sample(_with(f"{body}<noscript>cần mã</noscript>")))
    for left in ("<script", "<form", "<noscript"):
        assert left not in html


@pytest.mark.parametrize(
    "body", ['<video src="../../x.mp4"></video>', '<p style="background:url(x.png)">x</p>']
)
def test_what_cannot_be_enclosed_is_refused_by_the_title_of_the_page(body: str) -> None:
    with pytest.raises(SitegenError, match="không gói được") as refused:
        _single(_sample(_with(body)))
    assert refused.value.page == "Trang huong-dan/b/index.html"


def test_font_is_enclosed_unless_it_is_for_letters_that_the_page_has_not() -> None:
    css = (
        b'@font-face{font-family:V;src:url("v.woff2")}'
        b'@font-face{font-family:H;unicode-range:U+12C-12D,U+2116;src:url("h.woff2")}'
        b'@font-face{font-family:L;src:local("Arial")}'
    )
    sample = FIRST.with_files(
        {
            STYLE: (css, "asset", ""),
            "assets/v.woff2": (b"vietnamese", "asset", ""),
            "assets/h.woff2": (b"highland", "asset", ""),
        }
    )
    plain = _single(sample)
    assert 'local("Arial")' in plain
    assert base64.b64encode(b"vietnamese").decode() in plain
    assert base64.b64encode(b"highland").decode() not in plain
    rare = FIRST.contents[PATH].replace("chữ".encode(), "Čĭ".encode())
    with_rare = _single(sample.with_files({PATH: (rare, "page", "page-2")}))
    assert base64.b64encode(b"highland").decode() in with_rare


@pytest.mark.parametrize("wanted", ["huong-dan/a/", "/huong-dan/a", "huong-dan/a/index.html"])
def test_page_is_found_however_its_address_is_written(wanted: str) -> None:
    (entry,) = single(FIRST.released, [wanted])
    assert entry.path == "a.html"


def test_home_page_and_pages_of_one_name_get_names_of_their_own() -> None:
    english = "en/huong-dan/a/index.html"
    sample = FIRST.with_files({english: (page(english, style=STYLE), "page", "page-9")})
    pages = ["", PATH, "en/huong-dan/a/"]
    names = [entry.path for entry in single(sample.released, pages)]
    assert names == ["trang-chu.html", "a.html", "en-huong-dan-a.html"]


@pytest.mark.parametrize("wanted", ["khong-co/", "sitemap.xml"])
def test_page_that_is_not_there_is_named(wanted: str) -> None:
    with pytest.raises(SitegenError, match=wanted):
        list(single(FIRST.released, [wanted]))
