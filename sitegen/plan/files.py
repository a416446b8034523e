"""Files: the list of everything a release holds, each with its inputs and its key.

Equal keys mean equal bytes, so a known key is never rendered again. A page sees of other
pages only what its view holds: an edit of one body renders one page.
"""

from collections.abc import Collection as Keys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sitegen.derived import Graph
from sitegen.documents.collection import Collection
from sitegen.errors import Finding
from sitegen.plan.around import KEYS, put_collection
from sitegen.plan.lost import Lost
from sitegen.plan.pieces import (
    RECIPES,
    REFUSED,
    WITHOUT_CARD,
    Piece,
    is_printed,
    media_files,
    page_files,
    piece,
    sheet_file,
)
from sitegen.plan.shared import shared_files
from sitegen.plan.work import Planned, Recipes

__all__ = ["Before", "Plan"]

FILES_OF_A_DOCUMENT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What is served was planned so: all pieces by document key, and the paths that all share.

    ``graph`` derived it, and has perhaps been asked since for what was never served.
    Of the documents ``unsettled`` a file could not be made: they are planned again.
    """

    graph: Graph = field(default_factory=Graph)
    pieces: Mapping[str, Piece] = field(default_factory=dict)
    shared: frozenset[str] = frozenset()
    unsettled: frozenset[str] = frozenset()


class Plan:
    """The plan of one build: first the sheets, then, knowing which were refused, the rest.

    Only the files of documents are named that are not the same as ``before``, and those that
    all share. Of ``aside`` the pictures for messages are left out.
    """

    def __init__(
        self,
        collection: Collection,
        recipes: Recipes,
        before: Before | None = None,
        *,
        aside: Iterable[Lost] = (),
    ) -> None:
        self._recipes = recipes
        self._before = before or Before()
        self._graph = self._before.graph
        self._shared: tuple[Planned, ...] = ()
        put_collection(self._graph, collection)
        self._graph.put(RECIPES, None, recipes)
        without = {one.name: True for one in aside if one.kind == "share"}
        self._graph.put_all(WITHOUT_CARD, without)
        self._derive()

    def _derive(self) -> None:
        graph, before = self._graph, self._before.pieces
        self.pieces = graph.get_all(piece, graph.get(KEYS, None))
        unsettled = self._before.unsettled
        self._changed = [
            one
            for key, one in self.pieces.items()
            if before.get(key) is not one or key in unsettled
        ]

    def sheets(self) -> Iterator[Planned]:
        """Yield the PDFs: they come first, because a refused print changes its page."""
        for one in self._changed:
            if is_printed(self._recipes, one.document):
                yield sheet_file(one)

    def refuse(self, refused: Mapping[str, Finding]) -> None:
        """Leave out the PDFs of the documents ``refused``, with what is said of each."""
        keys = [one.document.head.key for one in self._changed]
        others = [key for key in keys if self._graph.get(REFUSED, key) != refused.get(key)]
        for key in others:
            self._graph.put(REFUSED, key, refused.get(key))
        if others:
            self._derive()

    def files(self) -> Iterator[Planned]:
        """Yield everything but the PDFs; call it after ``refuse``.

        Pictures come first, because their encoders need room that nothing else has taken yet.
        """
        self._shared = shared_files(self._graph)
        yield from (one for one in self._shared if one.group == "asset")
        yield from media_files(self._changed)
        for one in self._changed:
            yield from page_files(one)
        yield from (one for one in self._shared if one.group == "site")

    @property
    def size(self) -> int:
        """About how many files there will be to find or make."""
        return len(self._changed) * FILES_OF_A_DOCUMENT + len(self._recipes.asset_paths)

    @property
    def refusals(self) -> dict[str, Finding]:
        """What is said of the prints that were refused, now or before, by document."""
        said = ((key, self._graph.get(REFUSED, key)) for key in self._graph.keys(REFUSED))
        return {key: finding for key, finding in said if finding and key in self.pieces}

    @property
    def changes(self) -> tuple[tuple[Piece | None, Piece | None], ...]:
        """What became of each document that is not the same any more: (before, now)."""
        before = self._before.pieces
        changed = ((before.get(one.document.head.key), one) for one in self._changed)
        gone = sorted(before.keys() - self.pieces.keys())
        return (*changed, *((before[key], None) for key in gone))

    def settled(self, *, unsettled: Keys[str] = ()) -> Before:
        """Return what the next plan may build on; call it after ``files``.

        ``unsettled`` are documents of which a file could not be made.
        """
        self._graph.sweep()
        return Before(
            graph=self._graph,
            pieces=self.pieces,
            shared=frozenset(one.path for one in self._shared),
            unsettled=frozenset(key for key in unsettled if key in self.pieces),
        )

    def removed(self) -> set[str]:
        """Return the paths that the plan before had and this one has not."""
        old, shown = set(self._before.shared), set[str]()
        for was, _ in self.changes:
            if was is not None:
                old.update(was.paths)
                shown.update(was.shared_paths)
        for one in self._changed:
            old.difference_update(one.paths)
            shown.difference_update(one.shared_paths)
        if shown:  # other pages may show it as well
            for one in self.pieces.values():
                shown.difference_update(one.shared_paths)
        return (old | shown).difference(one.path for one in self._shared)
