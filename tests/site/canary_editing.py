"""Canaries of the editor: drafts, former words, refusals, people, and the machine itself."""

from typing import Any

from django.conf import settings
from wagtail.models import (
    Comment,
    GroupApprovalTask,
    Workflow,
    WorkflowTask,
)

from tests.factories import (
    a_group,
    a_guide_page,
    a_picture,
    a_step,
    a_step_set,
    an_announcement_page,
    an_attachment,
    an_officer,
    an_outreach_page,
    items,
    stream,
)
from tests.site.canary import SIGHTS, Canaries

__all__ = ["former_words", "only_on_drafts", "words_of_people", "words_of_the_machine"]


def words_of_people(canaries: Canaries) -> None:
    """Name people, and let one of them comment."""
    officer = an_officer(canaries.named("user name"))
    officer.first_name = canaries.named("first name")
    officer.email = f"{canaries.named('address of a user')}@example.vn"
    officer.save()
    page = _live_page_with_a_draft(canaries, officer)
    Comment.objects.create(
        page=page, user=officer, text=canaries.named("comment"), contentpath="title"
    )


def only_on_drafts(canaries: Canaries) -> None:
    """Put a picture and an attachment on drafts: public as they are, nobody is led to them."""
    name, words = canaries.named("attachment on a draft"), canaries.named("words of that file")
    attachment = an_attachment(f"Tệp {name}", f"%PDF {words}".encode())
    picture = a_picture(canaries.named("title of a picture on a draft"))
    body = stream(
        ("figure", {"picture": picture.pk, "alt": canaries.named("alt on a draft"), "caption": ""}),
        (
            "downloads",
            {"title": canaries.named("downloads on a draft"), "files": items(attachment.pk)},
        ),
    )
    office = canaries.province.office
    an_announcement_page(office, title="Thông báo nháp", body=body, is_live=False)
    page = an_announcement_page(office, title="Thông báo đang sửa")
    page.body = body
    page.save_revision()


def former_words(canaries: Canaries) -> None:
    """Publish words and replace them; what stood there before stays in old revisions only."""
    word = canaries.named("former text of a live page")
    page = an_outreach_page(
        canaries.province.office, title=f"Bài {word}", slug=f"bai-{word.lower()}", opening=word
    )
    page.title, page.slug, page.opening = "Bài đã viết lại", "bai-da-viet-lai", "Lời mới."
    page.save_revision().publish()
    fact = canaries.province.contact
    fact.note = canaries.named("former text of a fact")
    fact.save_revision().publish()
    fact.note = ""
    fact.save_revision().publish()
    _rejected(canaries, page)


def _rejected(canaries: Canaries, page: Any) -> None:
    """Send a change of ``page`` to the workflow and let it be rejected with a reason."""
    task = GroupApprovalTask.objects.create(name=canaries.named("workflow task"))
    workflow = Workflow.objects.create(name=canaries.named("workflow"))
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    officer = an_officer("nguoi-duyet")
    page.title = page.opening = canaries.named("rejected change")
    page.save_revision(user=officer)
    state = workflow.start(page, officer)
    state.current_task_state.reject(user=officer, comment=canaries.named("reason of a rejection"))
    page.refresh_from_db()


def words_of_the_machine(canaries: Canaries) -> None:
    """Add what only the server and the registries know of themselves."""
    canaries.words["secret key"] = settings.SECRET_KEY
    canaries.words["folder of this machine"] = str(settings.LOA_VAR)
    step_set = a_step_set(a_step("Bấm nút."), name=canaries.named("name of a step set"))
    a_guide_page(
        canaries.province.office,
        title="Dùng bộ bước",
        groups=stream(("group", a_group(step_set=step_set.pk, steps=[]))),
    )


def _live_page_with_a_draft(canaries: Canaries, officer: Any) -> Any:
    page = an_outreach_page(
        canaries.province.office, title=f"Bài {SIGHTS[0]}", owner=officer, source="VP HĐND-UBND"
    )
    word = canaries.named("unpublished change of a live page")
    page.title, page.opening, page.slug = word, word, f"doi-{word}"
    page.save_revision(user=officer)
    page.refresh_from_db()
    return page
