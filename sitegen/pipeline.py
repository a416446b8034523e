"""The pipeline, the whole story on one screen: pages -> documents -> artifacts -> release."""

import logging
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from sitegen.artifacts import Loader
from sitegen.documents.collection import Collection
from sitegen.errors import Finding, SitegenError
from sitegen.plan import Maker, Plan, Planned
from sitegen.release.assemble import assemble, clean, read_whole_current
from sitegen.release.fill import Filling, Progress
from sitegen.release.last_failure import remember_failure
from sitegen.release.lock import locked
from sitegen.release.manifest import Manifest, new_manifest
from sitegen.release.prune import prune
from sitegen.release.report import Report, Status
from sitegen.release.rollback import forget_rollback, is_rolled_back
from sitegen.release.switch import current_release, switch
from sitegen.render.workshop import Workshop
from sitegen.store import Store

__all__ = ["KEPT_RELEASES", "build", "collect_documents", "release_now"]

KEPT_RELEASES = 10

_log = logging.getLogger("loa.release")


def collect_documents() -> Collection:
    """Return everything published, as the next release would show it."""
    from django.utils import timezone  # noqa: PLC0415  # a build from data runs without Django

    from sitegen.collect.site import collect  # noqa: PLC0415

    return collect(timezone.localtime()).collection


def release_now(
    *, is_full: bool = False, is_dry_run: bool = False, progress: Progress | None = None
) -> Report:
    """Release what is published; collecting inside the lock lets no release overtake another."""
    from django.conf import settings  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from sitegen.collect.site import collect  # noqa: PLC0415

    folder = Path(settings.LOA_VAR)

    def work() -> Report:
        now = timezone.localtime()  # after waiting for the lock: a page may have expired meanwhile
        found = collect(now)
        workshop = Workshop(found.load_picture, found.load_attachment)
        build = _Build(folder, workshop, now, is_full=is_full, is_dry_run=is_dry_run)
        return build.run(found.collection, progress)

    report = _guarded(folder, work)
    if not is_dry_run:
        remember_failure(folder / "releases", report, at=timezone.localtime())
    return report


def build(  # noqa: PLR0913  # every way to ask for a build, each with its usual answer
    collection: Collection,
    *,
    folder: Path,
    load_picture: Loader,
    load_attachment: Loader,
    is_full: bool = False,
    is_dry_run: bool = False,
    is_html_only: bool = False,
    progress: Progress | None = None,
    created: datetime | None = None,
    make_workshop: Callable[[Loader, Loader], Maker] = Workshop,
) -> Report:
    """Release a collection into ``folder``; what goes wrong is told in the report.

    ``is_full`` renders everything again and compares; ``is_dry_run`` writes nothing;
    ``is_html_only`` leaves out data, sheets and pictures, for measurements.
    """
    workshop = make_workshop(load_picture, load_attachment)
    asked = _Build(
        folder,
        workshop,
        created or datetime.now(UTC),
        is_full=is_full,
        is_dry_run=is_dry_run,
        is_html_only=is_html_only,
    )
    return _guarded(folder, lambda: asked.run(collection, progress))


def _guarded(folder: Path, work: Callable[[], Report]) -> Report:
    """Do the work in its turn; a refusal or a full disk becomes a remark of the report."""
    started = perf_counter()
    try:
        with locked(folder):
            report = work()
    except SitegenError as error:
        report = Report(status="failed", findings=(error.finding("error"),))
    except (OSError, sqlite3.Error) as error:
        _log.exception("release stopped")
        report = Report(status="failed", findings=(_disk_finding(error),))
    seconds = perf_counter() - started
    return replace(report, release=current_release(folder / "releases"), seconds=seconds)


@dataclass(frozen=True, slots=True)
class _Build:
    """One run through all stages, inside the release lock."""

    folder: Path
    workshop: Maker
    created: datetime
    is_full: bool = False
    is_dry_run: bool = False
    is_html_only: bool = False

    @property
    def releases(self) -> Path:
        return self.folder / "releases"

    def run(self, collection: Collection, progress: Progress | None) -> Report:
        store = self._cleaned_store()
        served = read_whole_current(self.releases, is_thorough=self.is_full)
        filling = Filling(
            store=store,
            make=self.workshop.make,
            titles={document.head.key: document.head.title for document in collection.documents},
            is_full=self.is_full,
        )
        planned = self._planned(collection, filling, progress)
        findings = (*collection.findings, *filling.findings)
        if self._is_served(served, planned, findings):
            store.save()
            made = filling.rendered.total()  # sheets alone, and only when the store was lost
            return Report(
                status="unchanged", findings=findings, rendered=made, reused=len(planned) - made
            )
        filling.run([one for one in planned if one.path not in filling.files], progress)
        findings = (
            *collection.findings,
            *filling.findings,
            *filling.check(planned, is_html_only=self.is_html_only),
        )
        store.save()
        manifest = new_manifest(
            self.releases, filling.files, filling.titles, findings, created=self.created
        )
        return self._switched(served, manifest, store, filling)

    def _planned(
        self, collection: Collection, filling: Filling, progress: Progress | None
    ) -> list[Planned]:
        """Return all files to come. Sheets are made first: a refused one changes its page."""
        plan = Plan(collection, self.workshop.recipes())
        sheets = [] if self.is_html_only else plan.sheets()
        filling.run(sheets, progress)
        files = plan.files(refused=filling.refused, is_html_only=self.is_html_only)
        return [*(sheet for sheet in sheets if sheet.path in filling.files), *files]

    def _switched(
        self, served: Manifest | None, manifest: Manifest, store: Store, filling: Filling
    ) -> Report:
        status = self._outcome(served, manifest)
        if status == "released":
            assemble(self.releases, manifest, store.path)
            switch(self.releases, manifest.id)
            forget_rollback(self.releases)
            keys = {file.key for file in manifest.files.values()} | filling.refused_keys
            prune(self.releases, store, keep=KEPT_RELEASES, keys=keys)
        removed = served.files.keys() - manifest.files.keys() if served else ()
        return Report(
            status=status,
            findings=manifest.findings,
            rendered=filling.rendered.total(),
            reused=len(manifest.files) - filling.rendered.total(),
            removed=len(removed),
            rendered_by_group=dict(filling.rendered),
        )

    def _outcome(self, served: Manifest | None, manifest: Manifest) -> Status:
        if _has_error(manifest.findings):
            return "failed"
        if served and served.digest == manifest.digest:
            return "unchanged"
        if is_rolled_back(self.releases, manifest.digest):
            return "held"
        return "trial" if self.is_dry_run else "released"

    def _is_served(
        self, served: Manifest | None, planned: list[Planned], findings: tuple[Finding, ...]
    ) -> bool:
        """Tell, before anything is looked up or made, whether the plan is what is served."""
        if self.is_full or served is None or len(planned) != len(served.files):
            return False
        keys = {path: file.key for path, file in served.files.items()}
        return not _has_error(findings) and keys == {one.path: one.key for one in planned}

    def _cleaned_store(self) -> Store:
        store = Store(self.folder / "store", is_read_only=self.is_dry_run, is_thorough=self.is_full)
        if not self.is_dry_run:
            store.clean()
            clean(self.releases)
        return store


def _has_error(findings: tuple[Finding, ...]) -> bool:
    return any(finding.severity == "error" for finding in findings)


def _disk_finding(error: Exception) -> Finding:
    return Finding(
        code="disk-failed",
        severity="error",
        page="",
        message=f"Không ghi hoặc đọc được thư mục phát hành ({error}).",
        hint="Kiểm tra dung lượng đĩa và quyền ghi rồi phát hành lại.",
    )
