"""The registry of terms: officers say once what people type, the search knows it everywhere."""

from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import pytest
from django.core.exceptions import ValidationError

from cms.collect.terms import load_terms
from cms.models import Term
from sitegen.collect.collecting import Collecting
from tests.factories import a_fact

pytestmark = pytest.mark.django_db


def a_term(**changes: Any) -> Term:
    fields: dict[str, Any] = {"name": "căn cước công dân", "says": "CCCD\nthẻ căn cước"}
    term: Term = a_fact(Term, **fields | changes)
    return term


def _loaded(today: date = date(2026, 7, 1)) -> list[tuple[str, tuple[str, ...]]]:
    collecting = cast("Collecting", SimpleNamespace(today=today, findings=[]))
    return [(term.name, term.says) for term in load_terms(collecting).values()]


def test_ways_of_saying_are_kept_once_each_without_the_name_itself() -> None:
    term = a_term(says="CCCD\n\n  thẻ căn cước  \nCCCD\ncăn cước công dân\n")
    assert term.says == "CCCD\nthẻ căn cước"


def test_term_that_nobody_calls_otherwise_is_refused() -> None:
    with pytest.raises(ValidationError, match="ít nhất một cách gọi khác"):
        a_term(says="căn cước công dân")


def test_published_terms_are_collected_in_the_order_of_their_names() -> None:
    a_term(name="ủy ban nhân dân", says="UBND")
    a_term()
    a_term(name="nháp", says="n", is_live=False)
    assert _loaded() == [
        ("căn cước công dân", ("CCCD", "thẻ căn cước")),
        ("ủy ban nhân dân", ("UBND",)),
    ]


def test_term_holds_between_its_days() -> None:
    a_term(valid_from=date(2026, 7, 2))
    a_term(name="chứng minh nhân dân", says="CMND", valid_until=date(2026, 6, 30))
    assert _loaded() == []
    assert [name for name, _ in _loaded(date(2026, 7, 2))] == ["căn cước công dân"]
