"""Interest: a site that is not asked would have said the same."""

import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core import serializers
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone
from wagtail.models import Page, Site

from cms.models import HomePage, PageReview
from sitegen import other_sites
from sitegen.collect.interest import keep_interest, read_interest, touched
from sitegen.collect.site import collect
from sitegen.collect.sites import HOME_DEPTH, folder_of
from sitegen.collect.warm import Collector
from sitegen.collect.watched import watch_all
from sitegen.documents.collection import Collection
from sitegen.errors import SitegenError
from sitegen.journal import Changes
from sitegen.models import FormerAddress
from sitegen.other_sites import OtherSites, release_site
from tests.factories import (
    a_guide_page,
    a_picture,
    an_agency_home_page,
    an_announcement_page,
    an_attachment,
    another_agency,
    publish,
    put,
    stream,
)
from tests.lots import lots
from tests.soak.world import EDITS, World, a_world

HOSTS = ("xa-mot.example.vn", "xa-hai.example.vn")
STEPS = 25


@dataclass
class Sites:
    """A province with two communes; each site is released as the worker has it released."""

    world: World
    settings: Any
    others: OtherSites = field(default_factory=OtherSites)
    first: Collector = field(default_factory=Collector)
    collectors: dict[str, Collector] = field(default_factory=dict)
    served: dict[str, Collection] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def turn(self) -> list[str]:
        """Let the worker release what is new; return the communes that it asked."""
        found = self.first.collect(self.world.now)
        self.first.keep_addresses(found.collection)
        due = self.others.due(self.world.now)
        for host in due:
            self.release(host)
        self.asked += due
        return due

    def release(self, host: str) -> None:
        """Release a commune as a process of its own does."""
        folder = folder_of(Site.objects.get(hostname=host))
        self.settings.LOA_SITE = host
        collector = self.collectors.setdefault(host, Collector())
        self.served[host] = collector.collect(self.world.now).collection
        collector.keep_addresses(self.served[host])
        keep_interest(folder, collector.interest())
        self.settings.LOA_SITE = ""

    def now(self, host: str) -> Collection:
        """Return what a commune would say if it were asked now."""
        self.settings.LOA_SITE = host
        found = collect(self.world.now).collection
        self.settings.LOA_SITE = ""
        return found


def sites_of(seed: int, settings: Any, folder: Path) -> Sites:
    settings.LOA_VAR = folder
    watch_all()
    sites = Sites(a_world(seed, timezone.localtime()), settings)
    province = sites.world.place
    Site.objects.filter(is_default_site=True).update(hostname="tinh.example.vn", port=443)
    for host in HOSTS:
        home = HomePage(title=host, slug=host[:6], site_title=host, locale=province.home.locale)
        home.help_contact = province.contact
        put(province.home.get_parent(), home)
        Site.objects.create(hostname=host, port=443, root_page=home)
        agency = another_agency(province, f"UBND {host}")
        office = an_agency_home_page(home, agency=agency, slug=f"ubnd-{host[:6]}")
        a_guide_page(office, title=f"Nộp hồ sơ ở {host}")
        guide = Page.objects.get(title="Nộp hồ sơ", locale__language_code="vi")
        said = f'<p>Xem <a linktype="page" id="{guide.pk}">tỉnh</a>.</p>'
        an_announcement_page(office, body=stream(("paragraph", said)))
    sites.turn()
    return sites


@pytest.mark.parametrize("seed", lots(6, 200))
def test_a_site_that_is_not_asked_would_have_said_the_same(
    db: None, settings: Any, tmp_path: Path, seed: int
) -> None:
    sites = sites_of(seed, settings, tmp_path)
    names = sorted({**EDITS, **MORE}.keys() - {"template"})
    for _ in range(STEPS):
        name = sites.world.chance.choice(names)
        done = ({**EDITS, **MORE})[name](sites.world)
        due = sites.turn()
        for host in HOSTS:
            same = _plain(sites.now(host)) == _plain(sites.served[host])
            assert same, f"{name} {done}: {host} {'asked' if host in due else 'not asked'}"
    assert len(sites.asked) < (1 + STEPS) * len(HOSTS), "nothing is spared"


def _plain(collection: Collection) -> Collection:
    return replace(collection, findings=())


def _review(world: World) -> str | None:
    page = world.pick(world.pages())
    if page is None:
        return None
    on = timezone.localdate(world.now)
    PageReview.objects.update_or_create(
        page=page, defaults={"reviewed_on": on, "review_on": on + timedelta(days=30)}
    )
    return str(page.pk)


def _upload(world: World) -> str:
    world.pictures.append(a_picture())
    return str(world.pictures[-1].pk)


def _home(world: World) -> str:
    home = world.pick(list(HomePage.objects.filter(alias_of=None).order_by("pk")))
    home.site_title = f"Nơi {world.words()}"
    publish(home)
    return str(home.pk)


def _restore(world: World) -> str:
    """Take a row away past all forms, or put back one that was taken, with its number."""
    uploads = (world.pictures, world.attachments)
    if world.kept:
        (row,) = serializers.deserialize("json", world.kept.pop())
        with suppress(IntegrityError), transaction.atomic():  # an address that was kept anew
            row.save()
        for rows in uploads:
            rows.extend([row.object] if isinstance(row.object, type(rows[0])) else [])
        return f"{row.object.pk} back"
    addresses = list(FormerAddress.objects.order_by("pk"))
    rows = world.pick([addresses, *(some for some in uploads if len(some) > 1)])
    row = world.pick(rows)
    rows.remove(row)
    world.kept.append(serializers.serialize("json", [row]))
    type(row).objects.filter(pk=row.pk).delete()
    return f"{row._meta.model_name} {row.pk} away"


def _old_version(world: World) -> str | None:
    """Publish a version that is there already, as a schedule and an approval do."""
    page = world.pick(world.pages())
    version = world.pick(list(page.revisions.order_by("pk"))) if page else None
    if version is None:
        return None
    version.publish()
    return f"{version.pk} of {page.pk}"


def _twin(world: World) -> str | None:
    """Let a page be the translation of another one, wherever that stands, or of none any more."""
    page, other = world.pick(world.pages()), world.pick(world.pages())
    if page is None or page.locale_id == other.locale_id:
        return None
    same = Page.objects.filter(locale=page.locale, translation_key=other.translation_key)
    key = uuid4() if same.exists() else other.translation_key
    Page.objects.filter(pk=page.pk).update(translation_key=key)
    return f"{page.pk} of {other.pk}"


def _move_anywhere(world: World) -> str | None:
    """Move a page, or a whole office, to another site."""
    page = world.pick(world.pages())
    homes = list(HomePage.objects.order_by("pk"))
    parent = world.pick([one for one in (*homes, *world.parents()) if one.locale == page.locale])
    if parent is None or parent.path.startswith(page.path) or parent.pk == page.get_parent().pk:
        return None
    taken = parent.get_children().filter(slug=page.slug).exists()
    if taken:
        return None
    page.move(Page.objects.get(pk=parent.pk), pos="last-child")
    return f"{page.pk} to {parent.pk}"


def _alias_anywhere(world: World) -> str | None:
    page = world.pick(world.pages())
    homes = [one for one in HomePage.objects.order_by("pk") if one.locale == page.locale]
    alias = page.create_alias(parent=world.pick(homes), update_slug=f"ban-sao-{world.number()}")
    return f"{page.pk} as {alias.pk}"


MORE: dict[str, Callable[[World], str | None]] = {
    "alias elsewhere": _alias_anywhere,
    "home": _home,
    "kept rows": _restore,
    "kept rows again": _restore,
    "move elsewhere": _move_anywhere,
    "move elsewhere again": _move_anywhere,
    "old version": _old_version,
    "review": _review,
    "twin": _twin,
    "upload": _upload,
}


@pytest.fixture
def sites(db: None, settings: Any, tmp_path: Path) -> Sites:
    made = sites_of(1, settings, tmp_path)
    made.turn()  # hears that addresses were kept, by the communes themselves
    return made


def test_what_officers_do_daily_in_one_site_asks_no_other(sites: Sites) -> None:
    office = Page.objects.get(slug=f"ubnd-{HOSTS[0][:6]}")
    assert sites.turn() == []
    page = a_guide_page(office, title="Một trang mới")
    assert sites.turn() == [HOSTS[0]]
    page.summary = "Tóm tắt khác."
    page.save_revision()
    a_picture()
    assert sites.turn() == [HOSTS[0]]
    publish(page)
    assert sites.turn() == [HOSTS[0]]
    a_picture()
    an_attachment("Mẫu mới", b"%PDF mau moi")
    assert sites.turn() == []


def test_a_page_of_the_province_concerns_who_leads_to_it(sites: Sites) -> None:
    province = sites.world.place
    page = a_guide_page(province.office, title="Không ai dẫn tới")
    assert sites.turn() == []
    publish(page)
    assert sites.turn() == []
    said = f'<p>Xem <a linktype="page" id="{page.pk}">ở đây</a>.</p>'
    here = Page.objects.get(slug=f"ubnd-{HOSTS[1][:6]}")
    an_announcement_page(here, title="Dẫn tới tỉnh", body=stream(("paragraph", said)))
    assert sites.turn() == [HOSTS[1]]
    page.title = "Tên mới"
    publish(page)
    assert sites.turn() == [HOSTS[1]]


def test_the_hour_of_a_page_concerns_its_site_and_who_leads_to_it(sites: Sites) -> None:
    province, now = sites.world.place, sites.world.now
    alone = a_guide_page(province.office, title="Không ai dẫn tới")
    led_to = Page.objects.get(title="Nộp hồ sơ", locale__language_code="vi")
    own = Page.objects.get(title=f"Nộp hồ sơ ở {HOSTS[1]}")
    for minutes, page in enumerate((alone, led_to, own), start=1):
        Page.objects.filter(pk=page.pk).update(expire_at=now + timedelta(minutes=minutes))
    sites.turn()
    due = []
    for minutes in (1, 2, 3):
        sites.world.now = now + timedelta(minutes=minutes)
        due.append(sites.turn())
    assert due == [[], list(HOSTS), [HOSTS[1]]]


def test_a_fact_concerns_all(sites: Sites) -> None:
    publish(sites.world.place.contact)
    assert sites.turn() == list(HOSTS)


def test_who_left_nothing_is_asked_at_each_change(sites: Sites) -> None:
    folder = folder_of(Site.objects.get(hostname=HOSTS[0]))
    for broken in (None, b"{", b'{"roots": 1}'):
        keep_interest(folder, None)
        if broken is not None:
            (folder / "cache" / "interest.json").write_bytes(broken)
        assert read_interest(folder) is None
        a_picture()
        assert sites.turn() == [HOSTS[0]]


def test_what_changes_while_a_site_is_released_is_not_taken_for_known(sites: Sites) -> None:
    """Its own collection had read the page before, and shows the old title."""
    led_to = Page.objects.get(title="Nộp hồ sơ", locale__language_code="vi").specific
    alone = a_guide_page(sites.world.place.office, title="Không ai dẫn tới")
    folder = folder_of(Site.objects.get(hostname=HOSTS[0]))
    for page, is_kept in ((led_to, False), (alone, True)):
        sites.settings.LOA_SITE = HOSTS[0]
        collector = Collector()
        collector.collect(sites.world.now)
        page.title = f"{page.title}, tên mới"
        publish(page)
        keep_interest(folder, collector.interest())
        sites.settings.LOA_SITE = ""
        assert (read_interest(folder) is not None) == is_kept


def test_what_became_private_concerns_all(sites: Sites) -> None:
    """Older releases of a site may hold what none of its pages shows any more."""
    picture = a_picture()
    sites.turn()
    picture.redactions = [{"x": 0, "y": 0, "w": 30, "h": 100}]
    picture.save()
    assert sites.turn() == list(HOSTS)


def test_a_question_that_broke_off_is_asked_again_of_all(
    sites: Sites, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_guide_page(Page.objects.get(slug=f"ubnd-{HOSTS[0][:6]}"), title="Một trang mới")
    for broken in ("private_names", "touched", "until"):
        with monkeypatch.context() as patched:
            patched.setattr(other_sites, broken, _away)
            with pytest.raises(OperationalError):
                sites.turn()
        assert sites.turn() == list(HOSTS)
        publish(Page.objects.get(title="Một trang mới").specific)


def _away(*_args: Any) -> Any:
    raise OperationalError("cut")


def test_a_site_whose_process_never_began_is_asked_until_one_ends_well(
    sites: Sites, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(Page.objects.get(title=f"Nộp hồ sơ ở {HOSTS[0]}").specific)
    assert sites.others.due(sites.world.now) == [HOSTS[0]]
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(SitegenError, match=r"LOA_MIRROR_ADDRESS=https://xa-mot.example.vn/"):
        release_site(HOSTS[0])
    publish(Page.objects.get(title=f"Nộp hồ sơ ở {HOSTS[1]}").specific)
    assert sites.turn() == list(HOSTS)


def test_where_home_pages_stand_concerns_all(sites: Sites) -> None:
    """The first of them all says how much must be translated."""
    home = HomePage.objects.get(title=HOSTS[0])
    home.move(Page.objects.filter(depth=HOME_DEPTH).order_by("path").first(), pos="left")
    assert sites.turn() == list(HOSTS)


def test_so_many_pages_at_once_concern_all(sites: Sites) -> None:
    assert touched(Changes({"wagtailcore_page": set(map(str, range(10_000)))}), set()).is_for_all


def test_an_unknown_table_concerns_all(sites: Sites) -> None:
    assert touched(Changes({"cms_of_tomorrow": {"1"}}), set()).is_for_all
