"""Step sets: what is refused at the field, versions, dates, labels of portals, translations."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Locale

from guides.models import StepSet
from sitegen.documents.inline import ButtonName
from tests.factories import (
    Province,
    a_group,
    a_guide_page,
    a_step,
    a_step_set,
    items,
    publish,
    stream,
)
from tests.site.collected import codes, document_of
from tests.site.editing import add_fact, edit_fact

Raw = dict[str, Any]


def _guide(place: Province, shared: StepSet, **changes: Any) -> Any:
    group = a_group(step_set=shared.pk, steps=[], **changes)
    return a_guide_page(place.office, groups=stream(("group", group)))


def _words(step: Any) -> str:
    return "".join(part.value for part in step.title)


def _declared(name: str, source: str = "") -> Raw:
    return {"name": name, "meaning": "Nghĩa", "source": source}


# What is refused, at the field


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (a_step("Chọn {{huyen}}."), "{{huyen}}"),
        (a_step(body="<p>Ở {{ huyen }}.</p>"), "{{huyen}}"),
        (a_step(fields=items({"label": "Ô", "value": "{{huyen}}"})), "{{huyen}}"),
        (a_step(prepare=items("Giấy của {{huyen}}")), "{{huyen}}"),
        (a_step("Chọn {{co_quan."), "{{"),
        (a_step("Chọn co_quan}}."), "}}"),
        (a_step("Chọn {{}}."), "{{}}"),
        (a_step("Bấm {{nhan.khong_co}}."), "{{nhan.khong_co}}"),
    ],
)
def test_token_that_nothing_fills_is_refused_by_step_and_name(
    editor: Any, province: Province, step: Raw, said: str
) -> None:
    steps = stream(("step", a_step("Mở {{cong_tinh}}.")), ("step", step))
    outcome = add_fact(editor, StepSet, name="Bộ", portal=province.portal, steps=steps)
    assert "Bước 2" in outcome.errors["steps"]
    assert said in outcome.errors["steps"]
    assert not StepSet.objects.exists()


def test_declared_parameter_is_taken_and_filled_from_the_registry(
    editor: Any, province: Province
) -> None:
    steps = stream(("step", a_step("Chọn {{muc}} ở {{noi}}.")))
    declared = stream(
        ("parameter", _declared("muc", "agency_short")), ("parameter", _declared("noi"))
    )
    outcome = add_fact(editor, StepSet, name="Bộ", steps=steps, parameters=declared)
    assert outcome.errors == {}
    shared = StepSet.objects.get()
    own = items({"name": "noi", "value": "Bắc Kạn"})
    page = _guide(province, shared, parameters=own)
    assert _words(document_of(page).groups[0].steps[0]) == "Chọn Sở Nội vụ ở Bắc Kạn."
    assert codes() == []


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        ((_declared("co_quan"),), "có sẵn"),
        ((_declared("muc"), _declared("muc")), "hai lần"),
        ((_declared("Tên Mục"),), "không dấu"),
        ((_declared("muc") | {"meaning": "<b>x</b>"},), "<b>"),
    ],
)
def test_parameter_declared_badly_is_refused(
    editor: Any, province: Province, declared: tuple[Raw, ...], said: str
) -> None:
    rows = stream(*(("parameter", one) for one in declared))
    steps = stream(("step", a_step()))
    outcome = add_fact(editor, StepSet, name="Bộ", steps=steps, parameters=rows)
    assert said in outcome.errors["parameters"]


@pytest.mark.parametrize(
    ("label", "said"),
    [("x" * 2000, "160"), ("<b>Đăng ký</b>", "<b>"), ("Đăng <script>ký", "<script>"), ("", "")],
)
def test_label_of_a_box_that_is_too_long_or_has_markup_is_refused(
    editor: Any, province: Province, label: str, said: str
) -> None:
    field = {"label": label, "value": "toàn trình", "example": "", "condition": ""}
    steps = stream(("step", a_step(fields=items(field))))
    outcome = add_fact(editor, StepSet, name="Bộ", steps=steps)
    assert said in outcome.errors["steps"]


def test_angle_brackets_that_are_no_markup_are_words(editor: Any, province: Province) -> None:
    field = {"label": "Số < 5", "value": "<Dân tộc>", "example": "", "condition": ""}
    steps = stream(("step", a_step(fields=items(field))))
    assert add_fact(editor, StepSet, name="Bộ", steps=steps).errors == {}


def test_set_that_is_replaced_by_itself_is_refused_directly_and_in_a_chain(
    editor: Any, province: Province
) -> None:
    day = date(2025, 6, 30)
    first, second, third = (a_step_set(name=f"Bộ {number}") for number in range(3))
    for one, following in ((first, second), (second, third)):
        one.replaced_by, one.valid_until = following, day
        publish(one)
    for last, target in ((third, first), (third, third)):
        outcome = edit_fact(editor, last, replaced_by=target, valid_until=day)
        assert "chính bộ này" in outcome.errors["replaced_by"]


def test_replaced_set_needs_its_last_day_and_dates_run_forwards(province: Province) -> None:
    first, second = a_step_set(name="Cũ"), a_step_set(name="Mới")
    first.replaced_by = second
    with pytest.raises(ValidationError, match="đúng đến hết ngày nào"):
        first.full_clean()
    first.valid_from, first.valid_until = date(2025, 7, 1), date(2025, 6, 30)
    with pytest.raises(ValidationError, match="phải sau"):
        first.full_clean()


# Versions and dates


def test_version_grows_with_each_publication_and_not_with_a_draft(province: Province) -> None:
    shared = a_step_set()
    assert shared.version == 0
    assert [publish(shared).version for _ in range(3)] == [1, 2, 3]
    shared.name = "Bản nháp"
    shared.save_revision()
    shared.refresh_from_db()
    assert (shared.version, shared.name) == (3, "Nộp trên cổng của tỉnh")
    shared.get_latest_revision().publish()
    shared.refresh_from_db()
    assert (shared.version, shared.name) == (4, "Bản nháp")


@pytest.mark.parametrize(
    ("days", "expected"),
    [(-1, "expired_on"), (0, ""), (1, "")],
)
def test_steps_say_their_last_day_once_it_is_past(
    province: Province, days: int, expected: str
) -> None:
    today = timezone.localdate()
    shared = a_step_set(valid_until=today + timedelta(days=days))
    group = document_of(_guide(province, shared)).groups[0]
    assert (group.expired_on is not None) is bool(expected)
    assert [code for code, _ in codes()] == (["step-set-expired"] if expected else [])


def test_steps_that_begin_tomorrow_say_so(province: Province) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    shared = a_step_set(valid_from=tomorrow)
    assert document_of(_guide(province, shared)).groups[0].begins_on == tomorrow


def test_successor_is_used_only_when_the_officer_chose_it(province: Province) -> None:
    new = publish(a_step_set(a_step("Bấm mới."), name="Bộ mới"))
    old = a_step_set(
        a_step("Bấm cũ."), name="Bộ cũ", replaced_by=new, valid_until=date(2025, 6, 30)
    )
    page = _guide(province, old)
    assert _words(document_of(page).groups[0].steps[0]) == "Bấm cũ."
    assert {"step-replaced", "step-set-expired"} == {code for code, _ in codes()}


# Labels of portals


def test_one_label_of_a_portal_changes_every_guide(editor: Any, province: Province) -> None:
    label = {"name": "dang_ky", "text": "Đăng ký"}
    outcome = edit_fact(editor, province.portal, interface_labels=stream(("label", label)))
    assert outcome.errors == {}
    province.portal.refresh_from_db()
    shared = a_step_set(
        a_step("Bấm {{nhan.dang_ky}} rồi <code>{{nhan.dang_ky}}</code>."), portal=province.portal
    )
    page = _guide(province, shared)
    names = [
        part for part in document_of(page).groups[0].steps[0].title if part.kind == "button_name"
    ]
    assert names == [ButtonName(value="Đăng ký")] * 2
    label["text"] = "Mở <tài khoản>"
    edit_fact(editor, province.portal, interface_labels=stream(("label", label)))
    names = [
        part for part in document_of(page).groups[0].steps[0].title if part.kind == "button_name"
    ]
    assert names == [ButtonName(value="Mở <tài khoản>")] * 2


def test_label_that_was_taken_away_is_a_finding(province: Province) -> None:
    portal: Any = province.portal
    portal.interface_labels = stream(("label", {"name": "gui", "text": "Gửi"}))
    province.portal.save()
    shared = a_step_set(a_step("Bấm {{nhan.gui}}."), portal=province.portal)
    page = _guide(province, shared)
    portal.interface_labels = []
    province.portal.save()
    assert codes() == [("token-unknown", page.title)]


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ([{"name": "gui", "text": "x" * 2000}], "120"),
        ([{"name": "gui", "text": "<i>Gửi</i>"}], "<i>"),
        ([{"name": "gui", "text": "Gửi"}, {"name": "gui", "text": "Gửi đi"}], "đã dùng"),
        ([{"name": "Gửi", "text": "Gửi"}], "không dấu"),
    ],
)
def test_bad_label_of_a_portal_is_refused(
    editor: Any, province: Province, labels: list[Raw], said: str
) -> None:
    rows = stream(*(("label", label) for label in labels))
    outcome = edit_fact(editor, province.portal, interface_labels=rows)
    assert said in outcome.errors["interface_labels"]


# Steps


def test_new_fields_of_a_step_reach_the_document(province: Province) -> None:
    remark = {"tone": "warning", "title": "", "text": "<p>Đừng đóng trang.</p>"}
    step = a_step(
        "Điền tờ khai.",
        duration="5 phút",
        prepare=items("Căn cước"),
        remarks=items(remark),
    )
    other = a_step("Điền bản giấy.", logic="or")
    first = a_group(step, other, title="Làm", actor="Bộ phận một cửa")
    then = a_group(a_step(), title="Chờ", relation="then", continues=True)
    page = a_guide_page(province.office, groups=stream(("group", first), ("group", then)))
    one, two = document_of(page).groups
    assert (one.steps[0].duration, one.steps[0].prepare) == ("5 phút", ("Căn cước",))
    assert one.steps[0].body[0].tone == "warning"
    assert [(step.number, step.logic) for step in one.steps] == [(1, "number"), (1, "or")]
    assert (one.actor, two.relation, two.steps[0].number) == ("Bộ phận một cửa", "then", 2)


def test_two_hundred_steps_and_a_label_of_two_thousand_letters_make_a_page(
    province: Province,
) -> None:
    field = {"label": "x" * 2000, "value": "<b>", "example": "", "condition": ""}
    steps = [a_step(f"Bấm {number}.", fields=items(field)) for number in range(200)]
    page = _guide(province, a_step_set(*steps))
    document = document_of(page)
    assert document.groups[0].steps[-1].number == 200
    assert codes() == []


# Translations


def test_new_sentence_of_a_set_stands_marked_in_its_translation(
    province: Province, committed: Any
) -> None:
    from wagtail_localize.models import Translation  # noqa: PLC0415
    from wagtail_localize.operations import translate_object  # noqa: PLC0415

    english = Locale.objects.get(language_code="en")
    shared = publish(a_step_set(a_step("Mở cổng."), a_step("Chờ.")))
    with committed():
        translate_object(shared, [english])
        Translation.objects.get(source__object_id=shared.translation_key).save_target()
    steps = shared.steps.get_prep_value()
    steps[1]["value"]["title"] = "<p>Bấm <code>Gửi</code>.</p>"
    shared.steps = steps
    with committed():
        publish(shared)
    said = shared.get_translation(english).steps.get_prep_value()
    assert [step["id"] for step in said] == [step["id"] for step in steps]
    assert said[1]["value"]["title"] == "<p>Bấm <code>Gửi</code>.</p>"
