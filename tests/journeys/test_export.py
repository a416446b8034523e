"""manage.py export: to a folder and to an S3 server of its own that fails every third request."""

import errno
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from io import StringIO
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from obstore.store import S3Store

from sitegen.release.export import OF_PAGES, PROFILES
from tests.bucket_server import BucketServer, bucket_server
from tests.unit.export_samples import FIRST, SECOND, write_release

pytestmark = pytest.mark.journey


@pytest.fixture
def var(tmp_path: Path, settings: Any) -> Path:
    """A var folder with one release, which the commands use."""
    settings.LOA_VAR = tmp_path / "var"
    write_release(tmp_path / "var", 1, FIRST)
    return tmp_path / "var"


def _export(*arguments: str) -> str:
    out = StringIO()
    call_command("export", *arguments, stdout=out)
    return out.getvalue()


def test_folder_is_the_usual_target_and_the_web_the_usual_profile(
    var: Path, tmp_path: Path
) -> None:
    said = _export(str(tmp_path / "web"))
    assert said.startswith("Đã xuất trang web của bản 0001-")
    assert (tmp_path / "web/index.html").read_bytes() == FIRST.contents["index.html"]
    assert "Đích đã đúng" in _export(str(tmp_path / "web"))


@pytest.mark.parametrize(
    ("name", "arguments", "understood"),
    [
        ("a.zip", (), ("zip", "web")),
        ("a.zip", ("--target", "usb"), ("usb", "usb")),
        ("a.html", ("--page", "huong-dan/a/"), ("file", "single")),
        ("a", ("--profile", "single", "--page", ""), ("dir", "single")),
        ("a", ("--profile", "print"), ("dir", "print")),
    ],
)
def test_target_and_profile_follow_from_what_is_said(
    var: Path, tmp_path: Path, name: str, arguments: tuple[str, ...], understood: tuple[str, str]
) -> None:
    said = json.loads(_export(str(tmp_path / name), *arguments, "--json"))
    assert (said["asked"]["target"], said["asked"]["profile"]) == understood
    assert (tmp_path / name).exists()


@pytest.mark.parametrize("profile", [*PROFILES, ""])
@pytest.mark.parametrize("name", ["a.html", "a.epub", "a.brf", "a.zim", "a.pdf", "a.EPUB", "a.v2"])
def test_name_of_a_file_is_one_of_its_kind_or_nothing_is_written(
    var: Path, tmp_path: Path, name: str, profile: str
) -> None:
    """Whatever is asked for, what comes under that name is what the name says."""
    asked = ["--profile", profile] if profile else []
    asked += ["--page", "huong-dan/a/"] if profile in {*OF_PAGES, ""} else []
    with suppress(CommandError):
        _export(str(tmp_path / name), *asked)
    written = tmp_path / name
    if written.exists():
        assert written.is_file()
        assert written.read_bytes().startswith(
            {".html": b"<!DOCTYPE html>", ".zim": b"ZIM"}[written.suffix.lower()]
        )


@pytest.mark.parametrize("profile", [one for one in PROFILES if one not in OF_PAGES])
def test_page_is_refused_where_it_would_be_left_out(
    var: Path, tmp_path: Path, profile: str
) -> None:
    name = "a.zim" if profile == "zim" else "a"
    with pytest.raises(CommandError, match="--page"):
        _export(str(tmp_path / name), "--profile", profile, "--page", "huong-dan/a/")
    assert not (tmp_path / name).exists()


def test_folder_with_a_dot_in_its_name_is_told_by_a_slash_or_is_there(
    var: Path, tmp_path: Path
) -> None:
    place = tmp_path / "loa.tinh.vn"
    with pytest.raises(CommandError, match="viết thêm / ở cuối"):
        _export(str(place))
    assert not place.exists()
    _export(f"{place}/")
    assert "Đích đã đúng" in _export(str(place))


@pytest.mark.parametrize("name", ["a.epub", "a.brf", "a.html"])
def test_book_of_a_page_without_words_is_refused_by_name(
    var: Path, tmp_path: Path, name: str
) -> None:
    kind = ("--profile", "large") if name == "a.html" else ()
    with pytest.raises(CommandError, match="không có bản chữ"):
        _export(str(tmp_path / name), "--page", "huong-dan/a/", *kind)
    with pytest.raises(CommandError, match="--page"):
        _export(str(tmp_path / name), *kind)


def test_what_is_signed_is_checked_by_its_own_command(
    var: Path, tmp_path: Path, settings: Any
) -> None:
    key, stick = tmp_path / "ky.key", tmp_path / "usb"
    out = StringIO()
    call_command("signing_key", str(key), stdout=out, stderr=StringIO())
    call_command("signing_key", str(key), stdout=out, stderr=StringIO())
    first, second = out.getvalue().split()
    assert first == second
    settings.LOA_SIGNING_KEY = str(key)
    assert "chữ ký" not in _export(str(stick), "--target", "usb")
    for arguments in ((), ("--key", first), ("--key", f"{key}.pub")):
        said = StringIO()
        call_command("check_copy", str(stick), *arguments, stdout=said)
        assert "chữ ký đúng" in said.getvalue()
    (stick / "trang/index.html").write_bytes(b"x")
    with pytest.raises(CommandError, match="1 chỗ không đúng"):
        call_command("check_copy", str(stick), stdout=StringIO())
    settings.LOA_SIGNING_KEY = str(tmp_path / "khong-co.key")
    with pytest.raises(CommandError, match="signing_key"):
        _export(str(stick), "--target", "usb")


def test_what_is_amiss_is_shown_on_a_screen_and_counted(var: Path, tmp_path: Path) -> None:
    _export(str(tmp_path / "usb"), "--target", "usb")
    for number in range(400):
        (tmp_path / "usb" / f"{number}.la").write_bytes(b"")
    out = StringIO()
    with pytest.raises(CommandError, match="Có 400 chỗ không đúng"):
        call_command("check_copy", str(tmp_path / "usb"), stdout=out)
    assert len(out.getvalue().splitlines()) == 101
    assert "và 300 chỗ nữa" in out.getvalue()


@pytest.mark.parametrize("said", ["", " ", "\n", "khoa", "x" * 9_000, "RWQ\0"])
def test_what_is_no_key_never_finds_a_copy_sound(var: Path, tmp_path: Path, said: str) -> None:
    _export(str(tmp_path / "usb"), "--target", "usb")
    with pytest.raises(CommandError, match="khoá công khai"):
        call_command("check_copy", str(tmp_path / "usb"), "--key", said, stdout=StringIO())


def test_signature_that_was_not_checked_does_not_read_as_sound(
    var: Path, tmp_path: Path, settings: Any
) -> None:
    usb, key, out = tmp_path / "usb", tmp_path / "ky.key", StringIO()
    _export(str(usb), "--target", "usb")
    call_command("check_copy", str(usb), stdout=out)
    assert "không có chữ ký" in out.getvalue()
    call_command("signing_key", str(key), stdout=StringIO(), stderr=StringIO())
    settings.LOA_SIGNING_KEY = str(key)
    _export(str(usb), "--target", "usb")
    settings.LOA_SIGNING_KEY = ""
    out = StringIO()
    with pytest.raises(CommandError, match="CHƯA KIỂM CHỮ KÝ"):
        call_command("check_copy", str(usb), stdout=out)
    assert not out.getvalue()


def test_what_is_wrong_is_said_in_vietnamese(var: Path, tmp_path: Path) -> None:
    (tmp_path / "tep").write_bytes(b"x")
    for destination, reason in (
        (tmp_path / "tep", "là một tệp"),
        (tmp_path / "tep" / "web", "Không đọc hoặc ghi được"),
        (var, "đã có tệp không do Loa"),
    ):
        with pytest.raises(CommandError, match=reason):
            _export(str(destination))
    with pytest.raises(CommandError, match="--page"):
        _export(str(tmp_path / "a.html"))


@pytest.mark.parametrize("done", [0, 1, 5])
@pytest.mark.parametrize(
    "code", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.ENOENT, errno.EXDEV]
)
@pytest.mark.parametrize("name", ["a", "usb", "a.html"])
def test_disk_that_fails_says_what_of_the_target_is_true(  # noqa: PLR0917
    var: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, code: int, done: int
) -> None:
    """Whatever the disk answers, nothing is left half, and nothing is called whole that is not."""
    more = {"usb": ("--target", "usb"), "a.html": ("--page", "huong-dan/a/")}.get(name, ())
    write, place, is_file = Path.write_bytes, tmp_path / name, name == "a.html"
    writes = count(done if is_file else 0)

    def full(path: Path, content: bytes) -> int:
        is_ours = path.is_relative_to(place) or path.name.endswith(".half")
        if is_ours and next(writes) >= done:
            write(path, content[: len(content) // 2])
            raise OSError(code, os.strerror(code), str(path))
        return write(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(CommandError) as caught:
            _export(str(place), *more)
    said = str(caught.value)
    assert str(place) in said
    assert "half" not in said
    assert "như trước" not in said
    assert os.strerror(code) not in said or f"“{os.strerror(code)}”" in said
    assert ("chưa đủ" in said) != is_file
    assert list(tmp_path.rglob("*.half")) == []
    _export(str(place), *more)


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> Iterator[BucketServer]:
    """An S3 server with the bucket ``kho``, which answers 503 to every third request."""
    with bucket_server(monkeypatch) as server:
        server.fails_each = 3
        yield server


def test_bucket_behind_a_faulty_server_gets_everything_and_only_what_differs(
    var: Path, faulty: BucketServer
) -> None:
    arguments = ("s3://kho/tinh", "--endpoint", faulty.address, "--packing", "none", "--json")
    first = json.loads(_export(*arguments))["delivery"]
    assert first["new"] == len(FIRST.files)
    assert faulty.refused > 3
    write_release(var, 2, SECOND)
    second = json.loads(_export(*arguments))["delivery"]
    assert second["removed"] == first["new"] + second["new"] - len(SECOND.files) - 1
    assert second["outliving"] == 1
    bucket = S3Store("kho", endpoint=faulty.address, client_options={"allow_http": True})
    for path, content in SECOND.contents.items():
        assert bytes(bucket.get(f"tinh/{path}").bytes()) == content
    third = json.loads(_export(*arguments))["delivery"]
    assert third["new"] == third["changed"] == third["removed"] == 0


def test_bucket_that_does_not_exist_is_said_so(var: Path, faulty: BucketServer) -> None:
    with pytest.raises(CommandError, match="không có kho này"):
        _export("s3://khac", "--endpoint", faulty.address)
