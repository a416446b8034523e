"""The demo under another name: one of two made-up provinces gives it its emblem and its colour."""

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.models import Collection, Site

from cms.demo.content.identities import IDENTITIES
from cms.demo.emblems import draw_emblem
from cms.demo.load.shelf import model
from cms.models import HomePage

__all__ = ["give_identity"]


@transaction.atomic
def give_identity(name: str) -> None:
    """Let the home pages of the default site say that they are of the sample province ``name``."""
    chosen = IDENTITIES[name]
    illustration = model("media.Illustration")
    emblem = illustration._default_manager.filter(title=chosen.emblem).first()
    if emblem is None:
        drawn = ContentFile(draw_emblem(name, chosen.accent), name=f"{name}.png")
        emblem = illustration(
            title=chosen.emblem,
            description=chosen.emblem,
            collection=Collection.get_first_root_node(),
            file=drawn,
            is_free_of_personal_data=True,  # drawn by us: nobody was ever in it
        )
        emblem.save()
    root = Site.objects.get(is_default_site=True).root_page
    homes = HomePage.objects.filter(translation_key=root.translation_key, alias_of=None)
    for home in homes.select_related("locale"):
        language = home.locale.language_code
        home.site_title, home.tagline = chosen.names.get(language, chosen.names["vi"])
        home.responsible = chosen.responsible.get(language, chosen.responsible["vi"])
        home.accent, home.emblem = chosen.accent, emblem
        home.keeper_contact = home.help_contact
        home.save_revision().publish()
