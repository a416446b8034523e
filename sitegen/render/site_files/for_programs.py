"""For programs: the site as one object, the words of its pages, where pages were."""

from collections.abc import Iterable

from sitegen.documents.addresses import Gone, Moved
from sitegen.documents.quick import dataclass
from sitegen.documents.site import Site
from sitegen.languages import Language, language_of
from sitegen.render.identity import colour_path, emblem_path, icon_of
from sitegen.render.json_api import told
from sitegen.render.labels import labels, untranslated_labels
from sitegen.render.search.parts import HEAD, VOCABULARY, part_path

__all__ = [
    "ListedPages",
    "SearchFiles",
    "SiteLook",
    "Words",
    "lists_file",
    "moved_file",
    "site_file",
    "words_file",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchFiles:
    """Where the search index of a language lies: its head, its vocabulary, the other parts.

    Each is a script that hands one value of JSON to ``loa.part``; "{name}" in ``part`` stands for
    the name of a shard, or for "t-" and the number of a page (docs/reference/api.md).
    """

    head: str
    vocabulary: str
    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLook:
    """One language of the mirror: its site, the paths of what one sees of it, its search ("None")."""

    site: Site
    icon: str
    emblem: str = ""
    colour: str = ""
    search: SearchFiles | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of pages in one language, by key; ``untranslated`` keys stand in its fallback's."""

    language: str
    words: tuple[tuple[str, str], ...]
    untranslated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPages:
    """A list that the mirror keeps as pages: by "kind", "letters", "fields", "agencies" or "map".

    ``value`` is the kind of page, or the letter, field or office; "" for all of them. ``path`` is
    the folder of its first page, of which the document names the next one.
    """

    by: str
    value: str
    language: str
    path: str
    title: str


def site_file(sites: Iterable[Site]) -> bytes:
    """Return site.json: the site in each language, and what the languages are called."""
    looks = [_look(site) for site in sites]
    codes = dict.fromkeys(code for look in looks for code in look.site.languages)
    languages: list[Language] = [language_of(code) for code in codes]
    return told(sites=looks, languages=languages)


def words_file(languages: Iterable[str]) -> bytes:
    """Return words.json: what our own pages say around what officers write."""
    return told(languages=[_words(code) for code in languages])


def moved_file(moved: Iterable[Moved], gone: Iterable[Gone]) -> bytes:
    """Return moved.json: where pages were, and where they are now."""
    return told(moved=tuple(moved), gone=tuple(gone))


def lists_file(lists: Iterable[ListedPages], parts: Iterable[str]) -> bytes:
    """Return lists.json: all lists of the mirror by what they are of; ``parts`` name every page."""
    return told(lists=tuple(lists), parts=tuple(parts))


def _look(site: Site) -> SiteLook:
    code = site.language
    searched = SearchFiles(
        head=part_path(code, HEAD),
        vocabulary=part_path(code, VOCABULARY),
        part=part_path(code, "{name}"),
    )
    return SiteLook(
        site=site,
        icon=icon_of(site.identity).path,
        emblem=emblem_path(site.identity),
        colour=colour_path(site.identity),
        search=searched if site.search_path else None,
    )


def _words(code: str) -> Words:
    untranslated = tuple(sorted(untranslated_labels(code)))
    return Words(language=code, words=tuple(labels(code).items()), untranslated=untranslated)
