"""The warm collector: what it collected stays in memory, and only what changed is read again.

The database notes which rows change, and each page notes which rows it was made from; where
the two meet, the page is collected again. What cannot be told exactly is collected whole.
"""

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Collection as Keys
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import Any

from django.db.models import Min, Q
from django.utils import timezone
from wagtail.models import Page

from sitegen.collect.addresses import Address, former_addresses, keep_addresses, keep_silence
from sitegen.collect.aside import Aside, Held, kept, without
from sitegen.collect.attachments import attachments_by_id
from sitegen.collect.collecting import page_key
from sitegen.collect.elsewhere import READ
from sitegen.collect.guard import readable
from sitegen.collect.offering import held_back
from sitegen.collect.reads import ALL, Noted, Read, changed_reads, note_facts
from sitegen.collect.redirects import saved_redirects
from sitegen.collect.registry import (
    fact_loaders,
    fact_models,
    next_moments,
    page_collectors,
    picture_loader,
)
from sitegen.collect.rows import PART, page_rows
from sitegen.collect.site import (
    Collected,
    FinishMemory,
    begin,
    document_of,
    finish,
)
from sitegen.collect.sites import own_site
from sitegen.collect.suspects import suspects
from sitegen.collect.translations import truths
from sitegen.collect.visibility import MARKS, VisiblePage, visible_pages
from sitegen.collect.watched import (
    address_tables,
    attachment_tables,
    page_tables,
    picture_tables,
    redirect_tables,
    structure_tables,
    tables_of,
    translation_tables,
    watch_all,
)
from sitegen.documents.collection import Collection
from sitegen.documents.kinds import Document
from sitegen.errors import Finding
from sitegen.journal import Changes, Journal
from sitegen.plan import Lost, references

__all__ = ["Collector", "until"]

LastGood = Callable[[str], Document | None]


@dataclass(frozen=True, slots=True)
class _Made:
    """One page as it was collected, before it was linked; ``order`` is its place among all."""

    order: tuple[int, str]
    document: Document | None
    reads: tuple[Read, ...]
    findings: tuple[Finding, ...]


class Collector:
    """Collects for one process; ``last_good`` gives the document that is served under a key."""

    def __init__(self, last_good: LastGood = lambda _: None) -> None:
        self._last_good = last_good
        self._journal = Journal()
        self._is_watching = False
        self._addresses: tuple[Address, ...] = ()
        self._released: dict[str, int] = {}
        self._at = self._until = datetime.min.replace(tzinfo=UTC)
        self.forget()

    @property
    def is_warm(self) -> bool:
        """Tell whether anything is remembered."""
        return self._last is not None

    def forget(self) -> None:
        """Collect everything with the next call."""
        self._last: Collected | None = None
        self._made: dict[int, _Made] = {}
        self._known: dict[str, Document] = {}
        self._marks: dict[int, int] = {}
        self._memory = FinishMemory()
        self._aside = Aside()
        self._pending: set[Read] = set()
        self._is_all_pending = False

    def collect(self, now: datetime) -> Collected:
        """Return what may leave at ``now``: the very same object when nothing has changed."""
        if not self._is_watching:
            watch_all()
            self._is_watching = True
        changes = self._journal.read()
        try:
            return self._brought_up_to(now, changes)
        except BaseException:
            self.forget()  # the journal told of changes that did not arrive here
            raise

    def _brought_up_to(self, now: datetime, changes: Changes | None) -> Collected:
        if changes is None or self._last is None or not self._at <= now < self._until:
            self._aside.left.clear()
            return self._all(now)
        self._at = now
        self._pending |= self._of_media(self._aside.media_again(self._load))
        if not changes and not self._pending and not self._is_all_pending:
            return self._last
        if self._is_all_pending or changes.touches(structure_tables()):
            return self._all(now)
        return self._some(now, changes)

    # What cannot be made

    @property
    def parts(self) -> Keys[Lost]:
        """The parts of pages that cannot be made."""
        return self._aside.parts

    def set_aside(self, lost: Iterable[Lost]) -> bool:
        """Do without what could not be made from now on; tell whether that is new."""
        each = {(one.kind, one.name): one for one in lost}
        return sum(map(self._sets_aside, each.values())) > 0  # all of them, not only the first

    def suspects(self) -> tuple[Lost, ...]:
        """Return the pages that do not hold what they should, after something went wrong."""
        known = {document.head.key: document for document in self._known.values()}
        return suspects(known.values())

    def _sets_aside(self, lost: Lost) -> bool:
        if lost.kind == "media" and self._aside.takes_media(lost.name, self._load):
            self._pending |= self._of_media({lost.name})
            return True
        if lost.kind in {"share", "sheet"} and self._aside.takes_part(lost):
            return True
        return self._sets_page_aside(lost.finding)

    def _sets_page_aside(self, finding: Finding) -> bool:
        """Show a page as it was, or leave it out; False when nothing can be done without it."""
        kind, _, number = finding.key.partition("-")
        pk = int(number) if kind == "page" and number.isdecimal() else 0
        made = self._made.get(pk)
        if made is None or made.document is None:
            return False
        instead = None if pk in self._aside.held else self._instead(pk)
        if instead is not None:
            said = (kept(finding),)
            self._aside.held[pk] = Held(made.document, instead, said)
            self._pending.add(("page", pk))
        elif pk == own_site().root_page_id:
            return False
        else:
            self._aside.leaves(pk, (finding,), made.reads)
            self._is_all_pending = True
        return True

    def _instead(self, pk: int) -> Document | None:
        """Return the page as readers saw it, unless it shows what may not be shown any more."""
        old = self._last_good(page_key(pk))
        if old is None:
            return None
        may_leave = {one.digest for one in self._collecting.pictures.values()}
        may_leave |= {one.digest for one in self._collecting.attachments.values()}
        may_leave -= self._aside.media.keys()
        return old if all(one.digest in may_leave for one in references(old)) else None

    def _of_media(self, digests: Keys[str]) -> set[Read]:
        """Return what pages read of the pictures and attachments with these digests."""
        if not digests:
            return set()
        collecting = self._collecting
        both = (("picture", collecting.pictures), ("attachment", collecting.attachments))
        return {
            (name, pk) for name, rows in both for pk, one in rows.items() if one.digest in digests
        }

    def _load(self, digest: str) -> bytes:
        """Return the bytes of a picture or an attachment."""
        if any(one.digest == digest for one in self._collecting.attachments.values()):
            return self._collecting.attachments.load(digest)
        return picture_loader().load(digest)

    def _visible(self, now: datetime) -> dict[int, VisiblePage]:
        return without(visible_pages(own_site(), now), self._aside.left)

    def _leaves_out(self) -> bool:
        """Leave out the pages of which there is nothing to show; tell whether there are any."""
        empty = {pk: made for pk, made in self._made.items() if made.document is None}
        root = own_site().root_page_id
        for pk, made in empty.items():
            if pk != root:
                self._aside.leaves(pk, made.findings, made.reads)
        return bool(empty.keys() - {root})

    def keep_addresses(self, collection: Collection) -> None:
        """Remember for ever where the pages of a released collection are, and which are private."""
        new = keep_addresses(collection.documents, self._released)
        if keep_silence(self._addresses) or new:
            self._journal.skip(address_tables())  # we know what we have just written
            self._addresses = former_addresses()
            self._released |= new

    # Everything

    def _all(self, now: datetime) -> Collected:
        self._is_all_pending = False
        self._pending.clear()
        self._held = held_back()
        self._collecting = begin(now, left=self._aside.left)
        self._collecting.broken = self._aside.media
        self._fact_findings = tuple(self._collecting.findings)
        self._addresses = former_addresses()
        self._released = {address.path: address.page for address in self._addresses}
        before, self._made = self._made, {}
        for place, model in enumerate(page_collectors()):
            for page in page_rows(model, None, partial(self._unread, place, before)):
                if dict.__contains__(self._collecting.pages, page.pk):
                    self._made[page.pk] = self._page(page, place, before.get(page.pk))
        self._marks = _hashed(_marks())
        return self._all(now) if self._leaves_out() else self._finished(now)

    # A part

    def _some(self, now: datetime, changes: Changes) -> Collected:
        self._collecting.now = now
        self._collecting.findings = []
        rows = {int(row) for row in changes.of(page_tables())}
        if (rows or changes.touches(translation_tables())) and held_back() != self._held:
            return self._all(now)
        self._collecting.elsewhere.forget(now)
        reads = self._moved(rows, now)
        is_moved = bool(reads)
        if any(not dict.__contains__(self._collecting.pages, pk) for pk in rows):
            reads.add(READ)
        reads |= self._renewed(changes)
        facts = self._renewed_facts(changes, is_moved=is_moved)
        if facts is None or self._collecting.findings or self._fact_findings:
            return self._all(now)  # a row that cannot be read is named with all others
        reads |= facts | self._pending
        self._pending = set()
        if self._aside.left_again(lambda pk, one: pk in rows or not reads.isdisjoint(one.reads)):
            return self._all(now)
        if is_moved or changes.touches(address_tables()):
            self._addresses = former_addresses()
            self._released = {address.path: address.page for address in self._addresses}
        if changes.touches(redirect_tables()):
            self._collecting.redirects = saved_redirects()
        self._collect_again(rows, reads)
        return self._all(now) if self._leaves_out() else self._finished(now)

    def _moved(self, rows: set[int], now: datetime) -> set[Read]:
        """Renew the places of pages when one of ``rows`` came, went or moved; return whose."""
        marks = _marks(rows)
        if not any(self._is_moved(pk, marks.get(pk)) for pk in rows):
            return set()
        collecting = self._collecting
        old, new = collecting.pages, self._visible(now)
        moved = {pk for pk in dict.keys(old) | new.keys() if dict.get(old, pk) != new.get(pk)}
        collecting.pages = Noted(new, "page", collecting.reads.note)
        for pk in rows:
            self._marks.pop(pk, None)
        self._marks |= _hashed(marks)
        return {("page", pk) for pk in moved} | ({("page", ALL)} if moved else set())

    def _is_moved(self, pk: int, mark: tuple[Any, ...] | None) -> bool:
        """Drafts count as well: one that comes out of a closed section opens its translations."""
        return (None if mark is None else hash(mark)) != self._marks.get(pk)

    def _renewed(self, changes: Changes) -> set[Read]:
        """Read pictures, attachments and translations again; return what differs."""
        collecting, reads = self._collecting, set[Read]()
        if changes.touches(picture_tables()):
            pictures = picture_loader().by_id()
            reads |= _differences("picture", collecting.pictures, pictures)
            collecting.pictures = pictures
        if changes.touches(attachment_tables()):
            shelf = attachments_by_id(collecting.findings.append)
            reads |= _differences("attachment", collecting.attachments, shelf)
            collecting.attachments = shelf
        if changes.touches(translation_tables()):
            new = truths()
            reads |= _differences("truth", collecting.truths, new)
            collecting.truths = new
        return reads

    def _renewed_facts(self, changes: Changes, *, is_moved: bool) -> set[Read] | None:
        """Read registries again; return what differs, None when every page may be concerned."""
        collecting, reads = self._collecting, set[Read]()
        models = fact_models()
        for name, loader in fact_loaders().items():
            if models[name] and not is_moved and not changes.touches(tables_of(models[name])):
                continue
            new = loader(collecting)
            found = changed_reads(
                name, collecting.facts[name], new, lambda table: changes.rows.get(table, ())
            )
            if found is None:
                return None
            reads |= found
            collecting.facts[name] = note_facts(name, new, collecting.reads.note)
        return reads

    def _collect_again(self, rows: set[int], reads: set[Read]) -> None:
        visible = self._collecting.pages
        stale = {pk for pk in rows if dict.__contains__(visible, pk)}
        stale |= {key for name, key in reads if name == "page" and dict.__contains__(visible, key)}  # type: ignore[misc]  # a page's key is its number
        if reads:
            stale |= {pk for pk, made in self._made.items() if not reads.isdisjoint(made.reads)}
        before = {pk: self._made.pop(pk) for pk in stale if pk in self._made}
        for pk in [pk for pk in self._made if not dict.__contains__(visible, pk)]:
            del self._made[pk]
        stale = {pk for pk in stale if dict.__contains__(visible, pk)}
        for place, model in enumerate(page_collectors()):
            finds = partial(self._unread, place, before)
            for page in page_rows(model, stale, finds) if stale else ():
                self._made[page.pk] = self._page(page, place, before.get(page.pk))

    # Pages

    def _unread(
        self, place: int, before: Mapping[int, _Made], pk: int, path: str, finding: Finding
    ) -> None:
        """Keep a page of which a value cannot even be read from the database."""
        if dict.__contains__(self._collecting.pages, pk):
            old = before.get(pk)
            document = (old and old.document) or self._instead(pk)
            finding = replace(finding, key=page_key(pk), severity="error")
            said = kept(finding) if document else finding
            self._made[pk] = _Made((place, path), document, (), (said,))

    def _page(self, page: Any, place: int, before: _Made | None) -> _Made:
        collecting = self._collecting
        collecting.findings = []
        collecting.reads.begin()
        document = document_of(collecting, page)
        reads = collecting.reads.end()
        findings = tuple(collecting.findings)
        self._aside.parts_again(page_key(page.pk))
        held = self._aside.held.get(page.pk)
        if held is not None and document == held.failed:
            document, findings = held.instead, held.findings
        elif held is not None:
            del self._aside.held[page.pk]
        if document is None:
            document = (before and before.document) or self._instead(page.pk)
            if document is not None:
                findings = tuple(map(kept, findings))
        return _Made((place, page.path), document, reads, findings)

    def _finished(self, now: datetime) -> Collected:
        made = sorted(self._made.values(), key=lambda one: one.order)
        findings = [finding for one in made for finding in one.findings]
        self._collecting.findings = [
            *self._fact_findings,
            *findings,
            *self._aside.findings,
        ]
        documents = [one.document for one in made if one.document is not None]
        try:
            found = finish(documents, self._collecting, self._addresses, self._same, self._memory)
        except Exception:
            self._memory = FinishMemory()
            wrong = suspects(documents, lambda some: finish(some, self._collecting, ()))
            if not self.set_aside(wrong):
                raise
            return self._all(now)
        collection = self._same_collection(found.collection)
        self._known = {document.head.key: document for document in collection.documents}
        self._last = replace(found, collection=collection)
        self._at, self._until = now, until(now)
        return self._last

    def _same(self, document: Document) -> Document:
        known = self._known.get(document.head.key)
        return known if known is document or known == document else document

    def _same_collection(self, collection: Collection) -> Collection:
        if self._last is None:
            return collection
        last = self._last.collection
        sites = {
            language: last.sites[language] if last.sites.get(language) == site else site
            for language, site in collection.sites.items()
        }
        collection = replace(collection, sites=sites)
        return last if collection == last else collection


def _marks(pks: Keys[int] | None = None) -> dict[int, tuple[Any, ...]]:
    """Return what of each page, or of all, decides where it stands and whether it may leave."""
    pages = Page.objects.all()
    if pks is not None and len(pks) <= PART:
        pages = pages.filter(pk__in=list(pks))
    rows = readable(pages.values_list("pk", *MARKS))
    return {row[0]: row[1:] for row in rows if pks is None or row[0] in pks}


def _hashed(marks: dict[int, tuple[Any, ...]]) -> dict[int, int]:
    return {pk: hash(mark) for pk, mark in marks.items()}


def _differences(name: str, old: Mapping[Any, Any], new: Mapping[Any, Any]) -> set[Read]:
    return {(name, key) for key in old.keys() | new.keys() if old.get(key) != new.get(key)}


def until(now: datetime) -> datetime:
    """Return when what was collected ``now`` is no longer true by the clock alone."""
    tomorrow = timezone.localdate(now) + timedelta(days=1)
    midnight = timezone.make_aware(datetime.combine(tomorrow, time()))
    later = (Q(**{f"{name}__gt": now}) for name in ("expire_at", "go_live_at"))
    due = Page.objects.filter(live=True).aggregate(
        expires=Min("expire_at", filter=next(later)), starts=Min("go_live_at", filter=next(later))
    )
    first: list[datetime] = [moment for moment in due.values() if moment]
    return min([midnight, *first, *next_moments(now)])
