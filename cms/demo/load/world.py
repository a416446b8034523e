"""The demo province, from nothing to a mirror's worth of pages."""

from django.db import transaction
from wagtail.models import Locale

from cms.demo.load.files import load_files
from cms.demo.load.history import load_history
from cms.demo.load.pages import load_pages
from cms.demo.load.registries import load_registries
from cms.demo.load.shelf import Shelf
from cms.demo.load.translations import load_translations
from cms.demo.load.users import load_users
from sitegen.languages import LANGUAGES

__all__ = ["load_demo"]


@transaction.atomic
def load_demo() -> tuple[str, ...]:
    """Create what is missing of the demo province; return the names of what was created."""
    for code in LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    shelf = Shelf()
    load_users()
    load_registries(shelf)
    load_files(shelf)
    load_pages(shelf)
    load_translations(shelf)
    transaction.on_commit(lambda: load_history(shelf))  # after translations are published
    return tuple(shelf.created)
