"""Switching: what happens when a language comes on the mirror, leaves it, or is added."""

from collections import Counter
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ForeignObjectRel
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log
from wagtail.models import Locale, Page

from cms.models import Term
from sitegen.languages import SOURCE, language_of
from sitegen.models import SpokenLanguage

__all__ = ["SWITCHED_OFF", "SWITCHED_ON", "refuse_taken", "remove", "switch", "uses_of"]

_NAMED = {
    "wagtailcore.Page": gettext_lazy("trang"),
    "wagtail_localize.StringTranslation": gettext_lazy("câu dịch"),
    "wagtail_localize.Translation": gettext_lazy("bản dịch"),
}
SWITCHED_ON, SWITCHED_OFF = "loa.language_on", "loa.language_off"


@transaction.atomic
def switch(code: str, user: Any, *, is_on: bool) -> None:
    """Let a language that has a row onto the mirror, or take it off; nothing is deleted.

    Raises ValidationError, in words, where that cannot be.
    """
    if code == SOURCE:
        raise ValidationError(_("Tiếng Việt là ngôn ngữ gốc, không tắt được."))
    if is_on:
        refuse_taken(code)
    locale, _is_new = Locale.objects.get_or_create(language_code=code)
    SpokenLanguage.objects.update_or_create(code=code, defaults={"is_on": is_on})
    log(
        locale,
        SWITCHED_ON if is_on else SWITCHED_OFF,
        user=user,
        title=language_of(code).name,
        data={"language": code},
    )


@transaction.atomic
def remove(row: SpokenLanguage, user: Any) -> None:
    """Take an added language away again, as one does with a mistake.

    Raises ValidationError, in words, where anything is written in it.
    """
    if uses := uses_of(row):
        raise ValidationError(
            _("Đã có %(uses)s bằng %(name)s nên không xoá được; hãy tắt đi."),
            params={"uses": ", ".join(uses), "name": row.as_language().spoken},
        )
    locale = Locale.objects.filter(language_code=row.code).first()
    if locale:
        log(locale, "wagtail.delete", user=user, title=row.name, deleted=True)
        locale.delete()
    row.delete()


def uses_of(row: SpokenLanguage) -> list[str]:
    """Return in words how much is written in a language: "3 trang", "12 câu dịch"."""
    locale = Locale.objects.filter(language_code=row.code).first()
    counts = Counter({_("thuật ngữ"): Term.objects.filter(language=row.code).count()})
    fields = (one for one in Locale._meta.get_fields(include_hidden=True) if one.auto_created)
    for one in (one.field for one in fields if isinstance(one, ForeignObjectRel)):
        if locale and not one.many_to_many:
            found = one.model._base_manager.filter(**{one.name: locale}).count()
            counts[str(_NAMED.get(one.model._meta.label, _("mục khác")))] += found
    return [f"{count} {name}" for name, count in counts.items() if count]


def refuse_taken(code: str) -> None:
    """Raise ValidationError where the folder of a language is that of a page below the home page."""
    homes = Page.objects.filter(depth=2, locale__language_code=SOURCE)
    pages = Page.objects.filter(depth=3, slug=code, locale__language_code=SOURCE)
    page = next((page for page in pages if any(map(page.is_descendant_of, homes))), None)
    if page is not None:
        raise ValidationError(
            _(
                "Trang “%(title)s” đang có địa chỉ “%(code)s”, trùng với mã ngôn ngữ. Hãy đổi địa chỉ "
                "trang ấy trước."
            ),
            params={"title": page.title, "code": code},
        )
