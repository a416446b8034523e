"""Closed: where a text leads to a portal that is no more, and what readers find there instead."""

from cms.chips.remarks import REMARKED, ended_on, living_remark
from cms.collect.facts import facts_of, open_portal, over
from cms.models import Portal
from sitegen.collect.collecting import PageCollecting, fact_key
from sitegen.documents.inline import FactValue, Link
from sitegen.render.inline import plain_text

__all__ = ["instead_of_link", "still_open"]


def still_open(asking: PageCollecting, address: str) -> str:
    """Return ``address``, or that of what took the place of the closed portal there; "" for nothing."""
    portal = _closed_at(asking, address)
    if portal is None:
        return address
    now = open_portal(asking, portal.pk)
    return now.address if now else ""


def instead_of_link(asking: PageCollecting, link: Link) -> FactValue | None:
    """Return what stands for a link that was written by hand to a closed portal, else None.

    Its words stay as they were written, also on paper; the remark leads to where one goes today.
    """
    portal = _closed_at(asking, link.address)
    if portal is None:
        return None
    now = open_portal(asking, portal.pk)
    other = now.address if now else ""
    said = plain_text(link.children)
    remark = living_remark(
        ended_on(portal), other, said, today=asking.today, language=asking.language
    )
    if asking.language not in REMARKED:
        asking.still_source(remark, remark.rpartition(other)[0])  # nobody has given us the words
    return FactValue(
        value=said,
        fact_key=fact_key(portal),
        remark=remark,
        remark_key=now.fact_key if now and other else "",
        now=other,
        now_address=other,
        is_issued=True,
    )


def _closed_at(asking: PageCollecting, address: str) -> Portal | None:
    """Return the portal at ``address`` when it has closed; the longest that fits is the one meant."""
    place = _place(address)
    found: list[Portal] = []
    longest = ""
    for portal in facts_of(asking).portals.values():
        root = _place(portal.address)
        if len(root) >= len(longest) and (f"{place}/").startswith(f"{root}/"):
            found = [portal] if len(root) > len(longest) else [*found, portal]
            longest = root
    is_shut = found and all(over(portal, asking.today) for portal in found)
    return found[0] if is_shut else None


def _place(address: str) -> str:
    """Return host and path as one compares them ("dichvucong.gov.vn/p")."""
    place = address.partition("://")[2].partition("?")[0].partition("#")[0]
    return place.lower().removeprefix("www.").rstrip("/")
