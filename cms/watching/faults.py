"""Lỗi máy chủ: what an officer, or a script of the editor, is told when something breaks.

Nothing here asks the database, and the page stands alone: it shows when all else fails.
"""

import errno
import sqlite3
import sys
from http import HTTPStatus
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, JsonResponse
from django.template import loader
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from cms.session.answers import wants_json
from sitegen.errors import AwayError

__all__ = ["AWAY", "BROKEN", "FULL", "RETRY_SECONDS", "is_away", "server_error"]

BROKEN, AWAY, FULL = "internal_error", "database_away", "storage_away"
RETRY_SECONDS = 30
WORDS = {
    BROKEN: _("Máy chủ gặp lỗi, việc vừa rồi chưa xong. Báo người quản trị số %(number)s."),
    AWAY: _("Cơ sở dữ liệu chưa trả lời, việc vừa rồi chưa xong (số %(number)s)."),
    FULL: _("Máy chủ chưa cất được tệp, việc vừa rồi chưa xong (số %(number)s)."),
}
PAGES = {BROKEN: "500.html", AWAY: "503.html", FULL: "cms/storage_away.html"}
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG})
"""What a disk says that takes nothing more."""
KEEPING = ("wagtailadmin_pages", "wagtailsnippets_")
"""Screens whose forms keep a copy in the browser (kept.js)."""


def server_error(request: Any) -> HttpResponse:
    """Answer a request that broke: 503 when it may work later, else 500; with the number."""
    code = _code(sys.exc_info()[1])
    number = getattr(request, "loa_number", "")
    if wants_json(request):
        said = str(WORDS[code]) % {"number": number}
        answer: HttpResponse = JsonResponse(
            {"success": False, "error_code": code, "error_message": said, "number": number}
        )
    else:
        answer = HttpResponse(_page(request, code, number))
    answer.status_code = HTTPStatus.INTERNAL_SERVER_ERROR
    if code != BROKEN:
        answer.status_code = HTTPStatus.SERVICE_UNAVAILABLE
        answer["Retry-After"] = str(RETRY_SECONDS)
    answer["Cache-Control"] = "no-store"
    return answer


def is_away(fault: BaseException | None) -> bool:
    """Tell whether the database did not answer, rather than that it was asked something wrong.

    SQLite calls a missing table by the same name as a locked file.
    """
    cause = getattr(fault, "__cause__", None)
    if isinstance(cause, sqlite3.OperationalError):
        return getattr(cause, "sqlite_errorcode", None) != sqlite3.SQLITE_ERROR
    return isinstance(fault, (InterfaceError, OperationalError))


def _code(fault: BaseException | None) -> str:
    if is_away(fault):
        return AWAY
    is_full = isinstance(fault, OSError) and fault.errno in NO_ROOM
    return FULL if is_full or isinstance(fault, AwayError) else BROKEN


def _page(request: Any, code: str, number: str) -> str:
    is_sent = request.method not in ("GET", "HEAD")
    path = getattr(request, "loa_path", request.path)
    is_kept = is_sent and _keeps_copies(path)
    context = {
        "number": number,
        "path": path,
        "is_sent": is_sent,
        "is_kept": is_kept,
        "again": path if is_kept else "" if is_sent else request.get_full_path(),
    }
    return loader.render_to_string(PAGES[code], context)


def _keeps_copies(path: str) -> bool:
    """Tell whether the form that was sent there is one of those that kept.js keeps copies of."""
    try:
        match = resolve(path)
    except Resolver404:
        return False
    return match.namespace.startswith(KEEPING) and match.url_name in {"add", "edit"}
