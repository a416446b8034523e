"""Answering: who may see an office's obligations, who answers for it, and what is written down."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from wagtail.log_actions import log
from wagtail.permissions import page_permission_policy

from cms.audit.actions import OBLIGATION
from cms.models import Agency, AgencyHomePage, Obligation, ObligationAnswer
from cms.offices.membership import offices_of

__all__ = ["answer", "may_answer", "offices_seen", "withdraw"]


def offices_seen(user: Any) -> QuerySet[Agency]:
    """Return the offices with a page whose obligations ``user`` may read: his own, or all."""
    with_pages = AgencyHomePage.objects.values("agency")
    return Agency.objects.filter(offices_of(user).among("pk"), pk__in=with_pages, live=True)


def may_answer(user: Any, agency: Agency) -> bool:
    """Tell whether ``user`` answers for the office: who may publish its page does."""
    may = page_permission_policy.instances_user_has_permission_for(user, "publish")
    own = AgencyHomePage.objects.filter(agency=agency)
    return bool(may.filter(pk__in=own.values("pk")).exists())


@transaction.atomic
def answer(given: ObligationAnswer, officer: Any) -> None:
    """Keep an answer in the place of the one before; both stand in the history of the office."""
    ObligationAnswer.objects.update_or_create(
        obligation=given.obligation,
        agency=given.agency,
        year=given.year,
        defaults={"answer": given.answer, "reason": given.reason, "officer": officer},
    )
    said = f"{given.get_answer_display()}: {given.reason}"
    _note(given.agency, given.obligation, given.year, said, officer)


@transaction.atomic
def withdraw(agency: Agency, obligation: Obligation, year: int, officer: Any) -> bool:
    """Take the answer of a year back; False when there is none."""
    found = ObligationAnswer.objects.filter(obligation=obligation, agency=agency, year=year)
    deleted, _by_model = found.delete()
    if deleted:
        _note(agency, obligation, year, "rút lại", officer)
    return bool(deleted)


def _note(agency: Agency, obligation: Obligation, year: int, said: str, officer: Any) -> None:
    data = {"obligation": f"{obligation.source}, {obligation.article}", "year": year, "said": said}
    log(instance=agency, action=OBLIGATION, user=officer, data=data)
