"""States of an edition: the moves there are, from where each is allowed, and who made it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from cms.collect.standing import licence_of_another
from cms.models import LeafletPage, PrintEdition

__all__ = ["LOG", "MOVES", "Move", "history", "move", "moves_of", "require_own_licence"]

Status = PrintEdition.Status

LOG = "loa.edition."
"""What the history calls a move begins so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One thing that officers do with an edition; ``done`` is what the history says of it.

    ``is_question`` asks first: it cannot be taken back.
    """

    name: str
    label: Promise
    done: Promise
    sources: tuple[str, ...]
    target: str
    is_question: bool = False


MOVES: Mapping[str, Move] = {
    one.name: one
    for one in (
        Move(
            name="license",
            label=_("Ghi nhận đã có giấy phép"),
            done=_("Ghi nhận đã có giấy phép"),
            sources=(Status.DRAFT,),
            target=Status.LICENSED,
        ),
        Move(
            name="hand_over",
            label=_("Giao nhà in"),
            done=_("Giao nhà in"),
            sources=PrintEdition.OPEN,
            target=Status.PRINTING,
        ),
        Move(
            name="circulate",
            label=_("Đã nhận từ nhà in, bắt đầu phát"),
            done=_("Bắt đầu phát"),
            sources=(Status.PRINTING,),
            target=Status.CIRCULATING,
        ),
        Move(
            name="withdraw",
            label=_("Đã thu hồi"),
            done=_("Thu hồi"),
            sources=(*PrintEdition.OPEN, *PrintEdition.OUT),
            target=Status.WITHDRAWN,
            is_question=True,
        ),
    )
}


def moves_of(edition: PrintEdition) -> tuple[Move, ...]:
    """Return what can be done with ``edition`` in its state."""
    return tuple(one for one in MOVES.values() if edition.status in one.sources)


@transaction.atomic
def move(edition: PrintEdition, name: str, /, *, user: Any = None, **values: Any) -> PrintEdition:
    """Move an edition on and return it as stored; ``values`` are fields written with it.

    Raises ValidationError in words when its state, as stored now, does not allow that: of two
    who ask at the same moment one does it.
    """
    asked = MOVES[name]
    if name == "license":
        require_licence(edition)
    if asked.target == Status.WITHDRAWN:
        values["withdrawn_on"] = timezone.localdate()
    rows = PrintEdition.objects.filter(pk=edition.pk)
    if not rows.filter(status__in=asked.sources).update(status=asked.target):
        raise ValidationError(_refusal(rows.get(), asked))
    stored: PrintEdition = rows.get()
    for field, value in values.items():
        setattr(stored, field, value)
    stored.save()  # an update of rows alone would wake no release
    log(instance=stored, action=f"{LOG}{name}", user=user)
    return stored


def require_licence(edition: PrintEdition) -> None:
    """Refuse, in words, an edition whose leaflet names no licence."""
    page = edition.page.specific if edition.page else None
    if page is None or not page.licence_number:
        raise ValidationError(
            gettext(
                "Tờ gấp chưa ghi giấy phép xuất bản. Ghi số, ngày và nơi cấp ở mục “Bản in” của "
                "tờ gấp, xuất bản, rồi làm lại."
            )
        )
    require_own_licence(page)


def require_own_licence(page: LeafletPage) -> None:
    """Refuse, in words, the licence of another leaflet that went to print."""
    if said := licence_of_another(page, page.licence_number):
        raise ValidationError(said)


def history(edition: PrintEdition) -> list[ModelLogEntry]:
    """Return who did what with ``edition``, the newest first."""
    entries = ModelLogEntry.objects.for_instance(edition).select_related("user")
    return list(entries.filter(action__startswith=LOG).order_by("-timestamp", "-pk"))


def _refusal(edition: PrintEdition, asked: Move) -> str:
    return gettext(
        "“%(name)s” đang ở tình trạng “%(status)s” nên không làm được việc “%(move)s”. "
        "Tải lại trang để thấy việc có thể làm."
    ) % {"name": edition.name, "status": edition.get_status_display(), "move": asked.label}
