"""Everything one build knows: the result of collecting, before anything is rendered."""

from collections.abc import Mapping

from sitegen.documents.addresses import Gone, Moved
from sitegen.documents.editions import EditionSign
from sitegen.documents.kinds import Document
from sitegen.documents.quick import dataclass
from sitegen.documents.site import Site
from sitegen.documents.terms import Term
from sitegen.errors import Finding

__all__ = ["Collection"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """The documents of all languages, one site for each language, and what was noticed.

    Documents are complete: embedded guides, lists and links are filled in, and every link
    leads to a document of this collection. Paths are unique without regard to case.
    ``moved`` and ``gone`` lead on from addresses that once answered; none of them is the
    path of a document. ``editions`` answer for printed sheets. ``terms`` are synonyms for the search.
    """

    documents: tuple[Document, ...]
    sites: Mapping[str, Site]
    findings: tuple[Finding, ...] = ()
    moved: tuple[Moved, ...] = ()
    gone: tuple[Gone, ...] = ()
    editions: tuple[EditionSign, ...] = ()
    terms: tuple[Term, ...] = ()
