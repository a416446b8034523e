"""Callouts in the editor's form: what cannot be drawn is refused at the field, in Vietnamese."""

from typing import Any

import pytest
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.segments.extract import extract_segments

from guides.models import GuidePage
from media.blocks import PictureBlock
from sitegen.pipeline import collect_documents
from tests.factories import (
    Province,
    a_group,
    a_guide_page,
    a_picture,
    a_step,
    an_announcement_page,
    items,
    png,
    stream,
)
from tests.site.editing import Outcome, add_page

pytestmark = pytest.mark.filterwarnings(  # of every rendition that Wagtail makes
    "ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning"
)
BOX = {"id": "a", "shape": "box", "x": 10.0, "y": 10.0, "w": 20.0, "h": 10.0, "label": "Bấm"}
MARKER = {"id": "b", "shape": "marker", "x": 50.0, "y": 50.0, "w": 0.0, "h": 0.0, "label": "Gõ"}


def _picture(picture: Any, *callouts: Any, **more: Any) -> dict[str, Any]:
    whole = {"picture": picture.pk, "alt": "", "callouts": items(*callouts)}
    return {**whole, "focus": {}, "drawn_for": "", **more}


def _groups(*pictures: Any) -> Any:
    step = a_step("Bấm nút.", pictures=items(*pictures))
    return stream(("group", a_group(step)))


def _publish(client: Any, place: Province, *pictures: Any, is_draft: bool = False) -> Outcome:
    fields = {"title": "Nộp hồ sơ", "groups": _groups(*pictures)}
    return add_page(client, place.office, GuidePage, is_draft=is_draft, **fields)


def test_callouts_come_back_as_they_were_sent(editor: Any, province: Province) -> None:
    outcome = _publish(editor, province, _picture(a_picture(), BOX, MARKER))
    assert outcome.errors == {}
    (group,) = GuidePage.objects.get().groups.get_prep_value()
    (shown,) = group["value"]["steps"][0]["value"]["pictures"]
    stored = [one["value"] for one in shown["value"]["callouts"]]
    assert stored == [BOX, MARKER]


REFUSED: dict[str, tuple[list[dict[str, Any]], str]] = {
    "outside": ([{**MARKER, "x": 101}], "nằm ngoài ảnh"),
    "reaching out": ([{**BOX, "w": 95}], "vượt ra ngoài ảnh"),
    "of no width": ([{**BOX, "w": 0}], "Chiều rộng"),
    "arrow out of the picture": ([{**BOX, "shape": "arrow", "h": -40}], "Đầu mũi tên"),
    "no number": ([{**BOX, "x": "giữa"}], "Hãy ghi một số"),
    "two of one id": ([BOX, {**MARKER, "id": "a"}], "cùng mã"),
    "2,000 letters": ([{**BOX, "label": "ă" * 2000}], "nhiều nhất 160"),
    "markup": ([{**BOX, "label": "<b onclick=x>Bấm</b>"}], "không có mã"),
    "script": ([{**BOX, "label": "<script>alert(1)</script>"}], "không có mã"),
    "too many": ([{**MARKER, "id": str(n)} for n in range(31)], "Nhiều nhất 30"),
}


@pytest.mark.parametrize(("callouts", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_drawn_is_refused_at_the_field(
    editor: Any, province: Province, callouts: Any, said: str
) -> None:
    outcome = _publish(editor, province, _picture(a_picture(), *callouts))
    assert said in outcome.errors["groups"]
    assert not GuidePage.objects.exists()


def test_focus_outside_the_picture_is_refused(editor: Any, province: Province) -> None:
    focus = {"x": 80, "y": 0, "w": 40, "h": 40}
    outcome = _publish(editor, province, _picture(a_picture(), focus=focus))
    assert "vượt ra ngoài ảnh" in outcome.errors["groups"]


def test_callouts_of_a_picture_of_another_shape_wait_for_a_look(
    editor: Any, province: Province
) -> None:
    shown = _picture(a_picture(), BOX, drawn_for="30x40")
    assert "Kiểm tra lại chú dẫn" in _publish(editor, province, shown).errors["groups"]
    assert _publish(editor, province, shown, is_draft=True).is_saved


def _collected_guide() -> tuple[Any, set[str]]:
    collected = collect_documents()
    (guide,) = [one for one in collected.documents if one.kind == "guide"]
    return guide, {one.code for one in collected.findings}


def test_numbers_begin_anew_in_each_picture_of_a_guide(province: Province) -> None:
    picture = a_picture()
    unsaid = {**MARKER, "id": "c", "label": ""}
    first, second = _picture(picture, BOX, unsaid), _picture(picture, MARKER, BOX)
    a_guide_page(province.office, groups=_groups(first, second))
    guide, _ = _collected_guide()
    shown = guide.groups[0].steps[0].pictures
    assert [[one.number for one in each.callouts] for each in shown] == [[1, 0], [1, 2]]


def test_numbers_begin_anew_in_each_figure_of_a_page(province: Province) -> None:
    picture = a_picture()
    figure = {**_picture(picture, BOX, MARKER), "caption": "Màn hình"}
    body = stream(("figure", figure), ("figure", figure))
    an_announcement_page(province.office, body=body)
    (page,) = [one for one in collect_documents().documents if one.kind == "announcement"]
    figures = [node for node in page.body if node.kind == "figure"]
    assert [[one.number for one in each.picture.callouts] for each in figures] == [[1, 2], [1, 2]]


def test_replaced_picture_of_another_shape_is_shown_without_callouts(province: Province) -> None:
    picture = a_picture(content=png(size=(40, 30)))
    a_guide_page(province.office, groups=_groups(_picture(picture, BOX, drawn_for="40x30")))
    guide, codes = _collected_guide()
    assert len(guide.groups[0].steps[0].pictures[0].callouts) == 1
    assert "callouts-for-another-picture" not in codes
    taller = a_picture("Cao", content=png(size=(30, 40)))
    page = GuidePage.objects.get()
    page.groups = _groups(_picture(taller, BOX, drawn_for="40x30"))
    page.save_revision().publish()
    guide, codes = _collected_guide()
    assert guide.groups[0].steps[0].pictures[0].callouts == ()
    assert "callouts-for-another-picture" in codes


def test_labels_are_translated_and_geometry_is_not(province: Province) -> None:
    page = a_guide_page(province.office, groups=_groups(_picture(a_picture(), BOX)))
    texts = {str(one.string.data) for one in extract_segments(page) if hasattr(one, "string")}
    assert "Bấm" in texts
    assert not texts & {"a", "box", "40x30", "10.0"}


def test_one_screenshot_serves_a_translation(province: Province) -> None:
    page = a_guide_page(province.office, groups=_groups(_picture(a_picture(), BOX)))
    english, _ = Locale.objects.get_or_create(language_code="en")
    source, _ = TranslationSource.update_or_create_from_instance(page)
    for above in page.get_ancestors().filter(depth__gt=1):
        above.copy_for_translation(english)
    translation = Translation.objects.create(source=source, target_locale=english)
    for segment in source.stringsegment_set.filter(string__data="Bấm"):
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=english,
            context=segment.context,
            data="Press",
        )
    translation.save_target(publish=False)
    made = page.get_translation(english).get_latest_revision_as_object()
    (step,) = made.groups.get_prep_value()[0]["value"]["steps"]
    (shown,) = step["value"]["pictures"]
    (callout,) = [one["value"] for one in shown["value"]["callouts"]]
    assert callout == {**BOX, "label": "Press"}


def test_block_of_before_callouts_is_read_as_one_without_any() -> None:
    value = PictureBlock().to_python({"picture": None, "alt": "Trang chủ"})
    assert (value["alt"], len(value["callouts"]), value["drawn_for"]) == ("Trang chủ", 0, None)
