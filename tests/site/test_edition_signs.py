"""The address on a printed sheet: true, whole, in public words only, and there for ever."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.editions.handing import hand_over, open_edition
from cms.editions.states import move
from cms.models import Portal, PrintEdition
from sitegen.collect.site import collect
from sitegen.documents.leaflet import Leaflet
from sitegen.pipeline import collect_documents, release_now
from tests.factories import (
    Province,
    a_fact,
    a_group,
    a_guide_page,
    a_leaflet_page,
    a_step,
    a_step_set,
    publish,
    stream,
)
from tests.site.bytes_of_a_release import readable

DAY = date(2019, 12, 1)
OLD, NEW = "https://dichvucong.backan.gov.vn", "https://dichvucong.thainguyen.gov.vn"


class World:
    """A leaflet that shows a guide of its own, a shared step set, a portal, each with its word."""

    def __init__(self, province: Province) -> None:
        self.province = province
        self.portal = a_fact(Portal, name="Cổng Congchim", short_name="Cổng Congchim", address=OLD)
        self.steps = a_step_set(a_step("Bấm Bochim."))
        self.guide = self._guide(a_group(a_step("Mở Riengchim.")))
        self.other = self._guide(a_group(step_set=self.steps.pk, steps=[]))
        line = {"title": "Vào cổng", "portal": self.portal.pk, "features": []}
        words = "<p>Xem Doanchim.</p>"
        panels = (
            ("portal_line", line),
            ("steps", self._part(self.guide)),
            ("steps", self._part(self.other)),
            ("paragraph", words),
        )
        content = stream(*panels)
        self.leaflet = a_leaflet_page(province.office, title="Tờ gấp Tochim", content=content)

    def _guide(self, group: Any) -> Any:
        return a_guide_page(self.province.office, groups=stream(("group", group)))

    @staticmethod
    def _part(guide: Any) -> dict[str, Any]:
        return {"guide": guide.pk, "group": 1, "first": 1, "last": 1}


@pytest.fixture
def world(province: Province) -> World:
    return World(province)


def sign(edition: PrintEdition) -> Any:
    (found,) = (one for one in collect_documents().editions if one.code == edition.code)
    return found


def released(settings: Any) -> dict[str, str]:
    assert not release_now(accepts_loss=True).is_failed
    folder = (Path(settings.LOA_VAR) / "releases" / "current").resolve()
    return {path: content.decode(errors="replace") for path, content in readable(folder)}


def test_a_changed_address_is_told_with_both_words_and_the_day(world: World, settings: Any) -> None:
    edition = hand_over(world.leaflet, day=DAY)
    assert sign(edition).verdict == "right"
    assert "vẫn đúng" in released(settings)[f"H/{edition.code}/index.html"]
    world.portal.address = NEW
    publish(world.portal)
    said = released(settings)
    page, data = said[f"H/{edition.code}/index.html"], said[f"H/{edition.code}/index.json"]
    assert f"<del>{OLD}</del>" in page
    assert f"<ins>{NEW}</ins>" in page
    assert f"{timezone.localdate():%-d/%-m/%Y}" in page
    assert f"../../{world.leaflet.url_path.split('/', 2)[2]}index.html" in page
    (change,) = json.loads(data)["edition"]["changes"]
    assert (change["old"], change["new"]) == (OLD, NEW)


def test_it_is_listed_nowhere(world: World, settings: Any) -> None:
    settings.LOA_MIRROR_ADDRESS = "https://loa.example.vn/"
    code = hand_over(world.leaflet, day=DAY).code
    naming = {path for path, words in released(settings).items() if code in path + words}
    assert {path for path in naming if not path.startswith(f"H/{code}")} == set()
    assert f"H/{code}/index.json" in naming


def test_what_only_moved_to_another_panel_is_no_change(world: World) -> None:
    edition = hand_over(world.leaflet, day=DAY)
    parts = list(world.leaflet.content.get_prep_value())
    world.leaflet.content = world.leaflet.content.stream_block.to_python(parts[::-1])
    publish(world.leaflet)
    assert not sign(edition).changes


@pytest.mark.parametrize(
    "words",
    ["Hỏi ông Nguyễn Văn Mẫu.", "Số định danh 001099000001.", "Sinh ngày 02/03/1980."],
)
def test_what_looks_like_the_data_of_a_person_is_never_repeated(world: World, words: str) -> None:
    content = world.leaflet.content.get_prep_value()
    more = [*content, *stream(("paragraph", f"<p>{words}</p>"))]
    world.leaflet.content = world.leaflet.content.stream_block.to_python(more)
    publish(world.leaflet)
    edition = hand_over(world.leaflet, day=DAY)
    world.leaflet.content = world.leaflet.content.stream_block.to_python(content)
    publish(world.leaflet)
    told = sign(edition)
    assert told.verdict == "changed"
    assert [(change.old, change.is_silent) for change in told.changes] == [("", True)]


def test_old_words_are_not_repeated_when_the_officer_says_so(world: World) -> None:
    edition = hand_over(world.leaflet, day=DAY)
    PrintEdition.objects.filter(pk=edition.pk).update(hides_old_words=True)
    world.portal.address = NEW
    publish(world.portal)
    (change,) = sign(edition).changes
    assert (change.old, change.new, change.is_silent) == ("", NEW, True)


def restrict(page: Any) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def unpublish(row: Any) -> None:
    row.unpublish()


def expire(page: Any) -> None:
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now())


def delete(page: Any) -> None:
    page.delete()


WAYS = {
    **{
        f"{what} {how.__name__}": (what, how, word)
        for what, word in (("guide", "Riengchim"), ("leaflet", "chim"))
        for how in (restrict, unpublish, expire, delete)
    },
    "steps unpublish": ("steps", unpublish, "Bochim"),
    "portal unpublish": ("portal", unpublish, "Congchim"),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_was_taken_away_does_not_come_back_through_an_old_sheet(
    world: World, settings: Any, way: str
) -> None:
    what, take_away, word = WAYS[way]
    edition = hand_over(world.leaflet, day=DAY)
    assert word in json.dumps(edition.printed)
    assert word in "".join(released(settings).values())
    take_away(getattr(world, what))
    said = released(settings)
    sheet = {path: words for path, words in said.items() if path.startswith("H/")}
    assert f"H/{edition.code}/index.html" in sheet
    assert not [path for path, words in sheet.items() if word in words]
    assert "vẫn đúng" not in sheet[f"H/{edition.code}/index.html"]


def verdict_of(change: Callable[[PrintEdition], Any]) -> Callable[[World], str]:
    def verdict(world: World) -> str:
        edition = open_edition(world.leaflet)
        change(edition)
        return str(sign(edition).verdict)

    return verdict


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        (lambda _edition: None, "waiting"),
        (lambda edition: move(edition, "hand_over"), "right"),
        (lambda edition: move(move(edition, "hand_over"), "circulate"), "right"),
        (lambda edition: move(edition, "withdraw"), "withdrawn"),
    ],
)
def test_each_state_says_what_to_do_with_the_sheet(
    world: World, change: Callable[[PrintEdition], Any], verdict: str
) -> None:
    assert verdict_of(change)(world) == verdict


def test_an_edition_of_before_says_that_it_is_overtaken_without_words(world: World) -> None:
    edition = hand_over(world.leaflet, day=DAY)
    PrintEdition.objects.update(printed={})
    assert sign(edition).verdict == "right"
    world.portal.address = NEW
    publish(world.portal)
    told = sign(edition)
    assert (told.verdict, told.changes) == ("changed", ())
    assert told.since is not None


def test_only_what_is_to_be_printed_carries_the_address_of_its_edition(
    world: World, settings: Any
) -> None:
    settings.LOA_MIRROR_ADDRESS = "https://loa.example.vn/"
    edition = open_edition(world.leaflet)
    asked = timezone.localtime()
    key = f"page-{world.leaflet.pk}"
    found = [
        next(one for one in collected.collection.documents if one.head.key == key)
        for collected in (collect(asked), collect(asked, for_paper=True))
    ]
    addresses = [one.imprint.check_address for one in found if isinstance(one, Leaflet)]
    assert addresses == ["", f"https://loa.example.vn/H/{edition.code}/"]
