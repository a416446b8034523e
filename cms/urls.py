"""The addresses of the editor's host. Citizens read the mirror, not this."""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import include, path, re_path
from django.utils.translation import override
from django.views.generic import RedirectView
from django.views.i18n import JavaScriptCatalog
from wagtail import urls as wagtail_urls
from wagtail.admin.auth import require_admin_access
from wagtail.admin.localization import get_localized_response
from wagtail.documents import urls as wagtaildocs_urls

from cms.api import published_file
from cms.health import health_response
from cms.link_choosers import link_choosers
from cms.offices.narrowed import (
    ChosenPages,
    PageTypesReport,
    ProvincesHistory,
    rows_for_translators,
)
from cms.pictures import editor_picture
from cms.previewing.views import preview_link, preview_link_file
from cms.rating.taking import take_answer
from cms.session.login import TwoStepLogin
from cms.session.resetting import reset
from cms.session.views import LoginHere, session_state
from cms.watching.metrics import metrics_response
from media.attachments.serving import attachment
from sitegen.preview import preview_file


def editor_words(request: HttpRequest) -> HttpResponseBase:
    """Return what the editor's scripts say: Wagtail serves its own words only, not ours over them."""
    response: HttpResponseBase = get_localized_response(JavaScriptCatalog.as_view(), request)
    return response


def nowhere(_request: HttpRequest) -> HttpResponseBase:
    """Answer 404 where Wagtail has a screen that breaks down on purpose: whoever asks rings the alarm."""
    raise Http404


with override(settings.LANGUAGE_CODE):
    # Some of Wagtail's screens take their words when they are imported, for everybody from then on.
    editor_screens = include("wagtail.admin.urls")

urlpatterns = [
    path("admin/jsi18n/", editor_words, name="editor_words"),
    path("admin/localize/jsi18n/", editor_words),
    path("admin/phien/", session_state, name="session_state"),
    path("admin/phien/dang-nhap/", LoginHere.as_view(), name="login_here"),
    path("admin/login/", TwoStepLogin.as_view(), name="login_page"),
    path("admin/password_reset/", reset),
    path("admin/hai-buoc/", include("cms.doors.urls")),
    path("admin/failwhale/", nowhere),
    path("admin/reports/page-types-usage/", require_admin_access(PageTypesReport.as_view())),
    path(
        "admin/reports/page-types-usage/results/",
        require_admin_access(PageTypesReport.as_view(results_only=True)),
    ),
    path("admin/reports/site-history/", require_admin_access(ProvincesHistory.as_view())),
    path(
        "admin/reports/site-history/results/",
        require_admin_access(ProvincesHistory.as_view(results_only=True)),
    ),
    path("admin/choose-page/chosen-multiple/", require_admin_access(ChosenPages.as_view())),
    path(
        "admin/localize/api/snippets/<slug:app_label>/<slug:model_name>/",
        require_admin_access(rows_for_translators),
    ),
    path(
        "admin/localize/api/snippets/<slug:app_label>/<slug:model_name>/<str:pk>/",
        require_admin_access(rows_for_translators),
    ),
    *link_choosers,
    path("admin/", editor_screens),
    re_path(r"^documents/(\d+)/(.*)$", attachment),
    path(f"{settings.MEDIA_URL.strip('/')}/<path:path>", editor_picture),
    path("documents/", include(wagtaildocs_urls)),
    re_path(r"^api/v1/(?P<path>[\s\S]*)\Z", published_file, name="published_file"),
    path("danh-gia/", take_answer, name="rating_answer"),
    path("suc-khoe/", health_response, name="health"),
    path("metrics", metrics_response, name="metrics"),
    path("xem-truoc/<path:path>", preview_file, name="preview_file"),
    path("gui-xem/<str:token>/", preview_link, name="preview_link"),
    path("gui-xem/<str:token>/<path:path>", preview_link_file, name="preview_link_file"),
    path("", RedirectView.as_view(url="/admin/")),
]

handler403 = "cms.session.views.permission_denied"
handler500 = "cms.watching.faults.server_error"

# Wagtail's own login for readers of private pages takes a password and asks for nothing more.
urlpatterns += [
    path(
        "_util/login/", RedirectView.as_view(pattern_name="wagtailadmin_login", query_string=True)
    ),
    path("", include(wagtail_urls)),
]
