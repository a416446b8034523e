"""Work: one planned file, what must be done to make it, and what the plan asks of renderers."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import Any, Literal, Protocol

from sitegen.documents.addresses import Gone, Moved, PageEntry
from sitegen.documents.base import Picture
from sitegen.documents.codec import digest
from sitegen.documents.editions import EditionSign
from sitegen.documents.kinds import Document
from sitegen.documents.leaflet import Leaflet
from sitegen.documents.quick import dataclass
from sitegen.documents.registries import RegistryTable
from sitegen.documents.site import Site
from sitegen.documents.terms import Term
from sitegen.documents.view import View

__all__ = [
    "AssetWork",
    "AttachmentWork",
    "DataWork",
    "Derivative",
    "Group",
    "Inputs",
    "Maker",
    "PageWork",
    "PictureWork",
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
    "planned",
]

Group = Literal[
    "asset",
    "picture",
    "attachment",
    "sheet",
    "page",
    "data",
    "text",
    "share",
    "site",
    "search",
]
Inputs = tuple[tuple[str, str], ...]
"""What a file is made of: (name, digest or value), in a fixed order."""


class Derivative(Protocol):
    """One size and format of a picture, as :mod:`sitegen.render.pictures` makes it.

    ``part`` names the part of the picture that it shows, "" for the whole.
    """

    @property
    def path(self) -> str: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def format(self) -> str: ...
    @property
    def part(self) -> str: ...


@dataclass(frozen=True, slots=True)
class PageWork:
    """Render a document as HTML."""

    document: Document
    view: View


@dataclass(frozen=True, slots=True)
class DataWork:
    """Write a document as JSON, with what stands around it."""

    document: Document
    view: View


@dataclass(frozen=True, slots=True)
class SheetWork:
    """Typeset a document as PDF, for the screen; may be refused."""

    document: Document


@dataclass(frozen=True, slots=True)
class SideWork:
    """Draw side number ``side`` (from 0) of a leaflet, ``width`` × ``height`` pixels."""

    document: Leaflet
    side: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PictureWork:
    """Encode one derivative of the picture with this digest."""

    digest: str
    derivative: Derivative


@dataclass(frozen=True, slots=True)
class AttachmentWork:
    """Take over the attachment with this digest as it is."""

    digest: str


@dataclass(frozen=True, slots=True)
class AssetWork:
    """Write a style sheet, script, font or mark; its path holds the digest of its content."""

    path: str


@dataclass(frozen=True, slots=True)
class TextWork:
    """Write a document as Markdown."""

    document: Document
    view: View


@dataclass(frozen=True, slots=True)
class ShareWork:
    """Draw the picture that stands for a page in messages; ``card`` is all that it shows."""

    card: Any


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file about the whole mirror, or about a part of it: what it is made from.

    ``name`` tells which renderer makes it; ``reads`` are its arguments, plain data.
    """

    path: str
    name: str
    reads: tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteInputs:
    """What files about the whole mirror may be made from; ``site`` is that of the source."""

    site: Site
    sites: tuple[Site, ...]
    entries: tuple[PageEntry, ...]
    moved: tuple[Moved, ...] = ()
    gone: tuple[Gone, ...] = ()
    editions: tuple[EditionSign, ...] = ()
    registries: tuple[RegistryTable, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteWork:
    """Write a file about the whole mirror."""

    file: SiteFile


Work = (
    PageWork
    | DataWork
    | TextWork
    | ShareWork
    | SheetWork
    | SideWork
    | PictureWork
    | AttachmentWork
    | AssetWork
    | SiteWork
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One file of the release to come; ``owner`` is a document's key, "" for shared files.

    Pictures and attachments are shared, but have one of the documents that show them as
    owner, so that a remark can name it.
    """

    path: str
    key: str
    inputs: Inputs
    group: Group
    work: Work
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRecipe:
    """How the search index is made; tokens are bytes that only these functions understand.

    ``tokens`` gives None for a document that is not searched. ``build`` gives all files of a
    language by path, from tokens in the order of the documents' numbers; ``update`` only those
    that change, None for one that goes.
    """

    version: str
    tokens_version: str
    tokens: Callable[[Document], bytes | None]
    build: Callable[[str, Iterable[bytes], Sequence[Term]], Iterable[tuple[str, bytes]]]
    update: Callable[
        [str, Callable[[str], bytes], Sequence[bytes], Sequence[bytes], Sequence[Term]],
        Mapping[str, bytes | None],
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipes:
    """What the plan asks of the renderers: what they would make, and what stands in the keys.

    ``made_by`` changes with everything that makes files, but for ``picture_version``. Only
    ``outputs`` are planned. ``share_card`` gives what a page's picture for messages shows, None
    for no picture.
    ``side_size`` gives (width, height) in pixels of one side of a leaflet and ``side_alt``
    the words that stand for side number ``side`` (from 0).
    """

    made_by: str
    outputs: Container[str]
    site_files: Callable[[SiteInputs, Container[str]], Iterable[SiteFile]]
    share_card: Callable[[Document, View], Any]
    share_path: Callable[[Any], str]
    picture_version: str
    is_printable: Callable[[Document], bool]
    derivatives: Callable[[Picture], tuple[Derivative, ...]]
    side_size: Callable[[Leaflet], tuple[int, int]]
    side_alt: Callable[[Leaflet, int], str]
    asset_paths: tuple[str, ...]
    search: SearchRecipe | None = None


class Maker(Protocol):
    """Who makes the planned files: :class:`sitegen.render.workshop.Workshop`, or a test's own."""

    def recipes(self) -> Recipes:
        """Return the versions and sizes from which the plan makes its keys."""

    def make(self, work: Work) -> bytes:
        """Return the bytes of one file; raises SitegenError when a print is refused."""

    def expect(self, works: Iterable[Work], is_overtaken: Callable[[], bool]) -> None:
        """Hear what will be asked for next, in order; who likes may begin with it.

        Whoever lets ``make`` wait for others asks now and then whether all ``is_overtaken``.
        """
        return

    def close(self) -> None:
        """Hear that nothing more is asked for."""
        return


def planned(path: str, group: Group, inputs: Inputs, work: Work, owner: str = "") -> Planned:
    """Return the planned file with the key that its inputs make."""
    key = digest((group, inputs))
    return Planned(path=path, key=key, inputs=inputs, group=group, work=work, owner=owner)
