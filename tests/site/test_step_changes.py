"""Khác bản chung: an office's own version survives every new version of the set, as a question."""

from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.operations import translate_object

from guides.models import GuidePage, StepSet
from guides.side_by_side import differences_of, open_questions
from tests.factories import (
    Province,
    a_group,
    a_guide_page,
    a_picture,
    a_step,
    a_step_set,
    items,
    publish,
    stream,
)
from tests.site.collected import codes, document_of
from tests.site.editing import edit_page

Raw = dict[str, Any]


@pytest.fixture
def shared(province: Province) -> StepSet:
    """Three steps, published once."""
    steps = (a_step("Mở cổng."), a_step("Đăng ký."), a_step("Gửi đi."))
    row: StepSet = publish(a_step_set(*steps))
    return row


def _own(step: int, title: str = "Bấm nút riêng.", kind: str = "replace") -> tuple[str, Raw]:
    return kind, {"step": step, **({"reason": ""} if kind == "leave_out" else a_step(title))}


def _guide(place: Province, shared: StepSet, *changes: tuple[str, Raw], **group: Any) -> GuidePage:
    value = a_group(step_set=shared.pk, steps=[], changes=stream(*changes), **group)
    page: GuidePage = a_guide_page(place.office, groups=stream(("group", value)))
    return page


def _rewritten(shared: StepSet, **titles: str) -> None:
    """Publish the set with other titles by number ("s2"); "" takes the step out."""
    kept = []
    for number, block in enumerate(shared.steps.get_prep_value(), 1):
        title = titles.get(f"s{number}")
        if title != "":
            value = {**block["value"], **({"title": f"<p>{title}</p>"} if title else {})}
            kept.append({**block, "value": value})
    shared.steps = kept
    publish(shared)


def _titles(page: Any) -> list[str]:
    group = document_of(page).groups[0]
    return ["".join(part.value for part in step.title) for step in group.steps]


def _answer(editor: Any, page: GuidePage, said: str, at: int = 0) -> Any:
    page.refresh_from_db()
    question = open_questions(page)[at]
    address = reverse("differences:guide", args=[page.pk])
    data = {"group": question.group, "block": question.block, "answer": said}
    response = editor.post(address, data)
    assert response.status_code == 302
    page.refresh_from_db()
    return response


def _reasons(page: GuidePage) -> list[str]:
    page.refresh_from_db()
    return [question.reason for question in open_questions(page)]


def test_office_may_rewrite_leave_out_and_add_steps(province: Province, shared: StepSet) -> None:
    page = _guide(
        province,
        shared,
        _own(2),
        _own(3, kind="leave_out"),
        _own(1, "Chuẩn bị giấy tờ.", "add_before"),
        _own(3, "Chờ tin.", "add_after"),
    )
    assert _titles(page) == ["Chuẩn bị giấy tờ.", "Mở cổng.", "Bấm nút riêng.", "Chờ tin."]
    assert codes() == []
    (group,) = differences_of(page)
    assert [one.change.kind for one in group.shown] == [
        *("replace", "leave_out", "add_before", "add_after")
    ]


def test_changed_shared_step_keeps_the_own_text_and_asks(
    editor: Any, province: Province, shared: StepSet
) -> None:
    page = _guide(province, shared, _own(2))
    _rewritten(shared, s2="Đăng nhập VNeID.")
    assert _titles(page) == ["Mở cổng.", "Bấm nút riêng.", "Gửi đi."]
    assert codes() == [("step-changed", page.title)]
    shown = editor.get(reverse("differences:guide", args=[page.pk])).content.decode()
    assert "Đăng nhập VNeID." in shown
    assert "Giữ bản riêng hay lấy bản chung?" in shown
    assert "phiên bản 1" in shown
    assert 'Viết lại bước 2 <span class="loa-quiet">“Đăng nhập VNeID.”</span>' in shown


def test_keeping_the_own_text_settles_the_question_for_this_version(
    editor: Any, province: Province, shared: StepSet
) -> None:
    page = _guide(province, shared, _own(2))
    _rewritten(shared, s2="Đăng nhập VNeID.")
    _answer(editor, page, "keep")
    assert (_titles(page)[1], codes()) == ("Bấm nút riêng.", [])
    _rewritten(shared, s2="Quét mã QR.")
    assert _reasons(page) == ["changed"]


def test_taking_the_shared_text_drops_the_own(
    editor: Any, province: Province, shared: StepSet
) -> None:
    page = _guide(province, shared, _own(2), _own(3, "Gửi riêng."))
    _rewritten(shared, s2="Đăng nhập VNeID.")
    _answer(editor, page, "take")
    assert _titles(page) == ["Mở cổng.", "Đăng nhập VNeID.", "Gửi riêng."]
    assert codes() == []


def test_two_versions_in_a_row_ask_once_and_going_back_asks_nothing(
    province: Province, shared: StepSet
) -> None:
    page = _guide(province, shared, _own(2))
    _rewritten(shared, s2="Bản hai.")
    _rewritten(shared, s2="Bản ba.")
    assert _reasons(page) == ["changed"]
    _rewritten(shared, s2="Đăng ký.")
    assert _reasons(page) == []


def test_removed_step_leaves_the_own_text_where_it_was(
    editor: Any, province: Province, shared: StepSet
) -> None:
    page = _guide(province, shared, _own(2), _own(2, "Thêm.", "add_after"))
    _rewritten(shared, s2="")
    assert _titles(page) == ["Mở cổng.", "Bấm nút riêng.", "Thêm.", "Gửi đi."]
    assert _reasons(page) == ["gone", "gone"]
    assert codes() == [("step-gone", page.title)] * 2
    _answer(editor, page, "keep")
    _answer(editor, page, "take")
    assert _titles(page) == ["Mở cổng.", "Bấm nút riêng.", "Gửi đi."]
    assert codes() == []


def test_step_that_comes_back_is_asked_about_again(
    editor: Any, province: Province, shared: StepSet
) -> None:
    before = shared.steps.get_prep_value()
    page = _guide(province, shared, _own(2))
    _rewritten(shared, s2="")
    _answer(editor, page, "keep")
    shared.steps = before
    publish(shared)
    assert _reasons(page) == ["changed"]
    assert _titles(page)[1] == "Bấm nút riêng."


def test_new_order_moves_the_own_text_and_asks_nothing(
    editor: Any, province: Province, shared: StepSet
) -> None:
    page = _guide(province, shared, _own(1))
    shared.steps = list(reversed(shared.steps.get_prep_value()))
    publish(shared)
    assert _titles(page) == ["Gửi đi.", "Đăng ký.", "Bấm nút riêng."]
    assert _reasons(page) == []


def test_draft_of_the_set_asks_nothing(province: Province, shared: StepSet) -> None:
    page = _guide(province, shared, _own(2))
    steps = shared.steps.get_prep_value()
    steps[1]["value"]["title"] = "<p>Chưa công bố.</p>"
    shared.steps = steps
    shared.save_revision()
    assert _reasons(page) == []


def test_own_picture_follows_its_step_and_is_asked_about_when_the_common_one_changes(
    editor: Any, province: Province
) -> None:
    common, newer, own = (a_picture(name) for name in ("Chung", "Chung mới", "Riêng"))
    steps = (a_step("Mở."), a_step("Gửi.", pictures=items({"picture": common.pk, "alt": ""})))
    shared = publish(a_step_set(*steps))
    page = _guide(province, shared, own_pictures=items({"step": 2, "picture": own.pk}))
    shared.steps = list(reversed(shared.steps.get_prep_value()))
    publish(shared)
    first = document_of(page).groups[0].steps[0]
    assert [picture.alt for picture in first.pictures] == ["Riêng"]
    assert _reasons(page) == []
    blocks = shared.steps.get_prep_value()
    blocks[0]["value"]["pictures"] = items({"picture": newer.pk, "alt": ""})
    shared.steps = blocks
    publish(shared)
    assert _reasons(page) == ["changed"]
    _answer(editor, page, "take")
    first = document_of(page).groups[0].steps[0]
    assert [picture.alt for picture in first.pictures] == ["Chung mới"]


def test_translated_guide_shows_the_translated_own_text_and_asks_only_in_the_source(
    province: Province, shared: StepSet, committed: Any
) -> None:
    english = Locale.objects.get(language_code="en")
    page = _guide(province, shared, _own(2))
    with committed():
        for row in (province.home, province.office, shared, page):
            translate_object(row, [english])
            found = Translation.objects.get(source__object_id=row.translation_key)
            first = found.source.stringsegment_set.order_by("order").first()
            StringTranslation.from_text(first.string, english, first.context, "Guide")
            found.save_target(publish=True)
    translated = page.get_translation(english)
    with committed():
        _rewritten(shared, s2="Đăng nhập VNeID.", s3="Gửi hồ sơ.")
    assert _titles(translated) == ["Mở cổng.", "Bấm nút riêng.", "Gửi hồ sơ."]
    assert "Gửi hồ sơ." in document_of(translated).head.untranslated
    assert [one for one in codes() if one[0] == "step-changed"] == [("step-changed", page.title)]
    assert open_questions(translated) == []


# The set has a successor


def test_successor_is_offered_and_taken_by_the_officer(
    editor: Any, province: Province, shared: StepSet
) -> None:
    page = _guide(province, shared)
    new = publish(a_step_set(a_step("Mở cổng mới."), name="Bộ mới"))
    shared.replaced_by, shared.valid_until = new, "2999-01-01"
    shared.full_clean()
    publish(shared)
    assert _titles(page)[0] == "Mở cổng."
    assert _reasons(page) == ["replaced"]
    _answer(editor, page, "keep")
    assert _reasons(page) == []
    blocks = page.groups.get_prep_value()
    blocks[0]["value"]["declined"] = ""
    page.groups = blocks
    publish(page)
    _answer(editor, page, "take")
    assert _titles(page) == ["Mở cổng mới."]
    assert codes() == []


# Answering


def test_answer_into_a_page_with_a_draft_stays_a_draft(
    editor: Any, province: Province, shared: StepSet
) -> None:
    page = _guide(province, shared, _own(2))
    _rewritten(shared, s2="Đăng nhập VNeID.")
    page.title = "Đang viết dở"
    page.save_revision()
    page.refresh_from_db()
    question = open_questions(page)[0]
    data = {"group": question.group, "block": question.block, "answer": "take"}
    editor.post(reverse("differences:guide", args=[page.pk]), data)
    assert _titles(page)[1] == "Bấm nút riêng."
    draft = GuidePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert draft.title == "Đang viết dở"
    assert draft.groups.get_prep_value()[0]["value"]["changes"] == []


@pytest.mark.parametrize(
    "data", [{}, {"answer": "keep"}, {"answer": "keep", "group": "x", "block": "y"}]
)
def test_answer_about_nothing_is_told_and_changes_nothing(
    editor: Any, province: Province, shared: StepSet, data: Raw
) -> None:
    page = _guide(province, shared, _own(2))
    response = editor.post(reverse("differences:guide", args=[page.pk]), data, follow=True)
    assert response.status_code == 200
    assert page.revisions.count() == 1


def test_only_who_may_edit_the_guide_sees_the_differences(
    client: Any, province: Province, shared: StepSet, django_user_model: Any
) -> None:
    page = _guide(province, shared, _own(2))
    address = reverse("differences:guide", args=[page.pk])
    assert client.get(address).status_code == 302
    client.force_login(django_user_model.objects.create_user("nguoi-la"))
    assert client.get(address).status_code in (302, 403)
    assert client.post(address, {"answer": "take"}).status_code in (302, 403)


def test_guides_that_wait_are_listed_and_the_editor_says_how_many(
    editor: Any, province: Province, shared: StepSet
) -> None:
    page = _guide(province, shared, _own(2))
    assert page.title not in editor.get(reverse("differences:index")).content.decode()
    _rewritten(shared, s2="Đăng nhập VNeID.")
    assert page.title in editor.get(reverse("differences:index")).content.decode()
    form = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "1 câu hỏi chờ bạn trả lời" in form


# Bad input


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ((_own(9),), "không có bước 9"),
        ((_own(2, ""),), ""),
        ((_own(2), _own(2, kind="leave_out")), "hai lần"),
        ((_own(2), _own(2, "Khác.")), "hai lần"),
    ],
)
def test_change_that_means_nothing_is_refused_at_the_field(
    editor: Any, province: Province, shared: StepSet, changes: Any, said: str
) -> None:
    page = _guide(province, shared)
    group = a_group(step_set=shared.pk, steps=[], changes=stream(*changes))
    outcome = edit_page(editor, page, groups=stream(("group", group)))
    assert said in outcome.errors["groups"]


@pytest.mark.parametrize(
    ("group", "said"),
    [
        ({"parameters": items({"name": "huyen", "value": "Ngân Sơn"})}, "huyen"),
        ({"step_set": None, "changes": stream(_own(1))}, "chưa chọn bộ bước"),
    ],
)
def test_values_and_changes_without_a_use_are_refused_at_the_field(
    editor: Any, province: Province, shared: StepSet, group: Raw, said: str
) -> None:
    page = _guide(province, shared)
    value = a_group(**{"step_set": shared.pk, **group})
    outcome = edit_page(editor, page, groups=stream(("group", value)))
    assert said in outcome.errors["groups"]


def test_change_of_a_step_that_never_was_is_a_finding_and_breaks_no_page(
    province: Province, shared: StepSet
) -> None:
    page = _guide(province, shared)
    blocks = page.groups.get_prep_value()
    blocks[0]["value"]["changes"] = stream(_own(9))
    GuidePage.objects.filter(pk=page.pk).update(groups=blocks)
    assert _titles(page) == ["Mở cổng.", "Đăng ký.", "Gửi đi.", "Bấm nút riêng."]
    assert codes() == [("step-never", page.title)]


def test_editor_keeps_what_a_change_was_made_from(
    editor: Any, province: Province, shared: StepSet
) -> None:
    page = _guide(province, shared, _own(2))
    before = page.groups.get_prep_value()[0]["value"]["changes"][0]["value"]["origin"]
    _rewritten(shared, s2="Đăng nhập VNeID.")
    latest = page.get_latest_revision_as_object()
    assert edit_page(editor, page, groups=latest.groups.get_prep_value()).errors == {}
    page.refresh_from_db()
    assert page.groups.get_prep_value()[0]["value"]["changes"][0]["value"]["origin"] == before
    assert _reasons(page) == ["changed"]
