"""The first page of the editor: what officers come for, and whether what they wrote is out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.ui.components import Component

from sitegen.errors import Finding
from sitegen.release.last_failure import read_failure
from sitegen.release.manifest import Manifest, read_manifest
from sitegen.release.switch import current_release
from sitegen.tasks import queue

__all__ = ["EverydayPanel", "EverydayTask", "PageFindings", "ReleasePanel", "by_page"]

SHOWN_PAGES = 12
PATIENCE = timedelta(minutes=2)
"""A release takes seconds; one that waits longer has nobody who does it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EverydayTask:
    """One thing that officers do often; apps offer theirs by the hook register_everyday_task."""

    label: str
    url: str
    icon: str
    order: int
    is_outside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFindings:
    """Every remark about one page, with the address of its form, "" when it has none."""

    title: str
    edit_url: str
    findings: tuple[Finding, ...]


class EverydayPanel(Component):
    """Việc thường làm."""

    name = "everyday"
    template_name = "cms/home_everyday.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the tasks of every app, in order, for the user who asks."""
        request = parent_context["request"]
        offered = [offer(request) for offer in hooks.get_hooks("register_everyday_task")]
        tasks = [task for task in offered if task is not None]
        return {"tasks": sorted(tasks, key=lambda task: task.order)}


class ReleasePanel(Component):
    """Bản phát hành: what citizens see now, and what kept newer words from them."""

    name = "release"
    template_name = "cms/home_release.html"
    order = 60

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the current release, a newer failure, and remarks page by page."""
        releases = Path(settings.LOA_VAR) / "releases"
        manifest = read_manifest(releases, current_release(releases))
        failure = read_failure(releases)
        findings = failure.findings if failure else manifest.findings if manifest else ()
        pages = by_page(findings)
        owed = queue()
        return {
            "manifest": manifest,
            "created": manifest.created if manifest else None,
            "page_count": len(manifest.titles) if manifest else 0,
            "failure": failure,
            "failed_at": failure.at if failure else None,
            "waiting_since": _overdue(owed.waiting_since, timezone.now()),
            "broke_at": _newer(owed.broke_at, manifest),
            "pages": pages[:SHOWN_PAGES],
            "more": max(0, len(pages) - SHOWN_PAGES),
        }


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


def _newer(broke_at: datetime | None, manifest: Manifest | None) -> datetime | None:
    """Return when the last release broke down, None when a later one went well."""
    is_past = broke_at and manifest and broke_at <= manifest.created
    return None if is_past else broke_at


def _overdue(since: datetime | None, now: datetime) -> datetime | None:
    return since if since and now - since > PATIENCE else None
