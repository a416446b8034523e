"""The view: what a rendered page may use besides its own document."""

from sitegen.documents.base import Head
from sitegen.documents.quick import dataclass
from sitegen.documents.site import Crumb, Site, Translation

__all__ = ["SheetPicture", "View", "canonical_path", "content_language"]


def content_language(head: Head) -> str:
    """Return the language in which the content of a page stands: of what only repeats, its source's."""
    return head.source_language if head.is_alias else head.language


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPicture:
    """One side of a printed sheet as a picture in the mirror; sizes in pixels.

    ``said`` is what the editor is told of its panels, a line each; citizens are told nothing.
    """

    path: str
    width: int
    height: int
    alt: str
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The surroundings of one page; everything in here is part of the page's key.

    ``crumbs`` leads from the home page to the parent, without the page itself.
    ``translations`` lists the page in every language that has it, this one included.
    ``pdf_path`` is the mirror path of the page's PDF, "" when it has none or its print was
    stopped. ``address_root`` is put before every mirror path: "" makes relative addresses,
    as the mirror wants them; a preview gives the folder from which it serves the mirror.
    ``share_path`` is the mirror path of the picture that stands for the page in messages, ""
    for none; ``has_markdown`` and ``has_json`` tell that index.md and index.json stand beside
    the page.
    """

    site: Site
    crumbs: tuple[Crumb, ...] = ()
    translations: tuple[Translation, ...] = ()
    pdf_path: str = ""
    sheets: tuple[SheetPicture, ...] = ()
    address_root: str = ""
    share_path: str = ""
    has_markdown: bool = False
    has_json: bool = False


def canonical_path(head: Head, view: View) -> str:
    """Return the path that search engines should keep: an alias points to its source."""
    if head.is_alias:
        for other in view.translations:
            if other.language == head.source_language:
                return other.path
    return head.path
