"""One bad thing never stops the others: faults at random, and each time everything else goes out."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import ndiff
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from sitegen.models import FormerAddress
from sitegen.pipeline import Worker
from sitegen.release.links import read_links
from sitegen.release.manifest import read_manifest
from sitegen.release.report import Report
from sitegen.release.switch import CURRENT, current_release
from tests.factories import a_guide_page, a_step, an_outreach_page, items, stream
from tests.factory_facts import a_group
from tests.soak.faults import Fault, plant
from tests.soak.figures import IS_SOAK, record
from tests.soak.world import World, a_world

pytestmark = pytest.mark.django_db

FAULTS = 1000 if IS_SOAK else 40


@pytest.fixture(autouse=True)
def _clean_ground(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Give the run a folder of its own and empty caches."""
    settings.LOA_VAR = tmp_path / "var"
    cache.clear()
    yield
    cache.clear()


@pytest.mark.parametrize("seed", range(4) if IS_SOAK else [40])
def test_whatever_is_wrong_everything_else_is_released(
    seed: int, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    chance, started = random.Random(seed), perf_counter()  # noqa: S311  # repeatable, not secret
    _shown_world(seed)
    worker = Worker(tmp_path)
    assert worker.release().status == "released"
    before, owners = _served(tmp_path)
    kinds: Counter[str] = Counter()
    told = kept = 0
    rounds = FAULTS // 4 if IS_SOAK else FAULTS
    for number in range(rounds):
        faults = [plant(chance) for _ in range(chance.choice((1, 1, 1, 2)))]
        said = f"seed {seed}, fault {number}: {[one.says for one in faults]}"
        report = worker.release()
        assert report.status in {"released", "unchanged"}, (said, report.findings)
        after, _ = _served(tmp_path)
        unaffected = _unaffected(before, owners, faults)
        changed = {path for path in unaffected if after.get(path) != before[path]}
        assert changed == set(), (said, report.findings, _first(changed, before, after))
        assert _dead_links(after) == set(), said
        told += _names_what_went(report, before, after, faults, said)
        kept += len(unaffected)
        kinds.update(one.kind for one in faults)
        for one in reversed(faults):
            one.heal()
        FormerAddress.objects.exclude(path__in=_folders(before)).delete()
        healed = worker.release()
        assert healed.status in {"released", "unchanged"}, (said, healed.findings)
        now, _ = _served(tmp_path)
        changed = {path for path in now.keys() | before.keys() if now.get(path) != before.get(path)}
        assert changed == set(), (said, healed.findings, _first(changed, before, now))
        caplog.clear()
    record(
        f"faults-{seed}",
        {
            "faults": sum(kinds.values()),
            "releases": rounds,
            "kinds": kinds,
            "told": told,
            "kept": kept,
            "seconds": perf_counter() - started,
        },
    )
    assert kept > rounds


def _shown_world(seed: int) -> World:
    """Return a small province in which every picture and file is shown."""
    world = a_world(seed, timezone.now())
    shown = items({"picture": world.pictures[0].pk, "alt": "Màn hình đăng nhập"})
    a_guide_page(
        world.place.office,
        title="Có hình",
        groups=stream(("group", a_group(a_step("Xem hình.", pictures=shown)))),
    )
    picture, file = world.pictures[1].pk, world.attachments[0].pk
    an_outreach_page(
        world.place.office,
        title="Có tệp",
        body=stream(
            ("figure", {"picture": picture, "alt": "Cổng", "caption": ""}),
            ("downloads", {"title": "Tải về", "files": items(file)}),
        ),
    )
    an_outreach_page(world.place.office, title="Bài lành", summary="Không hình, không tệp.")
    return world


def _served(folder: Path) -> tuple[dict[str, bytes], dict[str, str]]:
    """Return every served file, and whose each is."""
    releases = folder / "releases"
    manifest = read_manifest(releases, current_release(releases))
    assert manifest is not None
    root = releases / CURRENT
    files = {path: (root / path).read_bytes() for path in manifest.files}
    return files, {path: file.owner for path, file in manifest.files.items()}


def _unaffected(
    before: Mapping[str, bytes], owners: Mapping[str, str], faults: list[Fault]
) -> set[str]:
    """Return the files of pages that show nothing of what is wrong."""
    marks = [mark.encode() for one in faults for mark in one.marks]
    wrong = {f"page-{pk}" for one in faults for pk in one.pages}
    touched = wrong | {
        owners[path]
        for path, content in before.items()
        if owners[path] and path.endswith((".html", ".json")) and any(m in content for m in marks)
    }
    return {
        path for path, owner in owners.items() if owner.startswith("page-") and owner not in touched
    }


def _first(changed: set[str], before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[str]:
    """Return what differs in the first file that should not, for whoever reads the failure."""
    path = min(changed, default="")
    old, new = (one.get(path, b"").decode(errors="replace") for one in (before, after))
    return [
        path,
        *islice((line for line in ndiff(old.splitlines(), new.splitlines()) if line[0] in "+-"), 6),
    ]


def _dead_links(files: Mapping[str, bytes]) -> set[str]:
    dead = set()
    for path, content in files.items():
        if path.endswith(".html"):
            links = read_links(path, content, is_rooted=path == "404.html")
            leads = {link.partition("#")[0] for link in links.links} | set(links.files)
            dead |= {f"{path} -> {lead}" for lead in leads if lead not in files}
    return dead


def _names_what_went(
    report: Report,
    before: Mapping[str, bytes],
    after: Mapping[str, bytes],
    faults: list[Fault],
    said: str,
) -> bool:
    """Check that whatever is missing now is named; tell whether something was."""
    titles = {title for one in faults for title in one.titles if title}
    named = any(
        title in finding.page or title in finding.message
        for finding in report.findings
        for title in titles
    )
    gone = {path for path in before.keys() - after.keys() if path.endswith("/index.html")}
    if gone:
        assert named, (said, gone, report.findings)
    assert all(one.message for one in report.findings), (said, report.findings)
    return named


def _folders(files: Mapping[str, bytes]) -> list[str]:
    return [path.removesuffix("index.html") for path in files if path.endswith("index.html")]
