"""Plan: which files a release has, and the key by which each one is known."""

from sitegen.plan.files import Plan, sheet_path
from sitegen.plan.references import references
from sitegen.plan.surroundings import Surroundings
from sitegen.plan.work import (
    AssetWork,
    AttachmentWork,
    DataWork,
    Derivative,
    Group,
    Maker,
    PageWork,
    PictureWork,
    Planned,
    Recipes,
    SheetWork,
    SideWork,
    SiteFile,
    SiteWork,
    Work,
)

__all__ = [
    "AssetWork",
    "AttachmentWork",
    "DataWork",
    "Derivative",
    "Group",
    "Maker",
    "PageWork",
    "PictureWork",
    "Plan",
    "Planned",
    "Recipes",
    "SheetWork",
    "SideWork",
    "SiteFile",
    "SiteWork",
    "Surroundings",
    "Work",
    "references",
    "sheet_path",
]
