"""The address on a printed sheet: is it still right, what has changed, where is today's guide."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from sitegen.documents.editions import ChangedWords, EditionSign
from sitegen.documents.view import View
from sitegen.render import formats
from sitegen.render.edition_words import whose_words
from sitegen.render.json_api import told
from sitegen.render.labels import marked_labels, plain_labels
from sitegen.render.notices import plain_notice
from sitegen.render.site_files.signposts import Sign, sign_template

__all__ = ["edition_data", "edition_page"]


@dataclass(frozen=True, slots=True)
class _Change:
    """One change as the template prints it."""

    place: str
    whose: str
    old: str | Markup
    new: str | Markup
    has_old: bool
    has_new: bool


def edition_page(sign: EditionSign, view: View) -> bytes:
    """Return the page of one edition; it reads well on the smallest screen and without a script."""
    words = marked_labels(sign.language)
    root = view.address_root or "../" * sign.path.count("/")
    page = Sign(
        site=view.site,
        language=sign.language,
        key=f"edition_{sign.verdict}",
        lead=_lead(sign),
        home=f"{root}{quote(view.site.home_path)}index.html",
        root=root,
    )
    template = sign_template("edition")
    macro: Any = template.module.edition  # type: ignore[attr-defined]  # a macro of the template
    changes = [_change(one, words, sign.language) for one in sign.changes]
    notices = [plain_notice(one, sign.language) for one in sign.notices]
    target = f"{root}{quote(sign.target)}index.html" if sign.target_title else ""
    said = str(macro(page, _printed(sign), changes, notices, target, sign.target_title))
    return said.encode()


def edition_data(sign: EditionSign) -> bytes:
    """Return the same for programs: {"schema": …, "edition": …}."""
    return told(edition=sign)


def _lead(sign: EditionSign) -> Markup:
    words = marked_labels(sign.language)
    if sign.since is not None:
        said: Markup = getattr(words, f"edition_{sign.verdict}_text")
        return said.format(day=formats.day(sign.since, sign.language))
    is_dated = sign.verdict in {"changed", "withdrawn"}
    lead: Markup = getattr(words, f"edition_{sign.verdict}_{'undated' if is_dated else 'text'}")
    return lead


def _printed(sign: EditionSign) -> str:
    words = plain_labels(sign.language)
    code: str = words.edition_code.format(code=sign.code)
    if not (sign.name and sign.printed_on):
        return f"{sign.name}. {code}" if sign.name else code
    day = formats.day(sign.printed_on, sign.language)
    return f"{words.edition_printed.format(name=sign.name, day=day)} {code}"


def _change(change: ChangedWords, words: SimpleNamespace, language: str) -> _Change:
    silent = words.edition_silent if change.is_silent else words.edition_added
    return _Change(
        place=change.place,
        whose=whose_words(change, language),
        old=change.old or silent,
        new=change.new or words.edition_none,
        has_old=bool(change.old),
        has_new=bool(change.new),
    )
