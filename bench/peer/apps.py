"""The app of the peer: gives our page types and blocks the templates that Wagtail expects."""

from django.apps import AppConfig

PAGES = {
    "cms.HomePage": "home_page",
    "cms.AgencyHomePage": "agency_home_page",
    "cms.ContactPage": "contact_page",
    "guides.GuidePage": "guide_page",
}


class PeerConfig(AppConfig):
    """Serves pages itself: our own models send readers to the mirror."""

    name = "bench.peer"
    label = "peer"

    def ready(self) -> None:
        from django.apps import apps
        from wagtail.models import Page

        from cms.blocks.services import ResultDeliveryBlock, SeeAlsoBlock
        from cms.blocks.text import CalloutBlock, HeadingBlock
        from guides.blocks.group import GroupBlock
        from guides.blocks.step import StepBlock

        for name, template in PAGES.items():
            model = apps.get_model(name)
            model.serve = Page.serve
            model.template = f"peer/{template}.html"
        for block in (
            CalloutBlock,
            GroupBlock,
            HeadingBlock,
            ResultDeliveryBlock,
            SeeAlsoBlock,
            StepBlock,
        ):
            name = block.__name__.removesuffix("Block").lower()
            block._meta_class.template = f"peer/blocks/{name}.html"
