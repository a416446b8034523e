"""What the editor knows of chips: the button, the chooser, their style."""

from typing import Any

from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature

from cms.chips.kinds import KINDS
from cms.chips.richtext import CHIP, FEATURE, RULE, FactLinkHandler
from cms.chips.views import ChooseView
from cms.hooking import register_screens, register_style

register_screens("chips", "chen-du-kien", path("", ChooseView.as_view(), name="choose"))
register_style("cms/chips.css")


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
