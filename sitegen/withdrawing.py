"""Withdrawing: what was taken away stays away, also from old releases and from rollbacks.

Old releases that hold what is now private are deleted. A rollback to one that holds what was
merely unpublished, has expired or was deleted is made anew from its documents, without that.
What holds for pages holds for facts of registries too: a contact, a portal, an account. A picture
or a file comes back only when a row of today shows the very same one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone
from wagtail.documents import get_document_model

from sitegen.collect.addresses import former_addresses, is_silenced
from sitegen.collect.attachments import attachments_by_id, load_attachment
from sitegen.collect.collecting import page_key
from sitegen.collect.edition_signs import edition_signs, known_editions
from sitegen.collect.finishing import made_pages
from sitegen.collect.guard import readable
from sitegen.collect.redirects import all_places, saved_redirects
from sitegen.collect.registry import picture_loader, public_fact_keys
from sitegen.collect.sites import own_site
from sitegen.collect.visibility import restricted_pages, visible_pages
from sitegen.documents.collection import Collection
from sitegen.errors import SitegenError
from sitegen.models import FormerAddress, WithdrawnPicture
from sitegen.plan import references
from sitegen.release import feed
from sitegen.release.build import Build, Remembered
from sitegen.release.manifest import Manifest, read_manifest
from sitegen.release.prune import held_objects
from sitegen.release.purge import purge
from sitegen.release.rollback import (
    Rollback,
    find_release,
    held_digest,
    hold_back,
    roll_back,
    told,
)
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
    "private_names",
    "purge_releases",
    "roll_back_safely",
    "tidy_held",
    "withdraw",
    "withdrawn_parts",
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
    """Return what is private: restricted pages, attachments of the office, pictures not to be shown.

    A page that was restricted when it was deleted is as private as before.
    """
    public = {attachment.digest for attachment in attachments_by_id().values()}
    rows = get_document_model().objects.exclude(file_hash="")
    files = set(readable(rows.values_list("file_hash", flat=True)))
    silent = FormerAddress.objects.filter(is_silent=True).values_list("page_id", flat=True)
    return Kept(
        keys=frozenset(page_key(pk) for pk in restricted_pages().union(silent)),
        digests=frozenset(
            one for one in _private_pictures() | (files - public) if isinstance(one, str)
        ),
    )


def private_names() -> frozenset[str]:
    """Return what is private: keys of documents and digests together, which are never alike."""
    kept = kept_back()
    return kept.keys | kept.digests


def purge_releases(folder: Path, kept: Kept) -> tuple[str, ...]:
    """Delete the older releases that hold any of it; call it inside the release lock.

    The feed of changes names none of it any more either.
    """
    if not kept:
        return ()
    store, releases = Store(folder / "store"), folder / "releases"
    feed.forget(releases, kept.keys | kept.digests, timezone.now())
    purged = purge(releases, store, keys=kept.keys, digests=kept.digests)
    if purged:  # what exports keep packed goes as well
        from sitegen.release.profiles import Packer  # noqa: PLC0415  # slow, and hardly ever needed

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
            done = roll_back(releases, manifest.id, at=timezone.now(), private=private_names)
        else:
            done = _made_anew(folder, manifest, shown, gone)
        feed.forget(releases, private_names(), timezone.now())  # also when that is served already
        return done


def tidy_held(folder: Path) -> bool:
    """Leave out of a release to which somebody went back what was taken away since then.

    Call it inside the release lock. Returns False when there was nothing of that.
    """
    releases = folder / "releases"
    served = read_manifest(releases, current_release(releases))
    if served is None:
        return False
    shown = Shown(folder, served, read=json_api.read)
    gone = _gone(served, shown, timezone.now())
    if gone == Withdrawn():
        return False
    _made_anew(folder, served, shown, gone)
    return True


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
    return _titles(manifest, shown, _gone(manifest, shown, timezone.now()))


def withdrawn_parts(folder: Path, manifest: Manifest) -> tuple[str, ...]:
    """Return what of that is no page: names of facts and files, how many pictures."""
    shown = Shown(folder, manifest, read=json_api.read)
    return tuple(_parts(manifest, shown, _gone(manifest, shown, timezone.now())))


def _titles(manifest: Manifest, shown: Shown, gone: Withdrawn) -> tuple[str, ...]:
    pages = (manifest.titles[key] for key in sorted(gone.keys))
    return (*pages, *_parts(manifest, shown, gone))


def _parts(manifest: Manifest, shown: Shown, gone: Withdrawn) -> Iterator[str]:
    yield from shown.names(gone.facts)
    shared = sorted(path for path in manifest.files if path.startswith(_SHARED))
    places = [path for path in shared if _digest_of(path) in gone.digests]
    yield from (path.partition("/")[2] for path in places if path.startswith("files/"))
    pictures = {_digest_of(path) for path in places if path.startswith("pictures/")}
    if pictures:
        yield f"{len(pictures)} hình nay không được hiện"
    if gone.paths:
        yield "lời báo ở địa chỉ nay giữ kín"


def _gone(manifest: Manifest, shown: Shown, now: datetime) -> Withdrawn:
    """Return what a release holds that may not leave ``now``."""
    try:
        visible = {page_key(pk) for pk in visible_pages(own_site(), now)}
        facts = shown.fact_keys() - public_fact_keys()
        silent = {one.path for one in former_addresses() if one.is_silent}
        media = {digest[:16] for digest in _public_pictures()}
        media |= {one.digest[:12] for one in attachments_by_id().values()}
    except DatabaseError as error:
        raise SitegenError(
            "Không đọc được cơ sở dữ liệu nên không biết nội dung nào đã bị gỡ.",
            hint="Khôi phục cơ sở dữ liệu rồi làm lại.",
            code="database-unreadable",
        ) from error
    keys = {key for key in manifest.titles if key.startswith("page-")} - visible
    digests = {_digest_of(path) for path in manifest.files if path.startswith(_SHARED)} - media
    return Withdrawn(
        keys=frozenset(keys),
        facts=frozenset(facts),
        paths=frozenset(one.path for one in manifest.gone if is_silenced(one.path, silent)),
        digests=frozenset(digests),
    )


def _public_pictures() -> set[str]:
    """Return the digests of the pictures that may be shown now; "" is among them."""
    return {picture.digest for picture in picture_loader().by_id().values()}


def _private_pictures() -> set[str]:
    """Return the digests of pictures that were taken back, or are there and may not be shown."""
    taken_back = set(WithdrawnPicture.objects.values_list("digest", flat=True))
    return (taken_back | picture_loader().private()) - _public_pictures()


def _digest_of(path: str) -> str:
    """Return the part of a digest that stands in the path of a picture or an attachment."""
    return path.split("/")[1].partition("-")[0]


def _made_anew(folder: Path, manifest: Manifest, shown: Shown, gone: Withdrawn) -> Rollback:
    releases = folder / "releases"
    before = read_manifest(releases, current_release(releases))
    held = held_digest(releases) or (before.digest if before else "")
    left_out = _titles(manifest, shown, gone)  # the build may recycle the folder of that release
    _release_without(folder, manifest, shown, gone)
    hold_back(releases, held)
    now = read_manifest(releases, current_release(releases))
    assert now is not None  # noqa: S101  # it was released above, inside the lock
    return told(before, now, left_out=left_out)


def _release_without(folder: Path, manifest: Manifest, shown: Shown, gone: Withdrawn) -> None:
    """Release the documents of ``manifest`` without what is gone."""
    documents = tuple(shown.documents())
    sites = {site.language: site for site in manifest.sites}
    digests = {
        found.digest
        for shows in (*documents, *sites.values())
        for found in references(shows)
        if found.digest[:16] in gone.digests or found.digest[:12] in gone.digests
    }
    named = replace(gone, digests=frozenset(digests))
    left, sites = without(documents, sites, named, remake=made_pages)
    loaders = picture_loader().load, partial(load_attachment, attachments_by_id())
    workshop = Workshop(*loaders, outputs=settings.LOA_OUTPUTS)
    build = Build(folder, workshop, timezone.localtime(), Remembered(), private=private_names)
    places = all_places(former_addresses(), saved_redirects(), (one.head for one in left))
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
