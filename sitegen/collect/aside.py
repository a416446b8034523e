"""Aside: what cannot be made, set apart so that everything else goes out.

A build that cannot make a picture, a page or a part of a page says so; what it names is put
here, and the next try does without it: a page is first shown as readers saw it last, and only
when that does not help, or there is nothing of before, it is left out like an unpublished one.
What is here is tried again as soon as it is no longer the same.
"""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from sitegen.artifacts import Loader
from sitegen.collect.visibility import VisiblePage, lifted
from sitegen.documents.kinds import Document
from sitegen.errors import AwayError, Finding
from sitegen.plan.lost import Lost

__all__ = ["Aside", "Held", "kept", "left_out", "without"]


@dataclass(frozen=True, slots=True)
class Held:
    """A page that is shown as ``instead`` for as long as it would be ``failed`` again."""

    failed: Document
    instead: Document
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class Aside:
    """Everything that is set apart: pages by id, media by digest, parts of pages.

    ``left`` holds what is said of the pages that are left out, ``media`` the digest of the bytes
    that cannot be used, "" when there are none.
    """

    held: dict[int, Held] = field(default_factory=dict)
    left: dict[int, tuple[Finding, ...]] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)
    parts: list[Lost] = field(default_factory=list)

    @property
    def is_any(self) -> bool:
        """Tell whether anything is set apart."""
        return bool(self.held or self.left or self.media or self.parts)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is said of the pages that are left out."""
        return tuple(finding for said in self.left.values() for finding in said)

    def takes_part(self, lost: Lost) -> bool:
        """Do without a picture of words or a print; tell whether that is new."""
        if any((one.kind, one.name) == (lost.kind, lost.name) for one in self.parts):
            return False
        self.parts.append(lost._replace(finding=replace(lost.finding, severity="warning")))
        return True

    def parts_again(self, key: str) -> None:
        """Try the parts of a page again: it is being read anew."""
        self.parts = [one for one in self.parts if one.name != key]

    def takes_media(self, digest: str, load: Loader) -> bool:
        """Do without a picture or attachment; tell whether that is new."""
        if not digest or digest in self.media:
            return False
        self.media[digest] = _seen(load, digest)
        return True

    def media_again(self, load: Loader) -> set[str]:
        """Let go of the media of which the bytes are others by now, and return their digests."""
        again = {digest for digest, seen in self.media.items() if _seen(load, digest) != seen}
        for digest in again:
            del self.media[digest]
        return again

    def leaves(self, pk: int, findings: Iterable[Finding]) -> None:
        """Leave a page out until its row, or something that it has read, changes."""
        self.held.pop(pk, None)
        self.left[pk] = tuple(map(left_out, findings))

    def left_again(self, touched: Iterable[int]) -> bool:
        """Let go of the pages left out that are ``touched``; tell whether there were any."""
        again = self.left.keys() & touched
        for pk in again:
            del self.left[pk]
        return bool(again)


def kept(finding: Finding) -> Finding:
    """Return the remark about a page that stays as it was."""
    return replace(
        finding,
        code="page-kept",
        severity="warning",
        message=f"{finding.message} Bạn đọc vẫn thấy bản trước của trang.",
    )


def left_out(finding: Finding) -> Finding:
    """Return the remark about a page that does not go out."""
    return replace(
        finding,
        code="page-left-out",
        severity="warning",
        message=f"{finding.message} Trang này chưa ra; các trang khác vẫn ra bình thường.",
    )


def without(pages: dict[int, VisiblePage], left: Collection[int]) -> dict[int, VisiblePage]:
    """Return the visible pages without those left out; what is below them stays."""
    return lifted(pages, left)


def _seen(load: Loader, digest: str) -> str:
    try:
        return hashlib.sha256(load(digest)).hexdigest()
    except AwayError:
        raise
    except Exception:  # noqa: BLE001  # whatever the reason: there are no bytes
        return ""
