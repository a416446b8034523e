"""The warm collector: what it collected stays in memory, and only what changed is read again.

The database notes which rows change, and the graph knows which pages were made from them: those
are in doubt, and collected again. What cannot be told exactly is collected whole.
"""

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Collection as Keys
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from hashlib import blake2b
from typing import Any

from django.db.models import Min, Q
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from sitegen.collect.addresses import Address, former_addresses, keep_addresses, keep_silence
from sitegen.collect.aside import Aside, Held, kept, without
from sitegen.collect.attachments import attachments_by_id, load_attachment
from sitegen.collect.collecting import page_key
from sitegen.collect.elsewhere import ELSEWHERE
from sitegen.collect.finishing import Collected, finish
from sitegen.collect.guard import readable
from sitegen.collect.interest import Interest, interest_of
from sitegen.collect.linking import named_pages
from sitegen.collect.offering import held_back
from sitegen.collect.reads import READ, renewed
from sitegen.collect.redirects import saved_redirects
from sitegen.collect.registry import (
    fact_loaders,
    fact_models,
    next_moments,
    page_collectors,
    picture_loader,
)
from sitegen.collect.rows import PART, page_rows
from sitegen.collect.site import begin, document_of, site_remarks
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
    unwatched_tables,
    watch_all,
)
from sitegen.derived import Graph, Input
from sitegen.documents.collection import Collection
from sitegen.documents.kinds import Document
from sitegen.errors import Finding
from sitegen.journal import Changes, Journal
from sitegen.plan import Lost, references

__all__ = ["Collector", "passed", "until", "until_for_all"]

LastGood = Callable[[str], Document | None]

ROW: Input[int, None] = Input(f"{__name__}:ROW", None)
"""The row of a page, by its number."""


@dataclass(frozen=True, slots=True)
class _Made:
    """One page as it was collected, before it was linked; ``order`` is its place among all."""

    order: tuple[int, str]
    document: Document | None
    findings: tuple[Finding, ...]


_Row = tuple[tuple[int, str], Any]
"""The place of a page among all, and the page as it is stored; of an unreadable one what is said."""


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

    def leave_word(self) -> None:
        """Let the journal know that what is remembered is kept for another process."""
        self._journal.leave_word()

    def wake(self, last_good: LastGood) -> None:
        """Go on in another process; what the database did not note meanwhile is collected again."""
        self._last_good = last_good
        if unwatched_tables():
            self.forget()

    def __getstate__(self) -> dict[str, Any]:
        """Give what is remembered, without the process that asks."""
        return self.__dict__ | {"_is_watching": False, "_last_good": None}

    def forget(self) -> None:
        """Collect everything with the next call."""
        self._last: Collected | None = None
        self._made: dict[int, _Made] = {}
        self._marks: dict[int, bytes] = {}
        self._aside = Aside()
        self._graph = Graph()
        self._row: _Row | None = None
        self._is_all_pending = self._is_unread = False

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
        self._doubt_media(self._aside.media_again(self._load))
        if not (changes or self._is_all_pending or self._graph.doubted(self._collected)):
            return self._last
        if self._is_all_pending or changes.touches(structure_tables()):
            return self._all(now)
        return self._some(now, changes)

    def interest(self) -> Interest | None:
        """Return which changes may concern what was collected last; None when any may.

        What cannot be made or read is tried again by each release.
        """
        if self._last is None or self._is_unread or self._aside.is_any:
            return None
        shown, asked = self._collecting.pages.rows, self._collecting.elsewhere.asked
        looked = {get_image_model(): "picture", get_document_model(): "attachment"}
        last = {model._meta.db_table: self._last_looked(name) for model, name in looked.items()}
        found, since = interest_of(own_site(), shown, asked, last), self._journal.peek()
        return found if since is not None and found.knew_before(since) else None

    def _last_looked(self, name: str) -> int:
        keys = (key for what, key in self._graph.keys(READ) if what == name)
        return max((key for key in keys if isinstance(key, int)), default=0)

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
        return suspects(self._last.collection.documents if self._last else ())

    def _sets_aside(self, lost: Lost) -> bool:
        if lost.kind == "media" and self._aside.takes_media(lost.name, self._load):
            self._doubt_media({lost.name})
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
            self._graph.touch(ROW, pk)
        elif pk == own_site().root_page_id:
            if self._aside.held.pop(pk, None):  # what was served does not do either: make it anew
                self._graph.touch(ROW, pk)
            return False
        else:
            self._leave_out(pk, (finding,))
            self._is_all_pending = True
        return True

    def _instead(self, pk: int) -> Document | None:
        """Return the page as readers saw it, unless it shows what may not be shown any more."""
        old = self._last_good(page_key(pk))
        if old is None:
            return None
        may_leave = {one.digest for one in self._collecting.pictures.rows.values()}
        may_leave |= {one.digest for one in self._collecting.attachments.rows.values()}
        may_leave -= self._aside.media.keys()
        pages = {page_key(pk) for pk in self._collecting.pages.rows}
        is_sound = pages.issuperset(key for key in named_pages(old) if key)
        return old if is_sound and all(one.digest in may_leave for one in references(old)) else None

    def _doubt_media(self, digests: Keys[str]) -> None:
        """Cast doubt on the pages that show pictures or attachments with these digests."""
        for media in (self._collecting.pictures, self._collecting.attachments) if digests else ():
            media.touch(pk for pk, one in media.rows.items() if one.digest in digests)

    def _load(self, digest: str) -> bytes:
        """Return the bytes of a picture or an attachment."""
        attachments = self._collecting.attachments.rows
        if any(one.digest == digest for one in attachments.values()):
            return load_attachment(attachments, digest)
        return picture_loader().load(digest)

    def _visible(self, now: datetime) -> dict[int, VisiblePage]:
        return without(visible_pages(own_site(), now), self._aside.left)

    def _leaves_out(self) -> bool:
        """Leave out the pages of which there is nothing to show; tell whether there are any."""
        root = own_site().root_page_id
        empty = [pk for pk, made in self._made.items() if made.document is None and pk != root]
        for pk in empty:
            self._leave_out(pk, self._made[pk].findings)
        return bool(empty)

    def _leave_out(self, pk: int, findings: Iterable[Finding]) -> None:
        self._aside.leaves(pk, findings)
        del self._made[pk]

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
        self._held = held_back()
        self._collecting = begin(now, left=self._aside.left, graph=self._graph)
        self._collecting.broken = self._aside.media
        self._fact_findings = tuple(self._collecting.findings)
        self._is_unread = len(self._fact_findings) > len(self._collecting.remarks)
        self._addresses = former_addresses()
        self._released = {address.path: address.page for address in self._addresses}
        for pk in self._made.keys() | self._collecting.pages.rows.keys():
            self._graph.touch(ROW, pk)
        self._collect_again()
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
        is_moved = self._moved(rows, now)
        is_far = not rows <= self._collecting.pages.rows.keys()
        if is_far:
            self._graph.touch(ELSEWHERE, None)
        is_far = is_far and self._collecting.elsewhere.is_anywhere  # facts speak of those pages too
        for pk in rows:
            self._graph.touch(ROW, pk)
        self._renew(changes)
        is_told = self._renew_facts(changes, is_moved=is_moved or is_far)
        if not is_told or self._collecting.findings or self._is_unread:
            return self._all(now)  # a row that cannot be read is named with all others
        self._fact_findings = site_remarks(own_site())
        if self._aside.left_again(self._graph.doubted(self._collected)):
            return self._all(now)
        if is_moved or changes.touches(address_tables()):
            self._addresses = former_addresses()
            self._released = {address.path: address.page for address in self._addresses}
        if changes.touches(redirect_tables()):
            self._collecting.redirects = saved_redirects()
        self._collect_again()
        return self._all(now) if self._leaves_out() else self._finished(now)

    def _moved(self, rows: set[int], now: datetime) -> bool:
        """Renew the places of pages when one of ``rows`` came, went or moved; tell whether any did."""
        marks = _marks(rows)
        if not any(self._is_moved(pk, marks.get(pk)) for pk in rows):
            return False
        for pk in rows:
            self._marks.pop(pk, None)
        self._marks |= _hashed(marks)
        return self._collecting.pages.renew(self._visible(now))

    def _is_moved(self, pk: int, mark: tuple[Any, ...] | None) -> bool:
        """Drafts count as well: one that comes out of a closed section opens its translations."""
        return (None if mark is None else _hash(mark)) != self._marks.get(pk)

    def _renew(self, changes: Changes) -> None:
        """Read pictures, attachments and translations again."""
        collecting = self._collecting
        if changes.touches(picture_tables()):
            collecting.pictures.renew(picture_loader().by_id())
        if changes.touches(attachment_tables()):
            collecting.attachments.renew(attachments_by_id(collecting.findings.append))
        if changes.touches(translation_tables()):
            collecting.truths.renew(truths())

    def _renew_facts(self, changes: Changes, *, is_moved: bool) -> bool:
        """Read registries again; False when every page may be concerned."""
        facts, models = self._collecting.facts, fact_models()
        for name, loader in fact_loaders().items():
            if models[name] and not is_moved and not changes.touches(tables_of(models[name])):
                continue
            new = renewed(
                facts[name], loader(self._collecting), lambda table: changes.rows.get(table, ())
            )
            if new is None:
                return False
            facts[name] = new
        return True

    # Pages

    def _collect_again(self) -> None:
        """Collect the pages that are in doubt, and those that are new."""
        graph, visible = self._graph, self._collecting.pages.rows.keys()
        stale = {*graph.doubted(self._collected), *visible - {*graph.keys(self._collected)}}
        stale -= self._aside.left.keys()
        for pk, row in _rows(stale & visible):
            self._take(pk, row)
            stale.discard(pk)
        for pk in stale:
            self._take(pk, None)

    def _take(self, pk: int, row: _Row | None) -> None:
        """Collect a page from its row; one without is gone."""
        self._row = row
        made = self._graph.get(self._collected, pk)
        self._row = None
        if made is None:
            self._made.pop(pk, None)
        else:
            self._aside.parts_again(page_key(pk))
            self._made[pk] = self._shown(pk, made)

    def _collected(self, graph: Graph, pk: int) -> _Made | None:
        """Return what the row at hand says, without a document when it cannot be read: a rule."""
        graph.note(ROW, pk)
        self._collecting.pages.note(pk)
        if self._row is None:
            return None
        order, page = self._row
        if isinstance(page, Finding):
            return _Made(order, None, (page,))
        self._collecting.findings = []
        document = document_of(self._collecting, page)
        return _Made(order, document, tuple(self._collecting.findings))

    def _shown(self, pk: int, made: _Made) -> _Made:
        """Return a page as readers will see it: as it was before where nothing else is to be had."""
        held, before = self._aside.held.get(pk), self._made.get(pk)
        if made.document is None:
            document = (before and before.document) or self._instead(pk)
            said = tuple(map(kept, made.findings)) if document else made.findings
            return replace(made, document=document, findings=said)
        if held is not None and made.document == held.failed:
            return replace(made, document=held.instead, findings=held.findings)
        self._aside.held.pop(pk, None)
        return made

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
            self._last = finish(documents, self._collecting, self._addresses, self._graph)
        except Exception:
            wrong = suspects(documents, lambda some: finish(some, self._collecting, ()))
            if not self.set_aside(wrong):
                raise
            return self._all(now)
        if not self._at <= now < self._until:
            self._graph.sweep()  # once a day is often enough for pages that went
        self._at, self._until = now, until(now)
        return self._last


def _rows(pks: set[int]) -> Iterator[tuple[int, _Row]]:
    """Yield those of these pages that are published, with their rows."""
    unread: list[tuple[int, str, Finding]] = []
    for place, model in enumerate(page_collectors() if pks else ()):
        for page in page_rows(model, pks, lambda *found: unread.append(found)):
            yield page.pk, ((place, page.path), page)
        for pk, path, finding in unread:
            yield pk, ((place, path), replace(finding, key=page_key(pk), severity="error"))
        unread.clear()


def _marks(pks: Keys[int] | None = None) -> dict[int, tuple[Any, ...]]:
    """Return what of each page, or of all, decides where it stands and whether it may leave."""
    pages = Page.objects.all()
    if pks is not None and len(pks) <= PART:
        pages = pages.filter(pk__in=list(pks))
    rows = readable(pages.values_list("pk", *MARKS))
    return {row[0]: row[1:] for row in rows if pks is None or row[0] in pks}


def _hashed(marks: dict[int, tuple[Any, ...]]) -> dict[int, bytes]:
    return {pk: _hash(mark) for pk, mark in marks.items()}


def _hash(mark: tuple[Any, ...]) -> bytes:
    return blake2b(repr(mark).encode(), digest_size=8).digest()  # the same in each process


def until(now: datetime) -> datetime:
    """Return when what was collected ``now`` is no longer true by the clock alone."""
    later = (Q(**{f"{name}__gt": now}) for name in ("expire_at", "go_live_at"))
    due = Page.objects.filter(live=True).aggregate(
        expires=Min("expire_at", filter=next(later)), starts=Min("go_live_at", filter=next(later))
    )
    first: list[datetime] = [moment for moment in due.values() if moment]
    return min([until_for_all(now), *first])


def until_for_all(now: datetime) -> datetime:
    """Return the same for what no single page says: midnight, and the hours of registries."""
    tomorrow = timezone.localdate(now) + timedelta(days=1)
    midnight = timezone.make_aware(datetime.combine(tomorrow, time()))
    return min([midnight, *next_moments(now)])


def passed(since: datetime, now: datetime) -> set[int]:
    """Return the pages that came or went by the clock after ``since`` and until ``now``."""
    gone = Q(expire_at__gt=since, expire_at__lte=now)
    due = gone | Q(go_live_at__gt=since, go_live_at__lte=now)
    return set(Page.objects.filter(due, live=True).values_list("pk", flat=True))
