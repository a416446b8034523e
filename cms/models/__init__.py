"""Page types and registries, one per file."""

from cms.models.about import AboutPage
from cms.models.agency import Agency
from cms.models.agency_home import AgencyHomePage
from cms.models.announcement import AnnouncementPage
from cms.models.change_note import ChangeNote
from cms.models.channels import ChannelsPage
from cms.models.contact import ContactPage
from cms.models.contact_point import ContactPoint
from cms.models.home import HomePage
from cms.models.leaflet import LeafletPage
from cms.models.legal_document import LegalDocument
from cms.models.new_form import NewForm
from cms.models.obligation import Obligation, ObligationAnswer
from cms.models.office_group import OfficeGroup
from cms.models.other_eyes import OtherEyesTask
from cms.models.outreach import OutreachPage
from cms.models.page_review import PageReview
from cms.models.passed_over import PassedOver
from cms.models.payment_fact import PaymentFact
from cms.models.portal import Portal
from cms.models.press_profile import PressProfile
from cms.models.preview_link import PreviewAnswer, PreviewLink
from cms.models.print_edition import EditionFile, Handout, PrintEdition
from cms.models.print_format import PrintFormat
from cms.models.procedure import Procedure, ProcedureField
from cms.models.rating import PageRating
from cms.models.release_event import ReleaseEvent
from cms.models.service_kind import ServiceKind, ServiceKindRegime
from cms.models.service_kinds import ServiceKindsPage
from cms.models.statistics import StatisticsPage
from cms.models.succession import Review, Succession
from cms.models.suspension import SuspensionPage
from cms.models.term import Term
from cms.models.translated import TranslatedRevision, TranslatedSentence
from cms.models.use import FactName, Use, UsedText
from cms.models.user import User
from cms.models.webhook import Webhook, WebhookDelivery

__all__ = [
    "AboutPage",
    "Agency",
    "AgencyHomePage",
    "AnnouncementPage",
    "ChangeNote",
    "ChannelsPage",
    "ContactPage",
    "ContactPoint",
    "EditionFile",
    "FactName",
    "Handout",
    "HomePage",
    "LeafletPage",
    "LegalDocument",
    "NewForm",
    "Obligation",
    "ObligationAnswer",
    "OfficeGroup",
    "OtherEyesTask",
    "OutreachPage",
    "PageRating",
    "PageReview",
    "PassedOver",
    "PaymentFact",
    "Portal",
    "PressProfile",
    "PreviewAnswer",
    "PreviewLink",
    "PrintEdition",
    "PrintFormat",
    "Procedure",
    "ProcedureField",
    "ReleaseEvent",
    "Review",
    "ServiceKind",
    "ServiceKindRegime",
    "ServiceKindsPage",
    "StatisticsPage",
    "Succession",
    "SuspensionPage",
    "Term",
    "TranslatedRevision",
    "TranslatedSentence",
    "Use",
    "UsedText",
    "User",
    "Webhook",
    "WebhookDelivery",
]
