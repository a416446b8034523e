"""The StreamBlocks that page types use."""

from wagtail import blocks

from cms.blocks.catalogue import CatalogueBlock
from cms.blocks.outreach import (
    AgencyGridBlock,
    AssignmentsBlock,
    BenefitsBlock,
    ChannelsBlock,
    ComparisonBlock,
)
from cms.blocks.services import (
    ContactsBlock,
    DownloadsBlock,
    FigureBlock,
    GuideBlock,
    PaymentBlock,
    ResultDeliveryBlock,
    SeeAlsoBlock,
)
from cms.blocks.table import TableBlock
from cms.blocks.text import (
    AppendixBlock,
    CalloutBlock,
    HeadingBlock,
    OfficialHeadingBlock,
    ParagraphBlock,
    QuotationBlock,
)

__all__ = ["BodyBlock", "ShortBodyBlock"]


class ShortBodyBlock(blocks.StreamBlock):
    """A few words around a page that is made of data."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    table = TableBlock()
    callout = CalloutBlock()
    figure = FigureBlock()
    payment = PaymentBlock()
    result_delivery = ResultDeliveryBlock()
    contacts = ContactsBlock()
    downloads = DownloadsBlock()
    see_also = SeeAlsoBlock()


class BodyBlock(ShortBodyBlock):
    """Everything an announcement, a plan or an article may hold."""

    heading = OfficialHeadingBlock()
    quotation = QuotationBlock()
    catalogue = CatalogueBlock()
    guide = GuideBlock()
    benefits = BenefitsBlock()
    comparison = ComparisonBlock()
    agency_grid = AgencyGridBlock()
    channels = ChannelsBlock()
    assignments = AssignmentsBlock()
    appendix = AppendixBlock()
