"""Files for web servers: which old addresses lead where, and with which headers files go out.

The mirror works without them, because a page stands at every old address; with them a server
answers 301 and 410 itself, and tells browsers what pages may do.
"""

import re
from collections.abc import Iterable, Iterator
from typing import TypeVar
from urllib.parse import quote, urlsplit

from sitegen.documents.addresses import Gone, Moved
from sitegen.documents.editions import EDITIONS
from sitegen.documents.site import Site
from sitegen.render.server_headers import (
    FRESH,
    LASTING,
    LASTING_FOLDERS,
    OPEN_ENDINGS,
    security_headers,
)

__all__ = ["headers_file", "htaccess", "nginx_map", "nginx_server", "redirects_file"]

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_PLAIN = re.compile(r"[\w/.~-]*", re.ASCII)

Former = TypeVar("Former", Moved, Gone)


_SHORT = "h/([0-9]+)/?"
"""What people type of the address on a sheet, whose folder is ``H/``: the one that has two cases."""


def redirects_file(moved: Iterable[Moved], gone: Iterable[Gone], site: Site) -> bytes:
    """Return ``_redirects`` (Netlify, GitLab Pages): 301 for moved pages, 410 for gone ones.

    What does not lead on for good is a 302, here and for Apache; nginx leaves it to the page.
    """
    base = _base(site)
    lines = []
    for one in _in_order(moved):
        end = f"{_target(base, one)} {_code(one)}"
        lines += [f"{_web(name)} {end}" for name in _names(base, one)]
    for lost in _in_order(gone):
        page = _web(f"{base}{lost.path}index.html")
        lines += [f"{_web(name)} {page} 410" for name in _names(base, lost)]
    lines.append(f"{base}h/* {base}{EDITIONS}:splat 301")
    return _text(lines)


def headers_file(site: Site) -> bytes:
    """Return ``_headers`` (Netlify, Cloudflare Pages) for the mirror of ``site``."""
    base = _base(site)
    lines = [f"{base}*", *(f"  {name}: {value}" for name, value in security_headers(site).items())]
    lines.append(f"  Cache-Control: {FRESH}")
    for folder in LASTING_FOLDERS:
        # "!" takes the general rule back: some hosts would send both.
        lines += [f"{base}{folder}/*", "  ! Cache-Control", f"  Cache-Control: {LASTING}"]
    for ending in OPEN_ENDINGS:
        lines += [f"{base}*.{ending}", "  Access-Control-Allow-Origin: *"]
    return _text(lines)


def nginx_map(moved: Iterable[Moved], gone: Iterable[Gone], site: Site) -> bytes:
    """Return the maps for the http block of nginx; ``nginx_server`` uses them.

    An address that holds a control character is left out: no page can have had it. A gone
    address with a dollar sign keeps the page that stands there, without the 410.
    """
    base = _base(site)
    led = {
        name: _target(base, one)
        for one in _in_order(moved)
        for name in _names(base, one)
        if one.is_lasting and "$" not in one.target
    }
    lost = {
        name: f"{base}{one.path}index.html"
        for one in _in_order(gone)
        for name in _names(base, one)
        if "$" not in one.path  # nginx would look for a variable
    }
    folders, endings = "|".join(LASTING_FOLDERS), "|".join(OPEN_ENDINGS)
    asset = _quoted(f"~^{re.escape(base)}(?:{folders})/")
    return _text(
        [
            "# Into the http block: include this file.",
            *_map_sizes([*led, *lost]),
            *_map("$loa_moved", {_quoted(name): target for name, target in led.items()}),
            *_map("$loa_gone", {_quoted(name): _quoted(page) for name, page in lost.items()}),
            *_map("$loa_cache", {asset: LASTING}, default=FRESH),
            *_map("$loa_origin", {_quoted(f"~\\.(?:{endings})$"): "*"}),
        ]
    )


def nginx_server(site: Site) -> bytes:
    """Return the lines for the server block of nginx: redirects, error pages, headers."""
    sent = [
        *((name, value) for name, value in security_headers(site).items()),
        ("Cache-Control", "$loa_cache"),
        ("Access-Control-Allow-Origin", "$loa_origin"),
    ]
    return _text(
        [
            "# Into the server block: include this file. The root is the folder “current”.",
            "# An add_header inside a location would hide all of these.",
            "absolute_redirect off;",
            "if ($loa_moved) { return 301 $loa_moved$is_args$args; }",
            "if ($loa_gone) { return 410; }",
            f'rewrite "^{re.escape(_base(site))}{_SHORT}$" {_base(site)}{EDITIONS}$1/ permanent;',
            f"error_page 404 {_base(site)}404.html;",
            "error_page 410 @loa_gone;",
            "location @loa_gone { try_files $loa_gone =410; }",
            *(f'add_header {name} "{value}" always;' for name, value in sent),
        ]
    )


def htaccess(moved: Iterable[Moved], gone: Iterable[Gone], site: Site) -> bytes:
    """Return ``.htaccess`` for Apache: error pages, 301, 410 and the headers."""
    base = _base(site)
    lines = ["DirectoryIndex index.html", f'ErrorDocument 404 "{base}404.html"']
    for one in _in_order(moved):
        end = _target(base, one).replace("$", "\\$")  # else Apache would look for a group
        lines.append(f'RedirectMatch {_code(one)} "{_pattern(base, one)}" "{end}"')
    for lost in _in_order(gone):
        lines += _apache_gone(base, lost)
    lines.append(f'RedirectMatch 301 "^{re.escape(base)}{_SHORT}$" "{base}{EDITIONS}$1/"')
    lines.append("<IfModule mod_headers.c>")
    lines += [f'Header always set {name} "{v}"' for name, v in security_headers(site).items()]
    lines += [
        f'Header set Cache-Control "{FRESH}"',
        f'<If "%{{REQUEST_URI}} =~ m#^{re.escape(base)}({"|".join(LASTING_FOLDERS)})/#">',
        f'Header set Cache-Control "{LASTING}"',
        "</If>",
        f'<FilesMatch "\\.({"|".join(OPEN_ENDINGS)})$">',
        'Header set Access-Control-Allow-Origin "*"',
        "</FilesMatch>",
        "</IfModule>",
    ]
    return _text(lines)


def _base(site: Site) -> str:
    """Return the folder of the mirror on its host, with slashes around it."""
    return urlsplit(site.base_address).path or "/"


def _in_order(places: Iterable[Former]) -> Iterator[Former]:
    ordered = sorted(places, key=lambda place: place.path)
    return (place for place in ordered if not _CONTROL.search(place.path))


def _names(base: str, place: Moved | Gone) -> tuple[str, ...]:
    """Return the addresses under which a page was known, not percent-encoded."""
    folder = f"{base}{place.path}"
    return (folder, f"{folder}index.html") if place.path else ()


def _web(path: str) -> str:
    """Return ``path`` percent-encoded: no sign in it means anything in a file of ours."""
    return quote(path)


def _target(base: str, moved: Moved) -> str:
    """Return where a place leads; an outside address may be encoded already and keeps its marks."""
    if not moved.is_outside:
        return _web(base + moved.target)
    return quote(moved.target, safe="/:?#[]@!$&()*+,;=%~")


def _code(moved: Moved) -> int:
    return 301 if moved.is_lasting else 302


def _quoted(text: str) -> str:
    """Return ``text`` between quotes, as nginx reads them."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _map(variable: str, rows: dict[str, str], *, default: str = '""') -> list[str]:
    lines = [f"    {name} {_value(value)};" for name, value in rows.items()]
    return [f"map $uri {variable} {{", f"    default {_value(default)};", *lines, "}"]


def _value(value: str) -> str:
    return value if value.startswith('"') else f'"{value}"'


def _map_sizes(names: list[str]) -> list[str]:
    """Return the sizes of nginx's tables: its own are too small for long addresses."""
    longest = max((len(name.encode()) for name in names), default=0)
    return [
        f"map_hash_bucket_size {max(128, 1 << (longest + 32).bit_length())};",
        f"map_hash_max_size {max(2048, 1 << (2 * len(names)).bit_length())};",
    ]


def _pattern(base: str, place: Moved | Gone) -> str:
    escaped = re.escape(f"{base}{place.path}").replace('"', r"\x22")
    return f"^{escaped}(index\\.html)?$"


def _apache_gone(base: str, lost: Gone) -> list[str]:
    """Return the lines for a gone page; only a plain path can also show its own page."""
    folder = f"{base}{lost.path}"
    if not _PLAIN.fullmatch(folder):
        return [f'RedirectMatch 410 "{_pattern(base, lost)}"']
    return [
        f'RedirectMatch 410 "^{re.escape(folder)}$"',
        f"<If \"%{{REQUEST_URI}} == '{folder}'\">",
        f'ErrorDocument 410 "{folder}index.html"',
        "</If>",
    ]


def _text(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()
