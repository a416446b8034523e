"""Translating: every word that an officer may write reaches translators, and comes back.

The pages are planted from the declarations (tests/site/planted.py): no list of blocks by hand.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from wagtail.documents import get_document_model
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.operations import translate_object

from cms.models import (
    AgencyHomePage,
    AnnouncementPage,
    ContactPoint,
    HomePage,
    LegalDocument,
    OutreachPage,
    PaymentFact,
    Portal,
    Procedure,
    ServiceKind,
    ServiceKindRegime,
    ServiceKindsPage,
    StatisticsPage,
    SuspensionPage,
)
from guides.models import GuidePage, StepSet
from media.models import Illustration
from sitegen.collect.registry import page_collectors
from sitegen.documents.codec import encode
from sitegen.preview import preview_response
from sitegen.render.print.leaflet_data import leaflet_data
from sitegen.render.print.official_data import official_data
from tests.factories import (
    Province,
    a_fact,
    a_guide_page,
    a_payment,
    a_picture,
    a_procedure,
    a_regime,
    a_service_kinds_page,
    a_statistics_page,
    a_step,
    a_step_set,
    an_attachment,
    put,
    stream,
)
from tests.grounds import on_province
from tests.site.collected import document_of
from tests.site.planted import Planter

PAGES = sorted(page_collectors(), key=lambda model: model.__name__)
_CANARY = re.compile(r"Chim([b-y]{4})ay")

_DAY = {
    "period_from": date(2019, 1, 1),
    "period_until": date(2019, 12, 31),
    "highlight_value": "98,1%",
}
_HOUR = {
    "starts_at": datetime(2026, 1, 1, tzinfo=UTC),
    "ends_at": datetime(2026, 1, 2, tzinfo=UTC),
}
NEEDED: dict[type, dict[str, Any]] = {
    StatisticsPage: _DAY,
    SuspensionPage: _HOUR,
    OutreachPage: {"form": OutreachPage.Form.PLAN, "posted_on": date(2023, 8, 18)},
    AnnouncementPage: {"signed_month": 11, "signed_year": 2022},
}
"""What is no word and has to be there."""


@pytest.fixture(scope="module")
def chosen(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[Any, int]]:
    """Something to choose wherever a block chooses."""
    with django_db_blocker.unblock(), on_province() as province:
        yield _chosen(province)


@pytest.fixture
def planter(chosen: dict[Any, int], db: None) -> Planter:
    return Planter(chosen)


def _chosen(province: Province) -> dict[Any, int]:
    regime = a_regime()
    kinds = a_service_kinds_page(province.home, regimes=stream(("regime", regime.pk)))
    return {
        Page: a_guide_page(province.office).pk,
        GuidePage: GuidePage.objects.get().pk,
        ServiceKindsPage: kinds.pk,
        StatisticsPage: a_statistics_page(province.home).pk,
        ContactPoint: province.contact.pk,
        Portal: province.portal.pk,
        PaymentFact: a_payment(province.agency).pk,
        LegalDocument: LegalDocument.objects.get().pk,
        ServiceKindRegime: regime.pk,
        ServiceKind: ServiceKind.objects.first().pk,
        Procedure: a_procedure().pk,
        StepSet: a_step_set(
            *(a_step(f"Mở {at}.") for at in range(9)),
            parameters=stream(("parameter", {"name": "x", "meaning": "Tên", "source": ""})),
        ).pk,
        Illustration: a_picture("hinh").pk,
        get_document_model(): an_attachment("Mẫu", b"%PDF-1.7 x").pk,
    }


def _planted(model: Any, planter: Planter, province: Province) -> Any:
    fields = {**NEEDED.get(model, {}), **planter.fields(model)}
    if model is HomePage:
        for name, value in fields.items():
            setattr(province.home, name, value)
        province.home.save_revision().publish()
        return HomePage.objects.get(pk=province.home.pk)
    if model is AgencyHomePage:
        fields["agency"] = province.agency
    parent = province.home if model is AgencyHomePage else province.office
    return put(parent, model(**fields))


def _segments(row: Any) -> list[str]:
    translate_object(row, [_english()])
    found = StringSegment.objects.filter(source__object_id=row.translation_key)
    return list(found.values_list("string__data", flat=True))


def _english() -> Locale:
    return Locale.objects.get(language_code="en")


def _said(text: str) -> str:
    return _CANARY.sub(r"Bird\1oo", text)


def _translate(row: Any) -> Any:
    """Translate every sentence of ``row`` and publish; return the target."""
    translation = Translation.objects.get(
        source__object_id=row.translation_key, target_locale=_english()
    )
    for segment in StringSegment.objects.filter(source=translation.source).select_related("string"):
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=_english(),
            context=segment.context,
            data=_said(segment.string.data),
        )
    translation.save_target(publish=True)
    return row.get_translation(_english())


@pytest.mark.parametrize("model", [*PAGES, StepSet])
def test_every_word_that_may_be_written_is_offered_to_translators(
    planter: Planter, province: Province, model: Any
) -> None:
    if model is StepSet:
        row = a_fact(StepSet, locale=province.home.locale, **planter.fields(StepSet))
    else:
        row = _planted(model, planter, province)
    offered = "\n".join(_segments(row))
    lost = [place for place, word in planter.words.items() if word not in offered]
    assert planter.words
    assert not lost


@pytest.mark.parametrize("model", PAGES)
def test_every_word_comes_back_translated_on_web_paper_and_in_data(
    planter: Planter, province: Province, model: Any, committed: Any
) -> None:
    for above in (province.home, province.office):
        translate_object(above, [_english()])
    page = _planted(model, planter, province)
    if model not in (HomePage, AgencyHomePage):
        _segments(page)
    elif model is HomePage:
        Translation.objects.get(source__object_id=page.translation_key).source.update_from_db()
    else:
        _segments(page)
    with committed():
        for above in (province.home, province.office):
            if above.pk != page.pk:
                translation = Translation.objects.get(source__object_id=above.translation_key)
                translation.save_target(publish=True)
        target = _translate(page)
    target = type(page).objects.get(pk=target.pk)
    for outputs in (_data, _web, _paper):
        vietnamese, english = outputs(page), outputs(target)
        shown = set(_CANARY.findall(vietnamese))
        assert shown or outputs is _paper
        assert not _CANARY.findall(english), outputs.__name__
        assert {word for word in shown if f"Bird{word}oo" not in english} == set()
    assert "Bird" not in "".join(document_of(target).head.untranslated)


def _data(page: Any) -> str:
    return encode(document_of(page)).decode()


def _web(page: Any) -> str:
    return preview_response(page, None).content.decode()  # type: ignore[arg-type]  # it asks nothing of it


def _paper(page: Any) -> str:
    document = document_of(page)
    if official := getattr(document, "official", None):
        return repr(official_data(document, official))
    return repr(leaflet_data(document)) if document.kind == "leaflet" else ""


def test_a_list_stored_without_numbers_is_offered_and_comes_back(
    province: Province, committed: Any
) -> None:
    side = {"title": "Một", "stations": ["Đi", "Chờ", "Chờ"]}
    diagram = {"title": "Hai cách", "left": side, "right": side, "caption": ""}
    page = a_service_kinds_page(province.home, diagram=stream(("comparison", diagram)))
    translate_object(province.home, [_english()])
    segments = _segments(page)
    assert (segments.count("Đi"), segments.count("Chờ")) == (2, 4)
    translation = Translation.objects.get(source__object_id=page.translation_key)
    for segment in StringSegment.objects.filter(source=translation.source):
        StringTranslation.objects.get_or_create(
            translation_of=segment.string,
            locale=_english(),
            context=segment.context,
            defaults={"data": f"En {segment.string.data}"},
        )
    with committed():
        translation.save_target(publish=True)
    (block,) = ServiceKindsPage.objects.get(locale=_english()).diagram
    assert list(block.value["left"]["stations"]) == ["En Đi", "En Chờ", "En Chờ"]


SAME = {"number", "symbol", "place", "slug", "highlight_value", "signer_name", "licence_number"}


@pytest.mark.parametrize("model", PAGES)
def test_what_is_the_same_in_every_language_is_not_offered(
    planter: Planter, province: Province, model: Any
) -> None:
    row = _planted(model, planter, province)
    _segments(row)
    offered = StringSegment.objects.filter(source__object_id=row.translation_key)
    assert SAME.isdisjoint(offered.values_list("context__path", flat=True))


def test_a_telephone_number_is_not_offered(province: Province) -> None:
    channel = {"form": "phone", "name": "Tổng đài", "phone": "1900 1234", "place": "Cả tỉnh"}
    model = next(one for one in PAGES if one.__name__ == "ChannelsPage")
    page = put(province.office, model(title="Kênh", channels=stream(("channel", channel))))
    offered = _segments(page)
    assert "1900 1234" not in offered
    assert {"Tổng đài", "Cả tỉnh"} <= set(offered)
