"""The same callouts on a page, on paper and in a baked picture are the same picture."""

import io
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page

from sitegen.documents.base import Picture
from sitegen.documents.callouts import focus_of
from sitegen.render.assets import assets
from sitegen.render.html import render
from sitegen.render.pictures import Source, derivatives, encode
from sitegen.render.print.baking import baked, baking_job
from sitegen.render.print.engine import print_pdf
from tests.builder_callouts import marked_examples, portal_screen
from tests.builders import a_guide, a_step, a_view

FAR = 60  # of 255, in any colour
MOST = 1.0  # percent of the pixels
FINER = 4  # paper is finer than a screen: drawn so, then looked at from the same distance
FONTS_IN = Path(__file__).parents[2] / "var" / "cache"

# On whole pixels, without the edge and the round corners that the column gives a picture.
BARE = """
    figure.marked { position: absolute !important; top: 0; left: 0; margin: 0 !important; }
    .screen { outline: 0 !important; border-radius: 0 !important; }
    .step, .steps, .group, main { position: static !important; }
"""
VIEWPORTS = {"wide": 1280, "phone": 440}
CASES = [(name, view) for name in sorted(marked_examples()) for view in VIEWPORTS]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one page for each example, its pictures and the assets."""
    root = tmp_path_factory.mktemp("callouts")
    for asset in assets(FONTS_IN):
        _write(root / asset.path, asset.content)
    for name, picture in marked_examples().items():
        guide = a_guide(steps=1)
        step = replace(a_step(), pictures=(picture,))
        guide = replace(guide, groups=(replace(guide.groups[0], steps=(step,)),))
        page = replace(guide, head=replace(guide.head, path=f"{name}/"))
        _write(root / name / "index.html", render(page, a_view()))
        source = portal_screen(picture.width, picture.height)
        for one in derivatives(picture):
            _write(root / one.path, encode(Source(source), one))
    return root


@pytest.fixture(scope="module")
def pages(browser: Browser) -> Iterator[dict[str, Page]]:
    made = {name: _page(browser, width) for name, width in VIEWPORTS.items()}
    yield made
    for page in made.values():
        page.context.close()


@pytest.mark.parametrize(("name", "view"), CASES)
def test_page_paper_and_baked_picture_are_one_drawing(
    name: str, view: str, site: Path, pages: dict[str, Page]
) -> None:
    picture = marked_examples()[name]
    is_close = view == "phone" and focus_of(picture) is not None
    on_page = _seen(pages[view], site / name / "index.html")
    source = portal_screen(picture.width, picture.height)
    burnt = _opened(baked(source, picture, on_page.width, is_close=is_close))
    on_paper = _paper(source, picture, on_page.width, is_close=is_close)
    found = {"baked": _share(on_page, burnt), "paper": _share(on_page, on_paper)}
    print(f"{name}, {view}, {on_page.width} px: {found}")  # noqa: T201  # the measured figures
    assert max(found.values()) <= MOST, found


def _page(browser: Browser, width: int) -> Page:
    return browser.new_context(viewport={"width": width, "height": 1000}).new_page()


def _seen(page: Page, file: Path) -> Image.Image:
    """Return what the reader sees of the picture, without the edge that the column gives it."""
    page.goto(file.as_uri())
    page.add_style_tag(content=BARE)
    screen = page.locator("figure.marked > .screen:visible")
    screen.scroll_into_view_if_needed()
    screen.locator("img").evaluate("image => image.decode()")
    page.evaluate("document.fonts.ready")
    return _opened(screen.screenshot(animations="disabled"))


def _paper(source: bytes, picture: Picture, width: int, *, is_close: bool) -> Image.Image:
    """Return the PDF of the same layout as a picture."""
    poppler = shutil.which("pdftoppm")
    if poppler is None:
        pytest.skip("No pdftoppm: apt-get install poppler-utils")
    job = baking_job(source, picture, width, is_close=is_close)
    pdf = print_pdf(job, standards=("1.7",), is_tagged=False).content
    made = subprocess.run(  # our own file, a tool found on the path
        [poppler, "-png", "-r", str(72 * FINER), "-singlefile", "-"],
        input=pdf,
        capture_output=True,
        check=True,
    )
    fine = _opened(made.stdout)
    size = (round(fine.width / FINER), round(fine.height / FINER))
    return fine.resize(size, Image.Resampling.LANCZOS)


def _share(one: Image.Image, other: Image.Image) -> float:
    """Return the percentage of pixels that differ far; a row at the edge may be rounded away."""
    size = (min(one.width, other.width), min(one.height, other.height))
    assert abs(one.width - other.width) <= 1
    assert abs(one.height - other.height) <= 1
    apart = ImageChops.difference(one.crop((0, 0, *size)), other.crop((0, 0, *size)))
    red, green, blue = apart.split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return round(sum(most.histogram()[FAR + 1 :]) / (size[0] * size[1]) * 100, 3)


def _opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
