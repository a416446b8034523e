"""The compiler that each process keeps: a new one when it is full or is another process's, with the same bytes."""

import os
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from sitegen.render.print import engine
from sitegen.render.print.engine import Job, pictures_of
from sitegen.render.print.official_data import official_data
from tests.unit.print_samples import an_announcement

DOCUMENT = an_announcement(body=())
JOB = Job(
    layout="official",
    title="Phép thử",
    day=date(2026, 1, 1),
    data=official_data(DOCUMENT, DOCUMENT.official),
)


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """Give the presses that are kept, none at first; the one of the other tests comes back."""
    presses: list[Any] = []
    monkeypatch.setattr(engine, "_kept", presses)
    yield presses
    for press in presses:
        press.throw_away()


def made() -> tuple[bytes, ...]:
    return pictures_of(JOB, ppi=20)


@pytest.mark.parametrize("most", [1, 2])
def test_a_compiler_makes_so_many_jobs_and_its_folder_goes_with_it(
    kept: list[Any], monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    assert most < engine.MAX_JOBS
    monkeypatch.setattr(engine, "MAX_JOBS", most)
    seen, bytes_made = [], set()
    for _ in range(2 * most):
        bytes_made.add(made())
        (press,) = kept
        seen.append(press)
    assert [one is seen[0] for one in seen] == [True] * most + [False] * most
    assert len(bytes_made) == 1
    assert not seen[0].folder.exists()
    assert seen[-1].folder.is_dir()


def test_a_compiler_whose_folder_is_full_of_pictures_is_followed_by_another(
    kept: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    made()
    (press,) = kept
    monkeypatch.setattr(engine, "MAX_PICTURES", 2)
    press.take({"a.png": b"a"})
    assert not press.is_worn
    press.take({"b.png": b"b"})
    assert press.is_worn
    made()
    assert kept[0] is not press


def test_a_child_makes_its_own_and_leaves_that_of_its_parent(
    kept: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    made()
    (press,) = kept
    with monkeypatch.context() as child:
        child.setattr(os, "getpid", lambda: press.process + 1)
        made()
        assert kept[0] is not press
        assert press.folder.is_dir()
        for own in kept:
            own.throw_away()
    press.throw_away()
    assert not press.folder.exists()
