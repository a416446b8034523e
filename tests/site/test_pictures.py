"""Pictures through the upload views: what is not a picture is refused, what is is made safe."""

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from media.models import Illustration
from tests.conftest import Asked
from tests.factories import Province, a_picture, png

pytestmark = pytest.mark.filterwarnings(  # of every rendition that Wagtail makes
    "ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning"
)
SECRET = b"21.0245N 105.8412E nha rieng"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _claiming(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + _chunk(b"IEND", b"")
    )


def _truncated() -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise((200, 200), 60).save(buffer, "PNG")
    return buffer.getvalue()[: len(buffer.getvalue()) // 2]


def _large() -> bytes:
    buffer = io.BytesIO()
    Image.new("1", (8_000, 6_000)).save(buffer, "PNG")
    return buffer.getvalue()


def _truncated_jpeg() -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise((200, 200), 60).convert("RGB").save(buffer, "JPEG")
    return buffer.getvalue()[:3000]


def _animated(kind: str) -> bytes:
    buffer = io.BytesIO()
    first, *later = (Image.new("RGB", (40, 30), color) for color in ("red", "green", "blue"))
    first.save(buffer, kind, save_all=True, append_images=later, duration=100)
    return buffer.getvalue()


REFUSED: dict[str, tuple[str, bytes, str]] = {
    "wrong magic bytes": ("anh.png", b"\x89PMG nothing at all", "không phải ảnh"),
    "empty file": ("anh.png", b"", "trống"),
    "text": ("anh.jpg", b"xin chao", "không phải ảnh"),
    "a gif named png": ("anh.png", png(format="GIF"), "Đuôi tệp là .png"),
    "30,000 by 30,000 pixels": ("anh.png", _claiming(30_000, 30_000), "Ảnh quá lớn"),
    "50 million pixels": ("anh.png", _large(), "Ảnh quá lớn"),
    "cut off": ("anh.png", _truncated(), "hỏng hoặc bị cắt"),
    "jpeg cut off": ("anh.jpg", _truncated_jpeg(), "hỏng hoặc bị cắt"),
    "svg": ("anh.svg", SVG, "Loại tệp này không dùng được"),
    "svg with script named png": ("anh.png", SVG, "Đuôi tệp là .png"),
}


def _upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/png")


def _add(client: Any, name: str, content: bytes) -> tuple[bool, str]:
    data = {"title": "Trang chủ của cổng", "file": _upload(name, content), "tags": ""}
    response = client.post(reverse("wagtailimages:add"), data)
    assert response.status_code < 500
    if response.status_code == 302:
        return True, ""
    return False, " ".join(response.context["form"].errors.get("file", []))


def _add_multiple(client: Any, name: str, content: bytes) -> tuple[bool, str]:
    response = client.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "Trang chủ của cổng", "files[]": _upload(name, content)},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert response.status_code == 200
    answer = response.json()
    return answer["success"], answer.get("error_message", "")


def _drop(client: Any, name: str, content: bytes) -> tuple[bool, str]:
    response = client.post(reverse("media_drop"), {"file": _upload(name, content)})
    assert response.status_code in {200, 400}
    return response.status_code == 200, response.json().get("error", "")


Door = Callable[[Any, str, bytes], tuple[bool, str]]
DOORS: dict[str, Door] = {"single": _add, "multiple": _add_multiple, "dropped": _drop}


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS.keys())
@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_not_a_picture_is_refused_in_vietnamese(
    editor: Any, door: Door, case: tuple[str, bytes, str]
) -> None:
    name, content, expected = case
    is_taken, said = door(editor, name, content)
    assert not is_taken
    assert expected in said
    assert not Illustration.objects.exists()
    assert _public_files() == []


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS.keys())
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("anh.png", png()),
        ("anh.jpg", png(format="JPEG")),
        ("anh.webp", png(format="WEBP")),
        ("dong.png", _animated("PNG")),
        ("dong.webp", _animated("WEBP")),
    ],
)
def test_picture_is_taken(editor: Any, door: Door, name: str, content: bytes) -> None:
    assert door(editor, name, content) == (True, "")
    picture = Illustration.objects.get()
    assert (picture.width, picture.height) == (40, 30)
    assert Path(picture.file.name).suffix == ".png"


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS.keys())
def test_picture_that_moves_is_kept_as_its_first_one_and_said_beforehand(
    editor: Any, door: Door
) -> None:
    said = editor.get(reverse("wagtailimages:add")).content.decode()
    assert "Ảnh động chỉ giữ lại hình đầu tiên." in said
    assert door(editor, "dong.png", _animated("PNG")) == (True, "")
    with Image.open(Illustration.objects.get().file.path) as shown:
        assert (getattr(shown, "n_frames", 1), shown.convert("RGB").getpixel((5, 5))) == (
            1,
            (255, 0, 0),
        )


@pytest.mark.parametrize("kept", [9, 20, 45, 70, 100])
def test_picture_that_moves_and_breaks_off_is_refused(editor: Any, kept: int) -> None:
    assert not _add(editor, "dong.png", _animated("PNG")[:kept])[0]


@pytest.fixture(autouse=True)
def _empty_shelves() -> None:
    for file in _public_files() + _private_files():
        file.unlink()


def _public_files() -> list[Path]:
    return _files(django_settings.MEDIA_ROOT)


def _private_files() -> list[Path]:
    return _files(django_settings.LOA_PRIVATE_ROOT)


def _files(folder: Any) -> list[Path]:
    return sorted(file for file in Path(folder).rglob("*") if file.is_file())


def _with_secrets(kind: str) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (21.0, 1.0, 28.0)
    return png(size=(60, 40), format=kind, exif=exif)


@pytest.mark.parametrize(
    ("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")]
)
def test_place_and_words_of_the_camera_stay_behind(editor: Any, kind: str, name: str) -> None:
    content = _with_secrets(kind)
    assert SECRET in content
    assert _add(editor, name, content)[0]
    picture = Illustration.objects.get()
    picture.get_rendition("width-30")
    public = _public_files()
    assert len(public) == 2
    for file in public:
        assert SECRET not in file.read_bytes()
        with Image.open(file) as shown:
            assert (dict(shown.getexif()), shown.info) == ({}, {})


def _left_half_red() -> bytes:
    picture = Image.new("RGB", (80, 40), "#ffffff")
    picture.paste("#ff0000", (0, 0, 40, 40))
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


def _has_red(file: Path) -> bool:
    with Image.open(file) as shown:
        colors = shown.convert("RGB").getcolors(10**6) or []
    return any(red > 200 and green < 100 for _, (red, green, _) in colors)


def test_redacted_pixels_are_gone_from_every_public_file(
    province: Province, asked: Asked, committed: Any
) -> None:
    with committed():
        picture = a_picture(content=_left_half_red())
        picture.get_rendition("width-40")
    assert [_has_red(file) for file in _public_files()] == [True, True]
    with committed():
        picture.redactions = [{"x": 0, "y": 0, "w": 50, "h": 100}]
        picture.save()
    asked.delete_files()
    picture.get_rendition("width-40")
    assert [_has_red(file) for file in _public_files()] == [False, False]
    assert len(_private_files()) == 1


def test_redaction_can_be_taken_back_because_the_original_is_kept(
    province: Province, asked: Asked, committed: Any
) -> None:
    picture = a_picture(content=_left_half_red(), redactions=[{"x": 0, "y": 0, "w": 50, "h": 100}])
    with committed():
        picture.redactions = []
        picture.save()
    assert [_has_red(file) for file in _public_files()] == [True]


def test_same_upload_again_leaves_one_public_and_one_private_file(
    province: Province, asked: Asked, committed: Any
) -> None:
    with committed():
        picture = a_picture()
    digest = picture.baked_digest
    with committed():
        picture.file = ContentFile(png(), name="lai.png")
        picture.save()
    asked.delete_files()
    assert picture.baked_digest == digest
    assert [len(_public_files()), len(_private_files())] == [1, 1]
    assert Path(picture.file.path).is_file()


def test_two_pictures_of_the_same_pixels_do_not_take_each_other_along(
    province: Province, asked: Asked, committed: Any
) -> None:
    with committed():
        first, second = a_picture("Một"), a_picture("Hai")
    with committed():
        first.delete()
    asked.delete_files()
    assert Path(second.file.path).is_file()
    assert [len(_public_files()), len(_private_files())] == [1, 1]


def test_deleted_picture_leaves_nothing_behind(
    province: Province, asked: Asked, committed: Any
) -> None:
    with committed():
        picture = a_picture(content=_with_secrets("JPEG"))
        picture.get_rendition("width-30")
    with committed():
        picture.delete()
    asked.delete_files()
    assert _public_files() + _private_files() == []


def test_original_has_no_address(province: Province) -> None:
    with pytest.raises(ValueError, match="URL"):
        _ = a_picture().private_original.url


def test_saving_other_fields_bakes_nothing_anew(province: Province) -> None:
    picture = a_picture()
    name = picture.file.name
    picture.description = "Trang chủ, nút Đăng ký ở góc trên bên phải"
    picture.save()
    assert (picture.file.name, len(_public_files())) == (name, 1)
