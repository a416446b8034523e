"""Bring the scripts that keep what is typed onto every screen of the editor."""

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html_join
from wagtail import hooks

from cms.hooking import register_style

register_style("cms/session.css")

SCRIPTS = ("session", "copies", "kept", "lengths", "dates", "moves", "names", "tables")


@hooks.register("insert_global_admin_js")
def scripts() -> str:
    """Add them, in the order in which they need each other."""
    state, tables = reverse("session_state"), reverse("pasted_blocks:read")
    given = ((static(f"cms/{name}.js"), state, tables) for name in SCRIPTS)
    script = '<script src="{}" data-state="{}" data-address="{}"></script>'
    return format_html_join("", script, given)
