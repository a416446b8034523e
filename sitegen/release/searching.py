"""Searching: the index of a release, brought up to date from that of the release before.

The tokens of each document are kept in the store under what they were made from. The state
of an index is the sum of all of them: where it is the same nothing is done, where the old
tokens are known only what changed is, and else the index is built from nothing. All three
give the same bytes.
"""

import hashlib
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from sitegen.documents.codec import digest
from sitegen.documents.terms import Term
from sitegen.plan import Piece, Plan, SearchRecipe, losing
from sitegen.release.manifest import File, content_type
from sitegen.store import Store

__all__ = ["Searching"]

FOLDER = "search/"
PART = 500
_SUMS = 1 << 256
_log = logging.getLogger("loa.release")

Files = Mapping[str, File]


@dataclass(kw_only=True)
class Searching:
    """The index files of all languages: ``files`` and ``states`` after ``run``.

    ``served`` and ``served_states`` belong to the release that is served; ``read`` gives the
    bytes of one of its files. When ``is_known`` the plan tells how its documents differ from those.
    """

    recipe: SearchRecipe
    store: Store
    read: Callable[[str], bytes]
    served: Files
    served_states: Mapping[str, str]
    is_known: bool
    is_full: bool = False
    files: dict[str, File] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    rendered: int = 0
    _old: dict[str, File] = field(default_factory=dict)

    def run(self, plan: Plan, terms: Sequence[Term]) -> None:
        """Find or make the index of every language that has something to find."""
        changed = [now for _, now in plan.changes if now is not None]
        self._keep_tokens(changed)
        self._old = {path: file for path, file in self.served.items() if path.startswith(FOLDER)}
        for language, total in sorted(self._added_up(plan).items()):
            spoken = [term for term in terms if term.language == language]
            self._index(language, total, plan, spoken)

    def keys(self, plan: Plan) -> set[str]:
        """Return the keys under which the store has the tokens of all documents."""
        return {self._key(piece) for piece in plan.pieces.values()}

    def gone(self) -> set[str]:
        """Return the served files of indexes that are not made any more."""
        return self._old.keys() - self.files.keys()

    def _added_up(self, plan: Plan) -> dict[str, int]:
        """Return by language what the digests of all its documents add up to."""
        sums: defaultdict[str, int] = defaultdict(int)
        for piece in plan.pieces.values():
            sums[piece.document.head.language] += int(piece.digest, 16)
        return sums

    def _index(self, language: str, total: int, plan: Plan, terms: Sequence[Term]) -> None:
        name = f"{FOLDER}{language}"
        self.states[name] = digest(
            (f"{total % _SUMS:064x}", self.recipe.version, self.recipe.tokens_version, list(terms))
        )
        old = {path: file for path, file in self._old.items() if path.startswith(f"{name}/")}
        if old and self.served_states.get(name) == self.states[name] and not self.is_full:
            self.files |= old
        elif old and self.is_known and not self.is_full:
            self._renew(language, old, plan, terms)
        else:
            self._build(language, plan, terms)

    def _renew(self, language: str, old: Files, plan: Plan, terms: Sequence[Term]) -> None:
        differing = [
            (was, now)
            for was, now in plan.changes
            if (was.digest if was else "") != (now.digest if now else "")
        ]
        removed = self._tokens(was for was, _ in differing if was and _in(was, language))
        added = self._tokens(now for _, now in differing if now and _in(now, language))
        try:
            made = self.recipe.update(language, self.read, list(removed), list(added), terms)
        except Exception:  # noqa: BLE001  # a damaged index must not stop a release: build it anew
            _log.warning("search index %s is built anew", language, exc_info=True)
            self._build(language, plan, terms)
            return
        self.files |= old
        for path, content in made.items():
            if content is None:
                self.files.pop(path, None)
            else:
                self._put(path, content)

    def _build(self, language: str, plan: Plan, terms: Sequence[Term]) -> None:
        mine = (piece for piece in plan.pieces.values() if _in(piece, language))
        ordered = sorted(mine, key=lambda piece: _number(piece.document.head.key))
        numbered = [piece for piece in ordered if _number(piece.document.head.key) >= 0]
        for path, content in self.recipe.build(language, self._tokens(numbered), terms):
            self._put(path, content)

    def _put(self, path: str, content: bytes) -> None:
        name = hashlib.sha256(content).hexdigest()
        key = digest(("search", name))
        output = self.store.put(key, content, inputs=b'[["content","' + name.encode() + b'"]]')
        self.files[path] = File(output.object, output.size, content_type(path), key, "search")
        self.rendered += 1

    def _keep_tokens(self, pieces: Iterable[Piece]) -> None:
        """Make the tokens of documents that the store does not know yet."""
        rest = iter(pieces)
        while some := list(islice(rest, PART)):
            keys = {self._key(piece): piece for piece in some}
            known = {} if self.is_full else self.store.known(keys)
            for key, piece in keys.items():
                if key not in known:
                    head = piece.document.head
                    with losing("page", head.key, title=head.title, key=head.key):
                        notes = self.recipe.tokens(piece.document) or b""
                    self.store.refuse(key, inputs=b"[]", notes=notes)
            self.store.save()

    def _tokens(self, pieces: Iterable[Piece]) -> Iterator[bytes]:
        """Yield the tokens of pieces in their order; a document that is not found has none."""
        rest = iter(pieces)
        while some := list(islice(rest, PART)):
            known = self.store.known(self._key(piece) for piece in some)
            for piece in some:
                output = known.get(self._key(piece))
                notes = output.notes if output else self.recipe.tokens(piece.document)
                if notes:
                    yield notes

    def _key(self, piece: Piece) -> str:
        made_from = f"tokens {piece.digest} {self.recipe.tokens_version}"
        return hashlib.sha256(made_from.encode()).hexdigest()  # for every page of each build


def _in(piece: Piece, language: str) -> bool:
    return piece.document.head.language == language


def _number(key: str) -> int:
    """Return the number of a page's key, -1 for a page that the generator made."""
    kind, _, number = key.partition("-")
    return int(number) if kind == "page" and number.isdigit() else -1
