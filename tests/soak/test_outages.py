"""Machines fail while officers work: what was taken is kept, and no page is there by half."""

import os
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.bucket_server import BUCKET, BucketServer, bucket_server
from tests.own_postgresql import KEEPS, own_cluster
from tests.running_demo import wait_until
from tests.soak.figures import IS_LOAD, IS_WANTED, WHEN, record
from tests.soak.judging import faults, unseen
from tests.soak.officers import Account, AtWork, Officer
from tests.soak.offices import SMALL, Offices, lay_province, running_offices
from tests.soak.outages import OUTAGES, Outage, bucket_away, small_disk

TIMES = int(os.environ.get("LOA_OUTAGES", "20" if IS_LOAD else "1"))
OFFICERS = 6
SIGNED = "AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/s3/aws4_request, Signature=0"
"""What the bucket takes for a key: it is moto's, and looks no further."""
IS_ROOT = os.geteuid() == 0

pytestmark = [pytest.mark.journey, pytest.mark.skipif(not IS_WANTED, reason=WHEN)]


@dataclass(slots=True)
class Crew:
    """The officers of one installation, and the account of all that they did there."""

    offices: Offices
    account: Account
    officers: list[Officer]

    def suffer(self, name: str, outage: Outage) -> None:
        """Work through so many outages; after each nothing may be missing."""
        chance, before = random.Random(name), Counter(self.account.failed)  # noqa: S311
        edits = self._edits()
        hands = [
            AtWork(one, lambda lot: lot.uniform(0, 0.5), Officer.errand) for one in self.officers
        ]
        for one in hands:
            one.start()
        try:
            for _turn in range(TIMES):
                outage(self.offices, self.account, chance)
                self._recover()
            self._be_seen()
        finally:
            for one in hands:
                one.tell_to_stop()
            for one in hands:
                one.stop()
        assert [said for one in hands for said in one.broken] == []
        failed = Counter(self.account.failed) - before
        figures = {"name": name, "times": TIMES, "edits": self._edits() - edits}
        print({**figures, "failed": failed})  # noqa: T201  # the numbers are the result
        assert not {said for said in failed if "500" in said}, failed
        record(f"outages {name}", {**figures, "officers": OFFICERS, "failed": _by_answer(failed)})

    def _recover(self) -> None:
        """Wait until an edit is taken again; then nothing may be missing, or there by half."""
        before = self._edits()
        wait_until(lambda: self._edits() > before, "an edit to be taken again")
        assert not faults(self.offices, self.account)
        assert not unseen(self.offices, self.account, {})

    def _be_seen(self) -> None:
        """Wait until officers have published again, and citizens see all that ever was."""
        account = self.account
        before = account.taken["publish"]
        wait_until(lambda: account.taken["publish"] > before, "officers to publish again")
        published = dict(account.published)
        wait_until(lambda: not unseen(self.offices, account, published), "what was published")

    def _edits(self) -> int:
        return sum(self.account.taken[name] for name in ("autosave", "save", "publish", "upload"))


def _by_answer(failed: Mapping[str, int]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for said, times in failed.items():
        found[said.partition(": ")[2]] += times
    return dict(found)


def _crew(offices: Offices) -> Crew:
    account = Account()
    officers = offices.officers(OFFICERS, account)
    for one in officers:
        one.log_in()
    return Crew(offices, account, officers)


@pytest.fixture(scope="module")
def crew(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crew]:
    folder = tmp_path_factory.mktemp("offices")
    with ExitStack() as stack:
        disks = [stack.enter_context(small_disk(600)) if IS_ROOT else folder for _ in range(2)]
        cluster = stack.enter_context(
            own_cluster(options=KEEPS, within=str(disks[0]) if IS_ROOT else None)
        )
        lay_province(disks[1] / "var", *SMALL)
        yield _crew(stack.enter_context(running_offices(folder, disks[1] / "var", cluster)))


@pytest.mark.parametrize("name", OUTAGES)
def test_nothing_is_lost_while(name: str, crew: Crew) -> None:
    if name == "disk full" and not IS_ROOT:
        pytest.skip("NOT ROOT: no disk can be made that is small enough to be full")
    crew.suffer(name, OUTAGES[name])


def test_nothing_is_lost_while_the_bucket_is_slow_or_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_province(tmp_path / "var", *SMALL)
    with bucket_server(monkeypatch) as bucket, own_cluster(options=KEEPS) as cluster:
        monkeypatch.setenv("AWS_ENDPOINT_URL", bucket.address)
        _fill(bucket, tmp_path / "var" / "uploads")
        more = {"LOA_BUCKET": f"{BUCKET}/tinh", "LOA_MEDIA_ACCEL": ""}
        with running_offices(tmp_path, tmp_path / "var", cluster, **more) as offices:
            offices.bucket = lambda name: _ask(bucket, "HEAD", f"public/{name}") == 200
            _crew(offices).suffer("bucket slow or refusing", partial(bucket_away, bucket))


def _fill(bucket: BucketServer, uploads: Path) -> None:
    """Move uploads into the bucket, as docs/operators/files.md has it."""
    for file in uploads.rglob("*"):
        if file.is_file():
            assert _ask(bucket, "PUT", str(file.relative_to(uploads)), file.read_bytes()) == 200


def _ask(bucket: BucketServer, method: str, name: str, content: bytes = b"") -> int:
    line = HTTPConnection(bucket.address.removeprefix("http://"))
    line.request(method, f"/{BUCKET}/tinh/{name}", content, {"Authorization": SIGNED})
    status = line.getresponse().status
    line.close()
    return status
