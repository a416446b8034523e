"""The addresses of the editor's host. Citizens read the mirror, not this."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import include, path, re_path
from django.utils.translation import override
from django.views.generic import RedirectView
from django.views.i18n import JavaScriptCatalog
from wagtail import urls as wagtail_urls
from wagtail.admin.localization import get_localized_response
from wagtail.documents import urls as wagtaildocs_urls

from cms.api import published_file
from cms.health import health_response
from cms.pictures import editor_picture
from cms.session.resetting import reset
from cms.session.views import LoginHere, session_state
from media.attachments.serving import attachment
from sitegen.preview import preview_file


def editor_words(request: HttpRequest) -> HttpResponseBase:
    """Return what the editor's scripts say: Wagtail serves its own words only, not ours over them."""
    response: HttpResponseBase = get_localized_response(JavaScriptCatalog.as_view(), request)
    return response


with override(settings.LANGUAGE_CODE):
    # Some of Wagtail's screens take their words when they are imported, for everybody from then on.
    editor_screens = include("wagtail.admin.urls")

urlpatterns = [
    path("admin/jsi18n/", editor_words),
    path("admin/localize/jsi18n/", editor_words),
    path("admin/phien/", session_state, name="session_state"),
    path("admin/phien/dang-nhap/", LoginHere.as_view(), name="login_here"),
    path("admin/password_reset/", reset),
    path("admin/", editor_screens),
    re_path(r"^documents/(\d+)/(.*)$", attachment),
    path(f"{settings.MEDIA_URL.strip('/')}/<path:path>", editor_picture),
    path("documents/", include(wagtaildocs_urls)),
    path("api/v1/<path:path>", published_file, name="published_file"),
    path("suc-khoe/", health_response, name="health"),
    path("xem-truoc/<path:path>", preview_file, name="preview_file"),
    path("", RedirectView.as_view(url="/admin/")),
]

handler403 = "cms.session.views.permission_denied"

urlpatterns += [path("", include(wagtail_urls))]
