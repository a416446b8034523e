"""Losing: a release that would drop a large part of the pages asks first.

Somebody who takes down one page by mistake can take down a whole site with it, since what
stands below goes too. Nothing switches until somebody says that it is meant.
"""

import hashlib
from collections.abc import Collection
from pathlib import Path

import msgspec

from sitegen.errors import Finding
from sitegen.release.changes import page_paths
from sitegen.release.manifest import Manifest

__all__ = ["CODE", "Loss", "accept_loss", "forget_acceptance", "is_accepted", "lost_pages"]

CODE = "pages-lost"
LEAST = 5
"""Fewer pages than these may always go, also from a site of six."""

SHARE = 5
"""More than one page in so many asks."""

TITLES_SHOWN = 8
_MARK = "accepted-loss.json"


class Loss(msgspec.Struct, frozen=True):
    """What goes: ``keys`` of the pages that ``served``, a release, shows and its successor not."""

    served: str
    keys: tuple[str, ...]
    of: int
    titles: tuple[str, ...]

    @property
    def token(self) -> str:
        """A short name of this very question."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()[:16]

    @property
    def more(self) -> int:
        """The number of pages that ``titles`` does not name."""
        return len(self.keys) - len(self.titles)

    def finding(self) -> Finding:
        """Return the question as a remark of the build."""
        named = "; ".join(f"“{title}”" for title in self.titles)
        rest = f" và {self.more} trang nữa" if self.more else ""
        return Finding(
            code=CODE,
            severity="error",
            page="",
            message=f"{len(self.keys)} trong {self.of} trang sẽ không còn: {named}{rest}.",
            hint=(
                "Nếu không chủ ý: xuất bản lại trang đã gỡ, trang con sẽ hiện lại. Nếu đúng ý: "
                "mở mục Phát hành, bấm “Vẫn phát hành” (hoặc chạy manage.py release --accept-loss)."
            ),
        )


_decoder = msgspec.json.Decoder(Loss)


def lost_pages(
    before: Manifest | None, after: Manifest, *, private: Collection[str] = ()
) -> Loss | None:
    """Return what ``after`` drops when it is more than a fifth and at least five, else None.

    A page that only has another key by now is still there when its address is, and a sign
    that a page was withdrawn is no page. What became private, ``private``, must go and is not counted.
    """
    if before is None or not before.titles:
        return None
    gone = [key for key in before.titles if key not in after.titles and key not in private]
    if not _is_much(len(gone), len(before.titles)):
        return None
    paths, there = page_paths(before), set(page_paths(after).values())
    shown = [key for key in before.titles if key in paths]
    keys = [key for key in gone if key in paths and paths[key] not in there]
    if not _is_much(len(keys), len(shown)):
        return None
    titles = tuple(before.titles[key] for key in keys[:TITLES_SHOWN])
    return Loss(served=before.id, keys=tuple(keys), of=len(shown), titles=titles)


def accept_loss(releases: Path, loss: Loss) -> None:
    """Let the next release drop these pages, or fewer of them, from what is served now."""
    (releases / _MARK).write_bytes(msgspec.json.encode(loss))


def is_accepted(releases: Path, loss: Loss) -> bool:
    """Tell whether somebody has said yes to all of this loss, and not to another one."""
    try:
        accepted = _decoder.decode((releases / _MARK).read_bytes())
    except (OSError, msgspec.MsgspecError):
        return False
    return accepted.served == loss.served and set(loss.keys) <= set(accepted.keys)


def forget_acceptance(releases: Path) -> None:
    """Ask again at the next loss."""
    (releases / _MARK).unlink(missing_ok=True)


def _is_much(count: int, of: int) -> bool:
    return count >= LEAST and count * SHARE > of
