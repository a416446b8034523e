"""A release that would drop a large part of the pages asks first."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.release.losing import (
    TITLES_SHOWN,
    Loss,
    accept_loss,
    forget_acceptance,
    is_accepted,
    lost_pages,
)
from sitegen.release.manifest import File, Manifest

MONDAY = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)


def a_manifest(*numbers: int, address: str = "trang") -> Manifest:
    """Return a release with one page for each number."""
    files = {
        f"{address}-{number}/index.html": File(
            "0" * 8, 1, "text/html", "", "page", f"page-{number}"
        )
        for number in numbers
    }
    titles = {f"page-{number}": f"Trang {number}" for number in numbers}
    return Manifest(
        id="0001-20261101T083000",
        sequence=1,
        created=MONDAY,
        digest="",
        files=files,
        titles=titles,
    )


@given(st.integers(1, 60), st.data())
def test_it_asks_when_more_than_a_fifth_and_at_least_five_pages_go(
    count: int, data: st.DataObject
) -> None:
    left = data.draw(st.sets(st.integers(1, count)))
    private = data.draw(st.sets(st.integers(1, count)))
    before, after = a_manifest(*range(1, count + 1)), a_manifest(*sorted(left))
    loss = lost_pages(before, after, private={f"page-{number}" for number in private})
    gone = set(range(1, count + 1)) - left - private
    assert (loss is not None) == (len(gone) >= 5 and len(gone) / count > 1 / 5)
    if loss is not None:
        assert set(loss.keys) == {f"page-{number}" for number in gone}
        assert len(loss.titles) == min(len(gone), TITLES_SHOWN)
        assert f"{len(gone)} trong {count} trang sẽ không còn" in loss.finding().message


def test_a_first_release_asks_nothing() -> None:
    assert lost_pages(None, a_manifest(1)) is None


def test_pages_loaded_anew_under_other_numbers_are_still_there() -> None:
    before = a_manifest(*range(10))
    loaded = a_manifest(*range(100, 110))
    same = replace(loaded, files=dict(zip(before.files, loaded.files.values(), strict=True)))
    assert lost_pages(before, same) is None
    assert lost_pages(before, loaded) is not None


@pytest.mark.parametrize(
    ("served", "keys", "said"),
    [
        ("0001", ("page-1", "page-2"), True),
        ("0001", ("page-1",), True),
        ("0001", ("page-1", "page-3"), False),
        ("0002", ("page-1",), False),
    ],
)
def test_yes_holds_for_the_pages_that_were_named_and_no_others(
    served: str, keys: tuple[str, ...], said: bool, tmp_path: Path
) -> None:
    accept_loss(tmp_path, Loss(served="0001", keys=("page-1", "page-2"), of=9, titles=()))
    asked = Loss(served=served, keys=keys, of=9, titles=())
    assert is_accepted(tmp_path, asked) == said
    forget_acceptance(tmp_path)
    assert not is_accepted(tmp_path, asked)
