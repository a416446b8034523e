"""The languages of one request: those that were added, and the one that the editor itself speaks."""

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.core.cache import cache
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from wagtail.coreutils import get_content_languages, get_supported_content_language_variant

from sitegen.collect.spoken import learn
from sitegen.languages import LANGUAGES, SOURCE, all_languages

__all__ = ["EditorLanguageMiddleware", "catch_up"]

_NAMES = "wagtail_locales_display_name"
"""Under which Wagtail keeps what it calls its locales."""
_EDITOR = "/admin/"


class EditorLanguageMiddleware(LocaleMiddleware):
    """Django's own; but what people read in the languages of the mirror is the mirror alone.

    Another process may have added a language since: one query tells.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Catch up with the languages, and speak one of those that the editor has words for."""
        is_signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
        if is_signed_in and request.path_info.startswith(_EDITOR):
            catch_up()
        super().process_request(request)
        if translation.get_language() not in dict(settings.WAGTAILADMIN_PERMITTED_LANGUAGES):
            translation.activate(SOURCE)
            request.LANGUAGE_CODE = SOURCE


def catch_up() -> None:
    """Let Wagtail know in this process every language that has a row.

    Its list is a setting, read once: the list is filled anew, and what was read from it forgotten.
    """
    learn()
    rows = [(row.code, row.name) for row in all_languages()]
    if rows == settings.WAGTAIL_CONTENT_LANGUAGES:
        return
    for row in all_languages():
        if row.code not in LANGUAGES:
            LANG_INFO[row.code] = {
                "bidi": False,
                "code": row.code,
                "name": row.name_english,
                "name_local": row.name_own,
                "fallback": [SOURCE],
            }
    settings.LANGUAGES[:] = settings.WAGTAIL_CONTENT_LANGUAGES[:] = rows
    get_content_languages.cache_clear()
    get_supported_content_language_variant.cache_clear()
    cache.delete(_NAMES)
