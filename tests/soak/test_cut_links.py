"""Editors, workers, database, bucket and mirror on hosts of their own, whose links are cut at random."""

import json
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running_demo import wait_until
from tests.running_server import HOST
from tests.soak.browsing import Address
from tests.soak.cut_off import Citizen, cut_at_random
from tests.soak.figures import IS_OF_HOSTS, IS_SOAK, WHEN_OF_HOSTS, record
from tests.soak.networks import why_not
from tests.soak.province import EDITORS, WORKERS, Province, running_province
from tests.soak.publishers import NUMBERED, Photographer, Publisher

SECONDS = int(os.environ.get("LOA_CUT_SECONDS") or (1800 if IS_SOAK else 60))
CAUGHT_UP_SECONDS = 300
KEPT = "SELECT content::text FROM wagtailcore_revision WHERE content::text LIKE '%luot-%'"
PICTURES = "SELECT title FROM media_illustration WHERE title LIKE 'Ảnh luot-%'"
LACKING = """
import json
from PIL import Image
from media.models import Illustration
found = Illustration.objects.filter(title__contains="luot-")
lacking = []
for picture in found:
    for file in (picture.file, picture.private_original):
        try:
            Image.open(file.open()).verify()
        except OSError as error:
            lacking.append(f"{file.name}: {error}")
print(json.dumps([len(found), lacking]))
"""
UNDONE = (
    "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status IN ('READY', 'RUNNING')"
)

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not IS_OF_HOSTS, reason=WHEN_OF_HOSTS),
]


@pytest.fixture
def province(tmp_path: Path) -> Iterator[Province]:
    missing = [name for name in ("nginx", "rsync", "ip", "nsenter") if not _find(name)]
    reason = f"NO {', '.join(missing)}: hosts that are cut off were not tried" if missing else ""
    reason = reason or (why_not() if os.geteuid() == 0 else "NOT ROOT: no network was cut")
    if reason and os.environ.get("CI"):
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)
    with running_province(tmp_path) as running:
        yield running


def _find(name: str) -> str | None:
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")


def test_links_are_cut_at_random_and_nothing_is_lost(province: Province) -> None:
    officers = _officers(province)
    paths = _pages(province)
    citizens = [Citizen(province, paths, seed) for seed in (1, 2)]
    switched: dict[str, None] = {}
    started = time.monotonic()
    for hand in (*citizens, *officers):
        hand.start()
    cuts = cut_at_random(
        province,
        seconds=SECONDS,
        seed=int(os.environ.get("LOA_CUT_SEED") or 1),
        look=lambda: switched.setdefault(province.served("mirror")),
    )
    for officer in officers:
        officer.stop()
    mended = time.monotonic()
    while not _has_caught_up(province, citizens, officers):
        assert time.monotonic() - mended < CAUGHT_UP_SECONDS, "the mirror does not catch up"
        time.sleep(1)
    caught_up = time.monotonic() - mended
    for citizen in citizens:
        citizen.stop()
    _print(officers)
    kept = _kept(province)
    lost = [
        (officer.number, number)
        for officer in officers
        for number in officer.taken
        if number not in kept[officer.number]
    ]
    half = [
        officer.number
        for officer in officers[:4]
        if _shown(citizens, officer.number) != max(kept[officer.number], default=0)
    ]
    figures = {
        "seconds": round(time.monotonic() - started),
        "links cut": sum(cuts.count.values()),
        **{f"… of {link}": count for link, count in sorted(cuts.count.items())},
        "seconds with a link cut": round(cuts.seconds),
        "longest cut, in seconds": round(cuts.longest),
        "edits and pictures sent": sum(officer.sent for officer in officers),
        "… that Loa said it took": sum(len(officer.taken) for officer in officers),
        "… of them lost": len(lost),
        "pages shown as another version than the last published": len(half),
        "refusals in words, or no answer": sum(sum(one.refused.values()) for one in officers),
        "requests of citizens": sum(citizen.requests for citizen in citizens),
        "… that failed": sum(len(citizen.failed) for citizen in citizens),
        "… that saw an older page than before": sum(len(citizen.older) for citizen in citizens),
        "releases seen at the mirror": len(switched),
        "changes of the working host of workers": _takeovers(province),
        "seconds after the last cut until all was on the mirror": round(caught_up),
    }
    print("\n", figures)  # noqa: T201  # the numbers are the result
    record("hosts", figures)
    assert [said for hand in (*officers, *citizens) for said in hand.broken] == []
    assert [said for citizen in citizens for said in (*citizen.failed, *citizen.older)] == []
    assert (lost, half) == ([], [])
    assert _pictures_lacking(province, officers[4]) == []
    assert all(len(officer.taken) > SECONDS / 60 for officer in officers)
    for editor in EDITORS:
        wait_until(lambda host=editor: province.served(host) == province.served("mirror"), editor)


def _officers(province: Province) -> list[Publisher]:
    def enter() -> None:
        province.network.enter("door")

    address = Address(port=443, host=HOST, patience=60)
    writers = [
        Publisher(form, number, address, enter=enter) for number, form in enumerate(province.forms)
    ]
    return [*writers, Photographer(None, len(writers), address, enter=enter)]


def _pages(province: Province) -> list[str]:
    root = province.var("mirror") / "releases" / "current"
    pages = [*root.rglob("*.html"), *(root / "files").rglob("*.*")]  # and what they offer
    return sorted({str(path.relative_to(root)) for path in pages} - {"404.html"})


def _shown(citizens: list[Citizen], officer: int) -> int:
    return max(citizen.newest.get(officer, 0) for citizen in citizens)


def _has_caught_up(province: Province, citizens: list[Citizen], officers: list[Publisher]) -> bool:
    """Tell whether nothing is left to do and citizens have seen what was taken last."""
    if province.cluster.ask(UNDONE, "loa") != "0":
        return False
    kept = _kept(province)
    return all(
        _shown(citizens, one.number) == max(kept[one.number], default=0) for one in officers[:4]
    )


def _kept(province: Province) -> dict[int, set[int]]:
    """Return the numbers that stand in the database, by officer."""
    said = province.cluster.ask(KEPT, "loa") + province.cluster.ask(PICTURES, "loa")
    found: dict[int, set[int]] = {number: set() for number in range(5)}
    for officer, number in NUMBERED.findall(said):
        found[int(officer)].add(int(number))
    return found


def _pictures_lacking(province: Province, photographer: Publisher) -> list[str]:
    """Return the files of pictures that the bucket does not have, or not whole."""
    said = province.manage("worker-1", "shell", "-v", "0", "-c", LACKING).splitlines()
    count, lacking = json.loads(said[-1])
    assert count >= len(photographer.taken)
    return [str(name) for name in lacking]


def _takeovers(province: Province) -> int:
    """Return how often a worker went on after the other had been the one."""
    return sum(province.said(host).count("Một máy khác") for host in WORKERS)


def _print(officers: list[Publisher]) -> None:
    for one in officers:
        said = (one.number, one.sent, len(one.taken), dict(one.refused), one.broken[:3])
        print(said)  # noqa: T201  # the numbers are the result
