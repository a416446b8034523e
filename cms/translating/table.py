"""The table of all translations: each page in each language, what is said of it and what is left."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from cms.hooking import register_addresses, register_report
from cms.models import TranslatedRevision
from cms.screens import Screen
from cms.translating.behind import behind_among, new_sentences, open_sentences
from sitegen.cells import plain_cell
from sitegen.collect.offering import held_back
from sitegen.collect.spoken import languages_on
from sitegen.languages import SOURCE, Language, language_of
from sitegen.limits import few_at_once

__all__ = ["Cell", "Row", "TranslationsView", "rows_of"]

SHOWN = 40
OWN = {"add", "change", "publish"}
State = Literal["none", "copy", "draft", "held", "behind", "whole"]

_MARKUP = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One page in one language: ``left`` are words to translate, ``stale`` sentences that say what
    was so before; ``percent`` of its sentences are said.
    """

    language: Language
    state: State
    page: int | None = None
    percent: int = 0
    stale: int = 0
    left: int = 0
    day: datetime | None = None

    @property
    def said(self) -> str:
        """What an officer reads of the state."""
        match self.state:
            case "none":
                return _("chưa dịch")
            case "copy":
                return _("chép theo trang tiếng Việt")
            case "draft":
                return _("nháp")
            case "held":
                return _("chưa hiện, dịch được %s%%") % self.percent
            case "behind":
                return _("đang hiện, chưa theo kịp bản gốc")
            case _:
                return _("đã dịch đủ")


@dataclass(frozen=True, slots=True)
class Row:
    """One page in its own language, and its cells in the order of the languages."""

    page: Page
    cells: tuple[Cell, ...]

    @property
    def address(self) -> str:
        """Where it is sent to translation from."""
        return reverse("wagtail_localize:submit_page_translation", args=[self.page.pk])


class TranslationsView(Screen):
    """Bản dịch các trang: forty pages a screen, all of them as CSV."""

    template_name = "cms/translating/table.html"
    page_title = gettext_lazy("Bản dịch các trang")
    header_icon = "wagtail-localize-language"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever writes no pages; write all rows down when asked."""
        if not _may_read(request.user):
            raise PermissionDenied
        if request.method == "GET" and request.GET.get("tep") == "csv":
            return self._as_csv()
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the rows of one screen."""
        is_open = bool(self.request.GET.get("con-viec"))
        paged = self.paged(_sources(self.request.user, is_open=is_open), SHOWN)
        languages = _languages()
        return {
            **super().get_context_data(**kwargs),
            **paged,
            "rows": rows_of(list(paged["page_obj"].object_list), languages),
            "languages": languages.values(),
            "is_open": is_open,
        }

    def _as_csv(self) -> HttpResponse:
        told = {"Content-Disposition": 'attachment; filename="ban-dich.csv"'}
        response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8", headers=told)
        write = csv.writer(response, delimiter=";").writerow
        names = ["Trang", "Ngôn ngữ", "Tình trạng", "Dịch được (%)", "Câu cũ", "Chữ còn phải dịch"]
        write([*names, "Đăng ngày"])
        languages = _languages()
        for pages in few_at_once(_sources(self.request.user)):
            for row in rows_of(pages, languages):
                for cell in row.cells:
                    day = f"{cell.day:%d/%m/%Y}" if cell.day else ""
                    figures = (cell.percent, cell.stale, cell.left, day)
                    write([plain_cell(row.page.title), cell.language.name, cell.said, *figures])
        return response


def rows_of(pages: Sequence[Page], languages: dict[int, Language]) -> list[Row]:
    """Return the rows of source pages, by seven queries however many they are.

    ``languages`` are those asked for, by the number of their locale.
    """
    keys = [page.translation_key for page in pages]
    others = Page.objects.filter(translation_key__in=keys, locale__in=languages).only(
        "translation_key", "locale", "live", "alias_of", "live_revision", "last_published_at"
    )
    there = {(page.translation_key, page.locale_id): page for page in others}
    made = _made(there.values())
    held = held_back([page.pk for page in there.values()])
    return [
        Row(
            page,
            tuple(
                _cell(language, there.get((page.translation_key, locale)), made, held)
                for locale, language in languages.items()
            ),
        )
        for page in pages
    ]


@dataclass(frozen=True, slots=True)
class _Made:
    """What the version of a page that readers see was made of."""

    total: int
    said: int
    stale: int
    words: int
    is_other: bool


def _cell(
    language: Language, page: Page | None, made: dict[int | None, _Made], held: set[int]
) -> Cell:
    if page is None or page.alias_of_id is not None:
        state: State = "none" if page is None else "copy"
        return Cell(language=language, state=state, page=page.pk if page else None)
    known = made.get(page.live_revision_id)
    percent = 100 * known.said // known.total if known and known.total else 100 * bool(page.live)
    state = "whole"
    if not page.live:
        state, percent = "draft", 0
    elif page.pk in held:
        state = "held"
    elif known and (known.stale or known.words or known.is_other):
        state = "behind"
    return Cell(
        language=language,
        state=state,
        page=page.pk,
        percent=percent,
        stale=known.stale if known else 0,
        left=known.words if known else 0,
        day=page.last_published_at,
    )


def _made(pages: Iterable[Page]) -> dict[int | None, _Made]:
    """Return by version what was said in it, what is stale, and how many words are left."""
    versions = {page.live_revision_id for page in pages if page.live} - {None}
    rows = TranslatedRevision.objects.filter(revision__in=versions)
    known = {row.pk: row for row in rows}
    stale: Counter[int] = Counter()
    words: dict[int, int] = defaultdict(int)
    for one, source, said in open_sentences(known).values_list("made", "string__data", "said"):
        stale[one] += bool(said)
        words[one] += 0 if said else _count(source)
    for one, source in new_sentences(known).values_list("version", "string__data"):
        words[one] += _count(source)
    return {
        row.revision_id: _Made(row.total, row.said, stale[pk], words[pk], row.is_other)
        for pk, row in known.items()
    }


def _sources(user: Any, *, is_open: bool = False) -> QuerySet[Page]:
    """Return the live source pages of which the user may write it or a translation of it.

    ``is_open``: only those with something to do.
    """
    own = page_permission_policy.instances_user_has_any_permission_for(user, OWN)
    keys_of_own = own.filter(depth__gt=1).values("translation_key")
    pages: QuerySet[Page] = Page.objects.filter(
        translation_key__in=keys_of_own,
        locale__language_code=SOURCE,
        live=True,
        alias_of=None,
        depth__gt=1,
    )
    if is_open:
        live = Page.objects.filter(live=True, alias_of=None).values("live_revision")
        behind = Q(live=False) | Q(live_revision__in=behind_among(live))
        others = Page.objects.filter(behind, alias_of=None, locale__in=list(_languages()))
        keys = set(
            others.values_list("translation_key", flat=True)
        )  # asked once: it reads every sentence
        pages = pages.filter(translation_key__in=keys)
    return pages.order_by("path")


def _languages() -> dict[int, Language]:
    """Return the languages that are on, but the source, by the number of their locale."""
    return {pk: language_of(code) for pk, code in languages_on().items() if code != SOURCE}


def _count(stored: str) -> int:
    return len(_MARKUP.sub(" ", stored).split())


def _may_read(user: Any) -> bool:
    return bool(page_permission_policy.user_has_any_permission(user, OWN))


register_addresses(path("reports/ban-dich/", TranslationsView.as_view(), name="translations_table"))


register_report(
    "translations_table", TranslationsView.page_title, "wagtail-localize-language", 805, _may_read
)
