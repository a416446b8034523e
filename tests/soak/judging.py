"""The judge: what officers were told is taken is there, and no page is published by half."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from tests.soak.officers import Account, numbers_in
from tests.soak.offices import Offices

__all__ = ["faults", "faults_of", "unseen"]

_WRITTEN = """
SELECT one.id, one.url_path, guide.summary, newest.content, shown.content
FROM guides_guidepage guide
JOIN wagtailcore_page one ON one.id = guide.page_ptr_id
LEFT JOIN wagtailcore_revision newest ON newest.id = one.latest_revision_id
LEFT JOIN wagtailcore_revision shown ON shown.id = one.live_revision_id
"""


def faults(offices: Offices, account: Account) -> list[str]:
    """Return every edit and picture that is lost, and every page that is published by half.

    Officers may go on: what they add meanwhile is none of it.
    """
    saved, published, uploaded = (
        dict(account.saved),
        dict(account.published),
        set(account.uploaded),
    )
    found = [*account.lost, *_lost_pictures(offices, uploaded)]
    for page, _url, live, newest, shown in offices.ask(_WRITTEN):
        if page in account.touched:
            found += faults_of(
                page,
                live=numbers_in(live),
                newest=numbers_in(_summary(newest, live)),
                shown=numbers_in(_summary(shown, live)),
                saved=saved.get(page, set()),
                published=published.get(page, set()),
                sent=account.sent.get(page, set()),
            )
    return found


def faults_of(
    page: int,
    *,
    live: set[int],
    newest: set[int],
    shown: set[int],
    saved: set[int],
    published: set[int],
    sent: set[int],
) -> Iterator[str]:
    """Yield what is wrong with a page, by the numbers that each version of it carries.

    ``shown`` is the version that is said to be live; ``sent`` what any publication has carried.
    """
    for says, numbers in (
        ("lost", saved - newest),
        ("taken as published, not live", published - live),
        ("live, published by nobody", live - sent),
        ("live, not in the version that is said to be", live ^ shown),
    ):
        if numbers:
            yield f"page {page}: {sorted(numbers)} {says}"


def unseen(offices: Offices, account: Account, published: Mapping[int, set[int]]) -> list[str]:
    """Return what citizens do not see yet of ``published``, and pages that are there by half."""
    release = offices.mirror.resolve()
    found = []
    for page, url, *_more in offices.ask(_WRITTEN):
        if page not in account.touched:
            continue
        folder = release / url.split("/", 2)[2]
        html, data = (
            numbers_in((folder / name).read_text("utf-8")) for name in ("index.html", "index.json")
        )
        if html != data:
            found.append(f"page {page}: index.html has {html}, index.json {data}")
        if missing := published.get(page, set()) - html:
            found.append(f"page {page}: {sorted(missing)} not on the mirror")
        if stray := html - account.sent.get(page, set()):
            found.append(f"page {page}: {sorted(stray)} on the mirror, published by nobody")
    return found


def _lost_pictures(offices: Offices, uploaded: set[int]) -> Iterator[str]:
    rows = offices.ask("SELECT title, file FROM media_illustration WHERE title LIKE '%[%]'")
    files = {number: file for title, file in rows for number in numbers_in(title)}
    for number in sorted(uploaded):
        if number not in files:
            yield f"picture {number} lost"
        elif not offices.holds(files[number]):
            yield f"picture {number} has lost its file {files[number]}"


def _summary(revision: Any, live: str) -> str:
    if revision is None:
        return live
    content = revision if isinstance(revision, dict) else json.loads(revision)
    return str(content["summary"])
