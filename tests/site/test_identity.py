"""Name, emblem, colour and foot of the mirror: from the editor to every output, and nothing of ours."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_object

from cms.demo.content.identities import IDENTITIES
from cms.demo.load import give_identity
from cms.models import (
    Agency,
    AgencyHomePage,
    AnnouncementPage,
    ContactPoint,
    HomePage,
    LeafletPage,
    User,
)
from media.models import Illustration
from sitegen.documents.colours import LEAST_CONTRAST, LIGHT, contrast, nearest
from sitegen.preview import live_address
from sitegen.render.identity import colour_path
from tests.factories import (
    Province,
    a_fact,
    a_group,
    a_guide_page,
    a_leaflet_page,
    a_picture,
    a_step,
    an_announcement_page,
    an_attachment,
    another_agency,
    items,
    png,
    publish,
    stream,
)
from tests.site.collected import codes, collected, document_of
from tests.site.editing import edit_page, filled_in
from tests.site.outputs import OUTPUTS

ACCENT = "#1d5c8f"
NAME = "Dịch vụ công tỉnh Non Xanh"
SPOKEN = "Loa truyền thanh".encode()
"""What the loudspeaker is called, which our words have for announcements that are read out."""
_OURS = re.compile(rb"(?<![A-Za-z\xc3-\xe1])L(?:\x00)?o(?:\x00)?a(?![a-z\xc3-\xe1])")


def _identified(province: Province, **changes: Any) -> HomePage:
    home = province.home
    home.site_title, home.tagline, home.accent = NAME, "Từng bước một", ACCENT
    home.emblem = a_picture("Biểu trưng", png(size=(500, 500)))
    home.keeper_contact, home.responsible = province.contact, "Chánh Văn phòng"
    for name, value in changes.items():
        setattr(home, name, value)
    found: HomePage = publish(home)
    return found


# The form


@pytest.mark.parametrize(
    ("written", "kept"),
    [("#1d5c8f", "#1d5c8f"), ("1D5C8F", "#1d5c8f"), (" #135 ", "#113355"), ("", "")],
)
def test_a_colour_is_kept_in_one_way(
    editor: Any, province: Province, written: str, kept: str
) -> None:
    assert edit_page(editor, province.home, accent=written).is_saved
    province.home.refresh_from_db()
    assert province.home.accent == kept


@pytest.mark.parametrize("written", ["xanh", "#12345", "#ffd200", "#00ff00", "#ffffff", "#888888"])
def test_a_colour_that_cannot_be_is_refused_in_words_with_one_that_can(
    editor: Any, province: Province, written: str
) -> None:
    outcome = edit_page(editor, province.home, accent=written)
    assert not outcome.is_saved
    said = outcome.errors["accent"]
    if len(written) == 7:
        assert nearest(written) in said
        reached = re.search(r"chỉ tương phản (\d+),(\d)", said)
        assert reached is not None
        assert float(".".join(reached.groups())) < LEAST_CONTRAST
        assert edit_page(editor, province.home, accent=nearest(written)).is_saved
    else:
        assert "#1d5c8f" in said
        province.home.refresh_from_db()
        assert province.home.accent == ""


def test_what_leads_to_the_public_home_page_leads_to_the_mirror(
    admin_client: Any, province: Province, settings: Any
) -> None:
    settings.LOA_MIRROR_ADDRESS = "http://nguoi-dan.example/"
    address = reverse("wagtailadmin_pages:edit", args=[province.home.pk])
    shown = admin_client.get(address).content.decode()

    (link,) = re.findall(r'href="([^"]+)"[^>]*aria-label="Ai cũng xem được. Xem trang', shown)
    assert link == live_address(province.home) == province.home.url
    assert HomePage(title="Chưa ở đâu").url is None


CHOOSERS = [
    (model, field.name)
    for model in (HomePage, AgencyHomePage, AnnouncementPage, LeafletPage, Agency, ContactPoint)
    for field in model._meta.concrete_fields
    if field.is_relation
    and field.related_model._meta.app_label in {"cms", "media"}
    and field.related_model is not User
]


@pytest.mark.parametrize(("model", "name"), CHOOSERS)
def test_no_chooser_breaks_on_what_is_no_key(
    admin_client: Any, province: Province, model: Any, name: str
) -> None:
    if issubclass(model, Page):
        parent = province.home if model is AgencyHomePage else province.office
        address = (
            reverse("wagtailadmin_pages:edit", args=[province.home.pk])
            if model is HomePage
            else reverse("wagtailadmin_pages:add", args=["cms", model._meta.model_name, parent.pk])
        )
    else:
        address = reverse(model.snippet_viewset.get_url_name("add"))
    data = filled_in(admin_client.get(address).content.decode(), model(), {})
    assert name in data
    for sent in ("abc", "", "9" * 30, "\0"):
        given = {**data.dict(), name: sent, "action-publish": "1"}
        assert admin_client.post(address, given).status_code in {200, 302}, sent


def test_a_colour_that_came_past_the_form_costs_the_page_its_colour_only(
    province: Province,
) -> None:
    HomePage.objects.filter(pk=province.home.pk).update(accent="#ffd200")
    assert ("accent-unreadable", province.home.title) in codes()
    assert collected().sites["vi"].identity is None
    assert min(contrast("#ffd200", paper) for paper in LIGHT) < LEAST_CONTRAST


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("a.png", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(21 * 1024 * 1024)),
    ],
)
def test_an_emblem_is_taken_through_the_door_of_all_pictures(
    editor: Any, province: Province, name: str, content: bytes
) -> None:
    file = io.BytesIO(content)
    file.name = name
    address = reverse("wagtailimages_chooser:create")
    fields = {"image-chooser-upload-title": "Biểu trưng", "image-chooser-upload-file": file}
    response = editor.post(address, fields)
    assert response.status_code == 200
    assert not Illustration.objects.exists()
    assert re.search("không dùng được|Đuôi tệp|nhiều nhất được", response.json()["htmlFragment"])


def test_an_emblem_that_nobody_looked_through_does_not_go_out(province: Province) -> None:
    emblem = a_picture("Biểu trưng", png(), is_free_of_personal_data=False)
    _identified(province, emblem=emblem)
    identity = collected().sites["vi"].identity
    assert identity is not None
    assert identity.emblem is None
    assert "picture-unchecked" in dict(codes())


# The preview


def test_a_draft_of_the_home_page_is_seen_with_its_name_colour_and_emblem(
    editor: Any, province: Province
) -> None:
    home = province.home
    home.site_title, home.accent = NAME, ACCENT
    home.emblem = a_picture("Biểu trưng", png(size=(500, 500)))
    home.keeper_contact, home.responsible = province.contact, "Chánh Văn phòng"
    response = home.make_preview_request(preview_mode="")
    said = response.content.decode()
    for words in (NAME, "Chánh Văn phòng", province.contact.phone):
        assert words in said.replace("\u00a0", " ")
    for address in re.findall(r'(?:href|src)="(/[^"]+/(?:assets|pictures)/[^"]+)"', said):
        assert editor.get(address).status_code == 200, address
    assert "colour-1d5c8f" in said
    assert "Loa" not in said
    assert collected().sites["vi"].name == "Loa Bắc Kạn"  # what citizens see is as it was


# Each language, each office


def test_every_language_may_have_a_name_and_an_emblem_of_its_own(province: Province) -> None:
    _identified(province)
    english = Locale.objects.get(language_code="en")
    translate_object(province.home, [english])
    target = Translation.objects.get(target_locale=english)
    target.save_target(publish=True)
    home = province.home.get_translation(english)
    assert (home.accent, home.emblem_id) == (ACCENT, province.home.emblem_id)
    home.site_title, home.accent = "Public services", "#1f6b3a"
    publish(home)
    sites = collected().sites
    assert (sites["vi"].name, sites["en"].name) == (NAME, "Public services")
    assert {colour_path(sites[code].identity) for code in ("vi", "en")} == {
        colour_path(site.identity) for site in sites.values()
    }
    assert sites["en"].identity != sites["vi"].identity
    home.accent, home.emblem = "", None
    publish(home)
    sites = collected().sites
    assert sites["en"].identity == sites["vi"].identity, "what a translation lacks is its source's"
    assert sites["en"].keeper == sites["vi"].keeper


def test_readers_call_the_office_of_the_page_then_the_one_above_then_the_site(
    province: Province,
) -> None:
    page = a_guide_page(province.office)
    agency = province.agency
    parent = another_agency(province, "UBND")
    Agency.objects.filter(pk=agency.pk).update(parent=parent)
    own, above = (
        a_fact(ContactPoint, name=f"Đầu mối {phone}", agency=agency, phone=phone)
        for phone in ("0209 111 1111", "0209 222 2222")
    )
    assert _help(page) is None
    Agency.objects.filter(pk=parent.pk).update(help_contact=above, parent=agency)  # a ring ends
    assert _help(page) == above.phone
    Agency.objects.filter(pk=agency.pk).update(help_contact=own)
    assert _help(page) == own.phone
    ContactPoint.objects.filter(pk=own.pk).update(live=False)
    assert _help(page) == above.phone
    ContactPoint.objects.filter(pk=above.pk).update(phone="")
    assert _help(page) is None


def _help(page: Any) -> str | None:
    line = document_of(page).head.agency.help
    return line and str(line.phone)


@pytest.mark.parametrize("name", IDENTITIES)
def test_the_demo_can_be_either_of_two_provinces_and_change_between_them(
    province: Province, name: str
) -> None:
    others = [other for other in IDENTITIES if other != name]
    for given in (*others, name, name):
        give_identity(given)
        site, wanted = collected().sites["vi"], IDENTITIES[given]
        assert (site.name, site.tagline) == wanted.names["vi"]
        assert site.identity is not None
        assert site.identity.accent == wanted.accent
        assert site.identity.emblem is not None
        assert site.keeper is not None
    assert Illustration.objects.count() == len(IDENTITIES)
    assert codes() == []


# Every output


def test_of_an_office_with_its_own_name_no_output_says_ours(
    province: Province, tmp_path: Path, settings: Any
) -> None:
    settings.LOA_MIRROR_ADDRESS = "https://tinh.example.vn/"
    _identified(province)
    screen = a_picture("Màn hình", png(size=(1366, 860)))
    step = a_step("Mở cổng.", pictures=items({"picture": screen.pk, "alt": ""}))
    a_guide_page(province.office, groups=stream(("group", a_group(step))))
    an_announcement_page(province.office, number="12", signed_year=2026)
    a_leaflet_page(province.office)
    an_attachment("Mẫu đơn")
    moved = a_guide_page(province.office, title="Trang sẽ gỡ", slug="se-go")
    _release()
    moved.unpublish()
    _release()
    said = {
        f"{name}: {where}": content
        for name, made in OUTPUTS.items()
        for where, content in made(settings.LOA_VAR)
    }
    assert sum(NAME.encode() in content for content in said.values()) > len(OUTPUTS)
    assert any(where.endswith("404.html") for where in said)
    found = {where for where, content in said.items() if _OURS.search(content.replace(SPOKEN, b""))}
    assert found == set()


def _release() -> None:
    silent = {"stdout": io.StringIO(), "stderr": io.StringIO()}
    call_command("release", accept_loss=True, verbosity=0, **silent)


@pytest.mark.parametrize("spoken", [b"Loa", b"\x00L\x00o\x00a", b"(Loa)", "“Loa Bắc Kạn”".encode()])
def test_the_search_for_our_name_sees_it(spoken: bytes) -> None:
    assert _OURS.search(spoken)
    assert not _OURS.search(b"loa Load reload Loading \xc4\x90Loan")
