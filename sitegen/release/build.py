"""The build: documents in, a release served or a reason why not; one run through all stages."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime
from html import escape
from pathlib import Path

from sitegen.documents.collection import Collection
from sitegen.errors import Finding
from sitegen.plan import Before, Lost, Maker, Plan
from sitegen.release import feed
from sitegen.release.assemble import (
    Recycled,
    assemble,
    clean,
    read_whole_current,
)
from sitegen.release.fill import Filling, Progress
from sitegen.release.losing import Loss, forget_acceptance, is_accepted, lost_pages
from sitegen.release.manifest import (
    File,
    Manifest,
    changed_digest,
    changed_paths,
    files_digest,
    next_sequence,
    read_manifest,
    release_id,
    release_ids,
    write_manifest,
)
from sitegen.release.prune import prune, sweep
from sitegen.release.report import Report, Status
from sitegen.release.rollback import forget_rollback, is_rolled_back
from sitegen.release.rot import Rounds, rot_findings
from sitegen.release.searching import Searching
from sitegen.release.steps import Steps
from sitegen.release.switch import CURRENT, current_release, switch
from sitegen.store import Store, flush

__all__ = ["KEPT_RELEASES", "Build", "Remembered"]

KEPT_RELEASES = 10
RELEASES_PER_SWEEP = 20
"""A warm process sweeps the store after so many releases, a new one after each."""

Files = Mapping[str, File]


@dataclass(slots=True, kw_only=True)
class Remembered:
    """What a process keeps from one build to the next; empty in a new process.

    ``planned`` is how what is served was planned, None when that is not known. ``answer`` is the
    last report and ``asked`` the collection for which it was given.
    """

    manifest: Manifest | None = None
    planned: Before | None = None
    steps: Steps = field(default_factory=Steps)
    rounds: Rounds = field(default_factory=Rounds)
    unswept: int = 0
    asked: Collection | None = None
    answer: Report | None = None

    def forget(self) -> None:
        """Begin with nothing."""
        blank = Remembered()
        for name in self.__slots__:
            setattr(self, name, getattr(blank, name))


@dataclass(slots=True)
class Build:
    """One run, inside the release lock; it reads and renews what the process remembers.

    ``aside`` are pictures of words and prints that could not be made: pages go out without
    them. ``lost`` is, after a run that failed, what could not be made this time.
    ``damaged`` are served files whose bytes rotted on the disk. When it ``is_overtaken``, asked
    before each file, the run breaks off with OvertakenError; what it made is stored.
    With ``asks_before_loss`` a release that would drop many pages does not switch; the keys
    that ``private`` returns may go without a word, and the feed keeps no trace of them. A rollback was asked for on a screen of its own.
    """

    folder: Path
    workshop: Maker
    created: datetime
    remembered: Remembered = field(default_factory=Remembered)
    is_full: bool = False
    is_dry_run: bool = False
    aside: Sequence[Lost] = ()
    lost: list[Lost] = field(default_factory=list)
    asks_before_loss: bool = False
    private: feed.Private = feed.nothing_private
    is_overtaken: Callable[[], bool] = lambda: False
    served_manifest: Manifest | None = None
    damaged: list[str] = field(default_factory=list)

    @property
    def releases(self) -> Path:
        """The folder of the releases."""
        return self.folder / "releases"

    def run(self, collection: Collection, progress: Progress | None = None) -> Report:
        """Release ``collection``; after an error what is served stays."""
        self._check_memory()
        if (known := self._known_answer(collection)) is not None:
            return known
        store = Store(self.folder / "store", is_read_only=self.is_dry_run)
        if not self.is_dry_run:
            store.clean()
            clean(self.releases)
        with closing(self.workshop):
            report = self._run(collection, store, progress)
        if not self.is_dry_run:
            said = set(rot_findings(self.damaged, is_dry_run=False))  # once: it is mended
            findings = tuple(one for one in report.findings if one not in said)
            answer = replace(report, findings=findings)
            self.remembered.asked, self.remembered.answer = collection, answer
        return report

    def _run(self, collection: Collection, store: Store, progress: Progress | None) -> Report:
        served = self.served_manifest = self._served()
        made = self._made(collection, served.files if served else {}, store, progress)
        store.save()
        manifest = self._manifest(collection, made, served)
        status = self._outcome(served, manifest, made)
        loss = self._unanswered_loss(served, manifest) if status in {"released", "trial"} else None
        status = "asking" if loss else status
        if status == "released":
            self._release(manifest, made, store)
        if status in {"released", "unchanged", "held"} and not self.is_dry_run:
            self._remember(status, manifest if status == "released" else served, made)
        return Report(
            status=status,
            findings=(loss.finding(), *made.findings) if loss else made.findings,
            loss=loss,
            rendered=made.filling.rendered.total(),
            reused=len(made.files) - made.filling.rendered.total(),
            removed=len(made.removed),
            rendered_by_group=dict(made.filling.rendered),
        )

    def _made(
        self, collection: Collection, before: Files, store: Store, progress: Progress | None
    ) -> "_Made":
        known = self.remembered
        plan = Plan(collection, self.workshop.recipes(), known.planned, aside=self.aside)
        filling = self._filling(collection, before, store)
        self.lost = filling.lost
        filling.progress, filling.total = progress, plan.size
        filling.run(plan.sheets())
        self._refuse_sheets(filling)
        plan.refuse(filling.refusals)
        filling.run(plan.files())
        searching = self._searching(plan, collection, before, store, filling)
        if known.planned is None:
            files, removed = filling.files, frozenset(before.keys() - filling.files.keys())
            changed = frozenset(changed_paths(before, files))
        else:
            removed = frozenset(plan.removed() | (searching.gone() if searching else set()))
            files = {**before, **filling.files}
            for path in removed:
                files.pop(path, None)
            new = {path for path, file in filling.files.items() if file != before.get(path)}
            changed = removed | new
        return _Made(
            plan=plan,
            filling=filling,
            files=files,
            changed=changed,
            removed=removed,
            searching=searching,
            findings=(
                *collection.findings,
                *rot_findings(self.damaged, is_dry_run=self.is_dry_run),
                *filling.findings,
                *plan.refusals.values(),
                *filling.check(files, removed),
            ),
        )

    def _refuse_sheets(self, filling: Filling) -> None:
        """Leave out the prints of which a part cannot be drawn."""
        without = {one.name: one.finding for one in self.aside if one.kind == "sheet"}
        filling.refusals |= without
        for path in [path for path, file in filling.files.items() if file.owner in without]:
            del filling.files[path]

    def _filling(self, collection: Collection, before: Files, store: Store) -> Filling:
        titles = {document.head.key: document.head.title for document in collection.documents}
        planned = self.remembered.planned
        owners = planned.pieces.keys() if planned else None
        was = owners if owners is not None else {file.owner for file in before.values()} - {""}
        served = self.releases / CURRENT

        def read(path: str, file: File) -> bytes:
            try:
                return store.read(file.digest)
            except OSError:
                return (served / path).read_bytes()

        return Filling(
            store=store,
            make=self.workshop.make,
            expect=self.workshop.expect,
            read=read,
            titles=titles,
            served=before,
            is_full=self.is_full,
            is_overtaken=self.is_overtaken,
            withdrawn=self._withdrawn(set(was - titles.keys()), before),
        )

    def _withdrawn(self, keys: set[str], before: Files) -> tuple[bytes, ...]:
        """Return the titles and addresses by which another page could still name what goes."""
        served = self.served_manifest
        if not keys or served is None:
            return ()
        words = {served.titles[key] for key in keys if key in served.titles}
        words |= {escape(word) for word in words}
        for path, file in before.items():
            if file.owner in keys and path.endswith("/index.html"):
                words.add(path.removesuffix("index.html").rstrip("/").rpartition("/")[2] + "/")
        return tuple(word.encode() for word in sorted(words) if word)

    def _searching(
        self,
        plan: Plan,
        collection: Collection,
        before: Files,
        store: Store,
        filling: Filling,
    ) -> Searching | None:
        """Make the search index; its files join those of the filling."""
        known, recipes = self.remembered, self.workshop.recipes()
        if recipes.search is None or "search" not in recipes.outputs:
            return None
        served = self.served_manifest
        searching = Searching(
            recipe=recipes.search,
            store=store,
            read=lambda path: filling.read(path, before[path]),
            served=before,
            served_states=served.states if served else {},
            is_known=known.planned is not None,
            is_full=self.is_full,
        )
        searching.run(plan, collection.terms)
        filling.files |= searching.files
        filling.rendered["search"] += searching.rendered
        return searching

    def _manifest(self, collection: Collection, made: "_Made", served: Manifest | None) -> Manifest:
        sequence = next_sequence(self.releases)
        files = made.files
        if served is not None and self.remembered.planned is not None:
            old = {path: served.files[path] for path in made.changed if path in served.files}
            new = {path: files[path] for path in made.changed if path in files}
            digest = changed_digest(served.digest, old, new)
        else:
            digest = files_digest(files)
        return Manifest(
            id=release_id(sequence, self.created),
            sequence=sequence,
            created=self.created,
            digest=digest,
            files=files,
            titles={key: piece.document.head.title for key, piece in made.plan.pieces.items()},
            findings=made.findings,
            previous=current_release(self.releases),
            sites=tuple(collection.sites.values()),
            moved=collection.moved,
            gone=collection.gone,
            states=made.searching.states if made.searching else {},
        )

    def _outcome(self, served: Manifest | None, manifest: Manifest, made: "_Made") -> Status:
        if any(finding.severity == "error" for finding in made.findings):
            return "failed"
        if served and served.digest == manifest.digest:
            return "unchanged"
        if is_rolled_back(self.releases, manifest.digest):
            return "held"
        return "trial" if self.is_dry_run else "released"

    def _unanswered_loss(self, served: Manifest | None, manifest: Manifest) -> Loss | None:
        """Return the loss that somebody has to accept first; after damage the old list counts."""
        if not self.asks_before_loss:
            return None
        before = served or read_manifest(self.releases, current_release(self.releases))
        loss = lost_pages(before, manifest)
        if loss is not None:  # only then is it worth asking the database
            loss = lost_pages(before, manifest, private=self.private())
        return None if loss is None or is_accepted(self.releases, loss) else loss

    def _release(self, manifest: Manifest, made: "_Made", store: Store) -> None:
        known, releases, steps = self.remembered, self.releases, self.remembered.steps
        served = self.served_manifest
        before = served.files if served else {}
        recycled = self._recycled(made.changed)
        half = assemble(releases, manifest, store.place, before=before, recycled=recycled)
        changed = steps.since_base | made.changed
        base = write_manifest(releases, manifest, base=steps.base, changed=changed)
        steps.base, steps.since_base = base, changed if base == steps.base else frozenset()
        feed.carry_on(releases, half, served, manifest, changed=made.changed, private=self.private)
        flush(releases)
        half.rename(releases / manifest.id)
        switch(releases, manifest.id)
        feed.keep_only_served(releases)
        forget_rollback(releases)
        forget_acceptance(releases)
        prune(releases, keep=KEPT_RELEASES)
        known.unswept += 1
        if known.planned is None or known.unswept >= RELEASES_PER_SWEEP:
            known.unswept = 0
            tokens = made.searching.keys(made.plan) if made.searching else set()
            sweep(releases, store, made.filling.refused_keys | tokens, manifest)

    def _recycled(self, changed: frozenset[str]) -> Recycled | None:
        """Return the release whose folder the new one may take over, if all steps are known."""
        ids = release_ids(self.releases)
        if len(ids) < KEPT_RELEASES or ids[-1] != current_release(self.releases):
            return None
        later = self.remembered.steps.after(ids[0])
        return None if later is None else Recycled(name=ids[0], paths=changed | later)

    def _remember(self, status: Status, served: Manifest | None, made: "_Made") -> None:
        known = self.remembered
        if status == "released" and served:
            before = self.served_manifest.id if self.served_manifest else ""
            oldest = next(iter(release_ids(self.releases)), "")
            known.steps.add(before, served.id, made.changed, oldest=oldest)
        elif known.planned is None:
            known.steps = Steps()
        if status != "held":
            known.planned = made.plan.settled(unsettled=made.filling.troubled)
        known.manifest = served

    def _served(self) -> Manifest | None:
        """Return what is served, None when there is nothing or a part of it is missing."""
        if self.remembered.planned is not None:
            return self.remembered.manifest
        found = read_whole_current(self.releases, is_thorough=self.is_full)
        if found is not None and not self.is_full and not self.damaged:
            self._reads_a_part(found)
        return None if self.damaged else found

    def _check_memory(self) -> None:
        """Forget everything when it does not fit what is asked or what is served."""
        known = self.remembered
        is_fitting = (
            not self.is_full
            and known.manifest is not None
            and current_release(self.releases) == known.manifest.id
            and known.rounds.have_their_size(self.releases, known.manifest)
            and self._reads_a_part(known.manifest)
        )
        if not is_fitting:
            known.forget()

    def _reads_a_part(self, manifest: Manifest) -> bool:
        """Read the next part of what is served; tell whether no byte of it is another than it was.

        Where one is, nothing that is served is taken for granted: the store gives only what is whole.
        """
        self.damaged = self.remembered.rounds.rotten(self.releases, manifest, self.created)
        return not self.damaged

    def _known_answer(self, collection: Collection) -> Report | None:
        """Return the last report again when the very same collection is asked for."""
        known = self.remembered
        if known.asked is not collection or known.answer is None or known.manifest is None:
            return None
        if known.answer.status not in {"released", "unchanged", "held"}:
            return None
        if known.planned is not None and known.planned.unsettled:
            return None  # what could not be made is tried again
        status: Status = "held" if known.answer.status == "held" else "unchanged"
        findings = known.answer.findings
        return Report(status=status, findings=findings, reused=len(known.manifest.files))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """All files to come; ``changed`` are the paths at which they differ from what is served."""

    plan: Plan
    filling: Filling
    files: Files
    changed: frozenset[str]
    removed: frozenset[str]
    searching: Searching | None
    findings: tuple[Finding, ...]
