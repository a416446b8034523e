"""The drawn screens: each is there, described, small, and the same every time."""

import io
import unicodedata

import pytest
from PIL import Image

from cms.demo.content.guides import GUIDES
from cms.demo.content.step_sets import STEP_SETS
from cms.demo.drawings import ALT, NAMES, callouts, draw

_SAMPLES = ("provincial-dossier-form", "national-services-tab", "daklak-dossier")


def _used() -> set[str]:
    ways = [group for guide in GUIDES for group in guide.groups]
    own = [step for way in ways for step in way.steps]
    own += [change.step for way in ways for change in way.changes if change.step]
    shared = [step for step_set in STEP_SETS for step in step_set.steps]
    variants = [
        picture
        for step_set in STEP_SETS
        for pictures in (step_set.picture_variants or {}).values()
        for picture in pictures.values()
    ]
    return {picture for step in (*own, *shared) for picture in step.pictures} | set(variants)


def test_every_picture_of_a_step_can_be_drawn_and_no_drawing_is_left_over() -> None:
    assert _used() == set(NAMES)


def test_variants_stand_for_pictures_of_their_step_set() -> None:
    for step_set in STEP_SETS:
        common = {picture for step in step_set.steps for picture in step.pictures}
        for pictures in (step_set.picture_variants or {}).values():
            assert set(pictures) <= common


def test_every_drawing_has_a_description_of_its_own() -> None:
    assert set(ALT) == set(NAMES)
    for alt in ALT.values():
        assert unicodedata.is_normalized("NFC", alt)
        assert 20 <= len(alt) <= 160
        assert alt.endswith(".")


@pytest.mark.parametrize("name", _SAMPLES)
def test_drawing_is_a_small_png_and_the_same_every_time(name: str) -> None:
    first = draw(name)
    assert first == draw(name)
    assert len(first) < 150_000
    with Image.open(io.BytesIO(first)) as picture:
        assert (picture.format, picture.size) == ("PNG", (1366, 860))
        assert picture.info == {}


def test_callouts_of_a_drawing_lie_inside_it_and_say_what_to_do() -> None:
    drawn = {name: callouts(name) for name in NAMES}
    assert sum(bool(found) for found in drawn.values()) >= 5
    for x, y, w, h, label in (one for found in drawn.values() for one in found):
        assert label
        assert min(x, y) >= 0
        assert max(x + w, y + h) <= 100


def test_unknown_name_is_refused() -> None:
    with pytest.raises(KeyError):
        draw("no-such-screen")
