"""Scripts inside the editor's pages: which of them are Wagtail's own calls, word by word.

Wagtail 8 starts date fields, choosers and inline panels with scripts inside the page, and its
templates know no nonce. Each is a call with data in it; a script gets the nonce of its page only
when all of it is such a call and its data are JSON. What somebody slipped into the data, or
beside it, is therefore never run.
"""

import hashlib
import json
import re
from functools import cache
from pathlib import Path

__all__ = ["is_known", "signed"]

_VARIABLE = re.compile(r"\{[{%]")
_INLINE = re.compile(r'<script(?: type="text/javascript")?>(.*?)</script>', re.DOTALL)
_CALL = re.compile(
    r"(?:init(?:Date|DateTime|Time)Chooser|(?:create|new )\w*Chooser)\((.*)\);?", re.DOTALL
)
_PANEL = re.compile(
    r"\(function\(\) \{\s*var panel = new (?:InlinePanel|MultipleChooserPanel)"
    r'\(JSON\.parse\("(?:[^"\\<>\n]|\\u[0-9A-F]{4})*"\)\);\s*\}\)\(\);'
)
_LOCALIZE = frozenset(
    {  # wagtail_localize 1.14: the addresses of choosers, and "select all" languages
        "5610be4e6285ec5c1fccf71e47f6986bba987e7c4bb9172f93f9c8083761fd16",
        "42d7c75aa11815173ae3fadc5fb93d55947d9c36846daf1ec14fec3bf8ac83af",
    }
)
"""Digests of scripts that never differ. After an upgrade the test of every screen names new ones."""
_OURS = Path(__file__).resolve().parents[1] / "templates"
"""Pages of faults have scripts inside: they work when files of the server do not."""


def signed(page: str, nonce: str) -> str:
    """Return ``page`` with ``nonce`` on each inline script that is known."""

    def sign(found: re.Match[str]) -> str:
        if not is_known(found[1]):
            return found[0]
        return found[0].replace("<script", f'<script nonce="{nonce}"', 1)

    return _INLINE.sub(sign, page)


def is_known(script: str) -> bool:
    """Tell whether all of ``script`` is a call that Wagtail makes, or a text of ours."""
    said = script.strip()
    call = _CALL.fullmatch(said)
    if call:
        return _is_data(call[1])
    return bool(_PANEL.fullmatch(said)) or _digest(said) in _LOCALIZE | _own_digests()


def _is_data(arguments: str) -> bool:
    try:
        json.loads(f"[{arguments}]")
    except ValueError:
        return False
    return True


@cache
def _own_digests() -> frozenset[str]:
    """Return the digests of the scripts in our own templates; none may hold a variable."""
    pages = (page.read_text() for page in sorted(_OURS.rglob("*.html")))
    scripts = (script.strip() for page in pages for script in _INLINE.findall(page))
    return frozenset(_digest(one) for one in scripts if not _VARIABLE.search(one))


def _digest(script: str) -> str:
    """Return a digest of a script's words; how it is broken into lines does not matter."""
    return hashlib.sha256(" ".join(script.split()).encode()).hexdigest()
