"""Findings: the remarks of a release, gathered by page and led to the form where they are mended."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.apps import apps
from django.urls import reverse
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.permissions import page_permission_policy

from cms.offices.membership import offices_of
from cms.unnamed import shown_name
from sitegen.collect.collecting import page_key
from sitegen.errors import Finding

__all__ = ["PageFindings", "by_page", "concerning", "edit_address", "named", "ways_to_mend"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFindings:
    """Every remark about one page, with the address of its form, "" when it has none."""

    title: str
    edit_url: str
    findings: tuple[Finding, ...]


def by_page(findings: tuple[Finding, ...]) -> list[PageFindings]:
    """Return remarks gathered by page: pages with an error first, then by title."""
    gathered: dict[tuple[str, str], list[Finding]] = {}
    for finding in sorted(named(findings), key=lambda one: (one.severity, one.page)):
        gathered.setdefault((finding.page, finding.key), []).append(finding)
    return [
        PageFindings(title=title, edit_url=edit_address(key), findings=tuple(remarks))
        for (title, key), remarks in gathered.items()
    ]


def concerning(findings: Iterable[Finding], user: Any) -> Iterator[Finding]:
    """Yield the remarks about pages that the user may change, and those about no page at all."""
    found = list(findings)
    if offices_of(user).everywhere:
        yield from found
        return
    numbers = {one.key: one.key.partition("-")[2] for one in found if one.key.startswith("page-")}
    own = page_permission_policy.instances_user_has_any_permission_for(
        user, {"add", "change", "publish"}
    ).filter(pk__in={number for number in numbers.values() if number.isdecimal()})
    keys = {page_key(pk) for pk in own.values_list("pk", flat=True)}
    yield from (one for one in found if one.key not in numbers or one.key in keys)


def named(findings: Iterable[Finding]) -> list[Finding]:
    """Return remarks with the name of the row that each is about, which the release does not know."""
    found = list(findings)
    rows = _rows(found)
    return [
        replace(one, message=f"“{shown_name(str(rows[one.about]))}”: {one.message}")
        if one.about in rows
        else one
        for one in found
    ]


def ways_to_mend(findings: Iterable[Finding], user: Any) -> dict[str, str]:
    """Return the form of each row that a remark is about, by its key, where the user may open it."""
    finder = AdminURLFinder(user)
    ways = {key: finder.get_edit_url(row) for key, row in _rows(findings).items()}
    return {key: str(address) for key, address in ways.items() if address}


def _rows(findings: Iterable[Finding]) -> dict[str, Any]:
    """Return the rows that remarks are about, by their keys."""
    ids: dict[str, set[str]] = {}
    for key in {one.about for one in findings if one.about}:
        kind, _, number = key.partition("-")
        if number.isdecimal():
            ids.setdefault(kind, set()).add(number)
    return {
        f"{kind}-{row.pk}": row
        for kind, numbers in ids.items()
        for row in _model(kind)._default_manager.filter(pk__in=numbers)
    }


def _model(kind: str) -> Any:
    return next(one for one in apps.get_models() if one._meta.model_name == kind)


def edit_address(key: str) -> str:
    """Return the form of the page that a document key stands for ("page-9"), else ""."""
    kind, _, number = key.partition("-")
    if kind != "page" or not number.isdecimal():
        return ""
    return reverse("wagtailadmin_pages:edit", args=[int(number)])
