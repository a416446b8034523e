"""Whatever changes the mirror asks for one release, once the change is really there."""

from collections.abc import Callable
from typing import Any

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction, Site

from cms.models import PageReview, PrintFormat
from cms.publishing.changes import keep_note
from guides.models import GuidePage
from sitegen.tasks import release_task, wake_release
from tests.conftest import Asked
from tests.factories import (
    Province,
    a_guide_page,
    a_payment,
    a_picture,
    a_procedure,
    a_step_set,
    an_agency_home_page,
    an_attachment,
    publish,
)

Act = Callable[[Province, GuidePage], object]

WAKING: dict[str, Act] = {
    "page published": lambda _, guide: publish(guide),
    "page unpublished": lambda _, guide: guide.unpublish(),
    "page moved": lambda place, guide: guide.move(place.home, pos="last-child"),
    "page deleted": lambda _, guide: guide.delete(),
    "page made private": lambda _, guide: PageViewRestriction.objects.create(
        page=guide, restriction_type=PageViewRestriction.LOGIN
    ),
    "fact saved": lambda place, _: place.agency.save(),
    "fact published": lambda place, _: publish(place.agency),
    "fact deleted": lambda place, _: a_procedure().delete(),
    "step set saved": lambda _place, _guide: a_step_set(),
    "payment saved": lambda place, _: a_payment(place.agency),
    "picture saved": lambda _place, _guide: a_picture(),
    "picture deleted": lambda _place, _guide: a_picture().delete(),
    "attachment saved": lambda _place, _guide: an_attachment(),
    "collection made private": lambda _place, _guide: CollectionViewRestriction.objects.create(
        collection=Collection.get_first_root_node(), restriction_type="login"
    ),
    "page reviewed": lambda _, guide: PageReview.objects.create(
        page_id=guide.pk, review_on="2030-01-01"
    ),
    "print format saved": lambda _place, _guide: PrintFormat.objects.all()[0].save(),
    "address of the site saved": lambda _place, _guide: Site.objects.get().save(),
    "redirect saved": lambda place, _: Redirect.add_redirect("/to-roi", place.office),
    "redirect deleted": lambda place, _: Redirect.add_redirect("/to-roi", place.office).delete(),
}
NOT_WAKING: dict[str, Act] = {
    "draft saved": lambda _, guide: guide.save_revision(),
    "draft of a fact saved": lambda place, _: place.agency.save_revision(),
    "note of a change typed": lambda _, guide: keep_note(
        guide, "Sửa giờ", only_wording=False, user=None
    ),
    "new draft page": lambda place, _: an_agency_home_page(
        place.home, agency=place.agency, title="Nháp", is_live=False
    ),
}


@pytest.mark.parametrize("act", WAKING.values(), ids=WAKING.keys())
def test_change_of_what_is_public_asks_for_one_release(
    province: Province, asked: Asked, committed: Any, act: Act
) -> None:
    guide = a_guide_page(province.office)
    with committed():
        act(province, guide)
        assert asked.releases() == 0, "asked before the change was committed"
    assert asked.releases() == 1


@pytest.mark.parametrize("act", NOT_WAKING.values(), ids=NOT_WAKING.keys())
def test_draft_asks_for_no_release(
    province: Province, asked: Asked, committed: Any, act: Act
) -> None:
    guide = a_guide_page(province.office)
    with committed():
        act(province, guide)
    assert asked.releases() == 0


def test_many_changes_in_one_transaction_ask_once(
    province: Province, asked: Asked, committed: Any
) -> None:
    with committed():
        publish(a_guide_page(province.office))
        province.agency.save()
        wake_release()
    assert asked.releases() == 1


def test_change_that_is_rolled_back_asks_for_nothing(
    province: Province, asked: Asked, committed: Any
) -> None:
    from django.db import transaction  # noqa: PLC0415  # beside its only use

    with committed():
        with transaction.atomic():
            province.agency.save()
            transaction.set_rollback(True)
        assert asked.releases() == 0
    assert asked.releases() == 0


def test_change_after_a_rolled_back_one_still_asks(
    province: Province, asked: Asked, committed: Any
) -> None:
    from django.db import transaction  # noqa: PLC0415

    with committed():
        with transaction.atomic():
            province.agency.save()
            transaction.set_rollback(True)
        province.portal.save()
    assert asked.releases() == 1


def test_one_waiting_release_in_the_database_queue_is_enough(
    province: Province, settings: Any, committed: Any
) -> None:
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415

    settings.TASKS = {
        "default": {
            "BACKEND": "django_tasks_db.DatabaseBackend",
            "QUEUES": ["default", "release"],
        }
    }
    for _ in range(3):
        with committed():
            province.agency.save()
    waiting = DBTaskResult.objects.filter(task_path=release_task.module_path)
    assert waiting.count() == 1


def test_release_task_releases(province: Province, settings: Any) -> None:
    assert release_task.call() == "released"
    assert (settings.LOA_VAR / "releases" / "current" / "index.html").is_file()
    assert release_task.call() == "unchanged"
