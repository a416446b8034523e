"""What all pages share: the name of the mirror, its languages, its menu, its footer."""

from sitegen.documents.quick import dataclass

__all__ = ["Crumb", "MenuItem", "Site", "Translation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuItem:
    """One word of the menu, which is also the same on every page of a language."""

    title: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Crumb:
    """One step of the breadcrumb trail."""

    title: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """The same page in another language; ``is_alias`` when it only repeats the source."""

    language: str
    path: str
    title: str
    is_alias: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One language of the mirror.

    ``base_address`` ("https://loa.example.vn/", "" when unknown) is used for canonical,
    hreflang, sitemap, feeds and the 404 page only. ``notice`` stands in the footer of every
    page ("nội dung minh hoạ"). ``search_path`` is the folder of the search page, "" for none.
    """

    name: str
    tagline: str
    language: str
    languages: tuple[str, ...]
    home_path: str
    menu: tuple[MenuItem, ...] = ()
    base_address: str = ""
    notice: str = ""
    help_phone: str = ""
    help_phone_link: str = ""
    search_path: str = ""
