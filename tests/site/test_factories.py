"""The smallest true page tree is complete: every page of it becomes a document."""

from django.utils import timezone

from sitegen.collect.site import collect
from tests import factories
from tests.factories import Province


def test_every_factory_makes_a_page_that_becomes_a_document(province: Province) -> None:
    made = [
        factories.a_guide_page(province.office),
        factories.an_announcement_page(province.office),
        factories.an_outreach_page(province.office),
        factories.a_statistics_page(province.office),
        factories.a_service_kinds_page(province.office),
        factories.a_contact_page(province.office, province.contact),
        factories.a_leaflet_page(province.office),
    ]
    collection = collect(timezone.localtime()).collection
    keys = {document.head.key for document in collection.documents}
    assert {f"page-{page.pk}" for page in made} <= keys
    assert collection.findings == ()
