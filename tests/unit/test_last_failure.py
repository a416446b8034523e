"""The last failure: told until a release went well."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sitegen.errors import Finding
from sitegen.release.last_failure import read_failure, remember_failure
from sitegen.release.report import Report, Status

AT = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
BROKEN = Finding(
    code="link-broken", severity="error", page="Liên hệ", message="Liên kết hỏng.", key="page-17"
)


def failed() -> Report:
    return Report(status="failed", findings=(BROKEN,))


def test_failure_is_told_with_its_time_and_every_remark(tmp_path: Path) -> None:
    remember_failure(tmp_path / "releases", failed(), at=AT)
    failure = read_failure(tmp_path / "releases")
    assert failure is not None
    assert (failure.at, failure.findings) == (AT, (BROKEN,))


@pytest.mark.parametrize("status", ["released", "unchanged", "held"])
def test_failure_is_forgotten_as_soon_as_a_release_went_well(
    status: Status, tmp_path: Path
) -> None:
    remember_failure(tmp_path, failed(), at=AT)
    remember_failure(tmp_path, Report(status=status), at=AT)
    assert read_failure(tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_a_good_release_with_nothing_to_forget_writes_nothing(tmp_path: Path) -> None:
    remember_failure(tmp_path / "releases", Report(status="unchanged"), at=AT)
    assert list(tmp_path.iterdir()) == []


def test_a_half_written_note_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "last-failure.json").write_text("{", "utf-8")
    assert read_failure(tmp_path) is None
