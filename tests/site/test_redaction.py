"""Redaction in the editor: the tick, its history, and who may see what is underneath."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection, CollectionViewRestriction, GroupCollectionPermission

from cms.models import User
from guides.models import GuidePage
from media.models import Illustration
from media.ocr import is_installed
from sitegen.pipeline import collect_documents, release_now
from tests.factories import Province, a_group, a_guide_page, a_picture, a_step, items, png, stream
from tests.site.bytes_of_a_release import readable
from tests.site.editing import add_page
from tests.site.secret_picture import has_red, picture_with_secrets

pytestmark = pytest.mark.filterwarnings(  # of every rendition that Wagtail makes
    "ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning"
)
HALF = {"x": 0.0, "y": 0.0, "w": 50.0, "h": 100.0}
QUARTER = {**HALF, "h": 50.0}


def _rows(*regions: dict[str, Any]) -> dict[str, str]:
    fields = {"redactions-count": str(len(regions) + 3)}
    for place, region in enumerate(regions):
        fields |= {f"redactions-{place}-{name}": str(value) for name, value in region.items()}
    return fields


def _send(client: Any, picture: Any, *regions: dict[str, Any], **fields: Any) -> Any:
    data = {"title": picture.title, "description": "", "tags": "", **_rows(*regions), **fields}
    return client.post(reverse("wagtailimages:edit", args=[picture.pk]), data)


def _edit(client: Any, picture: Any, *regions: dict[str, Any], **fields: Any) -> None:
    response = _send(client, picture, *regions, **fields)
    errors = {} if response.status_code == 302 else response.context["form"].errors
    assert (response.status_code, dict(errors)) == (302, {})
    picture.refresh_from_db()


TICK = {"is_free_of_personal_data": "on"}


def test_new_upload_is_not_ticked_by_itself(editor: Any, province: Province) -> None:
    data = {"title": "Mới", "tags": "", "file": SimpleUploadedFile("a.png", png())}
    assert editor.post(reverse("wagtailimages:add"), data).status_code == 302
    assert Illustration.objects.get().is_free_of_personal_data is False


def test_upload_is_redacted_before_it_is_ever_public(editor: Any, province: Province) -> None:
    left_red = Image.new("RGB", (80, 40), "#ffffff")
    left_red.paste((255, 0, 0), (0, 0, 40, 40))
    buffer = io.BytesIO()
    left_red.save(buffer, "PNG")
    file = SimpleUploadedFile("a.png", buffer.getvalue())
    data = {"title": "Mới", "tags": "", "file": file, **_rows(HALF), **TICK}
    assert editor.post(reverse("wagtailimages:add"), data).status_code == 302
    picture = Illustration.objects.get()
    assert not has_red(Path(picture.file.path).read_bytes())
    assert picture.is_free_of_personal_data
    assert [one.regions for one in picture.versions.all()] == [[HALF]]


def test_tick_says_who_and_when(editor: Any, officer: Any, province: Province) -> None:
    picture = a_picture(is_free_of_personal_data=False)
    _edit(editor, picture, **TICK)
    assert (picture.checked_by, picture.checked_at is None) == (officer, False)
    newest = picture.versions.first()
    assert (newest.made_by, newest.is_free_of_personal_data) == (officer, True)


@pytest.mark.parametrize(
    ("before", "after", "stays"),
    [
        ([HALF], [HALF], True),
        ([QUARTER], [HALF], True),
        ([HALF], [QUARTER, {**QUARTER, "y": 50.0}], True),
        ([HALF], [QUARTER], False),
        ([HALF], [], False),
    ],
    ids=["same", "more", "the same in two", "fewer", "none"],
)
def test_tick_goes_when_more_is_shown(
    editor: Any, province: Province, before: Any, after: Any, *, stays: bool
) -> None:
    picture = a_picture(redactions=before)
    _edit(editor, picture, *after, **TICK)
    assert picture.is_free_of_personal_data is stays
    assert (picture.checked_at is None) is not stays
    if not stays:
        _edit(editor, picture, *after, **TICK)  # looked through once more
        assert picture.is_free_of_personal_data


def test_tick_goes_with_another_upload_through_any_door(
    editor: Any, province: Province, committed: Any
) -> None:
    picture = a_picture()
    file = SimpleUploadedFile("khac.png", png(color="#123456"))
    with committed():
        _edit(editor, picture, file=file, **TICK)
    assert not picture.is_free_of_personal_data
    _edit(editor, picture, **TICK)
    with committed():
        picture.file = ContentFile(png(color="#654321"), name="lai.png")
        picture.save()
    assert not picture.is_free_of_personal_data


@pytest.mark.parametrize("address", ["wagtailimages:add", "wagtailimages_chooser:create"])
def test_tick_does_not_come_back_with_a_refused_upload(
    editor: Any, province: Province, address: str
) -> None:
    prefix = "image-chooser-upload-" if "chooser" in address else ""
    broken = SimpleUploadedFile("hong.png", png()[:60])
    data = {"title": "Mới", "tags": "", **TICK, "file": broken}
    response = editor.post(
        reverse(address), {f"{prefix}{name}": value for name, value in data.items()}
    )
    form = response.context["form"]
    assert form.errors["file"]
    assert "checked" not in str(form["is_free_of_personal_data"])


def test_tick_does_not_come_back_with_a_refused_replacement(
    editor: Any, province: Province
) -> None:
    picture = a_picture(is_free_of_personal_data=False)
    broken = SimpleUploadedFile("hong.png", png()[:60])
    form = _send(editor, picture, **TICK, file=broken).context["form"]
    assert "checked" not in str(form["is_free_of_personal_data"])
    form = _send(editor, picture, **TICK, title="").context["form"]  # the same file
    assert "checked" in str(form["is_free_of_personal_data"])


def test_history_keeps_regions_and_no_pixels(editor: Any, province: Province) -> None:
    picture = a_picture(redactions=[HALF])
    _edit(editor, picture, QUARTER, **TICK)
    _edit(editor, picture, QUARTER, HALF, **TICK)
    assert [one.regions for one in picture.versions.all()] == [[QUARTER, HALF], [QUARTER], [HALF]]
    shown = editor.get(reverse("wagtailimages:edit", args=[picture.pk])).content.decode()
    assert "Lịch sử che (3)" in shown


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"x": 10, "y": 10, "w": 0, "h": 10}, "Vùng che 1: Chiều rộng"),
        ({"x": 95, "y": 10, "w": 10, "h": 10}, "vượt ra ngoài ảnh"),
        ({"x": "giữa", "y": 10, "w": 10, "h": 10}, "Hãy ghi một số"),
        ({"x": 10, "y": "", "w": 10, "h": 10}, "Hãy ghi một số"),
    ],
)
def test_bad_region_is_refused_at_the_field(
    editor: Any, province: Province, row: Any, said: str
) -> None:
    picture = a_picture(redactions=[HALF])
    response = _send(editor, picture, row, **TICK)
    assert response.status_code == 200
    assert said in " ".join(response.context["form"].errors["redactions"])
    picture.refresh_from_db()
    assert picture.redactions == [HALF]


def test_number_of_identity_in_the_title_is_refused(editor: Any, province: Province) -> None:
    response = _send(editor, a_picture(), title="CCCD 001099000000")
    assert "định danh" in " ".join(response.context["form"].errors["title"])


def _guide_with(picture: Any) -> Any:
    shown = {"picture": picture.pk, "alt": "", "callouts": [], "focus": {}, "drawn_for": ""}
    return stream(("group", a_group(a_step("Bấm nút.", pictures=items(shown)))))


def test_page_with_an_unchecked_picture_may_be_drafted_but_not_published(
    editor: Any, province: Province
) -> None:
    picture = a_picture("Chưa xem", is_free_of_personal_data=False)
    fields = {"title": "Nộp hồ sơ", "groups": _guide_with(picture)}
    refused = add_page(editor, province.office, GuidePage, **fields)
    assert not refused.is_saved
    assert "Ảnh “Chưa xem” chưa được đánh dấu" in refused.errors["groups"]
    assert add_page(editor, province.office, GuidePage, is_draft=True, **fields).is_saved
    picture.is_free_of_personal_data = True
    picture.save()
    fields["title"] = "Nộp hồ sơ lần nữa"
    assert add_page(editor, province.office, GuidePage, **fields).errors == {}


def test_unchecked_picture_that_got_through_is_left_out_with_a_finding(province: Province) -> None:
    picture = a_picture("Chưa xem", is_free_of_personal_data=False)
    a_guide_page(province.office, groups=_guide_with(picture))
    collected = collect_documents()
    (guide,) = [one for one in collected.documents if one.kind == "guide"]
    assert guide.groups[0].steps[0].pictures == ()
    assert "picture-unchecked" in {one.code for one in collected.findings}


def test_picture_moved_to_a_private_collection_is_withdrawn_everywhere(
    province: Province, settings: Any, tmp_path: Path
) -> None:
    settings.LOA_VAR = tmp_path / "var"
    picture = a_picture("Sơ đồ phòng", png(color="#24a9cd"))
    a_guide_page(province.office, groups=_guide_with(picture))
    digest = picture.baked_digest[:16]
    release_now()
    assert any(digest in name for name, _ in readable(tmp_path / "var/releases"))
    root = Collection.get_first_root_node()
    private = root.add_child(name="Nội bộ")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    picture.collection = private.add_child(name="Bên trong")
    picture.save()
    release_now()
    (finding,) = [one for one in collect_documents().findings if one.about]
    assert finding.about == f"illustration-{picture.pk}"
    assert "Sơ đồ" not in str(finding)
    assert [name for name, _ in readable(tmp_path / "var/releases") if digest in name] == []


def _somebody(*verbs: str) -> User:
    """Return an officer of the editor with these rights on pictures."""
    group = Group.objects.create(name="Khác")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    root = Collection.get_first_root_node()
    for verb in verbs:
        permission = Permission.objects.get(codename=f"{verb}_image")  # as Wagtail asks
        GroupCollectionPermission.objects.create(
            group=group, collection=root, permission=permission
        )
    user = User.objects.create_user(username="nguoi-khac", password="x" * 20)
    user.groups.add(group)
    return user


def test_upload_is_shown_to_those_who_may_change_it_and_kept_by_no_cache(
    editor: Any, province: Province
) -> None:
    picture = picture_with_secrets("Chimnoichup")
    response = editor.get(reverse("media_original", args=[picture.pk]))
    assert response.status_code == 200
    assert has_red(response.content)
    assert b"Chimnoichup" not in response.content
    assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("address", ["media_original", "media_suggestions"])
@pytest.mark.parametrize("verbs", [(), ("choose",), ("add", "choose")], ids=str)
def test_upload_is_shown_to_nobody_else(
    client: Any, province: Province, address: str, verbs: tuple[str, ...]
) -> None:
    picture = picture_with_secrets("Chimnoichup")
    refused = client.get(reverse(address, args=[picture.pk]))
    assert refused.status_code == 302  # to the login
    client.force_login(_somebody(*verbs))
    refused = client.get(reverse(address, args=[picture.pk]))
    assert refused.status_code in (302, 403)
    assert not refused.content.startswith(b"\x89PNG")


def test_facts_of_a_picture_never_name_the_upload(client: Any, province: Province) -> None:
    picture = picture_with_secrets("Chimnoichup")
    client.force_login(_somebody("choose"))
    told = client.get(reverse("media_facts", args=[picture.pk])).json()
    assert told == {
        "src": picture.file.url,
        "width": 800,
        "height": 400,
        "isChecked": True,
        "isDescribed": True,
        "edit": "",
    }


def test_suggestions_say_honestly_when_nothing_could_look(
    editor: Any, province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    picture = a_picture("Gọi 0912345678")
    told = editor.get(reverse("media_suggestions", args=[picture.pk])).json()
    assert (told["looked"], told["regions"]) == (False, [])
    assert told["notes"] == ["Tiêu đề có chỗ giống số điện thoại: “0912345678”."]


def test_suggestions_find_a_number_in_a_picture(editor: Any, province: Province) -> None:
    if not is_installed():
        pytest.skip("No Tesseract: apt-get install tesseract-ocr tesseract-ocr-vie to try this")
    from tests.site.mosaic import written  # noqa: PLC0415  # beside its only use

    picture = a_picture(content=written("So CCCD: 001099000000", size=28, width=600))
    told = editor.get(reverse("media_suggestions", args=[picture.pk])).json()
    assert told["looked"]
    assert [one["kind"] for one in told["regions"]] == ["số định danh cá nhân (12 chữ số)"]
