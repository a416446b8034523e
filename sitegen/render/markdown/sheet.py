"""The sheet: what nodes may ask while one document becomes markdown."""

from sitegen.documents.addresses import leads_out
from sitegen.documents.base import Attachment, ContactCard, Picture
from sitegen.documents.callouts import labelled
from sitegen.documents.kinds import Document
from sitegen.documents.view import View
from sitegen.render import formats
from sitegen.render.labels import plain_labels
from sitegen.render.markdown.blocks import blocks, bullets, facts, heading
from sitegen.render.markdown.escaping import address, one_line, words
from sitegen.render.pictures import offer

__all__ = ["Sheet"]


class Sheet:
    """One page in the making: words in its language, addresses, the level of headings.

    Links lead to index.html, not to other twins: that is the address which people know, which
    every profile of the mirror has, and whose page names its own twin.
    """

    def __init__(self, document: Document, view: View) -> None:
        head = document.head
        self.head, self.view = head, view
        self.language = head.source_language if head.is_alias else head.language
        self.w = plain_labels(self.language)
        self.root = "../" * head.path.count("/")
        self._outline = 1

    # Addresses

    def href(self, path: str) -> str:
        """Return the address of the page at ``path``, which may end in an anchor."""
        if leads_out(path):
            return path
        folder, sign, anchor = path.partition("#")
        return f"{self.root}{folder}index.html{sign}{anchor}"

    def file(self, path: str) -> str:
        """Return the address of the file at ``path``."""
        return f"{self.root}{path}"

    def link(self, title: str, target: str) -> str:
        """Return a link; ``target`` is an address, not a path."""
        return f"[{words(title).strip()}]({address(target)})"

    # Headings

    @property
    def level(self) -> int:
        """The level of a title inside a node, as on the page."""
        return min(self._outline + 1, 4)

    def under(self, level: int) -> None:
        """Say that what follows stands under a heading of ``level``."""
        self._outline = level

    def heading(self, wanted: int, text: str, number: str = "") -> str:
        """Return a heading that skips no level."""
        level = min(wanted, self._outline + 1)
        self._outline = level
        dot = "" if number.endswith(".") else "."
        return heading(level, words(f"{number}{dot} {text}" if number else text).strip())

    def title(self, text: str, deeper: int = 0) -> str:
        """Return the title of a node; "" for none."""
        return heading(self.level + deeper, words(text).strip()) if text else ""

    # Values

    def number(self, value: object, unit: str = "number") -> str:
        """Return a number as printed."""
        return formats.number(str(value), self.language, unit=unit)

    def yes(self, *, has: bool) -> str:
        """Return "Có" or "Không"."""
        answer: str = self.w.yes if has else self.w.no
        return answer

    # Pieces that several nodes share

    def picture(self, picture: Picture) -> str:
        """Return a picture with its caption and, under their numbers, what its callouts say."""
        drawn = f"![{words(picture.alt).strip()}]({address(offer(picture, self.root).plain)})"
        said = bullets(f"({one.number}) {words(one.label)}" for one in labelled(picture))
        return blocks((drawn, one_line(picture.caption), said))

    def cards(self, cards: tuple[ContactCard, ...]) -> str:
        """Return contacts, each with what is known of it."""
        return bullets(self._card(card) for card in cards)

    def files(self, attachments: tuple[Attachment, ...]) -> str:
        """Return files for download."""
        return bullets(
            f"{self.link(one.title, self.file(one.path))} "
            f"({words(one.file_type.upper())}, {formats.file_size(one.size_bytes, self.language)})"
            for one in attachments
        )

    def _call(self, number: str, dialled: str) -> str:
        return self.link(number, f"tel:{dialled}") if dialled else words(number)

    def _card(self, card: ContactCard) -> str:
        calls = [self._call(card.phone, card.phone_link)] if card.phone else []
        calls += [
            " ".join(filter(None, (self._call(one.number, one.phone_link), words(one.words))))
            for one in card.more_phones
        ]
        mail = self.link(card.email, f"mailto:{card.email}") if card.email else ""
        known = facts(
            (
                (self.w.phone, "; ".join(calls)),
                (self.w.hours, words(card.hours)),
                (self.w.address, words(card.address)),
                (self.w.email, mail),
                (self.w.fax, words(card.fax)),
            )
        )
        return blocks((f"**{words(card.name).strip()}**", known, one_line(card.note)))
