"""The whole collection: one visibility rule, bulk reading, documents."""

from collections.abc import Collection as Keys
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from wagtail.models import Locale, Page
from wagtail.models import Site as WagtailSite

from sitegen.collect.addresses import former_addresses
from sitegen.collect.aside import without
from sitegen.collect.attachments import attachments_by_id
from sitegen.collect.collecting import Collecting, PageCollecting, page_key
from sitegen.collect.elsewhere import Elsewhere
from sitegen.collect.finishing import Collected, finish
from sitegen.collect.guard import readable
from sitegen.collect.offering import held_findings
from sitegen.collect.reads import Noted, OnceAsked, note_facts
from sitegen.collect.redirects import saved_redirects
from sitegen.collect.registry import (
    document_remarks,
    fact_loaders,
    page_collectors,
    page_remarks,
    picture_loader,
)
from sitegen.collect.rows import model_of, page_rows
from sitegen.collect.sites import HOME_DEPTH, address_of, nested_sites, site_of
from sitegen.collect.translations import truths
from sitegen.collect.visibility import VisiblePage, place_of_draft, visible_pages
from sitegen.derived import Graph
from sitegen.documents.kinds import Document
from sitegen.errors import AwayError, Finding
from sitegen.languages import SOURCE, all_languages

__all__ = ["begin", "collect", "document_of", "site_remarks"]

_OF_THE_WHOLE = {"editions", "terms"}
"""Facts that no page shows."""


def collect(now: datetime, *, draft: Page | None = None, for_paper: bool = False) -> Collected:
    """Read everything that may leave at ``now``; ``draft`` takes the place of its live page.

    With ``for_paper`` the documents are to be printed, and must never be released.
    """
    collecting = begin(now, draft)
    collecting.for_paper = for_paper
    found = (document_of(collecting, page) for page in _pages(collecting, draft))
    documents = [document for document in found if document is not None]
    return finish(documents, collecting, former_addresses())


def begin(  # noqa: PLR0913  # what a build, a draft and a rule bring along
    now: datetime,
    draft: Page | None = None,
    left: Keys[int] = (),
    *,
    pages: Noted[int, VisiblePage] | None = None,
    site: WagtailSite | None = None,
    graph: Graph | None = None,
) -> Collecting:
    """Read what all pages share, without the pages ``left`` out; of ``pages`` of ``site`` if those
    are given.

    For a ``draft`` nothing is read that speaks of the whole: redirects, printed editions, terms to
    search by, remarks on other pages; facts are read once somebody looks into them. What rules of
    the ``graph`` look up here is noted as a read of theirs. Raises SitegenError when there is no
    home page.
    """
    findings: list[Finding] = []
    site = site_of(draft) if site is None else site
    graph, is_whole = Graph() if graph is None else graph, pages is None
    if pages is None:
        visible = visible_pages(site, now, findings.append)
        pages = Noted("page", without(visible, left), graph)
    if draft is not None and draft.pk not in pages:
        pages.rows[draft.pk] = place_of_draft(draft, pages.rows)
    collecting = Collecting(
        now=now,
        pages=pages,
        pictures=Noted("picture", picture_loader().by_id(), graph),
        attachments=Noted("attachment", attachments_by_id(findings.append), graph),
        truths=Noted("truth", truths(), graph),
    )
    collecting.elsewhere = Elsewhere(site, now, graph, is_whole=is_whole)
    collecting.remarks = site_remarks(site) if draft is None else tuple(_remarks_on(draft, site))
    collecting.findings += [*findings, *collecting.remarks]
    collecting.address = address_of(site)
    collecting.is_draft = draft is not None
    collecting.redirects = () if collecting.is_draft else saved_redirects()
    loaders = fact_loaders()
    if collecting.is_draft:
        kept = loaders.keys() - _OF_THE_WHOLE
        collecting.facts = OnceAsked(kept, lambda name: loaders[name](collecting))
        return collecting
    for name, loader in loaders.items():
        collecting.facts[name] = note_facts(name, loader(collecting), graph)
    return collecting


def site_remarks(site: WagtailSite) -> tuple[Finding, ...]:
    """Return what is to be said of pages that do not come out, although all could be read."""
    return (*_unknown_languages(site), *_nested(site), *held_findings())


def _remarks_on(draft: Page, site: WagtailSite) -> Iterator[Finding]:
    if draft.depth == HOME_DEPTH:
        yield from _unknown_languages(site)
    if draft.locale.language_code != SOURCE:
        yield from held_findings(draft.pk)


def _unknown_languages(site: WagtailSite) -> Iterator[Finding]:
    """Yield a remark for every home page in a language that the mirror has no words for."""
    known = [row.code for row in all_languages()]
    others = Locale.objects.exclude(language_code__in=known).values_list("pk", flat=True)
    if not others:  # the pages have no index for the question
        return
    homes = Page.objects.filter(live=True, depth=site.root_page.depth if site.root_page else 2)
    unknown = homes.filter(locale_id__in=list(others))
    for pk, title in readable(unknown.values_list("pk", "title")):
        yield Finding(
            code="language-unknown",
            severity="warning",
            page=str(title),
            key=page_key(pk),
            message="Trang chủ này thuộc một ngôn ngữ mà hệ thống chưa có chữ, nên các trang của"
            " ngôn ngữ đó chưa ra. Các ngôn ngữ khác vẫn ra bình thường.",
            hint="Báo quản trị viên thêm ngôn ngữ, hoặc gỡ trang chủ này.",
        )


def _nested(site: WagtailSite) -> Iterator[Finding]:
    """Yield a remark for every site whose root is no home page of its own."""
    for one in nested_sites(site):
        yield Finding(
            code="site-nested",
            severity="warning",
            page=one.root_page.title,
            message=f"“Trang web” {one.hostname} lấy trang này làm trang gốc, mà trang này thuộc một"
            " trang web khác. Trang web ấy không ra; trang này vẫn ra ở chỗ của nó.",
            hint="Quản trị viên mở Cài đặt, Trang web: chọn làm trang gốc một Trang chủ riêng, đứng"
            " ngay dưới gốc của cây trang; hoặc xoá trang web ấy.",
        )


def document_of(collecting: Collecting, page: Any, *, is_remarked: bool = True) -> Document | None:
    """Return the document of ``page``; a page that cannot be read is an error by its title."""
    asking = PageCollecting(collecting, page)
    try:
        document = page_collectors()[model_of(page)](page, asking)
    except AwayError:
        raise
    except Exception as error:  # noqa: BLE001  # one broken page must not hide the others
        collecting.findings.append(
            Finding(
                code="page-unreadable",
                severity="error",
                page=page.title or f"/{asking.place.path}",
                key=page_key(page.pk),
                message=f"Không đọc được nội dung trang ({type(error).__name__}: {error}).",
                hint="Mở trang trong bộ biên tập, sửa phần bị báo lỗi rồi xuất bản lại.",
            )
        )
        return None
    if is_remarked:
        _remark(page, asking, document)
    return document


def _remark(page: Any, asking: PageCollecting, document: Document) -> None:
    """Note what else is amiss in ``page``; whoever cannot tell does not stop it."""
    asked = [(remarks, page) for remarks in page_remarks()]
    asked += [(remarks, document) for remarks in document_remarks()]
    for remarks, about in asked:
        try:
            remarks(about, asking)
        except AwayError:
            raise
        except Exception as error:  # noqa: BLE001  # the page is sound, only its reader is not
            asking.finds(
                "remarks-failed",
                f"Không soát được lời văn của trang ({type(error).__name__}: {error}).",
                hint="Báo quản trị viên; trang vẫn ra bình thường.",
                is_shown=True,
            )


def _pages(collecting: Collecting, draft: Page | None) -> Iterator[Any]:
    """Yield the visible pages, one query for each page type, in tree order within a type."""
    for model in page_collectors():
        for page in page_rows(model):
            if page.pk in collecting.pages.rows and (draft is None or page.pk != draft.pk):
                yield page
    if draft is not None:
        yield draft
