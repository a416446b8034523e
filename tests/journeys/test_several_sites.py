"""A province and its commune: one worker releases both, and each leads to the other."""

import json
from pathlib import Path

import pytest

from tests.demo_world import copy_demo, manage

pytestmark = pytest.mark.journey

HOST, ADDRESS = "xa-minh-hoa.example.vn", "https://xa-minh-hoa.example.vn/"
BESIDE = f"""
from cms.models import HomePage
from wagtail.models import Site
first = Site.objects.get(is_default_site=True)
Site.objects.filter(pk=first.pk).update(hostname="tinh.example.vn", port=443)
home = HomePage(title="Trang chủ xã", slug="xa", site_title="Xã Minh Hoạ", accent="#1f6b3a")
home.locale = first.root_page.locale
first.root_page.get_parent().add_child(instance=home)
home.save_revision().publish()
Site.objects.create(hostname="{HOST}", port=443, root_page=home)
"""


def _sites_named_in(var: Path) -> set[tuple[str, str]]:
    told = json.loads((var / "releases/current/index.json").read_text())
    return {(one["title"], one["path"]) for one in told["document"]["sites"]}


def test_one_worker_releases_the_province_and_its_commune(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    copy_demo(folder)
    assert manage(folder, "shell", "-c", BESIDE).returncode == 0
    done = manage(folder, "worker", "--batch")
    assert done.returncode == 0, done.stderr
    assert _sites_named_in(folder) == {("Xã Minh Hoạ", ADDRESS)}
    commune = folder / "sites" / HOST
    ((_, back),) = _sites_named_in(commune)
    assert back == "https://tinh.example.vn/"
    page = (commune / "releases/current/index.html").read_text()
    assert f'rel="canonical" href="{ADDRESS}"' in page
    assert "colour-1f6b3a" in page
