"""Several sites of one installation: each is released for itself, and no word of one is in another."""

import io
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Site

from cms.models import AgencyHomePage, HomePage
from sitegen.collect.sites import address_of, own_site, site_of
from sitegen.models import FormerAddress
from sitegen.preview import live_address
from tests.factories import (
    Province,
    a_guide_page,
    a_leaflet_page,
    an_agency_home_page,
    another_agency,
    publish,
    put,
)
from tests.site.bytes_of_a_release import told_in
from tests.site.outputs import OUTPUTS

HOST, ADDRESS = "xa-minh-hoa.example.vn", "https://xa-minh-hoa.example.vn/"
PROVINCE, COMMUNE = "Tinhchimxx", "Xachimxx"


class Commune(NamedTuple):
    """The second site: its home page, and an office with a guide at the address of another."""

    site: Site
    home: HomePage
    office: AgencyHomePage
    guide: Any


@pytest.fixture
def commune(province: Province) -> Commune:
    """A commune beside the province; the words of each are canaries in the other."""
    province.home.site_title = f"Tỉnh {PROVINCE}"
    publish(province.home)
    a_guide_page(province.office, title=f"Nộp hồ sơ {PROVINCE}", slug="nop-ho-so")
    home = HomePage(
        title="Trang chủ xã",
        slug="xa",
        site_title=f"Xã {COMMUNE}",
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
        assert f"Xã {COMMUNE}" in said
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
