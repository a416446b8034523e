"""Remember what a new form has made; bring the script that waits."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks


@hooks.register("after_create_page", order=-100)
@hooks.register("after_create_snippet", order=-100)
def remember(request: HttpRequest, made: Any) -> None:
    """Tie what was made to the form it came from, before another hook answers."""
    form = getattr(request, "loa_new_form", None)
    if form is not None:
        form.has_made(made)


@hooks.register("insert_global_admin_js", order=-10)
def script() -> str:
    """Add it before the scripts that listen to it."""
    return format_html('<script src="{}"></script>', static("cms/saving.js"))
