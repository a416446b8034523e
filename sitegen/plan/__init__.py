"""Plan: which files a release has, and the key by which each one is known."""

from sitegen.plan.around import view_in
from sitegen.plan.files import Before, Plan
from sitegen.plan.lost import Lost, LostError, losing
from sitegen.plan.pieces import Piece, page_entry, sheet_path
from sitegen.plan.references import facts, placed, references
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
    "Before",
    "DataWork",
    "Derivative",
    "Group",
    "Lost",
    "LostError",
    "Maker",
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
    "TextWork",
    "Work",
    "facts",
    "losing",
    "page_entry",
    "placed",
    "references",
    "sheet_path",
    "view_in",
]
