"""What a collector may ask while it makes documents: everything was read beforehand."""

import re
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from html import escape
from typing import Any

from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.strings import extract_strings

from sitegen.collect.alike import alike, wording
from sitegen.collect.each_inline import Turn, turned, turned_blocks
from sitegen.collect.elsewhere import Elsewhere, Far
from sitegen.collect.reads import Noted
from sitegen.collect.redirects import Redirect
from sitegen.collect.registry import fact_value, web_link
from sitegen.collect.richtext import Blocks, plain_text, read_blocks, read_inline
from sitegen.collect.runs import FACT, Answer, Chip
from sitegen.collect.said_once import FACT_LINK, once
from sitegen.collect.translations import NOTHING, Truth, bare
from sitegen.collect.visibility import VisiblePage
from sitegen.documents.base import AgencyName, Attachment, Head, PageChange, PageNotice, Picture
from sitegen.documents.inline import Inline, Link
from sitegen.errors import Finding
from sitegen.languages import SOURCE
from sitegen.letters import in_one_line

__all__ = ["Collecting", "PageCollecting", "fact_key", "lines", "page_key", "run_words"]


_BREAK = re.compile(r"<br\s*/?>")
_WEB_LINK = "href="
"""Stands in every text with a link into the web."""


def page_key(pk: int) -> str:
    """Return the key of the document of page ``pk``."""
    return f"page-{pk}"


def fact_key(fact: Any) -> str:
    """Return the key of a row of a registry ("contactpoint-5")."""
    return f"{fact._meta.model_name}-{fact.pk}"


class Collecting:
    """One collection in the making: the visible pages, the facts, and what was noticed.

    ``broken`` holds the digests of pictures and attachments that cannot be made. The documents
    ``only_listed`` by another, in a preview, stand in no index.

    ``for_paper`` when its documents go to a printer and nowhere else: they may then hold what is
    not for the web, such as the name of who signs. ``address`` is that of the mirror, "" when it is
    not known; ``elsewhere`` are the pages of other sites. ``is_draft`` when somebody looks at one
    draft, and nothing of it is released.
    """

    def __init__(
        self,
        *,
        now: datetime,
        pages: Noted[int, VisiblePage],
        pictures: Noted[int, Picture],
        attachments: Noted[int, Attachment],
        truths: Noted[tuple[str, str], Truth],
    ) -> None:
        self.now = now
        self.for_paper = False
        self.is_draft = False
        self.address = ""
        self.zone = timezone.get_current_timezone()
        self.today: date = timezone.localdate(now)
        self.pages = pages
        self.elsewhere: Elsewhere
        self.pictures = pictures
        self.attachments = attachments
        self.truths = truths
        self.broken: Container[str] = ()
        self.facts: dict[str, Any] = {}
        self.findings: list[Finding] = []
        self.remarks: tuple[Finding, ...] = ()
        self.redirects: tuple[Redirect, ...] = ()
        self.only_listed: set[str] = set()


class PageCollecting:
    """The same for one page: it knows the page's language and speaks of it by its title."""

    def __init__(self, collecting: Collecting, page: Any) -> None:
        self.all = collecting
        self.page = page
        self.place = collecting.pages[page.pk]
        self.language = self.place.language
        self._untranslated: set[str] = set()
        self._stale: set[str] = set()
        self._open: dict[str, list[set[str]]] = {}
        self._lacks = 0
        self._said: set[str] = set()
        self._where = ("", "")
        self.missing_from(self.place.translation)

    @property
    def today(self) -> date:
        """The day for which facts are read."""
        return self.all.today

    def head(
        self,
        *,
        agency: AgencyName | None = None,
        published: date | None = None,
        notices: tuple[PageNotice, ...] = (),
    ) -> Head:
        """Return the head of the page's document; call it last, it knows what was not translated.

        ``notices`` are what the page says of itself, beside what is said of what it shows.
        """
        page, place = self.page, self.place
        notices = (*notices, *self._notices())
        self._tell_of_staleness()
        updated, changes = self._changes()
        first = self._day(page.first_published_at)
        return Head(
            key=page_key(page.pk),
            translation=place.translation,
            language=self.language,
            path=place.path,
            parent=wording(page_key(place.parent)) if place.parent else "",
            title=page.title,
            summary=page.summary,
            published=published or first,
            updated=self._day(updated),
            agency=agency,
            source_language=SOURCE,
            untranslated=_as_known(self._untranslated),
            stale=_as_known(self._stale),
            lacks=self._lacks,
            is_alias=place.is_alias and self.language != SOURCE,
            notices=notices,
            reviewed=self.all.facts.get("reviewed", {}).get(page.pk),
            asks=self._asks(),
            changes=changes,
            posted=first if published and published != first else None,
        )

    def label(self, fact: Any, field: str = "name") -> str:
        """Return ``field`` of a fact in the page's language, or in Vietnamese and marked so."""
        said = fact.label(self.language, field)
        if said is None:
            said = str(getattr(fact, field))
            self.still_source(said)
        return str(said)

    def remark(self, fact: Any, source: str) -> str:
        """Return what a fact adds in words, in the page's language or marked as Vietnamese."""
        if not source or self.language == SOURCE:
            return source
        said: str | None = fact.label(self.language, "definition")
        if said is None:
            self.still_source(source)
        return said or source

    def still_source(self, *texts: str) -> None:
        """Mark texts that stand in the source language although the page does not."""
        if self.language != SOURCE:
            self._untranslated.update(texts)

    def missing_from(self, translation_key: str) -> None:
        """Mark what the translation of an object, such as a step set, does not say as it should."""
        truth = self._truth(translation_key)
        self._lacks += truth.lacks
        for found, sentences in (
            (self._untranslated, truth.untranslated),
            (self._stale, truth.stale),
        ):
            for data in sentences:
                self._note(data, found)

    def still_stored(self, *texts: str) -> None:
        """Mark stored texts of another object that stand in the source language, plain or rich."""
        for text in texts if self.language != SOURCE else ():
            sentences = [one.data for one, _ in extract_strings(text)[1]] if "<" in text else ()
            for data in sentences or (escape(text, quote=False),):
                self._note(bare(data), self._untranslated)

    def shows(self, stored: str, shown: str) -> None:
        """Note that the plain text ``stored`` is shown as ``shown``, its tokens filled in."""
        for found in self._open.get(in_one_line(escape(stored, quote=False)), ()):
            found.add(shown)

    def shows_html(self, stored: str, fill: Callable[[str], str] = str) -> None:
        """Note the same of each sentence of rich text, which ``fill`` fills in."""
        if not self._open or ("<a" not in stored and "{{" not in stored):
            return
        for sentence, attrs in extract_strings(stored)[1]:
            for found in self._open.get(in_one_line(bare(sentence.data)), ()):
                html = fill(sentence.render_html(attrs))
                found.add(run_words(read_inline(html, self._resolve)))

    def inline(self, html: str) -> tuple[Inline, ...]:
        """Return one line of rich text."""
        self.shows_html(html or "")
        found = read_inline(html or "", self._resolve)
        for turn in self._turns(html or ""):
            found = turned(found, turn)
        return found

    def blocks(self, html: str) -> Blocks:
        """Return paragraphs and lists of rich text."""
        self.shows_html(html or "")
        found = read_blocks(html or "", self._resolve)
        for turn in self._turns(html or ""):
            found = turned_blocks(found, turn)
        return found

    def picture(self, pk: int | None, *, alt: str = "", caption: str = "") -> Picture | None:
        """Return a picture, described by ``alt`` when that is given; None with a finding."""
        found: Picture | None = self.all.pictures.get(pk or 0)
        if found is None:
            self.finds(
                "picture-missing",
                "Hình minh hoạ đã bị xoá hoặc không đọc được.",
                hint="Mở trang, chọn hình khác rồi xuất bản lại.",
            )
            return None
        if not found.digest:
            self.finds(
                "picture-unchecked",
                "Một hình không hiện: chưa được đánh dấu là không còn dữ liệu cá nhân, hoặc nằm trong "
                "bộ sưu tập riêng của cơ quan.",
                hint="Mở hình trong kho, che những gì cần che rồi đánh dấu; hoặc chuyển hình sang bộ "
                "sưu tập khác.",
                about=f"illustration-{pk}",
            )
            return None
        if found.digest in self.all.broken:
            self.finds(
                "picture-broken",
                f"Không tạo được hình “{alt or found.alt}”: tệp ảnh đã mất hoặc bị hỏng."
                " Trang đã ra không có hình này.",
                hint="Mở hình trong kho ảnh, tải lại tệp ảnh; hoặc chọn hình khác.",
            )
            return None
        if not alt:  # what a picture says of itself is in the source language
            self.still_source(found.alt)
        if not caption and alt in ("", found.alt):
            return found  # one object for all documents
        return Picture(
            digest=found.digest,
            width=found.width,
            height=found.height,
            alt=alt or found.alt,
            caption=caption,
        )

    def files(self, pks: Iterable[int]) -> tuple[Attachment, ...]:
        """Return the attachments that may leave; the others are findings."""
        found = []
        for pk in pks:
            attachment = self.all.attachments.get(pk)
            if attachment is None:
                self.finds("attachment-missing", "Tệp đính kèm đã bị xoá hoặc để riêng tư.")
            elif attachment.digest in self.all.broken:
                self.finds(
                    "attachment-broken",
                    f"Không đọc được tệp đính kèm “{attachment.title}”: tệp đã mất trên máy chủ."
                    " Trang đã ra không có tệp này.",
                    hint="Mở tệp trong kho tài liệu và tải lại.",
                )
            else:
                found.append(attachment)
        return tuple(found)

    def target_key(self, pk: int | None, *, what: str) -> str:
        """Return the document key of a chosen page, or "" with a finding when it is not visible."""
        if pk is not None and pk in self.all.pages:
            return wording(page_key(pk))
        if far := self.elsewhere(pk):
            self.finds(
                "page-elsewhere",
                f"{what} lấy nội dung của “{far.title}”, là trang của một trang web khác ({far.address}),"
                " nên không hiện ở đây.",
                hint="Chọn một trang của chính trang web này; các bước dùng chung thì lấy từ bộ bước.",
            )
            return ""
        self.finds(
            "link-unpublished",
            f"{what} trỏ tới một trang chưa xuất bản, để riêng tư hoặc đã xoá.",
            hint="Xuất bản trang đó hoặc chọn trang khác.",
        )
        return ""

    def elsewhere(self, pk: int | None) -> Far | None:
        """Return a chosen page that is one of another site, None when it is ours or not visible."""
        if pk is None or pk in self.all.pages:
            return None
        return self.all.elsewhere.get(pk, self.language)

    @contextmanager
    def at(self, block: str = "", anchor: str = "") -> Iterator[None]:
        """Let all remarks from within say where on the page it is, in words and by its anchor."""
        before = self._where
        self._where = (", ".join(filter(None, (before[0], block))), anchor or before[1])
        try:
            yield
        finally:
            self._where = before

    def finds(  # noqa: PLR0913  # the parts of a remark
        self,
        code: str,
        message: str,
        *,
        hint: str = "",
        block: str = "",
        about: str = "",
        is_shown: bool = False,
    ) -> None:
        """Note a remark about this page; ``about`` is the key of the row that it speaks of.

        ``is_shown`` as in :class:`~sitegen.errors.Finding`.
        """
        self.all.findings.append(
            Finding(
                code=code,
                severity="warning",
                page=self.page.title or f"/{self.place.path}",
                key=page_key(self.page.pk),
                message=message,
                hint=hint,
                block=block or self._where[0],
                about=about,
                is_shown=is_shown,
                anchor=self._where[1],
            )
        )

    def _tell_of_staleness(self) -> None:
        if self.place.is_alias or not (self._stale or self._lacks):
            return
        counts = (
            (len(self._stale), "câu cũ hơn bản gốc"),
            (self._lacks, "câu hay điều mới (số, ngày, liên kết, thứ tự) chưa có"),
        )
        said = ", ".join(f"{count} {what}" for count, what in counts if count)
        self.finds(
            "translation-stale",
            f"Bản gốc đã đổi sau khi dịch: {said}. Người đọc thấy những câu ấy có dấu.",
            hint="Mở bản dịch, dịch các câu đã đổi rồi xuất bản.",
            is_shown=True,
        )

    def _notices(self) -> tuple[PageNotice, ...]:
        """Return what readers are told above the page; what of it is Vietnamese is marked so."""
        known = self.all.facts.get("notices")
        if known is None:
            return ()
        self.still_source(*known.in_source.get(self.page.pk, ()))
        found: tuple[PageNotice, ...] = known.by_page.get(self.page.pk, ())
        return found

    def _note(self, data: str, found: set[str]) -> None:
        """Put a stored sentence into ``found`` as it will be shown, now or once it is filled in."""
        found.update(_shown_as(data))
        if "<a>" in data or "{{" in data:
            self._open.setdefault(in_one_line(data), []).append(found)

    def _asks(self) -> bool:
        """Tell whether readers are asked if the page helped, as the nearest page says that decides it."""
        switches, path = self.all.facts.get("asking", {}), self.place.tree_path
        ends = range(len(path), 0, -Page.steplen)
        said = (switches.get(path[:end]) for end in ends)
        return next((one for one in said if one is not None), False)

    def _changes(self) -> tuple[datetime | None, tuple[PageChange, ...]]:
        """Return when readers last found something new, and what they are told of it.

        A translation shows what was said of its source, in Vietnamese, once it is published after it.
        """
        at = self.page.last_published_at
        known = self.all.facts.get("changes")
        if known is None or at is None:
            return at, ()
        shared = known.get(self.place.translation, ())
        own = shared if self.place.is_alias else known.get(self.page.pk, ())
        since = next((note.before for note in own if note.at == at and note.before), at)
        said = [note for note in own or shared if note.text and note.at <= at]
        if not own:
            self.still_source(*(note.text for note in said))
        zone = self.all.zone
        return since, tuple(
            PageChange(day=note.at.astimezone(zone).date(), text=note.text) for note in said
        )

    def _truth(self, translation_key: str) -> Truth:
        if self.language == SOURCE:
            return NOTHING
        truth: Truth = self.all.truths.get((translation_key, self.language), NOTHING)
        return truth

    def _day(self, moment: datetime | None) -> date | None:
        return alike(moment.astimezone(self.all.zone).date()) if moment else None

    def _turns(self, html: str) -> Iterator[Turn]:
        """Yield what has to be done to running text: nothing to nearly all of it."""
        if _WEB_LINK in html:
            yield self._instead
        if _WEB_LINK in html or FACT_LINK in html:
            yield once(self._said)

    def _instead(self, node: Inline) -> Inline:
        """Return what stands for a link into the web that nobody should follow any more."""
        if not isinstance(node, Link) or node.target != "web":
            return node
        return web_link(self, node) or node

    def _resolve(self, kind: str, identifier: str) -> Answer:
        if kind == FACT:
            return fact_value(self, Chip.of(identifier))
        pk = int(identifier) if identifier.isdigit() else 0
        if kind == "page":
            if pk in self.all.pages:
                return "page", self.all.pages[pk].path
            if far := self.elsewhere(pk):
                return "web", far.address
            self.target_key(pk, what="Liên kết trong bài")
        elif kind == "document" and (attached := self.files([pk])):
            return "file", attached[0].path
        return None


def _as_known(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({in_one_line(text) for text in texts} - {""}))


def _shown_as(data: str) -> Iterator[str]:
    """Yield the words of a stored sentence as a page may show them: in one line, or line by line."""
    parts = _BREAK.split(data) if "<br" in data else [data]
    yield plain_text(" ".join(parts))
    if len(parts) > 1:
        yield from map(plain_text, parts)


def run_words(nodes: Iterable[Any]) -> str:
    """Return the words of running text in one line."""
    return "".join(_pieces(nodes)).strip()


def _pieces(nodes: Iterable[Any]) -> Iterator[str]:
    for node in nodes:
        if hasattr(node, "children"):
            yield from _pieces(node.children)
        else:
            yield getattr(node, "value", " ")


def lines(text: str) -> tuple[str, ...]:
    """Return the non-empty lines of a text field."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
