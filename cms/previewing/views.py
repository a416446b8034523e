"""The address that needs no account: one draft with its surroundings, its files, and the answer."""

import re
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from cms.models.preview_link import PreviewLink
from cms.previewing.addresses import file_of, folder_of, leading_out
from cms.previewing.answers import LIMITS, MOST_LETTERS, AnswerForm, TooManyAnswersError, receive
from cms.previewing.links import draft_of, link_of
from cms.session.throttle import TOO_MANY
from cms.session.views import is_from_here
from sitegen.errors import SitegenError
from sitegen.preview import is_asset, rendered
from sitegen.render.server_headers import content_policy

__all__ = ["preview_link", "preview_link_file"]

_THANKS = "da-gui"
_THANKS_SECONDS = 5 * 60
_SALT = "cms.previewing.thanks"
_MAIN = re.compile(r'<main id="main"[^>]*>')


@csrf_exempt  # no cookie gives a right here: whoever has the token may answer, and nobody else can
@require_http_methods(["GET", "HEAD", "POST"])
def preview_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show the draft of a link that is good, and take the answer; say no more than that of others."""
    link = link_of(token)
    if link is None:
        return _closed(request)
    form, status = AnswerForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            receive(link, form.cleaned_data)
        except TooManyAnswersError:
            status = TOO_MANY
        else:
            thanks = signing.dumps(link.pk, salt=_SALT)
            return _guarded(redirect(f"{folder_of(token)}?{_THANKS}={thanks}#tra-loi"))
    try:
        page = _page(request, link, token, {"form": form, "is_too_often": status == TOO_MANY})
    except SitegenError:
        return _closed(request, is_thanked=_is_thanked(request, link))
    response = _guarded(HttpResponse(page, status=status))
    response["Content-Security-Policy"] = content_policy()  # as on the mirror
    if status == TOO_MANY:
        response["Retry-After"] = str(int(LIMITS[0][1].total_seconds()))
    return response


@require_safe
def preview_link_file(request: HttpRequest, token: str, path: str) -> HttpResponse:
    """Serve what the page of a good link shows."""
    link = link_of(token)
    response = file_of(link, path) if link is not None else None
    if response is None:
        return _closed(request)
    response = _guarded(response)
    if is_asset(path):
        response["Cache-Control"] = "private, max-age=3600"  # the mirror's own, secret to nobody
    return response


def _page(request: HttpRequest, link: PreviewLink, token: str, answering: dict[str, Any]) -> str:
    draft, number = draft_of(link)
    folder = folder_of(token)
    html = leading_out(rendered(draft, folder), link, folder).decode()
    said = {
        **answering,
        "link": link,
        "is_thanked": _is_thanked(request, link),
        "number": number or "",
        "is_out": link.page.live and link.page.live_revision_id == number,
        "most_letters": MOST_LETTERS,
    }
    top = render_to_string("cms/previewing/top.html", said)
    foot = render_to_string("cms/previewing/answer.html", said, request)
    html = _MAIN.sub(lambda found: found[0] + top, html, count=1)
    before, end, after = html.rpartition("</main>")
    return before + foot + end + after


def _is_thanked(request: HttpRequest, link: PreviewLink) -> bool:
    """Tell whether an answer was sent just now: who is given the address later is not thanked."""
    try:
        thanks = signing.loads(request.GET.get(_THANKS, ""), salt=_SALT, max_age=_THANKS_SECONDS)
    except signing.BadSignature:
        return False
    return bool(thanks == link.pk)


def _closed(request: HttpRequest, *, is_thanked: bool = False) -> HttpResponse:
    """Say the same for every token that shows nothing: what it was, if it was one, is not told.

    Words that were typed into our form are given back, whatever has become of the link.
    """
    typed = request.POST.get("words", "") if is_from_here(request) else ""
    said = {"typed": typed[: 2 * MOST_LETTERS], "is_thanked": is_thanked}
    return _guarded(render(request, "cms/previewing/closed.html", said, status=404))


def _guarded(response: HttpResponse) -> HttpResponse:
    """Keep what is shown out of search engines and caches, and the address out of other hosts' logs.

    Not "no-referrer": a browser then calls the origin of the answer "null", and it is not known for
    ours when its words have to be given back.
    """
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "same-origin"
    return response
