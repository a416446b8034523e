"""Where used: every place is known at once, exactly, and with the same few queries."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, ReferenceIndex

from cms.models import Agency, ContactPoint, LegalDocument, Use
from cms.usage.impact import impact_of
from cms.usage.index import rebuild
from cms.usage.kinds import PAGE, PICTURE, STEP_SET, holders, kind_of
from cms.usage.where import facts_using, pages_using
from tests.factories import (
    Province,
    a_fact,
    a_group,
    a_guide_page,
    a_leaflet_page,
    a_picture,
    a_procedure,
    a_step,
    a_step_set,
    an_agency_home_page,
    an_announcement_page,
    publish,
    stream,
)


def used_by(row: Any) -> dict[str, str]:
    """Return the pages that use ``row``, with what its change does to them."""
    return {page.title: page.effect for page in pages_using((kind_of(row), row.pk))}


def written(text: str) -> Any:
    return stream(("paragraph", f"<p>{text}</p>"))


def index() -> set[tuple[Any, ...]]:
    names = [field.name for field in Use._meta.fields if field.name != "id"]
    return set(Use.objects.values_list(*names))


@contextmanager
def kept_up() -> Iterator[None]:
    """Check that what was kept up by signals is what reading everything anew gives."""
    yield
    kept = index()
    rebuild()
    assert kept == index()


def chip(row: Any, field: str) -> str:
    return f'<a linktype="fact" kind="{row._meta.model_name}" id="{row.pk}" field="{field}">x</a>'


def test_chooser_a_chip_and_a_name_written_by_hand_are_told_apart(province: Province) -> None:
    with kept_up():
        an_announcement_page(
            province.office, title="Gọi tên", body=written(f"Vào {chip(province.portal, 'name')}.")
        )
        an_announcement_page(
            province.office, title="Viết tay", body=written("Vào DichVuCong.BacKan.gov.vn nhé.")
        )
        group = a_group(portal=province.portal.pk)
        a_guide_page(province.office, title="Chọn", groups=stream(("group", group)))
        an_announcement_page(province.office, title="Không nhắc tới")
    assert used_by(province.portal) == {
        "Gọi tên": "rebuilt",
        "Viết tay": "by-hand",
        "Chọn": "rebuilt",
    }


@pytest.mark.parametrize(
    ("words", "is_named"),
    [
        ("Nộp trên cổng dịch vụ công  TỈNH BẮC KẠN.", True),
        ("https://dichvucong.backan.gov.vn/nop", True),
        ("Cổng Dịch vụ công tỉnh Bắc Kạnx", False),
        ("thu.dichvucong.backan.gov.vn", False),
        ("mail@dichvucong.backan.gov.vn", False),
        ("Cổng Dịch vụ công tỉnh Đắk Lắk", False),
    ],
)
def test_name_written_by_hand_is_known_by_its_whole_words(
    province: Province, words: str, is_named: bool
) -> None:
    an_announcement_page(province.office, title="Bài", body=written(words))
    assert ("Bài" in used_by(province.portal)) is is_named


def test_words_of_a_step_set_reach_the_office_of_each_guide(province: Province) -> None:
    with kept_up():
        shared = a_step_set(a_step("Mở {{cong_tinh}}."))
        other = a_step_set(a_step("Bấm nút."), name="Không nhắc cổng")
        for title, steps in (("Có cổng", shared), ("Không có cổng", other)):
            group = a_group(step_set=steps.pk, steps=[])
            a_guide_page(province.office, title=title, groups=stream(("group", group)))
    assert used_by(province.portal) == {"Có cổng": "rebuilt"}
    assert set(used_by(shared)) == {"Có cổng"}
    assert {"Có cổng", "Không có cổng"} <= set(used_by(province.agency))


def test_group_with_a_value_of_its_own_does_not_use_that_of_the_office(province: Province) -> None:
    with kept_up():
        shared = a_step_set(a_step("Mở {{cong_tinh}}."))
        own = [{"type": "item", "value": {"name": "cong_tinh", "value": "Cổng riêng"}}]
        group = a_group(step_set=shared.pk, steps=[], parameters=own)
        a_guide_page(province.office, title="Giá trị riêng", groups=stream(("group", group)))
    assert used_by(province.portal) == {}


def test_changed_step_set_reaches_new_facts_of_guides_that_nobody_touched(
    province: Province,
) -> None:
    with kept_up():
        shared = a_step_set(a_step("Bấm nút."))
        group = a_group(step_set=shared.pk, steps=[])
        a_guide_page(province.office, title="Hướng dẫn", groups=stream(("group", group)))
        assert used_by(province.portal) == {}
        shared.steps = type(shared).steps.field.to_python(
            stream(("step", a_step("Mở {{dia_chi_cong_tinh}}.")))
        )
        publish(shared)
    assert used_by(province.portal) == {"Hướng dẫn": "rebuilt"}


def test_office_above_is_used_and_follows_a_move(province: Province) -> None:
    with kept_up():
        other = a_fact(
            Agency,
            name="Ban Dân tộc tỉnh Bắc Kạn",
            short_name="Ban Dân tộc",
            document_name="Ban Dân tộc",
            level=Agency.Level.DEPARTMENT,
            province="tỉnh Bắc Kạn",
        )
        home = an_agency_home_page(province.home, agency=other, title="Trang ban")
        page = an_announcement_page(province.office, title="Thông báo")
        assert "Thông báo" in used_by(province.agency)
        page.move(home, pos="last-child")
    assert "Thông báo" not in used_by(province.agency)
    assert "Thông báo" in used_by(other)


def test_draft_is_listed_as_a_draft_and_leaves_with_it(province: Province) -> None:
    with kept_up():
        page = an_announcement_page(province.office, title="Đang hiện")
        page.body = type(page).body.field.to_python(written("Cổng Dịch vụ công tỉnh Bắc Kạn"))
        page.save_revision()
        an_announcement_page(
            province.office,
            title="Bản nháp",
            body=written("dichvucong.backan.gov.vn"),
            is_live=False,
        )
    rows = {row.title: row for row in pages_using(("cms.portal", province.portal.pk))}
    assert rows["Bản nháp"].effect == "draft"
    assert [place.in_live for place in rows["Đang hiện"].places] == [False]
    page.body = type(page).body.field.to_python(written("Không còn gì"))
    page.save_revision()
    assert "Đang hiện" not in used_by(province.portal)


def test_unpublished_page_is_a_draft_and_deleted_one_is_gone(province: Province) -> None:
    with kept_up():
        words = written("dichvucong.backan.gov.vn")
        hidden = an_announcement_page(province.office, title="Gỡ", body=words)
        gone = an_announcement_page(province.office, title="Xoá", body=words)
        hidden.unpublish()
        gone.delete()
    assert used_by(province.portal) == {"Gỡ": "draft"}


def test_renamed_portal_is_looked_for_again_in_texts_that_nobody_touched(
    province: Province,
) -> None:
    with kept_up():
        an_announcement_page(province.office, title="Tên mới", body=written("Cổng Thái Nguyên"))
        an_announcement_page(province.office, title="Tên cũ", body=written("Cổng tỉnh"))
        assert used_by(province.portal) == {"Tên cũ": "by-hand"}
        province.portal.short_name = "Cổng Thái Nguyên"
        publish(province.portal)
    assert used_by(province.portal) == {"Tên mới": "by-hand"}


def test_longest_name_counts_where_one_holds_another(province: Province) -> None:
    with kept_up():
        decree = a_fact(
            LegalDocument, type_name="Nghị định", number="42/2022/NĐ-CP", name="về a", issuer="CP"
        )
        longer = a_fact(
            LegalDocument, type_name="Nghị định", number="142/2022/NĐ-CP", name="b", issuer="CP"
        )
        an_announcement_page(province.office, title="Bài", body=written("theo 142/2022/NĐ-CP"))
    assert used_by(decree) == {}
    assert used_by(longer) == {"Bài": "by-hand"}


def test_embedded_guide_and_leaflet_carry_a_change_on(province: Province) -> None:
    with kept_up():
        shared = a_step_set(a_step("Mở {{cong_tinh}}."))
        group = a_group(step_set=shared.pk, steps=[])
        guide = a_guide_page(province.office, title="Hướng dẫn", groups=stream(("group", group)))
        an_announcement_page(
            province.office, title="Thông báo", body=stream(("guide", {"guide": guide.pk}))
        )
        steps = {"guide": guide.pk, "group": 1, "first": 1, "last": 1}
        a_leaflet_page(
            province.office,
            title="Tờ gấp",
            content=stream(("steps", steps)),
        )
    assert set(used_by(shared)) == {"Hướng dẫn", "Thông báo", "Tờ gấp"}
    assert set(used_by(province.portal)) == {"Hướng dẫn", "Thông báo", "Tờ gấp"}


def test_translation_of_a_step_set_becomes_stale_where_it_is_shown(province: Province) -> None:
    english = Locale.objects.get(language_code="en")
    with kept_up():
        shared = a_step_set(a_step("Bấm nút."))
        group = a_group(step_set=shared.pk, steps=[])
        guide = a_guide_page(province.office, title="Hướng dẫn", groups=stream(("group", group)))
        province.home.copy_for_translation(english)
        province.office.copy_for_translation(english)
        said = guide.copy_for_translation(english)
        said.title = "Guide"
        publish(said)
        assert used_by(shared) == {"Guide": "rebuilt", "Hướng dẫn": "rebuilt"}
        spoken = shared.copy_for_translation(english)
        spoken.live = True
        spoken.save()
        publish(spoken)
    assert used_by(shared) == {"Guide": "stale", "Hướng dẫn": "rebuilt"}
    assert impact_of((STEP_SET, shared.pk)).stale == (("tiếng Anh", 1),)


def test_picture_is_used_by_the_pages_that_show_it(province: Province) -> None:
    picture = a_picture()
    with kept_up():
        an_announcement_page(
            province.office, title="Có hình", body=stream(("figure", {"picture": picture.pk}))
        )
    assert [row.title for row in pages_using((PICTURE, picture.pk))] == ["Có hình"]


def test_help_number_stands_on_every_page(province: Province) -> None:
    assert impact_of(("cms.contactpoint", province.contact.pk)).is_everywhere
    other = a_fact(ContactPoint, name="Đầu mối khác", agency=province.agency)
    assert not impact_of(("cms.contactpoint", other.pk)).is_everywhere
    with kept_up():
        province.agency.help_contact = other
        publish(province.agency)
    assert not impact_of(("cms.contactpoint", other.pk)).is_everywhere  # of one office
    with kept_up():
        province.home.keeper_contact = other
        publish(province.home)
    assert impact_of(("cms.contactpoint", other.pk)).is_everywhere


def test_registry_rows_are_listed_apart_from_what_readers_see(province: Province) -> None:
    a_procedure(name="Cấp bản sao", agency=province.agency)
    rows = facts_using(("cms.agency", province.agency.pk))
    assert [(row.title, row.shows) for row in rows] == [
        ("Cấp bản sao", False),
        ("Bộ phận một cửa Sở Nội vụ", True),
    ]


def test_every_reference_that_wagtail_finds_is_in_the_index(province: Province) -> None:
    picture = a_picture()
    shared = a_step_set(a_step("Bấm.", pictures=[{"picture": picture.pk, "alt": ""}]))
    group = a_group(step_set=shared.pk, portal=province.portal.pk)
    a_guide_page(province.office, groups=stream(("group", group)), agency=province.agency)
    a_leaflet_page(province.office)
    missing = []
    for model, kind in holders().items():
        for row in model._default_manager.all():
            for type_id, pk, _, path in ReferenceIndex._extract_references_from_object(row):
                target = _kind_of_type(type_id)
                if target and target != PAGE:
                    known = Use.objects.filter(
                        source_kind=kind, source_id=row.pk, target_kind=target, target_id=int(pk)
                    )
                    if not known.exists():
                        missing.append((str(row), target, pk, path))
    assert missing == []


def _kind_of_type(type_id: int) -> str:
    from django.contrib.contenttypes.models import ContentType  # noqa: PLC0415

    model = ContentType.objects.get_for_id(type_id).model_class()
    return kind_of(model) if model else ""


def test_number_of_queries_does_not_depend_on_the_number_of_uses(province: Province) -> None:
    shared = a_step_set(a_step("Mở {{cong_tinh}}."))
    group = stream(("group", a_group(step_set=shared.pk, steps=[])))
    counts = []
    for more in (1, 60):
        for number in range(more):
            page = a_guide_page.__globals__["GuidePage"](
                title=f"Hướng dẫn {more}-{number}", groups=group, locale=province.office.locale
            )
            Page.objects.get(pk=province.office.pk).add_child(instance=page)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            impact_of(("cms.portal", province.portal.pk))
            pages_using(("cms.portal", province.portal.pk), limit=50)
            facts_using(("cms.portal", province.portal.pk))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20
    assert impact_of(("cms.portal", province.portal.pk)).pages == 61
    rebuild()


@pytest.mark.django_db
def test_page_saved_as_it_was_asks_no_office_and_no_step_set_again(province: Province) -> None:
    page = an_announcement_page(province.office, body=written("Đến {{co_quan}}."))
    with kept_up(), CaptureQueriesContext(connection) as queries:
        page.save()
    asked = [one["sql"] for one in queries]
    assert [sql for sql in asked if "cms_use" in sql]
    assert [sql for sql in asked if "agencyhomepage" in sql or "stepset" in sql] == []
