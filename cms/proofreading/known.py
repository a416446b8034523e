"""What the rules know of the registries, as plain values."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from cms.collect.facts import Facts
from cms.collect.outdated import closed_portal, ended_text
from cms.models import Portal
from cms.proofreading.private import private_in
from sitegen.collect.collecting import Collecting
from sitegen.documents.outdated import Outdated
from sitegen.proofreading.texts import Known, PortalName, Term

__all__ = ["known_of", "load_known"]


def load_known(collecting: Collecting) -> Known:
    """Return what is outdated today; the registries were read before.

    Every page depends on all of it, and is collected again when any of it changes: so it holds
    nothing but what has ended.
    """
    facts: Facts = collecting.facts["cms"]
    outdated, terms = tuple(_outdated(facts, collecting)), tuple(_terms(facts, collecting))
    signs = tuple(sorted(set(_signs(outdated, terms))))
    return Known(outdated=outdated, terms=terms, signs=signs)


def known_of(collecting: Collecting) -> Known:
    """Return all that the rules know, for one draft."""
    facts: Facts = collecting.facts["cms"]
    known: Known = collecting.facts["proofreading"]
    portals = tuple(map(_named, facts.portals.values()))
    names = (one.name.lower() for one in facts.agencies.values())
    spelled = frozenset(word for name in names for word in name.split())
    return replace(known, portals=portals, private=private_in, spelled=spelled)


def _signs(outdated: Iterable[Outdated], terms: Iterable[Term]) -> Iterator[str]:
    """Yield what texts with something outdated have in them, plain and as JSON writes it.

    Of an address that is its domain, of a number what is before its letters, of a term its first.
    """
    for one in outdated:
        if one.is_misleading:
            yield from _written(".".join(one.words.partition("/")[0].split(".")[-2:]))
        else:
            yield from _written(one.words.rpartition("/")[0] or one.words)
    for term in terms:
        yield from _written(term.words.split()[0])


def _written(sign: str) -> Iterator[str]:
    for said in (sign, sign.lower(), sign.upper()):
        yield from (said, json.dumps(said)[1:-1])


def _named(portal: Portal) -> PortalName:
    host = portal.address.partition("://")[2].removeprefix("www.").rstrip("/")
    names = (name for name in (portal.name, portal.short_name) if name)
    return PortalName(tuple(dict.fromkeys(names)), host)


def _outdated(facts: Facts, collecting: Collecting) -> Iterator[Outdated]:
    day = collecting.today
    for portal in facts.portals.values():
        yield from closed_portal(portal, _by(facts.portals, portal), day)
    for text in facts.legal_documents.values():
        yield from ended_text(text, _by(facts.legal_documents, text), day)


def _by(rows: Mapping[int, Any], row: Any) -> Any:
    return rows.get(row.replaced_by_id or 0)


def _terms(facts: Facts, collecting: Collecting) -> Iterator[Term]:
    """Yield the kinds of each regime that is over and followed by one with kinds of its own."""
    kinds = list(facts.service_kinds.values())
    now = {one.corresponds_to_id: one.name for one in kinds if one.corresponds_to_id}
    begun = [
        regime.valid_from
        for regime in facts.regimes.values()
        if regime.valid_from
        and regime.valid_from <= collecting.today
        and any(kind.regime_id == regime.pk for kind in kinds)
    ]
    for kind in kinds:
        regime = facts.regimes.get(kind.regime_id)
        until = regime.valid_until if regime else None
        if until and any(day > until for day in begun):
            yield Term(kind.name, until, now.get(kind.pk, ""))
