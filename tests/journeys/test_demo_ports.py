"""The demo on ports of one's own: what the editor calls the citizens' page is that page."""

from pathlib import Path

import pytest

from tests.chromium import chromium
from tests.running_demo import log_in, running_demo

pytestmark = pytest.mark.journey


def test_the_editor_leads_to_the_mirror_of_its_own_demo(tmp_path: Path) -> None:
    with running_demo(tmp_path) as demo, chromium() as browser:
        page = browser.new_page()
        log_in(page, demo)
        link = page.get_by_role("link", name="Xem trang người dân").first
        assert link.get_attribute("href") == demo.mirror
        with page.expect_popup() as opened:
            link.click()
        assert opened.value.url == demo.mirror
        assert opened.value.get_by_role("heading", level=1).count() == 1
