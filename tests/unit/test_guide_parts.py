"""A guide in parts: readers choose a way in each, and every format tells where a part begins."""

import io
import random
import re
from dataclasses import replace
from datetime import date

import docx
import pytest
from selectolax.lexbor import LexborHTMLParser

from guides.numbering import ways
from sitegen.documents.base import ClosedPortal, Portal
from sitegen.documents.kinds import Guide
from sitegen.documents.nodes import EmbeddedGuide, StepGroup
from sitegen.render.html import render
from sitegen.render.markdown import render_markdown
from sitegen.render.print import render_sheet
from sitegen.render.word import official_docx
from tests.builders import a_guide, a_step_group, a_view
from tests.lots import lots
from tests.unit.print_samples import an_announcement, picture_bytes
from tests.unit.print_text import text_of

CLOSED = Portal(
    name="Cổng mới",
    short_name="Cổng mới",
    address="https://moi.gov.vn",
    closed=ClosedPortal(
        name="Cổng cũ",
        short_name="Cổng cũ",
        address="https://cu.gov.vn",
        closed_on=date(2025, 7, 1),
    ),
)


def _groups(seed: int) -> tuple[StepGroup, ...]:
    chance = random.Random(seed)  # noqa: S311  # no secret
    made = []
    for place in range(1, chance.randint(2, 6) + 1):
        part = f"Phần {place}: Việc" if chance.random() < 0.5 else ""
        relation = "then" if part or chance.random() < 0.3 else "or"
        group = replace(a_step_group(2, name=f"cach-{place}"), portal=None, lead="")
        made.append(replace(group, title=f"Lối {place}", part=part, relation=relation))
    return ways(made)


@pytest.fixture(params=lots(12, 25))
def guide(request: pytest.FixtureRequest) -> Guide:
    return a_guide(groups=_groups(request.param))


def test_one_way_is_open_wherever_readers_choose(guide: Guide) -> None:
    html = LexborHTMLParser(render(guide, a_view()).decode())
    runs: dict[str, list[bool]] = {}
    for fold in html.css("details.branch"):
        opened = runs.setdefault(str(fold.attributes["name"]), [])
        opened.append("open" in fold.attributes)
    assert len(runs) == sum(group.way == 1 for group in guide.groups)
    assert all(opened == [True] + [False] * (len(opened) - 1) for opened in runs.values())


def test_the_open_way_is_one_that_is_not_closed_in_every_part(guide: Guide) -> None:
    chance = random.Random(repr(guide))  # noqa: S311  # no secret
    groups = [replace(one, portal=chance.choice((None, CLOSED))) for one in guide.groups]
    html = LexborHTMLParser(render(replace(guide, groups=tuple(groups)), a_view()).decode())
    opened = [str(fold.css_first("section").id) for fold in html.css("details.branch[open]")]
    wanted, is_found = [], True
    for group in groups:
        is_found = is_found and group.way != 1
        if group.way and not group.closed_on and not is_found:
            wanted.append(group.anchor)
            is_found = True
    assert opened == wanted


def test_parts_are_headings_over_their_ways_and_no_level_is_skipped(guide: Guide) -> None:
    html = LexborHTMLParser(render(guide, a_view()).decode())
    levels = [int(one.tag[1]) for one in html.css("main h1, main h2, main h3, main h4")]
    assert all(below <= above + 1 for above, below in zip([0, *levels], levels, strict=False))
    parts = [group for group in guide.groups if group.part]
    shown = [one.text().replace("\u00a0", " ") for one in html.css("h2.phase")]
    assert shown == [group.part for group in parts]
    ids = [one.attributes["id"] for one in html.css("[id]")]
    assert len(ids) == len(set(ids))
    for link in html.css("nav.ways a"):
        assert str(link.attributes["href"]).removeprefix("#") in ids


def test_markdown_and_official_texts_tell_every_part_before_its_ways(guide: Guide) -> None:
    wanted = [name for group in guide.groups for name in (group.part, group.title) if name]
    body = (EmbeddedGuide(guide_key="g", title="Kèm theo", groups=guide.groups),)
    document = an_announcement(body=body)
    word = docx.Document(io.BytesIO(official_docx(document, load_picture=picture_bytes)))
    pdf = render_sheet(document, mode="screen", load_picture=picture_bytes).pdf
    for said in (
        render_markdown(guide, a_view()).decode(),
        "\n".join(one.text for one in word.paragraphs),
        text_of(pdf),
    ):
        found = re.findall(
            "|".join(map(re.escape, dict.fromkeys(wanted))), said.replace("\u00a0", " ")
        )
        assert [one for one in found if one in wanted][-len(wanted) :] == wanted
