"""Guides with branches of every kind, made by chance, and the files of a mirror of them."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from guides.numbering import numbered, ways
from sitegen.documents.base import ClosedPortal, Portal
from sitegen.documents.cases import Case, Cases, Mark, _runs, cases_of
from sitegen.documents.kinds import Guide
from sitegen.documents.nodes import Paragraph, Step, StepGroup
from sitegen.render.assets import assets
from sitegen.render.html import render
from tests.builders import a_guide, a_head, a_step, a_view, text

__all__ = ["a_branching_guide", "asked_of", "branching_files", "in_case", "plain_guide"]

_FONTS_IN = Path(__file__).parents[1] / "var" / "cache"
_CONDITIONS = ("thủ tục có phí", "chưa có tài khoản", "nộp thay người khác")
_CLOSED = Portal(
    name="Cổng mới",
    short_name="Cổng mới",
    address="https://moi.gov.vn",
    closed=ClosedPortal(
        name="Cổng cũ",
        short_name="Cổng cũ",
        address="https://cu.gov.vn",
        closed_on=date(2025, 7, 1),
    ),
)


def a_branching_guide(seed: int) -> Guide:
    """Return a guide numbered as collectors number: runs of ways, steps "or" and "and", conditions."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    groups: list[StepGroup] = []
    reached = 0
    for run in range(chance.randint(1, 3)):
        after = reached if run and chance.random() < 0.5 else 0
        part = f"Phần {run}" if chance.random() < 0.5 else ""
        ends = []
        for place in range(chance.choice((1, 2, 2, 3))):
            steps = _steps(chance, f"cach-{len(groups) + 1}", after)
            ends.append(steps[-1].number)
            groups.append(
                StepGroup(
                    anchor=f"cach-{len(groups) + 1}",
                    title=f"Lối {len(groups) + 1}",
                    lead=f"Câu dẫn {len(groups) + 1}",
                    steps=steps,
                    portal=_CLOSED if chance.random() < 0.15 else None,
                    part=part if place == 0 else "",
                    relation="then" if place == 0 and run else "or",
                    closing=(Paragraph(children=text(f"Sau lối {len(groups) + 1}.")),),
                )
            )
        reached = max(ends)
    head = a_head("Có nhánh", path=f"nhanh-{seed}/", key=f"page-{seed}")
    return a_guide(head=head, groups=ways(groups))


def _steps(chance: random.Random, anchor: str, after: int) -> tuple[Step, ...]:
    logics = [chance.choice(("", "", "", "or", "and")) for _ in range(chance.randint(1, 6))]
    return tuple(_step(chance, **place) for place in numbered(logics, anchor, after))


def _step(chance: random.Random, **place: Any) -> Step:
    return replace(
        a_step(place["number"], title=text(f"Làm việc {place['anchor']}"), pictures=()),
        **place,
        condition=chance.choice(_CONDITIONS) if chance.random() < 0.3 else "",
        is_optional=chance.random() < 0.2,
    )


def asked_of(guide: Guide) -> Cases:
    """Return what ``guide`` asks."""
    found = cases_of(guide.groups)
    return found or Cases(questions=(), marks={})


def plain_guide(guide: Guide, case: Case) -> Guide:
    """Return the guide without branches that a reader in ``case`` would be given."""
    return replace(guide, groups=in_case(guide.groups, asked_of(guide), case))


def in_case(groups: Sequence[StepGroup], cases: Cases, case: Case) -> tuple[StepGroup, ...]:
    """Return the ``groups`` that a reader goes through in ``case``, numbered without gaps."""
    given, made, reached = dict(case), list[StepGroup](), 0
    for run in _runs(groups):
        kept = [group for group in run if _is_kept(cases.marks.get(group.anchor), given)]
        goes_on = any(group.steps and group.steps[0].number > 1 for group in run)
        after, ends = reached if goes_on else 0, list[int]()
        for place, group in enumerate(kept):
            steps = tuple(_renumbered(group.steps, cases, given, after))
            head = run[0] if place == 0 else group
            way = 0 if group.anchor in cases.marks else group.way
            made.append(
                replace(group, steps=steps, way=way, part=head.part, relation=head.relation)
            )
            if not group.closed_on:
                ends.append(steps[-1].number if steps else after)
        reached = max(ends, default=reached)
    return tuple(made)


def _renumbered(
    steps: Iterable[Step], cases: Cases, given: Mapping[int, int], after: int
) -> Iterator[Step]:
    number = after
    for step in steps:
        mark = cases.marks.get(step.anchor)
        if not _is_kept(mark, given):
            continue
        if mark and cases.questions[mark.question - 1].kind == "when":
            step = replace(step, condition="")  # noqa: PLW2901  # it holds
        elif mark and step.logic == "or":
            step = replace(step, logic="number")  # noqa: PLW2901  # it was chosen
        number += step.logic == "number"
        yield replace(step, number=number)


def _is_kept(mark: Mark | None, given: Mapping[int, int]) -> bool:
    return mark is None or given.get(mark.question, mark.answer) == mark.answer


@cache
def branching_files(seeds: range) -> dict[str, bytes]:
    """Return the files of a mirror of these guides; beside each lies every case as a page of its own."""
    files = {asset.path: asset.content for asset in assets(_FONTS_IN)}
    for seed in seeds:
        guide = a_branching_guide(seed)
        files[f"{guide.head.path}index.html"] = render(guide, a_view())
        for number, case in enumerate(asked_of(guide).all()):
            plain = plain_guide(guide, case)
            files[f"{guide.head.path}{number}.html"] = render(plain, a_view())
    return files
