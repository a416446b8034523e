"""What was taken away stays away: from kept releases, and from whatever a rollback brings back."""

from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from wagtail.models import PageViewRestriction

from guides.models import GuidePage
from media.models import Illustration
from sitegen.errors import SitegenError
from sitegen.pipeline import Worker
from sitegen.release.manifest import release_ids
from sitegen.release.switch import current_release
from sitegen.withdrawing import roll_back_safely
from tests.factories import (
    Province,
    a_group,
    a_guide_page,
    a_picture,
    a_step,
    items,
    publish,
    stream,
)


@pytest.fixture
def folder() -> Path:
    return Path(settings.LOA_VAR)


def _words(folder: Path) -> str:
    """Return every text of the served mirror as one string."""
    root = (folder / "releases/current").resolve()
    endings = {".html", ".json", ".md", ".xml", ".txt", ".js"}
    files = [path for path in sorted(root.rglob("*")) if path.suffix in endings]
    return "\n".join(path.read_text("utf-8") for path in files)


def _all_bytes(folder: Path) -> bytes:
    files = (path for place in ("releases", "store") for path in (folder / place).rglob("*"))
    return b"\n".join(path.read_bytes() for path in files if path.is_file())


def test_rollback_leaves_out_what_was_unpublished_since(province: Province, folder: Path) -> None:
    kept = a_guide_page(province.office, title="Hướng dẫn còn lại")
    gone = a_guide_page(province.office, title="Hướng dẫn bị gỡ")
    worker = Worker(folder)
    assert worker.release().status == "released"
    kept.title = "Hướng dẫn đã đổi tên"
    publish(kept)
    gone.unpublish()
    assert worker.release().status == "released"
    done = roll_back_safely(folder, "1")
    assert done.left_out == ("Hướng dẫn bị gỡ",)
    assert done.now.startswith("0003-")
    words = _words(folder)
    assert "Hướng dẫn còn lại" in words
    assert "Hướng dẫn bị gỡ" not in words
    assert worker.release().status == "held"
    kept.title = "Tên mới nhất"
    publish(kept)
    assert worker.release().status == "released"
    assert "Tên mới nhất" in _words(folder)


def test_second_rollback_holds_back_the_newest_state_as_the_first_did(
    province: Province, folder: Path
) -> None:
    kept = a_guide_page(province.office, title="Tên thứ nhất")
    gone = a_guide_page(province.office, title="Hướng dẫn bị gỡ")
    worker = Worker(folder)
    worker.release()
    gone.unpublish()
    worker.release()
    kept.title = "Tên mới nhất"
    publish(kept)
    worker.release()
    roll_back_safely(folder, "2")
    assert roll_back_safely(folder, "1").left_out == ("Hướng dẫn bị gỡ",)
    assert worker.release().status == "held"
    assert "Tên mới nhất" not in _words(folder)


def test_rollback_is_a_mere_switch_when_nothing_was_taken_away(
    province: Province, folder: Path
) -> None:
    page = a_guide_page(province.office, title="Tên thứ nhất")
    worker = Worker(folder)
    worker.release()
    page.title = "Tên thứ hai"
    publish(page)
    worker.release()
    done = roll_back_safely(folder)
    assert done.now.startswith("0001-")
    assert "Tên thứ nhất" in _words(folder)
    assert worker.release().status == "held"


def test_release_that_holds_a_page_that_became_private_is_deleted(
    province: Province, folder: Path
) -> None:
    page = a_guide_page(province.office, title="Chuyện riêng của cơ quan")
    other = a_guide_page(province.office, title="Chuyện chung")
    worker = Worker(folder)
    worker.release()
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert worker.release().status == "released"
    assert release_ids(folder / "releases") == [current_release(folder / "releases")]
    for secret in ("Chuyện riêng", "chuyen-rieng"):
        assert secret.encode() not in _all_bytes(folder)
    with pytest.raises(SitegenError, match="Không có bản phát hành"):
        roll_back_safely(folder, "1")
    other.title = "Chuyện chung mới"
    publish(other)
    assert worker.release().status == "released"
    roll_back_safely(folder)
    assert b"chuyen-rieng" not in _all_bytes(folder)


def test_release_with_a_picture_that_was_redacted_since_is_deleted(
    province: Province, folder: Path
) -> None:
    picture = a_picture()
    step = a_step("Xem hình.", pictures=items({"picture": picture.pk, "alt": ""}))
    a_guide_page(province.office, groups=stream(("group", a_group(step))))
    worker = Worker(folder)
    worker.release()
    before = Illustration.objects.get(pk=picture.pk).baked_digest
    picture = Illustration.objects.get(pk=picture.pk)
    picture.redactions = [{"x": 10, "y": 10, "w": 30, "h": 30}]
    picture.save()
    assert worker.release().status == "released"
    assert len(release_ids(folder / "releases")) == 1
    assert before[:16].encode() not in _all_bytes(folder)


def test_expired_page_does_not_come_back_with_a_rollback(province: Province, folder: Path) -> None:
    page = a_guide_page(province.office, title="Thông báo có hạn")
    worker, now = Worker(folder), timezone.now()
    worker.release(now)
    GuidePage.objects.filter(pk=page.pk).update(expire_at=now - timezone.timedelta(seconds=1))
    worker.release(now)
    roll_back_safely(folder, "1")
    assert "Thông báo có hạn" not in _words(folder)
