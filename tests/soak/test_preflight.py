"""A hundred sound leaflets pass preflight without a word; each of the seeded faults is found."""

from sitegen.preflight import preflight, press_sheet
from tests.press_faults import FAULTS, seeded
from tests.press_samples import has_code, load_sample_picture, sound_leaflet
from tests.soak.figures import IS_SOAK, record

SOUND = 100 if IS_SOAK else 4
STEP = 1 if IS_SOAK else 25


def test_sound_leaflets_pass_and_every_seeded_fault_is_found() -> None:
    sheets = {
        seed: press_sheet(sound_leaflet(seed), load_picture=load_sample_picture).pdf
        for seed in range(SOUND)
    }
    alarms = {
        seed: [str(remark) for remark in preflight(pdf, sound_leaflet(seed))]
        for seed, pdf in sheets.items()
    }
    assert not [said for said in alarms.values() if said]
    coded = [seed for seed in sheets if has_code(sound_leaflet(seed))]
    missed = []
    faults = FAULTS[::STEP]
    for at, fault in enumerate(faults):
        seeds = coded if fault.wants == "code" else list(sheets)
        seed = seeds[at % len(seeds)]
        made = seeded(sheets[seed], sound_leaflet(seed), fault)
        if fault.code not in {one.code for one in preflight(made.pdf, made.document)}:
            missed.append(fault.name)
    assert missed == []
    figures = {"sound leaflets": SOUND, "false alarms": 0, "seeded faults": len(faults)}
    record("preflight", figures | {"faults missed": 0})
