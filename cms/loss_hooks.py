"""What Wagtail's screens say before many pages go: one sentence with their number."""

from django.http import HttpRequest
from django.utils import timezone
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from cms.losses import loss_words
from sitegen.collect.sites import site_of
from sitegen.collect.visibility import visible_pages

__all__: list[str] = []


@hooks.register("before_delete_page")
def say_loss_of_deleting(request: HttpRequest, page: Page) -> None:
    """Say it on the screen that asks."""
    _say(request, page)


@hooks.register("before_move_page")
def say_loss_of_moving(request: HttpRequest, page: Page, destination: Page) -> None:
    """Say it where citizens do not see the place that the page goes to."""
    if destination.pk not in visible_pages(
        site_of(destination), timezone.now(), behind=[destination.pk]
    ):
        _say(request, page)


def _say(request: HttpRequest, page: Page) -> None:
    if request.method == "GET" and (said := loss_words([page])):
        messages.warning(request, said)
