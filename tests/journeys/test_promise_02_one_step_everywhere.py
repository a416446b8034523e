"""Promise 2: a step is changed once: every guide in every language shows it, paper is listed."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail_localize.models import Translation

from cms.models import PrintEdition, User
from cms.usage.editions import overtaken
from cms.usage.impact import impact_of
from guides.models import GuidePage, StepSet
from sitegen.documents.collection import Collection
from sitegen.documents.kinds import Guide
from sitegen.pipeline import collect_documents

pytestmark = [pytest.mark.django_db, pytest.mark.journey]

OFFICES = (
    "ban-dan-toc/nop-ho-so-truc-tuyen-den-ban-dan-toc/",
    "so-noi-vu/nop-ho-so-truc-tuyen-den-so-noi-vu/",
    "huyen-ngan-son/nop-ho-so-truc-tuyen-o-huyen-ngan-son/",
)
ENGLISH = f"en/{OFFICES[0]}"
SHARED = "Nộp hồ sơ trên cổng của tỉnh"
NEW = "Đăng nhập bằng tài khoản định danh điện tử VNeID."
THIRD, SECOND = 2, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What is public before and after the officer's one edit, and the officer."""

    before: Collection
    after: Collection
    editor: Client

    def said(self, when: Collection, path: str) -> list[str]:
        """Return the titles of the steps on the provincial portal."""
        guide = next(one for one in when.documents if one.head.path == path)
        assert isinstance(guide, Guide)
        return [_words(step.title) for step in guide.groups[0].steps]


@pytest.fixture(scope="module")
def story(demo_rows: None, django_db_blocker: Any) -> Story:
    """Change two steps of the demo's shared set, publish it."""
    with django_db_blocker.unblock():
        before = collect_documents()
        editor = Client()
        editor.force_login(User.objects.filter(is_superuser=True).first() or _officer())
        _commit(_edit)
        return Story(before=before, after=collect_documents(), editor=editor)


def _edit() -> None:
    shared = StepSet.objects.get(name=SHARED, locale__language_code="vi")
    steps = shared.steps.get_prep_value()
    steps[THIRD]["value"]["title"] = f"<p>{NEW}</p>"
    steps[SECOND]["value"]["body"] = "<p>Cần số điện thoại chính chủ.</p>"
    shared.steps = steps
    shared.full_clean()
    shared.save_revision().publish()


def _commit(work: Any) -> None:
    """Do ``work`` and what waits for its commit: translations are published by it."""
    work()
    waiting, connection.run_on_commit = connection.run_on_commit, []
    for entry in waiting:
        entry[1]()


def _officer() -> User:
    return User.objects.create_superuser("chi-huy", "chi-huy@example.vn")


def _words(inline: Any) -> str:
    return "".join(getattr(part, "value", "") for part in inline)


@pytest.mark.parametrize("path", OFFICES)
def test_one_edit_changes_the_guides_of_three_offices(story: Story, path: str) -> None:
    assert NEW not in story.said(story.before, path)
    assert story.said(story.after, path)[THIRD] == NEW


def test_nothing_else_of_the_guides_has_changed(story: Story) -> None:
    for path in OFFICES:
        old, new = story.said(story.before, path), story.said(story.after, path)
        assert [at for at, words in enumerate(old) if words != new[at]] == [THIRD]


def test_english_guide_shows_the_new_sentence_marked_as_vietnamese(story: Story) -> None:
    before, after = (
        next(one for one in when.documents if one.head.path == ENGLISH)
        for when in (story.before, story.after)
    )
    assert NEW not in before.head.untranslated
    assert NEW in after.head.untranslated
    assert story.said(story.after, ENGLISH)[THIRD] == NEW
    assert story.said(story.after, ENGLISH)[0] == story.said(story.before, ENGLISH)[0]


@pytest.mark.filterwarnings("ignore::django.core.paginator.UnorderedObjectListWarning")
def test_officer_finds_the_stale_translation_in_the_report(story: Story) -> None:
    shared = StepSet.objects.get(name=SHARED, locale__language_code="vi")
    found = Translation.objects.get(source__object_id=shared.translation_key)
    total, translated = found.get_progress()
    assert translated < total
    report = story.editor.get(reverse("wagtail_localize:translations_report"))
    assert shared.name in report.content.decode()


def test_leaflet_in_print_is_listed_as_overtaken(story: Story) -> None:
    edition = PrintEdition.objects.get(status=PrintEdition.Status.CIRCULATING)
    assert edition.overtaken_on
    words = [(one.title, one.old, one.new) for one in overtaken(edition)]
    assert any(NEW in new and title == SHARED for title, _, new in words)
    shared = StepSet.objects.get(name=SHARED, locale__language_code="vi")
    effect = impact_of(("guides.stepset", shared.pk))
    assert [one.name for one in effect.editions] == [edition.name]


def test_own_version_of_the_district_stays_and_becomes_a_question(story: Story) -> None:
    ours = "Bấm Đăng ký và khai thông tin cổng yêu cầu."
    assert story.said(story.after, OFFICES[2])[SECOND] == ours
    page = GuidePage.objects.get(slug="nop-ho-so-truc-tuyen-o-huyen-ngan-son")
    asked = {found.page for found in story.after.findings if found.code == "step-changed"}
    assert asked == {page.title, "Gửi hồ sơ trực tuyến trong bốn bước"}  # it leaves steps out
    assert page.title in story.editor.get(reverse("differences:index")).content.decode()
