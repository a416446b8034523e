"""Callouts: numbers, geometry that cannot be right, the part in focus, the drawing."""

import gzip
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from sitegen.documents.base import Picture, PictureCallout, Region
from sitegen.documents.callouts import drawable, focus_of, labelled, numbered, region_name
from sitegen.documents.codec import decode, encode
from sitegen.documents.collection import Collection
from sitegen.documents.kinds import Guide
from sitegen.plan import Before, Plan
from sitegen.plan.references import references
from sitegen.render.assets import stylesheet
from sitegen.render.callouts import RADIUS_PX, marks
from sitegen.render.html import render
from sitegen.render.markdown import render_markdown
from sitegen.render.pictures import Source, derivative_at, derivatives
from sitegen.render.pictures import encode as encode_picture
from sitegen.render.search.texts import texts
from sitegen.render.workshop import Workshop
from tests.builder_callouts import a_callout, a_marked_picture, marked_examples, portal_screen
from tests.builders import a_guide, a_home, a_site, a_step, a_view

NAN, INFINITY = float("nan"), float("inf")


def a_guide_with(*pictures: Picture) -> Guide:
    """Return a guide of one step with these pictures."""
    guide = a_guide(steps=1)
    step = replace(a_step(), pictures=pictures)
    return replace(guide, groups=(replace(guide.groups[0], steps=(step,)),))


class TestNumbers:
    def test_they_begin_anew_in_each_picture_and_only_words_have_one(self) -> None:
        bare = a_callout("arrow", 10, 10, w=30, h=5, label=" ")
        first = a_marked_picture(a_callout(), bare, a_callout("box", 5, 5, w=9, h=9))
        none = replace(first, callouts=())
        assert [one.number for one in numbered(first).callouts] == [1, 0, 2]
        assert numbered(none) is none

    @pytest.mark.parametrize("value", [NAN, INFINITY, -INFINITY])
    def test_what_is_no_number_never_reaches_a_document(self, value: float) -> None:
        picture = numbered(a_marked_picture(a_callout(x=value), a_callout(x=20, y=20)))
        assert [(one.x, one.number) for one in picture.callouts] == [(20, 1)]

    def test_a_document_with_callouts_survives_its_codec(self) -> None:
        guide = a_guide_with(*marked_examples().values())
        assert decode(encode(guide)) == guide


class TestGeometry:
    @pytest.mark.parametrize(
        ("callout", "expected"),
        [
            (a_callout("marker", -5, 140), ("marker", 0, 100, 0, 0)),
            (a_callout("box", 90, 90, w=30, h=30), ("box", 90, 90, 10, 10)),
            (a_callout("box", 30, 30, w=-10, h=-20), ("box", 20, 10, 10, 20)),
            (a_callout("highlight", -20, -20, w=200, h=200), ("highlight", 0, 0, 100, 100)),
            (a_callout("arrow", 50, 50, w=-80, h=10), ("arrow", 50, 50, -50, 10)),
            (a_callout("box", 40, 40), ("marker", 40, 40, 0, 0)),
            (a_callout("arrow", 120, 40, w=20), ("marker", 100, 40, 0, 0)),
        ],
    )
    def test_a_shape_is_brought_within_the_picture(
        self, callout: PictureCallout, expected: tuple[object, ...]
    ) -> None:
        (found,) = drawable(a_marked_picture(callout))
        assert (found.shape, found.x, found.y, found.w, found.h) == expected

    def test_a_shape_without_size_and_without_words_is_left_out(self) -> None:
        picture = a_marked_picture(a_callout("box", 40, 40, label=""), a_callout())
        assert [one.shape for one in drawable(picture)] == ["marker"]

    @pytest.mark.parametrize("number", [1, 9, 10, 99, 100, 1234])
    @pytest.mark.parametrize(("x", "y"), [(0, 0), (100, 100), (0, 50), (50, 100), (2.5, 97)])
    def test_a_disc_lies_inside_however_narrow_the_screen(
        self, x: float, y: float, number: int
    ) -> None:
        callout = a_callout("marker", x, y, number=number)
        picture = replace(a_marked_picture(), callouts=(callout,))
        for width in (360, 720, 1080):
            height = width * picture.height / picture.width
            dx, dy = _moved(marks(picture))
            assert RADIUS_PX <= x * width / 100 + dx <= width - RADIUS_PX
            assert RADIUS_PX <= y * height / 100 + dy <= height - RADIUS_PX

    def test_a_disc_moves_only_as_far_as_it_must(self) -> None:
        def moved(x: float) -> float:
            callout = a_callout("marker", x, 50, number=1)
            return _moved(marks(replace(a_marked_picture(), callouts=(callout,))))[0]

        moves = [moved(x) for x in (0, 1, 2, 3, 4, 5)]
        assert moves == sorted(moves, reverse=True)
        assert (moves[0], moves[-1]) == (15.25, 0)
        assert [-moved(100 - x) for x in (0, 1, 2, 3, 4, 5)] == moves


def _moved(drawn: str) -> tuple[float, float]:
    found = re.search(r"translate\((\S+) (\S+)\)", drawn)
    return (float(found[1]), float(found[2])) if found else (0.0, 0.0)


class TestDrawing:
    @pytest.mark.parametrize("name", sorted(marked_examples()))
    def test_it_is_well_formed_and_holds_numbers_only(self, name: str) -> None:
        picture = marked_examples()[name]
        for region in (None, focus_of(picture)):
            drawn = f"<svg>{marks(picture, region)}</svg>"
            root = ElementTree.fromstring(drawn)  # noqa: S314 - our own bytes
            said = "".join(root.itertext())
            assert said == "".join(str(one.number) for one in drawable(picture) if one.number)
            assert "nan" not in drawn
            assert "inf" not in drawn

    @pytest.mark.parametrize(
        ("callout", "drawn"),
        [
            (a_callout("box", 10, 20, w=30, h=5), '<rect x="10%" y="20%" width="30%" height="5%"'),
            (a_callout("highlight", 10, 20, w=30, h=5), "M0 20H10V25H0zM40 20H100V25H40z"),
            (
                a_callout("highlight", 70, 0, w=30, h=5),
                'd="M0 0H70V5H0zM0 5H100V100H0z"',
            ),
            (a_callout("arrow", 10, 20, w=30), '<line x1="10%" y1="20%" x2="40%" y2="20%"/>'),
            (a_callout("arrow", 40, 20, w=-30), 'transform="rotate(180)"'),
            (a_callout("arrow", 40, 20, h=30), 'transform="rotate(90)"'),
        ],
    )
    def test_each_shape_is_drawn_where_it_lies(self, callout: PictureCallout, drawn: str) -> None:
        assert drawn in marks(a_marked_picture(callout))

    def test_words_never_enter_the_drawing(self) -> None:
        picture = a_marked_picture(a_callout(label='"><script>alert(1)</script>'))
        assert "script" not in marks(picture)

    def test_without_callouts_there_is_no_drawing(self) -> None:
        assert marks(replace(a_marked_picture(), callouts=())) == ""

    def test_highlights_that_overlap_stay_bright_where_they_do(self) -> None:
        one = a_callout("highlight", 10, 10, w=40, h=40)
        other = a_callout("highlight", 30, 30, w=40, h=40)
        path = re.search(r'd="(M0 0[^"]+)"', marks(a_marked_picture(one, other)))
        assert path is not None
        dark = [tuple(map(float, box)) for box in re.findall(_BOX, path[1])]
        assert sum((right - left) * (bottom - top) for left, top, right, bottom in dark) == (
            100 * 100 - 2 * 40 * 40 + 20 * 20
        )
        assert not any(box[0] < 40 < box[2] and box[1] < 40 < box[3] for box in dark)

    def test_two_callouts_with_one_name_are_both_drawn(self) -> None:
        picture = a_marked_picture(a_callout(id="a", x=20), a_callout(id="a", x=60))
        assert marks(picture).count("<circle") == 2


_BOX = r"M([\d.]+) ([\d.]+)H([\d.]+)V([\d.]+)H[\d.]+z"


class TestFocus:
    @pytest.mark.parametrize(
        ("picture", "expected"),
        [
            (a_marked_picture(a_callout(), focus=None), Region(x=33.9, y=35.7, w=32.2, h=28.6)),
            (a_marked_picture(a_callout(x=2, y=2)), Region(x=0, y=0, w=32.2, h=28.6)),
            (a_marked_picture(a_callout(), width=390, height=844), None),
            (a_marked_picture(a_callout(), width=1080, height=2340), None),
            (a_marked_picture(a_callout("box", 5, 5, w=90, h=90)), None),
            (
                a_marked_picture(a_callout("box", 45, 15, w=3, h=70)),
                Region(x=25.4, y=3, w=42.2, h=94),
            ),
            (
                a_marked_picture(a_callout(), focus=Region(x=40, y=40, w=40, h=40)),
                Region(x=40, y=40, w=40, h=40),
            ),
            (
                a_marked_picture(a_callout(x=20), focus=Region(x=40, y=30, w=30, h=40)),
                Region(x=18, y=26.9, w=52, h=46.2),
            ),
        ],
    )
    def test_the_part_in_focus_holds_every_callout(
        self, picture: Picture, expected: Region | None
    ) -> None:
        assert focus_of(picture) == expected

    @pytest.mark.parametrize("broken", [(NAN, 0, 10, 10), (30, 30, 0, 10), (150, 150, 20, 20)])
    def test_a_part_that_is_none_counts_as_not_chosen(
        self, broken: tuple[float, float, float, float]
    ) -> None:
        x, y, w, h = broken
        picture = a_marked_picture(a_callout(), focus=Region(x=x, y=y, w=w, h=h))
        assert focus_of(picture) == focus_of(replace(picture, focus=None))

    def test_a_part_is_cut_once_and_named_by_its_place(self) -> None:
        picture = marked_examples()["focus"]
        region = focus_of(picture)
        assert region is not None
        parts = [one for one in derivatives(picture) if one.part]
        assert {one.part for one in parts} == {region_name(region)}
        for one in parts:
            assert derivative_at(picture, one.path) == one
        content = encode_picture(Source(portal_screen()), parts[-1])
        assert content.startswith(b"\x89PNG")

    @pytest.mark.parametrize("path", ["pictures/x-1-2-3-4-5.avif", "pictures/../x", ""])
    def test_there_is_nothing_at_other_paths(self, path: str) -> None:
        assert derivative_at(a_marked_picture(), path) is None


class TestFiles:
    """What is made of one screenshot that two guides show, each with a part of its own."""

    def test_each_part_is_planned_and_the_whole_only_once(self) -> None:
        _, made = _planned(*_two_guides())
        assert len(made) == len(set(made))
        for guide in _two_guides():
            assert _named_in(guide) <= set(made)

    def test_a_part_goes_with_its_guide_and_the_whole_stays(self) -> None:
        one, other = _two_guides()
        first, _ = _planned(one, other)
        second, _ = _planned(one, before=first.settled())
        gone = {path for path in second.removed() if path.startswith("pictures/")}
        assert gone == _named_in(other) - _named_in(one)


def _two_guides() -> tuple[Guide, Guide]:
    pictures = [a_marked_picture(a_callout(x=x)) for x in (20, 80)]
    one, other = (a_guide_with(picture) for picture in pictures)
    head = replace(other.head, key="page-other", path="khac/")
    return one, replace(other, head=head)


def _planned(*guides: Guide, before: Before | None = None) -> tuple[Plan, list[str]]:
    recipes = Workshop(lambda _: b"", lambda _: b"").recipes()
    home = a_home()
    collection = Collection(documents=(home, *guides), sites={"vi": a_site()})
    plan = Plan(collection, recipes, before)
    return plan, [file.path for file in plan.files()]


def _named_in(guide: Guide) -> set[str]:
    page = render(guide, a_view()).decode()
    return set(re.findall(r"pictures/[\w-]+\.(?:avif|webp|png)", page))


class TestPages:
    def test_four_pictures_with_callouts_and_the_stylesheet_keep_the_promise(self) -> None:
        guide = a_guide(steps=10)
        places = (0, 3, 6, 9)
        steps = [
            replace(step, pictures=(a_marked_picture(name=f"cong-{place}"),) * (place in places))
            for place, step in enumerate(guide.groups[0].steps)
        ]
        group = replace(guide.groups[0], steps=tuple(steps))
        page = render(replace(guide, groups=(group,)), a_view())
        assert page.count(b'class="shot marked') == 4
        weights = [len(gzip.compress(text, 9)) for text in (page, stylesheet().encode())]
        assert sum(weights) <= 14_000

    def test_readers_find_the_words_under_the_numbers_of_the_picture(self) -> None:
        page = render(a_guide_with(a_marked_picture()), a_view()).decode()
        assert '<li value="1"><b>1</b><span>Bấm Nộp hồ sơ ở thủ tục cần làm</span></li>' in page
        assert page.count("<svg aria-hidden") == 3  # the part, the whole, the whole on a tap

    def test_words_are_escaped_and_a_long_label_breaks_nothing(self) -> None:
        wild = a_callout(label="<img src=x onerror=alert(1)>" + "a" * 2000)
        page = render(a_guide_with(a_marked_picture(wild)), a_view()).decode()
        assert "<img src=x" not in page
        assert "&lt;img src=x onerror=alert(1)&gt;" in page

    def test_every_file_that_a_page_names_is_made(self) -> None:
        guide = a_guide_with(*marked_examples().values())
        page = render(guide, a_view()).decode()
        named = set(re.findall(r"pictures/[\w-]+\.(?:avif|webp|png)", page))
        shown = [one for one in references(guide) if isinstance(one, Picture)]
        assert named == {one.path for picture in shown for one in derivatives(picture)}

    def test_search_and_markdown_say_the_words_and_nothing_else(self) -> None:
        guide = a_guide_with(a_marked_picture(a_callout(id="bí-mật", label="Chọn tỉnh")))
        said = [words for _, words, _ in texts(guide)]
        assert "Chọn tỉnh" in said
        assert not {"bí-mật", "marker"} & set(said)
        assert b"(1) Ch\xe1\xbb\x8dn t\xe1\xbb\x89nh" in render_markdown(guide, a_view())

    def test_labels_follow_their_numbers(self) -> None:
        callouts = (a_callout(number=5, label="Năm"), a_callout(x=9, number=2, label="Hai"))
        picture = replace(a_marked_picture(), callouts=callouts)
        assert [one.label for one in labelled(picture)] == ["Hai", "Năm"]
