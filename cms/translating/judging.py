"""Judging: which translations were really made, and why the others were not.

wagtail-localize suppresses what a page refuses and leaves half a copy behind; so its own log is
compared, and what is missing is tried once more for the reason.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationLog, TranslationSource

__all__ = ["FAULTS", "Refusal", "Untranslated", "last_log", "reasons", "without_log"]

FAULTS = (ValidationError, ObjectDoesNotExist, DatabaseError)
"""What making a translation may meet; anything else is a fault of ours and stays one."""


class Untranslated(Exception):  # noqa: N818  # says what it is
    """Something was asked for and not made; whatever was made with it is taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One page or step set that could not be translated, with the reasons in Vietnamese."""

    name: str
    language: str
    said: tuple[str, ...]


def last_log() -> int:
    """Return the number of the newest translation so far."""
    newest = TranslationLog.objects.order_by("pk").last()
    return newest.pk if newest else 0


def without_log(pairs: Iterable[tuple[Any, Any]], since: int) -> bool:
    """Tell whether one of ``pairs`` was not translated after the log numbered ``since``."""
    made = {
        (str(key), locale)
        for key, locale in TranslationLog.objects.filter(pk__gt=since).values_list(
            "source__object_id", "locale_id"
        )
    }
    return any((str(row.translation_key), locale.pk) not in made for row, locale in pairs)


def reasons(pairs: Iterable[tuple[Any, Any]], user: Any, *, is_renewing: bool) -> list[Refusal]:
    """Try ``pairs`` in their order, undo it all, and return what was refused.

    ``is_renewing`` when the translations are to be made of what the rows say today.
    """
    refused = []
    with transaction.atomic():
        for row, locale in pairs:
            said = tuple(_tried(row, locale, user, is_renewing=is_renewing))
            if said:
                refused.append(
                    Refusal(name=str(row), language=locale.get_display_name(), said=said)
                )
        transaction.set_rollback(True)
    return refused


def _tried(row: Any, locale: Any, user: Any, *, is_renewing: bool) -> Iterator[str]:
    try:
        with transaction.atomic():
            source, _created = TranslationSource.get_or_create_from_instance(row)
            if is_renewing:
                source.update_from_db()
            translation, _created = Translation.objects.get_or_create(
                source=source, target_locale=locale
            )
            translation.save_target(user=user, publish=False)
    except ValidationError as error:
        yield from error.messages
    except (ObjectDoesNotExist, DatabaseError):
        yield _fault()


def _fault() -> str:
    if any(Page.find_problems()):
        return _("Cây trang trong cơ sở dữ liệu bị lệch. Hãy báo người quản trị chạy lệnh fixtree.")
    return _("Máy chủ gặp lỗi khi ghi. Hãy báo người quản trị xem nhật ký.")
