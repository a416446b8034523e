"""Kiểm tra trước khi in: what an officer sees, downloads and may choose."""

import io
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import ImageCms

from cms.models import PressProfile
from sitegen.render.print import coated
from tests.factories import Province, a_leaflet_page, put_on_panel
from tests.site.test_print_command import COMPLETE, panels

pytestmark = pytest.mark.django_db

MM = 72 / 25.4


@pytest.fixture
def leaflet(province: Province) -> Any:
    return panels(a_leaflet_page(province.office, **COMPLETE), province.portal.pk)


def shown(client: Any, leaflet: Any, **query: Any) -> str:
    answer = client.get(reverse("press:check", args=[leaflet.pk]), query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_leaflet_offers_the_check_where_it_is_edited(admin_client: Any, leaflet: Any) -> None:
    form = admin_client.get(reverse("wagtailadmin_pages:edit", args=[leaflet.pk]))
    assert reverse("press:check", args=[leaflet.pk]) in form.content.decode()


def test_sound_leaflet_gives_the_officer_the_file_for_the_print_shop(
    admin_client: Any, leaflet: Any
) -> None:
    said = shown(admin_client, leaflet)
    assert "Giao nhà in được" in said
    address = reverse("press:file", args=[leaflet.pk])
    assert address in said
    answer = admin_client.get(address)
    assert "to-gap-nam-2019-nha-in.pdf" in answer["Content-Disposition"]
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        boxes = [pdf.pages[0].trimbox, pdf.pages[0].bleedbox]
        sizes = [(round(float(b[2] - b[0]) / MM), round(float(b[3] - b[1]) / MM)) for b in boxes]
        assert sizes == [(600, 205), (606, 211)]
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFX"


def test_what_was_typed_last_is_what_is_checked(admin_client: Any, leaflet: Any) -> None:
    leaflet.print_run = 0
    leaflet.save_revision()
    said = shown(admin_client, leaflet)
    assert "Chưa giao nhà in được" in said
    assert "Số lượng in là 0." in said
    assert "Mặt 1, “Bìa sau”, thông tin xuất bản" in said
    address = reverse("press:file", args=[leaflet.pk])
    assert address not in said
    refused = admin_client.get(address)
    assert (refused.status_code, b"%PDF" in refused.content) == (409, False)
    assert "Số lượng in là 0" in refused.content.decode()


def test_manuscript_is_there_without_a_licence(admin_client: Any, leaflet: Any) -> None:
    type(leaflet).objects.filter(pk=leaflet.pk).update(licence_number="")
    answer = admin_client.get(reverse("press:proof", args=[leaflet.pk]))
    assert answer.content.startswith(b"%PDF")
    assert "ban-thao.pdf" in answer["Content-Disposition"]


def test_leaflet_that_does_not_fit_says_so_instead_of_a_list(
    admin_client: Any, leaflet: Any
) -> None:
    words = "".join(f"<p>{'Một câu dài để không vừa mặt gấp. ' * 9}</p>" for _ in range(40))
    put_on_panel(leaflet, 2, ("paragraph", words))
    leaflet.save_revision()
    said = shown(admin_client, leaflet)
    assert "Chưa dàn được" in said
    assert "“Ba” thừa" in said


@pytest.mark.parametrize("name", ["check", "file", "proof"])
def test_whoever_may_not_edit_the_leaflet_sees_nothing_of_it(
    client: Any, leaflet: Any, django_user_model: Any, name: str
) -> None:
    address = reverse(f"press:{name}", args=[leaflet.pk])
    assert client.get(address).status_code == 302
    stranger = django_user_model.objects.create_user("khach")
    client.force_login(stranger)
    assert client.get(address).status_code in {302, 403}


@pytest.mark.parametrize("name", ["check", "file", "proof"])
@pytest.mark.parametrize("profile", ["999", "abc", "1" * 5000])
def test_a_profile_that_there_is_not_is_not_taken_for_another(
    admin_client: Any, leaflet: Any, name: str, profile: str
) -> None:
    address = reverse(f"press:{name}", args=[leaflet.pk])
    assert admin_client.get(address, {"profile": profile}).status_code == 404


def upload(client: Any, content: bytes, name: str = "Nhà in Mẫu, giấy Couché") -> Any:
    file = SimpleUploadedFile("nha-in.icc", content)
    return client.post(reverse("press_profiles:add"), {"name": name, "file": file})


def test_shops_own_profile_is_uploaded_and_chosen(admin_client: Any, leaflet: Any) -> None:
    assert upload(admin_client, coated().content).status_code == 302
    profile = PressProfile.objects.get()
    assert bytes(profile.content) == coated().content
    assert profile.described.startswith("FOGRA39L")
    assert "Nhà in Mẫu, giấy Couché" in shown(admin_client, leaflet)
    query = {"profile": profile.pk}
    address = f"{reverse('press:file', args=[leaflet.pk])}?profile={profile.pk}"
    assert address in shown(admin_client, leaflet, **query)
    with pikepdf.open(io.BytesIO(admin_client.get(address).content)) as pdf:
        assert str(pdf.Root.OutputIntents[0].Info) == profile.described


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), "hồ sơ của màn hình"),
        (b"%PDF-1.7 no profile", "không phải hồ sơ màu ICC"),
        (coated().content[:400], "hỏng"),
    ],
)
def test_profile_of_a_screen_is_refused_in_words(
    admin_client: Any, content: bytes, said: str
) -> None:
    answer = upload(admin_client, content)
    assert said in answer.content.decode()
    assert "Hãy xin nhà in tệp .icc" in answer.content.decode()
    assert not PressProfile.objects.exists()


def test_profile_can_be_renamed_without_its_file(admin_client: Any) -> None:
    upload(admin_client, coated().content)
    profile = PressProfile.objects.get()
    admin_client.post(reverse("press_profiles:edit", args=[profile.pk]), {"name": "Tên khác"})
    profile.refresh_from_db()
    assert (profile.name, bytes(profile.content)) == ("Tên khác", coated().content)
