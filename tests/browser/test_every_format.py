"""Every format is made in the editor by choosing it: drawn, checked, and right for the print shop."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
import pytest
from playwright.sync_api import Browser, Page

from cms.folding.drawing import panels_called
from sitegen.documents.leaflet import LeafletFormat
from tests.demo_world import manage
from tests.print_formats import FORMATS
from tests.running_demo import RunningDemo, be_logged_in, running_editor

pytestmark = [pytest.mark.browser]

MM = 72 / 25.4
IDS = "select id from wagtailcore_page where slug = "
OTHERS = """
from cms.models import LeafletPage, Portal
old = LeafletPage.objects.get(slug="to-gap-2019")
handout = ("benefits", "contacts", "portal_line", "imprint")
for slug, kept in (("to-ngan", ("cover", "steps", *handout)), ("to-roi", handout)):
    stored = [one for one in old.content.get_prep_value() if one["type"] in kept]
    for one in stored:
        if one["type"] == "portal_line":
            one["value"]["portal"] = Portal.objects.filter(closed_on=None).first().pk
    new = LeafletPage(title=slug, slug=slug, agency=old.agency)
    new.content = LeafletPage.content.field.to_python(stored)
    for name in LeafletPage.IMPRINT:
        setattr(new, name, getattr(old, name))
    new.licence_number = "00/GPXB-MẪU"  # the old one is of what was printed
    old.get_parent().add_child(instance=new)
    new.save_revision().publish()
"""
"""Leaflets that hold less than the demo's own: without turns, and without cover and steps."""


@dataclass(frozen=True, slots=True)
class Made:
    """The file for the print shop of one format, and what the editor said before."""

    pdf: bytes
    drawn: str
    said: str


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDemo]:
    with running_editor(tmp_path_factory.mktemp("demo")) as running:
        done = manage(running.folder, "shell", "-v", "0", "-c", OTHERS)
        assert done.returncode == 0, done.stderr
        yield running


def _made(page: Page, beside: Page, demo: RunningDemo, form: LeafletFormat) -> Made:
    """Choose ``form`` as an officer does, save, look at the check ``beside`` and take the file."""
    is_long = len(form.order) > 6  # as much as the demo's own leaflet holds
    slug = "to-gap-2019" if is_long else "to-roi" if form.name.startswith("Tờ rơi") else "to-ngan"
    number = demo.number(f"{IDS}'{slug}'")
    address = f"{demo.editor}admin/pages/{number}/edit/"
    if page.url != address:
        page.goto(address)
    (chosen,) = page.select_option("#id_format", label=form.name)
    drawn = page.locator(f"#loa-fold-{chosen}")
    drawn.wait_for(state="visible")
    words = drawn.inner_text()
    page.locator("[name=printed_size]").fill(f"{form.width_mm:g} x {form.height_mm:g} mm")
    with page.expect_navigation():
        page.locator("form[data-edit-form] .action-save").first.click()
    assert page.locator("#id_format").input_value() == chosen
    beside.goto(f"{demo.editor}admin/kiem-tra-in/{number}/")
    assert "Chưa dàn được" not in beside.locator(".loa-press").inner_text(), form.name
    said = beside.locator(".loa-press").inner_text()
    button = beside.get_by_role("link", name="Tải tệp nhà in")
    if is_long:  # its portal is closed: the check says so, and offers the manuscript
        button = beside.get_by_role("link", name="Tải bản thảo")
    assert button.count() == 1, f"{form.name}: {said}"
    with beside.expect_download() as taken:
        button.click()
    return Made(pdf=taken.value.path().read_bytes(), drawn=words, said=said)


def test_every_format_is_made_by_choosing_it(browser: Browser, demo: RunningDemo) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page, beside = context.new_page(), context.new_page()
    be_logged_in(page, demo)
    for form in FORMATS:
        made = _made(page, beside, demo, form)
        with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
            assert len(pdf.pages) == form.sides, form.name
            for sheet in pdf.pages:
                bleed = 2 * form.bleed_mm
                assert _size(sheet.trimbox) == (form.width_mm, form.height_mm), form.name
                assert _size(sheet.bleedbox) == (form.width_mm + bleed, form.height_mm + bleed)
        if form.layout != "panels":
            assert "mã QR" in made.drawn
            assert "không in: " in made.said
            assert "còn 1 lỗi phải sửa" in made.said  # it is a draft, and nothing else is wrong
            assert "Tờ gấp còn chỗ chưa xuất bản." in made.said
    context.close()


def test_a_panel_is_chosen_from_those_of_the_format(browser: Browser, demo: RunningDemo) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    be_logged_in(page, demo)
    number = demo.number(f"{IDS}'to-gap-2019'")
    page.goto(f"{demo.editor}admin/pages/{number}/edit/")
    turns = page.locator('select[name^="content-"][name$="-value-panel"]')
    turns.first.wait_for()
    for form in FORMATS:
        page.select_option("#id_format", label=form.name)
        options = turns.first.locator("option:not([hidden])")
        offered = [one.strip() for one in options.all_inner_texts()][1:]
        assert offered == (panels_called(form) or ["mặt thứ 1"])  # what is chosen stays
    page.context.close()


def _size(box: pikepdf.Array) -> tuple[float, float]:
    left, bottom, right, top = (float(edge) / MM for edge in box)
    return round(right - left, 1), round(top - bottom, 1)
