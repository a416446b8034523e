"""The pipeline, the whole story on one screen: pages -> documents -> artifacts -> release."""

import gc
import logging
import sqlite3
from collections.abc import Callable, Container, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, perf_counter
from typing import TYPE_CHECKING

from sitegen.artifacts import Loader
from sitegen.documents.collection import Collection
from sitegen.documents.kinds import Document
from sitegen.errors import AwayError, Finding, SitegenError
from sitegen.hands import Hands, Processes, helpers
from sitegen.heap import give_back
from sitegen.plan import Lost, LostError, Maker, references
from sitegen.release.build import Build, Remembered
from sitegen.release.fill import OvertakenError, Progress
from sitegen.release.last_failure import remember_failure
from sitegen.release.lock import locked
from sitegen.release.manifest import read_manifest
from sitegen.release.report import Report
from sitegen.release.rot import Rounds
from sitegen.release.switch import CURRENT, current_release
from sitegen.render import json_api
from sitegen.render.workshop import Workshop

if TYPE_CHECKING:
    from sitegen.asleep import Asleep
    from sitegen.collect.finishing import Collected
    from sitegen.collect.interest import Interest
    from sitegen.withdrawing import Kept

__all__ = [
    "Worker",
    "build",
    "collect_documents",
    "put_to_sleep",
    "release_now",
    "warm_worker",
]

_log = logging.getLogger("loa.release")
Turn = Callable[[Path], AbstractContextManager[bool]]
_workers: dict[Path, "Worker"] = {}

SECONDS_BETWEEN_LOOKS = 1.0
"""How long a build runs between two looks at what became private meanwhile, ..."""

REST_AFTER_A_LOOK = 100
"""... and how many times as long as a look takes: looking may cost a hundredth."""

_MANY_OBJECTS = 50_000
"""More than these a build leaves when it has made hundreds of pages, or all."""


class Worker:
    """Releases what is published, and remembers: the next release costs what has changed.

    One for each process and folder. What it remembers is checked against the database and
    against the release that is served; where they disagree it begins with nothing. With ``asleep``
    it goes on where the last process ended.
    """

    def __init__(
        self,
        folder: Path,
        *,
        make_workshop: Callable[..., Maker] | None = None,
        asleep: "Asleep | None" = None,
    ) -> None:
        from django.conf import settings  # noqa: PLC0415  # a build from data runs without Django

        from sitegen.collect.warm import Collector  # noqa: PLC0415

        self._folder = folder
        self._make_workshop = make_workshop or self._workshop
        self._outputs: Container[str] = settings.LOA_OUTPUTS
        self._begin = helpers(
            settings.LOA_HANDS,
            broker=settings.LOA_HANDS_BROKER,
            hall=settings.LOA_HANDS_HALL,
            secret=settings.SECRET_KEY,
        )
        self._deadly = set[str]()
        self._is_careful = False
        self._collector = Collector(self._served_document)
        self._remembered = Remembered()
        self._purged: Kept | None = None
        self._asleep = asleep
        with _without_pauses():
            memory = asleep.wake() if asleep else None
        self._is_kept = memory is not None
        if memory is not None:
            self._collector, self._remembered = memory
            self._collector.wake(self._served_document)
            self._remembered.rounds = Rounds()  # nobody knows what the disk went through

    def sleep(self) -> None:
        """Keep what is remembered for the next process, now that this one ends.

        It takes a third of the memory once more, so not while it runs: whoever is killed leaves nothing.
        """
        if self._asleep is None or self._is_kept or not self._collector.is_warm:
            return
        try:
            with locked(self._folder, waiting=_give_way), _without_pauses():
                if self._asleep.hear(_private()):
                    self._collector.leave_word()
                    self._asleep.keep((self._collector, self._remembered))
                    self._is_kept = True
        except Exception:  # noqa: BLE001  # a full disk, a database away, a province's own odd value
            _log.warning("what is remembered is not kept for the next process", exc_info=True)

    def interest(self) -> "Interest | None":
        """Return which changes may concern what was released, None when any may."""
        return self._collector.interest()

    def release(
        self,
        now: datetime | None = None,
        *,
        is_full: bool = False,
        is_dry_run: bool = False,
        accepts_loss: bool = False,
        progress: Progress | None = None,
    ) -> Report:
        """Release what is published ``now``; collecting inside the lock lets no release overtake.

        ``is_full`` forgets everything first, renders everything again and compares. Unless
        ``accepts_loss``, a release that would drop more than a fifth of the pages only asks.
        """
        from django.utils import timezone  # noqa: PLC0415

        asked = _Asked(is_full, is_dry_run, accepts_loss, progress)

        def work(has_died: bool) -> Report:  # noqa: FBT001  # as _guarded calls it
            self._is_careful = has_died
            moment = now or timezone.localtime()  # after waiting for the lock
            self._hear()
            report, found = self._rounds(moment, asked)
            if not is_dry_run:
                self._clear_up(report, found)
            return report

        from sitegen.turns import in_turn  # noqa: PLC0415  # it needs Django

        report = _guarded(self._folder, work, turn=in_turn)
        if not is_dry_run:
            _remember_failure(self._folder / "releases", report, now or timezone.localtime())
            self._is_kept = self._is_kept and report.status == "unchanged" and not is_full
        return report

    def _rounds(self, now: datetime, asked: "_Asked") -> "tuple[Report, Collected]":
        """Build; what cannot be made is set aside, and everything else is built again."""
        found, known = self._collected(now, is_full=asked.is_full), frozenset[str]()
        while True:
            look = _Look(found.collection, known)
            workshop = self._make_workshop(found.load_picture, found.load_attachment)
            build = self._build(now, workshop, asked, look)
            try:
                report, lost = build.run(found.collection, asked.progress), build.lost
            except OvertakenError:
                known = look.found
                self._take_back()
                found = self._collector.collect(now)
                continue
            except LostError as error:
                report, lost = None, [error.lost]
            except (SitegenError, OSError, sqlite3.Error):
                raise
            except Exception:
                _log.exception("build stopped")
                report, lost = None, list(self._collector.suspects())
                if not lost:
                    raise
            if report is not None and report.status != "failed":
                return report, found
            if not self._collector.set_aside(lost or _at_fault(report)):
                if report is None:
                    raise SitegenError(lost[0].finding.message, page=lost[0].finding.page)
                return report, found
            found = self._collector.collect(now)

    def _workshop(self, load_picture: Loader, load_attachment: Loader) -> Maker:
        """Return the workshop of a release, with hands that help when there is much to make.

        When who released last died in the middle, it may have been of a file: then nothing is made in
        this process, and whoever makes that one dies in its place.
        """
        fonts = self._folder / "cache" / "fonts"
        plain = Workshop(load_picture, load_attachment, fonts_in=fonts, outputs=self._outputs)
        if not self._is_careful:
            return Hands(plain, load_picture, begin=self._begin, deadly=self._deadly)
        begin = self._begin or (lambda count: Processes(count or 1))
        return Hands(plain, load_picture, begin=begin, deadly=self._deadly, seconds_alone=0)

    def _build(self, now: datetime, workshop: Maker, asked: "_Asked", look: "_Look") -> Build:
        return Build(
            self._folder,
            workshop,
            now,
            self._remembered,
            is_full=asked.is_full,
            is_dry_run=asked.is_dry_run,
            aside=tuple(self._collector.parts),
            asks_before_loss=not asked.accepts_loss,
            private=_private,
            is_overtaken=(lambda: False) if asked.is_dry_run else look.finds_some,
        )

    def _clear_up(self, report: Report, found: "Collected") -> None:
        """Let go, from what is served and what is kept, of all that may not be seen any more."""
        if self._withdraw(report):
            self._purged = None  # it stands in what was served until now
            self._purge()
        if not report.is_failed:
            self._collector.keep_addresses(found.collection)
            self._purge()

    def _withdraw(self, report: Report) -> bool:
        """Take from what is served what may not be: that waits for no answer, no publication.

        Tells whether anything had to go.
        """
        from sitegen.withdrawing import kept_back, tidy_held, withdraw  # noqa: PLC0415

        if report.status in {"asking", "failed"}:
            return withdraw(self._folder, kept_back())
        return report.status == "held" and tidy_held(self._folder)

    def _take_back(self) -> None:
        """Take from what is served, and from what is kept, what is private by now."""
        from sitegen.withdrawing import kept_back, withdraw  # noqa: PLC0415

        withdraw(self._folder, kept_back())
        self._purged = None
        self._purge()

    def _purge(self) -> None:
        """Delete older releases that hold what became private since the last look.

        Also when nothing was released: what became private may stand in older ones alone.
        """
        from sitegen.withdrawing import kept_back, purge_releases  # noqa: PLC0415

        kept = kept_back()
        purge_releases(self._folder, kept.less(self._purged) if self._purged else kept)
        self._purged = kept

    def _collected(self, now: datetime, *, is_full: bool) -> "Collected":
        """Return what may leave; a full release remarks where the memory was wrong."""
        if not is_full:
            return self._collector.collect(now)
        kept = self._collector.collect(now).collection if self._collector.is_warm else None
        self._collector.forget()
        self._remembered.forget()
        self._hear()
        gc.unfreeze()
        gc.collect()
        found = self._collector.collect(now)
        wrong = differences(kept, found.collection) if kept else ()
        findings = (*found.collection.findings, *map(_memory_finding, wrong))
        return replace(found, collection=replace(found.collection, findings=findings))

    def _hear(self) -> None:
        """Hear, before anything is collected, what must not be kept for another process."""
        if self._asleep:
            is_anew = not self._collector.is_warm and self._remembered.planned is None
            self._asleep.hear(_private(), is_anew=is_anew)

    def _served_document(self, key: str) -> Document | None:
        """Return the document that is served under ``key``, for a page that cannot be read."""
        releases = self._folder / "releases"
        manifest = read_manifest(releases, current_release(releases))
        for path, file in manifest.files.items() if manifest else ():
            if file.owner == key and file.group == "data":
                return json_api.read((releases / CURRENT / path).read_bytes())
        return None


class _Look:
    """Looks, while a build runs, whether something of its collection is private by now.

    What is taken down must not wait for the pictures of other pages: first after a second, then for
    at most a hundredth of the time. What was ``known`` before is found only once.
    """

    def __init__(self, collection: Collection, known: frozenset[str]) -> None:
        self.found = known
        self._collection = collection
        self._names: frozenset[str] | None = None
        self._next = monotonic() + SECONDS_BETWEEN_LOOKS

    def finds_some(self) -> bool:
        """Tell whether there is; between two looks there is not."""
        if monotonic() < self._next:
            return False
        if self._names is None:
            documents = self._collection.documents
            shown = (one.digest for document in documents for one in references(document))
            self._names = frozenset((*(one.head.key for one in documents), *shown))
        began = monotonic()  # names are gathered once: they do not put off the next look
        more = (self._names & _private()) - self.found
        self.found |= more
        now = monotonic()
        self._next = now + max(SECONDS_BETWEEN_LOOKS, REST_AFTER_A_LOOK * (now - began))
        return bool(more)


@dataclass(frozen=True, slots=True)
class _Asked:
    """How a release is wanted."""

    is_full: bool
    is_dry_run: bool
    accepts_loss: bool
    progress: Progress | None


def _at_fault(report: Report | None) -> list[Lost]:
    """Return the pages that errors of a whole build name, such as a link that leads nowhere."""
    findings = report.findings if report else ()
    return [Lost("page", one.key, one) for one in findings if one.severity == "error"]


def warm_worker(folder: Path) -> Worker:
    """Return the worker of this process for ``folder``, always the same one."""
    from sitegen.asleep import Asleep  # noqa: PLC0415  # a build from data runs without Django

    if folder not in _workers:
        _workers[folder] = Worker(folder, asleep=Asleep(folder))
    return _workers[folder]


def put_to_sleep() -> None:
    """Let the workers of this process keep what they remember: it ends."""
    for worker in _workers.values():
        worker.sleep()


def collect_documents() -> Collection:
    """Return everything published, as the next release would show it."""
    from django.utils import timezone  # noqa: PLC0415  # a build from data runs without Django

    from sitegen.collect.site import collect  # noqa: PLC0415

    return collect(timezone.localtime()).collection


def release_now(
    *,
    is_full: bool = False,
    is_dry_run: bool = False,
    accepts_loss: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Release what is published, in a process that does nothing else."""
    from django.conf import settings  # noqa: PLC0415

    from sitegen.asleep import Asleep  # noqa: PLC0415
    from sitegen.collect.interest import keep_interest  # noqa: PLC0415

    folder = Path(settings.LOA_VAR)
    if not is_dry_run:
        keep_interest(folder, None)  # whoever asks meanwhile is told that all concerns us
    worker = Worker(folder, asleep=Asleep(folder))
    report = worker.release(
        is_full=is_full, is_dry_run=is_dry_run, accepts_loss=accepts_loss, progress=progress
    )
    if not is_dry_run:
        worker.sleep()
    if settings.LOA_SITE and not is_dry_run and report.status in {"released", "unchanged"}:
        keep_interest(folder, worker.interest())
    return report


def build(  # noqa: PLR0913  # every way to ask for a build, each with its usual answer
    collection: Collection,
    *,
    folder: Path,
    load_picture: Loader,
    load_attachment: Loader,
    is_full: bool = False,
    is_dry_run: bool = False,
    progress: Progress | None = None,
    created: datetime | None = None,
    make_workshop: Callable[[Loader, Loader], Maker] = Workshop,
    remembered: Remembered | None = None,
) -> Report:
    """Release a collection into ``folder``; what goes wrong is told in the report.

    ``is_full`` renders everything again and compares; ``is_dry_run`` writes nothing.
    ``remembered`` is what an earlier build of the same process left: it makes this one incremental.
    """
    asked = Build(
        folder,
        make_workshop(load_picture, load_attachment),
        created or datetime.now(UTC),
        remembered or Remembered(),
        is_full=is_full,
        is_dry_run=is_dry_run,
    )
    return _guarded(folder, lambda _: asked.run(collection, progress))


def _remember_failure(releases: Path, report: Report, now: datetime) -> None:
    """Keep what a failed release said; a disk that takes nothing has said so already."""
    try:
        remember_failure(releases, report, at=now)
    except OSError:
        _log.exception("cannot keep the report of a release")


def _guarded(folder: Path, work: Callable[[bool], Report], *, turn: Turn = locked) -> Report:
    """Do the work in its turn; a refusal or a full disk becomes a remark of the report."""
    started = perf_counter()
    try:
        with turn(folder) as has_died, _without_pauses():
            report = work(has_died)
    except SitegenError as error:
        report = Report(status="failed", findings=(error.finding("error"),))
    except (OSError, sqlite3.Error) as error:
        _log.exception("release stopped")
        report = Report(status="failed", findings=(_disk_finding(error),))
    seconds = perf_counter() - started
    return replace(report, release=current_release(folder / "releases"), seconds=seconds)


@contextmanager
def _without_pauses() -> Iterator[None]:
    """Keep Python's cyclic collector from walking all documents again and again.

    A build makes hundreds of thousands of objects that live on, and hardly a cycle: looking
    for garbage among them costs a third of the whole build and finds nothing. So what a large
    build leaves is set apart when it is done, until the full build of the next night: at 10,000
    pages the first walk over it may add a second of CPU to an edit.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if gc.get_count()[0] > _MANY_OBJECTS:
                gc.freeze()
            gc.enable()
        give_back()  # a millisecond, also after an edit that made nothing


def differences(kept: Collection, found: Collection) -> tuple[Document, ...]:
    """Return the documents that are not the same in both, as they should be."""
    known = {document.head.key: document for document in kept.documents}
    new = [one for one in found.documents if known.pop(one.head.key, None) != one]
    return (*new, *known.values())


def _give_way() -> None:
    raise BlockingIOError("another process is at it, and will remember more")


def _private() -> frozenset[str]:
    from sitegen.withdrawing import private_names  # noqa: PLC0415

    return private_names()


def _memory_finding(document: Document) -> Finding:
    return Finding(
        code="memory-differs",
        severity="warning",
        page=document.head.title,
        key=document.head.key,
        message="Lần dựng đầy đủ cho nội dung khác với lần dựng từng phần.",
        hint="Trang nay đã đúng. Báo quản trị viên để tìm nguyên nhân.",
    )


def _disk_finding(error: Exception) -> Finding:
    if isinstance(error, AwayError):
        return Finding(
            code="storage-away",
            severity="error",
            page="",
            message=f"{error} Bản đang phục vụ giữ nguyên; máy tự thử lại mỗi phút.",
            hint="Quản trị viên xem kho hay thư mục tệp tải lên và đường mạng tới đó: manage.py doctor.",
        )
    return Finding(
        code="disk-failed",
        severity="error",
        page="",
        message=f"Không ghi hoặc đọc được thư mục phát hành ({error}).",
        hint="Kiểm tra dung lượng đĩa và quyền ghi rồi phát hành lại.",
    )
