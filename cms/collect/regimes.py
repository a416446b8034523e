"""Service kinds of one regime, as the explainer shows them."""

from cms.collect.facts import facts_of
from cms.models import LegalDocument, ServiceKind, ServiceKindRegime
from sitegen.collect.collecting import PageCollecting, fact_key, lines
from sitegen.documents import kinds
from sitegen.languages import SOURCE

__all__ = ["collect_regime"]


def collect_regime(pk: int, number: int, asking: PageCollecting) -> kinds.ServiceKindRegime | None:
    """Return the regime, ``number`` on its page, with its kinds in order, or None with a finding."""
    facts = facts_of(asking)
    regime = facts.regimes.get(pk)
    if regime is None:
        asking.finds("regime-missing", "Một quy định về loại hình đã bị gỡ khỏi sổ.")
        return None
    mine = sorted(
        (kind for kind in facts.service_kinds.values() if kind.regime_id == pk),
        key=lambda kind: kind.order,
    )
    for gone in facts.gone_kinds.get(pk, ()):
        asking.finds(
            "kind-missing",
            f"Một loại hình của {regime} đã bị gỡ khỏi sổ, nên trang này và các tờ gấp lấy quy định"
            f" ấy từ đây không còn loại hình đó.",
            hint="Nếu gỡ nhầm, mở loại hình đó rồi xuất bản lại; nếu đúng là thôi, xoá nó khỏi sổ.",
            about=f"servicekind-{gone}",
        )
    document = facts.legal_documents.get(regime.legal_document_id or 0)
    before = (facts.service_kinds.get(kind.corresponds_to_id or 0) for kind in mine)
    shown = (regime, *mine, *(kind for kind in before if kind))
    return kinds.ServiceKindRegime(
        name=asking.label(regime),
        legal_basis=_legal_basis(document, asking),
        valid_from=regime.valid_from,
        valid_until=regime.valid_until,
        kinds=tuple(_kind(kind, asking) for kind in mine),
        features=_features(regime, mine, asking),
        note=asking.remark(regime, regime.note),
        fact_keys=tuple(dict.fromkeys(map(fact_key, shown))),
        legal_key=fact_key(document) if document else "",
        number=number,
    )


def _legal_basis(document: LegalDocument | None, asking: PageCollecting) -> str:
    if document is None:
        return ""
    if asking.language == SOURCE:
        return str(document)
    said = document.label(asking.language)
    if said is None:
        asking.still_source(str(document))
    return said or str(document)


def _kind(kind: ServiceKind, asking: PageCollecting) -> kinds.ServiceKind:
    before = facts_of(asking).service_kinds.get(kind.corresponds_to_id or 0)
    return kinds.ServiceKind(
        name=asking.label(kind),
        definition=_definition(kind, asking),
        corresponds_to=asking.label(before) if before else "",
    )


def _definition(kind: ServiceKind, asking: PageCollecting) -> tuple[str, ...]:
    said = kind.label(asking.language, "definition")
    if said is None:
        asking.still_source(*lines(kind.definition))
    return lines(said or kind.definition)


def _features(
    regime: ServiceKindRegime, mine: list[ServiceKind], asking: PageCollecting
) -> tuple[kinds.ServiceFeature, ...]:
    features = []
    for block in regime.features.get_prep_value():
        value = block["value"]
        offered = {int(order) for order in value["offered_by"].split()}
        label = value["label"]
        if asking.language == "en" and value.get("label_english"):
            label = value["label_english"]
        else:
            asking.still_source(label)
        features.append(
            kinds.ServiceFeature(label=label, offered=tuple(kind.order in offered for kind in mine))
        )
    return tuple(features)
