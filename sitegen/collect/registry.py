"""The registry of collectors: apps say here how their pages become documents."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from wagtail.models import Page

from sitegen.artifacts import Loader
from sitegen.collect.runs import Chip
from sitegen.documents.editions import PrintedEdition
from sitegen.documents.inline import FactValue, Link, Text
from sitegen.documents.kinds import Document
from sitegen.documents.leaflet import Leaflet, LeafletFormat
from sitegen.documents.outdated import Outdated
from sitegen.documents.standing import Standing
from sitegen.errors import Finding

if TYPE_CHECKING:
    from sitegen.collect.collecting import Collecting, PageCollecting

__all__ = [
    "FactLoader",
    "PageCollector",
    "PrintKnowledge",
    "document_remarks",
    "editions_loader",
    "fact_loaders",
    "fact_models",
    "fact_value",
    "next_moments",
    "page_collectors",
    "page_remarks",
    "picture_loader",
    "print_knowledge",
    "public_fact_keys",
    "read_models",
    "register_document_remarks",
    "register_editions",
    "register_fact_values",
    "register_facts",
    "register_moments",
    "register_page",
    "register_pictures",
    "register_print_knowledge",
    "register_remarks",
    "register_web_links",
    "web_link",
]

PageCollector = Callable[[Any, "PageCollecting"], Document]
FactLoader = Callable[["Collecting"], Any]
Remarks = Callable[[Any, "PageCollecting"], None]
DocumentRemarks = Callable[["Document", "PageCollecting"], None]
Editions = Callable[[], dict[int, PrintedEdition]]
Moments = Callable[[datetime], Iterable[datetime]]
FactKeys = Callable[[], Iterable[str]]
FactValues = Callable[["PageCollecting", Chip], FactValue | Text | None]
WebLinks = Callable[["PageCollecting", Link], FactValue | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """How pictures are found: all of them by id, the bytes of one by its digest, the private ones."""

    by_id: Callable[[], dict[int, Any]]
    load: Loader
    private: Callable[[], set[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintKnowledge:
    """What is asked before something is printed: what no longer holds on a day, what is private.

    ``private`` returns what in a line looks like a person's data, and whether it surely is;
    ``standing`` what speaks against printing a leaflet beside its sheet; ``left_out`` what a
    document lacks by the findings of its collection; ``formats`` those that a leaflet may have.
    """

    outdated: Callable[[date], Iterable[Outdated]]
    private: Callable[[str], Iterable[tuple[str, bool]]]
    standing: Callable[[Leaflet], Iterable[Standing]]
    left_out: Callable[[Document, Iterable[Finding]], Iterable[Standing]]
    formats: Callable[[], Iterable[LeafletFormat]]


_pages: dict[type[Page], PageCollector] = {}
_facts: dict[str, FactLoader] = {}
_fact_models: dict[str, frozenset[str]] = {}
_fact_keys: dict[str, FactKeys] = {}
_pictures: list[Pictures] = []
_fact_values: list[FactValues] = []
_web_links: list[WebLinks] = []
_print_knowledge: list[PrintKnowledge] = []
_remarks: dict[str, Remarks] = {}
_document_remarks: dict[str, DocumentRemarks] = {}
_editions: list[Editions] = []
_moments: dict[str, Moments] = {}
_waking: dict[str, bool] = {}


def register_page(model: type[Page], collector: PageCollector) -> None:
    """Let ``collector`` make the documents of ``model``; twice is a programming error."""
    holder = _pages.get(model)
    if holder is not None and holder is not collector:
        raise ValueError(f"{model.__name__} is already collected by {holder.__module__}")
    _pages[model] = collector


def register_remarks(name: str, remarks: Remarks) -> None:
    """Let ``remarks`` note what is amiss in a page beside what its collector notes.

    It makes nothing of the document: if it fails, the page goes out as it is.
    """
    _remarks[name] = remarks


def register_document_remarks(name: str, remarks: DocumentRemarks) -> None:
    """Let ``remarks`` note what is amiss in what a page became, in the same way."""
    _document_remarks[name] = remarks


def register_facts(
    name: str,
    loader: FactLoader,
    *,
    reads: Iterable[str] = (),
    public_keys: FactKeys = tuple,
    wakes: bool = True,
) -> None:
    """Let ``loader`` read registries once for each build, under ``name``.

    It gives a dictionary, a frozen dataclass of dictionaries, of which pages hear row by row, or
    a callable for what is asked when all pages are made; what differs in anything else concerns all.
    ``reads`` names the models ("cms.portal") of which a change makes it read again; without
    names it reads again with every change. Such a change also asks for a release, unless not
    ``wakes``: then something else does when it is time. ``public_keys`` gives the keys under which its facts
    may stand in documents now: a key that it does not give has been withdrawn.
    """
    _facts[name] = loader
    _fact_models[name] = frozenset(reads)
    _fact_keys[name] = public_keys
    _waking[name] = wakes


def register_pictures(
    by_id: Callable[[], dict[int, Any]],
    load: Loader,
    private: Callable[[], set[str]] = set,
) -> None:
    """Name the place where pictures come from; the last one named holds.

    ``private`` gives the digests of those that may not be public now.
    """
    _pictures[:] = [Pictures(by_id=by_id, load=load, private=private)]


def register_moments(name: str, moments: Moments) -> None:
    """Let ``moments`` tell, given an hour, when after it pages say something else by the clock.

    Midnight, and the hours at which pages come and go, are known without.
    """
    _moments[name] = moments


def next_moments(now: datetime) -> list[datetime]:
    """Return the hours after ``now`` at which some page says something else."""
    return [moment for moments in _moments.values() for moment in moments(now)]


def register_editions(load: Editions, *, reads: Iterable[str]) -> None:
    """Name who knows all printed editions by id; ``reads`` as for facts."""
    _editions[:] = [load]
    register_facts("editions", lambda _: load(), reads=reads)


def editions_loader() -> Editions:
    """Return who knows all printed editions."""
    return _editions[0] if _editions else dict


def register_fact_values(values: FactValues) -> None:
    """Let ``values`` say what stands in the place of a chip on a page; the last one named holds."""
    _fact_values[:] = [values]


def fact_value(asking: "PageCollecting", chip: Chip) -> FactValue | Text | None:
    """Return what stands in the place of ``chip``; None leaves nothing there."""
    return _fact_values[0](asking, chip) if _fact_values else None


def register_web_links(links: WebLinks) -> None:
    """Let ``links`` say what stands for a link into the web; the last one named holds."""
    _web_links[:] = [links]


def web_link(asking: "PageCollecting", link: Link) -> FactValue | None:
    """Return what stands in the place of ``link``; None leaves it as it is."""
    return _web_links[0](asking, link) if _web_links else None


def page_collectors() -> dict[type[Page], PageCollector]:
    """Return the collectors by page model."""
    return dict(_pages)


def page_remarks() -> tuple[Remarks, ...]:
    """Return what is asked of a page after its collector."""
    return tuple(_remarks.values())


def document_remarks() -> tuple[DocumentRemarks, ...]:
    """Return what is asked of a document when it is made."""
    return tuple(_document_remarks.values())


def fact_loaders() -> dict[str, FactLoader]:
    """Return the loaders of registries by name."""
    return dict(_facts)


def fact_models() -> dict[str, frozenset[str]]:
    """Return the names of the models that each loader reads; none means any."""
    return dict(_fact_models)


def read_models(*, waking: bool = False) -> frozenset[str]:
    """Return the names of all models that loaders read, or of those of which a change wakes."""
    read = (_fact_models[name] for name, wakes in _waking.items() if wakes or not waking)
    return frozenset().union(*read)


def public_fact_keys() -> set[str]:
    """Return the keys of all facts that may be shown now, as documents name them."""
    return {key for keys in _fact_keys.values() for key in keys()}


def picture_loader() -> Pictures:
    """Return where pictures come from."""
    return _pictures[0]


def register_print_knowledge(knowledge: PrintKnowledge) -> None:
    """Let ``knowledge`` be asked before something is printed; the last one named holds."""
    _print_knowledge[:] = [knowledge]


def print_knowledge() -> PrintKnowledge:
    """Return what is known before something is printed; without any nothing is outdated."""
    nothing = PrintKnowledge(
        outdated=lambda day: (),
        private=lambda line: (),
        standing=lambda leaflet: (),
        left_out=lambda document, findings: (),
        formats=tuple,
    )
    return _print_knowledge[0] if _print_knowledge else nothing
