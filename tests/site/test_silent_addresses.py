"""Addresses of private pages: nothing is said there, not even after the page was deleted."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from wagtail.models import Page, PageViewRestriction

from sitegen.models import FormerAddress
from sitegen.pipeline import Worker
from sitegen.release.manifest import read_manifest
from sitegen.release.switch import current_release
from sitegen.withdrawing import roll_back_safely
from tests.factories import Province, a_guide_page, an_agency_home_page, an_announcement_page

PLACE = "phong-nhat/chi-dan/"


@pytest.fixture
def page(province: Province) -> Page:
    """A page below the page of an office; both were released."""
    office = an_agency_home_page(
        province.home, title="Phòng Nhất", slug="phong-nhat", agency=province.agency
    )
    page: Page = a_guide_page(office, title="Chỉ dẫn", slug="chi-dan")
    return page


@pytest.fixture
def worker(page: Page) -> Worker:
    worker = Worker(Path(settings.LOA_VAR))
    assert worker.release().status == "released"
    return worker


def _gone() -> set[str]:
    releases = Path(settings.LOA_VAR) / "releases"
    manifest = read_manifest(releases, current_release(releases))
    assert manifest is not None
    return {place.path for place in manifest.gone}


def _restrict(page: Any) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def _lift() -> None:
    for restriction in PageViewRestriction.objects.all():
        restriction.delete()


Step = Callable[[Page, Worker], Any]


def private(page: Page, _worker: Worker) -> None:
    """Restrict the page itself."""
    _restrict(page)


def private_above(page: Page, _worker: Worker) -> None:
    """Restrict the page above."""
    _restrict(page.get_parent())


def public(_page: Page, _worker: Worker) -> None:
    """Lift every restriction."""
    _lift()


def unpublished(page: Page, _worker: Worker) -> None:
    """Take the page down."""
    page.specific.unpublish()


def released(_page: Page, worker: Worker) -> None:
    """Release."""
    assert worker.release().status in {"released", "unchanged"}


def deleted(page: Page, _worker: Worker) -> None:
    """Delete the page."""
    page.delete()


def deleted_above(page: Page, _worker: Worker) -> None:
    """Delete the page above with everything below."""
    page.get_parent().specific.delete()


def deleted_in_bulk(page: Page, _worker: Worker) -> None:
    """Delete by a query, as management scripts do."""
    Page.objects.filter(pk=page.pk).delete()


def _rows(page: Page) -> tuple[Any, ...]:
    kind = type(page.specific)
    guides = kind.objects.filter(pk=page.pk).order_by()
    return guides, Page.objects.filter(pk=page.pk).order_by()


SILENT: tuple[tuple[Step, ...], ...] = (
    (private, deleted),
    (private, released, deleted),
    (private_above, deleted),
    (private_above, deleted_above),
    (private_above, released, deleted_above),
    (private, unpublished, deleted),
    (private, deleted_in_bulk),
    (private_above, deleted_in_bulk),
    (private, released, public, private, released, deleted),
)
SAID: tuple[tuple[Step, ...], ...] = (
    (deleted,),
    (deleted_above,),
    (private, public, deleted),
    (private, released, public, released, deleted),
    (private, released, public, released, unpublished),
    (private_above, released, public, released, deleted_above),
)


def _names(steps: tuple[Step, ...]) -> str:
    return ", ".join(step.__name__ for step in steps)


@pytest.mark.parametrize("steps", SILENT, ids=_names)
def test_nothing_is_said_at_the_address_of_a_page_that_was_private(
    page: Page, worker: Worker, steps: tuple[Step, ...]
) -> None:
    for step in steps:
        step(page, worker)
        page = Page.objects.filter(pk=page.pk).first() or page
    for _ in range(2):  # and it stays so, also for a worker that remembers nothing
        worker.release()
        assert PLACE not in _gone()
        worker = Worker(Path(settings.LOA_VAR))


@pytest.mark.parametrize("steps", SAID, ids=_names)
def test_page_that_was_public_again_is_called_gone(
    page: Page, worker: Worker, steps: tuple[Step, ...]
) -> None:
    for step in steps:
        step(page, worker)
        page = Page.objects.filter(pk=page.pk).first() or page
    worker.release()
    assert PLACE in _gone()
    assert not FormerAddress.objects.filter(is_silent=True).exists()


def test_what_is_known_of_a_private_page_needs_no_signal(page: Page, worker: Worker) -> None:
    _restrict(page)
    worker.release()
    for rows in (PageViewRestriction.objects.filter(page=page), *_rows(page)):
        rows._raw_delete(rows.db)
    assert Worker(Path(settings.LOA_VAR)).release().status == "unchanged"
    assert PLACE not in _gone()
    Page.fix_tree()  # which knows nothing of rows that were simply taken away


def test_other_pages_are_no_more_silent_than_before(
    page: Page, worker: Worker, province: Province
) -> None:
    other = an_announcement_page(province.office, title="Công khai", slug="cong-khai")
    worker.release()
    _restrict(page)
    page.delete()
    other.delete()
    worker.release()
    assert _gone() == {"so-noi-vu/cong-khai/"}


def _section(page: Page, worker: Worker) -> tuple[Page, str]:
    """Return the section, and the address of a page that was deleted in it while it was public."""
    section = page.get_parent()
    gone = an_announcement_page(section, title="Tin cũ", slug="tin-cu")
    worker.release()
    gone.delete()
    worker.release()
    assert "phong-nhat/tin-cu/" in _gone()
    return section, "phong-nhat/tin-cu/"


def _bytes() -> bytes:
    root = (Path(settings.LOA_VAR) / "releases/current").resolve()
    files = [path for path in root.rglob("*") if path.is_file()]
    return b"\n".join(str(path).encode() + path.read_bytes() for path in files)


@pytest.mark.parametrize("is_deleted", [False, True])
def test_private_section_tells_of_no_page_that_went_before(
    page: Page, worker: Worker, *, is_deleted: bool
) -> None:
    section, place = _section(page, worker)
    _restrict(section)
    if is_deleted:
        worker.release()
        section.specific.delete()
    for _ in range(2):
        worker.release()
        assert _gone() == set()
        assert b"phong-nhat" not in _bytes()
        worker = Worker(Path(settings.LOA_VAR))
    if not is_deleted:
        _lift()
        worker.release()
        assert _gone() == {place}


def test_rollback_brings_back_no_sign_below_what_is_private_now(page: Page, worker: Worker) -> None:
    section, place = _section(page, worker)
    section.specific.unpublish()
    worker.release()
    assert {place, "phong-nhat/"} <= _gone()
    older = current_release(Path(settings.LOA_VAR) / "releases")
    _restrict(section)
    worker.release()
    roll_back_safely(Path(settings.LOA_VAR), older)
    assert _gone() == set()
    assert b"phong-nhat" not in _bytes()


def test_public_page_leads_on_from_a_section_that_became_private(
    page: Page, worker: Worker, province: Province
) -> None:
    section = page.get_parent()
    page.move(province.office, pos="last-child")
    worker.release()
    _restrict(section)
    worker.release()
    manifest = read_manifest(
        Path(settings.LOA_VAR) / "releases", current_release(Path(settings.LOA_VAR) / "releases")
    )
    assert manifest is not None
    assert [(one.path, one.target) for one in manifest.moved] == [(PLACE, "so-noi-vu/chi-dan/")]


def test_page_that_comes_to_a_silent_address_speaks_for_itself(page: Page, worker: Worker) -> None:
    above = page.get_parent()
    _restrict(page)
    page.delete()
    worker.release()
    other = a_guide_page(above, title="Khác", slug="chi-dan")
    worker.release()
    assert not FormerAddress.objects.get(path=PLACE).is_silent
    other.delete()
    worker.release()
    assert PLACE in _gone()
