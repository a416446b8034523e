"""The page: what templates may ask while one document becomes HTML."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property, lru_cache
from itertools import takewhile
from urllib.parse import quote

from markupsafe import Markup, escape

from sitegen.documents.addresses import leads_out
from sitegen.documents.base import (
    AgencyName,
    HelpLine,
    PageNotice,
    PartialDate,
    Picture,
    PictureCallout,
    Portal,
)
from sitegen.documents.callouts import focus_of, labelled
from sitegen.documents.cases import Case, Cases, Mark, cases_of
from sitegen.documents.changed import changed_on, days_of, office_of
from sitegen.documents.inline import Inline
from sitegen.documents.kinds import (
    Announcement,
    Document,
    StatisticsColumn,
    StatisticsColumnGroup,
    StatisticsRow,
)
from sitegen.documents.leaflet import Imprint, Leaflet, PanelPart
from sitegen.documents.nodes import Node, StepGroup
from sitegen.documents.view import View, canonical_path, content_language
from sitegen.languages import language_of
from sitegen.letters import in_one_line
from sitegen.render import charts, formats
from sitegen.render.assets import SCRIPT_SHEETS, asset_path
from sitegen.render.callouts import marks
from sitegen.render.dublin_core import dublin_core
from sitegen.render.identity import Icon, colour_path, emblem_path, help_line, icon_of
from sitegen.render.inline import bound, inline_html, joined, plain_text, title_bound
from sitegen.render.labels import marked_labels, plain_labels
from sitegen.render.macros import node_macro
from sitegen.render.notices import effect_words, never_said, notice_label, title_label, with_change
from sitegen.render.pictures import Offer, offer, offer_part
from sitegen.render.schema_org import structured_data

__all__ = ["Page"]


class Page:
    """One page in the making: addresses, words in their language, the level of headings.

    ``t`` and ``w`` are the labels of the content, marked and plain; ``chrome`` and
    ``chrome_plain`` those around it. They differ on a page that is not translated yet:
    its content is in the source language from the first word to the last. ``quotes`` is the script
    of words in it that are of another one than its language.
    """

    def __init__(self, document: Document, view: View, quotes: str = "") -> None:
        head = document.head
        self.document, self.head, self.view, self.site = document, head, view, view.site
        self.language = head.language
        self.content_language = content_language(head)
        self.t, self.w = marked_labels(self.content_language), plain_labels(self.content_language)
        self.chrome, self.chrome_plain = marked_labels(self.language), plain_labels(self.language)
        self.root = view.address_root or "../" * head.path.count("/")
        self.kind = document.kind
        self._foreign = (
            frozenset()
            if head.is_alias
            else frozenset(map(in_one_line, (*head.untranslated, *never_said(document))))
        )
        self._stale = frozenset() if head.is_alias else frozenset(map(in_one_line, head.stale))
        self._untrue = self._foreign | self._stale
        self.said: Callable[[str], Markup] = self._said_or_marked if self._untrue else bound
        """Returns words of the document, marked when they are not translated, or no longer true."""

        self._quotes = quotes
        self._outline = 1
        self._pictures = 0
        self._choices = 0
        self._part = ""
        self._sheets = set[str]()
        self.cases: Cases | None = None
        self.marks: Mapping[str, Mark] = {}
        """What hangs on the questions of the guide, by the anchor of a group or a step."""
        self.counted: frozenset[str] = frozenset()
        """The steps of which the number hangs on answers, by anchor."""

    # Addresses

    def href(self, path: str) -> str:
        """Return the address of the page at ``path``, with its explicit file name."""
        return path if leads_out(path) else f"{self.root}{path}index.html"

    def file(self, path: str) -> str:
        """Return the address of the file at ``path``."""
        return f"{self.root}{path}"

    def asset(self, name: str) -> str:
        """Return the address of an asset of ours."""
        return f"{self.root}{asset_path(name)}"

    @property
    def colour(self) -> str:
        """The address of the sheet with the site's own colour, "" for ours."""
        path = colour_path(self.site.identity)
        return path and self.file(path)

    @property
    def script_sheet(self) -> str:
        """The name of the sheet that the script of the content, or of what it quotes, needs, or ""."""
        script = language_of(self.content_language).script
        return SCRIPT_SHEETS.get(script, "") or SCRIPT_SHEETS.get(self._quotes, "")

    @property
    def emblem(self) -> str:
        """The address of the site's emblem, "" where our mark stands."""
        path = emblem_path(self.site.identity)
        return path and self.file(path)

    @property
    def icon(self) -> Icon:
        """The address and the type of what stands in the browser's tab."""
        icon = icon_of(self.site.identity)
        return icon._replace(path=self.file(icon.path))

    @cached_property
    def help(self) -> HelpLine:
        """Whom to call: whom the page names itself, its office, else the site."""
        return help_line(self.document, self.site)

    @property
    def is_rated(self) -> bool:
        """Whether readers are asked if it was of help: an officer wrote it, no list, map or search."""
        return self.head.key.startswith("page-")

    @property
    def rating_address(self) -> str:
        """Where answers are counted, "" where nobody does, and in a preview."""
        asks = self.head.asks and not self.view.address_root
        return self.site.rating_address if asks else ""

    @property
    def keeper_mail(self) -> str:
        """Where readers write to whose page names nobody: the office that keeps the site."""
        return self.site.keeper.card.email if self.site.keeper else ""

    @cached_property
    def rated_steps(self) -> tuple[tuple[str, Markup, Markup], ...]:
        """The steps that readers may speak of, each with its way: anchor, words, words in an address."""
        return tuple(
            (step.anchor, *_step_words(group.way, step.number, self.content_language))
            for group in getattr(self.document, "groups", ())
            for step in group.steps
            if step.logic == "number"
        )

    @property
    def canonical_path(self) -> str:
        """The path that search engines should keep: an alias points to its source."""
        return canonical_path(self.head, self.view)

    @property
    def locale(self) -> str:
        """The language of the content as Open Graph lists it, "" for one that is not on its list."""
        return {"vi": "vi_VN", "en": "en_US"}.get(self.content_language, "")

    @property
    def place_in_menu(self) -> str:
        """The path of the page when the menu leads to it, else ""."""
        path = self.head.path
        return path if any(item.path == path for item in self.site.menu) else ""

    def structured_data(self) -> Markup:
        """Return what search engines read of this page, for its head; "" when nobody could."""
        return structured_data(self.document, self.view)

    def metadata(self) -> dict[str, str]:
        """Return what the page is, in the words of Dublin Core, for its head."""
        return dublin_core(self.document, self.site.name)

    # Words

    @property
    def source_name(self) -> str:
        """The name of the source language in the language of the page."""
        return self.language_name(self.head.source_language)

    def language_name(self, code: str) -> str:
        """Return what a language is called in that of the page."""
        named = language_of(code)
        return named.name_english if self.language == "en" else named.name

    def own_name(self, code: str) -> str:
        """Return what the speakers of a language call it."""
        return language_of(code).name_own

    def is_foreign(self, code: str) -> bool:
        """Tell whether a link to a page in the language ``code`` has to say so."""
        return bool(code) and code != self.content_language

    def language_of(self, path: str, foreign: Iterable[tuple[str, str]]) -> str:
        """Return the language of the page at ``path`` by the list of those in another, else ""."""
        return dict(foreign).get(path, "")

    @property
    def ways_back(self) -> tuple[tuple[str, str, str], ...]:
        """The home pages, (language, path, words), of the languages in which this page is not there."""
        there = {other.language for other in self.view.translations} | {self.language}
        return tuple(
            (code, path, f"{self.own_name(code)}: {plain_labels(code).kind_home}")
            for code, path in self.site.homes
            if code not in there
        )

    def kind_name(self, kind: str) -> Markup:
        """Return what readers call a kind of document."""
        name: Markup = getattr(self.t, f"kind_{kind}")
        return name

    def titled(self, text: str) -> Markup:
        """Return the words of a heading, marked like ``said``, never ending on one syllable."""
        return self._marked(text, title_bound(text))

    def inline(self, children: tuple[Inline, ...]) -> Markup:
        """Return running text; a run that is wholly untranslated is marked as one."""
        words = inline_html(children, self)
        is_run = self._untrue and len(children) > 1
        return self._marked(plain_text(children), words) if is_run else words

    def plain(self, children: tuple[Inline, ...]) -> Markup:
        """Return the words of running text without markup of its own, for lists of links."""
        return self.said(plain_text(children))

    def lang(self, text: str) -> Markup:
        """Return a ``lang`` attribute for words that stand alone in an attribute, or nothing."""
        if not self._foreign or in_one_line(text) not in self._foreign:
            return Markup("")
        return Markup(' lang="%s"') % self.head.source_language

    def day(self, value: date) -> Markup:
        """Return a short date as a ``time`` element."""
        return _time(value, formats.day(value, self.content_language))

    def long_day(self, value: date) -> Markup:
        """Return a date in full as a ``time`` element."""
        return _time(value, formats.long_day(value, self.content_language))

    def partial_day(self, value: PartialDate) -> str:
        """Return the date of an official text with its gaps."""
        return formats.partial_day(value, self.content_language)

    def moment(self, value: datetime) -> Markup:
        """Return an hour of a day as a ``time`` element."""
        return _time(value, formats.moment(value, self.content_language))

    def effect(self, document: Announcement) -> Markup:
        """Return from when to when a text is in effect, "" where it does not say."""
        said, kind = effect_words(document, self.content_language), document.official.type_name
        if not kind or kind not in self._foreign:
            return bound(said)
        before, found, after = said.partition(kind)
        return bound(before) + (self.said(kind) if found else "") + bound(after)

    def changed(self, day: date) -> Markup:
        """Return the sign of what is no longer so from ``day`` on."""
        sign: Markup = self.t.notice_from
        return sign.format(day=self.day(day))

    @property
    def days(self) -> tuple[tuple[str, date], ...]:
        """When the page was "published", "updated" and "reviewed"."""
        return tuple(days_of(self.document))

    @cached_property
    def office(self) -> AgencyName | None:
        """Whose page it is, as its end says."""
        return office_of(self.document)

    @cached_property
    def description(self) -> str:
        """What messages and search engines show beneath the title."""
        return with_change(self.head.summary, changed_on(self.document), self.content_language)

    def opens(self, group: StepGroup) -> bool:
        """Tell whether a way lies open from the start: the first of its choice that one can go."""
        return group is next(self._open_ways(group), None)

    def is_passable(self, group: StepGroup) -> bool:
        """Tell whether any way of the choice in which ``group`` stands can be gone today."""
        return any(self._open_ways(group))

    def _open_ways(self, group: StepGroup) -> Iterator[StepGroup]:
        """Yield the ways between which readers choose where ``group`` stands, without closed ones."""
        groups = getattr(self.document, "groups", ())
        at = next((at for at, one in enumerate(groups) if one is group), None)
        if at is None:  # a guide inside another page: its first way is open
            groups, at = (group,) if group.way == 1 else (), 0
        upto = enumerate(groups[: at + 1])
        first = max((place for place, one in upto if one.way == 1), default=at)
        others = takewhile(lambda one: one.way > 1, groups[first + 1 :])
        return (one for one in (*groups[first : first + 1], *others) if not one.closed_on)

    @property
    def notice_title(self) -> Markup:
        """What stands above the notices of the page."""
        title: Markup = getattr(self.t, title_label(self.head.notices))
        return title

    def notice_words(self, notice: PageNotice) -> Markup:
        """Return what is no longer so, from when on, and what takes its place."""
        words: Markup = getattr(self.t, notice_label(notice))
        hours = {"starts": notice.starts, "until": notice.until}
        said = words.format(
            day=self.day(notice.day),
            subject=self.said(notice.subject),
            **{name: self.moment(hour) for name, hour in hours.items() if hour},
        )
        if not notice.successor:
            return said
        instead: Markup = self.t.notice_successor
        return said + " " + instead.format(successor=self.said(notice.successor))

    def number(self, value: object, unit: str = "number") -> str:
        """Return a number as printed in the language of the content."""
        return formats.number(str(value), self.content_language, unit=unit)

    def file_size(self, size_bytes: int) -> str:
        """Return the size of a file in words."""
        return formats.file_size(size_bytes, self.content_language)

    def address_words(self, address: str) -> str:
        """Return a web address as people say it."""
        return formats.address_words(address)

    # Nodes

    def nodes(self, nodes: Iterable[Node | PanelPart]) -> Markup:
        """Return nodes one after the other; headings among them move the level along."""
        return joined([node_macro(node.kind)(node, self) for node in nodes])

    def heading_level(self, wanted: int) -> int:
        """Return the level for a heading that wants ``wanted``, never skipping one."""
        level = min(wanted, self._outline + 1)
        self._outline = level
        return level

    @property
    def level(self) -> int:
        """The level of a title inside a node: one below the last heading, h2 at first, h4 at most."""
        return min(self._outline + 1, 4)

    def under(self, level: int) -> str:
        """Say that what follows stands under a heading of ``level``; prints nothing."""
        self._outline = level
        return ""

    # Pictures and drawings

    def offered(self, picture: Picture) -> Offer:
        """Return the addresses at which a picture is offered."""
        return offer(picture, self.root)

    def choice(self, way: int) -> str:
        """Return what the ways share between which readers choose here: one of them is open."""
        self._choices += way == 1
        return "way" if self._choices < 2 else f"way-{self._choices}"

    def called(self, group: StepGroup) -> str:
        """Return what a group is called among all of the page: by its part as well."""
        self._part = group.part or self._part
        return ": ".join(filter(None, (self._part, group.title)))

    def asks(self, groups: Sequence[StepGroup]) -> Cases | None:
        """Return what the guide of these groups asks, whose marks they carry from now on."""
        self.cases = cases_of(groups)
        if self.cases:
            self.marks, self.counted = self.cases.marks, self.cases.counted
        return self.cases

    def names_of(self, portal: Portal) -> str:
        """Return the names of the answers that keep a portal, "" where it is kept in any case."""
        groups = getattr(self.document, "groups", ()) if self.marks else ()
        on_it = [one for one in groups if one.portal and one.portal.address == portal.address]
        marks = [self.marks.get(one.anchor) for one in on_it]
        kept = {mark.names for mark in marks if mark}
        is_one = None not in marks and len({mark.asked for mark in marks if mark}) == 1
        return " ".join(sorted(kept)) if is_one else ""

    def answers(self, case: Case) -> Markup:
        """Return the answers of one case in words."""
        said = []
        for number, answer in case:
            question = self.cases.questions[number - 1] if self.cases else None
            if question and question.answers:
                said.append(self.plain(question.answers[answer - 1]))
            elif question:
                yes = self.t.yes if answer == 1 else self.t.no
                said.append(Markup("%s: %s") % (self.said(question.about), yes))  # escaped
        return Markup(" · ").join(said)

    def sheet(self, name: str) -> Markup:
        """Return the link to a style sheet that not every page needs, where it is needed first."""
        is_there = name in self._sheets
        self._sheets.add(name)
        link = Markup('<link rel="stylesheet" href="%s">\n')
        return Markup("") if is_there else link % self.asset(name)

    def is_first_picture(self) -> bool:
        """Count the pictures of the page; only the first one loads at once."""
        self._pictures += 1
        return self._pictures == 1

    def in_focus(self, picture: Picture) -> tuple[Offer, Markup] | None:
        """Return the part of a picture that narrow screens show large, with its callouts."""
        region = focus_of(picture)
        if region is None:
            return None
        return offer_part(picture, region, self.root), Markup(marks(picture, region))  # noqa: S704  # numbers only

    def drawn(self, picture: Picture) -> Markup:
        """Return the callouts over a whole picture, as the inside of an SVG; "" for none."""
        return Markup(marks(picture) if picture.callouts else "")  # noqa: S704  # numbers only

    def labelled(self, picture: Picture) -> tuple[PictureCallout, ...]:
        """Return the callouts of a picture that the list beneath it explains."""
        return labelled(picture) if picture.callouts else ()

    def bars(self, pairs: Sequence[tuple[str, str]], unit: str) -> tuple[charts.Bar, ...]:
        """Return bars for (name, decimal text) pairs."""
        return charts.bars(pairs, unit, self.content_language)

    def bars_begin(self, pairs: Sequence[tuple[str, str]], unit: str) -> str:
        """Return where the bars of these pairs begin, in words; "" for zero, as readers expect."""
        least = charts.begins_at(pairs, unit)
        return self.number(least, unit) if least else ""

    def columns(self, groups: Sequence[StatisticsColumnGroup]) -> list[StatisticsColumn]:
        """Return the columns under all groups, left to right."""
        return [column for group in groups for column in group.columns]

    def pairs(self, rows: Sequence[StatisticsRow], index: int) -> list[tuple[str, str]]:
        """Return (unit, value) of one column."""
        return [(row.unit, row.values[index]) for row in rows]

    reaches = staticmethod(charts.reaches)

    def prints_imprint(self, leaflet: Leaflet) -> bool:
        """Tell whether a panel carries the imprint already."""
        return any(isinstance(part, Imprint) for panel in leaflet.panels for part in panel.parts)

    def _said_or_marked(self, text: str) -> Markup:
        return self._marked(text, bound(text))

    def _marked(self, text: str, words: Markup) -> Markup:
        """Return ``words``, marked when ``text`` is not translated or says what was so once."""
        if not self._untrue or (text := in_one_line(text)) not in self._untrue:
            return words
        sign = heard = Markup("")
        if text in self._stale:
            sign = Markup(' class="stale"')
            heard = Markup('<span class="vh"> (%s)</span>') % self.t.stale_word
        if text in self._foreign:
            sign += Markup(' lang="%s"') % self.head.source_language
        return Markup("<span%s>%s</span>%s") % (sign, words, heard)


@lru_cache(maxsize=1024)
def _time(value: date, words: str) -> Markup:
    return Markup('<time datetime="%s">%s</time>') % (value.isoformat(), words)


@lru_cache(maxsize=1024)
def _step_words(way: int, number: int, language: str) -> tuple[Markup, Markup]:
    words = plain_labels(language)
    step = f"{words.step} {number}"
    said = f"{words.way_number.format(number=way)}, {step.lower()}" if way else step
    return escape(said), Markup(quote(said))  # noqa: S704  # nothing but percent signs is left
