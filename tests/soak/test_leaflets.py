"""A thousand leaflets by lot: accepted ones have no fault on paper, the rest is refused in words."""

from tests.soak.figures import IS_SOAK, record
from tests.unit.test_print_property import accepted_leaflet

LEAFLETS = range(1000, 2000) if IS_SOAK else range(1000, 1008)


def test_no_leaflet_of_a_thousand_is_accepted_with_a_fault() -> None:
    accepted = sum(accepted_leaflet(seed) for seed in LEAFLETS)
    assert accepted > len(LEAFLETS) / 4
    refused = len(LEAFLETS) - accepted
    record("leaflets", {"accepted": accepted, "refused": refused, "faults": 0})
