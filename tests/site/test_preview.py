"""Preview: the page as citizens will see it, for officers only, leaving no trace anywhere."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guides.models import GuidePage
from sitegen.preview import findings_of
from tests.factories import (
    Province,
    a_group,
    a_guide_page,
    a_leaflet_page,
    a_picture,
    a_step,
    an_announcement_page,
    items,
    publish,
    put_on_panel,
    stream,
)
from tests.site.editing import written


def _shown(page: Any) -> Any:
    response = page.make_preview_request(preview_mode="")
    assert response.status_code == 200
    return response


def _text(response: Any) -> str:
    """Return what is shown; words that may not be parted are told from others by nobody."""
    return str(response.content.decode()).replace("\u00a0", " ")


def test_page_that_was_never_saved_can_be_looked_at(editor: Any, province: Province) -> None:
    address = reverse(
        "wagtailadmin_pages:preview_on_add", args=["guides", "guidepage", province.office.pk]
    )
    fields = {"title": "Đăng ký khai sinh", "slug": "", "comments-TOTAL_FORMS": "0"}
    fields |= {"comments-INITIAL_FORMS": "0", "comments-MIN_NUM_FORMS": "0"}
    for name in ("prepare", "groups", "body", "contacts"):
        raw = stream(("group", a_group(a_step("Mở cổng.")))) if name == "groups" else []
        block = GuidePage._meta.get_field(name).stream_block
        fields |= dict(written(block, raw, name))
    kept = editor.post(address, fields)
    assert kept.json()["is_valid"] is True
    shown = editor.get(address)
    assert shown.status_code == 200
    assert "Đăng ký khai sinh" in _text(shown)
    assert "Mở cổng." in _text(shown)
    assert not GuidePage.objects.exists()


def test_draft_shows_its_changes_and_the_live_page_keeps_its_words(province: Province) -> None:
    page = an_announcement_page(province.office)
    page.body = stream(("paragraph", "<p>Chỉ trong bản nháp.</p>"))
    page.save_revision()
    assert "Chỉ trong bản nháp." in _text(_shown(page.get_latest_revision_as_object()))
    page.refresh_from_db()
    assert "Chỉ trong bản nháp." not in _text(_shown(page))


def test_preview_is_kept_out_of_search_and_caches(province: Province) -> None:
    response = _shown(province.office)
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("hidden", ["draft", "private", "unpublished"])
def test_what_the_mirror_hides_can_be_previewed(province: Province, hidden: str) -> None:
    page = a_guide_page(province.office, title="Còn kín", is_live=hidden != "draft")
    if hidden == "private":
        page.view_restrictions.create(restriction_type="login")
    if hidden == "unpublished":
        page.unpublish()
    assert "Còn kín" in _text(_shown(page))


def test_empty_guide_can_be_looked_at(province: Province) -> None:
    page = a_guide_page(province.office, title="Chưa có bước")
    page.groups = []
    assert "Chưa có bước" in _text(_shown(page))


def test_home_page_and_office_show_what_is_published_below_them(province: Province) -> None:
    guide = a_guide_page(province.office)
    assert guide.title in _text(_shown(province.office))
    assert province.office.title in _text(_shown(province.home))


def test_leaflet_is_shown_as_two_pictures(editor: Any, province: Province) -> None:
    text = _text(_shown(a_leaflet_page(province.office)))
    sides = [one for one in re.findall(r'src="([^"]+)"', text) if "/mat/" in one]
    assert len(set(sides)) == 2
    for address in sides:
        picture = editor.get(address)
        assert picture.status_code == 200
        assert picture["Content-Type"] == "image/png"


def test_everything_a_preview_asks_for_is_served(editor: Any, province: Province) -> None:
    picture = items({"picture": a_picture(description="Nút Đăng ký").pk, "alt": ""})
    page = a_guide_page(
        province.office, groups=stream(("group", a_group(a_step(pictures=picture))))
    )
    text = _text(_shown(page))
    assert "Nút Đăng ký" in text
    found = re.findall(
        r'(?:src|href)="(/xem-truoc/[^"#]+\.(?:css|js|svg|png|jpg|webp|avif|woff2))"', text
    )
    assert any("/pictures/" in address for address in found)
    for address in sorted(set(found)):
        assert editor.get(address).status_code == 200, address


def _trees(*folders: Path) -> dict[str, bytes]:
    files = (file for folder in folders for file in folder.rglob("*") if file.is_file())
    return {str(file): file.read_bytes() for file in files}


def test_preview_writes_nothing_but_its_own_pictures(province: Province, settings: Any) -> None:
    from sitegen.pipeline import release_now  # noqa: PLC0415

    guide, leaflet = a_guide_page(province.office), a_leaflet_page(province.office)
    assert release_now().status == "released"
    folders = (Path(settings.LOA_VAR), Path(settings.MEDIA_ROOT))
    before = {
        name: content for name, content in _trees(*folders).items() if "/preview/" not in name
    }
    guide.title = "Đổi"
    for page in (guide, leaflet, province.home):
        _shown(page)
    own = f"{Path(settings.LOA_VAR) / 'preview'}/"
    after = _trees(*folders)
    assert {name: after[name] for name in after if not name.startswith(own)} == before


def test_files_of_previews_are_for_officers_only(editor: Any, province: Province) -> None:
    text = _text(_shown(a_guide_page(province.office)))
    address = re.findall(r'href="(/xem-truoc/[^"]+\.css)"', text)[0]
    assert editor.get(address).status_code == 200
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize(
    "path", ["pictures/0123456789abcdef-400.webp", "../uploads/x.png", "mat/page-1-1-0.png", "x"]
)
def test_address_that_is_no_file_of_a_preview_is_not_found(
    editor: Any, province: Province, path: str
) -> None:
    assert editor.get(reverse("preview_file", args=["x"])[:-1] + path).status_code == 404


def test_a_leaflet_that_is_too_full_is_shown_with_what_is_too_much(province: Province) -> None:
    page = a_leaflet_page(province.office, title="Tờ gấp <quá> đầy")
    long = {"title": "Lợi ích", "items": items(*["Một lợi ích rất dài để tràn ra ngoài"] * 60)}
    put_on_panel(page, 2, ("benefits", long))
    publish(page)
    text = _text(_shown(page))
    assert "Tờ gấp &lt;quá&gt; đầy" in text
    assert text.count('<figure class="shot"') >= 2
    assert re.search(r"thừa \d+,\d mm", text)
    assert re.search(r"đầy \d+ %, chữ \d+(,\d)? pt", text)


def test_what_is_amiss_in_a_draft_can_be_asked_of_that_page_alone(province: Province) -> None:
    hidden = an_announcement_page(province.office, is_live=False)
    link = f'<p><a linktype="page" id="{hidden.pk}">Xem</a></p>'
    page = an_announcement_page(province.office, title="Có liên kết")
    an_announcement_page(province.office, title="Trang khác", body=stream(("paragraph", link)))
    assert findings_of(page) == ()
    page.body = stream(("paragraph", link))
    assert [(one.code, one.page) for one in findings_of(page)] == [
        ("link-unpublished", "Có liên kết")
    ]
