"""“Chuyển hướng”: what an administrator saves reaches the mirror and every server file."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, PageViewRestriction

from sitegen.collect.warm import Collector
from sitegen.management.server_texts import server_texts
from sitegen.pipeline import collect_documents
from sitegen.release.manifest import read_manifest
from sitegen.release.switch import CURRENT, current_release
from tests.factories import Province, a_guide_page
from tests.site.bytes_of_a_release import told_in
from tests.site.outputs import OUTPUTS

BASE = "https://loa.example/"


def _lead(old: str, to: Any = None, **more: Any) -> Redirect:
    """Save a redirect as the form does."""
    row = Redirect(
        old_path=old,
        redirect_page=to if isinstance(to, Page) else None,
        redirect_link=to if isinstance(to, str) else "",
        **more,
    )
    row.clean()
    row.save()
    return row


def _led() -> dict[str, str]:
    return {one.path: one.target for one in collect_documents().moved}


def _codes() -> list[tuple[str, str]]:
    return [(one.code, one.page) for one in collect_documents().findings]


@pytest.fixture
def guide(province: Province) -> Any:
    """A page to lead to."""
    return a_guide_page(province.office, title="Nộp hồ sơ qua mạng", slug="nop-ho-so")


@pytest.fixture
def _address(settings: Any) -> None:
    settings.LOA_MIRROR_ADDRESS = BASE


def _release() -> None:
    call_command("release", verbosity=0, stdout=io.StringIO(), stderr=io.StringIO())


@pytest.mark.usefixtures("_address")
def test_a_saved_redirect_reaches_the_mirror_and_every_server_file(
    guide: Any, settings: Any
) -> None:
    _lead("/duong-dan-in-tren-to-roi/", guide)
    _lead("/cổng-Cũ", "https://dichvucong.example/a?b=c&d=%C4%91")
    _lead("/tam-thoi", guide, is_permanent=False)
    _release()
    var = Path(settings.LOA_VAR)
    served = var / "releases" / CURRENT
    sign = (served / "duong-dan-in-tren-to-roi" / "index.html").read_text()
    assert 'url=../so-noi-vu/nop-ho-so/index.html"' in sign
    assert "Nộp hồ sơ qua mạng" in sign.replace("&nbsp;", " ").replace("\xa0", " ")
    outside = (served / "cổng-Cũ" / "index.html").read_text()
    assert 'url=https://dichvucong.example/a?b=c&amp;d=%C4%91"' in outside
    manifest = read_manifest(var / "releases", current_release(var / "releases"))
    assert manifest is not None
    texts = {name: text.decode() for name, text in server_texts(manifest, "dir").items()}
    end = "/so-noi-vu/nop-ho-so/"
    assert f"/duong-dan-in-tren-to-roi/ {end} 301" in texts["_redirects"]
    assert f"/tam-thoi/ {end} 302" in texts["_redirects"]
    link = "https://dichvucong.example/a?b=c&d=%C4%91"
    assert f"/c%E1%BB%95ng-C%C5%A9/ {link} 301" in texts["_redirects"]
    assert f'"/duong-dan-in-tren-to-roi/" "{end}";' in texts[".nginx/loa-map.conf"]
    assert f'"/cổng-Cũ/" "{link}";' in texts[".nginx/loa-map.conf"]
    assert "tam-thoi" not in texts[".nginx/loa-map.conf"]
    assert f'"{link}"' in texts[".htaccess"]
    assert "RedirectMatch 302" in texts[".htaccess"]


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("/in-tren-to-roi/", "in-tren-to-roi/"),
        ("in-tren-to-roi", "in-tren-to-roi/"),
        ("/in-tren-to-roi?utm=1&a=2", "in-tren-to-roi/"),
        ("/in-tren-to-roi/index.html", "in-tren-to-roi/"),
        ("/THONG-BAO-Cu/", "THONG-BAO-Cu/"),
        ("/thông báo/cũ/", "thông báo/cũ/"),
        ("/th%C3%B4ng-b%C3%A1o/", "thông-báo/"),
        ("/chi-tiet.aspx?id=7", "chi-tiet.aspx/"),
        ("/Pages/tin.html", "Pages/tin.html/"),
    ],
)
def test_an_old_address_is_kept_as_it_was_typed(guide: Any, typed: str, path: str) -> None:
    _lead(typed, guide)
    assert _led() == {path: "so-noi-vu/nop-ho-so/"}


@pytest.mark.parametrize(
    "old",
    ["/pictures/x", "/api/v1/pages.json", "/404.html", "/sitemap.xml", "/a/../b", "/" + "a" * 220],
)
def test_an_address_that_the_mirror_needs_itself_is_named(guide: Any, old: str) -> None:
    _lead(old, guide)
    assert _led() == {}
    assert [code for code, _ in _codes()] == ["redirect-unsafe"]


def test_a_live_page_goes_before_a_redirect(province: Province, guide: Any) -> None:
    other = a_guide_page(province.office, title="Trang khác", slug="trang-khac")
    _lead("/so-noi-vu/nop-ho-so/", other)
    _lead("/SO-NOI-VU/NOP-HO-SO/", other)
    _lead("/", other)
    assert _led() == {}


def test_a_redirect_goes_before_what_once_was_there(province: Province, guide: Any) -> None:
    old = a_guide_page(province.office, title="Bỏ đi", slug="bo-di")
    _release()
    old.unpublish()
    _lead("/so-noi-vu/bo-di/", guide)
    found = collect_documents()
    assert {one.path: one.target for one in found.moved} == {
        "so-noi-vu/bo-di/": "so-noi-vu/nop-ho-so/"
    }
    assert found.gone == ()


def test_one_for_this_site_goes_before_one_for_all(province: Province, guide: Any) -> None:
    _lead("/cu", province.office)
    _lead("/cu", guide, site=province.site)
    assert _led() == {"cu/": "so-noi-vu/nop-ho-so/"}


@pytest.mark.usefixtures("_address")
def test_redirects_are_followed_to_their_end_and_circles_are_named(
    province: Province, guide: Any
) -> None:
    _lead("/mot", f"{BASE}hai/")
    _lead("/hai", f"{BASE}ba")
    _lead("/ba", guide)
    assert _led() == dict.fromkeys(("mot/", "hai/", "ba/"), "so-noi-vu/nop-ho-so/")
    Redirect.objects.filter(old_path="/ba").update(redirect_page=None, redirect_link=f"{BASE}mot")
    assert _led() == {}
    assert set(_codes()) == {("redirect-loop", f"/{one}/") for one in ("mot", "hai", "ba")}


@pytest.mark.usefixtures("_address")
def test_an_address_inside_of_the_mirror_is_that_page(guide: Any) -> None:
    _lead("/cu", f"{BASE}so-noi-vu/nop-ho-so/")
    (moved,) = collect_documents().moved
    assert (moved.target, moved.is_outside) == ("so-noi-vu/nop-ho-so/", False)


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example/",
        "ftp://x.example/",
        "https://",
        "mailto:a@b.example",
    ],
)
def test_only_web_addresses_are_led_to(province: Province, link: str) -> None:
    row = _lead("/cu", "https://x.example/")
    Redirect.objects.filter(pk=row.pk).update(redirect_link=link)
    assert _led() == {}
    assert _codes() == [("redirect-unsafe", "/cu/")]


def test_a_redirect_leads_to_a_translation(province: Province, guide: Any) -> None:
    english = Locale.objects.get(language_code="en")
    for page in (province.home, province.office, guide):
        copy = page.copy_for_translation(english)
        copy.save_revision().publish()
    _lead("/in-english", copy)
    (moved,) = collect_documents().moved
    assert (moved.target, moved.language) == ("en/so-noi-vu/nop-ho-so/", "en")


WORD = "Chimredirectkv"

HIDDEN: dict[str, Callable[[Any], Any]] = {
    "unpublished": lambda page: page.unpublish(),
    "private": lambda page: PageViewRestriction.objects.create(page=page, restriction_type="login"),
    "below a private page": lambda page: PageViewRestriction.objects.create(
        page=page.get_parent(), restriction_type="login"
    ),
    "expired": lambda page: Page.objects.filter(pk=page.pk).update(
        expire_at=timezone.now() - timezone.timedelta(minutes=1)
    ),
}


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
def test_a_redirect_to_what_is_hidden_says_nothing_in_any_output(
    province: Province, hide: Callable[[Any], Any], settings: Any
) -> None:
    page = a_guide_page(province.office, title=f"Trang {WORD}", slug=f"trang-{WORD.lower()}")
    hide(page)
    _lead(f"/to-roi-{WORD}", page)
    _release()
    told = {
        where
        for name in OUTPUTS
        for _, where in told_in(OUTPUTS[name](Path(settings.LOA_VAR)), {"it": WORD})
    }
    assert told == set()


def test_what_wagtail_makes_by_itself_is_not_said(province: Province) -> None:
    page = a_guide_page(province.office, is_live=False, title="Nháp", slug="nhap-kin")
    page.slug = "nhap"
    page.save_revision().publish()
    Redirect.add_redirect("/so-noi-vu/nhap-kin", page, automatically_created=True)
    assert _led() == {}


def test_a_warm_worker_hears_of_redirects(province: Province, guide: Any) -> None:
    collector, now = Collector(), timezone.now()
    assert collector.collect(now).collection.moved == ()
    row = _lead("/cu", guide)
    (moved,) = collector.collect(now).collection.moved
    assert moved.path == "cu/"
    row.delete()
    assert collector.collect(now).collection.moved == ()


def test_the_form_of_the_administrator_is_enough(admin_client: Any, guide: Any) -> None:
    answer = admin_client.post(
        reverse("wagtailredirects:add"),
        {"old_path": "/to-roi", "is_permanent": "on", "redirect_page": guide.pk},
    )
    assert answer.status_code == 302
    assert _led() == {"to-roi/": "so-noi-vu/nop-ho-so/"}


def test_the_host_of_the_editor_tells_nobody_where_a_redirect_leads(
    client: Any, province: Province
) -> None:
    draft = a_guide_page(province.office, title="Chưa đăng", slug="chua-dang", is_live=False)
    _lead("/cu", draft)
    answer = client.get("/cu/")
    assert (answer.status_code, b"chua-dang" in answer.content) == (404, False)
