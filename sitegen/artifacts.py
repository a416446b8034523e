"""Artifacts: the files of a release, before they are stored."""

from collections.abc import Callable

from sitegen.documents.quick import dataclass

__all__ = ["Artifact", "Loader"]

Loader = Callable[[str], bytes]
"""Gives the bytes of a picture or an attachment, asked for by the digest in the document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """One file: its place in the release, with "/" between folders, and its bytes."""

    path: str
    content: bytes
