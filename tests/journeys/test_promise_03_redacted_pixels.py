"""Promise 3: what was blacked out cannot be got back from anything that leaves, or is shown."""

import functools
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.core.management import call_command
from django.urls import reverse
from PIL import Image, ImageChops
from wagtail.images.views.serve import generate_signature
from wagtail.models import Collection, GroupCollectionPermission

from cms.models import User
from tests.factories import (
    a_group,
    a_guide_page,
    a_picture,
    a_province,
    a_step,
    an_announcement_page,
    items,
    stream,
)
from tests.site.bytes_of_a_release import PICTURES, readable, told_in
from tests.site.mosaic import mosaic, read_back, written
from tests.site.outputs import OUTPUTS

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.SpooledTemporaryFile"),
]

NUMBER = "001099824635"
CAMERA = "Chimmayanh 21.0245N"
HIDDEN = {"x": 0.0, "y": 12.0, "w": 100.0, "h": 70.0}
CHANCE = 5
"""So many of twelve digits may be guessed right by luck: one in a thousand tries guesses more."""


@pytest.fixture(autouse=True)
def var(settings: Any, tmp_path: Path) -> Path:
    """The folder of the releases of one test."""
    cache.clear()
    settings.LOA_VAR = tmp_path / "var"
    return tmp_path / "var"


def _upload() -> bytes:
    """Return a photograph of a screen: a number in it, and a camera's words beside it."""
    exif = Image.Exif()
    exif[0x010E] = CAMERA
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (21.0, 1.0, 28.0)
    buffer = io.BytesIO()
    with Image.open(io.BytesIO(written(NUMBER))) as shown:
        shown.save(buffer, "WEBP", lossless=True, exif=exif, xmp=f"<x>{CAMERA}</x>".encode())
    return buffer.getvalue()


def _hits(shown: Image.Image) -> int:
    plain = shown.convert("L").resize((480, 80))
    guess = max((read_back(plain, len(NUMBER)), read_back(mosaic(plain), len(NUMBER))), key=_right)
    return _right(guess)


def _right(guess: str) -> int:
    return sum(one == other for one, other in zip(guess, NUMBER, strict=True))


def _shows_any_letter(shown: Image.Image) -> bool:
    """Tell whether there is more than one flat colour where the number stood."""
    area = shown.convert("L").resize((480, 80)).crop((24, 18, 456, 60))
    least, most = area.getextrema()
    return bool(most - least > 24)


def test_the_attack_reads_a_mosaic() -> None:
    with Image.open(io.BytesIO(_upload())) as shown:
        assert _shows_any_letter(shown)
        assert _right(read_back(mosaic(shown.convert("L")), len(NUMBER))) == len(NUMBER)


def test_the_search_sees_the_words_of_the_camera() -> None:
    seen = told_in([("anh.webp", _upload())], {"camera": CAMERA})
    assert seen == {("camera", "anh.webp")}


@pytest.fixture
def redacted(django_capture_on_commit_callbacks: Any) -> Any:
    """An illustration that was published with its number and was redacted afterwards."""
    province = a_province()
    picture = a_picture("Màn hình của cổng", _upload(), name="anh.webp")
    shown = {
        "picture": picture.pk,
        "alt": "Màn hình",
        "callouts": items(
            {"id": "a", "shape": "box", "x": 5, "y": 5, "w": 80, "h": 80, "label": "Xem ở đây"}
        ),
        "focus": {"x": 0, "y": 0, "w": 70, "h": 100},
        "drawn_for": "480x80",
    }
    step = a_step("Bấm nút.", pictures=items(shown))
    a_guide_page(province.office, groups=stream(("group", a_group(step))))
    an_announcement_page(
        province.office, title="Có hình", body=stream(("figure", {**shown, "caption": ""}))
    )
    _release()
    picture.get_rendition("max-165x165")
    with django_capture_on_commit_callbacks(execute=True):
        picture.redactions = [HIDDEN]
        picture.is_free_of_personal_data = True
        picture.save()
    _release()
    return picture


def _release() -> None:
    call_command("release", verbosity=0, stdout=io.StringIO(), stderr=io.StringIO())


def _attacked(pictures: Iterator[tuple[str, bytes]]) -> tuple[int, list[str]]:
    """Attack every picture; return how many there were and which gave something away."""
    attacked = [(where, _gives_away(content)) for where, content in pictures]
    return len(attacked), [where for where, is_lost in attacked if is_lost]


@functools.cache  # one picture goes out in many ways
def _gives_away(content: bytes) -> bool:
    with Image.open(io.BytesIO(content)) as shown:
        return _is_ours(shown) and (_shows_any_letter(shown) or _hits(shown) > CHANCE)


def _is_ours(shown: Image.Image) -> bool:
    """Tell pictures of this upload from drawings around it, by their shape."""
    return abs(shown.size[0] / shown.size[1] - 6) < 0.2


def _pictures(contents: Any) -> Iterator[tuple[str, bytes]]:
    yield from ((where, content) for where, content in contents if Path(where).suffix in PICTURES)


def test_no_output_gives_the_number_back(var: Path, redacted: Any) -> None:
    for output, read in OUTPUTS.items():
        contents = list(read(var))
        told = told_in(contents, {"number": NUMBER, "camera": CAMERA})
        count, lost = _attacked(_pictures(contents))
        assert (output, told, lost) == (output, set(), [])
        assert count >= 2 or output not in ("release", "web", "usb")


def test_nothing_on_the_disk_of_the_generator_gives_the_number_back(
    var: Path, redacted: Any
) -> None:
    for folder in ("releases", "store"):
        contents = list(readable(var / folder))
        assert told_in(contents, {"number": NUMBER, "camera": CAMERA}) == set()
        starts = (b"\x89PNG", b"RIFF", b"\x00\x00\x00 ftypavif", b"\x00\x00\x00\x1cftypavif")
        assert _attacked(one for one in contents if one[1].startswith(starts))[1] == []


def test_no_rendition_and_no_public_file_gives_the_number_back(
    redacted: Any, settings: Any
) -> None:
    for spec in ("original", "max-165x165", "width-400", "format-jpeg", "format-webp|width-480"):
        redacted.get_rendition(spec)
    files = [file for file in Path(settings.MEDIA_ROOT).rglob("*") if file.is_file()]
    names = {file.name for file in files}
    assert Path(redacted.file.name).name in names
    contents = [
        (file.name, file.read_bytes()) for file in files if _is_of(file, redacted, settings)
    ]
    assert told_in(contents, {"number": NUMBER, "camera": CAMERA}) == set()
    count, lost = _attacked(iter(contents))
    assert (count >= 5, lost) == (True, [])


def _is_of(file: Path, picture: Any, settings: Any) -> bool:
    stems = [picture.file.name, *picture.renditions.values_list("file", flat=True)]
    return str(file.relative_to(settings.MEDIA_ROOT)) in stems


def test_an_officer_without_rights_on_the_picture_is_shown_no_pixel_of_it(
    client: Any, redacted: Any
) -> None:
    group = Group.objects.create(name="Chỉ chọn")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupCollectionPermission.objects.create(
        group=group,
        collection=Collection.get_first_root_node(),
        permission=Permission.objects.get(codename="choose_image"),
    )
    user = User.objects.create_user(username="chi-chon", password="x" * 20)
    user.groups.add(group)
    client.force_login(user)
    asked = [
        reverse("media_original", args=[redacted.pk]),
        reverse("media_suggestions", args=[redacted.pk]),
        reverse("media_facts", args=[redacted.pk]),
        reverse("wagtailimages:edit", args=[redacted.pk]),
        reverse("wagtailimages:preview", args=[redacted.pk, "original"]),
        reverse("wagtailimages_chooser:choose"),
        reverse("wagtailimages_chooser:chosen", args=[redacted.pk]),
        f"/images/{generate_signature(redacted.pk, 'original')}/{redacted.pk}/original/",
    ]
    for address in asked:
        response = client.get(address)
        content = b"".join(response) if response.streaming else response.content
        assert told_in([(address, content)], {"number": NUMBER, "camera": CAMERA}) == set()
        if response.get("Content-Type", "").startswith("image/"):
            assert _attacked(iter([(address, content)]))[1] == []


def test_live_interface_gives_nothing_back(client: Any, redacted: Any, var: Path) -> None:
    current = var / "releases" / "current"
    documents = [str(file.relative_to(current)) for file in current.rglob("index.json")]
    assert documents
    for path in documents:
        response = client.get(reverse("published_file", args=[path]))
        assert told_in([(path, response.content)], {"number": NUMBER, "camera": CAMERA}) == set()
        assert b"private_original" not in response.content


def test_public_picture_is_flat_where_the_number_stood(redacted: Any) -> None:
    with redacted.file.open("rb") as file, Image.open(file) as shown:
        hidden = shown.convert("RGB").crop((0, 12, 480, 64))
        flat = Image.new("RGB", hidden.size, hidden.getpixel((0, 0)))  # type: ignore[arg-type]
        assert ImageChops.difference(hidden, flat).getbbox() is None
