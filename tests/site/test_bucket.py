"""Uploads in a bucket: nothing in it has an address, and a bucket that is away is said so."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from cms.doctor.files import bucket_answers
from cms.editions.files import forget, keep, read_file
from media.collect import load_picture
from media.models import Illustration
from media.storage import private_storage
from sitegen.errors import AwayError
from sitegen.pipeline import release_now
from tests.bucket_server import BUCKET, BucketServer, bucket_server
from tests.factories import (
    Province,
    a_group,
    a_guide_page,
    a_step,
    an_announcement_page,
    items,
    stream,
)
from tests.factory_files import a_picture, an_attachment, an_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[BucketServer]:
    with bucket_server(monkeypatch) as server:
        monkeypatch.setenv("AWS_ENDPOINT_URL", server.address)
        settings.LOA_BUCKET, settings.LOA_BUCKET_REGION = f"{BUCKET}/tinh", "us-east-1"
        settings.STORAGES = {
            **settings.STORAGES,
            "default": {"BACKEND": "media.buckets.UploadBucket"},
        }
        original = Illustration._meta.get_field("private_original")
        monkeypatch.setattr(original, "storage", private_storage())  # asked once, at the start
        yield server


def test_picture_and_original_lie_in_the_bucket_and_are_sent_by_loa_alone(
    bucket: BucketServer, client: Client
) -> None:
    picture = a_picture()
    kept = {path for method, path in bucket.asked if method == "PUT"}
    assert f"/{BUCKET}/tinh/public/{picture.file.name}" in kept
    assert f"/{BUCKET}/tinh/private/{picture.private_original.name}" in kept
    assert picture.file.url == f"/media/{picture.file.name}"
    with pytest.raises(ValueError, match="no URL"):
        _ = picture.private_original.url
    assert client.get(picture.file.url).status_code == 302
    client.force_login(an_officer())
    sent = client.get(picture.file.url)
    assert b"".join(sent) == load_picture(picture.baked_digest)  # type: ignore[call-overload]


def test_attachment_is_sent_to_officers(bucket: BucketServer, client: Client) -> None:
    attachment = an_attachment()
    client.force_login(an_officer())
    sent = client.get(attachment.url)
    assert sent.status_code == 200
    with attachment.file.open("rb") as file:
        assert b"".join(sent) == file.read()  # type: ignore[call-overload]


def test_file_of_an_edition_is_kept_once_and_read_whole(bucket: BucketServer) -> None:
    (file,) = keep({"to-gap.pdf": b"%PDF"})
    (again,) = keep({"khac.pdf": b"%PDF"})
    assert (file.digest, read_file(file)) == (again.digest, b"%PDF")
    forget([file])
    with pytest.raises(OSError, match=r"No such|not exist"):
        read_file(file)


def test_bucket_that_is_away_is_told_as_an_error_of_the_storage(bucket: BucketServer) -> None:
    picture = a_picture()
    bucket.fails_each = 1
    for asked in (
        lambda: load_picture(picture.baked_digest),
        lambda: keep({"to-gap.pdf": b"%PDF"}),
        lambda: private_storage().exists("original/x"),
        lambda: private_storage().size("original/x"),
        lambda: private_storage().delete("original/x"),
    ):
        with pytest.raises(AwayError, match="Kho tệp không trả lời"):
            asked()
    bucket.fails_each = 0
    assert load_picture(picture.baked_digest)


def test_upload_to_a_bucket_that_is_away_leaves_nothing_behind(bucket: BucketServer) -> None:
    before = Illustration.objects.count()
    bucket.fails_each = 1
    with pytest.raises(AwayError), transaction.atomic():
        a_picture()
    assert Illustration.objects.count() == before


def test_every_object_is_written_without_a_public_grant(bucket: BucketServer) -> None:
    for storage in (storages["default"], private_storage()):
        assert storage.default_acl is None  # type: ignore[attr-defined]


def test_doctor_asks_the_bucket(bucket: BucketServer, monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(bucket_answers()) == []
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    assert [one.code for one in bucket_answers()] == ["bucket-silent"]


def test_backup_says_that_the_uploads_are_not_in_it(bucket: BucketServer, tmp_path: Path) -> None:
    a_picture()
    call_command("backup", str(tmp_path), stdout=(said := StringIO()))
    assert f"{BUCKET}/tinh" in said.getvalue()
    assert "sao lưu bằng chính dịch vụ" in said.getvalue()


@pytest.mark.parametrize("is_known", [True, False])
def test_bucket_that_is_away_takes_no_attachment_and_no_picture_off_the_mirror(
    bucket: BucketServer, province: Province, settings: Any, is_known: bool
) -> None:
    attachment = an_attachment()
    if not is_known:  # moved from elsewhere: its size is asked of the bucket
        type(attachment).objects.update(file_hash="", file_size=None)
    downloads = ("downloads", {"title": "Tải về", "files": items(attachment.pk)})
    page = an_announcement_page(province.office, body=stream(downloads))
    assert release_now().status == "released"
    before = bytes_of_a_release(settings)
    assert any(path.startswith("files/") for path in before)
    page.title = "Tên khác"
    page.save_revision().publish()
    another = items({"picture": a_picture().pk, "alt": ""})
    a_guide_page(province.office, groups=stream(("group", a_group(a_step(pictures=another)))))
    bucket.fails_each = 1
    report = release_now()
    assert [(one.code, one.severity) for one in report.findings] == [("storage-away", "error")]
    assert bytes_of_a_release(settings) == before
    bucket.fails_each = 0
    assert release_now().status == "released"
    after = bytes_of_a_release(settings)
    assert {path for path in before if path.startswith("files/")} <= after.keys()


def bytes_of_a_release(settings: Any) -> dict[str, bytes]:
    current = Path(settings.LOA_VAR) / "releases" / "current"
    return {
        str(path.relative_to(current)): path.read_bytes()
        for path in current.rglob("*")
        if path.is_file()
    }
