"""What happens to a release that would drop many pages: it waits, says so, and takes an answer."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.health import health
from sitegen.pipeline import Worker, release_now
from sitegen.release.switch import current_release
from tests.factories import Province, a_guide_page, an_announcement_page

TITLES = [f"Thông báo số {number}" for number in range(6)]


@pytest.fixture
def folder(settings: Any) -> Path:
    return Path(settings.LOA_VAR)


@pytest.fixture
def pages(province: Province) -> list[Any]:
    """Pages of an office, released once."""
    pages = [an_announcement_page(province.office, title=title) for title in TITLES]
    assert release_now().status == "released"
    return pages


def test_a_big_loss_waits_for_an_answer_and_the_old_release_is_served(
    province: Province, pages: list[Any], folder: Path
) -> None:
    served = current_release(folder / "releases")
    province.office.unpublish()
    worker = Worker(folder)
    for _ in range(2):  # the worker asks once a minute and changes nothing
        assert worker.release().status == "asking"
        assert current_release(folder / "releases") == served
    assert (folder / "releases/current/index.html").exists()
    assert "release-asks" in health(timezone.now()).problems
    assert worker.release(accepts_loss=True).status == "released"
    assert worker.release().status == "unchanged"
    assert "release-asks" not in health(timezone.now()).problems


def test_the_command_asks_and_takes_the_answer(
    province: Province, pages: list[Any], capsys: Any
) -> None:
    province.office.unpublish()
    with pytest.raises(SystemExit):
        call_command("release")
    assert "--accept-loss" in capsys.readouterr().out
    call_command("release", "--accept-loss")
    assert "Đã phát hành" in capsys.readouterr().out


def test_publishing_again_answers_too(province: Province, pages: list[Any]) -> None:
    province.office.unpublish()
    assert release_now().status == "asking"
    province.office.save_revision().publish()
    assert release_now().status == "unchanged"


def test_the_officer_reads_the_titles_and_says_yes(
    editor: Any, province: Province, pages: list[Any]
) -> None:
    province.office.unpublish()
    loss = release_now().loss
    assert loss is not None
    for address in (reverse("releases:index"), reverse("wagtailadmin_home")):
        screen = editor.get(address).content.decode()
        assert f"{len(loss.keys)} trong {loss.of} trang sẽ không còn" in screen
        assert loss.titles[0] in screen
        assert "Vẫn phát hành" in screen
    editor.post(reverse("releases:accept_loss"), {"asked": loss.token})
    assert release_now().status in {"released", "unchanged"}  # a worker at once may have done it
    assert "bấm “Vẫn phát hành”" in editor.get(reverse("releases:index")).content.decode()


def test_yes_to_an_older_question_is_no_answer(
    editor: Any, province: Province, pages: list[Any]
) -> None:
    province.office.unpublish()
    loss = release_now().loss
    assert loss is not None
    said = editor.post(reverse("releases:accept_loss"), {"asked": "khác"}, follow=True)
    assert "Hãy xem lại" in said.content.decode()
    assert release_now().status == "asking"


@pytest.mark.parametrize("is_administrator", [False, True])
def test_who_may_not_roll_back_may_not_answer(
    client: Any, django_user_model: Any, pages: list[Any], is_administrator: bool
) -> None:
    user = django_user_model.objects.create_user("ai-do", password="x" * 20)
    user.is_superuser = is_administrator
    user.save()
    client.force_login(user)
    answer = client.post(reverse("releases:accept_loss"), {"asked": "khác"})
    assert (answer.headers["Location"] == reverse("releases:index")) == is_administrator


def test_what_became_private_leaves_at_once_while_a_loss_waits(
    province: Province, pages: list[Any], folder: Path
) -> None:
    secret = a_guide_page(province.home, title="Bản kín", agency=province.agency)
    worker = Worker(folder)
    assert worker.release().status == "released"
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    province.office.unpublish()
    assert worker.release().status == "asking"
    root = folder / "releases/current"
    texts = [path.read_text("utf-8") for path in root.rglob("*.html")]
    assert not any("Bản kín" in text for text in texts)
    assert any(TITLES[0] in text for text in texts)


def test_pages_that_became_private_are_no_loss(province: Province, pages: list[Any]) -> None:
    PageViewRestriction.objects.create(page=province.office, restriction_type="login")
    assert release_now().status == "released"
