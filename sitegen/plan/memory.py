"""Memory: what an earlier plan decided, so that the next one decides only what changed.

A document that is the very same object, with the same surroundings, has the same files. So
the work of a plan grows with the change and not with the mirror.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import field

from sitegen.documents.addresses import PageEntry
from sitegen.documents.kinds import Document
from sitegen.documents.quick import dataclass
from sitegen.documents.registries import Fact
from sitegen.documents.site import Crumb, Site
from sitegen.plan.surroundings import Surroundings
from sitegen.plan.work import Planned, SiteInputs

__all__ = ["Memory", "Piece", "Reference"]

Reference = tuple[str, str]
"""A file that several pages may show: digest and path, or path and what it is."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One document as it was planned: from what, and which files came of it.

    ``group`` is the page in all languages, ``facts`` what registries are made of. A piece that is not ``is_settled`` had a file that
    could not be made: it is planned again.
    """

    document: Document
    digest: str
    site: Site
    crumbs: tuple[Crumb, ...]
    group: tuple[Document, ...]
    paths: tuple[str, ...]
    references: tuple[Reference, ...]
    entry: PageEntry
    facts: tuple[Fact, ...] = ()
    is_settled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """All pieces by document key, how many documents show each reference, the shared paths.

    ``site_files`` are the files about the whole mirror, with all that they were planned from.
    ``documents`` are all of the collection and ``around`` their surroundings; ``unsettled``
    the keys of those that are planned again.
    """

    pieces: Mapping[str, Piece] = field(default_factory=dict)
    shown: Counter[Reference] = field(default_factory=Counter)
    shown_paths: Mapping[Reference, tuple[str, ...]] = field(default_factory=dict)
    shared: frozenset[str] = frozenset()
    site_files: tuple[SiteInputs, tuple[Planned, ...]] | None = None
    documents: tuple[Document, ...] = ()
    around: Surroundings | None = None
    unsettled: frozenset[str] = frozenset()
