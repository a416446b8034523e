"""Whose desk it is: the offices that somebody writes for, and the office a row belongs to.

Nothing of this is stored. Who has a right over an office's page, by a group, belongs to that office; who
has one over the root of all pages belongs to the province. An office below another keeps its own rows. A
group's rights over registries hold for the rows of the group's offices: who writes for one office and
translates for another writes no rows of the other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, Q
from wagtail.models import GroupPagePermission, Page

__all__ = ["PROVINCE", "Offices", "office_of", "offices_of", "owner_field", "owner_of"]

_KNOWN = "_loa_offices"


@dataclass(frozen=True, slots=True)
class Offices:
    """Some offices by their ids, or all of them and what belongs to none."""

    ids: frozenset[int] = frozenset()
    everywhere: bool = False

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.ids)

    def holds(self, agency: int | None) -> bool:
        """Tell whether the office ``agency`` is among them; None is what belongs to no office."""
        return self.everywhere or agency in self.ids

    def among(self, field: str) -> Q:
        """Return the condition that a row belongs to one of them, by its ``field``."""
        return Q() if self.everywhere else Q(**{f"{field}__in": self.ids})


PROVINCE = Offices(everywhere=True)
"""Everything: what an administrator of the province reaches."""


def offices_of(user: Any, permission: str = "") -> Offices:
    """Return the offices of a user, or those for which a ``permission`` ("cms.change_portal") is given.

    What is found stays with the user's object, as the rights over pages do.
    """
    if not user.is_active or user.is_anonymous:
        return Offices()
    if user.is_superuser:
        return PROVINCE
    known = getattr(user, _KNOWN, None)
    if known is None:
        known = _by_group(user)
        setattr(user, _KNOWN, known)
    given = user.get_user_permissions() if permission else set()
    of_groups = [
        offices
        for offices, permissions in known
        if not permission or permission in permissions or permission in given
    ]
    if any(one.everywhere for one in of_groups):
        return PROVINCE
    return Offices(frozenset(number for one in of_groups for number in one.ids))


def office_of(page: Page) -> int | None:
    """Return the id of the office under whose page ``page`` stands, None where it is the province's."""
    offices = _offices_at([page.path], _office_pages([page.path])).ids
    return next(iter(offices), None)


def owner_field(model: type[Model]) -> str:
    """Return by which field rows of ``model`` belong to an office; "" where they are the province's."""
    if model is apps.get_model("cms", "Agency"):
        return "pk"
    names = {field.name for field in model._meta.concrete_fields}
    return "agency" if "agency" in names else ""


def owner_of(row: Model) -> int | None:
    """Return the id of the office that ``row`` belongs to, None where it is the province's."""
    field = owner_field(type(row))
    value = getattr(row, "agency_id" if field == "agency" else field) if field else None
    return value if value is None else int(value)


def _by_group(user: Any) -> list[tuple[Offices, frozenset[str]]]:
    """Return the offices of each of the user's groups, and what the group permits."""
    rights = GroupPagePermission.objects.filter(group__user=user)
    pages: dict[int, set[str]] = {}
    for group, path in rights.values_list("group", "page__path").distinct():
        pages.setdefault(group, set()).add(path)
    permitted: dict[int, set[str]] = {}
    found = user.groups.filter(permissions__isnull=False).values_list(
        "pk", "permissions__content_type__app_label", "permissions__codename"
    )
    for group, app, code in found:
        permitted.setdefault(group, set()).add(f"{app}.{code}")
    places = _office_pages(set().union(*pages.values()))
    return [
        (_offices_at(paths, places), frozenset(permitted.get(group, ())))
        for group, paths in pages.items()
    ]


def _office_pages(paths: Iterable[str]) -> dict[str, int]:
    """Return the office of each office's page at or above one of ``paths``, by its path."""
    above = {path[:end] for path in paths for end in _steps(path)}
    model = apps.get_model("cms", "AgencyHomePage")
    return dict(model._default_manager.filter(path__in=above).values_list("path", "agency"))


def _offices_at(paths: Iterable[str], places: dict[str, int]) -> Offices:
    """Return the nearest office at or above each of ``paths``; a page of no office gives none."""
    found: set[int] = set()
    for path in paths:
        if len(path) == Page.steplen:
            return PROVINCE
        nearest = [places[path[:end]] for end in _steps(path) if path[:end] in places][-1:]
        found.update(nearest)
    return Offices(frozenset(found))


def _steps(path: str) -> range:
    return range(Page.steplen, len(path) + 1, Page.steplen)
