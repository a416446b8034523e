"""manage.py export: to a folder and to an S3 server of its own that fails every third request."""

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from obstore.store import S3Store

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
