"""The report: what a build did, for the person or the worker that asked for it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from sitegen.errors import Finding
from sitegen.release.losing import Loss

__all__ = ["Report", "Status", "report_lines"]

Status = Literal["released", "unchanged", "held", "failed", "asking", "trial"]
"""How a build ended.

``held`` is an unchanged collection after a rollback; ``trial`` a dry run that would release;
``asking`` waits for a word, because a large part of the pages would go.
"""

_SAID: Mapping[Status, str] = {
    "released": "Đã phát hành bản {release}.",
    "unchanged": "Không có gì thay đổi: bản {release} vẫn đang phục vụ, không tệp nào phải dựng lại.",
    "held": "Không có gì thay đổi từ lần quay lui: bản {release} vẫn đang phục vụ.",
    "failed": "Chưa phát hành: có lỗi phải sửa. {served}",
    "asking": "Chưa phát hành: nhiều trang sẽ không còn, máy chờ bạn quyết định. {served}",
    "trial": "Chạy thử: không ghi gì. Nếu chạy thật sẽ có bản phát hành mới.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How a build ended: ``release`` is the id of what is served now, "" for nothing yet.

    ``rendered`` and ``reused`` count files, ``removed`` those that the release before had.
    """

    status: Status
    release: str = ""
    findings: tuple[Finding, ...] = ()
    rendered: int = 0
    reused: int = 0
    removed: int = 0
    seconds: float = 0
    rendered_by_group: Mapping[str, int] = field(default_factory=dict)
    loss: Loss | None = None

    @property
    def is_failed(self) -> bool:
        """Tell whether an error, or a question, kept the mirror from switching."""
        return self.status in {"failed", "asking"}


def report_lines(report: Report) -> Iterator[str]:
    """Yield the report in Vietnamese: how it ended, the figures, then remarks page by page."""
    served = f"Bản {report.release} vẫn đang phục vụ." if report.release else ""
    yield _SAID[report.status].format(release=report.release, served=served).strip()
    seconds = f"{report.seconds:.1f}".replace(".", ",")
    yield (
        f"Dựng mới {report.rendered} tệp, dùng lại {report.reused},"
        f" bỏ {report.removed}; {seconds} giây."
    )
    yield from _remarks(report.findings)


def _remarks(findings: tuple[Finding, ...]) -> Iterator[str]:
    by_page: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=lambda one: one.severity):
        by_page.setdefault(finding.page, []).append(finding)
    for page, remarks in by_page.items():
        yield f"{page or 'Toàn trang'}"
        for remark in remarks:
            word = "Lỗi" if remark.severity == "error" else "Lưu ý"
            place = f" ({remark.block})" if remark.block else ""
            yield f"  {word}{place}: {remark.message} {remark.hint}".rstrip()
