"""Withdrawing a fact of a registry: it goes from every place where it stands, and nothing else."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from sitegen.documents.base import AgencyName, ContactCard, HelpLine, Portal
from sitegen.documents.codec import encode
from sitegen.documents.inline import FactValue, Text
from sitegen.documents.kinds import (
    Announcement,
    Contact,
    Document,
    Guide,
    Home,
    Outreach,
    ServiceKind,
    ServiceKindRegime,
    ServiceKinds,
)
from sitegen.documents.leaflet import (
    Imprint,
    Leaflet,
    LeafletFormat,
    LeafletKinds,
    LeafletSteps,
    Panel,
    PortalLine,
)
from sitegen.documents.nodes import (
    Catalogue,
    CatalogueColumn,
    CatalogueGroup,
    CatalogueRow,
    Contacts,
    EmbeddedGuide,
    Paragraph,
    Payment,
    Step,
    StepGroup,
)
from sitegen.documents.official import LegalBasis, Official
from sitegen.documents.site import Keeper
from sitegen.release.withdraw import Withdrawn, without
from tests.unit.withdraw_samples import HOME, SUMMARY, WORD, a_head, the_sites

FACT = "contactpoint-9"
GONE = Withdrawn(facts=frozenset({FACT}))
STAYS = Paragraph(children=(Text(value="Ở lại"),))
CARD = ContactCard(name=WORD, address=WORD, fact_key=FACT)
OTHER_CARD = ContactCard(name="Ở lại", phone="0209.3810.777", fact_key="contactpoint-1")
PORTAL = Portal(name=WORD, short_name=WORD, address=f"https://{WORD}.vn", fact_key=FACT)
STEP = Step(number=1, anchor="b", title=(Text(value=f"Mở {WORD}"),))
GROUP = StepGroup(anchor="a", title=f"Cách {WORD}", steps=(STEP,), fact_keys=(FACT, "portal-1"))
OFFICE = AgencyName(name=WORD, short_name=WORD, fact_key=FACT)
ACCOUNT = Payment(
    title="Nộp phí",
    ways=("Nộp tại quầy",),
    account_holder=WORD,
    account_number=WORD,
    bank=WORD,
    fact_key="paymentfact-9",
    account_key=FACT,
)
REGIME = ServiceKindRegime(
    name="Bốn mức độ", legal_basis="", valid_from=None, valid_until=None, kinds=()
)


def _page(*body: Any) -> Outreach:
    return Outreach(head=a_head("page-5", "bai/", "Bài"), form="article", lead="", body=body)


def _guide(*groups: StepGroup, **more: Any) -> Guide:
    return Guide(head=a_head("page-8", "hd/", "Hướng dẫn", **more), groups=groups)


def _leaflet(*parts: Any) -> Leaflet:
    return Leaflet(
        head=a_head("page-6", "to-gap/", "Tờ gấp"),
        format=LeafletFormat(),
        panels=(Panel(name="Bìa", parts=(STAYS, *parts)),),
        imprint=Imprint(print_run=1, printed_size="A4", printer="Nhà in"),
    )


def _notice(**more: Any) -> Announcement:
    values = {"type_name": "Thông báo", "symbol": "TB", "summary_line": "Về"}
    official = Official(**values | {"issuing_agency": "Ở lại"} | more)
    return Announcement(head=a_head("page-7", "tb/", "Thông báo"), official=official)


def _explainer(*regimes: ServiceKindRegime) -> ServiceKinds:
    return ServiceKinds(head=a_head("page-4", "muc/", "Mức độ"), lead="", regimes=regimes)


PLACES: dict[str, Callable[[], Document]] = {
    "contact page": lambda: Contact(
        head=a_head("page-3", "lien-he/", "Liên hệ"), lead="", cards=(CARD, OTHER_CARD)
    ),
    "contacts of a page": lambda: _page(STAYS, Contacts(title=WORD, cards=(CARD,))),
    "contacts of a leaflet": lambda: _leaflet(Contacts(title=WORD, cards=(CARD,))),
    "help line": lambda: replace(HOME, contacts=(CARD,)),
    "help line of an office": lambda: _guide(
        agency=AgencyName(
            name="Ở lại", short_name="Ở lại", help=HelpLine(phone=WORD, fact_key=FACT)
        )
    ),
    "keeper by its contact": lambda: replace(HOME, keeper=Keeper(agency=WORD, card=CARD)),
    "keeper by its office": lambda: replace(
        HOME, keeper=Keeper(agency=WORD, card=replace(CARD, fact_key="x-1"), fact_key=FACT)
    ),
    "portal of a way": lambda: _guide(replace(GROUP, title="", steps=(), portal=PORTAL)),
    "portal of a leaflet": lambda: _leaflet(PortalLine(title=WORD, portal=PORTAL)),
    "words inside steps": lambda: _guide(GROUP),
    "words inside an embedded guide": lambda: _page(
        EmbeddedGuide(guide_key="page-8", title="Hướng dẫn", path="hd/", groups=(GROUP,))
    ),
    "steps of a leaflet": lambda: _leaflet(
        LeafletSteps(title="", guide_key="page-8", steps=(STEP,), fact_keys=(FACT,))
    ),
    "kinds of a leaflet": lambda: _leaflet(
        LeafletKinds(title="", page_key="page-4", kinds=((WORD, (WORD,)),), fact_keys=(FACT,))
    ),
    "payment": lambda: _page(STAYS, replace(ACCOUNT, fact_key=FACT, account_key="account-9")),
    "account": lambda: _page(ACCOUNT),
    "value in a sentence": lambda: _page(
        STAYS, Paragraph(children=(FactValue(value=WORD, fact_key=FACT), Text(value="!")))
    ),
    "remark beside a value": lambda: _page(
        Paragraph(
            children=(
                FactValue(value="Ở lại", fact_key="x-1", remark=f" (nay {WORD})", remark_key=FACT),
            )
        )
    ),
    "office of a page": lambda: _guide(agency=OFFICE),
    "office that issues": lambda: _notice(issuing_agency=WORD, parent_agency=WORD, agency_key=FACT),
    "legal basis": lambda: _notice(legal_bases=(LegalBasis(citation=WORD, fact_key=FACT),)),
    "text in place of a legal basis": lambda: _notice(
        legal_bases=(LegalBasis(citation="Ở lại", repealed_note=WORD, note_key=FACT),)
    ),
    "basis of a regime": lambda: _explainer(replace(REGIME, legal_basis=WORD, legal_key=FACT)),
    "kind of a regime": lambda: _explainer(
        replace(
            REGIME, kinds=(ServiceKind(name=WORD, definition=(WORD,)),), fact_keys=("x-1", FACT)
        )
    ),
    "procedure of a catalogue": lambda: _page(
        STAYS,
        Catalogue(
            title="Danh mục",
            columns=(),
            groups=(
                CatalogueGroup(rows=(CatalogueRow(number=1, name=WORD, marks=(), fact_key=FACT),)),
            ),
        ),
    ),
}


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_nothing_is_left_of_a_withdrawn_fact_wherever_it_stands(place: str) -> None:
    named = PLACES[place]()
    before = encode(named).decode().lower()
    assert FACT in before
    assert WORD.lower() in before
    home = () if isinstance(named, Home) else (HOME,)
    documents, _ = without((*home, named), the_sites(), GONE)
    (found,) = [one for one in documents if one.head.key == named.head.key]
    said = encode(found).decode().lower()
    assert FACT not in said
    assert WORD.lower() not in said
    assert said.count("ở lại") == before.count("ở lại")


def test_account_that_is_no_longer_checked_leaves_the_other_ways_to_pay() -> None:
    documents, _ = without((HOME, _page(ACCOUNT)), {}, GONE)
    page = documents[1]
    assert isinstance(page, Outreach)
    (payment,) = page.body
    assert isinstance(payment, Payment)
    assert (payment.ways, payment.account_number) == (("Nộp tại quầy",), "")
    assert (payment.fact_key, payment.account_key) == ("paymentfact-9", "")


def test_rows_and_totals_of_a_catalogue_are_counted_anew() -> None:
    rows = tuple(
        CatalogueRow(number=number, name=f"Việc {number}", marks=(True,), fact_key=key)
        for number, key in ((1, "procedure-1"), (2, FACT), (3, "procedure-3"))
    )
    groups = (
        CatalogueGroup(rows=rows[:2], numeral="I", title="Một"),
        CatalogueGroup(rows=rows[2:], numeral="II", title=WORD, field_key=FACT),
    )
    table = Catalogue(title="", columns=(CatalogueColumn(label="Có", total=3),), groups=groups)
    documents, _ = without((HOME, _page(table)), {}, GONE)
    page = documents[1]
    assert isinstance(page, Outreach)
    (found,) = page.body
    assert isinstance(found, Catalogue)
    assert [(row.number, row.name) for group in found.groups for row in group.rows] == [
        (1, "Việc 1"),
        (2, "Việc 3"),
    ]
    assert found.columns[0].total == 2
    assert [(group.numeral, group.title) for group in found.groups] == [("I", "Một"), ("", "")]


@pytest.mark.parametrize(("left", "phone"), [((), ""), ((OTHER_CARD,), "0209.3810.777")])
def test_number_to_call_stands_at_the_foot_only_while_its_contact_stays(
    left: tuple[ContactCard, ...], phone: str
) -> None:
    number = "0209.3810.777"
    site = replace(the_sites()["vi"], help_phone=number, help_phone_link="+842093810777")
    home = replace(HOME, contacts=left or (replace(OTHER_CARD, fact_key=FACT),))
    _, sites = without((home,), {"vi": site}, GONE)
    assert (sites["vi"].help_phone, bool(sites["vi"].help_phone_link)) == (phone, bool(phone))


def test_lists_forget_the_name_of_an_office_that_was_withdrawn() -> None:
    guide = _guide(agency=OFFICE)
    line = replace(SUMMARY, key="page-8", path="hd/", title="Hướng dẫn", summary="", agency=WORD)
    home = replace(HOME, latest=(line,))
    asked: list[Document] = []

    def remake(pages: tuple[Document, ...]) -> tuple[Document, ...]:
        asked.extend(pages)
        return ()

    documents, _ = without((home, guide), {}, GONE, remake=remake)
    for pages in (documents, asked):
        assert WORD not in encode(tuple(pages)).decode()
    assert isinstance(documents[0], Home)
    assert documents[0].latest == (replace(line, agency=""),)


def test_facts_that_stay_change_nothing() -> None:
    pages = (HOME, _page(Contacts(title="Liên hệ", cards=(OTHER_CARD,)), ACCOUNT), _guide(GROUP))
    found, _ = without(pages, {}, Withdrawn(facts=frozenset({"contactpoint-2"})))
    assert all(one is before for one, before in zip(found, pages, strict=True))
