"""Who publishes only by another's approval."""

from typing import Any

from django.apps import apps
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.offices.membership import office_of, offices_of

__all__ = ["needs_other_eyes", "office_wants_approval"]


def office_wants_approval(agency: int | None) -> bool:
    """Tell whether an office, by its id, is set up and has not been told to do without."""
    groups = apps.get_model("cms", "OfficeGroup").objects.filter(agency=agency)
    found = set(groups.values_list("is_approval_off", flat=True))
    return bool(found) and True not in found


def needs_other_eyes(page: Page, user: Any) -> bool:
    """Tell whether ``user`` publishes ``page`` only by another's approval: so it is set for its office.

    People of the province publish directly, as they did. A translation goes out from its own form, which
    has no way to send it: its translator may not publish, and who may is another.
    """
    if user.is_superuser or offices_of(user).everywhere:
        return False
    if not office_wants_approval(office_of(page)):
        return False
    translated = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    )
    return not translated.exists()
