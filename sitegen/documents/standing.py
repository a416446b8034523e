"""Standing: what speaks against printing a leaflet beside its sheet."""

from typing import Literal

from sitegen.documents.quick import dataclass

__all__ = ["Standing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One such thing, in words.

    An "error" makes the paper wrong: no file is made. With a "refusal" the file is sound, but
    this leaflet is not handed over now. A "warning" is for the officer to weigh. ``part`` says
    where in the content it is, "" when it is about the whole.
    """

    code: str
    severity: Literal["error", "refusal", "warning"]
    message: str
    hint: str = ""
    part: str = ""

    def __str__(self) -> str:
        place = f"{self.part[0].upper()}{self.part[1:]}: " if self.part else ""
        return f"{place}{self.message} {self.hint}".strip()
