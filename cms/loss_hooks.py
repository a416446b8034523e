"""What Wagtail's screens say before many pages go: one sentence with their number."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from cms.losses import loss_words, translations_of
from cms.usage.labels import language_name
from sitegen.collect.sites import site_of
from sitegen.collect.visibility import visible_pages


@hooks.register("before_delete_page")
def say_loss_of_deleting(request: HttpRequest, page: Page) -> None:
    """Say it on the screen that asks."""
    _say(request, page)


@hooks.register("before_move_page")
def say_loss_of_moving(request: HttpRequest, page: Page, destination: Page) -> None:
    """Say it where citizens do not see the place that the page goes to, and what stays behind."""
    if request.method == "GET" and (stay := [*translations_of([page])]):
        said = gettext("Bản dịch không chuyển theo, vẫn ở chỗ cũ: %s. Hãy chuyển riêng từng bản.")
        named = (f"“{one.title}” ({language_name(one.locale)})" for one in stay)
        messages.warning(request, said % ", ".join(named))
    if destination.pk not in visible_pages(
        site_of(destination), timezone.now(), behind=[destination.pk]
    ):
        _say(request, page, with_translations=False)


def _say(request: HttpRequest, page: Page, *, with_translations: bool = True) -> None:
    said = loss_words([page], with_translations=with_translations)
    if request.method == "GET" and said:
        messages.warning(request, said)
