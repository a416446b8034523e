"""Export: one release, as a profile, at a target; the whole way on one screen.

A release may be pruned while it is being sent. What is missing then is never guessed: the
export begins again with the release that is served by now, and sends only what differs.
"""

import fcntl
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Literal, assert_never, get_args

from sitegen.errors import Finding, SitegenError
from sitegen.languages import SOURCE
from sitegen.release.export_older import refuse_withdrawn, remark_older
from sitegen.release.feed import feed_paths
from sitegen.release.manifest import Manifest, read_manifest, release_ids
from sitegen.release.profiles import (
    Entry,
    Packer,
    Packing,
    Released,
    Signs,
    about,
    api,
    braille,
    epub,
    large,
    listed,
    made,
    printed,
    single,
    usb,
    web,
    zim,
)
from sitegen.release.prune import held_objects
from sitegen.release.switch import current_release
from sitegen.release.targets import (
    Branch,
    Delivery,
    Directory,
    Order,
    Progress,
    Stamp,
    deliver,
    open_bucket,
    write_branch,
    write_file,
    write_zim,
    write_zip,
)

__all__ = [
    "OF_PAGES",
    "PROFILES",
    "TARGETS",
    "Asked",
    "Exported",
    "Profile",
    "ServerTexts",
    "Target",
    "TellWithdrawn",
    "export",
]

OfPages = Literal["single", "epub", "large", "braille"]
Profile = OfPages | Literal["web", "usb", "zim", "api", "print"]
Target = Literal["dir", "zip", "s3", "usb", "git", "file"]
ServerTexts = Callable[[Manifest], Mapping[str, bytes]]
"""Gives the texts that only a web server reads: redirects, headers, by their path."""

TellWithdrawn = Callable[[Manifest], Sequence[str]]
"""Gives the titles of what a kept release holds that has been taken away since."""

Press = Callable[[bytes, Sequence[Finding]], bytes | None]
"""Makes the print-shop file from the JSON of a page and the findings of its release."""

PROFILES: tuple[Profile, ...] = (
    "web",
    "usb",
    "single",
    "epub",
    "large",
    "braille",
    "zim",
    "api",
    "print",
)
OF_PAGES: tuple[OfPages, ...] = get_args(OfPages)
"""Those that are made of the pages that are asked for."""
TARGETS: tuple[Target, ...] = ("dir", "zip", "s3", "usb", "git", "file")

_STARTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the operator wants. ``release`` "" is the current one, ``packing`` "" the usual one."""

    destination: str
    target: Target
    profile: Profile
    release: str = ""
    pages: Sequence[str] = ()
    packing: Packing | Literal[""] = ""
    endpoint: str = ""
    branch: str = "loa-mirror"
    remote: str = ""
    keep: int = 3
    is_dry_run: bool = False
    may_take_over: bool = False
    may_unsign: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What was sent, of which release, in how many files."""

    asked: Asked
    release: str
    files: int
    delivery: Delivery


def export(  # noqa: PLR0913  # the last five are what only the caller can know
    folder: Path,
    asked: Asked,
    *,
    publisher: str,
    tell_withdrawn: TellWithdrawn,
    server_texts: ServerTexts = lambda manifest: {},
    press: Press = lambda data, findings: None,
    signer: Signs | None = None,
    progress: Progress | None = None,
) -> Exported:
    """Export from ``folder`` (the var folder). ``publisher`` names this machine to a target.

    ``press`` makes the print-shop file of a leaflet from its JSON and the findings of its release;
    ``signer`` signs the list of what is sent to a stick or to the web.

    Another release than the one that is served is asked of ``tell_withdrawn`` first: it leaves
    only when nothing in it has been taken away since.

    Raises SitegenError with what is wrong; the target is whole then as it was, or as far as
    the new release has come, and the next export goes on from there.
    """
    for start in range(1, _STARTS + 1):
        manifest = _manifest(folder / "releases", asked.release)
        if manifest.id != current_release(folder / "releases"):
            refuse_withdrawn(manifest, tell_withdrawn(manifest))
        run = _Export(folder, asked, manifest, publisher, press, signer, progress)
        try:
            return run.run(server_texts(manifest))
        except _LostFileError:
            is_pruned = not (folder / "releases" / manifest.id).is_dir()
            if not is_pruned or asked.release or start == _STARTS:
                raise
    raise AssertionError


class _LostFileError(SitegenError):
    """A file of the release is not there: pruned meanwhile, or deleted by hand."""


@dataclass(frozen=True, slots=True)
class _Export:
    """One attempt with one release."""

    folder: Path
    asked: Asked
    manifest: Manifest
    publisher: str
    press: Press
    signer: Signs | None
    progress: Progress | None
    refused: list[Finding] = field(default_factory=list)

    def run(self, extra: Mapping[str, bytes]) -> Exported:
        packer = Packer(self.folder / "packed")
        entries = list(self._entries(packer, extra))
        delivery = self._delivered(entries)
        if self.asked.profile == "web" and not self.asked.is_dry_run:
            self._sweep(packer)
        older = remark_older(self.folder / "releases", self.manifest)
        findings = (*older, *self._unsigned(), *self.refused, *delivery.findings)
        return Exported(
            asked=self.asked,
            release=self.manifest.id,
            files=len(entries),
            delivery=replace(delivery, findings=findings),
        )

    def _entries(self, packer: Packer, extra: Mapping[str, bytes]) -> Iterator[Entry]:
        asked, released = self.asked, _released(self.folder / "releases", self.manifest)
        match asked.profile:
            case "web":
                entries = web(released, packer=packer, packing=_packing(asked), extra=extra)
                entries = chain(entries, self._feed(released))
                signer = self.signer
                yield from listed(entries, released, signer, has_page=False) if signer else entries
                if asked.target == "git":  # or a host of pages would leave out names with "_"
                    yield made(".nojekyll", b"")
            case "usb":
                yield from listed(usb(released), released, self.signer, has_page=True)
            case "single" | "epub" | "large" | "braille":
                yield from self._of_pages(released, asked.profile)
            case "zim":
                yield from zim(released)
            case "api":
                yield from api(released)
                yield from self._feed(released)
            case "print":
                yield from printed(released, self._press, self.refused.append)
            case _:
                assert_never(asked.profile)

    def _feed(self, released: Released) -> Iterator[Entry]:
        """Yield what tells programs of changes: only beside what is served does it lie."""
        for path in feed_paths(self.folder / "releases" / self.manifest.id):
            yield made(path, released.read(path))

    def _of_pages(self, released: Released, profile: OfPages) -> Iterator[Entry]:
        pages = self.asked.pages
        match profile:
            case "single":
                return single(released, pages)
            case "epub":
                return epub(released, pages)
            case "large":
                return large(released, pages)
            case "braille":
                return braille(released, pages, self.refused.append)
            case _:
                assert_never(profile)

    def _unsigned(self) -> Iterator[Finding]:
        if self.asked.profile == "usb" and self.signer is None:
            yield Finding(
                code="export-unsigned",
                severity="warning",
                page="",
                message="Bản này không có chữ ký: ai cầm USB chỉ biết tệp hỏng, không biết ai phát.",
                hint="Tạo khoá bằng manage.py signing_key và đặt LOA_SIGNING_KEY.",
            )

    def _press(self, data: bytes) -> bytes | None:
        return self.press(data, self.manifest.findings)

    def _delivered(self, entries: list[Entry]) -> Delivery:
        asked, place = self.asked, Path(self.asked.destination)
        if asked.profile == "zim" and asked.target != "file":
            raise SitegenError(
                "Bản ZIM chỉ là một tệp.",
                hint="Đặt tên đích có đuôi .zim và bỏ --target.",
                code="target-one-file",
            )
        match asked.target:
            case "s3":
                return self._to_bucket(entries)
            case "git":
                branch = Branch(repository=place, name=asked.branch, remote=asked.remote)
                stamp = Stamp(release=self.manifest.id, created=self.manifest.created)
                dry, progress = asked.is_dry_run, self.progress
                return write_branch(entries, branch, stamp, is_dry_run=dry, progress=progress)
            case "file" if asked.profile == "zim":
                return self._to_archive(entries)
            case "file":
                return write_file(entries, place, is_dry_run=asked.is_dry_run)
            case "zip" | "usb" if asked.target == "zip" or place.suffix.lower() == ".zip":
                dry, bare, progress = asked.is_dry_run, asked.may_unsign, self.progress
                return write_zip(entries, place, is_dry_run=dry, may_unsign=bare, progress=progress)
            case _:
                dry, is_stick = asked.is_dry_run, asked.target == "usb"
                with Directory(place, is_dry_run=dry, reads_back=is_stick) as directory:
                    return deliver(entries, directory, self._order(), self.progress)

    def _to_archive(self, entries: list[Entry]) -> Delivery:
        sites = {site.language: site for site in self.manifest.sites}
        source = sites.get(SOURCE)
        released = _released(self.folder / "releases", self.manifest)
        tagline = source.tagline if source else ""
        told = about(released, tagline=tagline, languages=dict.fromkeys((SOURCE, *sites)))
        place, dry = Path(self.asked.destination), self.asked.is_dry_run
        return write_zim(entries, told, place, is_dry_run=dry, progress=self.progress)

    def _to_bucket(self, entries: list[Entry]) -> Delivery:
        asked = self.asked
        with nullcontext() if asked.is_dry_run else _alone(self.folder, asked.destination):
            bucket = open_bucket(asked.destination, endpoint=asked.endpoint)
            return deliver(entries, bucket, self._order(), self.progress)

    def _order(self) -> Order:
        asked = self.asked
        is_web = asked.profile == "web"
        return Order(
            profile=f"web-{_packing(asked)}" if is_web else asked.profile,
            release=self.manifest.id,
            publisher=self.publisher,
            keep=asked.keep if is_web else 0,
            is_dry_run=asked.is_dry_run,
            may_take_over=asked.may_take_over,
            may_unsign=asked.may_unsign,
        )

    def _sweep(self, packer: Packer) -> None:
        """Forget packed files that no release holds; keep all when one cannot be read."""
        held = held_objects(self.folder / "releases")
        if held is not None:
            packer.sweep(held)


def _packing(asked: Asked) -> Packing:
    """Return how to pack: buckets keep one form of a file, hosts of git pack by themselves."""
    if asked.packing:
        return asked.packing
    return "inside" if asked.target == "s3" else "none" if asked.target == "git" else "beside"


def _released(releases: Path, manifest: Manifest) -> Released:
    root = releases / manifest.id

    def read(path: str) -> bytes:
        try:
            return (root / path).read_bytes()
        except FileNotFoundError as error:
            raise _LostFileError(
                f"Bản phát hành {manifest.id} thiếu tệp “{path}” trên đĩa.",
                hint="Chạy manage.py release --full để dựng lại, rồi xuất lại.",
                code="release-damaged",
            ) from error

    released = Released(files=manifest.files, titles=manifest.titles, read=read)
    site = next((site for site in manifest.sites if site.language == SOURCE), None)
    if site is None:
        return released
    accent = site.identity.accent if site.identity else ""
    return replace(released, name=site.name, accent=accent or released.accent)


def _manifest(releases: Path, wanted: str) -> Manifest:
    """Return the manifest of the current release, or of the one with this id or number."""
    number = wanted.partition("-")[0]
    for name in (*release_ids(releases), current_release(releases)):
        is_wanted = name == (wanted or current_release(releases))
        if name and (is_wanted or (number == wanted and name.startswith(f"{number:0>4}-"))):
            manifest = read_manifest(releases, name)
            if manifest:
                return manifest
    if wanted:
        raise SitegenError(
            f"Không có bản phát hành “{wanted}”, hoặc không đọc được bản kê của nó.",
            hint="Xem danh sách bằng lệnh manage.py releases.",
            code="release-unknown",
        )
    raise SitegenError(
        "Chưa có bản phát hành nào để xuất.",
        hint="Phát hành bằng lệnh manage.py release trước.",
        code="release-unknown",
    )


@contextmanager
def _alone(folder: Path, destination: str) -> Iterator[None]:
    """Keep a second export of this machine to the same bucket waiting outside.

    The kernel frees the lock with its holder, so a killed export can go on at once.
    """
    name = hashlib.sha256(destination.encode()).hexdigest()[:16]
    locks = folder / "exports"
    locks.mkdir(parents=True, exist_ok=True)
    with (locks / f"{name}.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise SitegenError(
                f"Một lượt xuất khác đang gửi tới {destination}.",
                hint="Đợi lượt đó xong rồi chạy lại.",
                code="target-busy",
            ) from error
        yield
