"""Shares: a few works with all that they need, and what comes of them; both travel as bytes.

Who works off a share knows nothing but the share: no database, no settings, no store. So it
does no harm when one is lost, comes late or is worked off twice.
"""

import pickle
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sitegen.artifacts import Loader
from sitegen.documents.base import Picture
from sitegen.errors import AwayError, SitegenError
from sitegen.plan import PictureWork, ShareWork, SheetWork, SideWork, Work, references
from sitegen.render.workshop import Workshop

__all__ = ["HandLostError", "Made", "packed", "unpacked", "worked_off"]

Made = bytes | SitegenError | None
"""A file, why it was refused, or None: then it has to be made where the share came from."""


class HandLostError(Exception):
    """Who was to work off a share is no more, or cannot be reached."""


@dataclass(frozen=True, slots=True)
class _Share:
    works: tuple[Work, ...]
    pictures: Mapping[str, bytes]


def packed(works: Sequence[Work], load_picture: Loader) -> bytes:
    """Return ``works`` with the pictures that they show; one that cannot be read is left out.

    Raises AwayError when all of them cannot be read.
    """
    digests = {digest for work in works for digest in _shown(work)}
    pictures = {}
    for digest in sorted(digests):
        try:
            pictures[digest] = load_picture(digest)
        except AwayError:
            raise
        except Exception:  # noqa: BLE001, S112  # what needs it is made, and told of, at home
            continue
    return pickle.dumps(_Share(tuple(works), pictures), pickle.HIGHEST_PROTOCOL)


def worked_off(share: bytes) -> bytes:
    """Make what ``share`` asks for; only its own sender, or who signs like him, may have packed it."""
    asked: _Share = pickle.loads(share)  # noqa: S301  # see above
    pictures = _Pictures(asked.pictures)
    workshop = Workshop(pictures.load, _nothing)
    made = [_made(workshop, work, pictures) for work in asked.works]
    return pickle.dumps(made, pickle.HIGHEST_PROTOCOL)


def unpacked(result: bytes) -> list[Made]:
    """Return what became of each work of a share, in its order; ``result`` as for ``worked_off``."""
    made: list[Made] = pickle.loads(result)  # noqa: S301  # see above
    return made


class _Pictures:
    """The pictures of a share; tells when one was asked for that did not come with it."""

    def __init__(self, pictures: Mapping[str, bytes]) -> None:
        self._pictures = pictures
        self.is_one_missing = False

    def load(self, digest: str) -> bytes:
        if digest not in self._pictures:
            self.is_one_missing = True
            raise FileNotFoundError(digest)
        return self._pictures[digest]


def _made(workshop: Workshop, work: Work, pictures: _Pictures) -> Made:
    pictures.is_one_missing = False
    try:
        made: Made = workshop.make(work)
    except SitegenError as refusal:
        made = refusal
    except Exception:  # noqa: BLE001  # it is made at home as well, and told of there
        return None
    return None if pictures.is_one_missing else made  # a page does without a picture, and silently


def _shown(work: Work) -> Iterable[str]:
    """Return the digests of the pictures that a work shows."""
    match work:
        case PictureWork():
            return (work.digest,)
        case SheetWork() | SideWork():
            shows: object = work.document
        case ShareWork():
            shows = work.card
        case _:
            return ()
    return (one.digest for one in references(shows) if isinstance(one, Picture))


def _nothing(digest: str) -> bytes:
    raise FileNotFoundError(digest)
