"""Interest: what the mirror of another site was made from, so that a worker need not ask the site itself
whether a change concerns it: that takes a process.

The answer is yes too often, and never no where the site would say something else: what is not about
single pages, nor a new upload, concerns every site.
"""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, Q
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, Site

from sitegen.collect.addresses import host_of
from sitegen.collect.offering import held_back
from sitegen.collect.registry import fact_models, read_models
from sitegen.collect.sites import HOME_DEPTH
from sitegen.collect.verdicts import STEP
from sitegen.collect.visibility import MARKS, rows_behind
from sitegen.collect.watched import models_of, page_tables, translation_tables
from sitegen.journal import Changes
from sitegen.languages import SOURCE
from sitegen.limits import few_at_once
from sitegen.models import FormerAddress

__all__ = ["Interest", "Touched", "interest_of", "keep_interest", "read_interest", "touched"]

FILE = "cache/interest.json"
_log = logging.getLogger("loa.release")

_KNOWN = ("title", "live_revision_id", *MARKS)
"""What a site may know of a page of another one, or decides about it."""

_MANY = 2000
"""Of so many changed pages nobody asks where each stands."""


class Interest(msgspec.Struct, frozen=True, kw_only=True):
    """What the site of a ``host`` was made from.

    ``pages`` are its own, ``roots`` the places of its home pages in the tree. Of the pages of other sites
    that it speaks of, of all home pages, and of what decides about any of these, ``far`` has by number what
    it knows; ``held`` are those of them that are not offered, ``keys`` the translation keys of all. Of uploads
    it has looked for none that is younger than the ``newest`` row of its table.
    """

    host: str
    roots: frozenset[str]
    pages: frozenset[int]
    far: dict[int, str]
    held: frozenset[int]
    keys: frozenset[str]
    newest: dict[str, int]
    is_translated: bool

    def knew_before(self, changes: Changes) -> bool:
        """Tell whether what it knows of other sites was so before ``changes`` too."""
        pages = {int(row) for row in changes.of(page_tables())}
        return self.far.keys().isdisjoint(pages) and not changes.touches(translation_tables())

    def meets(self, changed: "Touched") -> bool:
        """Tell whether what has ``changed`` may concern the site."""
        if changed.is_for_all or not self.pages.isdisjoint(changed.pages):
            return True
        if changed.held is not None and (
            self.is_translated or changed.held & self.far.keys() != self.held
        ):
            return True
        if self.host in changed.hosts:
            return True
        if any(first <= self.newest.get(table, first) for table, first in changed.oldest.items()):
            return True
        known, roots = self.far.keys() & changed.pages, tuple(self.roots)
        if not known.isdisjoint(changed.passed):
            return True
        return any(
            changed.seen[pk].mark != self.far[pk] if pk in changed.seen else True for pk in known
        ) or any(
            seen.path.startswith(roots) or (seen.key in self.keys and pk not in known)
            for pk, seen in changed.seen.items()
        )


def read_interest(folder: Path) -> Interest | None:
    """Return what the last release of the site in ``folder`` left, None when it left nothing."""
    try:
        return msgspec.json.decode((folder / FILE).read_bytes(), type=Interest)
    except (OSError, msgspec.MsgspecError):
        return None


def keep_interest(folder: Path, interest: "Interest | None") -> None:
    """Leave it in ``folder`` for the worker; with None, or on a disk that takes nothing, nothing is left.

    Then the worker asks the site itself.
    """
    place = folder / FILE
    half = place.with_suffix(".half")
    try:
        place.unlink(missing_ok=True)
        if interest is None:
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        half.write_bytes(msgspec.json.encode(interest))
        half.replace(place)
    except OSError:
        _log.exception("what concerns the site cannot be kept")


class Seen(NamedTuple):
    """A page as it is now: its place in the tree, its translation key, and all that other sites know of it."""

    path: str
    key: str
    kind: int
    mark: str


@dataclass(slots=True)
class Touched:
    """What has changed: pages by number, ``seen`` as they are now unless they went; the oldest changed upload
    of each table; the ``hosts`` of which former addresses changed; which pages are ``held``, where translations
    have changed. The hour of some has ``passed``.

    ``is_for_all`` when it may concern any site.
    """

    is_for_all: bool = False
    pages: set[int] = field(default_factory=set)
    passed: set[int] = field(default_factory=set)
    seen: dict[int, Seen] = field(default_factory=dict)
    oldest: dict[str, int] = field(default_factory=dict)
    hosts: set[str] = field(default_factory=set)
    held: set[int] | None = None


def interest_of(
    site: Site, shown: Iterable[int], asked: set[int], looked: Mapping[str, int]
) -> Interest:
    """Return what concerns ``site``, which shows the pages ``shown`` and has ``asked`` for pages elsewhere.

    ``looked`` has the last number that it has looked for in each table of uploads. What it knows of
    pages elsewhere is read now, and has to be what the site saw (``knew_before``).
    """
    homes = Page.objects.filter(translation_key=site.root_page.translation_key)
    roots = frozenset(homes.values_list("path", flat=True))
    which = Q(pk__in=asked) | Q(depth=HOME_DEPTH)
    for root in roots:
        which |= Q(path__startswith=root)
    rows = rows_behind(which)
    own = [row for row in rows if row.tree_path.startswith(tuple(roots))]
    pages = {row.pk for row in own} | {*shown}
    far = ({row.pk for row in rows} | asked) - pages
    seen = _seen(far)
    vietnamese = Locale.objects.filter(language_code=SOURCE).values_list("pk", flat=True)
    return Interest(
        host=site.hostname,
        roots=roots,
        pages=frozenset(pages),
        far={pk: seen[pk].mark if pk in seen else "" for pk in far},
        held=frozenset(held_back(far)),
        keys=frozenset(UUID(str(row.key)).hex for row in rows),
        newest={table: max(looked[table], _last(model)) for table, model in _uploads().items()},
        is_translated=not {row.locale for row in own} <= {*vietnamese},
    )


def _last(model: Any) -> int:
    return model._default_manager.aggregate(last=Max("pk"))["last"] or 0


def touched(changes: Changes, passed: set[int]) -> Touched:
    """Return what ``changes`` touch, and pages whose hour has ``passed``: a few queries for all sites."""
    pages = {int(row) for row in changes.of(page_tables())}
    found = Touched(pages=pages | passed, passed=passed)
    single = page_tables() - _speaking() | translation_tables()
    for table, rows in changes.rows.items():
        if table in _uploads():
            found.oldest[table] = min(map(int, rows))
        elif table == FormerAddress._meta.db_table:
            stored = _stored(FormerAddress, "path", rows)
            found.is_for_all |= None in stored
            found.hosts |= {host_of(path) for path in stored if path is not None}
        elif table in _about_pages():
            named = _stored(_about_pages()[table], "page_id", rows)
            found.is_for_all |= None in named
            found.pages |= {pk for pk in named if pk is not None}
        elif table not in single:
            found.is_for_all = True
    found.is_for_all |= len(found.pages) > _MANY
    if found.is_for_all:
        return found
    found.seen = _seen(found.pages)
    # The row of a home page changes with each page below it; a site asks for those it leads to.
    below = {one.kind for one in found.seen.values() if len(one.path) > HOME_DEPTH * STEP}
    found.is_for_all = not below.isdisjoint(_speaking_kinds())
    if changes.touches(translation_tables()):
        found.held = held_back()
    return found


def _seen(pages: Iterable[int]) -> dict[int, Seen]:
    found = dict[int, Seen]()
    for some in few_at_once(pages):
        for pk, *mark in Page.objects.filter(pk__in=some).values_list("pk", *_KNOWN):
            said = dict(zip(_KNOWN, mark, strict=True))
            digest = blake2b(repr(mark).encode(), digest_size=8).hexdigest()
            key: UUID = said["translation_key"]
            found[pk] = Seen(said["path"], key.hex, said["content_type_id"], digest)
    return found


def _stored(model: Any, name: str, rows: Iterable[str]) -> set[Any]:
    """Return what the ``rows`` of a table say under ``name``, None among it when one says nothing."""
    found = set[Any]()
    for some in few_at_once(rows):
        said = [*model._default_manager.filter(pk__in=some).values_list(name, flat=True)]
        found.update(said, () if len(said) == len(some) else (None,))
    return found


@cache
def _uploads() -> dict[str, Any]:
    """Return by table what a site shows only when a row of its own names it."""
    found = (get_image_model(), get_document_model())
    return {model._meta.db_table: model for model in found}


@cache
def _about_pages() -> dict[str, Any]:
    """Return by table the models of which each row is about one page."""
    return {
        model._meta.db_table: model
        for model in models_of(read_models())
        for field in model._meta.get_fields()
        if not issubclass(model, Page) and field.name == "page" and field.related_model is Page
    }


@cache
def _speaking() -> frozenset[str]:
    """Return the tables of pages from which other pages are made."""
    pages = (one for one in models_of(read_models()) if issubclass(one, Page) and one is not Page)
    return frozenset(one._meta.db_table for one in pages)


def _speaking_kinds() -> frozenset[int]:
    """Return the kinds of pages of which others also say whether they are there."""
    named = (names for names in fact_models().values() if Page._meta.label_lower in names)
    pages = [one for one in models_of(frozenset().union(*named)) if issubclass(one, Page)]
    return frozenset(one.pk for one in ContentType.objects.get_for_models(*pages).values())
