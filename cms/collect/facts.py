"""All registries, read once for each build: one query a registry, whatever the number of pages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from cms.chips.remarks import REMARKED, ended_on, ended_words, in_force
from cms.models import (
    Agency,
    AgencyHomePage,
    ContactPoint,
    LegalDocument,
    PaymentFact,
    Portal,
    Procedure,
    ProcedureField,
    ServiceKind,
    ServiceKindRegime,
    Term,
)
from cms.models.fact import registries
from cms.models.legal_document import long_date
from cms.phones import phone_link
from sitegen.collect.alike import alike
from sitegen.collect.collecting import Collecting, PageCollecting, fact_key
from sitegen.collect.guard import readable
from sitegen.collect.offering import held_back
from sitegen.documents import base

__all__ = [
    "Facts",
    "account_key",
    "agency_name",
    "agency_of",
    "contact_card",
    "facts_of",
    "load_facts",
    "open_portal",
    "over",
    "portal_of",
    "public_fact_keys",
    "repealed_note",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The live rows of every registry by id, and which office has which page.

    ``agency_homes`` are (place in the tree, page, office): of the translations too that are not offered
    yet, below which other pages are. ``hidden`` holds the keys of the rows that are not published ("portal-3"), never their names;
    ``gone_kinds`` of each regime the numbers of the kinds that were published once.
    """

    agencies: Mapping[int, Agency]
    portals: Mapping[int, Portal]
    contacts: Mapping[int, ContactPoint]
    payments: Mapping[int, PaymentFact]
    legal_documents: Mapping[int, LegalDocument]
    procedures: Mapping[int, Procedure]
    procedure_fields: Mapping[int, ProcedureField]
    service_kinds: Mapping[int, ServiceKind]
    regimes: Mapping[int, ServiceKindRegime]
    terms: Mapping[int, Term]
    hidden: frozenset[str]
    gone_kinds: Mapping[int, list[int]]
    agency_homes: tuple[tuple[str, int, int], ...]


def load_facts(collecting: Collecting) -> Facts:
    """Read every registry; a fact that is not published is not there."""
    homes = {
        pk: (path, pk, agency)
        for pk, path, agency in AgencyHomePage.objects.values_list("pk", "path", "agency_id")
    }
    above = {
        *collecting.pages.among(homes),
        *collecting.elsewhere.among(homes),
        *held_back(homes),
    }
    finds = collecting.findings.append
    rows = {model: readable(_rows(model), finds) for model in registries()}
    gone_kinds: dict[int, list[int]] = {}
    for kind in rows[ServiceKind]:
        if kind.first_published_at and not kind.live:
            gone_kinds.setdefault(kind.regime_id, []).append(kind.pk)
    return Facts(
        agencies=_live(rows[Agency]),
        portals=_live(rows[Portal]),
        contacts=_live(rows[ContactPoint]),
        payments=_live(rows[PaymentFact]),
        legal_documents=_live(rows[LegalDocument]),
        procedures=_live(rows[Procedure]),
        procedure_fields=_live(rows[ProcedureField]),
        service_kinds=_live(rows[ServiceKind]),
        regimes=_live(rows[ServiceKindRegime]),
        terms=_live(rows[Term]),
        hidden=frozenset(fact_key(row) for found in rows.values() for row in found if not row.live),
        gone_kinds=gone_kinds,
        agency_homes=tuple(sorted(homes[pk] for pk in above)),
    )


def public_fact_keys() -> Iterator[str]:
    """Yield the key of every fact that may stand on a page now, and of every account."""
    for model in registries():
        live = model._default_manager.filter(live=True)
        yield from (f"{model._meta.model_name}-{pk}" for pk in live.values_list("pk", flat=True))
    for payment in PaymentFact.objects.filter(live=True):
        if payment.is_confirmed:
            yield account_key(payment.pk)


def account_key(payment: int) -> str:
    """Return the key of the account of a payment fact: it may go while the rest stays."""
    return f"account-{payment}"


def facts_of(asking: PageCollecting) -> Facts:
    """Return the registries as this build read them."""
    facts: Facts = asking.all.facts["cms"]
    return facts


def agency_of(asking: PageCollecting) -> Agency | None:
    """Return the office that answers for the page, or None with a finding."""
    facts, page = facts_of(asking), asking.page
    chosen = getattr(page, "agency_id", None) or _agency_above(facts, asking.place.tree_path)
    agency = facts.agencies.get(chosen or 0)
    if agency is None:
        asking.finds(
            "page-without-agency",
            "Trang chưa có cơ quan chịu trách nhiệm, hoặc cơ quan đó đã gỡ khỏi sổ.",
            hint="Mở trang, chọn cơ quan rồi xuất bản lại.",
        )
    return agency


def agency_name(asking: PageCollecting, agency: Agency | None) -> base.AgencyName | None:
    """Return how the page calls ``agency``, with the place of the office's own page."""
    if agency is None:
        return None
    found = base.AgencyName(
        name=asking.label(agency),
        short_name=asking.label(agency, "short_name"),
        capitals=agency.document_name,
        parent=agency.parent_document_name,
        path=_agency_path(asking, agency),
        fact_key=fact_key(agency),
        help=_help_line(asking, agency),
    )
    return alike(found)


def _help_line(asking: PageCollecting, agency: Agency) -> base.HelpLine | None:
    """Return whom readers of the office's pages call: its own contact, else that of one above."""
    facts, passed = facts_of(asking), set[int]()
    above: Agency | None = agency
    while above is not None and above.pk not in passed:
        passed.add(above.pk)
        point = _point_of_today(asking, above.help_contact_id)
        if point is not None and point.phone and over(point, asking.today) is None:
            return base.HelpLine(
                phone=point.phone,
                phone_link=phone_link(point.phone),
                fact_key=fact_key(point),
                note=asking.remark(point, point.note),
                email=point.email,
            )
        above = facts.agencies.get(above.parent_id or 0)
    return None


def contact_card(asking: PageCollecting, pk: int) -> base.ContactCard | None:
    """Return the card of a contact point, or of what took its place; None with a finding.

    The numbers of one that is over lead nowhere, and its note says until when it was right.
    """
    point = _point_of_today(asking, pk)
    if point is None:
        asking.finds(
            "contact-missing",
            "Đầu mối liên hệ này chưa xuất bản hoặc đã gỡ khỏi sổ, nên không hiện trong trang.",
            hint="Xuất bản đầu mối đó, hoặc chọn đầu mối khác rồi xuất bản lại.",
            about=f"contactpoint-{pk}",
        )
        return None
    hours, phones = _in_one_line(point.hours), _more_phones(point)
    note, last = asking.remark(point, point.note), over(point, asking.today)
    if last is not None:
        said = ended_words(last, asking.language)
        note = f"{said} {note}".strip()
        if asking.language not in REMARKED:
            asking.still_source(note)
        phones = tuple(replace(one, phone_link="") for one in phones)
        asking.finds(
            "contact-over",
            f"Đầu mối “{point}” chỉ đúng đến hết ngày {last:%d/%m/%Y}, chưa có đầu mối thay.",
            hint="Mở sổ đầu mối, ghi số mới hoặc chọn “Được thay bằng”.",
            about=fact_key(point),
            is_shown=True,
        )
    # An address is a name: it needs no translation.
    asking.still_source(hours, *(phone.words for phone in phones))
    card = base.ContactCard(
        name=asking.label(point),
        address=point.address,
        phone=point.phone,
        phone_link="" if last else phone_link(point.phone),
        fax=point.fax,
        email=point.email,
        hours=hours,
        more_phones=phones,
        note=note,
        fact_key=fact_key(point),
    )
    return alike(card)


def _point_of_today(asking: PageCollecting, pk: int | None) -> ContactPoint | None:
    """Return a contact point, or the last of its successors that has begun where it is over."""
    contacts = facts_of(asking).contacts
    point = contacts.get(pk or 0)
    found: ContactPoint | None = point and in_force(point, contacts.get, asking.today)
    return found


def _more_phones(point: ContactPoint) -> tuple[base.Phone, ...]:
    return tuple(
        base.Phone(
            number=row["value"]["number"],
            phone_link=phone_link(row["value"]["number"]),
            words=row["value"].get("words") or "",
        )
        for row in point.more_phones.get_prep_value()
    )


def _in_one_line(text: str) -> str:
    """Return lines as they are read one after another: "Sáng 7h30-11h; Chiều 13h-17h"."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    ends = (" " if line[-1] in ".,;:" else "; " for line in lines)
    return "".join(map("".join, zip(lines, ends, strict=True))).rstrip(" ;")


def open_portal(asking: PageCollecting, pk: int | None) -> base.Portal | None:
    """Return where readers go today instead of a portal that has closed, the portal while it is open.

    Its ``address`` is "" when nothing has taken its place. None for one that is not published.
    """
    portals = facts_of(asking).portals
    row, chosen = portals.get(pk or 0), portal_of(asking, pk)
    if row is None or chosen is None or (last := over(row, asking.today)) is None:
        return chosen
    now = in_force(row, portals.get, asking.today)
    today = portal_of(asking, now.pk) if over(now, asking.today) is None else None
    closed = base.ClosedPortal(
        name=chosen.name,
        short_name=chosen.short_name,
        address=chosen.address,
        closed_on=last + timedelta(days=1),
        fact_key=chosen.fact_key,
    )
    return alike(replace(today or replace(chosen, address=""), closed=closed))


def over(fact: Any, today: date) -> date | None:
    """Return the last day of a fact that is over, None for one that still holds."""
    last = ended_on(fact)
    return last if last is not None and last < today else None


def portal_of(asking: PageCollecting, pk: int | None) -> base.Portal | None:
    """Return a portal as the registry names it, or None."""
    portal = facts_of(asking).portals.get(pk or 0)
    if portal is None:
        return None
    found = base.Portal(
        name=asking.label(portal),
        short_name=asking.label(portal, "short_name"),
        address=portal.address,
        fact_key=fact_key(portal),
    )
    return alike(found)


def repealed_note(asking: PageCollecting, document: LegalDocument) -> str:
    """Return what readers should know of a text that is no longer in force, or ""."""
    until: date | None = document.valid_until
    if until is None or until >= asking.today:
        return ""
    by = facts_of(asking).legal_documents.get(document.replaced_by_id or 0)
    instead = f", được thay bằng {by}" if by else ""
    return f"Hết hiệu lực sau {long_date(until)}{instead}."


def _rows(model: Any) -> Any:
    rows = model._default_manager.all()
    if model is PaymentFact:
        rows = rows.select_related("entered_by")  # a remark names who may not confirm
    return rows


def _live(rows: list[Any]) -> dict[int, Any]:
    return {row.pk: row for row in rows if row.live}


def _agency_above(facts: Facts, tree_path: str) -> int | None:
    above = [(path, agency) for path, _, agency in facts.agency_homes if tree_path.startswith(path)]
    return max(above, key=lambda found: len(found[0]))[1] if above else None


def _agency_path(asking: PageCollecting, agency: Agency) -> str:
    pages = asking.all.pages
    owned = [pk for _, pk, owner in facts_of(asking).agency_homes if owner == agency.pk]
    homes = [pages[pk] for pk in owned if pk in pages]
    homes = homes or [*asking.all.elsewhere.among(owned).values()]
    mine = [page for page in homes if page.language == asking.language]
    return (mine or homes)[0].path if homes else ""
