"""Preview: a draft as citizens will see it, by the same functions as the release.

Nothing here writes into the store of releases. Pictures and assets of a preview are made on the
spot, and served to logged-in officers only; who else may see a draft, the app that asks decides.
"""

import hashlib
import re
from copy import copy
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from wagtail.models import Page

from sitegen.collect.collecting import page_key
from sitegen.collect.finishing import Collected
from sitegen.collect.narrow import collect_for, findings_behind
from sitegen.collect.registry import picture_loader
from sitegen.collect.sites import address_of, site_of
from sitegen.documents.kinds import Document
from sitegen.documents.leaflet import Leaflet
from sitegen.documents.view import SheetPicture, View
from sitegen.errors import Finding, SitegenError
from sitegen.plan import view_in
from sitegen.release.switch import CURRENT
from sitegen.render import html
from sitegen.render import print as printing
from sitegen.render.assets import asset_paths, assets
from sitegen.render.identity import identity_file
from sitegen.render.pictures import Source, derivative_at, encode
from sitegen.render.server_headers import content_policy

__all__ = [
    "file_response",
    "findings_of",
    "is_asset",
    "live_address",
    "preview_file",
    "preview_response",
    "rendered",
]

UNSAVED = -1
SIDE_WIDTH_PX = 1400
TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "woff2": "font/woff2",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "avif": "image/avif",
    "ico": "image/x-icon",
}


def live_address(page: Page) -> str:
    """Return where readers find ``page``: its place in the mirror, or the editor's login."""
    home = _home_of(page)
    if not home:
        return reverse("wagtailadmin_home")
    inside = page.url_path.strip("/").split("/", 1)
    tail = f"{inside[1]}/" if len(inside) > 1 else ""
    language = page.locale.language_code
    folder = "" if language == settings.LANGUAGE_CODE else f"{language}/"
    return f"{home}{folder}{tail}"


def _home_of(page: Page) -> str:
    try:
        return address_of(site_of(page))
    except SitegenError:  # no site yet: what there will be is told by who releases
        return str(settings.LOA_MIRROR_ADDRESS)


def findings_of(page: Page) -> tuple[Finding, ...]:
    """Return what would be left out, or is amiss, if ``page`` went out as this draft says."""
    draft = _with_identity(page)
    key = page_key(draft.pk)
    found = findings_behind(draft, timezone.localtime())
    return tuple(finding for finding in found if finding.key == key)


def preview_response(page: Page, _request: HttpRequest) -> HttpResponse:
    """Return the page as it will stand in the mirror, or in words why it cannot."""
    try:
        response = HttpResponse(rendered(page, _folder()))
        response["Content-Security-Policy"] = content_policy()  # as on the mirror
    except SitegenError as error:
        response = HttpResponse(_refusal(error).encode())
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    return response


def preview_file(request: HttpRequest, path: str) -> HttpResponse:
    """Serve an asset, a picture or a leaflet side to a preview; other pages are in the mirror."""
    if not request.user.is_authenticated or not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404
    response = file_response(path)
    if response is not None:
        return response
    if path.endswith("index.html") and settings.LOA_MIRROR_ADDRESS:
        return redirect(f"{settings.LOA_MIRROR_ADDRESS}{path}")
    raise Http404


def is_asset(path: str) -> bool:
    """Tell whether ``path`` is a style sheet, script, font or mark, which is secret to nobody."""
    return path in asset_paths().values() or identity_file(path) is not None


def file_response(path: str) -> HttpResponse | None:
    """Return an asset, a picture or a leaflet side, whoever asks; None for what is none of these."""
    content = _asset(path) or _picture(path) or _side(path)
    if content is None:
        return None
    kind = TYPES.get(path.rsplit(".", 1)[-1], "application/octet-stream")
    return HttpResponse(content, content_type=kind)


_SIDE = re.compile(r"^mat/([0-9a-f]{64})\.png$")
_KEPT_SIDES = 40
_SIDE_SECONDS = 600


def _sides_folder() -> Path:
    """Return where sides of previewed leaflets lie: apart from the store, for all processes."""
    folder = Path(settings.LOA_VAR) / "preview"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _keep_side(content: bytes) -> str:
    """Keep one side under its digest, forget the oldest, and return its path in a preview.

    With PostgreSQL another host may be asked for it: then it lies in the cache that all share.
    """
    name = f"{hashlib.sha256(content).hexdigest()}.png"
    if _has_hosts():
        cache.set(f"mat/{name}", content, _SIDE_SECONDS)
        return f"mat/{name}"
    folder = _sides_folder()
    (folder / name).write_bytes(content)
    kept = sorted(folder.glob("*.png"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in kept[_KEPT_SIDES:]:
        old.unlink(missing_ok=True)
    return f"mat/{name}"


def _side(path: str) -> bytes | None:
    named = _SIDE.match(path)
    if named and _has_hosts():
        kept: bytes | None = cache.get(path)
        return kept
    file = _sides_folder() / f"{named[1]}.png" if named else None
    return file.read_bytes() if file and file.is_file() else None


def _has_hosts() -> bool:
    return connection.vendor == "postgresql"


def rendered(page: Page, folder: str) -> bytes:
    """Return the page of a draft, all its addresses below ``folder``; SitegenError when it has none."""
    draft = _with_identity(page)
    collected = collect_for(draft, timezone.localtime())
    document = _document(collected, draft)
    view = view_in(collected.collection, document)
    if isinstance(document, Leaflet):
        view = _with_sides(view, document, collected)
    return html.render(document, replace(view, address_root=folder))


def _folder() -> str:
    return reverse("preview_file", args=["x"]).removesuffix("x")


def _with_identity(page: Page) -> Page:
    """Give a page that was never saved a number, so that its document has a key."""
    if page.pk is not None:
        return page
    draft = copy(page)
    draft.pk = UNSAVED
    return draft


def _document(collected: Collected, draft: Page) -> Document:
    key = page_key(draft.pk)
    for document in collected.collection.documents:
        if document.head.key == key:
            return document
    reasons = [found for found in collected.collection.findings if found.key == key]
    raise SitegenError(
        reasons[0].message if reasons else "Chưa xem trước được trang này.",
        page=draft.title,
        hint=reasons[0].hint if reasons else "Kiểm tra các mục bắt buộc rồi thử lại.",
    )


def _with_sides(view: View, leaflet: Leaflet, collected: Collected) -> View:
    """Return ``view`` with both sides of the sheet as pictures, and what is said of the panels.

    A panel that is too full is drawn too, or its author would not see what is too much.
    """
    made = printing.drawn_sides(
        leaflet, load_picture=collected.load_picture, width_px=SIDE_WIDTH_PX
    )
    width, height = printing.side_picture_size(leaflet, SIDE_WIDTH_PX)
    sheets = []
    for number, content in enumerate(made.pictures, 1):
        path = _keep_side(content)
        alt = f"Mặt {'ngoài' if number == 1 else 'trong'} của tờ gấp"
        if leaflet.format.layout != "panels":
            alt = leaflet.format.name
        said = tuple(printing.panel_words(one) for one in made.fit if one.side == number)
        sheets.append(SheetPicture(path=path, width=width, height=height, alt=alt, said=said))
    return replace(view, sheets=tuple(sheets))


@lru_cache(maxsize=1)
def _assets() -> dict[str, bytes]:
    return {artifact.path: artifact.content for artifact in assets()}


def _asset(path: str) -> bytes | None:
    """Return an asset: from the release that is served, which spares making the fonts."""
    if path not in asset_paths().values():
        return identity_file(path)
    try:
        return (Path(settings.LOA_VAR) / "releases" / CURRENT / path).read_bytes()
    except OSError:
        return _assets()[path]


_PICTURE = re.compile(r"^pictures/([0-9a-f]{16})-")


@lru_cache(maxsize=200)
def _picture(path: str) -> bytes | None:
    named = _PICTURE.match(path)
    if not named:
        return None
    for picture in picture_loader().by_id().values():
        if picture.digest.startswith(named[1]):
            derivative = derivative_at(picture, path)
            if derivative is not None:
                return encode(Source(picture_loader().load(picture.digest)), derivative)
    return None


def _refusal(error: SitegenError) -> str:
    said = escape(str(error))
    return (
        '<!doctype html><html lang="vi"><meta charset="utf-8"><title>Chưa xem trước được</title>'
        '<body style="font:18px/1.6 sans-serif;max-width:34em;margin:3em auto;padding:0 1em">'
        f"<h1>Chưa xem trước được</h1><p>{said}</p></body></html>"
    )
