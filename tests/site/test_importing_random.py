"""Random tables: columns in any order, odd cells anywhere. Never a fault, never half of a line."""

import random
from typing import Any

import pytest

from cms.importing.grid import Grid, Line
from cms.importing.layout import data_lines, layout_of
from cms.importing.registries import REGISTRIES
from cms.models import ContactPoint, Procedure
from tests.factories import Province
from tests.lots import lots
from tests.site.sheets import CONTACTS, PROCEDURES, give, press, said, workbook

ODD: list[Any] = [
    None,
    "",
    " ",
    0,
    -1,
    1.5,
    10**20,
    1e300,
    True,
    "x",
    "#REF!",
    "=1+1",
    "1/13/2026",
    "31/12/2026",
    "I",
    "Tổng",
    "II. LĨNH VỰC ĐẤT ĐAI",
    "1.004888",
    "1.004888.000.00.00.H03",
    "a" * 300,
    "A\nB",
    "<script>alert(1)</script>",
    "{{ 7 }}",
    "Te\u0302n",
    "\u200b",
    "٣",
    "Sở Nội vụ",
    "không-phải@",
    "0209.3810.777; 0209.3810.778",
    "'",
    "%s %(a)s",
]
HEADS = {
    PROCEDURES: [
        "STT",
        "Mã thủ tục",
        "Tên thủ tục",
        "Lĩnh vực",
        "Cơ quan giải quyết",
        "Loại hình",
        "Chỉ tiếp nhận trực tuyến",
        "Hiệu lực từ ngày",
        "Thời hạn giải quyết",
        "Phí, lệ phí",
        "Đường dẫn",
        "Ghi chú",
    ],
    CONTACTS: [
        "TT",
        "Tên đơn vị",
        "Cơ quan",
        "Địa chỉ",
        "Điện thoại",
        "Fax",
        "Email",
        "Giờ làm việc",
        "Ghi chú",
        "Đến hết ngày",
    ],
}


def a_table(chance: random.Random, heads: list[str]) -> list[list[Any]]:
    heads = chance.sample(heads, len(heads) - chance.randint(0, 2))
    rows: list[list[Any]] = [["DANH MỤC"]] * chance.randint(0, 2) + [heads]
    for number in range(chance.randint(1, 12)):
        row: list[Any] = []
        for head in heads:
            named = f"Mục {number}" if head.startswith("Tên") else None
            row.append(named if chance.random() < 0.5 else chance.choice(ODD))
        rows.append(row[: chance.randint(1, len(row))])
    if chance.random() < 0.3:
        rows.insert(chance.randrange(len(rows)), heads)
    return rows


def told(model: Any) -> list[Any]:
    names = [one.attname for one in model._meta.concrete_fields if one.attname != "more_phones"]
    return sorted(model.objects.values_list(*names), key=str)


@pytest.mark.parametrize("seed", lots(6, 12))
@pytest.mark.parametrize(("address", "model"), [(PROCEDURES, Procedure), (CONTACTS, ContactPoint)])
def test_any_table_is_looked_at_and_taken_once(
    editor: Any, province: Province, address: str, model: Any, seed: int
) -> None:
    chance = random.Random(f"{address}-{seed}")  # noqa: S311  # a test
    table = workbook(*a_table(chance, HEADS[address]))
    changes = {"means-agency-": str(province.agency.pk)}
    act = chance.choice(["take", "publish"])
    looked = press(editor, give(editor, address, table), "look", **changes)
    before = model.objects.count()
    new = looked.context["counted"]["new"]
    done = press(editor, looked, act)
    assert done.status_code == 200
    if done.context["taken"] is not None:
        assert model.objects.count() == before + done.context["taken"].counted["new"]
        assert done.context["taken"].counted["new"] == new
        assert done.context["counted"]["new"] == 0
    first = told(model)
    for row in model.objects.all():
        row.get_latest_revision_as_object().full_clean()
    again = press(editor, give(editor, address, table), "look", **changes)
    assert (again.context["counted"]["new"], again.context["counted"]["changed"]) == (0, 0)
    press(editor, again, act)
    assert told(model) == first
    assert "<script>alert" not in again.content.decode()


def test_heads_are_known_in_any_order_and_a_line_is_a_row_or_a_group_or_nothing() -> None:
    chance = random.Random(5)  # noqa: S311  # a test
    for _round in lots(100, 300):
        address = chance.choice([*HEADS])
        columns = REGISTRIES["thu-tuc" if address == PROCEDURES else "dau-moi"].columns
        heads = chance.sample(HEADS[address], len(HEADS[address]))
        cells = [[("" if one is None else one) for one in row] for row in a_table(chance, heads)]
        lines = [["Một bảng"], heads, *cells]
        grid = Grid("", tuple(Line(at, tuple(one)) for at, one in enumerate(lines, 1)))
        layout = layout_of(grid, columns)
        assert {"name", "agency"} <= set(layout.guess.values())
        found = [one.line.number for one in data_lines(grid, layout, layout.guess)]
        assert len(found) == len(set(found))
        assert set(found) <= set(range(3, len(lines) + 1))


def test_real_lists_have_their_heads_in_two_lines_and_twice() -> None:
    lines: list[tuple[Any, ...]] = [
        ("STT", "Thủ tục hành chính/Lĩnh vực", "Hiệu lực", ""),
        ("", "", "Có hiệu lực từ", "Đến hết ngày"),
        ("II", "Lĩnh vực Công chức, viên chức", "", ""),
        ("1", "Thủ tục thi tuyển công chức", "", ""),
        ("STT", "Thủ tục hành chính/Lĩnh vực", "Hiệu lực", ""),
        ("2", "Thủ tục xét tuyển công chức", "", ""),
        ("VIII", "LĨNH VỰC CHÍNH QUYỀN ĐỊA PHƯƠNG", "", ""),
        ("3", "Thủ tục thành lập thôn mới", "", ""),
        ("", "Tổng", "", "3"),
    ]
    grid = Grid("", tuple(Line(at, one) for at, one in enumerate(lines, 1)))
    layout = layout_of(grid, REGISTRIES["thu-tuc"].columns)
    assert dict(layout.guess) == {0: "number", 1: "name", 2: "valid_from", 3: "valid_until"}
    found = [
        (one.line.number, one.numeral, one.group) for one in data_lines(grid, layout, layout.guess)
    ]
    assert found == [
        (4, "II", "Công chức, viên chức"),
        (6, "II", "Công chức, viên chức"),
        (8, "VIII", "Chính quyền địa phương"),
    ]


def test_words_of_the_look_have_no_markup_of_the_table(editor: Any, province: Province) -> None:
    looked = give(editor, PROCEDURES, "Mã\tTên thủ tục\n1\t<img src=x onerror=a>")
    assert "<img src=x" not in looked.content.decode()
    assert "<img src=x onerror=a>" in said(looked)
