"""A mirror with a name, a colour and an emblem of its own, in a browser: nothing unreadable or wide."""

import dataclasses
import random
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from sitegen.documents.colours import in_the_dark, nearest
from sitegen.documents.site import Identity, Keeper
from sitegen.documents.view import View
from sitegen.render.assets import assets
from sitegen.render.html import render
from sitegen.render.identity import emblem_path, identity_file, identity_paths
from sitegen.render.pictures import Source, derivative_at, encode
from tests.builder_pieces import a_contact_card, a_picture, a_site, drawn_picture
from tests.builders import a_guide, a_home, a_statistics, an_announcement
from tests.lots import crossed

pytestmark = pytest.mark.browser

Theme = Literal["light", "dark"]
NAME = "Cổng thông tin và hướng dẫn dịch vụ công trực tuyến tỉnh Non Xanh"
EMBLEM = a_picture("bieu-trung")
_LOT = random.Random(14)  # noqa: S311  # a lot, not a secret
ACCENTS = ("#1d4f91", *(nearest(f"#{_LOT.randrange(1 << 24):06x}") for _ in range(3)))


@pytest.fixture
def mirror(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A mirror of four pages in one colour; the folder is named by it."""
    identity = Identity(accent=request.param, emblem=EMBLEM)
    keeper = Keeper(agency="Văn phòng", card=a_contact_card(), responsible="Chánh Văn phòng")
    site = a_site(name=NAME, identity=identity, keeper=keeper)
    folder = tmp_path_factory.mktemp("mirror") / request.param[1:]
    files = {artifact.path: artifact.content for artifact in assets()}
    files |= {path: identity_file(path) or b"" for path in identity_paths(identity)}
    shown = derivative_at(EMBLEM, emblem_path(identity))
    assert shown is not None
    files[shown.path] = encode(Source(drawn_picture()), shown)
    for place, document in enumerate((a_home(), a_guide(), an_announcement(), a_statistics())):
        head = dataclasses.replace(document.head, path=f"trang-{place}/")
        page = render(dataclasses.replace(document, head=head), View(site=site))
        files[f"trang-{place}/index.html"] = page
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


@pytest.mark.parametrize(
    ("mirror", "width", "theme"),
    crossed(ACCENTS, (320, 360, 768, 1280), ("light", "dark")),
    indirect=["mirror"],
)
def test_any_colour_can_be_read_and_a_long_name_stays_inside(
    browser: Browser, mirror: Path, width: int, theme: Theme
) -> None:
    faults = []
    with browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=theme
    ) as context:
        page = context.new_page()
        for place in range(4):
            page.goto((mirror / f"trang-{place}" / "index.html").as_uri())
            found = Axe().run(page).response["violations"]
            faults += [(place, one["id"]) for one in found]
            wide = page.evaluate("document.documentElement.scrollWidth")
            faults += [(place, f"{wide} px wide")] if wide > width else []
            emblem = page.locator(".top .emblem").first
            assert emblem.evaluate("e => e.complete && e.naturalWidth > 0")
            own = f"#{mirror.name}"
            shown = page.evaluate(
                "getComputedStyle(document.querySelector('.foot .keeper a')).color"
            )
            wanted = bytes.fromhex((own if theme == "light" else in_the_dark(own))[1:])
            assert shown == f"rgb({', '.join(map(str, wanted))})"
    assert faults == []
