"""Several sites of one installation: each is released for itself, and no word of one is in another."""

import io
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail import blocks
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from cms.models import AgencyHomePage, HomePage
from sitegen.collect.registry import page_collectors
from sitegen.collect.site import collect
from sitegen.collect.sites import address_of, own_site, pages_elsewhere, site_of
from sitegen.collect.warm import Collector
from sitegen.errors import SitegenError
from sitegen.models import FormerAddress
from sitegen.pipeline import differences
from sitegen.preview import live_address
from sitegen.release.last_failure import remember_failure
from sitegen.release.report import Report
from tests.factories import (
    Province,
    a_guide_page,
    a_leaflet_page,
    an_agency_home_page,
    an_announcement_page,
    another_agency,
    items,
    publish,
    put,
    put_on_panel,
    stream,
)
from tests.site.bytes_of_a_release import told_in
from tests.site.outputs import OUTPUTS

HOST, ADDRESS = "xa-minh-hoa.example.vn", "https://xa-minh-hoa.example.vn/"
PROVINCE, COMMUNE = "Tinhchimxx", "Xachimxx"
NAME, ABOVE = "Xã Hai Bên", "Tỉnh Hai Bên"
"""By these names each leads to the other, and says no further word of it."""


class Commune(NamedTuple):
    """The second site: its home page, and an office with a guide at the address of another."""

    site: Site
    home: HomePage
    office: AgencyHomePage
    guide: Any


@pytest.fixture
def commune(province: Province) -> Commune:
    """A commune beside the province; the words of each are canaries in the other."""
    province.home.site_title = ABOVE
    publish(province.home)
    a_guide_page(province.office, title=f"Nộp hồ sơ {PROVINCE}", slug="nop-ho-so")
    home = HomePage(
        title="Trang chủ xã",
        slug="xa",
        site_title=NAME,
        accent="#1f6b3a",
        locale=province.home.locale,
        help_contact=province.contact,
    )
    put(province.home.get_parent(), home)
    site = Site.objects.create(hostname=HOST, port=443, site_name="Xã", root_page=home)
    agency = another_agency(province, "UBND xã")
    slug = province.office.slug
    office = an_agency_home_page(home, agency=agency, title=f"UBND {COMMUNE}", slug=slug)
    guide = a_guide_page(office, title=f"Nộp hồ sơ {COMMUNE}", slug="nop-ho-so")
    a_leaflet_page(office, title=f"Tờ gấp {COMMUNE}")
    return Commune(site, home, office, guide)


def _released(settings: Any, folder: Path, site: str = "") -> Path:
    """Release one of the sites as its own process would; return its folder."""
    settings.LOA_SITE = site
    settings.LOA_VAR = folder / (site or "province")
    settings.LOA_MIRROR_ADDRESS = ADDRESS if site else "https://tinh.example.vn/"
    silent = {"stdout": io.StringIO(), "stderr": io.StringIO()}
    call_command("release", accept_loss=True, verbosity=0, **silent)
    found: Path = settings.LOA_VAR
    settings.LOA_SITE = ""
    return found


def _places(var: Path, word: str) -> set[tuple[str, str]]:
    return {
        (name, where)
        for name, made in OUTPUTS.items()
        for _, where in told_in(made(var), {"word": word})
    }


def test_each_site_is_released_alone_though_their_pages_have_the_same_addresses(
    commune: Commune, settings: Any, tmp_path: Path
) -> None:
    province, village = (_released(settings, tmp_path, site) for site in ("", HOST))
    for var, own, other in ((province, PROVINCE, COMMUNE), (village, COMMUNE, PROVINCE)):
        assert _places(var, own)
        assert _places(var, other) == set()
    guide = f"{commune.office.slug}/nop-ho-so/index.html"
    texts = [(var / "releases" / "current" / guide).read_text() for var in (province, village)]
    assert ["colour-1f6b3a" in text for text in texts] == [False, True]
    assert f'rel="canonical" href="{ADDRESS}' in texts[1]


def test_a_page_taken_down_in_one_site_leaves_a_sign_there_and_none_in_the_other(
    commune: Commune, settings: Any, tmp_path: Path
) -> None:
    extra = a_guide_page(commune.office, title=f"Sẽ gỡ {COMMUNE}", slug="se-go")
    _released(settings, tmp_path, HOST)
    _released(settings, tmp_path)
    extra.unpublish()
    commune.guide.unpublish()
    province, village = (_released(settings, tmp_path, site) for site in ("", HOST))
    slug = commune.office.slug
    shown = {
        (var.name, page): (var / "releases" / "current" / slug / page / "index.html").exists()
        for var in (province, village)
        for page in ("nop-ho-so", "se-go")
    }
    assert shown == {
        ("province", "nop-ho-so"): True,
        ("province", "se-go"): False,
        (HOST, "nop-ho-so"): True,  # says that it was taken down
        (HOST, "se-go"): True,
    }
    assert PROVINCE in (province / "releases/current" / slug / "nop-ho-so/index.html").read_text()
    assert _places(province, COMMUNE) == set()
    assert FormerAddress.objects.filter(path=f"{HOST}//{slug}/se-go/").count() == 1


def test_the_editor_shows_a_page_as_its_own_site_will(commune: Commune, settings: Any) -> None:
    settings.LOA_MIRROR_ADDRESS = "https://tinh.example.vn/"
    for page in (commune.home, commune.office, commune.guide):
        response = page.make_preview_request(preview_mode="")
        said = response.content.decode()
        assert NAME in said
        assert PROVINCE not in said
        assert f'rel="canonical" href="{ADDRESS}' in said
        assert live_address(page).startswith(ADDRESS)
        assert site_of(page) == commune.site
    assert address_of(own_site()) == "https://tinh.example.vn/"


def test_a_site_that_is_not_there_is_named_before_anything_is_made(
    commune: Commune, settings: Any, tmp_path: Path
) -> None:
    with pytest.raises((CommandError, SystemExit)):
        _released(settings, tmp_path, "khong-co.example.vn")
    settings.LOA_SITE = ""
    assert not (tmp_path / "khong-co.example.vn" / "releases" / "current").exists()


def test_a_site_whose_root_belongs_to_another_takes_no_page_from_it(
    province: Province, settings: Any
) -> None:
    a_guide_page(province.office, title="Nộp hồ sơ")
    now, pages = timezone.now(), list(Page.objects.filter(depth__gt=1))
    before = collect(now).collection
    for root in pages:
        if root.pk == province.home.pk:
            continue
        Site.objects.filter(hostname=HOST).delete()
        Site.objects.create(hostname=HOST, root_page=root)
        found = collect(now).collection
        assert [one.page for one in found.findings if one.code == "site-nested"] == [root.title]
        assert found.documents == before.documents
        assert pages_elsewhere(page.pk for page in pages) == set()
        assert {site_of(page).pk for page in pages} == {own_site().pk}
        settings.LOA_SITE = HOST
        with pytest.raises(SitegenError, match="nằm trong trang web khác"):
            own_site()
        settings.LOA_SITE = ""


def test_the_first_site_leads_to_the_others_and_they_back_to_it(
    commune: Commune, province: Province, settings: Any, tmp_path: Path
) -> None:
    Site.objects.filter(is_default_site=True).update(hostname="tinh.example.vn", port=443)
    second = HomePage(title="Trang chủ", slug="hai", site_title="Xã Hai")
    second.locale = province.home.locale
    put(province.home.get_parent(), second)
    Site.objects.create(hostname="hai.example.vn", port=443, root_page=second)
    back = "https://tinh.example.vn/"
    for site, leads in (("", {ADDRESS, "https://hai.example.vn/"}), (HOST, {back})):
        home = _released(settings, tmp_path, site) / "releases" / "current"
        told = json.loads((home / "index.json").read_text())["document"]["sites"]
        assert {one["path"] for one in told} == leads
        html, plain = ((home / name).read_text() for name in ("index.html", "index.md"))
        assert all(f'href="{at}"' in html and f"]({at})" in plain for at in leads)
        names = {one["title"] for one in told}
        assert names == ({ABOVE} if site else {NAME, "Xã Hai"})


# References from one site to a page of another

AT = f"{ADDRESS}so-noi-vu/nop-ho-so/"
Set = Callable[[Province, Commune], Page]


def _body(*parts: tuple[str, Any]) -> Set:
    return lambda province, commune: an_announcement_page(
        province.office, title="Dẫn đi", body=stream(*parts_of(parts, commune))
    )


def parts_of(parts: Any, commune: Commune) -> Iterator[tuple[str, Any]]:
    for name, value in parts:
        yield name, value(commune.guide.pk)


def _door(province: Province, commune: Commune) -> Page:
    entry = {"title": "Nộp ở xã", "text": "", "page": commune.guide.pk}
    province.home.entries = stream(("entry", entry))
    return publish(province.home)


def _office(province: Province, commune: Commune) -> Page:
    return a_guide_page(province.office, title="Việc của xã", agency=commune.office.agency)


def _leaflet(part: str, **value: Any) -> Set:
    def made(province: Province, commune: Commune) -> Page:
        page = a_leaflet_page(province.office, title="Tờ gấp tỉnh")
        name = "guide" if part == "steps" else "page"
        put_on_panel(page, 2, (part, {name: commune.guide.pk, "title": "Của xã", **value}))
        return publish(page)

    return made


LEADING: dict[str, Set] = {
    "rich text": _body(("paragraph", lambda pk: f'<p><a linktype="page" id="{pk}">xã</a></p>')),
    "see_also.pages": _body(("see_also", lambda pk: {"pages": items(pk)})),
    "guide.guide": _body(("guide", lambda pk: {"guide": pk})),
    "entry.page": _door,
    "the office of a page": _office,
}
"""Every way in which a page leads to another one, by the block that chooses it."""

COPYING: dict[str, Set] = {
    "steps.guide": _leaflet("steps", group=1, group_id="", first=1, last=99, closing=""),
    "kinds.page": _leaflet("kinds", regime=1),
    "statistics.page": _leaflet("statistics", columns="1", form="list"),
}
"""Those that print what the other page says: paper has no links."""


def _choosers() -> Iterator[str]:
    for model in page_collectors():
        for field in model._meta.get_fields():
            if block := getattr(field, "stream_block", None):
                yield from _chosen_in(block, field.name)


def _chosen_in(block: Any, name: str) -> Iterator[str]:
    if isinstance(block, blocks.PageChooserBlock):
        yield name.partition(".")[2]
    elif isinstance(block, blocks.ListBlock):
        yield from _chosen_in(block.child_block, name)
    for part, child in getattr(block, "child_blocks", {}).items():
        yield from _chosen_in(child, f"{name}.{part}")


def test_every_field_that_chooses_a_page_is_tried_with_one_of_another_site() -> None:
    assert set(_choosers()) == {name for name in LEADING | COPYING if "." in name}


@pytest.mark.parametrize("kind", LEADING)
def test_a_page_of_another_site_is_named_by_its_whole_address(
    commune: Commune, province: Province, settings: Any, tmp_path: Path, kind: str
) -> None:
    page = LEADING[kind](province, commune)
    at = AT if kind != "the office of a page" else ADDRESS + "so-noi-vu/"
    var = _released(settings, tmp_path)
    folder = page.get_url_parts()[2].removeprefix("/")
    current = var / "releases" / "current" / folder
    assert f'href="{at}"' in (current / "index.html").read_text()
    if kind != "the office of a page":  # a page for programs and people without a browser
        assert at in (current / "index.md").read_text()
    assert at in _words_in(json.loads((current / "index.json").read_text()))
    told = {one.code for one in collect(timezone.now()).collection.findings}
    assert "link-unpublished" not in told
    assert ("guide-elsewhere" in told) == (kind == "guide.guide")


def _words_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for one in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        yield from _words_in(one)


@pytest.mark.parametrize("kind", COPYING)
def test_what_would_be_copied_from_another_site_is_told_and_left_out(
    commune: Commune, province: Province, kind: str
) -> None:
    page = COPYING[kind](province, commune)
    (told,) = (
        one for one in collect(timezone.now()).collection.findings if one.code == "page-elsewhere"
    )
    assert told.key == f"page-{page.pk}"
    assert ADDRESS in told.message


@pytest.mark.parametrize("way", [*LEADING, *COPYING])
@pytest.mark.parametrize("deed", ["renamed", "moved", "withdrawn", "closed above", "not addressed"])
def test_what_happens_in_another_site_is_seen_by_a_warm_worker(
    commune: Commune, province: Province, way: str, deed: str
) -> None:
    (LEADING | COPYING)[way](province, commune)
    collector, now = Collector(), timezone.now()
    collector.collect(now)
    if deed == "renamed":
        commune.guide.title = "Tên khác"
        publish(commune.guide)
    elif deed == "moved":
        commune.guide.slug = commune.office.slug = "cho-khac"
        publish(commune.guide)
        publish(commune.office)
    elif deed == "withdrawn":
        commune.guide.unpublish()
    elif deed == "closed above":
        commune.office.unpublish()
    else:
        Site.objects.filter(pk=commune.site.pk).update(hostname="localhost", port=81)
    now += timedelta(seconds=1)
    assert differences(collector.collect(now).collection, collect(now).collection) == ()
    if deed in {"closed above", "not addressed"}:
        assert not any(f"{ADDRESS}so-noi-vu/" in word for word in _said(now))


def _said(now: Any) -> Iterator[str]:
    return _words_in(json.loads(json.dumps(collect(now).collection.documents, default=_plain)))


def _plain(value: Any) -> Any:
    fields = getattr(value, "__dataclass_fields__", None)
    return {name: getattr(value, name) for name in fields} if fields else str(value)


def test_what_moved_to_another_site_leads_on_to_it(
    commune: Commune, province: Province, settings: Any, tmp_path: Path
) -> None:
    page = a_guide_page(province.office, title="Sẽ về xã", slug="ve-xa")
    old = a_guide_page(province.office, title="Bị thay", slug="bi-thay")
    _released(settings, tmp_path)
    page.move(commune.office, pos="last-child")
    FormerAddress.objects.filter(page_id=old.pk).update(successor_id=commune.guide.pk)
    old.unpublish()
    Redirect.add_redirect("/cu", commune.guide)
    var = _released(settings, tmp_path)
    current = var / "releases" / "current"
    assert f"{ADDRESS}so-noi-vu/ve-xa/" in (current / "so-noi-vu/ve-xa/index.html").read_text()
    for folder in ("so-noi-vu/bi-thay", "cu"):
        assert f'href="{AT}"' in (current / folder / "index.html").read_text()


def test_who_publishes_a_page_of_another_site_is_told_when_that_site_shows_it(
    commune: Commune, settings: Any, tmp_path: Path, admin_client: Client
) -> None:
    def told() -> str:
        said = admin_client.get(address, {"tinh-trang": ""}).content.decode()
        return said.partition('data-how="')[2].partition('"')[0]

    address = reverse("published", args=[commune.guide.pk])
    settings.LOA_VAR = tmp_path
    assert told() == "waiting"
    (tmp_path / "sites").mkdir()
    _released(settings, tmp_path / "sites", HOST)
    settings.LOA_VAR = tmp_path
    assert told() == "out"
    assert AT in admin_client.get(address).content.decode()
    publish(commune.guide)
    folder = tmp_path / "sites" / HOST / "releases"
    remember_failure(folder, Report(status="failed"), at=timezone.now())
    assert told() == "stuck"
