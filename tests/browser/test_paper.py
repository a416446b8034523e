"""Pages that somebody prints from the browser: no white halves, no sheet for a signature."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

STEPS_A_SHEET = 3


def sheets_of(browser: Browser, page: Path) -> list[str]:
    """The text of each A4 sheet that Chromium prints of a page."""
    tab = browser.new_page()
    tab.goto((page / "index.html").as_uri())
    tab.evaluate("Promise.all([...document.images].map(i => (i.loading = 'eager', i.decode())))")
    sheets = printed_sheets(tab)
    tab.close()
    return sheets


def printed_sheets(tab: Page) -> list[str]:
    """The text of each A4 sheet of what a tab shows."""
    if shutil.which("pdftotext") is None:
        pytest.skip("No pdftotext: apt-get install poppler-utils")
    printed = tab.pdf(prefer_css_page_size=True, format="A4")
    read = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=printed, capture_output=True, check=True
    )
    return read.stdout.decode().split("\f")[:-1]


def steps_of(page: Path) -> int:
    return (page / "index.html").read_text().count('<li class="step')


@pytest.fixture(scope="module")
def guides(demo_mirror: Path) -> list[Path]:
    """Every page of the demo with steps to print."""
    pages = [file.parent for file in sorted(demo_mirror.rglob("index.html"))]
    return [page for page in pages if "/en/" not in str(page) and steps_of(page)]


def test_a_guide_takes_one_sheet_for_three_steps_and_two_around_them(
    browser: Browser, guides: list[Path]
) -> None:
    assert max(map(steps_of, guides)) >= 10
    for page in guides:
        most = 2 + -(-steps_of(page) // STEPS_A_SHEET)
        assert len(sheets_of(browser, page)) <= most, page


def test_a_guide_of_ten_steps_takes_five_sheets(browser: Browser, guides: list[Path]) -> None:
    page = next(page for page in guides if page.name.endswith("den-so-noi-vu"))
    assert len(sheets_of(browser, page)) <= 5


def test_recipients_and_signature_stand_with_the_last_words_of_their_text(
    browser: Browser, demo_mirror: Path
) -> None:
    pages = [
        file.parent
        for file in sorted(demo_mirror.rglob("index.html"))
        if 'class="recipients"' in (text := file.read_text()) and '<html lang="vi"' in text
    ]
    assert pages
    for page in pages:
        sheets = ["".join(sheet.split()) for sheet in sheets_of(browser, page)]
        html = (page / "index.html").read_text()
        (closing,) = re.findall(r'<div class="ending">\s*<p>([^<]*)</p>', html)
        (post,) = re.findall(r'<div class="signature">\s*<p>([^<]*)</p>', html)
        signed = next(sheet for sheet in sheets if "Nơinhận" in sheet)
        assert "".join(closing.split()[-3:]) in signed, page
        assert "".join(post.split()) in signed, page
