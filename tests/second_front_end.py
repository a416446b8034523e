"""The second front end of ``examples/``: what it makes of a folder of JSON, beside our own pages."""

import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from sitegen.documents.kinds import Document
from sitegen.documents.view import View
from sitegen.plan import page_entry
from sitegen.render import html, json_api
from sitegen.render.site_files import page_list, page_list_index
from sitegen.render.site_files.for_programs import site_file, words_file
from tests.commands import ROOT

__all__ = ["PROGRAM", "differing", "lay", "made_by_node", "shown_files"]

PROGRAM = ROOT / "examples" / "front-end" / "front.mjs"
_NOT_READ = "svg, template, script, style, [hidden]"
_NO_END_OF_A_WORD = (
    re.compile(r'<span class="nb">([^<]*)</span>'),
    re.compile(r'<span(?: class="stale"| lang="\w+")+>([^<]*)</span>'),
    re.compile(r'()<span class="vh"> \([^<]*\)</span>'),
)
"""What marks words as old or of another language, and what keeps the number of a text on one line."""


def made_by_node(source: Path | str, folder: Path, *more: str) -> None:
    """Run the front end; skipped, loudly, where Node is missing."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("thiếu node: bỏ qua phép thử chương trình đọc JSON (tools/programs.sh node)")
    done = subprocess.run(
        [node, str(PROGRAM), str(source), str(folder), *more],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def lay(pages: Mapping[str, tuple[Document, View]], folder: Path) -> None:
    """Write what the front end reads, and our own page of each document, by mirror path."""
    files: dict[str, bytes] = {}
    entries, sites = [], {}
    for path, (document, view) in pages.items():
        files[f"{path}index.json"] = json_api.render(document, view)
        files[f"{path}index.html"] = html.render(document, view)
        entries.append(page_entry(document))
        sites[view.site.language] = view.site
    files["api/v1/pages-0.json"] = page_list(entries)
    files["api/v1/pages.json"] = page_list_index(["api/v1/pages-0.json"])
    files["api/v1/site.json"] = site_file(sites.values())
    codes = {code for site in sites.values() for code in site.languages}
    files["api/v1/words.json"] = words_file(sorted(codes))
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def differing(ours: Path, theirs: Path, paths: Iterable[str]) -> dict[str, object]:
    """Return what differs by page: words, picture addresses, links, callouts, each in their order."""
    wrong: dict[str, object] = {}
    for path in paths:
        left, right = _read(ours / path), _read(theirs / path)
        for name, one in left.items():
            if one != right[name]:
                wrong[path] = (name, _around(one, right[name]))
    return wrong


def shown_files(markup: str) -> Iterator[str]:
    """Yield the addresses of the pictures that a page shows."""
    for node in LexborHTMLParser(markup).css("main img, main source"):
        for name in ("src", "srcset"):
            for one in (node.attributes.get(name) or "").split(", "):
                if one:
                    yield one.partition(" ")[0]


def _read(file: Path) -> dict[str, list[str]]:
    markup = file.read_text("utf-8")
    for marked in _NO_END_OF_A_WORD:
        markup = marked.sub(r"\1", markup)
    main = LexborHTMLParser(markup).css_first("main")
    assert main is not None
    numbers = [
        f"{node.text()} at {node.attributes['x'] or ''}, {node.attributes['y'] or ''}".replace(
            "%", ""
        )
        for node in main.css("svg text")
    ]
    for node in main.css(_NOT_READ):
        node.decompose()
    attributes = [node.attributes for node in main.css("a, source, img, form")]
    return {
        "callouts": numbers,
        "words": re.findall(r"\w+", main.text(separator=" ")),
        "pictures": [one for a in attributes for n in ("srcset", "src") if (one := a.get(n))],
        "links": [one for a in attributes for n in ("href", "action") if (one := a.get(n))],
    }


def _around(left: list[str], right: list[str]) -> tuple[list[str], list[str]]:
    pairs = enumerate(zip(left, right, strict=False))
    at = next((at for at, (a, b) in pairs if a != b), min(len(left), len(right)))
    return left[max(0, at - 4) : at + 8], right[max(0, at - 4) : at + 8]
