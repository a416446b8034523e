"""What went wrong, said to an officer: where, what, and what to do."""

from dataclasses import dataclass
from typing import Literal

__all__ = ["AwayError", "DeadlyError", "Finding", "SitegenError"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One remark of a build, in Vietnamese, about one page.

    ``code`` is stable and English ("link-unpublished"); an ``error`` keeps the release from
    switching, a ``warning`` does not. ``page`` is the page's title, ``key`` its document key.
    ``about`` is the key of the row that it speaks of ("procedure-3"): a remark lies on disk with
    its release, so the name of what is not published stays out of it, and the editor fills it in.
    ``is_shown`` says that readers see what it speaks of all the same: it is only not as it should be;
    ``is_on_web`` that they see all of it on the page, and only a printed sheet does without.
    ``anchor`` is that of the step or the part of the page that lacks something, "" for the others.
    """

    code: str
    severity: Literal["error", "warning"]
    page: str
    message: str
    hint: str = ""
    key: str = ""
    block: str = ""
    about: str = ""
    is_shown: bool = False
    is_on_web: bool = False
    anchor: str = ""


class AwayError(OSError):
    """What all is read from, a database, bucket or mounted folder, is away; it may work later.

    Nobody may take it for one thing that is broken and go on without: then all of them would go.
    """


class DeadlyError(Exception):
    """Whoever makes this file dies of it; nobody else may try."""


class SitegenError(Exception):
    """A refusal with its reason: what happened, on which page and block, and what to do."""

    def __init__(
        self, message: str, *, page: str = "", block: str = "", hint: str = "", code: str = "failed"
    ) -> None:
        super().__init__(message)
        self.message = message
        self.page = page
        self.block = block
        self.hint = hint
        self.code = code

    def __str__(self) -> str:
        place = " – ".join(part for part in (self.page, self.block) if part)
        said = f"{place}: {self.message}" if place else self.message
        return f"{said} {self.hint}".strip()

    def finding(self, severity: Literal["error", "warning"], *, key: str = "") -> Finding:
        """Return this refusal as a remark of a build."""
        return Finding(
            code=self.code,
            severity=severity,
            page=self.page,
            message=self.message,
            hint=self.hint,
            key=key,
            block=self.block,
        )
