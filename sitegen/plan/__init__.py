"""Plan: which files a release has, and the key by which each one is known."""

from sitegen.plan.files import Plan, page_entry, sheet_path
from sitegen.plan.lost import Lost, LostError, losing
from sitegen.plan.memory import Memory, Piece
from sitegen.plan.references import facts, placed, references
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
    SearchRecipe,
    ShareWork,
    SheetWork,
    SideWork,
    SiteFile,
    SiteInputs,
    SiteWork,
    TextWork,
    Work,
)

__all__ = [
    "AssetWork",
    "AttachmentWork",
    "DataWork",
    "Derivative",
    "Group",
    "Lost",
    "LostError",
    "Maker",
    "Memory",
    "PageWork",
    "PictureWork",
    "Piece",
    "Plan",
    "Planned",
    "Recipes",
    "SearchRecipe",
    "ShareWork",
    "SheetWork",
    "SideWork",
    "SiteFile",
    "SiteInputs",
    "SiteWork",
    "Surroundings",
    "TextWork",
    "Work",
    "facts",
    "losing",
    "page_entry",
    "placed",
    "references",
    "sheet_path",
]
