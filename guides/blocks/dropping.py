"""Screenshots become steps: what the scripts of a guide's form are told of its blocks.

``static/guides/zone.js`` and ``dropping.js`` take the pictures, ``static/guides/cards.js`` draws a step as a card.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.telepath import register
from wagtail.blocks.struct_block import StructBlockAdapter

from cms.blocks.adding import NamedListAdapter, NamedStreamAdapter
from guides.blocks.group import GroupsBlock, OwnStepsBlock
from guides.blocks.step import StepBlock, StepsBlock
from guides.verbs import first_words


class _TakesPictures:
    """Tells where pictures go, and how heavy one may be."""

    js_constructor: str

    def js_args(self, block: Any) -> list[Any]:
        """Put both with what is told anyway."""
        *args, meta = super().js_args(block)  # type: ignore[misc]  # of the adapter beside it
        told = {"dropAddress": reverse("media_drop"), "mostBytes": settings.LOA_MAX_UPLOAD_BYTES}
        return [*args, {**meta, **told}]

    @cached_property
    def media(self) -> forms.Media:
        """What it needs, then ours."""
        scripts = forms.Media(
            js=["guides/joining.js", "guides/zone.js", "guides/dropping.js"],
            css={"all": ["guides/steps.css"]},
        )
        media: forms.Media = super().media + scripts  # type: ignore[misc]
        return media


class OwnStepsAdapter(_TakesPictures, NamedListAdapter):
    """The steps of a group."""

    js_constructor = "guides.OwnSteps"


class StepsAdapter(_TakesPictures, NamedStreamAdapter):
    """The steps of a shared set."""

    js_constructor = "guides.Steps"


class GroupsAdapter(_TakesPictures, NamedStreamAdapter):
    """The groups of a guide: pictures make the first one."""

    js_constructor = "guides.Groups"


class StepAdapter(StructBlockAdapter):
    """A step, whose head shows its picture and what it lacks."""

    js_constructor = "guides.Step"

    def js_args(self, block: Any) -> list[Any]:
        """Tell which words a step may begin with."""
        *args, meta = super().js_args(block)
        return [*args, {**meta, "firstWords": first_words()}]

    @cached_property
    def media(self) -> forms.Media:
        """Wagtail's own script, then ours."""
        scripts = forms.Media(js=["guides/cards.js"], css={"all": ["guides/steps.css"]})
        media: forms.Media = super().media + scripts
        return media


register(OwnStepsAdapter(), OwnStepsBlock)
register(StepsAdapter(), StepsBlock)
register(GroupsAdapter(), GroupsBlock)
register(StepAdapter(), StepBlock)
