"""What the editor knows of chips: the button, the chooser, their style."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature

from cms.chips.kinds import KINDS
from cms.chips.richtext import CHIP, FEATURE, RULE, FactLinkHandler
from cms.chips.views import ChipsViewSet

__all__: list[str] = []


@hooks.register("register_rich_text_features")
def fact_feature(features: Any) -> None:
    """Offer "Dữ kiện" to the fields that name the feature."""
    features.register_link_type(FactLinkHandler)
    features.register_converter_rule("contentstate", FEATURE, RULE)
    features.register_editor_plugin(
        "draftail",
        FEATURE,
        EntityFeature(
            {
                "type": CHIP,
                "icon": "tag",
                "description": _("Dữ kiện từ sổ (Ctrl+Alt+D)"),
                "attributes": ["kind", "id", "field", "day", "said", "now", "wrong"],
                "chooserUrl": reverse_lazy("chips:choose"),
                "kinds": [[name, kind.label] for name, kind in KINDS.items()],
            },
            js=["cms/chips.js"],
        ),
    )


@hooks.register("register_admin_viewset")
def chooser() -> ChipsViewSet:
    """Answer the chooser."""
    return ChipsViewSet()


@hooks.register("insert_global_admin_css")
def style() -> str:
    """Add the style of chips and of their chooser."""
    return format_html('<link rel="stylesheet" href="{}">', static("cms/chips.css"))
