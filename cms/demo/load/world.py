"""The demo province, from nothing to a mirror's worth of pages."""

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale

from cms.demo.load.files import load_files
from cms.demo.load.history import load_history
from cms.demo.load.pages import load_pages
from cms.demo.load.registries import load_registries
from cms.demo.load.shelf import Shelf
from cms.demo.load.translations import load_translations
from cms.demo.load.users import load_office_people, load_users

__all__ = ["DemoRefusedError", "load_demo"]


class DemoRefusedError(Exception):
    """The demo does not belong on a server, unless somebody asked for it there."""


@transaction.atomic
def load_demo(*, is_wanted_on_a_server: bool = False) -> tuple[str, ...]:
    """Create what is missing of the demo province; return the names of what was created.

    Raises DemoRefusedError on a server, unless it is wanted there.
    """
    if not (settings.LOA_MAY_LOAD_DEMO or is_wanted_on_a_server):
        raise DemoRefusedError
    for code in ("vi", "en", "tyz"):
        Locale.objects.get_or_create(language_code=code)
    shelf = Shelf()
    load_users()
    load_registries(shelf)
    load_files(shelf)
    load_pages(shelf)
    load_translations(shelf)
    load_office_people(shelf)
    transaction.on_commit(lambda: load_history(shelf))  # after translations are published
    return tuple(shelf.created)
