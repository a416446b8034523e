"""Signposts: what stands where a page is not – moved, gone, never there, or out of reach.

Each says in a sentence what happened and offers the next thing; none holds a word of a page
that is no longer published.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, Template
from markupsafe import Markup

from sitegen.documents.addresses import Gone, Moved, leads_out
from sitegen.documents.base import HelpLine
from sitegen.documents.site import Site
from sitegen.documents.view import View
from sitegen.languages import language_of
from sitegen.render.assets import asset_path, sheet, stylesheet
from sitegen.render.identity import Icon, colour_path, emblem_path, icon_of
from sitegen.render.inline import title_bound
from sitegen.render.labels import marked_labels, plain_labels, untranslated_labels
from sitegen.render.macros import make_environment, template_sources
from sitegen.render.service_worker import OFFLINE_PATH
from sitegen.render.site_files.addresses import absolute

__all__ = [
    "Sign",
    "gone_page",
    "moved_page",
    "not_found",
    "offline_page",
    "self_contained_style",
    "sign_template",
]

ToAddress = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class _Way:
    """One row to go on by."""

    title: str | Markup
    address: str
    remark: str | Markup = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Short:
    """The same in another language, in a line."""

    language: str
    said: str
    home: str
    address: str
    again: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """What the templates print; addresses are ready, and "" where they are not known."""

    site: Site
    language: str
    key: str
    lead: Markup
    home: str
    ways: tuple[_Way, ...] = ()
    others: tuple["_Short | None", ...] = ()
    search: str = ""
    refresh: str = ""
    canonical: str = ""
    style: Markup = Markup("")
    root: str = ""
    is_placed: bool = True
    """Whether other files can be named from where it stands."""

    @property
    def chrome(self) -> SimpleNamespace:
        """The words around pages; here all are."""
        return self.words

    @property
    def help(self) -> HelpLine:
        site = self.site
        return HelpLine(phone=site.help_phone, phone_link=site.help_phone_link, note=site.help_note)

    @property
    def colour(self) -> str:
        return self._named(colour_path(self.site.identity))

    @property
    def emblem(self) -> str:
        return self._named(emblem_path(self.site.identity))

    @property
    def icon(self) -> Icon:
        icon = icon_of(self.site.identity)
        return icon._replace(path=self._named(icon.path))

    @property
    def words(self) -> SimpleNamespace:
        return marked_labels(self.language)

    @property
    def plain(self) -> SimpleNamespace:
        return plain_labels(self.language)

    @property
    def title(self) -> str:
        title: str = getattr(self.plain, self.key)
        return title

    @property
    def heading(self) -> Markup:
        heading: Markup = getattr(self.words, self.key)
        return heading

    def asset(self, name: str) -> str:
        return f"{self.root}{asset_path(name)}"

    def _named(self, path: str) -> str:
        return f"{self.root}{path}" if path and self.is_placed else ""


def not_found(view: View, *, others: Iterable[Site] = ()) -> bytes:
    """Return 404.html: complete in itself, because nobody knows how deep it will be shown.

    With a public address it offers the search, the home page and the menu; without one it
    names the telephone only. ``others`` are the sites of the other languages.
    """
    site = view.site
    return _page(
        "not_found",
        Sign(
            site=site,
            language=site.language,
            key="not_found",
            lead=marked_labels(site.language).not_found_text,
            home=absolute(site, site.home_path),
            ways=_first_ways(site, lambda path: absolute(site, path)),
            others=tuple(
                _in_short(other, "not_found", absolute(other, other.home_path)) for other in others
            ),
            search=absolute(site, site.search_path) if site.search_path else "",
            style=self_contained_style(),
            root=site.base_address,
            is_placed=bool(site.base_address),
        ),
    )


def offline_page(view: View, *, others: Iterable[Site] = ()) -> bytes:
    """Return offline.html, shown to a returning reader for a page that the device has not kept.

    Its addresses are relative to the root of the mirror: the service worker adds a base. A link
    to itself it makes one to the page that was wanted.
    """
    site, words = view.site, marked_labels(view.site.language)
    home = _from_root(site)
    return _page(
        "offline",
        Sign(
            site=site,
            language=site.language,
            key="offline",
            lead=words.offline_text,
            home=home,
            ways=(_Way(words.offline_again, OFFLINE_PATH), _Way(words.not_found_home, home)),
            others=tuple(_in_short(other, "offline", _from_root(other)) for other in others),
            style=self_contained_style(),
        ),
    )


def moved_page(moved: Moved, view: View) -> bytes:
    """Return the page left at an old address: it opens the new one, with or without a script."""
    to = _relative(moved.path, view)
    words = marked_labels(moved.language)
    target = moved.target if moved.is_outside else to(moved.target)
    return _page(
        "moved",
        Sign(
            site=view.site,
            language=moved.language,
            key="moved",
            lead=words.moved_text,
            home=to(view.site.home_path),
            ways=(_Way(moved.title, target),),
            refresh=target,
            canonical="" if moved.is_outside else absolute(view.site, moved.target),
            root=_root(moved.path, view),
        ),
    )


def gone_page(gone: Gone, view: View) -> bytes:
    """Return the page left where a page was withdrawn: what replaces it, and where to go on."""
    to = _relative(gone.path, view)
    words, search_path = marked_labels(gone.language), view.site.search_path
    return _page(
        "gone",
        Sign(
            site=view.site,
            language=gone.language,
            key="gone",
            lead=words.gone_replaced if gone.successor_title else words.gone_text,
            home=to(view.site.home_path),
            ways=_ways_on(gone, view.site, to),
            search=to(search_path) if search_path else "",
            root=_root(gone.path, view),
        ),
    )


@cache
def self_contained_style() -> Markup:
    """Return the style inside 404.html: without fonts, which it cannot name at any depth."""
    style = stylesheet() + sheet("search") + sheet("signposts")
    return Markup(re.sub(r"@font-face\{[^}]*\}\s*", "", style))  # noqa: S704 - our own files


def _ways_on(gone: Gone, site: Site, to: ToAddress) -> tuple[_Way, ...]:
    """Return what replaces a page, what it translated, the page above, home; the menu without the first."""
    words = marked_labels(gone.language)
    ways = []
    if gone.successor_title:
        ways.append(_Way(gone.successor_title, to(gone.successor), words.gone_successor))
    if gone.original_title:
        said = Markup('<span lang="%s">%s</span>')
        words_of = [gone.original_title, language_of(gone.original_language).name]
        title, name = (said % (gone.original_language, one) for one in words_of)
        ways.append(_Way(title, to(gone.original), name))
    if gone.above_title and gone.above != site.home_path:
        ways.append(_Way(gone.above_title, to(gone.above), words.gone_above))
    ways.append(_Way(words.not_found_home, to(site.home_path)))
    if not gone.successor_title:
        ways += [_Way(item.title, to(item.path)) for item in site.menu if item.path != gone.above]
    return tuple(ways)


def _first_ways(site: Site, to: ToAddress) -> tuple[_Way, ...]:
    if not site.base_address:
        return ()
    home = _Way(marked_labels(site.language).not_found_home, to(site.home_path))
    return (home, *(_Way(item.title, to(item.path)) for item in site.menu))


def _from_root(site: Site) -> str:
    return f"{quote(site.home_path)}index.html"


def _in_short(other: Site, key: str, home: str) -> "_Short | None":
    """Return what happened in another language; None where nobody translated the words."""
    if key in untranslated_labels(other.language):
        return None
    words = plain_labels(other.language)
    return _Short(
        language=other.language,
        said=f"{getattr(words, key)}.",
        home=words.not_found_home,
        address=home,
        again=words.offline_again,
    )


def _root(path: str, view: View) -> str:
    return view.address_root or "../" * path.count("/")


def _relative(path: str, view: View) -> ToAddress:
    root = _root(path, view)
    return lambda target: target if leads_out(target) else f"{root}{quote(target)}index.html"


def sign_template(name: str) -> Template:
    """Return the template of a sign, whose macro has the same name."""
    return _environment().get_template(f"signposts/{name}.html")


def _page(name: str, sign: Sign) -> bytes:
    macro: Any = getattr(sign_template(name).module, name)
    return str(macro(sign)).encode()


@cache
def _environment() -> Environment:
    environment = make_environment(template_sources())
    environment.filters["wrapped"] = _wrapped
    return environment


def _wrapped(words: str | Markup) -> Markup:
    """Return a heading that breaks between words; marked words are bound already."""
    return words if isinstance(words, Markup) else title_bound(words)
