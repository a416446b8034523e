"""The generated site: registries, pictures with their renditions, guides under ten offices."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.models import Collection, Locale, Page, Site

from bench.blocks import body_of, group_of, stream
from bench.content import AGENCIES, PICTURES, guide
from bench.screens import screen
from cms.models import Agency, AgencyHomePage, ContactPage, ContactPoint, HomePage, Portal
from guides.models import GuidePage
from media.models import Illustration

__all__ = ["make_world"]

PUBLISHED = datetime(2024, 1, 2, 1, tzinfo=UTC)
WIDTHS = (360, 720, 1080)
FORMATS = ("avif", "webp", "png")


def make_world(count: int, offices: int = AGENCIES) -> None:
    """Make ``count`` guides of ``offices`` offices, and all around them, in an empty database."""
    pictures = [_picture(number) for number in range(PICTURES)]
    with transaction.atomic():
        _pages(count, offices, {number: one.pk for number, one in enumerate(pictures)})
    for picture in pictures:
        _renditions(picture)


def _pages(count: int, wanted: int, pictures: Mapping[int, int]) -> None:
    agencies = [_agency(number) for number in range(wanted)]
    contacts = [_contact(agency) for agency in agencies]
    home = _home(contacts[0])
    _contact_page(home, contacts)
    offices = [_office(home, agency) for agency in agencies]
    made: list[GuidePage] = []
    for number in range(count):
        place = number % wanted
        linked = made[-1] if made else offices[0]
        made.append(_guide(number, offices[place], contacts[place].pk, pictures, linked.pk))
    _entries(home, made[:4])


def _agency(number: int) -> Agency:
    portal, _ = Portal.objects.get_or_create(
        name=f"Cổng dịch vụ công số {number % 2 + 1}",
        short_name=f"Cổng số {number % 2 + 1}",
        address=f"https://dichvucong-{number % 2 + 1}.example",
    )
    return Agency.objects.create(
        name=f"Văn phòng tiếp dân số {number + 1}",
        short_name=f"Văn phòng {number + 1}",
        document_name=f"Văn phòng {number + 1}",
        level=Agency.Level.COMMUNE,
        province="tỉnh Minh Hoạ",
        portal=portal,
    )


def _contact(agency: Agency) -> ContactPoint:
    return ContactPoint.objects.create(
        name=f"Bộ phận một cửa, {agency.short_name}",
        agency=agency,
        address="1 đường Minh Hoạ",
        phone="0200.000.000",
        email="motcua@loa.example",
        hours="7:30 đến 17:00, thứ Hai đến thứ Sáu",
    )


def _home(help_contact: ContactPoint) -> HomePage:
    root = Page.get_first_root_node()
    welcome = root.get_children().filter(slug="home").first()
    home: HomePage = _publish(
        root,
        HomePage,
        title="Trang chủ",
        slug="trang-chu",
        site_title="Loa",
        tagline="Trang đo tốc độ",
        help_contact=help_contact,
    )
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    if welcome is not None:
        welcome.delete()
    return home


def _contact_page(home: HomePage, contacts: Sequence[ContactPoint]) -> None:
    _publish(
        home,
        ContactPage,
        title="Liên hệ",
        agency=contacts[0].agency,
        show_in_menus=True,
        points=stream("point", (contact.pk for contact in contacts)),
    )


def _office(home: HomePage, agency: Agency) -> AgencyHomePage:
    lead = f"{agency.name} giúp bạn làm thủ tục qua mạng."
    office: AgencyHomePage = _publish(
        home, AgencyHomePage, title=agency.short_name, summary=lead, lead=lead, agency=agency
    )
    return office


def _guide(
    number: int, office: AgencyHomePage, contact: int, pictures: Mapping[int, int], linked: int
) -> GuidePage:
    words = guide(number)
    group = group_of(words, portal=office.agency.portal_id, pictures=pictures, linked=linked)
    made: GuidePage = _publish(
        office,
        GuidePage,
        title=words.title,
        summary=words.summary,
        audience=f"Người dân {words.place}.",
        duration=f"Khoảng {words.minutes} phút.",
        prepare=stream("item", ("Thẻ căn cước", "Điện thoại", f"Giấy tờ về {words.thing}")),
        groups=stream("group", [group]),
        body=body_of(words, office=office.pk, linked=linked),
        contacts=stream("point", [contact]),
    )
    return made


def _entries(home: HomePage, guides: Sequence[GuidePage]) -> None:
    entries = [{"title": page.title, "text": "", "page": page.pk} for page in guides]
    home.entries = HomePage.entries.field.to_python(stream("entry", entries))
    home.save()


def _publish(parent: Page, model: Any, **fields: Any) -> Any:
    """Add a live page as it stands after its first publication, without a revision."""
    page = model(
        locale=Locale.objects.get(language_code="vi"),
        live=True,
        first_published_at=PUBLISHED,
        last_published_at=PUBLISHED,
        **fields,
    )
    return parent.add_child(instance=page)


def _picture(number: int) -> Illustration:
    title = f"Màn hình {number + 1}"
    picture: Illustration = Illustration.objects.create(
        title=title,
        description=f"{title} của cổng dịch vụ công",
        collection=Collection.get_first_root_node(),
        file=ContentFile(screen(number), name=f"{number}.png"),
        is_free_of_personal_data=True,
    )
    return picture


def _renditions(picture: Illustration) -> None:
    """Make what the peer's templates ask for, so that no run pays for its pictures."""
    picture.get_rendition("width-720")
    picture.get_renditions(*(f"format-{kind}|width-{px}" for kind in FORMATS for px in WIDTHS))
