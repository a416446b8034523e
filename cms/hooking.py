"""What packages of ours tell Wagtail, one call each: screens, buttons, reports, styles, rights."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.contrib.auth.models import Permission
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter

from cms.admin_home import EverydayTask

__all__ = [
    "register_addresses",
    "register_button",
    "register_history",
    "register_report",
    "register_rights",
    "register_screens",
    "register_style",
    "register_task",
    "shown_to",
]


class _Screens(ViewSet):
    patterns: tuple[URLPattern, ...] = ()

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses."""
        return list(self.patterns)


def register_screens(name: str, prefix: str, *patterns: URLPattern, **options: Any) -> None:
    """Put screens below ``prefix`` of the editor; their addresses are called ``name:…``.

    ``options`` are those of Wagtail's ViewSet: words, icon and place in a menu, which leads to the
    first screen.
    """
    screens = _Screens(name, url_prefix=prefix, patterns=patterns, **options)
    hooks.register("register_admin_viewset", lambda: screens)


def register_addresses(*patterns: URLPattern) -> None:
    """Give addresses of the editor that belong to no name of their own."""
    hooks.register("register_admin_urls", lambda: list(patterns))


def register_button(
    screen: str, words: Any, icon: str, priority: int, is_for: Callable[[Any, Any], bool]
) -> Callable[..., Iterator[Button]]:
    """Lead to ``screen`` from the head of each stored page that ``is_for(page, user)``.

    Returned is what gives the button of a page to a user, if there is one.
    """

    def buttons(page: Any, user: Any, **_kwargs: Any) -> Iterator[Button]:
        if page.pk and is_for(page, user):
            url = reverse(screen, args=[page.pk])
            yield Button(words, url=url, icon_name=icon, priority=priority)

    hooks.register("register_page_header_buttons", buttons)
    return buttons


def register_report(
    screen: str, words: Any, icon: str, order: int, may_see: Callable[[Any], bool]
) -> None:
    """Lead to ``screen`` from the reports, for each user who ``may_see`` it."""

    def item() -> MenuItem:
        return shown_to(may_see)(words, reverse(screen), icon_name=icon, order=order)

    hooks.register("register_reports_menu_item", item)


def shown_to(may_see: Callable[[Any], bool]) -> type[MenuItem]:
    """Return an item of a menu that only users who ``may_see`` are shown."""

    class Shown(MenuItem):
        def is_shown(self, request: HttpRequest) -> bool:
            """Ask the same question as the screen."""
            return may_see(request.user)

    return Shown


def register_task(  # what a button of the first page is
    screen: str,
    words: Any,
    icon: str,
    order: int,
    may: Callable[[Any], bool],
    *args: Any,
) -> None:
    """Offer ``screen`` on the first page to each user who ``may``; ``args`` belong to its address."""

    def task(request: HttpRequest) -> EverydayTask | None:
        if not may(request.user):
            return None
        url = reverse(screen, args=args)
        return EverydayTask(label=str(words), url=url, icon=icon, order=order)

    hooks.register("register_everyday_task", task)


def register_history(entries: Mapping[str, tuple[Any, Any] | type[LogFormatter]]) -> None:
    """Name what is written into histories: by its code the words, short and long, or who says it."""

    def name(actions: Any) -> None:
        for code, said in entries.items():
            if isinstance(said, tuple):
                actions.register_action(code, *said)
            else:
                actions.register_action(code)(said)

    hooks.register("register_log_actions", name)


def register_rights(*codenames: str) -> None:
    """Offer rights of ours in the form of a group."""
    found = {"content_type__app_label": "cms", "codename__in": codenames}
    hooks.register("register_permissions", lambda: Permission.objects.filter(**found))


def register_style(path: str) -> None:
    """Load a style sheet on every screen of the editor."""
    link = '<link rel="stylesheet" href="{}">'
    hooks.register("insert_global_admin_css", lambda: format_html(link, static(path)))
