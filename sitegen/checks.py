"""System checks: what is missing, and where to put it."""

import tomllib
from pathlib import Path
from typing import Any, get_args

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from wagtail.models import get_page_models

from sitegen.collect.registry import page_collectors
from sitegen.documents.kinds import Document
from sitegen.languages import SOURCE

__all__ = ["check_collectors", "check_labels", "check_templates"]

_HERE = Path(__file__).resolve().parent
OURS = ("cms", "guides", "media", "sitegen")


@register()
def check_collectors(**_kwargs: Any) -> list[CheckMessage]:
    """E001: every page type of ours becomes a document."""
    known = page_collectors()
    return [
        Error(
            f"Page type {model.__name__} has no collector: its pages would not be released.",
            hint="Write a collector and register it with sitegen.collect.registry.register_page.",
            obj=model,
            id="sitegen.E001",
        )
        for model in get_page_models()
        if model._meta.app_label in OURS and model not in known and apps.is_installed("cms")
    ]


@register()
def check_templates(**_kwargs: Any) -> list[CheckMessage]:
    """E003: every kind of document has a template."""
    folder = _HERE / "render" / "templates" / "documents"
    kinds = [member.__dataclass_fields__["kind"].default for member in get_args(Document)]
    return [
        Error(
            f"The kind “{kind}” has no template.",
            hint=f"Write sitegen/render/templates/documents/{kind}.html.",
            id="sitegen.E003",
        )
        for kind in kinds
        if not (folder / f"{kind}.html").is_file()
    ]


@register()
def check_labels(**_kwargs: Any) -> list[CheckMessage]:
    """E004: no language has words that Vietnamese, on which all fall back, does not have."""
    words = {
        file.stem: set(tomllib.loads(file.read_text("utf-8"))["labels"])
        for file in sorted((_HERE / "labels").glob("*.toml"))
    }
    return [
        Error(
            f"The labels of “{code}” have keys that Vietnamese has not: {', '.join(sorted(more))}.",
            hint=f"Add them to sitegen/labels/{SOURCE}.toml, or take them out of {code}.toml.",
            id="sitegen.E004",
        )
        for code, keys in words.items()
        if (more := keys - words[SOURCE])
    ]
