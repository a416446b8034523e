"""What all pages share: the name of the mirror, its languages, its menu, its footer."""

from sitegen.documents.base import ContactCard, Picture
from sitegen.documents.quick import dataclass
from sitegen.languages import Language

__all__ = ["Crumb", "Identity", "Keeper", "MenuItem", "Site", "Translation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Bộ nhận diện: by what one sees whose mirror, sheet or picture it is.

    ``accent`` is the one colour as it stands on light paper ("#1d5c8f"), "" for our own lacquer;
    all others follow from it (:mod:`sitegen.documents.colours`). Without an emblem there is our mark.
    """

    accent: str = ""
    emblem: Picture | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeper:
    """Cơ quan chủ quản trang: who keeps the mirror, who answers for its content, how to reach them."""

    agency: str
    card: ContactCard
    responsible: str = ""
    fact_key: str = ""


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
    page ("nội dung minh hoạ"). ``search_path`` is the folder of the search page, ``map_path`` that
    of the site map, "" for none. ``homes`` are the home pages of all languages, (language, path):
    the way back for who came to a page that is not in theirs. ``added`` are the languages that an
    administrator added: a page is made anew when what they are called is another name.
    ``rating_address`` is where readers' answers are counted, "" where nobody does. ``licence`` is the address of
    the licence under which data may be used, "" where the office has stated none.
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
    help_note: str = ""
    help_email: str = ""
    search_path: str = ""
    identity: Identity | None = None
    keeper: Keeper | None = None
    map_path: str = ""
    homes: tuple[tuple[str, str], ...] = ()
    added: tuple[Language, ...] = ()
    rating_address: str = ""
    licence: str = ""
