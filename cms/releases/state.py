"""State: what keeps newer words from citizens – a refusal, a breakdown, a worker that sleeps."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Site

from cms.releases.actions import is_copy
from cms.releases.answers import last_refusal
from cms.releases.summaries import releases_folder, standing
from sitegen.collect.sites import folder_of, own_site
from sitegen.release.last_failure import read_failure
from sitegen.release.manifest import Outline, read_outline
from sitegen.tasks import queue

__all__ = ["release_state"]

PATIENCE = timedelta(minutes=2)
"""A release takes seconds; one that waits longer has nobody who does it."""


def release_state(site: Site | None = None) -> dict[str, Any]:
    """Return what alerts.html and notice.html ask for, but for who may act; without a site of ours."""
    is_other = site is not None and site.pk != own_site().pk
    folder = folder_of(site) / "releases" if site and is_other else releases_folder()
    now = standing(folder)
    served = read_outline(folder, now.served)
    failure = read_failure(folder)
    owed = queue(site.hostname if site and is_other else "")
    return {
        "standing": now,
        "served": served,
        "folder": folder,
        "owed": owed,
        "failure": failure,
        "failed_at": failure.at if failure else None,
        "waiting_since": _overdue(owed.waiting_since, timezone.now()),
        "broke_at": _newer(owed.broke_at, served),
        "refused": last_refusal(served) if is_copy() else None,
    }


def _newer(broke_at: datetime | None, served: Outline | None) -> datetime | None:
    """Return when the last release broke down, None when a later one went well."""
    is_past = broke_at and served and broke_at <= served.created
    return None if is_past else broke_at


def _overdue(since: datetime | None, now: datetime) -> datetime | None:
    return since if since and now - since > PATIENCE else None
