"""Beside: what a front end of somebody else needs besides the document, to show the page as ours does.

All of it comes from where our own pages take it: the view, the names of derivatives, the callouts
as they are drawn. Every path is one from the root of the mirror, so that it holds on a stick too.
"""

from datetime import date

from sitegen.documents.base import AgencyName, HelpLine, Picture, PictureCallout, Region
from sitegen.documents.callouts import drawable, focus_of
from sitegen.documents.cases import Mark, Question, cases_of
from sitegen.documents.changed import changed_on, days_of, office_of
from sitegen.documents.kinds import Announcement, Document
from sitegen.documents.quick import dataclass
from sitegen.documents.site import Crumb, Translation
from sitegen.documents.view import SheetPicture, View, canonical_path, content_language
from sitegen.plan import placed
from sitegen.render.identity import help_line
from sitegen.render.notices import effect_words, plain_notice
from sitegen.render.pictures import Derivative, derivatives, offer

__all__ = ["Beside", "Cases", "PictureFile", "ShownPicture", "beside"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFile:
    """One size and format of a picture: "avif", "webp" or, for browsers of old, "png"."""

    path: str
    width: int
    height: int
    format: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPicture:
    """Where a picture stands in the document (JSON Pointers), and the files that show it.

    ``part`` is what a narrow screen shows large, None for no part, with files of its own.
    ``larger`` is the file that a tap opens, "" when nothing larger is offered. ``callouts`` are
    those of the document, brought within the picture: what cannot be drawn is left out.
    """

    at: tuple[str, ...]
    files: tuple[PictureFile, ...]
    larger: str = ""
    part: Region | None = None
    part_files: tuple[PictureFile, ...] = ()
    callouts: tuple[PictureCallout, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """What a guide asks its reader, and what hangs on the answers: groups and steps by anchor.

    ``counted`` are the steps of which the number hangs on an answer.
    """

    questions: tuple[Question, ...]
    marks: tuple[tuple[str, Mark], ...]
    counted: tuple[str, ...]
    all: tuple[tuple[tuple[int, int], ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What stands around a document on its page.

    ``html`` and ``text`` are its other forms, ``pdf`` its sheet and ``share`` the picture for
    messages, "" for none. ``sheets`` are the sides of a leaflet. ``days`` are those that its end
    names: "published", "updated", "reviewed"; ``office`` is whose page it is, ``help`` whom it
    tells readers to call. ``canonical`` is the path that search engines should keep. ``notices`` are
    those of the head in whole sentences, ``effect`` from when to when an announcement holds, both
    in the language of the content. ``cases`` are there for a guide with branches.
    """

    html: str
    text: str
    pdf: str
    share: str
    sheets: tuple[SheetPicture, ...]
    crumbs: tuple[Crumb, ...]
    translations: tuple[Translation, ...]
    pictures: tuple[ShownPicture, ...]
    days: tuple[tuple[str, date], ...]
    office: AgencyName | None
    help: HelpLine
    canonical: str = ""
    changed_on: date | None = None
    notices: tuple[str, ...] = ()
    effect: str = ""
    cases: Cases | None = None


def beside(document: Document, view: View) -> Beside:
    """Return what stands around a document on its page."""
    path = document.head.path
    language = content_language(document.head)
    return Beside(
        html=f"{path}index.html",
        text=f"{path}index.md" if view.has_markdown else "",
        pdf=view.pdf_path,
        share=view.share_path,
        sheets=view.sheets,
        crumbs=view.crumbs,
        translations=view.translations,
        pictures=_pictures(document),
        days=tuple(days_of(document)),
        office=office_of(document),
        help=help_line(document, view.site),
        canonical=canonical_path(document.head, view),
        changed_on=changed_on(document),
        notices=tuple(plain_notice(one, language) for one in document.head.notices),
        effect=effect_words(document, language) if isinstance(document, Announcement) else "",
        cases=_cases(document),
    )


def _pictures(document: Document) -> tuple[ShownPicture, ...]:
    """Return every picture once, in reading order, with all its places."""
    places: dict[Picture, list[str]] = {}
    for place, found in placed(document):
        if isinstance(found, Picture):
            places.setdefault(found, []).append(place)
    return tuple(_shown(picture, tuple(at)) for picture, at in places.items())


def _shown(picture: Picture, at: tuple[str, ...]) -> ShownPicture:
    made = derivatives(picture)
    return ShownPicture(
        at=at,
        files=tuple(_file(one) for one in made if not one.part),
        larger=offer(picture, "").larger,
        part=focus_of(picture),
        part_files=tuple(_file(one) for one in made if one.part),
        callouts=drawable(picture),
    )


def _file(one: Derivative) -> PictureFile:
    return PictureFile(path=one.path, width=one.width, height=one.height, format=one.format)


def _cases(document: Document) -> Cases | None:
    found = cases_of(getattr(document, "groups", ()))
    if found is None:
        return None
    return Cases(
        questions=found.questions,
        marks=tuple(found.marks.items()),
        counted=tuple(sorted(found.counted)),
        all=tuple(found.all()),
    )
