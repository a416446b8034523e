"""Withdrawing: what was taken away stays away, also from old releases and from rollbacks.

Old releases that hold what is now private are deleted. A rollback to one that holds what was
merely unpublished, has expired or was deleted is made anew from its documents, without that.
What holds for pages holds for facts of registries too: a contact, a portal, an account.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from django.db import DatabaseError
from django.utils import timezone
from wagtail.documents import get_document_model

from sitegen.collect.addresses import (
    former_addresses,
)
from sitegen.collect.attachments import attachments_by_id
from sitegen.collect.collecting import page_key
from sitegen.collect.edition_signs import edition_signs, known_editions
from sitegen.collect.guard import readable
from sitegen.collect.redirects import all_places, saved_redirects
from sitegen.collect.registry import picture_loader, public_fact_keys
from sitegen.collect.site import made_pages
from sitegen.collect.sites import own_site
from sitegen.collect.visibility import restricted_pages, visible_pages
from sitegen.documents.collection import Collection
from sitegen.errors import SitegenError
from sitegen.models import FormerAddress, WithdrawnPicture
from sitegen.plan import references
from sitegen.release.build import Build, Remembered
from sitegen.release.manifest import Manifest, read_manifest
from sitegen.release.profiles import Packer
from sitegen.release.prune import held_objects
from sitegen.release.purge import purge
from sitegen.release.rollback import Rollback, find_release, hold_back, roll_back, told
from sitegen.release.shown import Shown
from sitegen.release.switch import current_release
from sitegen.release.withdraw import Withdrawn, without
from sitegen.render import json_api
from sitegen.render.workshop import Workshop
from sitegen.store import Store
from sitegen.turns import in_turn

_SHARED = ("pictures/", "files/")

__all__ = [
    "Kept",
    "kept_back",
    "purge_releases",
    "roll_back_safely",
    "withdraw",
    "withdrawn_facts",
    "withdrawn_titles",
]


@dataclass(frozen=True, slots=True)
class Kept:
    """What must not even lie on the disk any more: document keys, digests as documents name them."""

    keys: frozenset[str]
    digests: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.keys or self.digests)

    def less(self, other: "Kept") -> "Kept":
        """Return what ``other`` has not."""
        return Kept(self.keys - other.keys, self.digests - other.digests)


def kept_back() -> Kept:
    """Return what is private: restricted pages, redacted pictures, attachments of the office.

    A page that was restricted when it was deleted is as private as before.
    """
    public = {attachment.digest for attachment in attachments_by_id().values()}
    rows = get_document_model().objects.exclude(file_hash="")
    files = set(readable(rows.values_list("file_hash", flat=True)))
    silent = FormerAddress.objects.filter(is_silent=True).values_list("page_id", flat=True)
    return Kept(
        keys=frozenset(page_key(pk) for pk in restricted_pages().union(silent)),
        digests=frozenset(one for one in _redacted() | (files - public) if isinstance(one, str)),
    )


def purge_releases(folder: Path, kept: Kept) -> tuple[str, ...]:
    """Delete the older releases that hold any of it; call it inside the release lock."""
    if not kept:
        return ()
    store, releases = Store(folder / "store"), folder / "releases"
    purged = purge(releases, store, keys=kept.keys, digests=kept.digests)
    if purged:  # what exports keep packed goes as well
        Packer(folder / "packed").sweep(held_objects(releases) or set())
    return purged


def roll_back_safely(folder: Path, wanted: str = "") -> Rollback:
    """Serve an older release again, without anything that was taken away since.

    At once when nothing was; else a new release is made from the documents of the old one.
    """
    releases = folder / "releases"
    with in_turn(folder):
        manifest = find_release(releases, wanted)
        shown = Shown(folder, manifest, read=json_api.read)
        gone = _gone(manifest, shown, timezone.now())
        if gone == Withdrawn():
            return roll_back(releases, manifest.id)
        return _made_anew(folder, manifest, shown, gone)


def withdraw(folder: Path, kept: Kept) -> bool:
    """Serve what is served now without anything private; call it inside the release lock.

    For a release that waits for an answer. Returns False when nothing private was served.
    """
    releases = folder / "releases"
    served = read_manifest(releases, current_release(releases))
    if served is None:
        return False
    public = {_digest_of(path) for path in served.files if path.startswith(_SHARED)}
    digests = {
        name for digest in kept.digests for name in (digest[:16], digest[:12]) if name in public
    }
    gone = Withdrawn(keys=kept.keys & served.titles.keys(), digests=frozenset(digests))
    if gone == Withdrawn():
        return False
    _release_without(folder, served, Shown(folder, served, read=json_api.read), gone)
    return True


def withdrawn_titles(folder: Path, manifest: Manifest) -> tuple[str, ...]:
    """Return, in the words of its pages, what a kept release holds that may not be seen now."""
    shown = Shown(folder, manifest, read=json_api.read)
    gone = _gone(manifest, shown, timezone.now())
    files = sorted(path for path in manifest.files if path.startswith(_SHARED))
    places = [path for path in files if _digest_of(path) in gone.digests]
    attached = (path.partition("/")[2] for path in places if path.startswith("files/"))
    redacted = ["hình đã che lại"] if any(path.startswith("pictures/") for path in places) else []
    return (*_titles(manifest, shown, gone), *attached, *redacted)


def withdrawn_facts(folder: Path, manifest: Manifest) -> tuple[str, ...]:
    """Return the names of facts that stand in a kept release and have been withdrawn since."""
    shown = Shown(folder, manifest, read=json_api.read)
    return shown.names(shown.fact_keys() - public_fact_keys())


def _titles(manifest: Manifest, shown: Shown, gone: Withdrawn) -> tuple[str, ...]:
    """Return the titles of pages that are gone, and the names of facts."""
    pages = (manifest.titles[key] for key in sorted(gone.keys))
    return (*pages, *shown.names(gone.facts))


def _gone(manifest: Manifest, shown: Shown, now: datetime) -> Withdrawn:
    """Return what a release holds that may not leave ``now``."""
    try:
        visible = {page_key(pk) for pk in visible_pages(own_site(), now)}
        facts = shown.fact_keys() - public_fact_keys()
        redacted = {digest[:16] for digest in _redacted()}
        files = {one.digest[:12] for one in attachments_by_id().values()}
    except DatabaseError as error:
        raise SitegenError(
            "Không đọc được cơ sở dữ liệu nên không biết nội dung nào đã bị gỡ.",
            hint="Khôi phục cơ sở dữ liệu rồi làm lại.",
            code="database-unreadable",
        ) from error
    keys = {key for key in manifest.titles if key.startswith("page-")} - visible
    names = {_digest_of(path): path for path in manifest.files if path.startswith(_SHARED)}
    digests = {
        name
        for name, path in names.items()
        if (name in redacted if path.startswith("pictures/") else name not in files)
    }
    return Withdrawn(keys=frozenset(keys), facts=frozenset(facts), digests=frozenset(digests))


def _redacted() -> set[str]:
    """Return the digests of pictures that were redacted or closed and are public nowhere now."""
    current = {picture.digest for picture in picture_loader().by_id().values()}
    redacted = set(WithdrawnPicture.objects.values_list("digest", flat=True))
    return (redacted | picture_loader().private()) - current


def _digest_of(path: str) -> str:
    """Return the part of a digest that stands in the path of a picture or an attachment."""
    return path.split("/")[1].partition("-")[0]


def _made_anew(folder: Path, manifest: Manifest, shown: Shown, gone: Withdrawn) -> Rollback:
    releases = folder / "releases"
    before = read_manifest(releases, current_release(releases))
    left_out = _titles(manifest, shown, gone)  # the build may recycle the folder of that release
    _release_without(folder, manifest, shown, gone)
    if before is not None:
        hold_back(releases, before.digest)
    now = read_manifest(releases, current_release(releases))
    assert now is not None  # noqa: S101  # it was released above, inside the lock
    return told(before, now, left_out=left_out)


def _release_without(folder: Path, manifest: Manifest, shown: Shown, gone: Withdrawn) -> None:
    """Release the documents of ``manifest`` without what is gone."""
    documents = tuple(shown.documents())
    digests = {
        found.digest
        for document in documents
        for found in references(document)
        if found.digest[:16] in gone.digests or found.digest[:12] in gone.digests
    }
    sites = {site.language: site for site in manifest.sites}
    named = replace(gone, digests=frozenset(digests))
    left, sites = without(documents, sites, named, remake=made_pages)
    workshop = Workshop(picture_loader().load, attachments_by_id().load)
    build = Build(folder, workshop, timezone.localtime(), Remembered())
    places = all_places(former_addresses(), saved_redirects(), left)
    report = build.run(
        Collection(
            documents=left,
            sites=sites,
            moved=places.moved,
            gone=places.gone,
            editions=edition_signs(known_editions(), left),
        )
    )
    if report.is_failed:
        first = next(one for one in report.findings if one.severity == "error")
        raise SitegenError(
            f"Không dựng lại được bản {manifest.id} sau khi bỏ nội dung đã gỡ: {first.message}",
            page=first.page,
            hint="Chọn bản khác, hoặc sửa rồi xuất bản lại trang cần đổi.",
            code="rollback-failed",
        )
