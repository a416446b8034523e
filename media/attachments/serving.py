"""Serving: attachments are for officers here; citizens find the published ones in the mirror."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.documents import get_document_model
from wagtail.documents.views.serve import serve
from wagtail.permissions import policy_registry

__all__ = ["attachment"]


@never_cache
@require_safe
def attachment(request: HttpRequest, pk: str, name: str) -> HttpResponseBase:
    """Return the file to whoever may choose or change it; raises Http404 for other officers.

    Who is not logged in learns nothing, not even whether there is such a file.
    """
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path(), resolve_url("wagtailadmin_login"))
    model = get_document_model()
    policy = policy_registry.get_by_type(model)
    known = policy.instances_user_has_any_permission_for(request.user, ["choose", "change"])
    may_enter = request.user.has_perm("wagtailadmin.access_admin")
    if not (may_enter and known.filter(pk=pk).exists()):
        raise Http404
    response: HttpResponseBase = serve(request, pk, name)
    if response.get("Content-Encoding") == "None":  # Wagtail's word for a file that is not packed
        del response["Content-Encoding"]
    return response
