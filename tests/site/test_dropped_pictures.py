"""Pictures that are dropped onto a form: each is taken once, as it is, and says what it lacks.

What is refused, and that nothing hidden in a file comes along, is asked of this door as of the
others in ``test_pictures``.
"""

import json
from random import Random
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cms.offices.setting_up import set_up_office
from guides.blocks.step import StepPictureBlock
from media.models import Illustration
from media.naming import UNDESCRIBED, working_title
from media.patterns import suspects
from tests.factories import Province, an_officer, png
from tests.site.test_approval import _member

pytestmark = pytest.mark.filterwarnings(  # of every rendition that Wagtail makes
    "ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning"
)
SEEDS = range(12)


def _dropped(client: Client, content: bytes = b"", name: str = "man-hinh-1.png") -> Any:
    file = SimpleUploadedFile(name, content or png(), content_type="image/png")
    return client.post(reverse("media_drop"), {"file": file})


def _taken(client: Client, content: bytes = b"", **options: Any) -> Illustration:
    answer = _dropped(client, content, **options)
    assert answer.status_code == 200, answer.content
    return Illustration.objects.get(pk=answer.json()["picture"]["id"])


def test_a_dropped_picture_is_an_upload_that_nobody_has_looked_at(
    editor: Client, officer: Any
) -> None:
    answer = _dropped(editor).json()["picture"]
    picture = Illustration.objects.get()
    assert answer["id"] == picture.pk
    assert answer["preview"]["url"]
    assert picture.uploaded_by_user == officer
    assert picture.private_original
    assert not picture.is_free_of_personal_data
    assert picture.title == f"{UNDESCRIBED}: man-hinh-1"
    assert picture.description == ""
    assert picture.versions.get().made_by == officer


@pytest.mark.parametrize("seed", SEEDS)
def test_no_name_of_a_file_is_in_the_way_or_says_who_it_is(seed: int) -> None:
    random = Random(seed)  # noqa: S311  # names of files
    letters = "aĂễ Đ-_.()0123456789" + "0123456789" * seed
    name = "".join(random.choices(letters, k=random.randrange(80))) + ".png"
    title = working_title(name)
    assert title.startswith(UNDESCRIBED)
    assert len(title) < 255
    assert not any(one.is_identity for one in suspects(title))


@pytest.mark.parametrize("name", ["079203001234.png", "image.png", f"{'a' * 90}.png"])
def test_a_picture_is_taken_whatever_its_file_is_called(editor: Client, name: str) -> None:
    assert "079203001234" not in _taken(editor, name=name).title


def test_asked_again_it_is_the_same_picture(editor: Client) -> None:
    first, again = _taken(editor), _taken(editor, name="ten-khac.png")
    assert first == again
    assert _taken(editor, png(color="#a61c1c")) != first
    assert Illustration.objects.count() == 2


def test_what_somebody_else_uploaded_or_hid_in_part_is_another_picture(editor: Client) -> None:
    mine = _taken(editor)
    other = Client()
    other.force_login(an_officer("can-bo-2"))
    assert _taken(other) != mine
    mine.redactions = [{"x": 10, "y": 10, "w": 20, "h": 20}]
    mine.save()
    assert _taken(editor) != mine


@pytest.mark.parametrize("sent", [{}, {"file": "chữ"}])
def test_no_file_is_said_in_words(editor: Client, sent: dict[str, str]) -> None:
    answer = editor.post(reverse("media_drop"), sent)
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_who_may_not_add_pictures_adds_none(editor: Client, officer: Any) -> None:
    officer.groups.first().collection_permissions.all().delete()
    answer = _dropped(editor)
    assert answer.status_code == 403
    assert "nhờ người quản trị" in json.loads(answer.content)["error"]
    assert not Illustration.objects.exists()
    assert editor.get(reverse("media_drop")).status_code == 405


@pytest.mark.parametrize(
    ("alt", "description", "title", "is_told"),
    [
        ("", "", "", False),
        ("Trang chủ của cổng", "", "", True),
        ("", "Trang chủ của cổng", "", True),
        ("", "", "Trang chủ của cổng", True),
    ],
)
def test_it_is_published_when_somebody_has_said_what_it_shows(
    editor: Client, alt: str, description: str, title: str, *, is_told: bool
) -> None:
    picture = _taken(editor)
    picture.is_free_of_personal_data = True
    picture.description, picture.title = description, title or picture.title
    picture.save()
    block = StepPictureBlock()
    value = block.to_python({"picture": picture.pk, "alt": alt, "callouts": [], "focus": {}})
    if is_told:
        block.clean(value)
    else:
        with pytest.raises(ValidationError) as refused:
            block.clean(value)
        assert "alt" in refused.value.block_errors  # type: ignore[attr-defined]


# Looked through where it is used


def _marked(client: Client, picture: Illustration, src: str = "") -> Any:
    address = reverse("media_facts", args=[picture.pk])
    return client.post(address, {"src": src or picture.file.url})


def test_who_has_looked_at_a_picture_in_a_step_says_so_there(editor: Client, officer: Any) -> None:
    picture = _taken(editor)
    assert _marked(editor, picture).status_code == 200
    picture.refresh_from_db()
    assert picture.is_free_of_personal_data
    assert picture.checked_by == officer
    assert picture.versions.first().made_by == officer
    facts = editor.get(reverse("media_facts", args=[picture.pk])).json()
    assert facts["isChecked"]


def test_what_was_not_looked_at_is_not_marked(editor: Client, province: Province) -> None:
    picture = _taken(editor)
    assert _marked(editor, picture, "/media/khac.png").status_code == 409
    named = _taken(editor, png(color="#123123"))
    Illustration.objects.filter(pk=named.pk).update(description="Số 001099012345")
    assert "định danh" in _marked(editor, named).json()["error"]
    set_up_office(province.agency)
    assert _marked(_member(province, "dich"), picture).status_code in {302, 403}
    assert not Illustration.objects.filter(is_free_of_personal_data=True).exists()
