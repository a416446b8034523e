"""The engine as the property test drives it: one door, so that a new engine changes one file."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sitegen.asleep import FILE, Asleep
from sitegen.hands import Hands, processes
from sitegen.pipeline import Worker
from sitegen.plan import Maker, PageWork, PictureWork, Recipes, ShareWork, SheetWork, SideWork, Work
from sitegen.release.feed import is_of_feed
from sitegen.release.report import Report
from sitegen.render.workshop import Workshop

__all__ = ["Mirror", "Painted"]

_made: dict[Any, bytes] = {}
"""Pictures and sheets, the dear files: they depend on nothing but their work."""


class Painted(Maker):
    """The real workshop with a number in its templates; ``remembers`` spares dear files."""

    def __init__(self, *loaders: Any, template: int, remembers: bool, is_helped: bool) -> None:
        begin = processes(2) if is_helped else None
        self._inner = Hands(Workshop(*loaders), loaders[0], begin=begin, seconds_alone=0)
        self.expect, self.close = self._inner.expect, self._inner.close  # type: ignore[method-assign]
        self._template = template
        self._remembers = remembers

    def recipes(self) -> Recipes:
        """Return the recipes of the workshop, with the number in those of pages."""
        inner = self._inner.recipes()
        return replace(inner, made_by=f"{inner.made_by}-{self._template}")

    def make(self, work: Work) -> bytes:
        """Return what the workshop makes, pages with the number of the template."""
        if self._remembers and isinstance(work, PictureWork | ShareWork | SheetWork | SideWork):
            if work not in _made:
                _made[work] = self._inner.make(work)
            return _made[work]
        content = self._inner.make(work)
        if isinstance(work, PageWork):
            content += f"<!-- {self._template} -->".encode()
        return content


class Mirror:
    """A mirror in one folder that one worker releases again and again.

    The worker lives until the template changes: that is new code, and so a new process. One that
    ``sleeps`` keeps what it remembers for the next.
    """

    def __init__(self, folder: Path, template: int, *, sleeps: bool = False) -> None:
        self.folder = folder
        self._sleeps = sleeps
        self._template = template
        self._remembers = True
        self._is_helped = False
        self._worker = self._begun()

    def _begun(self) -> Worker:
        asleep = Asleep(self.folder) if self._sleeps else None
        return Worker(self.folder, make_workshop=self._workshop, asleep=asleep)

    def release(
        self,
        now: datetime,
        template: int,
        *,
        remembers: bool = True,
        way: str = "as ever",
    ) -> Report:
        """Release what is visible at ``now``, perhaps in a new process, perhaps with the help of two."""
        is_new_code = template != self._template
        self._template, self._remembers, self._is_helped = template, remembers, way == "helped"
        if way == "woken":
            self._worker.sleep()
        if is_new_code and self._sleeps:
            (self.folder / FILE).unlink(missing_ok=True)
        if is_new_code or way in {"woken", "killed"}:
            self._worker = self._begun()
        return self._worker.release(now, accepts_loss=True)

    def _workshop(self, *loaders: Any) -> Painted:
        return Painted(
            *loaders,
            template=self._template,
            remembers=self._remembers,
            is_helped=self._is_helped,
        )

    def files(self) -> dict[str, bytes]:
        """Return everything that is served, by its path."""
        root = (self.folder / "releases" / "current").resolve()
        return {
            name: path.read_bytes()
            for path in sorted(root.rglob("*"))
            if path.is_file() and not is_of_feed(name := path.relative_to(root).as_posix())
        }
