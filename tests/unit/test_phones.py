"""Telephone numbers: as offices print them they can be called; what cannot is refused."""

import random
import unicodedata

import pytest

from cms.phones import number_in, phone_link

PRINTED = {
    # the numbers of the five documents
    "0209.3810.777": "+842093810777",
    "0209.3871.180": "+842093871180",
    "0965.769.018": "+84965769018",
    "0965.769.018 (trong giờ hành chính)": "+84965769018",
    "Điện thoại: 0209.3810.777": "+842093810777",
    # landlines in every grouping
    "02093810777": "+842093810777",
    "0209 3810 777": "+842093810777",
    "0209-3810-777": "+842093810777",
    "(0209) 3810 777": "+842093810777",
    "(0209)3.810.777": "+842093810777",
    "024.3825.1234": "+842438251234",
    "(028) 3829 5678": "+842838295678",
    "0281.3810.777": "+842813810777",
    # mobiles
    "0912 345 678": "+84912345678",
    "+84 912 345 678": "+84912345678",
    "(+84) 912.345.678": "+84912345678",
    "0084 209 3810 777": "+842093810777",
    "+84 (0)209 3810 777": "+842093810777",
    "+84-209-3810-777": "+842093810777",
    # an area code before a short code
    "0234.1022": "+842341022",
    "0277 1022": "+842771022",
    "(0277) 1022": "+842771022",
    "0277-1022": "+842771022",
    "02771022": "+842771022",
    "024 1022": "+84241022",
    "0209.115": "+84209115",
    # short codes and free numbers
    "1022": "1022",
    "115": "115",
    "113": "113",
    "111": "111",
    "18001": "18001",
    "1900 1234": "19001234",
    "1900.1234": "19001234",
    "19001234": "19001234",
    "1900 123 456": "1900123456",
    "1800 1096": "18001096",
    "1800.1096 (miễn phí)": "18001096",
    "Tổng đài 1022": "1022",
    "Tổng đài: 1022 (24/7)": "1022",
    "1022, trực 24/24 giờ": "1022",
    # extensions
    "0209.3810.777 (máy lẻ 12)": "+842093810777,12",
    "0209.3810.777 - máy lẻ 101": "+842093810777,101",
    "0209.3810.777, số máy lẻ: 101": "+842093810777,101",
    "0209.3810.777 ext. 12": "+842093810777,12",
    "0209.3810.777 ext 12": "+842093810777,12",
    "1900 1234, nhánh 2": "19001234,2",
    "1900.1234 (nhánh 1, 2)": "19001234,1",
    "1900 1234 (bấm phím 1)": "19001234,1",
    "0277 1022 bấm 1": "+842771022,1",
    "0277 1022, nhấn phím số 3": "+842771022,3",
    "1022 (ấn 0)": "1022,0",
    # words with figures in them
    "Cơ sở 2: 0209.3810.777": "+842093810777",
    "0209.3810.777 (thứ 2 đến thứ 6)": "+842093810777",
    "0209.3810.777, 7h30-11h30": "+842093810777",
    "0209.3810.777 (từ 7 giờ 30 đến 17 giờ)": "+842093810777",
    "Một cửa: 0234.1022, bấm 1 gặp tư vấn": "+842341022,1",
}

REFUSED = (
    "",
    "38 10 777",
    "3810.777",
    "không có",
    "máy lẻ 12",
    "0209",
    "0209.381",
    "12",
    "0209.3810.777 - 0209.3810.778",
    "0209.3810.777; 0965.769.018",
    "0209.3810.777 hoặc 0965.769.018",
    "0209.3810.777, 1022",
    "0209.3810.777/8",
    "0209.3810.777/0209.3810.778",
    "1900 12",
    "1900 12345",
    "0000",
    "+1 202 555 0100",
    "84 209 3810",
    "02093810777123",
    "www.tongdai1022.example",
    "123456",
)


@pytest.mark.parametrize(("printed", "dialled"), PRINTED.items(), ids=list(PRINTED))
def test_a_number_as_it_is_printed_can_be_called(printed: str, dialled: str) -> None:
    assert phone_link(printed) == dialled
    assert phone_link(unicodedata.normalize("NFD", printed)) == dialled
    assert phone_link(f"  {printed.upper()} ") == dialled
    assert number_in(printed) in printed
    assert phone_link(number_in(printed)) == dialled.partition(",")[0]


@pytest.mark.parametrize("typed", REFUSED)
def test_what_nobody_can_call_is_refused(typed: str) -> None:
    assert phone_link(typed) == ""


def test_any_grouping_of_one_number_dials_the_same() -> None:
    rnd = random.Random(7)  # noqa: S311  # test data
    for _ in range(2_000):
        body = "".join(rnd.choices("0123456789", k=7))
        area = rnd.choice(["0209", "0234", "0277", "024", "028"])
        body = body if len(area) == 4 else f"3{body}"
        digits = area + body
        grouped = area + "".join(
            rnd.choice(["", ".", " ", "-"]) * (rnd.random() < 0.4) + d for d in body
        )
        assert phone_link(grouped) == f"+84{digits[1:]}", grouped
        assert phone_link(f"{grouped} (máy lẻ {rnd.randrange(99)})").startswith(f"+84{digits[1:]},")
        assert phone_link(f"{grouped}, {grouped}") == ""
