"""What leaves the house, in a real browser: one file, and a stick."""

from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Browser, Page

from sitegen.release.export import Asked, Profile, Target, export
from sitegen.release.profiles import large
from tests.demo_world import demo_folder
from tests.factory_files import png
from tests.programs import judged
from tests.unit.export_samples import Sample

pytestmark = pytest.mark.browser

GUIDE = "ban-dan-toc/nop-ho-so-truc-tuyen-den-ban-dan-toc/"


def _export(destination: Path, target: Target, profile: Profile) -> None:
    asked = Asked(destination=str(destination), target=target, profile=profile, pages=(GUIDE,))
    export(demo_folder(), asked, publisher="test", tell_withdrawn=lambda _: ())


def _watched(browser: Browser, width: int) -> tuple[Page, list[str]]:
    page, said = browser.new_page(viewport={"width": width, "height": 800}), list[str]()
    page.on("request", lambda request: said.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return page, said


def test_single_file_shows_all_its_pictures_and_asks_nobody(
    browser: Browser, demo_mirror: Path, tmp_path: Path
) -> None:
    _export(tmp_path / "huong-dan.html", "file", "single")
    page, said = _watched(browser, 360)
    address = (tmp_path / "huong-dan.html").as_uri()
    page.goto(address)
    widths = page.evaluate(
        "Promise.all([...document.images].map(one => one.decode().then(() => one.naturalWidth)))"
    )
    assert len(widths) > 10
    assert min(widths) >= 360
    assert [one for one in said if not one.startswith("data:")] == [address]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate("document.fonts.ready.then(all => all.check('1em \"Be Vietnam Pro\"'))")


def test_page_on_the_stick_finds_a_changed_a_missing_and_a_strange_file_without_a_network(
    browser: Browser, demo_mirror: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "ổ đĩa #1" / "loa"
    _export(stick, "usb", "usb")
    page, said = _watched(browser, 360)
    page.goto((stick / "KIEM-TRA.html").as_uri())

    def told(kind: str) -> str:
        page.reload()
        page.set_input_files("#folder", stick.parent)
        page.locator(f"output.{kind}").wait_for()
        return page.locator("output").inner_text()

    assert "đúng như bản kê" in told("right")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    pictures = sorted(stick.glob("trang/pictures/**/*.webp"))
    for path in (stick / "trang/index.html", pictures[0], stick / "BAN-KE.txt"):
        before = path.read_bytes()
        path.write_bytes(before[:70] + bytes([before[70] ^ 1]) + before[71:])
        assert "không đúng" in told("wrong")
        path.write_bytes(before)
    (stick / "trang/la.html").write_text("x")
    pictures[1].unlink()
    found = told("wrong")
    assert "Lạ, không có trong bản kê: trang/la.html" in found
    assert f"Thiếu: {pictures[1].relative_to(stick)}" in found
    assert all(one.startswith("file:") for one in said)


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_large_print_is_eighteen_points_on_any_screen_and_on_paper(
    browser: Browser, demo_mirror: Path, tmp_path: Path, width: int
) -> None:
    target = tmp_path / "chu-lon.html"
    asked = Asked(destination=str(target), target="file", profile="large", pages=("/",))
    export(demo_folder(), asked, publisher="test", tell_withdrawn=lambda _: ())
    page, said = _watched(browser, width)
    page.goto(target.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [one for one in said if not one.startswith("data:")] == [target.as_uri()]
    smallest = """() => Math.min(...[...document.querySelectorAll('article *')]
      .filter(one => !one.closest('svg') && one.textContent.trim())
      .map(one => parseFloat(getComputedStyle(one).fontSize)))"""
    for medium in ("screen", "print"):
        page.emulate_media(media=medium)
        assert page.evaluate(smallest) >= 24  # pixels: eighteen points


def test_step_in_large_print_stands_on_the_sheet_of_its_picture_wherever_it_comes(
    browser: Browser, tmp_path: Path
) -> None:
    """A long step is set on every line of a sheet in turn; no sheet may end with the step alone."""
    step = "Bấm vào đây để khai báo hồ sơ trực tuyến, rồi chờ cổng mở trang khai báo ra."
    lines = ("\n\n".join(["x"] * number) for number in range(1, 22))
    twin = "".join(f"{before}\n\n1. {step}\n\n   ![a](a.png)\n\n<!-- -->\n\n" for before in lines)
    files = {
        "index.html": (b'<html lang="vi"><main></main></html>', "page", "page-1"),
        "index.md": (f"# T\n\n{twin}".encode(), "data", "page-1"),
        "a.png": (png(size=(700, 500)), "picture", ""),
    }
    (entry,) = large(Sample(files, {"page-1": "T"}).released, ["/"])
    (tmp_path / "a.html").write_bytes(entry.load())
    page = browser.new_page()
    page.goto((tmp_path / "a.html").as_uri())
    page.pdf(path=tmp_path / "a.pdf", prefer_css_page_size=True)
    page.close()
    shown = judged("pdftotext", "-layout", tmp_path / "a.pdf", "-").stdout.split("\f")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        drawn = [_pictures(sheet) for sheet in pdf.pages]
    assert sum(drawn) == 21
    assert [text.count("khai báo hồ sơ") for text in shown[: len(drawn)]] == drawn


def _pictures(sheet: pikepdf.Page) -> int:
    """Return how many pictures a sheet draws."""
    found = sheet.resources.get("/XObject", {})
    names = {name for name in found if found[name].Subtype == "/Image"}
    return sum(
        str(one.operands[0]) in names
        for one in pikepdf.parse_content_stream(sheet)
        if str(one.operator) == "Do"
    )
