"""Signs of editions: is a printed sheet still right, told with public words only.

What stands on the paper is compared with the leaflet as readers have it now. Old words are
repeated only as long as every page and fact that they came from is public: whatever was taken
away does not come back through the address of an old sheet. What looks like the data of a person
is never repeated: that may be why it was taken out.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import zip_longest

from sitegen.collect.registry import editions_loader, print_knowledge, public_fact_keys
from sitegen.documents.editions import (
    ChangedWords,
    EditionSign,
    PrintedEdition,
    SheetLine,
    edition_path,
)
from sitegen.documents.kinds import Document
from sitegen.documents.leaflet import Leaflet
from sitegen.documents.sheet_lines import sheet_lines, unprinted

__all__ = ["changed_words", "edition_sign", "edition_signs", "known_editions", "public_keys"]


def edition_signs(
    editions: Iterable[PrintedEdition], documents: Iterable[Document]
) -> tuple[EditionSign, ...]:
    """Return what the address of each edition says, beside the documents that are public."""
    asked = sorted(editions, key=lambda edition: edition.code)
    if not asked:
        return ()
    by_key = {document.head.key: document for document in documents}
    public = public_keys(by_key)
    return tuple(edition_sign(edition, by_key, public) for edition in asked)


def known_editions() -> Iterable[PrintedEdition]:
    """Return every edition of the register."""
    return editions_loader()().values()


def public_keys(documents: Iterable[str]) -> frozenset[str]:
    """Return the keys of all pages and facts whose words may stand in public."""
    return frozenset((*documents, *public_fact_keys()))


def edition_sign(
    edition: PrintedEdition, documents: Mapping[str, Document], public: Collection[str]
) -> EditionSign:
    """Return what the address of one edition says."""
    document = documents.get(edition.page)
    known = EditionSign(
        code=edition.code,
        path=edition_path(edition.code),
        language=edition.language,
        verdict="unknown",
        printed_on=edition.printed_on,
    )
    if edition.state in {"draft", "licensed"}:
        return replace(known, verdict="waiting")
    if edition.state == "withdrawn":
        known = replace(known, verdict="withdrawn", since=edition.withdrawn_on)
    if not isinstance(document, Leaflet):
        return known
    head = document.head
    known = replace(known, name=edition.name, target=head.path, target_title=head.title)
    if edition.state == "withdrawn":
        return known
    changes = tuple(changed_words(edition, document, public))
    notices = tuple(one for one in head.notices if one.asks_for_review and not one.is_coming)
    if not (changes or edition.overtaken_on):
        return replace(known, verdict="right")
    return replace(
        known, verdict="changed", since=edition.overtaken_on, changes=changes, notices=notices
    )


def changed_words(
    edition: PrintedEdition, leaflet: Leaflet, public: Collection[str]
) -> Iterator[ChangedWords]:
    """Yield what the paper says otherwise than the leaflet of today, in the paper's order.

    What only moved to another panel is no change.
    """
    if edition.lines is None:
        return
    silent = unprinted(leaflet)  # kept once, before it was known that nobody reads them
    old = [one for one in edition.lines if one.says not in silent]
    new = sheet_lines(leaflet)
    still, before = {one.says for one in new}, {one.says for one in old}
    matcher = SequenceMatcher(
        a=[one.says for one in old], b=[one.says for one in new], autojunk=False
    )
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            continue
        gone = [one for one in old[first:last] if one.says not in still]
        come = [one for one in new[start:end] if one.says not in before]
        for was, now in zip_longest(gone, come):
            yield _change(was, now, public, hides=edition.hides_old_words)


def _may_be_repeated(was: SheetLine, public: Collection[str]) -> bool:
    """Tell whether all that the words came from is public still, and they name nobody."""
    names_somebody = any(print_knowledge().private(was.says))
    return not names_somebody and all(key in public for key in was.keys)


def _change(
    was: SheetLine | None, now: SheetLine | None, public: Collection[str], *, hides: bool
) -> ChangedWords:
    is_silent = was is not None and (hides or not _may_be_repeated(was, public))
    told = None if is_silent else was
    place, whose = told or now, now or told
    return ChangedWords(
        place=place.place if place else "",
        old=told.says if told else "",
        new=now.says if now is not None else "",
        is_silent=is_silent,
        of=whose.of if whose else "",
        what=whose.what if whose else "",
    )
