"""A plain table stays a table from 600 px up, and is cards below; whatever else a page calls cards."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from sitegen.documents.nodes import Table
from sitegen.render.assets import assets
from sitegen.render.html import render
from tests.builders import a_view, an_announcement

FONTS_IN = Path(__file__).parents[2] / "var" / "cache"
SHOWN = {
    "table": "table",
    "caption": "table-caption",
    "thead": "table-header-group",
    "tbody": "table-row-group",
    "tr": "table-row",
    "th": "table-cell",
    "td": "table-cell",
}

pytestmark = pytest.mark.browser


def _table(columns: int) -> Table:
    head = tuple(f"Cột {at} của bảng" for at in range(columns))
    row = tuple("Nộp hồ sơ tại quầy\nhoặc qua mạng" if at % 2 else "8.000" for at in range(columns))
    return Table(
        title=f"Bảng có {columns} cột",
        head=head,
        rows=(("Nhóm",), row, row) if columns > 1 else (row,),
        figures=tuple(not at % 2 for at in range(columns)),
    )


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with a table of every number of columns up to six."""
    root = tmp_path_factory.mktemp("tables")
    document = replace(an_announcement(), body=tuple(_table(columns) for columns in range(1, 7)))
    files = {asset.path: asset.content for asset in assets(FONTS_IN)}
    files[f"{document.head.path}index.html"] = render(document, a_view())
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root / document.head.path / "index.html"


@pytest.mark.parametrize("width", [360, 600, 768, 1280])
def test_parts_of_a_table_are_shown_as_parts_of_a_table(
    browser: Browser, sheet: Path, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(sheet.as_uri())
    found = page.locator("table.plain").evaluate_all(
        """(all, names) => all.map((one) => [one, ...one.querySelectorAll(names)].map(
            (part) => [part.localName, getComputedStyle(part).display]))""",
        ",".join(SHOWN),
    )
    assert len(found) == 6
    for columns, parts in enumerate(found, start=1):
        if width >= 600 or columns < 3:
            assert {tuple(one) for one in parts} == set(SHOWN.items())
        else:
            assert ["table", "block"] in parts
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
