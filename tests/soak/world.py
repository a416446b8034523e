"""A province that changes: pages of every kind, and edits at random as officers make them.

Every edit goes through the real models and says in a few words what it did, so that a
sequence can be read and played again from its seed.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Locale, Page, PageViewRestriction

from cms.models import AgencyHomePage, AnnouncementPage, OutreachPage
from guides.models import GuidePage
from tests.factories import (
    Province,
    a_contact_page,
    a_guide_page,
    a_leaflet_page,
    a_picture,
    a_province,
    a_service_kinds_page,
    a_statistics_page,
    a_step,
    a_step_set,
    an_agency_home_page,
    an_announcement_page,
    an_attachment,
    an_outreach_page,
    items,
    png,
    publish,
    put_on_panel,
    stream,
)
from tests.factory_facts import a_group

__all__ = ["EDITS", "World", "a_world", "edit"]

COLORS = ("#1d4f91", "#2a6f4e", "#a61c1c", "#6b4e16", "#403a8c")
WORDS = ("khai sinh", "đất đai", "căn cước", "hộ tịch", "cấp đổi", "trực tuyến", "Đăng ký", "ấp")


@dataclass
class World:
    """The province, a clock that only we move, the number of the template, and rows
    that were taken away."""

    place: Province
    chance: random.Random
    now: datetime
    step_set: Any
    pictures: list[Any]
    attachments: list[Any]
    template: int = 1
    count: int = 0
    closed: Any = field(default=None)
    kept: list[str] = field(default_factory=list)

    def number(self) -> int:
        """Return a number that nothing else has: titles and addresses are made of it."""
        self.count += 1
        return self.count

    def pick(self, rows: Sequence[Any]) -> Any:
        """Return one of ``rows``, None when there is none."""
        return self.chance.choice(rows) if rows else None

    def pages(self, *kinds: Any, is_live: bool = True) -> list[Any]:
        """Return our pages, home pages apart, live ones or those that are not."""
        found = (
            Page.objects.filter(depth__gt=2, live=is_live, alias_of=None)
            .order_by("path")
            .specific(defer=False)
        )
        return [page for page in found if not kinds or isinstance(page, kinds)]

    def parents(self) -> list[Any]:
        """Return the pages under which others may be put."""
        return [self.place.home.specific, *self.pages(AgencyHomePage)]

    def words(self) -> str:
        """Return a few words that no other edit has written."""
        return f"{self.chance.choice(WORDS)} {self.number()}"


def a_world(seed: int, now: datetime) -> World:
    """Return a small province with something of everything."""
    place = a_province()
    pictures = [a_picture(content=png(color=color, size=(60, 40))) for color in COLORS[:2]]
    attachments = [an_attachment(f"Mẫu {name}", f"%PDF {name}".encode()) for name in "AB"]
    world = World(
        place=place,
        chance=random.Random(seed),  # noqa: S311  # sequences are repeatable, not secret
        now=now,
        step_set=a_step_set(a_step("Chọn {{co_quan}}.")),
        pictures=pictures,
        attachments=attachments,
    )
    guide = a_guide_page(place.office, title="Nộp hồ sơ", agency=place.agency)
    a_guide_page(
        place.office,
        title="Dùng chung bước",
        groups=stream(("group", a_group(step_set=world.step_set.pk, steps=[]))),
    )
    an_announcement_page(place.office, title="Thông báo một", body=_body(world))
    an_outreach_page(place.home, title="Bài một")
    a_statistics_page(place.home)
    a_service_kinds_page(place.home)
    a_contact_page(place.home, place.contact)
    leaflet = a_leaflet_page(place.home)
    _put_steps(leaflet, guide)
    copy = guide.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    copy.title = "Apply online"
    publish(copy)
    world.closed = Collection.get_first_root_node().add_child(name="Nội bộ")
    CollectionViewRestriction.objects.create(collection=world.closed, restriction_type="login")
    return world


def edit(world: World) -> str:
    """Change something at random; return what, in words."""
    while True:
        name = world.chance.choice(sorted(EDITS))
        done = EDITS[name](world)
        if done is not None:
            return f"{name} {done}"


def _put_steps(leaflet: Any, guide: Any) -> None:
    part = {"title": "", "guide": guide.pk, "group": 1, "first": 1, "last": 2, "closing": ""}
    put_on_panel(leaflet, 2, ("steps", part))
    publish(leaflet)


def _body(world: World) -> Any:
    """Return a body that speaks of other pages, pictures and files, some of them hidden."""
    pages = [*world.pages(), *world.pages(is_live=False)]
    guides = [page for page in pages if isinstance(page, GuidePage)]
    blocks: list[tuple[str, Any]] = [("paragraph", f"<p>{world.words()}.</p>")]
    if pages:
        named = world.pick(pages)
        blocks.append(("paragraph", f'<p>Xem <a linktype="page" id="{named.pk}">ở đây</a>.</p>'))
        blocks.append(("see_also", {"pages": items(world.pick(pages).pk)}))
    if guides and world.chance.random() < 0.5:
        blocks.append(("guide", {"guide": world.pick(guides).pk}))
    picture, attachment = world.pick(world.pictures), world.pick(world.attachments)
    more: list[tuple[str, Any]] = [
        ("figure", {"picture": picture.pk, "alt": "Màn hình", "caption": ""}),
        ("downloads", {"title": "Tải về", "files": items(attachment.pk)}),
        ("contacts", {"title": "Hỏi", "points": items(world.place.contact.pk)}),
        ("heading", {"text": world.words(), "level": "2"}),
    ]
    return stream(*blocks, *world.chance.sample(more, 2))


def _create(world: World) -> str:
    parent = world.pick(world.parents())
    title = f"Trang {world.words()}"
    is_live = world.chance.random() < 0.8
    match world.chance.choice(["guide", "announcement", "outreach", "office"]):
        case "guide":
            a_guide_page(parent, title=title, is_live=is_live)
        case "announcement":
            an_announcement_page(parent, title=title, body=_body(world), is_live=is_live)
        case "outreach":
            an_outreach_page(parent, title=title, body=_body(world), is_live=is_live)
        case _:
            parent = world.place.home
            an_agency_home_page(parent, title=title, agency=world.place.agency, is_live=is_live)
    return f"{title} under {parent.slug}"


def _changed(world: World, change: Callable[[Any], object], *kinds: Any) -> str | None:
    page = world.pick(world.pages(*kinds))
    if page is None:
        return None
    change(page)
    publish(page)
    return str(page.pk)


def _title(world: World) -> str | None:
    return _changed(world, lambda page: setattr(page, "title", f"Tên {world.words()}"))


def _office(world: World) -> str | None:
    """Change an office: many pages show its name, and lie in its folder."""
    name = world.chance.choice(["title", "slug"])
    value = f"Sở {world.words()}" if name == "title" else f"so-{world.number()}"
    return _changed(world, lambda page: setattr(page, name, value), AgencyHomePage)


def _summary(world: World) -> str | None:
    return _changed(world, lambda page: setattr(page, "summary", f"Tóm tắt {world.words()}."))


def _edit_body(world: World) -> str | None:
    return _changed(
        world,
        lambda page: setattr(page, "body", _body(world)),
        AnnouncementPage,
        OutreachPage,
    )


def _edit_steps(world: World) -> str | None:
    steps = (a_step(f"Bước {world.words()}."), a_step())
    return _changed(
        world,
        lambda page: setattr(page, "groups", stream(("group", a_group(*steps)))),
        GuidePage,
    )


def _slug(world: World) -> str | None:
    return _changed(world, lambda page: setattr(page, "slug", f"dia-chi-{world.number()}"))


def _menu(world: World) -> str | None:
    return _changed(world, lambda page: setattr(page, "show_in_menus", not page.show_in_menus))


def _draft(world: World) -> str | None:
    page = world.pick(world.pages())
    if page is None:
        return None
    page.title = f"Nháp {world.words()}"
    page.save_revision()
    return str(page.pk)


def _move(world: World) -> str | None:
    page = world.pick(world.pages(GuidePage, AnnouncementPage, OutreachPage))
    parent = world.pick(world.parents())
    if page is None or parent.pk == page.get_parent().pk or page.locale_id != parent.locale_id:
        return None
    page.move(parent, pos="last-child")
    return f"{page.pk} to {parent.pk}"


def _unpublish(world: World) -> str | None:
    page = world.pick(world.pages())
    if page is None or world.chance.random() < 0.4:
        return None
    page.unpublish()
    return str(page.pk)


def _publish(world: World) -> str | None:
    page = world.pick(world.pages(is_live=False))
    if page is None:
        return None
    page.expire_at = None
    publish(page)
    return str(page.pk)


def _delete(world: World) -> str | None:
    page = world.pick(world.pages(GuidePage, AnnouncementPage, OutreachPage))
    if page is None:
        return None
    said = str(page.pk)
    page.delete()
    return said


def _hide(world: World) -> str | None:
    page = world.pick(world.pages())
    if page is None or page.get_view_restrictions().exists():
        return None
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    return str(page.pk)


def _show(world: World) -> str | None:
    restriction = world.pick(list(PageViewRestriction.objects.order_by("pk")))
    if restriction is None:
        return None
    said = str(restriction.page_id)
    restriction.delete()
    return said


def _translate(world: World) -> str | None:
    english = Locale.objects.get(language_code="en")
    page = world.pick([one for one in world.pages() if one.locale.language_code == "vi"])
    if page is None or page.has_translation(english):
        return None
    if world.chance.random() < 0.3:
        copy = page.copy_for_translation(english, copy_parents=True, alias=True)
        return f"{page.pk} as alias {copy.pk}"
    copy = page.copy_for_translation(english, copy_parents=True)
    copy.title = f"Page {world.number()}"
    publish(copy)
    return f"{page.pk} as {copy.pk}"


def _alias(world: World) -> str | None:
    page = world.pick(world.pages(GuidePage, OutreachPage))
    if page is None or page.locale.language_code != "vi":
        return None
    slug = f"ban-sao-{world.number()}"
    page.create_alias(parent=world.place.home, update_slug=slug)
    return f"{page.pk} as {slug}"


def _set_expiry(world: World) -> str | None:
    page = world.pick(world.pages(GuidePage, AnnouncementPage, OutreachPage))
    if page is None:
        return None
    moment = world.now + timedelta(minutes=world.chance.choice((5, 90, 400, 3000)))
    Page.objects.filter(pk=page.pk).update(expire_at=moment)
    return f"{page.pk} at {moment:%d.%m. %H:%M}"


def _clock(world: World) -> str:
    """Let time pass: to the very moment at which the next page expires, or just on."""
    due = Page.objects.filter(live=True, expire_at__gt=world.now).order_by("expire_at").first()
    if due is not None and world.chance.random() < 0.7:
        world.now = timezone.localtime(due.expire_at)
    else:
        world.now += timedelta(minutes=world.chance.choice((1, 45, 300, 2400)))
    return f"{world.now:%d.%m. %H:%M}"


def _fact(world: World) -> str:
    place = world.place
    match world.chance.choice(["contact", "agency", "portal", "steps"]):
        case "contact":
            place.contact.phone = f"0209.3810.{world.number() % 1000:03d}"
            publish(place.contact)
            return "telephone"
        case "agency":
            place.agency.short_name = f"Sở {world.number()}"
            publish(place.agency)
            return "short name"
        case "portal":
            place.portal.name = f"Cổng {world.number()}"
            publish(place.portal)
            return "portal"
        case _:
            world.step_set.steps = stream(("step", a_step(f"Bấm {world.words()}.")))
            publish(world.step_set)
            return "step set"


def _withdraw_fact(world: World) -> str:
    contact = world.place.contact
    contact.refresh_from_db()
    if contact.live:
        contact.unpublish()
        return "unpublished"
    publish(contact)
    return "published"


def _template(world: World) -> str:
    world.template += 1
    return str(world.template)


def _picture(world: World) -> str:
    picture = world.pick(world.pictures)
    picture.refresh_from_db()
    box = {"x": world.chance.randint(0, 50), "y": 0, "w": 30, "h": 100}
    if world.chance.random() < 0.5:
        picture.redactions = [box]
    else:
        color = world.chance.choice(COLORS)
        picture.redactions = []
        picture.file = ContentFile(png(color=color, size=(70, 50)), name=f"{world.number()}.png")
    picture.save()
    return f"{picture.pk} {'redacted' if picture.redactions else 'replaced'}"


def _attachment(world: World) -> str:
    attachment = world.pick(world.attachments)
    is_open = attachment.collection_id != world.closed.pk
    attachment.collection = world.closed if is_open else Collection.get_first_root_node()
    attachment.save()
    return f"{attachment.pk} {'closed' if is_open else 'open'}"


EDITS: dict[str, Callable[[World], str | None]] = {
    "alias": _alias,
    "attachment": _attachment,
    "body": _edit_body,
    "clock": _clock,
    "clock again": _clock,
    "create": _create,
    "create another": _create,
    "delete": _delete,
    "draft": _draft,
    "expiry": _set_expiry,
    "expiry of another": _set_expiry,
    "fact": _fact,
    "fact withdrawn": _withdraw_fact,
    "menu": _menu,
    "move": _move,
    "office": _office,
    "picture": _picture,
    "private": _hide,
    "public again": _show,
    "publish": _publish,
    "slug": _slug,
    "steps": _edit_steps,
    "summary": _summary,
    "template": _template,
    "title": _title,
    "translate": _translate,
    "unpublish": _unpublish,
}
"""Every edit by its name; None as an answer says that there was nothing to do it to."""
