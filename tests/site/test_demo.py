"""The demo province, loaded as `load_demo` does: the facts of the five documents are recognisable."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.db import connection
from wagtail.models import Page

from cms.demo.load import load_demo
from sitegen.documents.base import PartialDate
from sitegen.documents.codec import decode, encode
from sitegen.documents.collection import Collection
from sitegen.documents.kinds import Guide
from sitegen.documents.nodes import Assignments, Catalogue, Channels, EmbeddedGuide, ResultDelivery
from sitegen.documents.nodes import Payment as PaymentNode
from sitegen.pipeline import collect_documents

pytestmark = pytest.mark.django_db  # says which database the module's own fixture may count on


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """What loading created the second time, and what is public then."""

    created_again: tuple[str, ...]
    collection: Collection
    dates: dict[str, set[Any]]

    def page(self, path: str) -> Any:
        """Return the document at ``path`` of the mirror."""
        return {document.head.path: document for document in self.collection.documents}[path]

    def nodes(self, path: str, kind: type) -> list[Any]:
        """Return the nodes of one kind in the body of a document."""
        return [node for node in self.page(path).body if isinstance(node, kind)]


@pytest.fixture(scope="module")
def demo(demo_rows: None, django_db_blocker: Any) -> Demo:
    """Load the demo once more and read it."""
    with django_db_blocker.unblock():
        again = _loaded()
        return Demo(created_again=again, collection=collect_documents(), dates=_dates())


def _loaded() -> tuple[str, ...]:
    """Load, and do what waits for the commit: translations are published by it."""
    created = load_demo()
    waiting, connection.run_on_commit = connection.run_on_commit, []
    for _, act, _ in waiting:
        act()
    return created


def _dates() -> dict[str, set[Any]]:
    found: dict[str, set[Any]] = {}
    for page in Page.objects.filter(depth__gt=1):
        dates = (page.first_published_at, page.last_published_at)
        found.setdefault(str(page.translation_key), set()).add(dates)
    return found


def test_loading_twice_adds_nothing(demo: Demo) -> None:
    assert len(demo.dates) > 20
    assert demo.created_again == ()


MISTAKES = {
    ("translation-held", "Two procedures of the Committee for Ethnic Affairs can be filed online"),
    ("translation-stale", "What kinds of online public service are there?"),
    ("door-changed", "Home"),
    ("door-changed", "Trang chủ"),
    ("proof-closed-portal", "Mở tài khoản công dân điện tử"),
    ("proof-closed-portal", "Mở tài khoản công dân điện tử và nộp hồ sơ trực tuyến"),
    ("proof-expired-term", "Kế hoạch tuyên truyền dịch vụ công trực tuyến năm 2023"),
}
"""What the five documents had wrong, or time has overtaken, and the demo keeps: a release has
something to say."""


def test_nothing_of_the_demo_is_an_error_and_every_remark_is_known(demo: Demo) -> None:
    assert [one for one in demo.collection.findings if one.severity == "error"] == []
    assert {(one.code, one.page) for one in demo.collection.findings} == MISTAKES


def test_every_document_survives_its_own_json(demo: Demo) -> None:
    assert len(demo.collection.documents) > 25
    for document in demo.collection.documents:
        assert decode(encode(document)) == document


def test_every_demo_is_as_old_as_its_documents(demo: Demo) -> None:
    assert {dates for dates in demo.dates.values() if len(dates) > 1 or None in dates} == set()
    for dates in demo.dates.values():
        for first, last in dates:
            assert first is not None
            assert first == last
            assert first.year < 2026


BAN_DAN_TOC = "ban-dan-toc/"
SO_NOI_VU = "so-noi-vu/"


def _announcement(demo: Demo, office: str) -> Any:
    (found,) = demo.page(office).announcements
    return demo.page(found.path)


def _catalogue(demo: Demo, office: str) -> Catalogue:
    (found,) = (node for node in _announcement(demo, office).body if isinstance(node, Catalogue))
    return found


@pytest.mark.parametrize(
    ("office", "steps"),
    [(BAN_DAN_TOC, [10, 8]), (SO_NOI_VU, [10, 9]), ("huyen-ngan-son/", [10, 9])],
)
def test_three_offices_share_ten_steps_and_nine_or_eight(
    demo: Demo, office: str, steps: list[int]
) -> None:
    guides = [demo.page(found.path) for found in demo.page(office).guides]
    assert steps in [[len(group.steps) for group in guide.groups] for guide in guides]


def test_steps_speak_in_the_name_of_each_office(demo: Demo) -> None:
    for office, name in ((BAN_DAN_TOC, "Ban Dân tộc"), (SO_NOI_VU, "Sở Nội vụ")):
        (guide,) = (demo.page(found.path) for found in demo.page(office).guides)
        assert name in encode(guide).decode()
        assert "{{" not in encode(guide).decode()


def test_catalogue_of_ethnic_affairs_has_two_rows_none_online_only(demo: Demo) -> None:
    table = _catalogue(demo, BAN_DAN_TOC)
    assert [column.total for column in table.columns] == [2, 0]
    assert sum(len(group.rows) for group in table.groups) == 2


def test_catalogue_of_home_affairs_runs_to_ten_in_groups_two_eight_and_nine(demo: Demo) -> None:
    table = _catalogue(demo, SO_NOI_VU)
    assert [group.numeral for group in table.groups] == ["II", "VIII", "IX"]
    numbers = [row.number for group in table.groups for row in group.rows]
    assert numbers == list(range(1, 11))
    assert [column.total for column in table.columns] == [10, 10]


def test_announcements_wait_for_number_and_day(demo: Demo) -> None:
    first = _announcement(demo, BAN_DAN_TOC).official
    second = _announcement(demo, SO_NOI_VU).official
    assert (first.number, first.signed_on) == ("", PartialDate(year=2023))
    assert (second.number, second.signed_on) == ("", PartialDate(year=2022, month=11))
    assert [len(one.legal_bases) for one in (first, second)] == [2, 2]
    assert all(basis.repealed_note for one in (first, second) for basis in one.legal_bases[:1])


def test_deputy_signs_for_the_head_and_recipients_stand_in_two_groups(demo: Demo) -> None:
    official = _announcement(demo, BAN_DAN_TOC).official
    signed = official.signatory
    assert (signed.authority, signed.authority_post, signed.post) == (
        "KT.",
        "TRƯỞNG BAN",
        "PHÓ TRƯỞNG BAN",
    )
    assert [group.title for group in official.recipients] == ["Bản điện tử", "Bản giấy"]


def test_results_are_received_three_ways_or_four_and_fees_paid_two(demo: Demo) -> None:
    ways = [
        [len(node.ways) for node in _announcement(demo, office).body if isinstance(node, kind)]
        for office, kind in (
            (BAN_DAN_TOC, ResultDelivery),
            (SO_NOI_VU, ResultDelivery),
            (SO_NOI_VU, PaymentNode),
        )
    ]
    assert ways == [[3], [4], [2]]


def test_announcement_holds_its_guide_word_for_word(demo: Demo) -> None:
    (embedded,) = (
        node for node in _announcement(demo, SO_NOI_VU).body if isinstance(node, EmbeddedGuide)
    )
    guide = demo.page(embedded.path)
    assert embedded.groups == guide.groups
    said = encode(guide).decode()
    assert "31/TTCNTT" in said
    assert "Giữ sẵn giấy tờ gốc" in said


def _of_kind(demo: Demo, kind: str, language: str = "vi") -> list[Any]:
    return [
        document
        for document in demo.collection.documents
        if document.kind == kind and document.head.language == language
    ]


def test_statistics_have_twenty_units_and_their_period(demo: Demo) -> None:
    (page,) = _of_kind(demo, "statistics")
    assert len(page.rows) == 20
    assert (page.period_from, page.period_until) == (date(2019, 1, 1), date(2019, 10, 22))
    columns = [column for group in page.column_groups for column in group.columns]
    assert {len(row.values) for row in page.rows} == {len(columns)}
    assert columns[page.chart_column].unit == "percent"


def test_plan_has_six_channels_and_six_assignments_and_a_number(demo: Demo) -> None:
    (plan,) = (page for page in _of_kind(demo, "outreach") if page.form == "plan")
    counts = [len(node.items) for node in plan.body if isinstance(node, Channels | Assignments)]
    assert counts == [6, 6]
    assert (plan.official.type_name, plan.official.number) == ("Kế hoạch", "57")
    assert plan.official.signed_on == PartialDate(year=2023, month=6, day=21)


def test_commune_has_an_account_guide_and_eleven_steps_each_with_boxes(demo: Demo) -> None:
    guides = [demo.page(found.path) for found in demo.page("xa-ea-kueh/").guides]
    counts = sorted(guide.groups[0].steps[-1].number for guide in guides)
    assert counts == [3, 11]
    (filing,) = (guide for guide in guides if len(guide.groups[0].steps) == 11)
    assert all(step.fields for step in filing.groups[0].steps)


def test_article_of_the_district_has_day_source_and_downloads(demo: Demo) -> None:
    articles = [page for page in _of_kind(demo, "outreach") if page.form == "article"]
    (article,) = (page for page in articles if page.head.path.startswith("huyen-ngan-son/"))
    assert article.source == "VP HĐND-UBND"
    assert article.head.published is not None
    assert article.attachments


def test_explainer_shows_regimes_in_order_of_time_and_two_ways_side_by_side(demo: Demo) -> None:
    (page,) = _of_kind(demo, "service_kinds")
    starts = [regime.valid_from or date.min for regime in page.regimes]
    assert starts == sorted(starts)
    assert len(starts) == 3
    assert [kind.name for kind in page.regimes[0].kinds] == [
        f"Mức độ {order}" for order in range(1, 5)
    ]
    assert page.comparison is not None


def test_leaflet_has_eight_full_panels_four_steps_and_its_imprint(demo: Demo) -> None:
    leaflet = demo.page("trung-tam-cntt/to-gap-2019/")
    parts = [part for panel in leaflet.panels for part in panel.parts]
    assert [panel.at for panel in leaflet.panels] == [*range(8)]
    steps = [step.number for part in parts if part.kind == "leaflet_steps" for step in part.steps]
    assert steps == [1, 2, 3, 4]
    assert all(
        step.pictures for part in parts if part.kind == "leaflet_steps" for step in part.steps
    )
    (kinds,) = (part for part in parts if part.kind == "leaflet_kinds")
    (figures,) = (part for part in parts if part.kind == "leaflet_statistics")
    assert (len(kinds.kinds), len(figures.rows)) == (4, 20)
    imprint = leaflet.imprint
    assert (imprint.print_run, imprint.printed_size) == (5000, "20,5 x 60 cm")
    assert (imprint.licence_number, imprint.deposit_month) == ("79/GPXB-STT&TT", "12/2019")


@pytest.mark.parametrize("phone", ["0209.3810.777", "0965.769.018"])
def test_help_points_can_be_called(demo: Demo, phone: str) -> None:
    (page,) = _of_kind(demo, "contact")
    cards = {card.phone: card for card in page.cards}
    assert cards[phone].phone_link == "+84" + phone.replace(".", "")[1:]


def test_closed_portals_say_where_to_go_now(demo: Demo) -> None:
    for guide in _of_kind(demo, "guide"):
        for group in guide.groups:
            assert bool(group.notice) == bool(group.closed_on)
            if group.portal:
                assert group.portal.address == "https://dichvucong.gov.vn"


def test_one_guide_and_the_explainer_are_in_english_as_far_as_they_are(demo: Demo) -> None:
    (guide,) = _of_kind(demo, "guide", "en")
    (explainer,) = _of_kind(demo, "service_kinds", "en")
    assert isinstance(guide, Guide)
    assert [len(group.steps) for group in guide.groups] == [10, 8]
    assert "online" in guide.head.title.lower()
    assert explainer.head.source_language == "vi"
    assert explainer.regimes[0].kinds[0].name != "Mức độ 1"


def test_home_in_tay_is_an_honest_alias(demo: Demo) -> None:
    home = demo.page("tyz/")
    assert (home.kind, home.head.is_alias) == ("home", True)
    assert set(demo.collection.sites) == {"vi", "en", "tyz"}


def test_home_answers_with_entries_that_lead_somewhere(demo: Demo) -> None:
    for path in ("", "en/"):
        home = demo.page(path)
        assert len(home.entries) >= 4
        for entry in home.entries:
            assert demo.page(entry.path)
        assert len(home.agencies) == 5


def test_no_account_number_of_the_demo_looks_real(demo: Demo) -> None:
    numbers = {
        node.account_number
        for document in demo.collection.documents
        for node in getattr(document, "body", ())
        if isinstance(node, PaymentNode)
    }
    assert all("SỐ MẪU" in number for number in numbers if number)
