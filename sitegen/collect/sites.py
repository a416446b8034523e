"""Sites: which of the sites of one installation this process releases, and which one a page is of."""

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from wagtail.models import Page
from wagtail.models import Site as WagtailSite

from sitegen.errors import SitegenError

__all__ = [
    "HOME_DEPTH",
    "address_of",
    "folder_of",
    "nested_sites",
    "other_sites",
    "own_site",
    "pages_elsewhere",
    "paths_above",
    "site_of",
]


def own_site() -> WagtailSite:
    """Return the site that this process releases: LOA_SITE, else the default one.

    Raises SitegenError when there is none.
    """
    wanted = settings.LOA_SITE
    named = {"hostname": wanted} if wanted else {"is_default_site": True}
    sites = WagtailSite.objects.select_related("root_page").filter(**named).order_by("pk")
    site = sites.only(*_ASKED).first()
    if wanted and site is not None and site.root_page.depth != HOME_DEPTH:
        raise SitegenError(
            f"Trang gốc của “Trang web” {wanted} là một trang nằm trong trang web khác.",
            hint="Quản trị viên mở Cài đặt, Trang web: chọn làm trang gốc một Trang chủ riêng, đứng"
            " ngay dưới gốc của cây trang.",
            code="site-nested",
        )
    if site is not None:
        return site
    if wanted:
        raise SitegenError(
            f"Không có “Trang web” nào tên máy là “{wanted}”, mà LOA_SITE chỉ đến đó.",
            hint="Quản trị viên mở Cài đặt, Trang web: thêm trang web có tên máy đó và trang chủ của"
            " nó; hoặc sửa LOA_SITE.",
            code="site-missing",
        )
    raise SitegenError(
        "Chưa biết trang chủ nào là của trang này: chưa có “Trang web” mặc định.",
        hint="Quản trị viên mở Cài đặt, Trang web: chọn trang chủ làm trang gốc và đánh dấu là "
        "mặc định. Máy mới chưa có trang nào thì tạo trang chủ trước.",
    )


def site_of(page: Page | None) -> WagtailSite:
    """Return the site below whose home page, in any language, ``page`` stands; else our own."""
    own = own_site()
    if page is None:
        return own
    sites = other_sites(own)
    if not sites:
        return own
    above = Page.objects.filter(path__in=paths_above(page.path)).values_list("translation_key")
    keys = {key for (key,) in above}
    return next((one for one in sites if one.root_page.translation_key in keys), own)


def address_of(site: WagtailSite) -> str:
    """Return the public address of the mirror of ``site``, with a final slash, "" when unknown.

    Ours is LOA_MIRROR_ADDRESS; others say theirs by their host name and port, which is not known
    as long as it is the one that the first site is made with.
    """
    is_own = site.hostname == settings.LOA_SITE if settings.LOA_SITE else site.is_default_site
    if is_own:
        return str(settings.LOA_MIRROR_ADDRESS)
    return "" if site.hostname == "localhost" else f"{site.root_url.rstrip('/')}/"


def folder_of(site: WagtailSite) -> Path:
    """Return where what is made of ``site`` lies: ours in LOA_VAR, others below it by host name."""
    own = Path(settings.LOA_VAR)
    return own if site.pk == own_site().pk else own / "sites" / site.hostname


def pages_elsewhere(pks: Iterable[int]) -> set[int]:
    """Return those of ``pks`` that are pages of another site than ours."""
    others = other_sites(own_site())
    if not others:
        return set()
    keys = [one.root_page.translation_key for one in others]
    roots = Page.objects.filter(translation_key__in=keys).values_list("path", flat=True)
    rows = Page.objects.filter(pk__in=list(pks)).values_list("pk", "path")
    return {pk for pk, path in rows if path.startswith(tuple(roots))}


HOME_DEPTH = 2
"""Home pages stand right below the root of the tree."""

_ASKED = (
    *("hostname", "port", "is_default_site"),
    *("root_page__path", "root_page__depth", "root_page__translation_key", "root_page__title"),
)


def other_sites(own: WagtailSite) -> list[WagtailSite]:
    """Return the other sites of this installation, in the order in which they were made.

    Without those whose pages are those of a site already: of them ``nested_sites`` tells.
    """
    return [one for one in _besides(own) if _is_apart(one, own)]


def nested_sites(own: WagtailSite) -> list[WagtailSite]:
    """Return the sites whose root is no home page of their own: they would take ours from us."""
    return [one for one in _besides(own) if not _is_apart(one, own)]


def _besides(own: WagtailSite) -> list[WagtailSite]:
    sites = WagtailSite.objects.select_related("root_page").exclude(pk=own.pk)
    return list(sites.only(*_ASKED).order_by("pk"))


def _is_apart(site: WagtailSite, own: WagtailSite) -> bool:
    root = site.root_page
    return bool(root.depth == HOME_DEPTH and root.translation_key != own.root_page.translation_key)


def paths_above(path: str) -> list[str]:
    """Return the tree path of a page and of all that it stands under."""
    return [path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen)]
