"""Pages that every office owes: who it is, its channels, what it suspends."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, tzinfo
from typing import Any

from cms.collect.closed import still_open
from cms.collect.facts import agency_name, agency_of, facts_of, open_portal
from cms.collect.nodes import cards, collect_blocks, collect_body
from cms.models import AboutPage, ChannelsPage, SuspensionPage
from cms.models.about import PARTS
from cms.phones import phone_link
from sitegen.collect.collecting import Collecting, PageCollecting, fact_key
from sitegen.collect.guard import readable
from sitegen.collect.stored import unwrapped_all
from sitegen.documents import base, office
from sitegen.languages import SOURCE, in_language

__all__ = ["collect_about", "collect_channels", "collect_suspension", "load_leaders"]

TITLES: dict[str, dict[str, str]] = {
    "functions": {
        "vi": "Chức năng, nhiệm vụ, quyền hạn",
        "en": "Functions, tasks and powers",
    },
    "organisation": {"vi": "Cơ cấu tổ chức", "en": "Organisation"},
    "history": {"vi": "Lịch sử hình thành và phát triển", "en": "History"},
    "administration": {"vi": "Tổ chức hành chính", "en": "Administrative organisation"},
    "boundaries": {"vi": "Bản đồ địa giới hành chính", "en": "Boundary map"},
    "nature": {"vi": "Điều kiện tự nhiên", "en": "Natural conditions"},
    "culture": {
        "vi": "Lịch sử, văn hoá, di tích",
        "en": "History, culture and monuments",
    },
}
"""What stands above each part, by language; other languages use the source's."""


def load_leaders(collecting: Collecting) -> dict[str, dict[str, Any]]:
    """Return by translation key the leaders of visible pages in the source language, by block: one query."""
    pages = readable(AboutPage.objects.filter(live=True).order_by("pk"), collecting.findings.append)
    found: dict[str, dict[str, Any]] = {}
    for page in pages:
        place = collecting.pages.get(page.pk)
        if place is not None and place.language == SOURCE:
            blocks = page.leaders.get_prep_value()
            found[place.key] = {one["id"]: one["value"] for one in blocks}
    return found


def collect_about(page: AboutPage, asking: PageCollecting) -> office.About:
    """Giới thiệu: the parts that say something, in their order; headings in them stand one lower."""
    blocks: list[dict[str, Any]] = []
    for name in PARTS:
        if stored := getattr(page, name).get_prep_value():
            title = in_language(TITLES[name], asking.language)
            if asking.language not in TITLES[name]:
                asking.still_source(title)
            blocks.append({"type": "heading", "value": {"text": title, "level": "2"}})
            blocks += map(_one_lower, stored)
    leaders = [_leader(block, asking) for block in page.leaders.get_prep_value()]
    return office.About(
        lead=page.lead,
        body=collect_blocks(blocks, asking),
        leaders=tuple(leaders),
        head=asking.head(agency=agency_name(asking, agency_of(asking))),
    )


def _one_lower(block: dict[str, Any]) -> dict[str, Any]:
    if block["type"] != "heading":
        return block
    return {**block, "value": {**block["value"], "level": "3"}}


def _leader(block: dict[str, Any], asking: PageCollecting) -> office.Leader:
    """Return a leader; a translation shows of the person what its source shows now, and no more."""
    value = person = block["value"]
    if asking.language != SOURCE:
        person = asking.all.facts["leaders"].get(asking.place.key, {}).get(block["id"], {})
    chosen = person.get("portrait")
    with asking.at(value["post"]):
        portrait = asking.picture(chosen) if chosen else None
    return office.Leader(
        post=value["post"],
        name=person.get("name") or "",
        portrait=portrait,
        biography=(person.get("biography") and value.get("biography")) or "",
        tasks=tuple(unwrapped_all(value.get("tasks"))),
    )


def collect_suspension(page: SuspensionPage, asking: PageCollecting) -> office.Suspension:
    """Thông báo tạm ngừng, as it stands at this hour."""
    starts, until = page.starts_at, page.ends_at
    now, zone = asking.all.now, asking.all.zone
    return office.Suspension(
        subjects=tuple(_suspended(page, asking)),
        starts=starts.astimezone(zone) if starts else None,
        until=until.astimezone(zone) if until else None,
        state="over" if until and until <= now else "now" if starts and starts <= now else "coming",
        reason=page.reason,
        forced_by=page.force_majeure_reason if page.is_force_majeure else "",
        body=collect_body(page.body, asking),
        contacts=cards(unwrapped_all(page.points.get_prep_value()), asking),
        head=_with_hours(asking.head(agency=agency_name(asking, agency_of(asking))), page, zone),
    )


def _with_hours(head: base.Head, page: SuspensionPage, zone: tzinfo) -> base.Head:
    """Return the head with the hours before its summary: lists, feeds and search show no more."""
    if not (page.starts_at and page.ends_at):
        return head
    first, last = (
        f"{one.astimezone(zone):%H:%M %d/%m/%Y}" for one in (page.starts_at, page.ends_at)
    )
    said = f"{first} – {last}. {head.summary}".strip()
    foreign, older = (
        tuple(said if one == head.summary else one for one in found)
        for found in (head.untranslated, head.stale)
    )
    return replace(head, summary=said, untranslated=foreign, stale=older)


def _suspended(page: SuspensionPage, asking: PageCollecting) -> Iterator[office.Suspended]:
    facts = facts_of(asking)
    for block in page.suspended.get_prep_value():
        kind, value = block["type"], block["value"]
        if kind == "other":
            yield office.Suspended(name=value)
        elif kind == "portal" and (portal := open_portal(asking, value)):
            named, is_open = portal.chosen, portal.closed is None
            yield office.Suspended(
                name=named.name, address=portal.address if is_open else "", fact_key=named.fact_key
            )
        elif kind == "procedure" and (procedure := facts.procedures.get(value)):
            yield office.Suspended(
                name=asking.label(procedure),
                address=still_open(asking, procedure.address),
                fact_key=fact_key(procedure),
            )
        else:
            asking.finds(
                "suspended-missing",
                "Cổng hoặc thủ tục tạm ngừng chưa xuất bản hay đã gỡ khỏi sổ, nên không hiện trong "
                "trang.",
                hint="Xuất bản dòng đó trong sổ, hoặc chọn dòng khác rồi xuất bản lại.",
                about=f"{kind}-{value}",
            )


def collect_channels(page: ChannelsPage, asking: PageCollecting) -> office.ChannelList:
    """Kênh cung cấp thông tin."""
    found = (_channel(value, asking) for value in unwrapped_all(page.channels.get_prep_value()))
    return office.ChannelList(
        lead=page.lead,
        channels=tuple(channel for channel in found if channel is not None),
        body=collect_body(page.body, asking),
        head=asking.head(agency=agency_name(asking, agency_of(asking))),
    )


def _channel(value: dict[str, Any], asking: PageCollecting) -> office.InformationChannel | None:
    """Return a channel; what is typed comes before what the registries say of it."""
    portal = open_portal(asking, value["portal"]) if value.get("portal") else None
    card = next(iter(cards([value["contact"]] if value.get("contact") else [], asking)), None)
    name = value.get("name") or (portal.name if portal else card.name if card else "")
    if not name or (value.get("portal") and portal is None):
        asking.finds(
            "channel-missing",
            "Một kênh không hiện: cổng hay đầu mối đã chọn chưa xuất bản hoặc đã gỡ khỏi sổ.",
            hint="Xuất bản dòng đó trong sổ, hoặc sửa kênh rồi xuất bản lại.",
        )
        return None
    phone = value.get("phone") or (card.phone if card else "")
    return office.InformationChannel(
        form=value["form"],
        name=name,
        address=still_open(asking, value.get("address") or (portal.address if portal else "")),
        place=value.get("place") or (card.address if card else ""),
        phone=phone,
        phone_link=phone_link(phone),
        run_by=value.get("run_by") or "",
        since=_day(value.get("since")),
        fact_keys=tuple(one.fact_key for one in (portal, card) if one),
    )


def _day(stored: date | str | None) -> date | None:
    """Return a day as a block keeps it: written out in what was stored, a date in a draft."""
    return date.fromisoformat(stored) if isinstance(stored, str) and stored else stored or None
