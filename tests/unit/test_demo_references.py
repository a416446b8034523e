"""Whatever the demo's content names by key is there, in every module and in English."""

import pytest

from cms.demo.attachments import ATTACHMENTS
from cms.demo.content.announcements import ANNOUNCEMENTS
from cms.demo.content.english import ENGLISH
from cms.demo.content.explainer import EXPLAINER
from cms.demo.content.guides import GUIDES
from cms.demo.content.home import AGENCY_HOMES, CONTACT, HOME, SITE
from cms.demo.content.leaflet import LEAFLET
from cms.demo.content.legal_documents import LEGAL_DOCUMENTS
from cms.demo.content.national_leaflet import NATIONAL_LEAFLET
from cms.demo.content.outreach import OUTREACH
from cms.demo.content.procedures import PROCEDURE_FIELDS, PROCEDURES
from cms.demo.content.registries import AGENCIES, CONTACTS, PAYMENTS, PORTALS
from cms.demo.content.service_kinds import SERVICE_KIND_REGIMES
from cms.demo.content.shapes import Body
from cms.demo.content.statistics import STATISTICS
from cms.demo.content.step_sets import STEP_SETS
from cms.demo.content.tay import TAY
from cms.demo.drawings import callouts
from tests.unit.demo_texts import segments, texts

_PAGES = (*GUIDES, *ANNOUNCEMENTS, *OUTREACH)
_PAGE_KEYS = [page.key for page in _PAGES] + [
    page["key"] for page in (EXPLAINER, STATISTICS, LEAFLET, NATIONAL_LEAFLET, CONTACT, HOME)
]
_AGENCY_KEYS = {row.key for row in AGENCIES}
_CONTACT_KEYS = {row.key for row in CONTACTS}
_KIND_KEYS = {kind.key for regime in SERVICE_KIND_REGIMES for kind in regime.kinds}


def _bodies() -> list[Body]:
    closings = [group.closing for guide in GUIDES for group in guide.groups]
    pages = [EXPLAINER["body"], STATISTICS["body"], CONTACT["body"]]
    return [*(page.body for page in _PAGES), *closings, *pages]


@pytest.mark.parametrize(
    "rows",
    [AGENCIES, PORTALS, CONTACTS, PAYMENTS, LEGAL_DOCUMENTS, PROCEDURE_FIELDS, PROCEDURES],
)
def test_keys_of_a_registry_are_unique(rows: tuple[object, ...]) -> None:
    keys = [row.key for row in rows]  # type: ignore[attr-defined]
    assert len(keys) == len(set(keys))


def test_pages_have_keys_of_their_own() -> None:
    assert len(_PAGE_KEYS) == len(set(_PAGE_KEYS))


def test_registries_name_rows_that_exist() -> None:
    assert {row.parent for row in AGENCIES} <= _AGENCY_KEYS | {""}
    portals = {row.key for row in PORTALS}
    assert {row.portal for row in AGENCIES} | {row.replaced_by for row in PORTALS} <= portals | {""}
    legal = {row.key for row in LEGAL_DOCUMENTS}
    assert {row.replaced_by for row in LEGAL_DOCUMENTS} <= legal | {""}
    assert {row.agency for row in (*CONTACTS, *PAYMENTS)} <= _AGENCY_KEYS
    assert {row.field for row in PROCEDURES} <= {row.key for row in PROCEDURE_FIELDS}
    assert {row.agency for row in PROCEDURES} <= _AGENCY_KEYS | {""}
    assert {row.kind for row in PROCEDURES} <= _KIND_KEYS | {""}
    assert {row.legal_document for row in SERVICE_KIND_REGIMES} <= legal


def test_pages_name_offices_and_legal_documents_that_exist() -> None:
    assert {page.agency for page in _PAGES} <= {home["agency"] for home in AGENCY_HOMES}
    officials = [page.official for page in (*ANNOUNCEMENTS, *OUTREACH) if page.official]
    cited = {key for official in officials for key in official.legal_bases}
    assert cited <= {row.key for row in LEGAL_DOCUMENTS}


def test_guides_name_step_sets_and_contacts_that_exist() -> None:
    used = {group.step_set for guide in GUIDES for group in guide.groups} - {""}
    assert used == {step_set.key for step_set in STEP_SETS}
    assert {contact for guide in GUIDES for contact in guide.contacts} <= _CONTACT_KEYS


def test_bodies_name_pages_files_and_facts_that_exist() -> None:
    guides = {guide.key for guide in GUIDES}
    payments = {row.key for row in PAYMENTS}
    for kind, value in (block for body in _bodies() for block in body):
        if kind == "guide":
            assert value["guide"] in guides
        elif kind == "payment":
            assert value["fact"] in payments
        elif kind == "contacts":
            assert set(value["points"]) <= _CONTACT_KEYS
        elif kind == "downloads":
            assert set(value["files"]) <= set(ATTACHMENTS)
        elif kind == "see_also":
            assert set(value["pages"]) <= set(_PAGE_KEYS)


def test_home_and_leaflet_name_pages_that_exist() -> None:
    assert {entry["page"] for entry in HOME["entries"]} <= set(_PAGE_KEYS)
    panels = (*LEAFLET["panels"], *NATIONAL_LEAFLET["panels"])
    parts = [part for *_, panel in panels for part in panel]
    named = {value.get("page") or value.get("guide") for _, value in parts} - {None}
    assert named <= set(_PAGE_KEYS)


def _translated() -> set[str]:
    guide = next(row for row in GUIDES if row.key == "huong-dan-ban-dan-toc")
    plain = [guide.title, guide.summary, guide.audience, *guide.prepare]
    for group in guide.groups:
        plain += [group.title, *(value for _, value in group.parameters)]
    for step_set in STEP_SETS:
        plain += [step_set.name, step_set.lead]
        for step in step_set.steps:
            plain += [step.title, step.body, step.condition]
            plain += [label for name in step.pictures for *_, label in callouts(name)]
    plain += [EXPLAINER[name] for name in ("title", "summary", "lead", "menu_title")]
    plain += _home_texts()
    plain += texts(EXPLAINER["comparison"])
    for kind, value in EXPLAINER["body"]:
        shown = value if kind == "paragraph" else [value.get("title"), value.get("text")]
        plain += [text for text in texts(shown) if text]
    return {segment for text in plain for segment in segments(text)}


def _home_texts() -> list[str]:
    office = next(row for row in AGENCY_HOMES if row["agency"] == "ban-dan-toc")
    entries = [entry[name] for entry in HOME["entries"] for name in ("title", "text")]
    asked = [HOME[name] for name in ("title", "summary", "question", "lead")]
    begun = ANNOUNCEMENTS[0].title
    return [SITE["name"], SITE["tagline"], office["lead"], begun, *asked, *entries]


def test_english_has_every_string_of_its_pages_and_no_other() -> None:
    assert set(ENGLISH) == _translated()


def test_english_keeps_links_and_tokens() -> None:
    for vietnamese, english in ENGLISH.items():
        for mark in ("{{", '<a id="a1">', "<code>"):
            assert vietnamese.count(mark) == english.count(mark), vietnamese


def test_nothing_is_invented_in_tay() -> None:
    assert not TAY
