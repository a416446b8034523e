"""What the check says before printing is what handing over says: one list asked by both."""

import io
import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import timedelta
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction

from cms.collect.licences import licence_key
from cms.collect.reach import is_open_to_citizens
from cms.collect.standing import licence_of_another
from cms.editions.errata import erratum_slip
from cms.editions.package import give_to_press
from cms.models import LeafletPage, PrintEdition, PrintFormat
from cms.press.checking import leaflet_of, pressed
from sitegen.pipeline import release_now
from tests.factories import Province, a_leaflet_page, publish
from tests.grounds import fresh, on_province
from tests.site.test_edition_errata import DAY, a_leaflet, hand_over, move_portal
from tests.site.test_edition_package import ORDER
from tests.site.test_press_export import exported
from tests.site.test_print_command import COMPLETE, panels
from tests.unit.print_text import text_of

pytestmark = pytest.mark.django_db

PUBLIC = (
    "https://loa.tinhmau.gov.vn/",
    "http://loa.tinhmau.gov.vn/",
    "https://dichvu.ubnd.gov.vn:8443/loa/",
    "https://8.8.8.8/",
    "https://[2001:4860:4860::8888]/",
    "https://dịchvụ.việt/",
    "HTTPS://LOA.TINHMAU.GOV.VN./",
    "https://ngay-2-9.tinhmau.gov.vn/",
    "https://may-113-160-1-2.tinhmau.gov.vn/",
    "https://[2402:800::1]/",
)
WIDE = "".join(chr(0xFF10 + figure) for figure in range(10))
HIDDEN = (
    "",
    "/",
    "loa.tinhmau.gov.vn/",
    "file:///srv/loa/",
    "http://127.0.0.1:8080/",
    "http://127.1/",
    "http://0x7f.0.0.0x1/",
    "http://0.0.0.0/",
    "http://localhost:8080/",
    "http://LOCALHOST./",
    "http://loa.localhost/",
    "http://maychu/",
    "http://maychu.local/",
    "http://maychu.internal/",
    "http://maychu.home.arpa/",
    "http://loa.test/",
    "https://10.1.2.3/",
    "https://172.16.0.9/",
    "https://192.168.1.20:8000/",
    "https://169.254.3.4/",
    "https://100.64.0.1/",
    "http://[::1]/",
    "http://[fd00::1]/",
    "http://[fe80::1]/",
    "http://[::ffff:10.0.0.1]/",
    "http://[::1",
    "http://loa.tinhmau.gov.vn:99999/",
    "http://loa.tinhmau.gov.vn:8000abc/",
    "http://loa.tinhmau.gov.vn:0/",
    "http:loa.tinhmau.gov.vn/",
    "http:// loa.tinhmau.gov.vn/",
    "http://loa.tinhmau.gov.vn/ /",
    "http://loa.tinhmau.gov.vn\n/",
    "http://loa.tinhmau\u200b.gov.vn/",
    "http://loa.tinhmau.gov.vn\\@10.0.0.1/",
    "http://loa.tinhmau.gov.vn/?x/",
    "http://loa.tinhmau.gov.vn/#/",
    "http://ten:matkhau@loa.tinhmau.gov.vn/",
    "http://ten@loa.tinhmau.gov.vn/",
    "http://@loa.tinhmau.gov.vn/",
    "http://224.0.0.1/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    "http://[ff02::1]/",
    "http://[64:ff9b::808:808]/",
    "http://[2001:4860:4860::8888%25eth0]/",
    "http://\uff10x7f.0.0.1/",
    "http://10\u30020\u30020\u30021/",
    "http://0a000001.nip.io/",
    "http://8.8.8.8.nip.io/",
    "http://--1.sslip.io/",
    "http://loa.localtest.me/",
    "http://abcdefghij234567.onion/",
    "http://loa..vn/",
    "http://loa.tinhmau.gov.vn../",
    "http://.vn/",
    "http://-loa.vn/",
    "http://loa-.vn/",
    "http://lo_a.vn/",
    "http://loa.v/",
    f"http://{'a' * 64}.vn/",
    f"http://{'a.' * 130}vn/",
    "https://example.com/",
    "https://loa.example.org/",
    "https://loa.example.net:8443/",
    "https://loa.example.gov.vn/",
)


@pytest.fixture(autouse=True)
def _place(settings: Any, tmp_path: Path) -> None:
    settings.LOA_VAR, settings.LOA_PRIVATE_ROOT = tmp_path / "var", tmp_path / "private"
    settings.LOA_MIRROR_ADDRESS = "https://loa.tinhmau.gov.vn/"


@pytest.fixture(scope="module")
def ground(django_db_setup: None, django_db_blocker: Any) -> Iterator[LeafletPage]:
    """The leaflet that every test here begins with."""
    with django_db_blocker.unblock(), on_province() as place:
        yield panels(a_leaflet_page(place.office, **COMPLETE), place.portal.pk)


@pytest.fixture
def leaflet(ground: LeafletPage, db: None) -> LeafletPage:
    made: LeafletPage = fresh(ground)
    return made


def of_another(leaflet: LeafletPage, office: Any) -> None:
    """Another leaflet went to print under the same licence."""
    other = a_leaflet_page(office, title="Tờ khác", slug="to-khac", **COMPLETE)
    PrintEdition.objects.create(page=other, name="Tờ khác")


def a_draft(leaflet: LeafletPage, _office: Any) -> None:
    """Somebody wrote on after publishing."""
    leaflet.summary = "Còn sửa tiếp"
    leaflet.save_revision()


def withdrawn(leaflet: LeafletPage, _office: Any) -> None:
    leaflet.unpublish()


def printed_already(leaflet: LeafletPage, _office: Any) -> None:
    give_to_press(leaflet, ORDER)


def behind_a_login(leaflet: LeafletPage, _office: Any) -> None:
    PageViewRestriction.objects.create(page=leaflet, restriction_type="login")


def in_a_private_section(leaflet: LeafletPage, office: Any) -> None:
    PageViewRestriction.objects.create(page=office, restriction_type="password", password="x" * 8)


def beside_a_private_translation(leaflet: LeafletPage, _office: Any) -> None:
    english = Locale.objects.get(language_code="en")
    behind_a_login(leaflet.copy_for_translation(english, copy_parents=True), _office)


def not_yet_due(leaflet: LeafletPage, _office: Any) -> None:
    due = timezone.now() + timedelta(days=3)
    LeafletPage.objects.filter(pk=leaflet.pk).update(go_live_at=due)


def expired(leaflet: LeafletPage, _office: Any) -> None:
    """Its hour has struck, and what takes pages away has not run yet."""
    gone = timezone.now() - timedelta(minutes=1)
    LeafletPage.objects.filter(pk=leaflet.pk).update(expire_at=gone)


def under_a_page_that_is_not_public(leaflet: LeafletPage, office: Any) -> None:
    Page.objects.filter(pk=office.pk).update(live=False)


REFUSED = {
    "có giới hạn người xem": behind_a_login,
    "giới hạn người xem": in_a_private_section,
    "hoặc bản dịch của nó": beside_a_private_translation,
    "chưa đến giờ": not_yet_due,
    "hết hạn": expired,
    "trang phía trên": under_a_page_that_is_not_public,
    "là của tờ gấp “Tờ khác”, đã in": of_another,
    "còn chỗ chưa xuất bản": a_draft,
    "Tờ gấp còn chỗ chưa xuất bản": withdrawn,
    "Đã có": printed_already,
}
Spoils = Callable[[LeafletPage, Any], None]


def said_by_the_check(client: Any, leaflet: LeafletPage) -> str:
    answer = client.get(reverse("press:check", args=[leaflet.pk]))
    return " ".join(str(answer.content.decode()).split())


@pytest.mark.parametrize(
    ("words", "spoil"), REFUSED.items(), ids=[one.__name__ for one in REFUSED.values()]
)
def test_the_check_says_what_handing_over_will_refuse(
    admin_client: Any, leaflet: LeafletPage, province: Province, words: str, spoil: Spoils
) -> None:
    spoil(leaflet, province.office)
    said = said_by_the_check(admin_client, leaflet)
    assert "<strong>Giao nhà in được" not in said
    assert "<strong>Chưa giao nhà in được" in said
    with pytest.raises(ValidationError) as refused:
        give_to_press(leaflet, ORDER)
    assert words in " ".join(refused.value.messages)
    for message in refused.value.messages:
        assert message.partition(". ")[0] in said.replace("</strong>", "")


def test_a_sheet_that_nothing_speaks_against_is_handed_over_after_a_green_check(
    admin_client: Any, leaflet: LeafletPage
) -> None:
    assert "<strong>Giao nhà in được" in said_by_the_check(admin_client, leaflet)
    assert give_to_press(leaflet, ORDER).status == PrintEdition.Status.PRINTING


SPELLINGS = (
    *("79/gpxb-stttt", "79/GPXB–STTTT", "79/GPXB\u2011STTTT", "79/GPXB - STTTT", "79/GPXB STTTT"),
    *(" 79 / GPXB-STTTT ", "79\u00a0/GPXB\u200b-STTTT", "79-GPXB-STTTT", "79/GPXBSTTTT"),
    *(
        "\uff17\uff19/\uff27\uff30\uff38\uff22-STTTT",
        "079/GPXB-STTTT",
        "Số 79/GPXB-STTTT",
        "giấy phép số: 79/GPXB-STTTT",
    ),
)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_the_licence_of_another_leaflet_is_known_in_every_spelling(
    leaflet: LeafletPage, province: Province, spelling: str
) -> None:
    of_another(leaflet, province.office)
    assert "“Tờ khác”, đã in" in licence_of_another(leaflet, spelling)


def test_one_number_in_two_spellings_is_one_and_two_numbers_are_two() -> None:
    chosen = random.Random(77)  # noqa: S311  # not for secrets
    known: dict[tuple[str, ...], tuple[int, str]] = {}
    for _turn in range(400):
        number, office = chosen.randrange(1, 400), chosen.choice(["STTTT", "SVHTT", "ĐHQG", "QĐ"])
        marks = [chosen.choice(["/", " / ", "/ "]), chosen.choice(["-", "–", " — ", "\u2011", " "])]
        said = f"{number:0{chosen.randrange(1, 4)}}{marks[0]}GPXB{marks[1]}{office}"
        said = chosen.choice([str, str.lower, str.upper])(said)
        said = said.replace("Đ", chosen.choice(["Đ", "Ð", "D"]))
        said = unicodedata.normalize(chosen.choice(["NFC", "NFD"]), said)
        assert known.setdefault(licence_key(said), (number, office)) == (number, office), said
    assert len(known) == len(set(known.values()))


@pytest.mark.parametrize(
    "other", ["", " ", "/-", "7/9-GPXB-STTTT", "790/GPXB-STTTT", "79/GPXB-SVHTT", "79/2025/GPXB"]
)
def test_another_number_is_no_licence_of_another_leaflet(
    leaflet: LeafletPage, province: Province, other: str
) -> None:
    of_another(leaflet, province.office)
    assert licence_of_another(leaflet, other) == ""


def printed(leaflet: LeafletPage, out: Path) -> str:
    said = io.StringIO()
    call_command("print", leaflet.slug, "--out", str(out), stdout=said)
    return said.getvalue()


def test_print_and_export_refuse_the_licence_of_another_leaflet(
    leaflet: LeafletPage, province: Province, tmp_path: Path
) -> None:
    of_another(leaflet, province.office)
    with pytest.raises(CommandError, match="Chưa in được"):
        printed(leaflet, tmp_path / "a.pdf")
    assert release_now().status == "released"
    said = exported(tmp_path / "out")
    assert f"Lưu ý: {leaflet.title}: Chưa giao nhà in được." in said
    assert "là của tờ gấp “Tờ khác”, đã in" in said


def test_print_makes_the_file_of_what_is_public_and_says_that_it_cannot_be_handed_over(
    leaflet: LeafletPage, province: Province, tmp_path: Path
) -> None:
    a_draft(leaflet, province.office)
    said = printed(leaflet, tmp_path / "a.pdf")
    assert "Chưa giao được: Tờ gấp còn chỗ chưa xuất bản." in said
    assert (tmp_path / "a.pdf").is_file()


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_that_citizens_can_open(address: str) -> None:
    assert is_open_to_citizens(address)


@pytest.mark.parametrize("address", HIDDEN)
def test_an_address_that_leads_citizens_nowhere(address: str) -> None:
    assert not is_open_to_citizens(address)


def of_the_manual() -> set[str]:
    """Return every address that the manual of operators and its example give the mirror."""
    files = [Path(".env.example"), *Path("docs/operators").rglob("*")]
    text = "\n".join(file.read_text() for file in files if file.is_file())
    named = re.findall(r"LOA_MIRROR_ADDRESS=(https?://\S+)", text)
    return {*named, *(f"https://{one}/" for one in re.findall(r"\bserver_name (\S+);", text))}


def test_a_placeholder_of_the_manual_leads_citizens_nowhere() -> None:
    found = of_the_manual()
    assert "https://dichvu.example.vn" in found
    assert [one for one in found if is_open_to_citizens(one)] == []


CLOSED_NETWORKS = (
    *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
    *("172.16.0.0/12", "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24"),
    *("203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
)
WRAPPED: dict[str, Callable[[IPv4Address], str]] = {
    "itself": str,
    "in capital figures": lambda number: str(number).translate(str.maketrans("0123456789", WIDE)),
    "mapped": lambda number: f"[::ffff:{number}]",
    "mapped in hex": lambda number: f"[::ffff:{int(number) >> 16:x}:{int(number) & 0xFFFF:x}]",
    "old style": lambda number: f"[::{number}]",
    "NAT64": lambda number: f"[64:ff9b::{number}]",
    "NAT64 of one network": lambda number: f"[64:ff9b:1::{number}]",
    "6to4": lambda number: f"[2002:{int(number) >> 16:x}:{int(number) & 0xFFFF:x}::1]",
    "nip.io": lambda number: f"{number}.nip.io",
    "nip.io with dashes": lambda number: f"loa-{str(number).replace('.', '-')}.nip.io",
    "nip.io in hex": lambda number: f"{int(number):08x}.nip.io",
    "sslip.io": lambda number: f"{str(number).replace('.', '-')}.sslip.io",
    "a service of one's own": lambda number: f"may.{number}.tinhmau.gov.vn",
    "a machine's name": lambda number: f"may-{str(number).replace('.', '-')}.tinhmau.gov.vn",
}


@pytest.mark.parametrize("wrap", WRAPPED.values(), ids=list(WRAPPED))
def test_a_number_of_a_closed_network_leads_citizens_nowhere_however_it_is_wrapped(
    wrap: Callable[[IPv4Address], str],
) -> None:
    chosen = random.Random(224)  # noqa: S311  # not for secrets
    for network in map(IPv4Network, CLOSED_NETWORKS):
        for place in (1, *(chosen.randrange(network.num_addresses) for _turn in range(8))):
            address = f"http://{wrap(network[place])}/"
            assert not is_open_to_citizens(address), address


def test_no_port_letter_or_password_is_missed_wherever_it_stands_in_an_address() -> None:
    chosen = random.Random(65536)  # noqa: S311  # not for secrets
    good = "https://loa.tinhmau.gov.vn:8443/loa/"
    assert is_open_to_citizens(good)
    for letter in " \t\n\r\x00\x1b\x7f\u00a0\u200b\u202e\u2028\ufeff\\?#":
        for place in range(len(good) + 1):
            spoilt = good[:place] + letter + good[place:]
            assert not is_open_to_citizens(spoilt), spoilt
    for _turn in range(200):
        port = chosen.choice([0, *range(65536, 10**6, 9973)])
        assert not is_open_to_citizens(good.replace("8443", str(port)))
        word = "".join(chosen.choices("abc:%40.", k=chosen.randrange(1, 9)))
        assert not is_open_to_citizens(good.replace("loa.", f"{word}@loa.", 1))


def test_a_password_in_the_address_is_not_shown_to_officers(
    admin_client: Any, leaflet: LeafletPage, settings: Any
) -> None:
    settings.LOA_MIRROR_ADDRESS = "https://ten:matkhau@loa.tinhmau.gov.vn/"
    said = said_by_the_check(admin_client, leaflet)
    assert "dẫn tới loa.tinhmau.gov.vn, người dân" in said
    assert "matkhau" not in said


@pytest.mark.parametrize("address", ["", "http://127.0.0.1:8080/", "http://maychu/"])
@pytest.mark.parametrize("is_demo", [True, False])
def test_a_code_that_leads_citizens_nowhere_is_said_and_never_printed_by_a_server(
    admin_client: Any, leaflet: LeafletPage, settings: Any, address: str, *, is_demo: bool
) -> None:
    settings.LOA_MIRROR_ADDRESS, settings.LOA_MAY_LOAD_DEMO = address, is_demo
    named = address.partition("://")[2].strip("/")
    editions = admin_client.get(reverse("editions:list", args=[leaflet.pk])).content.decode()
    for said in (said_by_the_check(admin_client, leaflet), editions):
        assert "LOA_MIRROR_ADDRESS" in said
        assert named in said
    if is_demo or not address:
        assert give_to_press(leaflet, ORDER).status == PrintEdition.Status.PRINTING
        return
    with pytest.raises(ValidationError, match="LOA_MIRROR_ADDRESS"):
        give_to_press(leaflet, ORDER)
    with pytest.raises(CommandError, match="Chưa in được"):
        printed(leaflet, settings.LOA_VAR / "a.pdf")


def without_imprint(leaflet: LeafletPage) -> None:
    leaflet.content = [one for one in leaflet.content.get_prep_value() if one["type"] != "imprint"]


def on_cards(leaflet: LeafletPage) -> None:
    leaflet.format = PrintFormat.objects.get(layout="cards")


def on_a_poster(leaflet: LeafletPage) -> None:
    leaflet.format = PrintFormat.objects.get(name="Áp phích A3")


@pytest.mark.parametrize("is_demo", [True, False])
@pytest.mark.parametrize(
    ("change", "what"),
    [(None, "Mã QR trên"), (without_imprint, ""), (on_cards, ""), (on_a_poster, "Địa chỉ tra cứu")],
)
def test_a_dead_address_is_told_of_where_it_stands_on_the_sheet_and_nowhere_else(
    leaflet: LeafletPage, settings: Any, change: Any, what: str, *, is_demo: bool
) -> None:
    """The code of a poster is that of the portal: it was called dead with the address of ours."""
    settings.LOA_MIRROR_ADDRESS, settings.LOA_MAY_LOAD_DEMO = "http://127.0.0.1:8080/", is_demo
    if change:
        change(leaflet)
        publish(leaflet)
    found = [one for one in pressed(*leaflet_of(leaflet)).remarks if "127.0.0.1" in one.message]
    assert [one.severity for one in found] == ["warning" if is_demo else "error"] * bool(what)
    for one in found:
        assert one.message.startswith(what)
        assert ("đừng đem in thật" in one.hint) is is_demo


def test_the_demo_says_once_more_that_what_it_packed_is_not_to_be_printed(
    editor: Any, leaflet: LeafletPage, settings: Any
) -> None:
    settings.LOA_MIRROR_ADDRESS, settings.LOA_MAY_LOAD_DEMO = "http://127.0.0.1:8080/", True
    address = reverse("editions:list", args=[leaflet.pk])
    form = {"do": "give", "giao-paper": "Couché 150", "giao-contact": "Phòng Truyền thông"}
    editor.post(address, {"do": "open"})
    answer = editor.post(address, form, follow=True)
    said = answer.content.decode()
    assert "đã đóng gói" in said
    assert "127.0.0.1:8080, người dân không mở được. Đây là máy để tập" in said


def test_nothing_is_said_of_an_address_that_citizens_can_open(
    admin_client: Any, leaflet: LeafletPage
) -> None:
    editions = admin_client.get(reverse("editions:list", args=[leaflet.pk])).content.decode()
    assert "LOA_MIRROR_ADDRESS" not in said_by_the_check(admin_client, leaflet) + editions


def test_a_slip_of_a_server_has_no_address_that_leads_citizens_nowhere(
    province: Province, settings: Any
) -> None:
    edition = hand_over(a_leaflet(province), day=DAY)
    move_portal(province.portal)
    settings.LOA_MIRROR_ADDRESS, settings.LOA_MAY_LOAD_DEMO = "http://127.0.0.1:8080/", False
    assert "127.0.0.1" not in text_of(erratum_slip(edition))
    settings.LOA_MIRROR_ADDRESS = "https://loa.tinhmau.gov.vn/"
    assert "loa.tinhmau.gov.vn" in text_of(erratum_slip(edition)).replace("\u200b", "")
