"""Whatever is accepted for paper is sound on paper: read from the PDF, not from the composer."""

import os

import pytest

from sitegen.errors import SitegenError
from sitegen.render.print import render_sheet
from tests.unit.print_faults import faults
from tests.unit.print_ink import ink_of
from tests.unit.random_leaflets import a_random_leaflet, plain_picture

SEEDS = int(os.environ.get("LOA_LEAFLETS", "24"))


def accepted_leaflet(seed: int) -> bool:
    """Tell whether the leaflet of ``seed`` was accepted; stop when it was wrongly."""
    name, document = a_random_leaflet(seed)
    try:
        sheet = render_sheet(document, mode="screen", load_picture=plain_picture)
    except SitegenError as refused:
        if refused.code != "print-overflow" or " mm" not in refused.message:
            raise
        return False
    assert min(fit.body_pt for fit in sheet.fit) >= 9.5
    found = list(faults(document, ink_of(sheet.pdf)))
    assert not found, f"seed {seed}, {name}"
    return True


@pytest.mark.parametrize("start", range(4))
def test_an_accepted_leaflet_has_no_fault_on_paper(start: int) -> None:
    assert sum(accepted_leaflet(seed) for seed in range(start, SEEDS, 4)) > SEEDS / 16
