"""Loa's own layout gives preflight nothing to say that an officer cannot mend."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from sitegen.documents.leaflet import Leaflet, PanelPart, PortalLine
from sitegen.errors import SitegenError
from sitegen.preflight import press_sheet
from tests.lots import lots
from tests.unit.one_sheets import a_random_sheet
from tests.unit.random_leaflets import a_random_leaflet, plain_picture

SEEDS = len(lots(8, 300))
OFFICERS = ("deposit", "imprint", "layout", "licence", "outdated", "panel", "personal", "picture")
"""Beginnings of the codes of what stands in the content or in the form, or was put by hand."""


def laid_by_loa(document: Leaflet) -> Iterator[tuple[str, str]]:
    """Yield code and words of what only the layout can have caused; nothing when it is refused."""
    try:
        sheet = press_sheet(document, load_picture=plain_picture)
    except SitegenError as refused:
        if refused.code != "print-overflow":
            raise
        return
    for remark in sheet.remarks:
        if not remark.code.startswith(OFFICERS):
            yield remark.code, str(remark)


def with_another_address(document: Leaflet, seed: int) -> Leaflet:
    """Return the sheet with an address of another length: its QR code has other modules."""
    lot = Random(seed)  # noqa: S311  # a lot, not a secret
    host = "dichvucong"[: lot.randint(1, 10)] + "." + "tinhbackan"[: lot.randint(1, 10)]
    path = "/" + "xã" * lot.randint(1, 12) if lot.random() < 0.3 else ""

    def changed(part: PanelPart) -> PanelPart:
        if not isinstance(part, PortalLine):
            return part
        return replace(part, portal=replace(part.portal, address=f"https://{host}.gov.vn{path}"))

    panels = (replace(panel, parts=tuple(map(changed, panel.parts))) for panel in document.panels)
    return replace(document, panels=tuple(panels))


@pytest.mark.parametrize("start", range(4))
def test_preflight_has_nothing_to_say_of_a_random_leaflet_that_only_the_layout_can_cause(
    start: int,
) -> None:
    for seed in range(start, SEEDS, 4):
        name, document = a_random_leaflet(seed)
        found = list(laid_by_loa(with_another_address(document, seed)))
        assert not found, f"seed {seed}, {name}"


@pytest.mark.parametrize("seed", [48, 74, 153, 161])
def test_letters_that_are_kerned_are_not_taken_for_words_over_each_other(seed: int) -> None:
    """In these a long address is set large, in pieces that may break."""
    for made in (a_random_leaflet(seed)[1], a_random_sheet(seed)):
        assert not list(laid_by_loa(with_another_address(made, seed)))


@pytest.mark.parametrize("start", range(4))
def test_preflight_has_nothing_to_say_of_a_random_sheet_that_only_the_layout_can_cause(
    start: int,
) -> None:
    for seed in range(start, SEEDS, 4):
        document = with_another_address(a_random_sheet(seed), seed)
        found = list(laid_by_loa(document))
        assert not found, f"seed {seed}, {document.format.name}"
