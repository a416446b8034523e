"""What a collector leaves out of a document never goes to paper in silence, by whatever door."""

import ast
import io
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings
from django.urls import reverse

from cms.editions.licence import Application, licence_form
from cms.editions.package import give_to_press
from cms.models import (
    AnnouncementPage,
    LeafletPage,
    PaymentFact,
    Portal,
    PrintEdition,
    PrintFormat,
    ServiceKindRegime,
)
from cms.press.checking import leaflet_of, pressed
from guides.models import GuidePage, StepSet
from media.models import Illustration
from sitegen.errors import Finding
from sitegen.pipeline import release_now
from tests.factories import (
    Province,
    a_group,
    a_guide_page,
    a_leaflet_page,
    a_payment,
    a_picture,
    a_service_kinds_page,
    a_step,
    a_step_set,
    an_announcement_page,
    an_officer,
    items,
    png,
    publish,
    put_on_panel,
    stream,
)
from tests.factory_chips import a_chip
from tests.factory_facts import a_fact, a_regime
from tests.grounds import fresh, on_province
from tests.print_formats import FORMATS
from tests.site.test_edition_package import ORDER
from tests.site.test_press_export import exported
from tests.site.test_print_command import COMPLETE, panels
from tests.site.test_standing import said_by_the_check

pytestmark = pytest.mark.django_db

SCREEN = (1366, 860)


@pytest.fixture(scope="module")
def ground(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Province, LeafletPage]]:
    """The province and the leaflet that every test here begins with."""
    private = tmp_path_factory.mktemp("private")
    with (
        override_settings(LOA_PRIVATE_ROOT=private),
        django_db_blocker.unblock(),
        on_province() as place,
    ):
        yield place, _leaflet(place)


@pytest.fixture(autouse=True)
def _place(settings: Any, tmp_path: Path) -> None:
    settings.LOA_VAR = tmp_path / "var"
    settings.LOA_MIRROR_ADDRESS = "https://loa.tinhmau.gov.vn/"


@pytest.fixture
def province(ground: tuple[Province, LeafletPage], db: None) -> Province:
    """The province of the leaflet."""
    place, _ = ground
    return Province(**{one.name: fresh(getattr(place, one.name)) for one in fields(Province)})


@pytest.fixture
def leaflet(ground: tuple[Province, LeafletPage], db: None) -> LeafletPage:
    """A leaflet that takes something from everything that can be taken away again."""
    made: LeafletPage = fresh(ground[1])
    return made


def a_figure(picture: Any) -> tuple[str, Any]:
    return "figure", {"picture": picture.pk, "alt": "Bàn tiêm", "caption": "Bàn tiêm ở trạm"}


def steps_of(guide: Any, group: int) -> tuple[str, Any]:
    value = {"title": "", "guide": guide.pk, "group": group, "first": 1, "last": 1, "closing": ""}
    return "steps", value


def _leaflet(province: Province) -> LeafletPage:
    shown = items({"picture": a_picture("Màn hình", png(size=SCREEN)).pk, "alt": ""})
    other = items({"picture": a_picture("Hình khác", png(size=SCREEN)).pk, "alt": ""})
    own = a_group(a_step("Mở cổng.", pictures=shown), a_step("Gửi.", pictures=other))
    shared = a_group(a_step("Chờ."), title="Cách kia", step_set=a_step_set(a_step("Bấm.")).pk)
    guide = a_guide_page(province.office, groups=stream(("group", own), ("group", shared)))
    regimes = [a_regime(name=f"Quy định {number}", legal_document=None) for number in (1, 2)]
    kinds = a_service_kinds_page(
        province.office, regimes=stream(*(("regime", one.pk) for one in regimes))
    )
    people = {"entered_by": an_officer("mot"), "confirmed_by": an_officer("hai")}
    paying = a_payment(province.agency, account_number="000 111", **people)
    portal = a_fact(Portal, name="Cổng kia", short_name="Cổng kia", address="https://kia.gov.vn")
    post = an_announcement_page(province.office, title="Bài khác")
    text = (
        f"<p>Vào {a_chip(portal, 'name')}, nộp vào {a_chip(paying, 'account_number')}, xem "
        f'<a linktype="page" id="{post.pk}">bài này</a>.</p>'
    )
    page = panels(a_leaflet_page(province.office, **COMPLETE), province.portal.pk)
    levels = {"title": "Các mức độ", "page": kinds.pk, "regime": 1}
    contacts = {"title": "Hãy gọi", "points": items(province.contact.pk)}
    put_on_panel(page, 5, ("paragraph", text), ("kinds", levels))
    put_on_panel(page, 6, a_figure(a_picture("Bàn tiêm", png(size=SCREEN))), ("contacts", contacts))
    put_on_panel(page, 7, steps_of(guide, 1), steps_of(guide, 2))
    made: LeafletPage = publish(page)
    return made


def tick_away(title: str) -> None:
    Illustration.objects.filter(title=title).update(is_free_of_personal_data=False)


Spoils = Callable[[Province], object]
TAKEN_AWAY: dict[str, tuple[str, str, Spoils]] = {
    "the tick of a picture": (
        "picture-unchecked",
        "Mặt “Một”, phần “Hình” thứ 1: Tờ in sẽ thiếu: “Bàn tiêm”: Một hình không hiện",
        lambda _: tick_away("Bàn tiêm"),
    ),
    "a picture": (
        "picture-missing",
        "Mặt “Một”, phần “Hình” thứ 1: Tờ in sẽ thiếu: Hình minh hoạ đã bị xoá",
        lambda _: Illustration.objects.get(title="Bàn tiêm").delete(),
    ),
    "the tick of a picture of a step": (
        "picture-unchecked",
        "“Nộp hồ sơ qua mạng”, “Nộp trên cổng của tỉnh”, bước 1: Tờ in sẽ thiếu: “Màn hình”",
        lambda _: tick_away("Màn hình"),
    ),
    "a contact": (
        "contact-missing",
        "Mặt “Một”, phần “Liên hệ” thứ 1: Tờ in sẽ thiếu: “Bộ phận một cửa Sở Nội vụ”",
        lambda place: place.contact.unpublish(),
    ),
    "a portal": (
        "portal-missing",
        "Mặt “Bốn”, phần “Địa chỉ cổng” thứ 1: Tờ in sẽ thiếu: Cổng ghi trên tờ gấp",
        lambda place: place.portal.unpublish(),
    ),
    "a fact in the text": (
        "fact-unpublished",
        "Mặt “Sáu”, phần “Đoạn văn” thứ 4: Tờ in sẽ thiếu: “Cổng kia”: Một dữ kiện",
        lambda _: Portal.objects.get(name="Cổng kia").unpublish(),
    ),
    "a fact for good": (
        "fact-deleted",
        "Mặt “Sáu”, phần “Đoạn văn” thứ 4: Tờ in sẽ thiếu: Dữ kiện “chữ cũ”",
        lambda _: Portal.objects.get(name="Cổng kia").delete(),
    ),
    "who confirms an account": (
        "payment-unconfirmed",
        "Mặt “Sáu”, phần “Đoạn văn” thứ 4: Tờ in sẽ thiếu: Số tài khoản",
        lambda _: PaymentFact.objects.update(confirmed_by=None),
    ),
    "a page that is linked": (
        "link-unpublished",
        "Mặt “Sáu”, phần “Đoạn văn” thứ 4: Tờ in sẽ thiếu: Liên kết trong bài",
        lambda _: AnnouncementPage.objects.get(title="Bài khác").unpublish(),
    ),
    "a guide": (
        "link-unpublished",
        "Mặt “Hai”, phần “Các bước của hướng dẫn” thứ 1: Tờ in sẽ thiếu: Các bước",
        lambda _: GuidePage.objects.get().unpublish(),
    ),
    "a way of a guide": (
        "leaflet-part-missing",
        "Hai: Tờ in sẽ thiếu: Mặt gấp “Hai” lấy nội dung",
        lambda _: GuidePage.objects.update(groups=stream(("group", a_group()))),
    ),
    "a shared set of steps": (
        "step-set-missing",
        "“Nộp hồ sơ qua mạng”: Tờ in sẽ thiếu: Bộ bước dùng chung của “Cách kia”",
        lambda _: StepSet.objects.all().delete(),
    ),
    "the format": (
        "format-unreadable",
        f"Khổ in: Tờ in sẽ thiếu: Khổ đã chọn, “{FORMATS[0].name}”, không đọc được",
        lambda _: PrintFormat.objects.update(panel_widths="150 và 150"),
    ),
    "the regime whose kinds are printed": (
        "leaflet-part-missing",
        "Sáu: Tờ in sẽ thiếu: Mặt gấp “Sáu” lấy phần “Các mức độ”",
        lambda _: ServiceKindRegime.objects.get(name="Quy định 1").unpublish(),
    ),
}


def test_nothing_speaks_against_it_before(admin_client: Any, leaflet: LeafletPage) -> None:
    assert "<strong>Giao nhà in được" in said_by_the_check(admin_client, leaflet)


@pytest.mark.parametrize("what", TAKEN_AWAY)
def test_what_was_taken_away_after_publishing_stops_the_handing_over_by_name(
    admin_client: Any, leaflet: LeafletPage, province: Province, what: str
) -> None:
    code, words, take = TAKEN_AWAY[what]
    take(province)
    said = said_by_the_check(admin_client, leaflet)
    assert "<strong>Chưa giao nhà in được:" in said
    place, lacks, message = words.partition(": Tờ in sẽ thiếu: ")
    assert f'"loa-press__place">{place}<' in said
    assert f"<strong>{lacks.removeprefix(': ')}{message}" in said
    assert {(code, "error")} <= {
        (one.code, one.severity) for one in pressed(*leaflet_of(leaflet)).remarks
    }
    with pytest.raises(ValidationError) as refused:
        give_to_press(leaflet, ORDER)
    assert any(words in one for one in refused.value.messages)
    assert not PrintEdition.objects.exclude(status__in=PrintEdition.OPEN).exists()


def what_is_not_printed(place: Province) -> None:
    """Step 2, which the leaflet leaves to the web, loses its picture; other pages what they alone have."""
    ServiceKindRegime.objects.get(name="Quy định 2").unpublish()
    tick_away("Hình khác")
    gone = a_fact(
        type(place.contact), name="Đã gỡ", agency=place.agency, phone="1022", is_live=False
    )
    GuidePage.objects.update(contacts=stream(("point", gone.pk)))


def test_what_the_leaflet_does_not_print_stops_nothing(
    leaflet: LeafletPage, province: Province
) -> None:
    what_is_not_printed(province)
    _document, found = leaflet_of(leaflet)
    assert {one.code for one in found.collection.findings} >= {"picture-unchecked"}
    assert [one for one in pressed(*leaflet_of(leaflet)).remarks if one.severity == "error"] == []
    assert give_to_press(leaflet, ORDER).status == PrintEdition.Status.PRINTING


def by_the_file(client: Any, leaflet: LeafletPage, _out: Path) -> str:
    answer = client.get(reverse("press:file", args=[leaflet.pk]))
    assert answer.status_code == 409
    return str(answer.content.decode())


def by_the_manuscript(client: Any, leaflet: LeafletPage, _out: Path) -> str:
    answer = client.get(reverse("press:proof", args=[leaflet.pk]))
    assert answer.status_code == 409
    return str(answer.content.decode())


def by_the_application(_client: Any, leaflet: LeafletPage, _out: Path) -> str:
    with pytest.raises(ValidationError) as refused:
        licence_form(leaflet, Application(to="Sở", purpose="Phát", summary="Cách nộp"))
    return " ".join(refused.value.messages)


def by_the_command(leaflet: LeafletPage, out: Path, mode: str) -> str:
    said = io.StringIO()
    with pytest.raises(CommandError, match="Chưa in được"):
        call_command(
            "print", leaflet.slug, "--mode", mode, "--out", str(out / "a.pdf"), stdout=said
        )
    assert not (out / "a.pdf").exists()
    return said.getvalue()


def by_print(_client: Any, leaflet: LeafletPage, out: Path) -> str:
    return by_the_command(leaflet, out, "print")


def by_print_of_a_manuscript(_client: Any, leaflet: LeafletPage, out: Path) -> str:
    return by_the_command(leaflet, out, "proof")


def by_export(_client: Any, _leaflet: LeafletPage, out: Path) -> str:
    assert release_now().status == "released"
    said = exported(out / "out")
    assert not list((out / "out").rglob("to-gap*.pdf"))
    return said


DOORS = (
    by_the_file,
    by_the_manuscript,
    by_the_application,
    by_print,
    by_print_of_a_manuscript,
    by_export,
)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_no_door_to_paper_lets_a_leaflet_through_without_its_picture(
    admin_client: Any, leaflet: LeafletPage, tmp_path: Path, door: Callable[..., str]
) -> None:
    tick_away("Bàn tiêm")
    assert "ặt “Một”, phần “Hình” thứ 1: Tờ in sẽ thiếu: " in door(admin_client, leaflet, tmp_path)


SENSELESS = {
    "width_mm": "rộng",
    "height_mm": "-3",
    "panel_widths": "150 x 4",
    "fold": "cuộn",
    "layout": "gấp",
    "bleed_mm": "ba",
    "safe_mm": "",
    "sides": "7",
    "least_ppi": "nét",
}


@pytest.mark.parametrize(
    ("column", "door"),
    list(zip(SENSELESS, cycle(DOORS), strict=False)),
    ids=lambda one: getattr(one, "__name__", one),
)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite takes any value")
def test_no_door_to_paper_lets_a_leaflet_through_in_another_format_than_chosen(
    admin_client: Any,
    leaflet: LeafletPage,
    tmp_path: Path,
    column: str,
    door: Callable[..., str],
) -> None:
    with connection.cursor() as cursor:
        change = f"UPDATE {PrintFormat._meta.db_table} SET {column} = %s"  # noqa: S608
        cursor.execute(change, [SENSELESS[column]])
    said = door(admin_client, leaflet, tmp_path)
    assert f"Khổ đã chọn, “{FORMATS[0].name}”, không đọc được" in said


def test_an_official_text_is_printed_and_what_it_lacks_is_said(
    province: Province, tmp_path: Path
) -> None:
    body = stream(a_figure(a_picture("Bàn tiêm", png(size=SCREEN))), ("paragraph", "<p>Chữ.</p>"))
    page = an_announcement_page(province.office, title="Thông báo", body=body)
    tick_away("Bàn tiêm")
    said, out = io.StringIO(), tmp_path / "a.pdf"
    call_command("print", page.slug, "--out", str(out), stdout=said)
    assert "Nên xem: Tờ in sẽ thiếu: “Bàn tiêm”: Một hình không hiện" in said.getvalue()
    assert out.read_bytes().startswith(b"%PDF")


def test_the_screen_file_goes_on_without_it(leaflet: LeafletPage, tmp_path: Path) -> None:
    tick_away("Bàn tiêm")
    out = tmp_path / "screen.pdf"
    call_command("print", leaflet.slug, "--mode", "screen", "--out", str(out), stdout=io.StringIO())
    assert out.read_bytes().startswith(b"%PDF")


def test_a_draft_with_an_unconfirmed_picture_offers_no_file(
    admin_client: Any, leaflet: LeafletPage
) -> None:
    """It said only "chưa xuất bản", and gave the file without the picture."""
    picture = a_picture("Chưa xem", png(size=SCREEN), is_free_of_personal_data=False)
    put_on_panel(leaflet, 2, a_figure(picture))
    leaflet.save_revision()
    said = said_by_the_check(admin_client, leaflet)
    assert "Mặt “Ba”, phần “Hình” thứ 1<" in said
    for name in ("press:file", "press:proof"):
        assert reverse(name, args=[leaflet.pk]) not in said
    by_the_file(admin_client, leaflet, Path())
    by_the_manuscript(admin_client, leaflet, Path())


SHEETS = {one.layout: one for one in FORMATS if one.layout != "panels"}


@pytest.mark.parametrize("form", SHEETS.values(), ids=SHEETS)
def test_a_sheet_of_every_layout_is_refused_without_its_number(
    leaflet: LeafletPage, province: Province, form: Any
) -> None:
    """The strips of a notice said "Gọi số ở dưới" above nothing, and it was only a warning."""
    leaflet.format = PrintFormat.objects.get(name=form.name)
    written = leaflet.content.get_prep_value()
    leaflet.content = [one for one in written if one["type"] not in {"kinds", "paragraph"}]
    publish(leaflet)
    province.contact.unpublish()
    tick_away("Màn hình")
    errors = {one.code for one in pressed(*leaflet_of(leaflet)).remarks if one.severity == "error"}
    assert {"contact-missing", "picture-unchecked"} <= errors


FOLDERS = ("cms", "guides", "media", "sitegen")


def said_in_the_code() -> Iterator[tuple[str, bool]]:
    """Yield the code of every remark of a collector, and whether what it is about is there."""
    files = (file for folder in FOLDERS for file in Path(folder).rglob("*.py"))
    for file in files:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                yield from _remark(node)


def _remark(call: ast.Call) -> Iterator[tuple[str, bool]]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    given = {one.arg: one.value for one in call.keywords}
    code = call.args[0] if name == "finds" and call.args else None
    code = given.get("code") if name == "Finding" else code
    if isinstance(code, ast.Constant) and isinstance(code.value, str):
        yield code.value, bool({"is_shown", "is_on_web"} & given.keys())


def test_every_remark_of_a_collector_on_what_is_missing_is_an_error_on_paper(
    leaflet: LeafletPage,
) -> None:
    codes = dict(said_in_the_code())
    assert {code for code, *_ in TAKEN_AWAY.values()} <= codes.keys()
    missing = {code for code, is_there in codes.items() if not is_there}
    assert len(missing) > 25
    assert missing < codes.keys()
    document, found = leaflet_of(leaflet)
    findings = tuple(
        Finding(
            code=code,
            severity="warning",
            page=leaflet.title,
            key=document.head.key,
            message="Thiếu.",
            is_shown=is_there,
        )
        for code, is_there in codes.items()
    )
    spoilt = replace(found, collection=replace(found.collection, findings=findings))
    for mode in ("print", "proof"):
        sheet = pressed(document, spoilt, mode=mode)
        assert {one.code for one in sheet.remarks if one.severity == "error"} == missing
        assert not sheet.is_sound
    assert pressed(document, spoilt, mode="screen").is_sound
