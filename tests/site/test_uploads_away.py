"""A folder of uploads that is not mounted takes nothing off the mirror, and no backup with it."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command

from cms.backups import taking
from media.storage import PrivateStorage, UploadFolder
from sitegen.pipeline import release_now
from sitegen.release.manifest import release_ids
from tests.factories import (
    Province,
    an_announcement_page,
    an_attachment,
    items,
    stream,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(province: Province) -> Any:
    attachment = an_attachment()
    type(attachment).objects.update(
        file_hash="", file_size=None
    )  # so that the file itself is asked
    downloads = ("downloads", {"title": "Tải về", "files": items(attachment.pk)})
    return an_announcement_page(province.office, body=stream(downloads))


@pytest.fixture(params=["it is not there", "it is empty"])
def away(request: pytest.FixtureRequest, settings: Any, tmp_path: Path) -> Callable[[], None]:
    def take_away() -> None:
        root = tmp_path / "mounted"
        settings.MEDIA_ROOT, settings.LOA_PRIVATE_ROOT = str(root / "public"), root / "private"
        if request.param == "it is empty":
            (root / "public").mkdir(parents=True)

    return take_away


def test_release_waits_for_the_folder_and_older_releases_stay(
    page: Any, away: Callable[[], None], settings: Any
) -> None:
    releases = Path(settings.LOA_VAR) / "releases"
    for title in ("Một", "Hai"):
        page.title = title
        page.save_revision().publish()
        assert release_now().status == "released"
    before = release_ids(releases)
    away()
    page.title = "Ba"
    page.save_revision().publish()
    report = release_now()
    assert [one.code for one in report.findings if one.severity == "error"] == ["storage-away"]
    assert release_ids(releases) == before


def test_backup_without_the_folder_is_no_good_one_and_drops_none_that_has_the_files(
    away: Callable[[], None],
    settings: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What the rows name is given here: a backup reads what is committed, which no test's row is."""
    folder, mark = tmp_path / "backups", Path(settings.LOA_VAR) / "last-backup"
    settings.LOA_PRIVATE_ROOT = tmp_path / "uploads" / "private"
    (tmp_path / "uploads" / "public").mkdir(parents=True)
    (tmp_path / "uploads" / "public" / "mau-don.pdf").write_bytes(b"%PDF-1.7")
    monkeypatch.setattr(taking, "named", lambda _rows: {"public/mau-don.pdf"})
    call_command("backup", str(folder), keep=1)
    first, made = set(folder.glob("*.loa")), mark.stat().st_mtime_ns
    away()
    for _ in range(3):
        with pytest.raises(SystemExit):
            call_command("backup", str(folder), keep=1)
    assert first <= set(folder.glob("*.loa"))
    assert len(set(folder.glob("*.loa"))) == 2
    assert mark.stat().st_mtime_ns == made


@pytest.mark.parametrize("kind", [UploadFolder, PrivateStorage])
def test_upload_for_which_the_disk_has_no_room_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: type[UploadFolder]
) -> None:
    room = shutil.disk_usage(tmp_path)._replace(free=9)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: room)
    storage = kind(location=tmp_path)
    with pytest.raises(OSError, match="No space left"):
        storage.save("anh.png", ContentFile(b"0123456789"))
    assert list(tmp_path.iterdir()) == []
    assert storage.save("anh.png", ContentFile(b"012345678")) == "anh.png"
