"""What is live changes only by who may publish: pictures and attachments, by every door."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection

from cms.permissions import WRITERS
from media.models import Illustration
from tests.factories import (
    Province,
    a_group,
    a_guide_page,
    a_picture,
    a_step,
    a_step_set,
    an_announcement_page,
    an_attachment,
    an_officer,
    items,
    png,
    stream,
)
from tests.site.attachment_files import a_pdf
from tests.site.collected import collected

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings(  # of every rendition that Wagtail makes
        "ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning"
    ),
]


def _figure(picture: Any) -> Any:
    return ("figure", {"picture": picture.pk, "alt": "", "caption": ""})


def _downloads(row: Any) -> Any:
    return ("downloads", {"title": "Tải về", "files": items(row.pk)})


def _on_a_page(province: Province, picture: Any, file: Any) -> None:
    body = stream(_figure(picture), _downloads(file))
    an_announcement_page(province.office, title="Trang đang đăng", body=body)


def _under_a_draft(province: Province, picture: Any, file: Any) -> None:
    """The live page has them; the newer draft has not."""
    body = stream(_figure(picture), _downloads(file))
    page = an_announcement_page(province.office, title="Trang đang đăng", body=body)
    page.body = stream(("paragraph", "<p>Khác.</p>"))
    page.save_revision()


def _in_words_of_a_step_set(province: Province, picture: Any, file: Any) -> None:
    words = f'<p>Xem <a linktype="document" id="{file.pk}">mẫu</a>.</p>'
    shown = {"picture": picture.pk, "alt": "", "callouts": [], "focus": {}, "drawn_for": ""}
    steps = a_step_set(a_step(pictures=items(shown), body=words))
    groups = stream(("group", a_group(step_set=steps.pk, steps=[])))
    a_guide_page(province.office, title="Trang đang đăng", groups=groups)


def _waiting_for_its_hour(province: Province, picture: Any, file: Any) -> None:
    body = stream(_figure(picture), _downloads(file))
    page = an_announcement_page(province.office, title="Trang đang đăng", body=body, is_live=False)
    page.go_live_at = timezone.now() + dt.timedelta(days=2)
    page.save_revision(approved_go_live_at=page.go_live_at)
    page.body = stream(("paragraph", "<p>Khác.</p>"))
    page.save_revision()


PLACES = [_on_a_page, _under_a_draft, _in_words_of_a_step_set, _waiting_for_its_hour]
Place = Callable[[Province, Any, Any], None]


@pytest.fixture
def writer(client: Client, province: Province) -> Client:
    client.force_login(an_officer("nguoi-viet", group=WRITERS))
    return client


def _requests(picture: Any, file: Any, other: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every way in which the editor changes or deletes a picture or an attachment."""
    for app, row, one in (("wagtailimages", picture, "image"), ("wagtaildocs", file, "doc")):
        upload = png(color="#000000") if app == "wagtailimages" else a_pdf()
        name = "moi.png" if app == "wagtailimages" else "moi.pdf"
        words = {
            "title": "Bị đổi",
            "description": "Bị đổi",
            "collection": other.pk,
            "tags": "bi-doi",
            "redactions": '[{"x": 0, "y": 0, "w": 50, "h": 50}]',
            "focal_point_x": "3",
            "focal_point_y": "3",
            "focal_point_width": "5",
            "focal_point_height": "5",
        }
        yield reverse(f"{app}:edit", args=[row.pk]), words
        file_too = {**words, "file": SimpleUploadedFile(name, upload)}
        yield reverse(f"{app}:edit", args=[row.pk]), file_too
        prefix = f"{one}-{row.pk}"
        many = {f"{prefix}-{key}": value for key, value in words.items()}
        yield reverse(f"{app}:edit_multiple", args=[row.pk]), many
        yield reverse(f"{app}:delete_multiple", args=[row.pk]), {}
        yield reverse(f"{app}:delete", args=[row.pk]), {}
        label = row._meta.app_label, row._meta.model_name
        for action in ("add_tags", "add_to_collection", "delete"):
            address = reverse("wagtail_bulk_action", args=[*label, action])
            yield f"{address}?id={row.pk}", {"collection": other.pk, "tags": "bi-doi"}
            yield f"{address}?id=all", {"collection": other.pk, "tags": "bi-doi"}


def _state(row: Any) -> Any:
    found = type(row).objects.filter(pk=row.pk).first()
    if found is None:
        return None
    names = {field.attname for field in row._meta.concrete_fields}
    return {name: str(getattr(found, name)) for name in names}, sorted(found.tags.names())


@pytest.mark.parametrize("place", PLACES)
def test_a_writer_changes_nothing_of_what_is_live_by_any_door(
    writer: Client, province: Province, place: Place
) -> None:
    picture, file = a_picture(), an_attachment(content=a_pdf())
    place(province, picture, file)
    other = Collection.get_first_root_node().add_child(name="Khác")
    before = _state(picture), _state(file), collected().documents
    for address, data in _requests(picture, file, other):
        for ajax in ({}, {"X-Requested-With": "XMLHttpRequest"}):
            answer = writer.post(address, data, headers=ajax)
            assert answer.status_code < 500
            assert (_state(picture), _state(file)) == before[:2], address
    assert collected().documents == before[2]


@pytest.mark.parametrize("place", PLACES)
def test_the_refusal_names_the_pages_and_the_way(
    writer: Client, province: Province, place: Place
) -> None:
    picture, file = a_picture(), an_attachment()
    place(province, picture, file)
    for name, row in (("wagtailimages:edit", picture), ("wagtaildocs:delete", file)):
        shown = writer.get(reverse(name, args=[row.pk]), follow=True).content.decode()
        assert "1 trang đã đăng" in shown
        assert "“Trang đang đăng”" in shown
        assert "Nhờ người duyệt thay" in shown
    facts = writer.get(reverse("media_facts", args=[picture.pk])).json()
    assert facts["edit"] == ""
    assert writer.get(reverse("media_original", args=[picture.pk])).status_code != 200


@pytest.mark.parametrize("place", PLACES)
def test_who_may_publish_goes_on_as_before(
    editor: Client, province: Province, place: Place
) -> None:
    picture, file = a_picture(), an_attachment(content=a_pdf())
    place(province, picture, file)
    for name, row in (("wagtailimages:edit", picture), ("wagtaildocs:edit", file)):
        data = {"title": "Tên mới", "collection": 1, "tags": "", "redactions": "[]"}
        assert editor.post(reverse(name, args=[row.pk]), data).status_code == 302
        row.refresh_from_db()
        assert row.title == "Tên mới"


def test_a_writer_works_on_what_is_not_live_and_proposes_the_tick(
    writer: Client, province: Province
) -> None:
    picture, file = a_picture(is_free_of_personal_data=False), an_attachment()
    body = stream(_figure(picture), _downloads(file))
    an_announcement_page(province.office, title="Nháp", body=body, is_live=False)
    data = {
        "title": "Tên mới",
        "collection": 1,
        "tags": "",
        "redactions": "[]",
        "is_free_of_personal_data": "on",
    }
    assert writer.post(reverse("wagtailimages:edit", args=[picture.pk]), data).status_code == 302
    picture.refresh_from_db()
    assert picture.is_free_of_personal_data
    assert writer.post(reverse("wagtaildocs:delete", args=[file.pk])).status_code == 302
    assert _state(file) is None


def test_an_office_s_approver_is_not_the_approver_of_another_office(
    client: Client, province: Province
) -> None:
    from django.contrib.auth.models import Group, Permission  # noqa: PLC0415
    from wagtail.models import GroupPagePermission  # noqa: PLC0415

    picture, file = a_picture(), an_attachment()
    _on_a_page(province, picture, file)
    theirs = an_announcement_page(province.office, title="Của họ")
    group = Group.objects.create(name="Một phòng")
    permission = Permission.objects.get(codename="publish_page")
    GroupPagePermission.objects.create(group=group, page=theirs, permission=permission)
    officer = an_officer("mot-phong", group=WRITERS)
    officer.groups.add(group)
    client.force_login(officer)
    client.post(reverse("wagtailimages:delete", args=[picture.pk]))
    assert Illustration.objects.filter(pk=picture.pk).exists()
