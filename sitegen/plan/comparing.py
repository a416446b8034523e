"""Comparing: which documents are planned again, and which keep what the plan before decided."""

from dataclasses import dataclass

from sitegen.documents.codec import digest
from sitegen.documents.collection import Collection
from sitegen.documents.kinds import Document
from sitegen.documents.replaced import replaced
from sitegen.plan.memory import Memory, Piece
from sitegen.plan.surroundings import Surroundings

__all__ = ["Compared", "compare"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The surroundings of all documents, the ``pieces`` that are kept, what is planned again.

    ``changed`` are documents with their digests, in the order of the collection; ``gone`` the
    pieces of documents that are not there any more.
    """

    around: Surroundings
    pieces: dict[str, Piece]
    changed: list[tuple[Document, str]]
    gone: list[Piece]


def compare(collection: Collection, before: Memory) -> Compared:
    """Compare a collection with what was planned ``before``."""
    return _where_pages_stand(collection, before) or _one_by_one(collection, before)


def _where_pages_stand(collection: Collection, before: Memory) -> Compared | None:
    """Look at replaced documents alone; None when pages came, went or stand elsewhere."""
    documents = collection.documents
    changes = replaced(before.documents, documents)
    if changes is None or before.around is None:
        return None
    around = before.around.renewed(collection, changes)
    if around is None:
        return None
    shown = {one.head.key for _, _, now in changes for one in around.group(now)}
    stale = shown | before.unsettled
    pieces = dict(before.pieces)
    for key in stale:
        pieces.pop(key, None)
    again = [one for one in documents if one.head.key in stale] if stale else []
    changed = [(document, digest(document)) for document in again]
    return Compared(around=around, pieces=pieces, changed=changed, gone=[])


def _one_by_one(collection: Collection, before: Memory) -> Compared:
    """Keep the piece of every document that is the same, with the same surroundings."""
    around = Surroundings(collection)
    pieces: dict[str, Piece] = {}
    changed: list[tuple[Document, str]] = []
    for document in collection.documents:
        piece = before.pieces.get(document.head.key)
        if piece is not None and _is_same(piece, document, around, collection):
            pieces[document.head.key] = piece
        else:
            changed.append((document, digest(document)))
    here = {document.head.key for document in collection.documents}
    gone = [piece for key, piece in before.pieces.items() if key not in here]
    return Compared(around=around, pieces=pieces, changed=changed, gone=gone)


def _is_same(
    piece: Piece, document: Document, around: Surroundings, collection: Collection
) -> bool:
    head = document.head
    group = around.group(document)
    return (
        piece.is_settled
        and piece.document is document
        and piece.site is collection.sites.get(head.language)
        and piece.group == group  # the same objects, mostly
        and piece.crumbs == around.crumbs(head.parent)
    )
