"""What became private goes, whatever else goes wrong or goes on at that moment."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from wagtail.models import PageViewRestriction

from sitegen import pipeline
from sitegen.pipeline import Worker
from sitegen.plan import PageWork, Work
from sitegen.release.manifest import read_manifest, release_ids
from sitegen.render.workshop import Workshop
from tests.factories import Province, a_guide_page, publish, stream

make = Workshop.make


@pytest.fixture
def folder() -> Path:
    return Path(settings.LOA_VAR)


def _held(folder: Path, key: str) -> list[str]:
    """Return the releases that hold a document, newest first."""
    releases = folder / "releases"
    found = ((name, read_manifest(releases, name)) for name in reversed(release_ids(releases)))
    return [name for name, manifest in found if manifest and key in manifest.titles]


def _restrict(page: Any) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def _makes(monkeypatch: pytest.MonkeyPatch, instead: Callable[[Work], None]) -> None:
    """Let ``instead`` be asked before each file is made."""

    def asked(self: Workshop, work: Work) -> bytes:
        instead(work)
        return make(self, work)

    monkeypatch.setattr(Workshop, "make", asked)


@pytest.mark.parametrize("question", range(1, 6))
def test_a_question_to_the_journal_that_fails_loses_nothing(
    province: Province, folder: Path, question: int
) -> None:
    page = a_guide_page(province.office, title="Chuyện riêng")
    worker = Worker(folder)
    worker.release()
    _restrict(page)
    asked: list[str] = []

    def fails(execute: Any, sql: str, *more: Any) -> Any:
        if "sitegen_change" in sql:
            asked.append(sql)
            if len(asked) == question:
                raise OperationalError("database is locked")
        return execute(sql, *more)

    with connection.execute_wrapper(fails):
        try:
            worker.release()
        except OperationalError:
            assert len(asked) == question
    worker.release()
    assert _held(folder, f"page-{page.pk}") == []


def test_what_becomes_private_does_not_wait_for_the_release_that_runs(
    province: Province, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = a_guide_page(province.office, title="Chuyện riêng")
    other = a_guide_page(province.office, title="Chuyện chung")
    worker, key = Worker(folder), f"page-{page.pk}"
    worker.release()
    other.title = "Chuyện chung của mọi người"
    publish(other)
    monkeypatch.setattr(pipeline, "SECONDS_BETWEEN_LOOKS", 0)
    monkeypatch.setattr(pipeline, "REST_AFTER_A_LOOK", 0)
    served: list[list[str]] = []

    def instead(work: Work) -> None:
        if isinstance(work, PageWork) and work.document.head.key == f"page-{other.pk}":
            served.append(_held(folder, key))
            if len(served) == 1:
                _restrict(page)

    _makes(monkeypatch, instead)
    assert worker.release().status == "released"
    assert len(served[0]) == 1
    assert served[1:] in ([], [[]])  # it was gone before the page that was in hand was made again
    assert _held(folder, key) == []
    assert _held(folder, f"page-{other.pk}")
    assert worker.release().status == "unchanged"


def test_a_file_that_cannot_be_made_once_is_made(
    province: Province, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker, page = _renamed(province, folder)
    _makes(monkeypatch, _failing(f"page-{page.pk}", times=1))
    report = worker.release()
    assert "page-kept" not in {one.code for one in report.findings}
    assert "Tên mới" in _page(folder, page)


def test_a_page_that_was_kept_is_tried_again_by_the_next_release(
    province: Province, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker, page = _renamed(province, folder)
    _makes(monkeypatch, _failing(f"page-{page.pk}", times=2))
    report = worker.release()
    assert "page-kept" in {one.code for one in report.findings}
    assert "Tên mới" not in _page(folder, page)
    report = worker.release()
    assert "page-kept" not in {one.code for one in report.findings}
    assert "Tên mới" in _page(folder, page)


def test_a_home_page_that_leads_to_what_became_private_is_made_anew_or_nothing(
    province: Province, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = a_guide_page(province.office, title="Chuyện riêng")
    other = a_guide_page(province.office, title="Chuyện chung")
    door = {"title": "Làm việc ấy", "subtitle": "", "page": page.pk}
    province.home.entries = stream(("entry", door))
    publish(province.home)
    worker, key = Worker(folder), f"page-{page.pk}"
    worker.release()
    assert _held(folder, key)
    _restrict(page)
    _makes(monkeypatch, _failing(f"page-{province.home.pk}", times=2))
    worker.release()
    assert _held(folder, key) == []
    other.title = "Chuyện chung của mọi người"
    publish(other)
    assert worker.release().status == "released"
    assert "Chuyện chung của mọi người" in _page(folder, other)
    assert _held(folder, key) == []


def _renamed(province: Province, folder: Path) -> tuple[Worker, Any]:
    """Return a worker that knows a page by its old name."""
    page = a_guide_page(province.office, title="Tên cũ")
    worker = Worker(folder)
    worker.release()
    page.title = "Tên mới"
    return worker, publish(page)


def _failing(key: str, *, times: int) -> Callable[[Work], None]:
    left = [None] * times

    def instead(work: Work) -> None:
        if isinstance(work, PageWork) and work.document.head.key == key and left:
            left.pop()
            raise MemoryError

    return instead


def _page(folder: Path, page: Any) -> str:
    place = folder / "releases/current" / "so-noi-vu" / page.slug / "index.html"
    return place.read_text("utf-8")
