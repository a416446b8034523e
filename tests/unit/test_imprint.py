"""The imprint of a leaflet: what is missing or in disorder is named, with its weight and its place."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sitegen.documents.leaflet import Leaflet
from sitegen.preflight.imprint import imprint_remarks
from tests.unit.print_samples import COVER, IMPRINT, a_leaflet, a_panel

SIZE = ("error", "imprint-size")


def said_of(document: Leaflet) -> list[tuple[str, str]]:
    return [(remark.severity, remark.code) for remark in imprint_remarks(document)]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, []),
        ({"print_run": 1}, []),
        ({"print_run": 0}, [("error", "imprint-run")]),
        ({"printer": " "}, [("error", "imprint-printer")]),
        ({"printed_size": ""}, [SIZE]),
        ({"printed_size": "nhỏ"}, [("warning", "imprint-size")]),
        ({"printed_size": "600 × 205 mm"}, []),
        ({"printed_size": "20,6 x 60,1 cm"}, []),
        ({"printed_size": "20,5 x 60,2 cm"}, [SIZE]),
        ({"printed_size": "20,5 x 60 mm"}, [SIZE]),
        ({"licence_number": "79"}, [("warning", "licence-number")]),
        ({"licence_date": None}, [("error", "licence-date")]),
        ({"licence_issuer": " "}, [("error", "licence-issuer")]),
        ({"licence_number": ""}, [("error", "licence-missing")]),
        ({"licence_number": "", "deposit_month": ""}, [("error", "licence-missing")]),
        ({"deposit_month": ""}, [("error", "deposit-missing")]),
        ({"deposit_month": "13/2019"}, [("error", "deposit-month")]),
        ({"deposit_month": "11/2019"}, []),
        ({"deposit_month": "10/2019"}, [("error", "licence-after-deposit")]),
        ({"licence_date": date(2020, 1, 1)}, [("error", "licence-after-deposit")]),
    ],
)
def test_what_is_in_disorder_is_named(changes: dict[str, Any], said: list[tuple[str, str]]) -> None:
    document = a_leaflet()
    assert said_of(replace(document, imprint=replace(IMPRINT, **changes))) == said


def test_an_imprint_that_stands_nowhere_is_told_of_no_side() -> None:
    bare = a_leaflet(replace={(0, 2): a_panel("Liên hệ", COVER)})
    (remark,) = imprint_remarks(bare)
    assert (remark.code, remark.severity) == ("imprint-unplaced", "warning")
    assert (remark.side, remark.panel) == (0, "")


def test_what_is_said_names_the_place_of_the_imprint() -> None:
    document = a_leaflet()
    unlicensed = replace(document, imprint=replace(IMPRINT, licence_number=""))
    (remark,) = imprint_remarks(unlicensed)
    assert (remark.side, remark.panel) == (1, "Lợi ích, liên hệ")
