"""Nghĩa vụ theo luật: who sees which office, who answers, what goes into the file, what the command says."""

import csv
import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.models import Agency, Obligation, ObligationAnswer, User
from cms.obligations.offices import Office
from cms.obligations.reports import NOT_COMPARED, as_csv, as_pdf
from cms.obligations.verdicts import Verdict, verdicts_on
from cms.offices.roles import ROLES
from cms.offices.setting_up import groups_of, set_up_office
from media.attachments.tables import look_at_table
from tests.factories import Province, a_procedure, an_agency_home_page, another_agency
from tests.unit.print_text import text_of

pytestmark = pytest.mark.django_db
EVERY_ROLE = tuple(role.key for role in ROLES)
SEEING = tuple(key for key in EVERY_ROLE if key != "dich")
"""Who translates belongs to an office by its pages in another language: it has none here."""
ANSWERING = ("duyet", "quan-tri")
HAND = "ipv6"
YEAR = timezone.localdate().year


@pytest.fixture
def other(province: Province) -> Agency:
    """A second office with a page; both are set up."""
    agency = another_agency(province)
    an_agency_home_page(province.home, title="Sở Y tế", agency=agency)
    for one in (province.agency, agency):
        set_up_office(one)
    return agency


def member(agency: Agency, role: str) -> Client:
    user: User = User.objects.create_user(f"{role}-{agency.pk}", "u@loa.example", "x")
    user.groups.add(groups_of(agency)[role])
    client = Client()
    client.force_login(user)
    return client


def address(agency: Agency, name: str = "office") -> str:
    return reverse(f"obligations:{name}", args=[agency.pk])


def verdict_on(agency: Agency, key: str) -> Verdict:
    found = verdicts_on(Office(agency, timezone.localdate()), YEAR)
    return next(one for one in found if one.obligation.key == key)


def send(client: Client, agency: Agency, key: str, answer: str = "met", **more: str) -> int:
    data = {"obligation": key, "answer": answer, "reason": "Đã mở thử từ mạng chỉ có IPv6."}
    return client.post(address(agency), data | more).status_code


@pytest.mark.parametrize("role", SEEING)
def test_people_of_an_office_see_their_own_and_no_other(
    role: str, province: Province, other: Agency
) -> None:
    client = member(province.agency, role)
    assert client.get(reverse("obligations:index")).headers["Location"] == address(province.agency)
    for name in ("office", "csv", "pdf"):
        assert client.get(address(province.agency, name)).status_code == 200
        assert client.get(address(other, name)).status_code == 404
    assert send(client, other, HAND) == 404
    offers = "Trả lời" in client.get(address(province.agency)).content.decode()
    assert offers is (role in ANSWERING)
    send(client, province.agency, HAND)
    assert ObligationAnswer.objects.exists() is (role in ANSWERING)


def test_the_province_sees_all_offices_by_count(
    province: Province, other: Agency, admin_client: Client
) -> None:
    said = admin_client.get(reverse("obligations:index")).content.decode()
    for agency in (province.agency, other):
        assert agency.name in said
        assert address(agency) in said


def test_who_has_no_office_is_refused(client: Client, province: Province) -> None:
    user: User = User.objects.create_user("ai-do", "u@loa.example", "x")
    client.force_login(user)
    assert client.get(address(province.agency)).status_code == 302


def test_screen_says_every_obligation_with_its_article_and_the_way_to_write(
    province: Province, admin_client: Client
) -> None:
    procedure = a_procedure(agency=province.agency)
    said = admin_client.get(address(province.agency)).content.decode()
    asked = [row for row in Obligation.objects.all() if row.is_for(province.agency)]
    for row in asked:
        assert row.title in said
        assert f"{row.source}, {row.article}" in said
    assert reverse("wagtailsnippets_cms_procedure:edit", args=[procedure.pk]) in said
    assert f"{len(asked)} trên {len(asked)} điều <strong>{NOT_COMPARED}</strong>" in said
    Obligation.objects.update(compared_on=timezone.localdate())
    assert NOT_COMPARED not in admin_client.get(address(province.agency)).content.decode()


def test_answer_counts_for_its_year_is_written_down_and_can_be_taken_back(
    province: Province, admin_client: Client
) -> None:
    agency = province.agency
    assert verdict_on(agency, HAND).state == "asked"
    send(admin_client, agency, HAND)
    send(admin_client, agency, HAND, "missing", reason="Chưa có bản ghi AAAA.")
    (kept,) = ObligationAnswer.objects.all()
    assert (kept.year, kept.answer, kept.officer.username) == (YEAR, "missing", "admin")
    assert verdict_on(agency, HAND).state == "missing"
    before = verdicts_on(Office(agency, timezone.localdate()), YEAR - 1)
    assert [one for one in before if one.answer] == []
    send(admin_client, agency, HAND, withdraw="1")
    assert verdict_on(agency, HAND).state == "asked"
    entries = ModelLogEntry.objects.for_instance(agency).filter(action="loa.obligation")
    said = [one.data["said"] for one in entries.order_by("timestamp")]
    assert len(said) == 3
    assert said[1] == "chưa đạt: Chưa có bản ghi AAAA."


@pytest.mark.parametrize(
    ("answer", "reason"), [("met", " \u200b "), ("perhaps", "Vì thế."), ("", "Vì thế.")]
)
def test_an_answer_without_reason_or_of_another_kind_is_refused(
    answer: str, reason: str, province: Province, admin_client: Client
) -> None:
    send(admin_client, province.agency, HAND, answer, reason=reason)
    assert not ObligationAnswer.objects.exists()
    assert "Chưa ghi được" in admin_client.get(address(province.agency)).content.decode()


def test_of_what_the_machine_looks_at_an_officer_may_only_say_that_it_does_not_apply(
    province: Province, admin_client: Client
) -> None:
    agency, key = province.agency, "thu-tuc-cong-khai"
    send(admin_client, agency, key, "met")
    assert not ObligationAnswer.objects.exists()
    send(admin_client, agency, key, "none", reason="Cơ quan không giải quyết thủ tục.")
    assert verdict_on(agency, key).state == "none"
    a_procedure(agency=agency, code="1.004888")
    assert verdict_on(agency, key).state == "met"
    send(admin_client, agency, "nhieu-thiet-bi", "missing")
    assert ObligationAnswer.objects.count() == 1


# The file


def test_table_opens_in_excel_and_calculates_nothing(province: Province) -> None:
    row = Obligation.objects.get(key=HAND)
    for number, reason in enumerate(("=1+1", "+84", "-1+cmd|'/c calc'!A1", "@SUM(A1)")):
        Obligation.objects.filter(pk=row.pk).update(title=reason)
        answer = {"obligation": row, "agency": province.agency, "year": YEAR - number}
        ObligationAnswer.objects.create(**answer, answer="met", reason=reason)
    asked = verdicts_on(Office(province.agency, timezone.localdate()), YEAR)
    made = as_csv([(province.agency, asked)])
    assert made.startswith(b"\xef\xbb\xbf")
    look_at_table("tu-danh-gia.csv", made)
    head, *lines = csv.reader(io.StringIO(made.decode("utf-8-sig")), delimiter=";")
    assert len(lines) == len(asked)
    assert {len(line) for line in lines} == {len(head)}
    said = {line[1]: line for line in lines}
    assert said[HAND][2].startswith("'@")
    assert said["ten-mien"][7] == NOT_COMPARED


@pytest.mark.parametrize("sign", "=+-@|%\uff1d\uff0b\uff0d\uff20")
def test_no_sign_with_which_a_formula_begins_stands_first(province: Province, sign: str) -> None:
    Obligation.objects.filter(key=HAND).update(title=f" {sign}1+1")
    asked = verdicts_on(Office(province.agency, timezone.localdate()), YEAR)
    made = as_csv([(province.agency, asked)]).decode("utf-8-sig")
    (said,) = (line[2] for line in csv.reader(io.StringIO(made), delimiter=";") if line[1] == HAND)
    assert said == f"'{sign}1+1"


def test_assessment_on_paper_is_tagged_and_says_what_the_screen_says(province: Province) -> None:
    day = timezone.localdate()
    asked = verdicts_on(Office(province.agency, day), YEAR)
    pdf = as_pdf(province.agency, asked, year=YEAR, day=day)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.Root.MarkInfo.Marked
    said = text_of(pdf).replace(" ", "")
    for words in (*(one.obligation.title for one in asked), province.agency.name, NOT_COMPARED):
        assert words.replace(" ", "") in said
    states = {one.state_words for one in asked}
    assert all(words.replace(" ", "") in said.casefold() for words in states)


# The command


def test_command_says_what_is_missing_and_ends_with_one(province: Province, capsys: Any) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("obligations")
    assert ended.value.code == 1
    said = capsys.readouterr().out
    missing = Obligation.objects.get(key="thu-tuc-cong-khai")
    assert f"CHƯA ĐẠT {missing.title}" in said
    assert reverse("wagtailsnippets_cms_procedure:list") in said
    Obligation.objects.update(manner=Obligation.Manner.NONE)
    call_command("obligations")
    assert "0 chưa đạt" in capsys.readouterr().out


@pytest.mark.parametrize("kind", ["csv", "pdf"])
def test_command_writes_files(kind: str, province: Province, tmp_path: Path) -> None:
    file = tmp_path / f"tu-danh-gia.{kind}"
    with pytest.raises(SystemExit):
        call_command("obligations", f"--{kind}", str(file), "--office", province.agency.short_name)
    assert file.stat().st_size > 1000


@pytest.mark.parametrize(
    "asked",
    [
        ("--office", "Sở Không có"),
        ("--pdf", "x.pdf"),
        ("--year", "1999"),
        ("--csv", "/khong-co/x.csv"),
    ],
)
def test_command_names_what_is_asked_wrongly(asked: tuple[str, str], other: Agency) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("obligations", *asked)
    assert refused.value.returncode == 2
    assert str(refused.value)


# The rows


def test_administrator_dates_and_adds_a_row_without_code(
    province: Province, admin_client: Client
) -> None:
    row = {
        "key": "moi",
        "title": "Điều mới",
        "source": "1/2027/NĐ-CP",
        "article": "Điều 1",
        "levels": ["department", "commune"],
        "manner": "hand",
    }
    answer = admin_client.post(reverse("law:add"), row)
    assert answer.status_code == 302, answer.context["form"].errors
    made = Obligation.objects.get(key="moi")
    assert made.levels == "department commune"
    assert verdict_on(province.agency, "moi").state == "asked"
    form = admin_client.get(reverse("law:edit", args=[made.pk])).context["form"]
    assert form["levels"].value() == ["department", "commune"]
    admin_client.post(reverse("law:edit", args=[made.pk]), row | {"valid_until": "2026-01-01"})
    with pytest.raises(StopIteration):
        verdict_on(province.agency, "moi")


@pytest.mark.parametrize(
    "wrong",
    [
        {"manner": "machine"},
        {"manner": "product"},
        {"valid_from": "2027-01-01", "valid_until": "2026-01-01"},
        {"machine_check": "gone"},
        {"article": ""},
    ],
)
def test_row_that_nobody_could_ask_is_refused(wrong: dict[str, str], admin_client: Client) -> None:
    row = {"key": "moi", "title": "Điều", "source": "1/2027", "article": "Điều 1", "manner": "hand"}
    answer = admin_client.post(reverse("law:add"), row | wrong)
    assert answer.status_code == 200
    assert answer.context["form"].errors


def test_row_that_was_answered_stays(province: Province, admin_client: Client) -> None:
    send(admin_client, province.agency, HAND)
    row = Obligation.objects.get(key=HAND)
    admin_client.post(reverse("law:delete", args=[row.pk]))
    assert Obligation.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("role", EVERY_ROLE)
def test_rows_are_the_provinces(role: str, province: Province, other: Agency) -> None:
    client = member(other, role)
    assert client.get(reverse("law:index")).status_code == 302
    assert client.get(reverse("law:add")).status_code == 302
