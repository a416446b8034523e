"""A link shows one draft: of thirty others, and of everything private, nobody reads a word there."""

import random
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale, Page

from cms.models import (
    Agency,
    ContactPoint,
    LegalDocument,
    Portal,
    Procedure,
    ProcedureField,
    Term,
)
from cms.models.base import BasePage
from cms.previewing.links import is_private
from tests.factories import (
    Province,
    a_contact_page,
    a_fact,
    a_group,
    a_guide_page,
    a_leaflet_page,
    a_payment,
    a_picture,
    a_regime,
    a_service_kinds_page,
    a_statistics_page,
    a_step,
    a_step_set,
    an_agency_home_page,
    an_announcement_page,
    an_attachment,
    an_officer,
    an_outreach_page,
    items,
    stream,
)
from tests.site.bytes_of_a_release import unpacked
from tests.site.canaries import let_fly
from tests.site.canary import SIGHTS
from tests.site.sent_previews import a_link, reachable
from tests.site.test_preview_links import MIRROR

LEAST = 30


@pytest.fixture(autouse=True)
def _quiet(caplog: Any, settings: Any) -> None:
    caplog.set_level("CRITICAL", "django")
    settings.LOA_MIRROR_ADDRESS = MIRROR


class Marks:
    """Random words, each for one draft."""

    def __init__(self) -> None:
        self._rng = random.Random()  # noqa: S311  # a word, not a secret
        self.of: dict[str, str] = {}

    def new(self, name: str) -> str:
        """Return a word that nothing else holds."""
        word = "Dau" + "".join(self._rng.choices("bcdghklmnpqrstvx", k=14))
        self.of[name] = word
        return word


def _drafts(place: Province, marks: Marks) -> dict[str, Any]:
    """Return a draft of every kind of page, two of each but the home page, each with its mark."""
    made: dict[str, Any] = {}
    office = place.office
    for turn in ("a", "b"):

        def titled(kind: str, turn: str = turn) -> dict[str, Any]:
            word = marks.new(f"{kind} {turn}")
            return {"title": f"Nháp {word}", "summary": f"Tóm tắt {word}", "is_live": False}

        def picture(kind: str, turn: str = turn) -> Any:
            word = marks.new(f"picture of {kind} {turn}")
            return {"picture": a_picture(word, description=word).pk, "alt": ""}

        steps = a_step(f"Bước {turn}.", pictures=items(picture("guide")))
        figure = picture("announcement") | {"caption": ""}
        made |= {
            f"guide {turn}": a_guide_page(
                office, groups=stream(("group", a_group(steps))), **titled("guide")
            ),
            f"announcement {turn}": an_announcement_page(
                office, body=stream(("figure", figure)), **titled("announcement")
            ),
            f"outreach {turn}": an_outreach_page(office, **titled("outreach")),
            f"statistics {turn}": a_statistics_page(office, **titled("statistics")),
            f"service kinds {turn}": a_service_kinds_page(office, **titled("service kinds")),
            f"contact {turn}": a_contact_page(place.home, place.contact, **titled("contact")),
            f"leaflet {turn}": a_leaflet_page(office, **titled("leaflet")),
            f"office {turn}": an_agency_home_page(
                place.home, agency=place.agency, **titled("office")
            ),
        }
    live = an_outreach_page(office, title="Bài đang đăng", slug="bai-dang-dang")
    live.title = f"Bản sửa {marks.new('draft of a live page')}"
    live.save_revision()
    made["draft of a live page"] = live
    english = made["guide a"].copy_for_translation(
        Locale.objects.get(language_code="en"), copy_parents=True
    )
    english.title = f"Draft {marks.new('translation')}"
    english.save_revision()
    made["translation"] = english
    return made


def _facts(place: Province, marks: Marks) -> None:
    """Make a draft in every registry, and files that no page shows."""
    new = marks.new
    a_fact(Portal, is_live=False, name=new("portal"), short_name="C", address="https://c.vn")
    a_fact(
        Agency, is_live=False, name=new("agency"), short_name="P", document_name="P",
        parent_document_name="U", level="centre", province="tỉnh",
    )  # fmt: skip
    a_fact(
        ContactPoint, is_live=False, name=new("point"), agency=place.agency, phone="0209.3999.999"
    )
    a_fact(
        LegalDocument, is_live=False, type_name="Nghị định", number="1/2030/NĐ-CP",
        name=new("decree"), issuer="Chính phủ",
    )  # fmt: skip
    a_fact(Procedure, is_live=False, name=new("procedure"))
    a_fact(ProcedureField, is_live=False, name=new("field"))
    a_payment(place.agency, is_live=False, name=new("payment"))
    a_regime(is_live=False, name=new("regime"))
    a_step_set(a_step(f"Bước {new('step set')}."), is_live=False, name="Bộ bước")
    a_fact(Term, is_live=False, name=new("term"), says="Cách khác")
    word = new("attachment")
    an_attachment(f"Tệp {word}", f"%PDF {word}".encode())
    a_picture(new("picture of nothing"))
    place.contact.note = new("draft of a live fact")
    place.contact.save_revision()


def _guesses(own: str, others: list[str], pages: list[Any]) -> Iterator[str]:
    """Yield what somebody may try at the address ``own``: numbers, languages, files of other links.

    ``others`` are the files that other links show, each as it stands below its own link.
    """
    for page in pages:
        yield f"{own}{page.pk}/"
        yield f"{own}../{page.pk}/"
        yield f"{own}so-noi-vu/{page.slug}/index.html"
        yield f"{own}en/{page.slug}/index.html"
    for inside in others:
        yield own + inside
        yield own + inside.split("/", 2)[-1]
    for path in ("index.html", "en/index.html", "tyz/index.html", "index.json", "feed.xml", "en/"):
        yield own + path
    for path in (
        "admin/",
        "documents/1/mau-don.pdf",
        "media/",
        "api/v1/index.json",
        "mat/",
        "tep/",
    ):
        yield own + path


def test_no_word_of_another_draft_is_read_at_any_link(province: Province, officer: Any) -> None:
    """A link to one draft of each kind is read whole, and guessed at with what the others show."""
    marks = Marks()
    drafts = _drafts(province, marks)
    _facts(province, marks)
    assert len(marks.of) >= LEAST
    sent = [name for name in drafts if not name.endswith(" b") or name == "guide b"]
    links = {name: a_link(drafts[name], officer)[1] for name in sent}
    read = {name: dict(reachable(own)) for name, own in links.items()}
    files = {
        name: [one.removeprefix(links[name]) for one in found if "/tep/" in one]
        for name, found in read.items()
    }
    client, told, tried = Client(), [], 0
    for name, own in links.items():
        said = [_all_of(one, content) for one, content in read[name].items() if _differs(one, own)]
        others = [one for other, found in files.items() if other != name for one in found]
        for one in _guesses(own, others, [*drafts.values()]):
            answer = client.get(one)
            assert answer.status_code == 404, (name, one)
            said.append(answer.content + repr(sorted(answer.headers.items())).encode())
            tried += 1
        choosing = f"{own}?page={drafts['guide b'].pk}&revision=1&seen=1&token={links['guide b']}"
        said.append(client.get(choosing).content)
        whole = b"".join(said).lower()
        assert marks.of[name].lower().encode() in whole
        told += [
            (name, mark)
            for mark, word in marks.of.items()
            if word.lower().encode() in whole and not _is_own(mark, name)
        ]
    assert told == []
    assert sum(map(len, files.values())) >= 5
    assert tried > 1000


def _differs(address: str, own: str) -> bool:
    """Tell whether a file is this link's own: those of the mirror's look are the same for all."""
    return not address.removeprefix(own).startswith("assets/")


def _all_of(address: str, content: bytes) -> bytes:
    return b"".join(plain for _where, plain in unpacked(address.rpartition("/")[2], content))


def _is_own(mark: str, name: str) -> bool:
    """Tell whether a mark belongs to the draft ``name``; a translation repeats its source's files."""
    source = "guide a" if name == "translation" else name
    return mark in {name, f"picture of {source}"} or (name == "translation" and mark == source)


@pytest.mark.django_db
def test_what_is_private_is_read_at_no_link_of_the_province_of_canaries() -> None:
    """One word in every hole through which something private ever leaked: a link of each page."""
    canaries = let_fly()
    officer = an_officer("nguoi-gui")
    told, count, sight = [], 0, set()
    for page in Page.objects.exclude(depth=1).specific():
        if not isinstance(page, BasePage) or is_private(page):
            continue
        revision = page.get_latest_revision_as_object()
        own = repr(sorted((k, str(v)) for k, v in revision.serializable_data().items())).lower()
        _link, address = a_link(page, officer)
        if Client().get(address).status_code != 200:
            continue
        count += 1
        for one, content in reachable(address):
            plain = content.lower()
            sight |= {word for word in SIGHTS if word.lower().encode() in plain}
            told += [
                (hole, page.title, one)
                for hole, word in canaries.words.items()
                if word.lower().encode() in plain and word.lower() not in own
            ]
    assert count > 10
    assert SIGHTS[1] in sight
    on_drafts = [
        ("attachment on a draft", page) for page in ("Thông báo nháp", "Thông báo đang sửa")
    ]
    assert {(hole, page) for hole, page, _one in told} == set(on_drafts)  # these two offer it
