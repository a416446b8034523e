"""Addresses: what files about the whole mirror know of its pages, and places where pages were."""

from datetime import date

from sitegen.documents.quick import dataclass

__all__ = ["Gone", "Moved", "PageEntry", "leads_out"]


def leads_out(path: str) -> bool:
    """Tell whether a path is no folder of this mirror but a whole address, as of another site."""
    return "://" in path


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEntry:
    """A page as sitemap, feeds and lists for machines see it: never its body.

    Whatever is not in here cannot make such a file change. ``kind`` is the document's kind,
    ``news`` what the last update changed, in the language of the page, "" where nobody said it.
    The first page of a list tells by what it lists ("kind", "letters", "fields", "agencies", "map")
    and what of it ("guide", a letter, a field, an office), "" for all.
    """

    key: str
    translation: str
    language: str
    source_language: str
    path: str
    kind: str
    title: str
    summary: str = ""
    agency: str = ""
    published: date | None = None
    updated: date | None = None
    is_alias: bool = False
    changed_on: date | None = None
    last_change: date | None = None
    news: str = ""
    list_by: str = ""
    list_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Trang đã chuyển: ``path`` is the old folder, ``target`` the folder where it is now.

    Outside of the mirror ``target`` is a whole address. One that is not lasting may lead
    elsewhere tomorrow: nothing may remember it.
    """

    path: str
    target: str
    title: str
    language: str
    is_outside: bool = False
    is_lasting: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """Trang không còn: ``path`` answered once; nothing of what it said is known here.

    ``successor`` is the folder of the page that replaces it, "" when nobody named one; ``original``
    that of the page which it translated, in its language;
    ``above`` that of the nearest page above which is still there, with its title.
    """

    path: str
    language: str
    successor: str = ""
    successor_title: str = ""
    original: str = ""
    original_title: str = ""
    original_language: str = ""
    above: str = ""
    above_title: str = ""
