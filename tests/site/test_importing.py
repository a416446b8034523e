"""Rows from a table: an officer's list becomes rows of a registry, after a look at each line."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cms.gates.own_rows import RowPolicy
from cms.importing import taking
from cms.importing.values import read_amount, read_code, read_phones
from cms.models import (
    Agency,
    ContactPoint,
    Procedure,
    ProcedureField,
    ServiceKind,
    ServiceKindRegime,
    User,
)
from cms.offices.setting_up import groups_of, set_up_office
from cms.permissions import WRITERS
from tests.factories import Province, a_fact, an_officer, publish
from tests.site.sheets import CONTACTS, PROCEDURES, form_of, give, press, said, workbook

HEAD = ["STT", "Mã TTHC", "Tên thủ tục hành chính", "Một phần", "Chỉ tiếp nhận trực tuyến"]
LIST = [
    ["DANH MỤC THỦ TỤC HÀNH CHÍNH", None, None, None, None],
    HEAD,
    ["(1)", "(2)", "(3)", "(4)", "(5)"],
    [None, None, "Tổng", 2, 1],
    ["I", None, "LĨNH VỰC HỘ TỊCH", None, None],
    [1, "1.004888", "Đăng ký khai sinh", "x", "x"],
    [2, 1.00488, "Đăng ký kết hôn", "x", None],
    ["II", None, "Lĩnh vực Chứng thực", None, None],
    [3, "2.000815", "Chứng thực bản sao", None, None],
]


@pytest.fixture(autouse=True)
def kinds(province: Province) -> None:
    regime = a_fact(ServiceKindRegime, name="Toàn trình, một phần")
    for order, name in enumerate(("Toàn trình", "Một phần"), 1):
        a_fact(ServiceKind, name=name, regime=regime, order=order, definition="Một đoạn.")


@pytest.fixture
def office(province: Province) -> dict[str, str]:
    """The office, chosen once for all lines."""
    return {"means-agency-": str(province.agency.pk)}


@pytest.fixture
def writer(province: Province) -> Client:
    client = Client()
    client.force_login(an_officer("nguoi-viet", group=WRITERS))
    return client


def taken(client: Client, what: bytes | str, office: dict[str, str], act: str = "take") -> Any:
    """Give a table, choose the office, press the button."""
    return press(client, press(client, give(client, PROCEDURES, what), "look", **office), act)


def codes() -> list[str]:
    return sorted(Procedure.objects.values_list("code", flat=True))


def test_list_of_an_office_becomes_rows_after_a_look(
    editor: Any, office: dict[str, str], province: Province
) -> None:
    looked = press(editor, give(editor, PROCEDURES, workbook(*LIST)), "look", **office)
    assert codes() == []
    done = press(editor, looked, "publish")
    assert "Đã nhận: 3 mới, 0 đổi, 0 giữ nguyên. 3 dòng đã xuất bản." in said(done)
    rows = {one.code: one for one in Procedure.objects.all()}
    assert set(rows) == {"1.004888", "1.004880", "2.000815"}
    assert {one.agency for one in rows.values()} == {province.agency}
    assert [one.live for one in rows.values()] == [True] * 3
    assert (rows["1.004888"].field.name, rows["1.004888"].field.numeral) == ("Hộ tịch", "I")
    assert rows["1.004888"].service_kind.name == "Một phần"
    assert [rows[one].is_online_only for one in ("1.004888", "1.004880")] == [True, False]
    assert rows["2.000815"].service_kind is None
    assert sorted(ProcedureField.objects.values_list("name", flat=True)) == [
        "Chứng thực",
        "Hộ tịch",
    ]
    assert all(one.latest_revision.user_id for one in rows.values())
    logged = ModelLogEntry.objects.for_instance(rows["1.004888"])
    assert sorted(one.action for one in logged) == ["wagtail.create", "wagtail.publish"]


def test_pressing_twice_and_importing_twice_make_nothing_twice(
    editor: Any, office: dict[str, str]
) -> None:
    looked = press(editor, give(editor, PROCEDURES, workbook(*LIST)), "look", **office)
    press(editor, looked)
    again = press(editor, looked)
    assert "Đã nhận: 0 mới, 0 đổi, 3 giữ nguyên." in said(again)
    logged = ModelLogEntry.objects.count()
    third = taken(editor, workbook(*LIST), office, "publish")
    assert "3 giữ nguyên" in said(third)
    assert len(codes()) == 3
    assert ProcedureField.objects.count() == 2
    assert ModelLogEntry.objects.count() == logged


def test_change_is_shown_side_by_side_and_is_a_draft_for_a_writer(
    editor: Any, writer: Client, office: dict[str, str]
) -> None:
    taken(editor, workbook(*LIST), office, "publish")
    rows = (
        "Mã\tTên thủ tục\tLĩnh vực\n1.004888\tĐăng ký khai sinh lại\t\n1.004880\tĐăng ký kết hôn\t"
    )
    looked = press(writer, give(writer, PROCEDURES, rows), "look", **office)
    assert "Tên thủ tục: Đăng ký khai sinh Đăng ký khai sinh lại" in said(looked)
    assert "xuất bản luôn" not in said(looked)
    done = press(writer, looked, "publish")  # no button of theirs
    assert "Đã nhận: 0 mới, 1 đổi, 1 giữ nguyên. 1 dòng là bản nháp." in said(done)
    row = Procedure.objects.get(code="1.004888")
    assert row.name == "Đăng ký khai sinh"
    assert row.has_unpublished_changes
    draft = row.get_latest_revision_as_object()
    assert (draft.name, draft.field.name) == ("Đăng ký khai sinh lại", "Hộ tịch")


def test_draft_that_waits_is_not_published_with_the_lines(
    editor: Any, writer: Client, office: dict[str, str]
) -> None:
    taken(writer, workbook(*LIST), office)
    done = taken(editor, "Mã\tTên thủ tục\n1.004888\tKhai sinh", office, "publish")
    assert "1 dòng là bản nháp" in said(done)
    assert not Procedure.objects.get(code="1.004888").live


def test_row_that_somebody_changed_since_the_look_is_not_overwritten(
    editor: Any, office: dict[str, str], province: Province
) -> None:
    taken(editor, workbook(*LIST), office)
    rows = "Mã\tTên thủ tục\n1.004888\tCủa tôi\n2.000815\tCũng của tôi\n3.000001\tMới"
    looked = press(editor, give(editor, PROCEDURES, rows), "look", **office)
    other = Procedure.objects.get(code="1.004888")
    other.name = "Của người khác"
    publish(other)
    a_fact(Procedure, name="Vừa thêm", code="3.000001", agency=province.agency)
    done = press(editor, looked)
    assert "Đã nhận: 0 mới, 1 đổi, 0 giữ nguyên. 1 dòng là bản nháp. 2 dòng chưa nhận" in said(done)
    assert "Vừa có người khác sửa mục này" in said(done)
    assert Procedure.objects.get(code="1.004888").get_latest_revision_as_object().name == (
        "Của người khác"
    )
    assert Procedure.objects.filter(code="3.000001").count() == 1


def test_choice_that_was_changed_is_looked_at_before_anything_is_taken(
    editor: Any, office: dict[str, str]
) -> None:
    looked = give(editor, PROCEDURES, workbook(*LIST))
    done = press(editor, looked, "publish", **office)
    assert "Bạn vừa đổi lựa chọn" in said(done)
    assert codes() == []


def test_same_code_of_another_office_is_a_row_of_its_own(
    editor: Any, office: dict[str, str], province: Province
) -> None:
    other = a_fact(
        type(province.agency),
        name="Xã khác",
        short_name="Xã khác",
        document_name="Xã khác",
        level="commune",
        province="tỉnh Bắc Kạn",
    )
    a_fact(Procedure, name="Khai sinh ở xã", code="1.004888", agency=other)
    looked = press(editor, give(editor, PROCEDURES, workbook(*LIST)), "look", **office)
    assert "Cơ quan khác đã có thủ tục mang mã này" in said(looked)
    press(editor, looked)
    assert Procedure.objects.filter(code="1.004888").count() == 2
    assert Procedure.objects.get(agency=other).name == "Khai sinh ở xã"


def test_policy_is_asked_about_each_row(
    editor: Any, office: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An office's people may add to their own office: the right over the model says nothing."""
    asked = RowPolicy.user_has_permission_for_instance

    def only_marriages(self: Any, user: Any, action: str, row: Any) -> bool:
        return asked(self, user, action, row) and getattr(row, "code", "") != "1.004888"

    monkeypatch.setattr(RowPolicy, "user_has_permission_for_instance", only_marriages)
    done = taken(editor, workbook(*LIST), office, "publish")
    assert "2 mới" in said(done)
    assert "Bạn không được thêm, sửa mục của cơ quan này" in said(done)
    assert codes() == ["1.004880", "2.000815"]


def test_lines_that_cannot_be_taken_name_row_column_and_reason(
    editor: Any, office: dict[str, str]
) -> None:
    rows = [
        ["Mã", "Tên", "Chỉ tiếp nhận trực tuyến", "Có hiệu lực từ"],
        ["1.000001", "Một", "có lẽ", None],
        ["1.000002", "Hai", None, "31/02/2026"],
        ["1.000003", None, None, None],
        ["1.000004", "Bốn", None, None],
        ["1.000004", "Bốn lần nữa", None, None],
        ["1.000005", "=UPPER(B2)", None, None],
        ["1." + "0" * 50, "Dài", None, None],
    ]
    words = said(press(editor, give(editor, PROCEDURES, workbook(*rows)), "look", **office))
    assert "2 Một 1.000001 Cột C (chỉ tiếp nhận trực tuyến): “có lẽ” không phải" in words
    assert "3 Hai 1.000002 Cột D (có hiệu lực từ): “31/02/2026” không phải ngày" in words
    assert "4 (chưa có tên) 1.000003 Cột B (tên thủ tục):" in words
    assert "6 Bốn lần nữa 1.000004 Cột A (mã thủ tục): Trùng với dòng 5 của bảng." in words
    assert "7 (chưa có tên) 1.000005 Cột B (tên thủ tục): Ô là công thức chưa tính ra" in words
    assert "Cột A (mã thủ tục): Giá trị nhập vào có nhiều nhất 40 ký tự" in words or "40" in words


def test_what_is_left_of_a_long_table_is_taken_with_the_next_press(
    editor: Any, office: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "MOST_AT_ONCE", 2)
    done = taken(editor, workbook(*LIST), office)
    assert "Đã nhận: 2 mới, 0 đổi, 0 giữ nguyên." in said(done)
    assert "Còn 1 dòng: bấm nhận tiếp." in said(done)
    assert "Đã nhận: 1 mới, 0 đổi, 2 giữ nguyên." in said(press(editor, done))
    assert len(codes()) == 3


def test_time_fee_and_address_are_read_as_lists_write_them(
    editor: Any, office: dict[str, str]
) -> None:
    rows = [
        ["Mã", "Tên", "Thời hạn giải quyết (ngày làm việc)", "Phí, lệ phí", "Đường dẫn"],
        ["1.000001", "Một", 15, 50000.0, "dichvucong.gov.vn/a"],
        ["1.000002", "Hai", "Trong ngày", "Không", "https://dichvucong.gov.vn/b"],
        ["1.000003", "Ba", None, None, "không phải địa chỉ"],
    ]
    done = taken(editor, workbook(*rows), office)
    assert "4 Ba 1.000003 Cột E (nộp trực tuyến tại):" in said(done)
    found = Procedure.objects.order_by("code").values_list("time_limit", "fee", "address")
    assert list(found) == [
        ("15 ngày làm việc", "50.000", "https://dichvucong.gov.vn/a"),
        ("Trong ngày", "Không", "https://dichvucong.gov.vn/b"),
    ]


def test_contacts_are_known_by_their_name_within_the_office(
    editor: Any, province: Province
) -> None:
    rows = [
        ["TT", "Tên đơn vị", "Cơ quan", "Địa chỉ", "Điện thoại", "Email", "Giờ làm việc"],
        [1, "Bộ phận một cửa", "Sở Nội vụ", "Số 1", 2093810777, "a@b.vn", "7h30\n13h30"],
        [2, "Văn phòng", "sở nội vụ", "Số 2", "0209.3810.111; 0277 1022, bấm 1", None, None],
        [3, "Thanh tra", "Sở Nội vụ", "Số 3", "không có", None, None],
    ]
    looked = give(editor, CONTACTS, workbook(*rows))
    assert "4 Thanh tra Cột E (điện thoại): Không gọi được số này." in said(looked)
    press(editor, looked)
    found = {one.name: one for one in ContactPoint.objects.filter(agency=province.agency)}
    assert found["Bộ phận một cửa"].phone == "02093810777"
    assert found["Bộ phận một cửa"].hours == "7h30\n13h30"
    assert found["Văn phòng"].phone == "0209.3810.111"
    assert [one.value["number"] for one in found["Văn phòng"].more_phones] == ["0277 1022, bấm 1"]
    again = give(editor, CONTACTS, workbook(*rows))
    assert "2 giữ nguyên" in said(again)


def test_only_the_two_registries_take_rows_and_their_lists_lead_there(
    editor: Any, writer: Client
) -> None:
    for address, model in ((PROCEDURES, Procedure), (CONTACTS, ContactPoint)):
        page = editor.get(reverse(model.snippet_viewset.get_url_name("list")))
        assert address in page.content.decode()
        assert writer.get(address).status_code == 200
    assert editor.get("/admin/nhap-tu-bang/nop-tien/").status_code == 404
    other = reverse("wagtailsnippets_cms_paymentfact:list")
    assert "nhap-tu-bang" not in editor.get(other).content.decode()


def test_whoever_may_change_nothing_does_not_see_the_screen(
    client: Client, province: Province
) -> None:
    reader = an_officer("nguoi-doc")
    reader.groups.clear()
    client.force_login(reader)
    assert client.get(PROCEDURES).status_code in {302, 403}


def test_table_of_somebody_else_is_not_taken(editor: Any, writer: Client) -> None:
    stolen = form_of(give(editor, PROCEDURES, workbook(*LIST)))
    done = writer.post(PROCEDURES, {**stolen, "act": "take"})
    assert "Hãy đưa bảng vào lần nữa" in said(done)
    assert codes() == []


@pytest.mark.parametrize("first", ["A", "B", "C"])
@pytest.mark.parametrize("last", ["C", "E"])
@pytest.mark.parametrize("with_ticks", [True, False])
def test_group_that_is_merged_over_any_columns_names_the_field_and_is_no_row(
    editor: Any, office: dict[str, str], first: str, last: str, *, with_ticks: bool
) -> None:
    """Lists of offices merge it over all columns, the running number among them."""
    head = HEAD if with_ticks else ["STT", "Mã TTHC", "Tên thủ tục hành chính", "Thời hạn", "Phí"]
    place = "ABC".index(first)
    rows = [head]
    for numeral, name, code in (("I", "HỘ TỊCH (2 TTHC)", "1.1"), ("II", "CHỨNG THỰC", "1.2")):
        group: list[Any] = [None] * 5
        group[place] = f"{numeral}. LĨNH VỰC {name}"
        rows += [group, [1, code, f"Thủ tục {code}", None, None]]
    areas = tuple(f"{first}{row}:{last}{row}" for row in (2, 4) if first != last)
    done = taken(editor, workbook(*rows, merged=areas), office, "publish")
    assert "Đã nhận: 2 mới, 0 đổi, 0 giữ nguyên. 2 dòng đã xuất bản." in said(done)
    found = {one.code: one.field.name for one in Procedure.objects.select_related("field")}
    assert found == {"1.1": "Hộ tịch", "1.2": "Chứng thực"}


def test_field_of_an_earlier_draft_is_published_with_its_first_procedure(
    editor: Any, office: dict[str, str]
) -> None:
    head = ["Mã TTHC", "Tên thủ tục hành chính", "Lĩnh vực"]
    taken(editor, workbook(head, ["1.1", "Một", "Hộ tịch"]), office)
    assert not ProcedureField.objects.get().live
    taken(editor, workbook(head, ["1.2", "Hai", "Hộ tịch"]), office, "publish")
    assert ProcedureField.objects.get().live


@pytest.mark.parametrize("head", ["Địa chỉ tiếp nhận", "Địa chỉ tiếp nhận hồ sơ"])
def test_address_is_no_tick(editor: Any, office: dict[str, str], head: str) -> None:
    table = workbook(["Mã TTHC", "Tên thủ tục hành chính", head], ["1.1", "Một", "Số 2 Hùng Vương"])
    done = taken(editor, table, office)
    assert "1 mới" in said(done)
    assert not Procedure.objects.get().is_online_only


def test_columns_that_are_not_taken_are_named(editor: Any) -> None:
    rows = [
        ["Mã TTHC", "Tên thủ tục hành chính", "Chức vụ", "Trống"],
        ["1.1", "Một", "Cán bộ", None],
    ]
    looked = said(give(editor, PROCEDURES, workbook(*rows)))
    assert "Không lấy 1 cột: “Chức vụ”" in looked


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2093810777", "02093810777"),
        ("905111222", "0905111222"),
        ("0209.3810.777/0209.3810.778", "0209.3810.777; 0209.3810.778"),
    ],
)
def test_numbers_are_read_as_excel_and_lists_leave_them(typed: str, kept: str) -> None:
    assert read_phones(typed) == kept


def test_writer_of_one_office_takes_rows_for_it_without_being_asked(
    province: Province, office: dict[str, str]
) -> None:
    """The same codes stand in the list of another office, which is never meant."""
    other = a_fact(
        Agency,
        name="Sở Khác",
        short_name="Sở Khác",
        document_name="Sở Khác",
        level=Agency.Level.DEPARTMENT,
        province="tỉnh Bắc Kạn",
    )
    a_fact(Procedure, name="Đăng ký khai sinh", code="1.004888", agency=other)
    set_up_office(province.agency)
    user = User.objects.create_user("cua-so")
    user.groups.add(groups_of(province.agency)["soan"])
    client = Client()
    client.force_login(user)
    rows = [["Mã TTHC", "Tên thủ tục hành chính"], ["1.004888", "Đăng ký khai sinh"]]
    looked = give(client, PROCEDURES, workbook(*rows))
    assert "Sở Khác" not in looked.content.decode().split("Cột nào là gì")[0]
    done = press(client, looked)
    assert "1 mới" in said(done)
    made = Procedure.objects.get(agency=province.agency)
    assert (made.code, made.live) == ("1.004888", False)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1.00488", "1.004880"),
        ("2.000815", "2.000815"),
        ("1.0048", "1.004800"),
        ("BTP-01", "BTP-01"),
    ],
)
def test_a_pasted_code_is_what_excel_showed_of_it(cell: str, code: str) -> None:
    assert read_code(cell) == code


@pytest.mark.parametrize(
    ("cell", "amount"),
    [("50000", "50.000"), ("8000", "8.000"), ("500", "500"), ("50.000", "50.000"), ("0", "0")],
)
def test_a_pasted_amount_has_dots_between_its_thousands(cell: str, amount: str) -> None:
    assert read_amount(cell) == amount
