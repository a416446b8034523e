"""Guides to be followed on a screen: two ways, pictures with callouts, fields, things to prepare."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from sitegen.documents.base import ClosedPortal, Picture
from sitegen.documents.kinds import Guide
from sitegen.documents.nodes import FormField, Step, StepGroup
from sitegen.render.assets import assets
from sitegen.render.html import render
from sitegen.render.pictures import Source, derivatives, encode
from tests.builder_callouts import a_marked_picture, portal_screen
from tests.builders import (
    NATIONAL_PORTAL,
    PROVINCE_PORTAL,
    a_guide,
    a_head,
    a_site,
    a_step,
    a_step_group,
    a_view,
    text,
)

__all__ = [
    "CLOSED",
    "PARTS",
    "PUBLIC",
    "SENT",
    "TWO_WAYS",
    "a_guide_in_parts",
    "a_guide_to_read",
    "a_long_guide",
    "a_short_guide",
    "closed_guides",
    "reading_files",
]

TWO_WAYS, PARTS, SENT = "nop-ho-so-hai-cach/", "hai-phan/", "gui/"
PUBLIC = "https://loa.example.vn/"
CLOSED = {"dong/": "x", "mot-mo/": "ox", "mo-sau/": "xo", "dong-ca/": "xx"}
"""Guides by path, each way of theirs open ("o") or closed ("x")."""
_FONTS_IN = Path(__file__).parents[1] / "var" / "cache"
_FIELDS = (
    FormField(label="Cơ quan", value="UBND huyện CưM’gar"),
    FormField(label="Mức độ", value="Toàn trình", condition="cấp bản sao hộ tịch"),
    FormField(label="Họ và tên", value="Tên người nộp", example="NGUYỄN VĂN MẪU"),
)


def a_guide_to_read() -> Guide:
    """Return a guide of two ways: four steps with pictures and one instead, then three without."""
    province = _way("tinh", 4, with_pictures=True)
    other = a_step(
        2, anchor="tinh-buoc-2-hoac", title=text("Bấm **VNeID**"), pictures=(), logic="or"
    )
    steps = (*province.steps[:2], other, *province.steps[2:])
    ways = (
        replace(province, steps=steps, way=1),
        replace(_way("quoc-gia", 3, with_pictures=False), way=2, title="Nộp trên cổng quốc gia"),
    )
    return a_guide(head=a_head("Nộp hồ sơ theo hai cách", path=TWO_WAYS), groups=ways)


def a_long_guide() -> Guide:
    """Return a guide of one way and thirty steps without pictures, and nobody to call."""
    group = _way("dai", 30, with_pictures=False)
    return a_guide(
        head=a_head("Ba mươi bước", path="dai/", key="page-30"), groups=(group,), contacts=()
    )


def a_short_guide() -> Guide:
    """Return a guide of a single step."""
    return a_guide(
        head=a_head("Một bước", path="mot/", key="page-31"),
        groups=(_way("mot", 1, with_pictures=False),),
    )


def a_guide_in_parts() -> Guide:
    """Return a guide of two parts, in each of which readers choose between two ways."""
    groups = []
    for part, name in (("Phần A: Chuẩn bị", "chuan-bi"), ("Phần B: Nộp", "nop")):
        for way, title in enumerate(("Trên điện thoại", "Trên máy tính"), 1):
            group = _way(f"{name}-{way}", 2, with_pictures=False)
            begins = {"part": part, "relation": "then"} if way == 1 else {}
            groups.append(replace(group, title=title, way=way, **begins))
    return a_guide(head=a_head("Hai phần", path=PARTS, key="page-32"), groups=tuple(groups))


def closed_guides() -> Iterator[Guide]:
    """Yield guides of two steps a way, each with a portal that is open or closed."""
    closed = replace(
        PROVINCE_PORTAL,
        closed=ClosedPortal(
            name="Cổng cũ",
            short_name="Cổng cũ",
            address="https://cu.example.vn/",
            closed_on=date(2025, 7, 1),
        ),
    )
    for path, ways in CLOSED.items():
        groups = [
            replace(
                _way(f"cach-{at}", 2, with_pictures=False),
                way=at if len(ways) > 1 else 0,
                title=f"Lối {at}",
                portal=closed if way == "x" else NATIONAL_PORTAL,
            )
            for at, way in enumerate(ways, start=1)
        ]
        head = a_head("Cổng đã đóng", path=path, key=f"page-{path}")
        yield a_guide(head=head, groups=tuple(groups))


@cache
def reading_files() -> dict[str, bytes]:
    """Return the files of a mirror of these guides: pages, pictures and assets."""
    guides = (a_guide_to_read(), a_long_guide(), a_short_guide(), a_guide_in_parts())
    guides += tuple(closed_guides())
    files = {asset.path: asset.content for asset in assets(_FONTS_IN)}
    for guide in guides:
        files[f"{guide.head.path}index.html"] = render(guide, a_view())
        for picture in _pictures(guide):
            source = portal_screen(picture.width, picture.height)
            files |= {one.path: encode(Source(source), one) for one in derivatives(picture)}
    sent = replace(a_short_guide(), head=a_head("Gửi cho nhau", path=SENT, key="page-33"))
    public = a_view(site=a_site(base_address=PUBLIC), translations=())
    return files | {f"{SENT}index.html": render(sent, public)}


def _way(name: str, steps: int, *, with_pictures: bool) -> StepGroup:
    plain = a_step_group(1, name=name)
    pictures: tuple[Picture, ...] = ()
    if with_pictures:
        pictures = tuple(a_marked_picture(name=f"{name}-{place}") for place in range(steps))
    made = [_step(name, number, pictures[number - 1 : number]) for number in range(1, steps + 1)]
    return replace(plain, steps=tuple(made))


def _step(name: str, number: int, pictures: tuple[Picture, ...]) -> Step:
    return a_step(
        number,
        anchor=f"{name}-buoc-{number}",
        title=text(f"Làm việc thứ {number}"),
        pictures=pictures,
        fields=_FIELDS if number == 2 else (),
        prepare=("Căn cước", "Điện thoại nhận mã") if number == 3 else (),
    )


def _pictures(guide: Guide) -> Iterator[Picture]:
    for group in guide.groups:
        for step in group.steps:
            yield from step.pictures
