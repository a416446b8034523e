"""What looking at an attachment finds: a refusal, or bytes that may go out and what to say."""

from dataclasses import dataclass

__all__ = ["Looked", "UnfitAttachmentError"]


class UnfitAttachmentError(Exception):
    """The file may not be offered to citizens; the message says why, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A file that may go out: ``name`` and ``content`` as they will be stored.

    ``removed`` are sentences on what was taken out of it, ``warnings`` on what the officer should
    know before citizens open it.
    """

    name: str
    content: bytes
    removed: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
