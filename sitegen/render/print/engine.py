"""Engine: data and a layout in, PDF or pictures out, the same bytes every time.

Typst sees one temporary folder with the layouts and the pictures of this document, no
system fonts, no packages and no network; texts reach it as JSON, never as markup.
"""

import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sitegen.errors import SitegenError
from sitegen.render.print.fonts import font_set

if TYPE_CHECKING:
    import typst

__all__ = ["LAYOUTS", "Job", "Printed", "Standard", "pictures_of", "print_pdf"]

Standard = Literal["1.6", "a-2a", "ua-1"]

LAYOUTS = Path(__file__).parent.parent / "layouts"
MAX_BYTES = 2_000_000
MAX_DEPTH = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One thing to print: ``layout`` is a file of the layouts folder without its ending.

    ``pictures`` maps a file name to its bytes; ``day`` dates the file, because a clock
    would give other bytes every time; ``title`` names the document in errors.
    """

    layout: str
    title: str
    day: date
    data: Mapping[str, Any]
    mode: str = "screen"
    pictures: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What Typst made, and what the layout reported under the label "report"."""

    content: bytes
    reports: tuple[dict[str, Any], ...]


def print_pdf(job: Job, *, standards: tuple[Standard, ...], is_tagged: bool) -> Printed:
    """Return the PDF of ``job``; raises SitegenError when Typst refuses or warns."""
    with _workshop(job) as compiler:
        content, warnings = compiler.compile_with_warnings(
            pdf_standards=list(standards), pdf_tags=is_tagged, timestamp=_moment(job.day)
        )
        _refuse_warnings(job, warnings)
        return Printed(content=_only(content), reports=_reports(compiler))


def pictures_of(job: Job, *, ppi: float) -> tuple[tuple[bytes, ...], tuple[dict[str, Any], ...]]:
    """Return one PNG for each page and the reports of the layout."""
    with _workshop(job) as compiler:
        pages, warnings = compiler.compile_with_warnings(format="png", ppi=ppi)
        _refuse_warnings(job, warnings)
        return tuple(_each(pages)), _reports(compiler)


@contextmanager
def _workshop(job: Job) -> "Iterator[typst.Compiler]":
    import typst  # noqa: PLC0415  # as for font_set

    text = json.dumps(job.data, ensure_ascii=False, sort_keys=True)
    _refuse_excess(job, text)
    with tempfile.TemporaryDirectory(prefix="loa-print-") as folder:
        root = Path(folder)
        (root / "packages").mkdir()
        for layout in sorted(LAYOUTS.glob("*.typ")):
            (root / layout.name).write_bytes(layout.read_bytes())
        for name, content in job.pictures.items():
            (root / name).write_bytes(content)
        try:
            yield typst.Compiler(
                str(root / f"{job.layout}.typ"),
                root=folder,
                font_paths=font_set(),
                sys_inputs={"data": text, "mode": job.mode},
                package_path=str(root / "packages"),
                package_cache_path=str(root / "packages"),
            )
        except typst.TypstError as error:
            raise _refusal(job, str(error).replace(folder, "")) from error


def _each(made: bytes | list[bytes] | None) -> list[bytes]:
    """Return what Typst made as a list: it gives one file bare."""
    return [made] if isinstance(made, bytes) else made or []


def _only(made: bytes | list[bytes] | None) -> bytes:
    (content,) = _each(made)
    return content


def _reports(compiler: "typst.Compiler") -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(compiler.query("<report>", field="value")))


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(0, 0), tzinfo=UTC)


def _refuse_warnings(job: Job, warnings: "list[typst.TypstWarning]") -> None:
    if warnings:
        raise _refusal(job, "; ".join(sorted({warning.message for warning in warnings})))


def _refusal(job: Job, reason: str) -> SitegenError:
    return SitegenError(
        f"không dàn được trang in ({' '.join(reason.split())[:300]}).",
        page=job.title,
        hint="Hãy báo cho người quản trị kèm tên trang này.",
        code="print-failed",
    )


def _refuse_excess(job: Job, text: str) -> None:
    if len(text.encode()) > MAX_BYTES or _depth(job.data) > MAX_DEPTH:
        raise SitegenError(
            "nội dung quá dài hoặc lồng nhau quá sâu để in.",
            page=job.title,
            hint="Hãy chia thành nhiều trang hoặc bỏ bớt định dạng lồng nhau.",
            code="print-too-large",
        )


def _depth(value: Any) -> int:
    """Return how deep JSON-like data is nested, without recursion of our own."""
    deepest, waiting = 0, [(value, 1)]
    while waiting:
        item, level = waiting.pop()
        deepest = max(deepest, level)
        inner = item.values() if isinstance(item, Mapping) else item
        if isinstance(item, Mapping | list | tuple):
            waiting.extend((part, level + 1) for part in inner)
    return deepest
