"""Promise 7: a draft, a private page, an expired notice, a redacted original: never, anywhere."""

import io
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from guides.models import GuidePage
from tests.factories import (
    a_group,
    a_guide_page,
    a_picture,
    a_province,
    a_step,
    an_announcement_page,
    an_attachment,
    items,
    png,
    stream,
)
from tests.grounds import forgotten
from tests.site.bytes_of_a_release import PICTURES, readable, told_in
from tests.site.canaries import let_fly
from tests.site.canary import SIGHTS
from tests.site.outputs import OUTPUTS
from tests.site.secret_picture import has_red, picture_with_secrets

pytestmark = [pytest.mark.journey, pytest.mark.django_db]

Told = set[tuple[str, str]]


@pytest.fixture(autouse=True)
def var(settings: Any, tmp_path: Path) -> Path:
    """The folder of the releases of one test."""
    cache.clear()
    settings.LOA_VAR = tmp_path / "var"
    return tmp_path / "var"


def _release() -> None:
    """Release, also when much goes with it: what leaves is the question here, not how much."""
    silent = {"stdout": io.StringIO(), "stderr": io.StringIO()}
    call_command("release", accept_loss=True, verbosity=0, **silent)


def _roll_back(*wanted: str) -> bool:
    """Go back to an older release; False when there is none that may be shown."""
    try:
        call_command("rollback", *wanted, stdout=io.StringIO(), stderr=io.StringIO())
    except (CommandError, SystemExit):
        return False
    return True


def _told(var: Path, words: dict[str, str], outputs: Any = OUTPUTS) -> Told:
    """Return (hole, where) of every word in any output of the release that is served."""
    return {
        (hole, f"{name}: {where}")
        for name in outputs
        for hole, where in told_in(OUTPUTS[name](var), words)
    }


def _kept(var: Path) -> Iterator[tuple[str, bytes]]:
    """Yield everything on the disk of the generator: kept releases, manifests, the store."""
    for folder in ("releases", "store", "packed"):
        yield from readable(var / folder)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flown:
    """The words that no reader may meet, and the folder of the release that might tell them."""

    words: dict[str, str]
    var: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A page that was public under two addresses, and the folder of its releases."""

    number: int
    var: Path


@pytest.fixture(scope="module")
def flown(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Flown:
    """Release the province of canaries once; the outputs are made of its folder alone."""
    cache.clear()
    var = tmp_path_factory.mktemp("canaries") / "var"
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(LOA_VAR=var):
        canaries = let_fly()
        _release()
        transaction.set_rollback(True)
    cache.clear()
    return Flown(words=canaries.words, var=var)


def test_no_canary_flies_out_by_any_way(flown: Flown) -> None:
    assert len(flown.words) >= 55
    assert _told(flown.var, flown.words) == set()


@pytest.mark.parametrize("output", OUTPUTS)
def test_the_search_sees_what_is_in_an_output(flown: Flown, output: str) -> None:
    found = told_in(OUTPUTS[output](flown.var), {word: word for word in SIGHTS})
    ends = {(word, where.rsplit(".", 1)[-1].split()[0]) for word, where in found}
    seen = {word: {end for one, end in ends if one == word} for word in SIGHTS}
    expected = {
        "release": ({"html", "json", "js"}, {"pdf", "csv"}, {"pdf"}),
        "manifest": ({"json"}, {"json"}, set()),
        "web": ({"html", "gz", "json"}, {"pdf"}, {"pdf"}),
        "usb": ({"html"}, {"pdf"}, {"pdf"}),
        "api": ({"json"}, {"json", "csv"}, set()),
        "print": (set(), {"pdf"}, set()),
        "single": ({"html"}, {"html"}, set()),
        "books": ({"html", "xhtml"}, {"html", "xhtml"}, set()),
        "zim": ({"html"}, {"pdf"}, {"pdf"}),
    }
    for word, least in zip(SIGHTS, expected[output], strict=True):
        assert least <= seen[word], (output, word)
    if output == "release":
        assert any("(text)" in where for word, where in found if word == SIGHTS[1])


def test_redacted_pixels_stand_in_no_picture(flown: Flown) -> None:
    pictures = [
        (where, content)
        for where, content in readable(flown.var / "releases/current/pictures")
        if Path(where).suffix in PICTURES
    ]
    assert len(pictures) >= 2
    assert [where for where, content in pictures if has_red(content)] == []


def _name(way: Callable[..., object]) -> str:
    return way.__name__.strip("_")


def _made_private(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def _parent_made_private(page: Page) -> None:
    _made_private(page.get_parent())


def _unpublished(page: Page) -> None:
    page.specific.unpublish()


def _parent_unpublished(page: Page) -> None:
    page.get_parent().specific.unpublish()


def _deleted(page: Page) -> None:
    page.delete()


def _run_out(page: Page) -> None:
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(seconds=1))


def _private_and_deleted(page: Page) -> None:
    _made_private(page)
    _release()
    page.delete()


def _made_private_and_deleted_at_once(page: Page) -> None:
    _made_private(page)
    page.delete()


SECRETLY = (_made_private, _parent_made_private, _made_private_and_deleted_at_once)
"""Nobody may learn that the page is there: its address is as private as its words."""

OPENLY = (_unpublished, _parent_unpublished, _deleted, _run_out)
"""The address answered once and still says that the page is gone; the words are not there."""

WITHDRAWALS = (*SECRETLY, *OPENLY)

WORDS = {"title": "Chimtieude", "summary": "Chimtomtat", "step": "Chimbuoclam"}
ADDRESS = {"address": "chimdiachi", "former address": "chimdiacu"}


def _public_page() -> Any:
    """Publish a page that many others speak of, and rename it once."""
    province = a_province()
    page = a_guide_page(
        province.office,
        title=f"Việc {WORDS['title']}",
        summary=WORDS["summary"],
        slug=f"{ADDRESS['former address']}-1",
        show_in_menus=True,
        groups=stream(("group", a_group(a_step(f"Bước {WORDS['step']}.")))),
    )
    an_announcement_page(
        province.office,
        title="Thông báo ở lại",
        body=stream(
            ("paragraph", f'<p>Xem <a linktype="page" id="{page.pk}">ở đây</a>.</p>'),
            ("see_also", {"pages": items(page.pk)}),
            ("guide", {"guide": page.pk}),
        ),
    )
    home = province.home
    home.entries = stream(("entry", {"title": "Việc", "text": "", "page": page.pk}))
    home.save_revision().publish()
    _release()
    page.slug = f"{ADDRESS['address']}-2"
    page.save_revision().publish()
    _release()
    page.refresh_from_db()
    return page


class TestOfAPageThatWasPublic:
    """Each begins with the same page, released twice: the rows and the folder are made once."""

    @pytest.fixture(scope="class")
    @classmethod
    def published(
        cls,
        django_db_setup: None,
        django_db_blocker: Any,
        tmp_path_factory: pytest.TempPathFactory,
    ) -> Iterator[Published]:
        cache.clear()
        var = tmp_path_factory.mktemp("public") / "var"
        with django_db_blocker.unblock(), forgotten():
            with override_settings(LOA_VAR=var):
                page = _public_page()
            yield Published(number=page.pk, var=var)

    @pytest.fixture
    def page(self, published: Published, var: Path) -> GuidePage:
        """The page, with its releases in the folder of this test."""
        shutil.copytree(published.var, var, symlinks=True)
        found: GuidePage = GuidePage.objects.get(pk=published.number)
        return found

    @pytest.mark.parametrize("withdraw", WITHDRAWALS, ids=_name)
    def test_all_is_gone_with_the_next_release(
        self, var: Path, page: GuidePage, withdraw: Callable[[Page], None]
    ) -> None:
        assert {hole for hole, _ in _told(var, WORDS, ["release"])} == WORDS.keys()
        withdraw(page)
        _release()
        words = WORDS | ADDRESS if withdraw in SECRETLY else WORDS
        assert _told(var, words) == set()

    def test_address_stays_unsaid_when_it_became_private_and_is_deleted(
        self, var: Path, page: GuidePage
    ) -> None:
        _private_and_deleted(page)
        _release()
        assert _told(var, WORDS | ADDRESS) == set()

    @pytest.mark.parametrize("withdraw", WITHDRAWALS, ids=_name)
    @pytest.mark.parametrize("wanted", ["", "1"], ids=["one back", "to the first"])
    def test_rolling_back_brings_back_nothing_that_was_withdrawn(
        self, var: Path, page: GuidePage, withdraw: Callable[[Page], None], wanted: str
    ) -> None:
        withdraw(page)
        _release()
        _roll_back(*[one for one in [wanted] if one])
        words = WORDS | ADDRESS if withdraw in SECRETLY else WORDS
        assert _told(var, words) == set()

    @pytest.mark.parametrize("withdraw", SECRETLY, ids=_name)
    def test_nothing_stays_on_the_disk_when_it_became_private(
        self, var: Path, page: GuidePage, withdraw: Callable[[Page], None]
    ) -> None:
        list(OUTPUTS["web"](var))
        assert told_in(_kept(var), WORDS)
        withdraw(page)
        _release()
        assert told_in(_kept(var), WORDS | ADDRESS) == set()
        assert not _roll_back() or _told(var, WORDS | ADDRESS) == set()


def test_nothing_of_a_picture_stays_on_the_disk_once_it_is_redacted(var: Path) -> None:
    province = a_province()
    picture = picture_with_secrets("Chimnoichup")
    picture.redactions = []
    picture.save()  # shows more than was looked through: the tick is gone
    picture.is_free_of_personal_data = True
    picture.save()
    figure = {"picture": picture.pk, "alt": "Màn hình", "caption": ""}
    an_announcement_page(province.office, title="Có hình", body=stream(("figure", figure)))
    _release()
    assert _red_pictures(var)
    picture.redactions = [{"x": 0, "y": 0, "w": 50, "h": 100}]
    picture.save()
    _release()
    assert _red_pictures(var) == []


def _red_pictures(var: Path) -> list[str]:
    """Return every picture on the disk that shows what is red, objects of the store as well."""
    starts = (b"\x89PNG", b"RIFF", b"\x00\x00\x00 ftypavif", b"\x00\x00\x00\x1cftypavif")
    return [
        where for where, content in _kept(var) if content.startswith(starts) and has_red(content)
    ]


def test_nothing_of_an_attachment_stays_on_the_disk_once_its_collection_is_private(
    var: Path,
) -> None:
    province = a_province()
    words = {"title": "Chimteptin", "bytes": "Chimtrongtep"}
    collection = Collection.get_first_root_node().add_child(name="Sẽ đóng")
    attachment = an_attachment(
        words["title"], f"%PDF {words['bytes']}".encode(), collection=collection
    )
    downloads = {"title": "Tải về", "files": items(attachment.pk)}
    an_announcement_page(province.office, title="Có tệp", body=stream(("downloads", downloads)))
    _release()
    assert {hole for hole, _ in told_in(_kept(var), words)} == words.keys()
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    _release()
    assert _told(var, words) == set()
    assert told_in(_kept(var), words) == set()


def test_replaced_picture_and_closed_attachment_are_in_no_output_of_the_next_release(
    var: Path,
) -> None:
    province = a_province()
    picture = a_picture(content=png(color="#ff0000", size=(60, 40)))
    collection = Collection.get_first_root_node().add_child(name="Sẽ đóng")
    attachment = an_attachment("Chimteptin", b"%PDF Chimtrongtep", collection=collection)
    body = stream(
        ("figure", {"picture": picture.pk, "alt": "Màn hình", "caption": ""}),
        ("downloads", {"title": "Tải về", "files": items(attachment.pk)}),
    )
    an_announcement_page(province.office, title="Có hình có tệp", body=body)
    _release()
    words = {"title": "Chimteptin", "bytes": "Chimtrongtep"}
    assert {hole for hole, _ in _told(var, words, ["release"])} == words.keys()
    assert any(has_red(content) for _, content in _pictures(var))
    picture.redactions = [{"x": 0, "y": 0, "w": 100, "h": 100}]
    picture.save()
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    _release()
    assert _told(var, words) == set()
    assert [where for where, content in _pictures(var) if has_red(content)] == []


def _pictures(var: Path) -> list[tuple[str, bytes]]:
    return [
        (where, content)
        for where, content in OUTPUTS["release"](var)
        if Path(where).suffix in PICTURES
    ]


def test_unpublished_fact_and_withdrawn_account_are_gone_with_the_next_release(var: Path) -> None:
    province = a_province()
    contact = province.contact
    contact.address = "Chimdckv"
    contact.save()
    _release()
    assert _told(var, {"address": "Chimdckv"})
    contact.unpublish()
    _release()
    assert _told(var, {"address": "Chimdckv"}) == set()


def test_rolling_back_brings_back_no_fact_that_was_withdrawn(var: Path) -> None:
    province = a_province()
    contact = province.contact
    contact.address = "Chimdckv"
    contact.save()
    _release()
    contact.unpublish()
    _release()
    _roll_back()
    assert _told(var, {"address": "Chimdckv"}) == set()
