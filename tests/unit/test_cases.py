"""My case: what a guide asks follows from its branches, and each answer leaves one list."""

import gzip
import random
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from selectolax.lexbor import LexborHTMLParser

from sitegen.documents.cases import MOST_ANSWERS, MOST_QUESTIONS, cases_of
from sitegen.documents.codec import decode, encode
from sitegen.documents.kinds import Guide
from sitegen.render.assets import asset_path, case_sheet, stylesheet
from sitegen.render.html import render
from tests.branching_guides import a_branching_guide, asked_of, in_case, plain_guide
from tests.builders import a_guide, a_step, a_step_group, a_view, text
from tests.lots import lots

SEEDS = lots(20, 60)


@pytest.fixture(params=SEEDS)
def guide(request: pytest.FixtureRequest) -> Guide:
    return a_branching_guide(request.param)


def _steps(guide: Guide) -> list[str]:
    return [step.anchor for group in guide.groups for step in group.steps]


def test_in_every_case_nothing_is_left_of_what_was_asked(guide: Guide) -> None:
    asked = asked_of(guide)
    branches = {question.kind for question in asked.questions}
    for case in asked.all():
        left = cases_of(plain_guide(guide, case).groups)
        of_ways = [one for one in left.questions if one.kind == "way"] if left else []
        assert not (of_ways and "way" in branches)
        for mark in asked.marks.values():
            assert (mark.question in dict(case)) or mark.question in _unasked(guide, case)


def _unasked(guide: Guide, case: tuple[tuple[int, int], ...]) -> set[int]:
    return {one.number for one in asked_of(guide).questions} - dict(case).keys()


def test_every_step_of_a_way_that_is_open_stands_in_some_case(guide: Guide) -> None:
    asked = asked_of(guide)
    shown = {anchor for case in asked.all() for anchor in _steps(plain_guide(guide, case))}
    closed = {
        step.anchor
        for group in guide.groups
        if group.way and group.closed_on
        for step in group.steps
    }
    assert set(_steps(guide)) - shown <= closed


def test_the_numbers_of_a_case_have_no_gaps(guide: Guide) -> None:
    for case in asked_of(guide).all():
        for group in plain_guide(guide, case).groups:
            numbers = [step.number for step in group.steps]
            assert all(below - above in (0, 1) for above, below in pairwise(numbers))


def test_a_case_asks_no_question_that_hangs_on_another_answer(guide: Guide) -> None:
    asked = asked_of(guide)
    cases = list(asked.all())
    assert len(cases) == len(set(cases))
    for case in cases:
        for number, _ in case:
            within = asked.questions[number - 1].within
            assert not within or any((one.question, one.answer) in case for one in within)


def test_no_two_cases_leave_the_same_steps(guide: Guide) -> None:
    asked = asked_of(guide)
    left = [in_case(guide.groups, asked, case) for case in asked.all()]
    assert all(groups not in left[:at] for at, groups in enumerate(left))


def test_every_case_has_an_anchor_and_every_answer_a_rule(guide: Guide) -> None:
    asked = asked_of(guide)
    html = LexborHTMLParser(render(guide, a_view()).decode())
    anchors = [str(one.attributes["id"]) for one in html.css(".given")]
    assert anchors == [
        "truong-hop" + "".join(f"-q{question}a{answer}" for question, answer in case)
        for case in asked.all()
        if asked.questions
    ]
    links = [str(one.attributes["href"]) for one in html.css(".cases .given a")]
    assert links == [f"#{anchor}" for anchor in anchors]
    assert len(html.css(".ask")) == len(asked.questions) <= MOST_QUESTIONS
    for box in html.css(".ask input"):
        assert f"#{box.attributes['id']}:checked" in case_sheet()
    ids = [one.attributes["id"] for one in html.css("[id]")]
    assert len(ids) == len(set(ids))


def test_cases_are_the_same_from_the_json(guide: Guide) -> None:
    again = decode(encode(guide))
    assert isinstance(again, Guide)
    assert asked_of(again) == asked_of(guide)


@pytest.mark.parametrize("seed", lots(30, 100))
def test_ways_in_any_order_lose_no_step_and_stop_nothing(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # no secret
    guide = a_branching_guide(seed)
    groups = tuple(replace(one, way=chance.randrange(4)) for one in guide.groups)
    asked = asked_of(replace(guide, groups=groups))
    cases = [in_case(groups, asked, case) for case in asked.all()]
    left = {step.anchor for case in cases for group in case for step in group.steps}
    closed = {step.anchor for group in groups if group.closed_on for step in group.steps}
    assert {step.anchor for group in groups for step in group.steps} - left <= closed
    assert render(replace(guide, groups=groups), a_view())


def test_a_guide_without_branches_has_no_trace_of_questions() -> None:
    guide = a_guide(steps=7)
    html = render(guide, a_view()).decode()
    assert cases_of(guide.groups) is None
    assert not re.search(r'case\.|class="[^"]*\b(alt|up|no|ask)\b', html)


def test_more_answers_than_can_be_asked_stay_as_they_are() -> None:
    first = a_step(1, anchor="a-buoc-1")
    others = [
        a_step(1, anchor=f"a-buoc-1-hoac-{at}", title=text(f"Cách {at}"), logic="or")
        for at in range(MOST_ANSWERS)
    ]
    group = replace(a_step_group(1), steps=(first, *others))
    assert cases_of((group,)) is None
    asked = replace(group, steps=(first, *others[:-1]))
    cases = cases_of((asked,))
    assert cases
    assert [len(in_case((asked,), cases, case)[0].steps) for case in cases.all()] == (
        [1] * MOST_ANSWERS
    )


def test_the_first_view_of_a_guide_that_asks_keeps_the_promise() -> None:
    guide = a_guide(steps=10)
    other = replace(guide.groups[0], anchor="cach-2", title="Nộp trên cổng quốc gia", way=2)
    steps = tuple(replace(step, anchor=f"{step.anchor}-2") for step in other.steps)
    groups = (replace(guide.groups[0], way=1), replace(other, steps=steps))
    page = render(replace(guide, groups=groups), a_view())
    texts = (page, stylesheet().encode())
    assert b'class="case"' in page
    assert sum(len(gzip.compress(one, 9)) for one in texts) <= 14_000
    last = max(page.index(b'class="step'), page.index(b'class="part'))
    assert page.index(asset_path("case.css").encode()) > last, "nothing that is seen waits for it"
    assert len(gzip.compress(case_sheet().encode(), 9)) <= 1_400
