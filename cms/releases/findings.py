"""Findings: the remarks of a release, gathered by page and led to the form where they are mended."""

from dataclasses import dataclass

from django.urls import reverse

from sitegen.errors import Finding

__all__ = ["PageFindings", "by_page", "edit_address"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFindings:
    """Every remark about one page, with the address of its form, "" when it has none."""

    title: str
    edit_url: str
    findings: tuple[Finding, ...]


def by_page(findings: tuple[Finding, ...]) -> list[PageFindings]:
    """Return remarks gathered by page: pages with an error first, then by title."""
    gathered: dict[tuple[str, str], list[Finding]] = {}
    for finding in sorted(findings, key=lambda one: (one.severity, one.page)):
        gathered.setdefault((finding.page, finding.key), []).append(finding)
    return [
        PageFindings(title=title, edit_url=edit_address(key), findings=tuple(remarks))
        for (title, key), remarks in gathered.items()
    ]


def edit_address(key: str) -> str:
    """Return the form of the page that a document key stands for ("page-9"), else ""."""
    kind, _, number = key.partition("-")
    if kind != "page" or not number.isdecimal():
        return ""
    return reverse("wagtailadmin_pages:edit", args=[int(number)])
