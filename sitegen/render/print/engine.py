"""Engine: data and a layout in, PDF or pictures out, the same bytes every time.

Typst sees one temporary folder with the layouts and the pictures that were asked for, no
system fonts, no packages and no network; texts reach it as JSON, never as markup. One compiler
is kept in each process: it remembers what it laid out, so that an edit costs the edit.
"""

import atexit
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field
from datetime import UTC, date, datetime, time
from pathlib import Path
from threading import Lock
from typing import Any, Literal

from sitegen.documents.quick import dataclass
from sitegen.errors import SitegenError
from sitegen.render.print.fonts import font_set
from sitegen.render.print.pixels import stand_in

__all__ = ["LAYOUTS", "Job", "Printed", "Standard", "answers_of", "pictures_of", "print_pdf"]

Standard = Literal["1.6", "a-2a", "ua-1"]

LAYOUTS = Path(__file__).parent.parent / "layouts"
MAX_BYTES = 2_000_000
MAX_DEPTH = 32
MAX_JOBS = 400  # of one compiler; what it remembers stays bounded
MAX_PICTURES = 200  # in its folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One thing to print: ``layout`` is a file of the layouts folder without its ending.

    ``pictures`` maps a file name to its bytes; with ``has_stand_ins`` Typst gets stand-ins of
    them, and :func:`sitegen.render.print.pixels.put_in` has to follow;
    ``day`` dates the file, because a clock would give other bytes every time; ``title`` names
    the document in errors; ``plan`` is what a composer reckoned, or asks.
    """

    layout: str
    title: str
    day: date
    data: Mapping[str, Any]
    mode: str = "screen"
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    has_stand_ins: bool = False
    plan: Mapping[str, Any] = field(default_factory=dict)

    @property
    def seen(self) -> Mapping[str, bytes]:
        """Return the pictures that Typst gets."""
        if not self.has_stand_ins:
            return self.pictures
        return {name: stand_in(content) for name, content in self.pictures.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What Typst made, and what the layout reported under the label "report"."""

    content: bytes
    reports: tuple[dict[str, Any], ...]


def print_pdf(job: Job, *, standards: tuple[Standard, ...], is_tagged: bool) -> Printed:
    """Return the PDF of ``job``; raises SitegenError when Typst refuses or warns."""
    with _press_for(job) as press:
        (content,) = press.made(
            job, pdf_standards=list(standards), pdf_tags=is_tagged, timestamp=_moment(job.day)
        )
        return Printed(content=content, reports=tuple(press.reports()))


def pictures_of(job: Job, *, ppi: float) -> tuple[bytes, ...]:
    """Return one PNG for each page."""
    with _press_for(job) as press:
        return tuple(press.made(job, format="png", ppi=ppi))


def answers_of(job: Job) -> list[Any]:
    """Return what a layout that only measures says under the label "report"."""
    with _press_for(job) as press:
        press.made(job, format="svg")
        return [answer for answers in press.reports() for answer in answers]


class _Press:
    """One compiler and its folder, in the process that made them."""

    def __init__(self) -> None:
        import typst  # noqa: PLC0415  # as for font_set

        self.process = os.getpid()
        self.jobs = 0
        self.folder = Path(tempfile.mkdtemp(prefix="loa-print-"))
        (self.folder / "packages").mkdir()
        for layout in sorted(LAYOUTS.glob("*.typ")):
            (self.folder / layout.name).write_bytes(layout.read_bytes())
        self.texts: dict[str, str] = {}  # what lies in the folder, by name
        self.pictures: dict[str, bytes] = {}  # name to digest of what lies there
        self.compiler = typst.Compiler(
            root=self.folder,
            font_paths=font_set(),
            package_path=self.folder / "packages",
            package_cache_path=self.folder / "packages",
        )

    @property
    def is_worn(self) -> bool:
        """Tell whether another must be made: after a fork, or when this one is full."""
        is_full = self.jobs >= MAX_JOBS or len(self.pictures) >= MAX_PICTURES
        return self.process != os.getpid() or is_full

    def made(self, job: Job, **options: Any) -> list[bytes]:
        """Return the files that Typst makes of ``job``; a warning is a refusal."""
        import typst  # noqa: PLC0415  # as for font_set

        self.jobs += 1
        # As files, not as inputs: a new input would throw away all that Typst remembers.
        self._write("data.json", job.data, job.title)
        self._write("plan.json", job.plan, job.title)
        try:
            made, warnings = self.compiler.compile_with_warnings(
                self.folder / f"{job.layout}.typ", sys_inputs={"mode": job.mode}, **options
            )
        except typst.TypstError as error:
            raise _refusal(job, str(error).replace(str(self.folder), "")) from error
        if warnings:
            raise _refusal(job, "; ".join(sorted({warning.message for warning in warnings})))
        return [made] if isinstance(made, bytes) else made or []

    def _write(self, name: str, value: Mapping[str, Any], title: str) -> None:
        text = json.dumps(value, ensure_ascii=False, sort_keys=True)
        if self.texts.get(name) != text:
            if len(text.encode()) > MAX_BYTES or _is_deeper(value, MAX_DEPTH):
                raise _excess(title)
            (self.folder / name).write_text(text, encoding="utf-8")
            self.texts[name] = text

    def reports(self) -> list[Any]:
        """Return what the layout that was made last says under the label "report"."""
        return list(json.loads(self.compiler.query("<report>", field="value")))

    def take(self, pictures: Mapping[str, bytes]) -> None:
        """Write the pictures that are not yet in the folder."""
        for name, content in pictures.items():
            digest = hashlib.sha256(content).digest()
            if self.pictures.get(name) != digest:
                (self.folder / name).write_bytes(content)
                self.pictures[name] = digest

    def throw_away(self) -> None:
        """Remove the folder, unless it is that of the process this one came from."""
        if self.process == os.getpid():
            shutil.rmtree(self.folder, ignore_errors=True)


_lock = Lock()
_kept: list[_Press] = []


@contextmanager
def _press_for(job: Job) -> Iterator[_Press]:
    with _lock:
        if _kept and _kept[0].is_worn:
            _kept.pop().throw_away()
        if not _kept:
            _kept.append(_Press())
        press = _kept[0]
        press.take(job.seen)
        yield press


@atexit.register
def _tidy() -> None:
    for press in _kept:
        press.throw_away()


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(0, 0), tzinfo=UTC)


def _refusal(job: Job, reason: str) -> SitegenError:
    return SitegenError(
        f"không dàn được trang in ({' '.join(reason.split())[:300]}).",
        page=job.title,
        hint="Hãy báo cho người quản trị kèm tên trang này.",
        code="print-failed",
    )


def _excess(title: str) -> SitegenError:
    return SitegenError(
        "nội dung quá dài hoặc lồng nhau quá sâu để in.",
        page=title,
        hint="Hãy chia thành nhiều trang hoặc bỏ bớt định dạng lồng nhau.",
        code="print-too-large",
    )


def _is_deeper(value: Any, levels: int) -> bool:
    """Tell whether JSON-like data is nested deeper, without recursion of our own."""
    inner = [value]
    for _ in range(levels):
        inner = [part for item in inner for part in _parts(item)]
    return bool(inner)


def _parts(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list | tuple) else ()
