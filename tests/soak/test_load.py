"""Readers go through nginx while releases switch: no request fails."""

from dataclasses import asdict
from pathlib import Path

import pytest

from tests.soak.figures import IS_SOAK, record
from tests.soak.load import find_nginx, read_while_releasing

RELEASES, READERS = (100, 8) if IS_SOAK else (5, 2)


@pytest.mark.skipif(find_nginx() is None, reason="KHÔNG CÓ NGINX: cài bằng tools/programs.sh")
def test_no_request_fails_while_releases_switch(tmp_path: Path) -> None:
    found = read_while_releasing(tmp_path, releases=RELEASES, readers=READERS, seed=1)
    print(f"\n{found}")  # noqa: T201  # the numbers are the result
    record("load", asdict(found))
    assert found.is_good, found.failed[:10]
    assert found.requests > RELEASES
    assert found.releases_seen > RELEASES // 2
