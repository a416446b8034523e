"""Origin: which shared step an office's own version was made from, and what that step said."""

from dataclasses import dataclass, replace

__all__ = ["GONE", "Origin", "read_origin"]

GONE = "-"
"""The digest of a step that is no longer there: the officer knows it and keeps the own text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The address of a shared step, with the digest, the version and the place it had then."""

    step: str
    digest: str
    version: int
    place: int

    def __str__(self) -> str:
        return f"{self.step}/{self.digest}/{self.version}/{self.place}"

    def settled(self, digest: str, version: int) -> "Origin":
        """Return the same address, answered for what the step says now."""
        return replace(self, digest=digest, version=version)


def read_origin(text: str | None) -> Origin | None:
    """Return what ``str`` of an origin wrote; None for anything else.

    >>> read_origin("7c9e/3f2a/4/2").place
    2
    """
    parts = (text or "").split("/")
    if len(parts) != 4 or not parts[0] or not (parts[2].isdecimal() and parts[3].isdecimal()):
        return None
    return Origin(step=parts[0], digest=parts[1], version=int(parts[2]), place=int(parts[3]))
