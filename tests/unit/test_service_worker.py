"""The service worker's file: what it keeps at once, and when it begins anew."""

import json
import re

from sitegen.render.assets import asset_paths, usual_paths
from sitegen.render.service_worker import OFFLINE_PATH, service_worker


def _value(script: bytes, name: str) -> str:
    found = re.search(rf"\b{name} = ([^;]*?)(?:, H[A-Z]+ =|;)", script.decode())
    assert found is not None
    return found[1]


def test_it_keeps_every_asset_and_the_offline_page_at_once() -> None:
    first = json.loads(_value(service_worker(b""), "FIRST"))
    assert set(first) == {*usual_paths(), OFFLINE_PATH}
    left = {*asset_paths().values()} - {*first}
    assert left
    assert all("khmer" in path for path in left)
    assert json.loads(_value(service_worker(b"", ["", "en/"]), "HOMES")) == [
        "index.html",
        "en/index.html",
    ]


def test_it_keeps_the_head_of_each_search_from_the_first_visit_on() -> None:
    script = service_worker(b"", ["", "tim-kiem/"], languages=["vi", "en"])
    assert json.loads(_value(script, "HEADS")) == ["search/vi/head.js", "search/en/head.js"]
    assert "tim-kiem/index.html" in json.loads(_value(script, "HOMES"))


def test_its_version_changes_with_the_offline_page_only_when_that_changes() -> None:
    assert service_worker(b"a") == service_worker(b"a")
    assert _value(service_worker(b"a"), "VERSION") != _value(service_worker(b"b"), "VERSION")


def test_nothing_is_left_to_fill_in() -> None:
    assert b"{{" not in service_worker(b"")
