"""How a draft is called before it has a name."""

from django.utils.translation import gettext

__all__ = ["shown_name"]


def shown_name(name: str) -> str:
    """Return the name, or "(chưa có tên)": where it is empty Wagtail shows class and number."""
    return name.strip() or gettext("(chưa có tên)")
