"""The demo says what the five documents say, and nothing that it must not say."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from cms.demo.content.announcements import ANNOUNCEMENTS
from cms.demo.content.commune_guides import COMMUNE_GUIDES
from cms.demo.content.fact_shapes import Procedure
from cms.demo.content.guides import GUIDES
from cms.demo.content.leaflet import IMPRINT, LEAFLET
from cms.demo.content.leaflet_steps import LEAFLET_GUIDE
from cms.demo.content.legal_documents import LEGAL_DOCUMENTS
from cms.demo.content.national_leaflet import NATIONAL_LEAFLET
from cms.demo.content.outreach import OUTREACH
from cms.demo.content.plan import PLAN
from cms.demo.content.procedures import PROCEDURES
from cms.demo.content.registries import CONTACTS, PAYMENTS, PORTALS
from cms.demo.content.service_kinds import SERVICE_KIND_REGIMES
from cms.demo.content.shapes import Body
from cms.demo.content.statistics import COLUMN_GROUPS, ROWS
from cms.demo.content.step_sets import STEP_SETS
from tests.unit.demo_texts import all_texts

_PROCEDURES = {row.key: row for row in PROCEDURES}
_PUBLISHED_PHONES = {"0209.3810.777", "0209.3871.180", "0965.769.018"}


def _blocks(body: Body, kind: str) -> list[Any]:
    return [value for name, value in body if name == kind]


def _catalogue_rows(catalogue: dict[str, Any]) -> list[Procedure]:
    return [_PROCEDURES[row["procedure"]] for group in catalogue["groups"] for row in group["rows"]]


def _figure(unit: str, column: int) -> float:
    return float(dict(ROWS)[unit][column])


def test_provincial_portal_takes_ten_steps_and_national_nine_or_eight() -> None:
    provincial, national = STEP_SETS
    without_payment = [step for step in national.steps if step.only_if != "payment"]
    assert (len(provincial.steps), len(national.steps), len(without_payment)) == (10, 9, 8)


@pytest.mark.parametrize(
    ("key", "has_payment"),
    [
        ("huong-dan-ban-dan-toc", False),
        ("huong-dan-so-noi-vu", True),
        ("huong-dan-ngan-son", True),
    ],
)
def test_three_offices_share_both_step_sets(key: str, has_payment: bool) -> None:
    (guide,) = (row for row in GUIDES if row.key == key)
    assert [group.step_set for group in guide.groups] == [row.key for row in STEP_SETS]
    assert guide.groups[1].has_payment is has_payment


def test_commune_has_its_own_steps() -> None:
    counts = [
        len([step for step in guide.groups[0].steps if not step.logic]) for guide in COMMUNE_GUIDES
    ]
    assert counts == [3, 11]


def test_leaflet_shows_four_of_the_shared_steps_one_of_them_as_it_is() -> None:
    (group,) = LEAFLET_GUIDE.groups
    (shared,) = (row for row in STEP_SETS if row.key == group.step_set)
    left_out = {change.of for change in group.changes if change.kind == "leave_out"}
    told_shorter = {change.of for change in group.changes if change.kind == "replace"}
    keys = [step.key for step in shared.steps]
    assert [key for key in keys if key not in left_out | told_shorter] == ["khai-bao"]
    assert len(keys) - len(left_out) == 4


def test_every_step_of_the_filing_guide_names_a_box_to_fill_in() -> None:
    filing = COMMUNE_GUIDES[1].groups[0].steps
    assert [step.key for step in filing if not step.fields] == []


def test_step_titles_end_like_sentences_and_tokens_are_declared() -> None:
    for step_set in STEP_SETS:
        for step in step_set.steps:
            assert step.title.endswith(".")
            used = set(re.findall(r"\{\{(\w+)\}\}", step.title + step.body))
            assert used <= set(step_set.parameters)


def test_catalogue_of_ethnic_affairs_has_two_procedures_none_online_only() -> None:
    (catalogue,) = _blocks(ANNOUNCEMENTS[0].body, "catalogue")
    rows = _catalogue_rows(catalogue)
    assert [(row.kind, row.is_online_only) for row in rows] == [("mot-phan", False)] * 2
    assert [group["field"] for group in catalogue["groups"]] == [""]


def test_catalogue_of_home_affairs_totals_ten_and_ten_in_three_groups() -> None:
    (catalogue,) = _blocks(ANNOUNCEMENTS[1].body, "catalogue")
    rows = _catalogue_rows(catalogue)
    assert len(rows) == len({row.key for row in rows}) == 10
    assert all(row.kind == "mot-phan" and row.is_online_only for row in rows)
    assert [len(group["rows"]) for group in catalogue["groups"]] == [8, 1, 1]
    for group in catalogue["groups"]:
        keys = [row["procedure"] for row in group["rows"]]
        assert {_PROCEDURES[key].field for key in keys} == {group["field"]}


def test_heads_and_feet_of_the_two_announcements() -> None:
    first, second = (row.official for row in ANNOUNCEMENTS)
    assert (first.signatory.authority, first.signatory.post) == ("KT.", "PHÓ TRƯỞNG BAN")
    assert [title for title, _ in first.recipients] == ["Bản điện tử", "Bản giấy"]
    assert (second.number, second.day, second.month, second.year) == ("", None, 11, 2022)
    assert second.signatory.authority_post == "GIÁM ĐỐC"
    assert second.legal_bases == ("nd-42-2022", "qd-2170-2022")


def test_results_come_three_ways_or_four() -> None:
    ways = [len(_blocks(row.body, "result_delivery")[0]["ways"]) for row in ANNOUNCEMENTS]
    assert ways == [3, 4]


def test_plan_has_six_channels_and_six_responsible_parties() -> None:
    (channels,) = _blocks(PLAN.body, "channels")
    (assignments,) = _blocks(PLAN.body, "assignments")
    assert (len(channels["items"]), len(assignments["items"])) == (6, 6)
    assert PLAN.official is not None
    assert (PLAN.official.number, PLAN.official.symbol) == ("57", "KH-UBND")
    signed = (PLAN.official.year, PLAN.official.month, PLAN.official.day)
    assert signed == (2023, 6, 21)


def test_article_of_the_district_keeps_day_source_and_attachments() -> None:
    article = OUTREACH[0]
    assert (article.published, article.source) == (date(2023, 8, 14), "VP HĐND-UBND")
    assert set(article.attachments) == {"danh-muc-tthc.pdf", "thong-bao-ngan-son.pdf"}


def test_statistics_hold_twenty_units_and_every_figure() -> None:
    columns = sum(len(columns) for _, columns in COLUMN_GROUPS)
    assert (len(ROWS), columns) == (20, 14)
    assert {len(values) for _, values in ROWS} == {columns}


@pytest.mark.parametrize(
    ("column", "total"),
    [(0, 668), (1, 159), (2, 73), (3, 71081), (4, 71788), (5, 67058), (6, 1355), (13, 116)],
)
def test_columns_add_up_to_the_sums_of_the_leaflet(column: int, total: int) -> None:
    assert sum(int(values[column]) for _, values in ROWS) == total


def test_arithmetic_faults_of_the_leaflet_are_kept() -> None:
    wrong_sum = [
        unit
        for unit, values in ROWS
        if sum(int(values[column]) for column in range(4)) != int(values[4])
    ]
    assert wrong_sum == ["Sở Giao thông vận tải", "Huyện Chợ Đồn"]
    wrong_rate = []
    for unit, _ in ROWS:
        on_time, late = _figure(unit, 5), _figure(unit, 6)
        if abs(100 * on_time / (on_time + late) - _figure(unit, 7)) > 0.051:
            wrong_rate.append(unit)
    assert wrong_rate == [
        "Ban Quản lý các khu công nghiệp",
        "Sở Tài chính",
        "Sở Văn hóa, Thể thao và Du lịch",
    ]


def test_imprint_is_the_printed_one() -> None:
    assert IMPRINT["print_run"] == 5000
    assert IMPRINT["printed_size"] == "20,5 x 60 cm"
    assert (IMPRINT["licence_number"], IMPRINT["licence_date"]) == (
        "79/GPXB-STT&TT",
        date(2019, 11, 28),
    )
    assert IMPRINT["deposit_month"] == "12/2019"


def test_the_leaflet_of_today_never_looks_like_one_that_was_licensed() -> None:
    imprint = NATIONAL_LEAFLET["imprint"]
    said = [imprint[name] for name in ("printer", "licence_number", "licence_issuer")]
    assert ["MẪU" in words for words in (*said, NATIONAL_LEAFLET["edition"].upper())] == [True] * 4


def test_leaflet_has_eight_panels_and_is_read_from_its_cover_to_its_imprint() -> None:
    panels = LEAFLET["panels"]
    assert len(panels) == 8
    assert panels[0][2][0][0] == "cover"
    assert panels[-1][2][-1][0] == "imprint"


def test_features_have_a_mark_for_every_kind_and_the_newest_regime_is_empty() -> None:
    for regime in SERVICE_KIND_REGIMES:
        assert {len(marks) for *_, marks in regime.features} <= {len(regime.kinds)}
    assert [len(regime.kinds) for regime in SERVICE_KIND_REGIMES] == [4, 3, 0]


def test_decree_of_2022_is_repealed_by_the_one_of_2026() -> None:
    decrees = {row.key: row for row in LEGAL_DOCUMENTS}
    repealed = decrees["nd-42-2022"]
    assert (repealed.valid_until, repealed.replaced_by) == (date(2026, 6, 30), "nd-224-2026")
    assert decrees[repealed.replaced_by].valid_from == date(2026, 7, 1)


def test_both_provincial_portals_closed_on_one_day_and_say_where_to_go() -> None:
    closed = [row for row in PORTALS if row.closed_on]
    assert {row.closed_on for row in closed} == {date(2025, 7, 1)}
    assert [row.replaced_by for row in closed] == ["cong-quoc-gia"] * 2
    assert all("01/7/2025" in row.closed_note for row in closed)


def test_texts_are_composed() -> None:
    assert [text for text in all_texts() if not unicodedata.is_normalized("NFC", text)] == []


def test_no_text_keeps_a_bracketed_note_of_a_removed_name() -> None:
    assert [text for text in all_texts() if re.search(r"\[[^\]]*\]", text)] == []


def test_account_numbers_are_samples_and_say_so() -> None:
    for payment in PAYMENTS:
        digits = set(re.sub(r"\D", "", payment.account_number))
        assert digits <= {"0"}
        assert bool(digits) == ("SỐ MẪU" in payment.account_number)


def _long_numbers() -> Iterator[str]:
    for text in all_texts():
        for number in re.findall(r"\d[\d. ]{7,}\d", text):
            if len(re.sub(r"\D", "", number)) >= 9:
                yield number


def test_the_only_long_numbers_are_published_telephones_and_samples() -> None:
    published = {row.phone for row in CONTACTS} | {row.fax for row in CONTACTS} - {""}
    assert published - {""} == _PUBLISHED_PHONES
    assert {number.strip() for number in _long_numbers()} <= _PUBLISHED_PHONES | {"0000 0000 0000"}
