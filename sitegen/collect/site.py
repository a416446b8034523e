"""The whole collection: one visibility rule, bulk reading, documents, links, lists."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Collection as Keys
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from wagtail.models import Locale, Page
from wagtail.models import Site as WagtailSite

from sitegen.artifacts import Loader
from sitegen.collect.addresses import Address, former_addresses
from sitegen.collect.aside import without
from sitegen.collect.attachments import attachments_by_id, load_attachment
from sitegen.collect.collecting import Collecting, PageCollecting, page_key
from sitegen.collect.edition_signs import edition_signs
from sitegen.collect.elsewhere import Elsewhere, Far
from sitegen.collect.finders import Finders, search_path
from sitegen.collect.guard import readable
from sitegen.collect.leaflet_parts import identity_of, source_of
from sitegen.collect.linking import LinkMemory, link, summary
from sitegen.collect.listings import listings
from sitegen.collect.offering import held_findings
from sitegen.collect.reads import Noted, note_facts
from sitegen.collect.redirects import Places, Redirect, all_places, saved_redirects
from sitegen.collect.registry import (
    document_remarks,
    fact_loaders,
    page_collectors,
    page_remarks,
    picture_loader,
)
from sitegen.collect.rows import model_of, page_rows
from sitegen.collect.sites import address_of, nested_sites, pages_elsewhere, site_of
from sitegen.collect.translations import truths
from sitegen.collect.visibility import VisiblePage, place_of_draft, visible_pages
from sitegen.derived import Graph
from sitegen.documents.base import Summary
from sitegen.documents.collection import Collection
from sitegen.documents.editions import PrintedEdition
from sitegen.documents.kinds import Document, Home, Listing, SiteMap
from sitegen.documents.replaced import replaced
from sitegen.documents.site import MenuItem, Site
from sitegen.errors import AwayError, Finding
from sitegen.languages import LANGUAGES, SOURCE, all_languages

__all__ = [
    "Collected",
    "FinishMemory",
    "begin",
    "collect",
    "document_of",
    "finish",
    "made_pages",
]

LISTS_IN_MENU = 2
"""Guides and announcements: what most people come for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """A collection and where the bytes of its pictures and attachments come from."""

    collection: Collection
    load_picture: Loader
    load_attachment: Loader


def collect(now: datetime, *, draft: Page | None = None, for_paper: bool = False) -> Collected:
    """Read everything that may leave at ``now``; ``draft`` takes the place of its live page.

    With ``for_paper`` the documents are to be printed, and must never be released.
    """
    collecting = begin(now, draft)
    collecting.for_paper = for_paper
    found = (document_of(collecting, page) for page in _pages(collecting, draft))
    documents = [document for document in found if document is not None]
    return finish(documents, collecting, former_addresses())


def begin(
    now: datetime,
    draft: Page | None = None,
    left: Keys[int] = (),
    *,
    pages: Noted[int, VisiblePage] | None = None,
    graph: Graph | None = None,
) -> Collecting:
    """Read what all pages share, without the pages ``left`` out; of ``pages`` if those are given.

    What rules of the ``graph`` look up here is noted as a read of theirs. Raises SitegenError when
    there is no home page.
    """
    findings: list[Finding] = []
    site = site_of(draft)
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
    collecting.findings += [*findings, *_unknown_languages(site), *_nested(site), *held_findings()]
    collecting.address = address_of(site)
    collecting.is_draft = draft is not None
    collecting.redirects = saved_redirects()
    for name, loader in fact_loaders().items():
        collecting.facts[name] = note_facts(name, loader(collecting), graph)
    return collecting


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


def document_of(collecting: Collecting, page: Any) -> Document | None:
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
    _remark(page, asking, document)
    return document


def _remark(page: Any, asking: PageCollecting, document: Document) -> None:
    """Note what else is amiss in ``page``; whoever cannot tell does not stop it."""
    asked = [partial(remarks, page) for remarks in page_remarks()]
    asked += [partial(remarks, document) for remarks in document_remarks()]
    for remarks in asked:
        try:
            remarks(asking)
        except AwayError:
            raise
        except Exception as error:  # noqa: BLE001  # the page is sound, only its reader is not
            asking.finds(
                "remarks-failed",
                f"Không soát được lời văn của trang ({type(error).__name__}: {error}).",
                hint="Báo quản trị viên; trang vẫn ra bình thường.",
                is_shown=True,
            )


@dataclass(slots=True)
class FinishMemory:
    """What finishing made before: the ``linked`` documents, and what followed from them.

    ``places`` answers for the ``addresses`` and ``redirects``, as ``everything`` and what they name
    ``far`` away stood then.
    """

    links: LinkMemory = field(default_factory=LinkMemory)
    finders: Finders = field(default_factory=Finders)
    linked: tuple[Document, ...] = ()
    lists: tuple[Listing, ...] = ()
    addresses: tuple[Address, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    far: Mapping[int, Far] = field(default_factory=dict)
    everything: tuple[Document, ...] = ()
    places: Places = Places()


def finish(
    documents: Iterable[Document],
    collecting: Collecting,
    addresses: Iterable[Address],
    same: Callable[[Document], Document] = lambda document: document,
    memory: FinishMemory | None = None,
) -> Collected:
    """Return the collection of all documents: linked to each other, with lists and sites.

    ``same`` may give an equal document of before for a new one; ``memory`` is what the call
    before left.
    """
    known = memory or FinishMemory()
    linked, findings = link(documents, known.links)
    linked = tuple(map(same, linked))
    if not _lists_the_same(linked, known):
        known.lists = _lists(linked, known.links.summaries.of)
    known.linked = linked
    listed = collecting.only_listed
    indexed = [one for one in linked if one.head.key not in listed] if listed else linked
    made = (*known.lists, *known.finders.made(indexed, known.lists))
    everything = (*linked, *map(same, made))
    addresses = tuple(addresses)
    asked = {pk for one in addresses for pk in (one.page, one.successor) if pk}
    asked |= {one.page for one in collecting.redirects if one.page}
    far = collecting.elsewhere.named(asked)
    places = _places(addresses, collecting.redirects, far, everything, known)
    return Collected(
        collection=Collection(
            documents=everything,
            sites=_sites(linked, made, collecting),
            findings=tuple(dict.fromkeys((*collecting.findings, *findings, *places.findings))),
            moved=places.moved,
            gone=places.gone,
            editions=edition_signs(_own_editions(collecting), everything),
            terms=tuple(collecting.facts.get("terms", {}).values()),
        ),
        load_picture=picture_loader().load,
        load_attachment=partial(load_attachment, collecting.attachments.rows),
    )


def _own_editions(collecting: Collecting) -> list[PrintedEdition]:
    """Return the printed editions but for those of the pages of other sites."""
    editions = list(collecting.facts.get("editions", {}).values())
    pages = {edition.page: int(edition.page.removeprefix("page-") or 0) for edition in editions}
    elsewhere = pages_elsewhere(pages.values()) if editions else set()
    return [edition for edition in editions if pages[edition.page] not in elsewhere]


def _lists_the_same(linked: tuple[Document, ...], known: FinishMemory) -> bool:
    """Tell whether lists show of every document what they showed before."""
    changes = replaced(known.linked, linked)
    shown = known.links.summaries.of
    return changes is not None and all(shown(was) == shown(now) for _, was, now in changes)


def _places(
    addresses: tuple[Address, ...],
    redirects: tuple[Redirect, ...],
    far: Mapping[int, Far],
    everything: tuple[Document, ...],
    known: FinishMemory,
) -> Places:
    """Return what to say at addresses of before; the same as long as no page stands elsewhere."""
    is_same = (addresses, redirects, far) == (known.addresses, known.redirects, known.far)
    is_same = is_same and replaced(known.everything, everything) is not None
    known.addresses, known.redirects, known.everything = addresses, redirects, everything
    known.far = far
    if not is_same:
        known.places = all_places(addresses, redirects, everything, far)
    return known.places


def made_pages(documents: tuple[Document, ...]) -> tuple[Document, ...]:
    """Return the pages that nobody writes: lists, indexes and the search page."""
    lists = _lists(documents)
    return (*lists, *Finders().made(documents, lists))


def _pages(collecting: Collecting, draft: Page | None) -> Iterator[Any]:
    """Yield the visible pages, one query for each page type, in tree order within a type."""
    for model in page_collectors():
        for page in page_rows(model):
            if page.pk in collecting.pages.rows and (draft is None or page.pk != draft.pk):
                yield page
    if draft is not None:
        yield draft


def _homes(documents: tuple[Document, ...]) -> dict[str, Home]:
    return {page.head.language: page for page in documents if isinstance(page, Home)}


def _lists(
    documents: tuple[Document, ...], shown: Callable[[Document], Summary] = summary
) -> tuple[Listing, ...]:
    return tuple(
        made
        for language, home in _homes(documents).items()
        for made in listings(documents, language, home.head, shown)
    )


def _sites(
    documents: tuple[Document, ...], made: tuple[Document, ...], collecting: Collecting
) -> dict[str, Site]:
    homes = _homes(documents)
    rows = [row for row in all_languages() if row.code in homes]
    languages = tuple(row.code for row in rows)
    lists = tuple(page for page in made if isinstance(page, Listing))
    maps = {page.head.language: page.head.path for page in made if isinstance(page, SiteMap)}
    return {
        language: replace(
            _site(home, lists, languages, collecting),
            identity=identity_of(home, homes.values()),
            keeper=home.keeper or getattr(source_of(home, homes.values()), "keeper", None),
            map_path=maps.get(language, maps.get(SOURCE, "")),
            homes=tuple((code, homes[code].head.path) for code in languages),
            added=tuple(row for row in rows if row.code not in LANGUAGES),
        )
        for language, home in homes.items()
    }


def _site(
    home: Home,
    lists: tuple[Listing, ...],
    languages: tuple[str, ...],
    collecting: Collecting,
) -> Site:
    language = home.head.language
    chosen = collecting.facts["menus"](language)
    first = [page for page in lists if page.page_number == 1 and page.head.language == language]
    lists_in_menu = tuple(
        MenuItem(title=page.head.title, path=page.head.path) for page in first[:LISTS_IN_MENU]
    )
    base = Site(
        name=home.site_name or home.head.title,
        tagline=home.tagline,
        language=language,
        languages=languages,
        home_path=home.head.path,
        menu=(*lists_in_menu, *chosen),
        base_address=collecting.address,
        notice=settings.LOA_NOTICE,
        search_path=search_path(home.head) if "search" in settings.LOA_OUTPUTS else "",
        rating_address=settings.LOA_RATING_ADDRESS if collecting.address else "",
        licence=settings.LOA_DATA_LICENCE,
    )
    if not home.contacts:
        return base
    card = home.contacts[0]
    return replace(
        base,
        help_phone=card.phone,
        help_phone_link=card.phone_link,
        help_note=card.note,
        help_email=card.email,
    )
