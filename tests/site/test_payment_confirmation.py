"""Two people stand behind an account: who typed it cannot confirm it, whatever the windows say."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cms.models import Agency, PaymentFact, User
from cms.payments.confirming import confirm
from cms.payments.guarded import HARMLESS, digest, guarded, without_accounts
from cms.permissions import APPROVERS, grant_officers
from tests.factories import Province, a_payment, an_announcement_page, an_officer, stream
from tests.factory_facts import a_fact
from tests.grounds import forgotten
from tests.site.collected import codes, collected, document_of
from tests.site.editing import add_fact, edit_fact

ACCOUNT = {
    "account_number": "0000 1111 2222",
    "account_holder": "Sở Nội vụ",
    "bank": "Ngân hàng mẫu",
}


@pytest.fixture
def other(province: Province) -> User:
    """Somebody else who may change payment facts."""
    grant_officers()
    user: User = User.objects.create_user("nguoi-thu-hai")
    user.groups.add(Group.objects.get(name=APPROVERS))
    return user


@pytest.fixture
def second(other: User) -> Client:
    client = Client()
    client.force_login(other)
    return client


def _row(payment: PaymentFact) -> PaymentFact:
    return PaymentFact.objects.get(pk=payment.pk)


def _confirm(client: Client, payment: PaymentFact, *, seen: PaymentFact | None = None) -> Any:
    """Confirm what the screen shows now, or what an older window of it showed."""
    address = reverse("payments:confirm", args=[payment.pk])
    said = {"seen": digest(seen or _row(payment))}
    return client.post(address, said, follow=True)


def _entered(editor: Client, place: Province, **changes: str) -> PaymentFact:
    """Return an account that the officer has typed and published."""
    payment = a_payment(place.agency)
    outcome = edit_fact(editor, payment, **({"account_number": "0000 1111 2222"} | changes))
    assert outcome.is_saved, outcome.errors
    return _row(payment)


def test_who_types_an_account_has_entered_it(editor: Client, province: Province) -> None:
    officer = User.objects.get(username="can-bo")
    added = add_fact(
        editor, PaymentFact, name="Mới", agency=province.agency, ways="Chuyển khoản", **ACCOUNT
    )
    assert added.is_saved, added.errors
    row = PaymentFact.objects.get(name="Mới")
    assert (row.entered_by, row.confirmed_by) == (officer, None)


def test_form_lets_nobody_choose_the_two_names(
    editor: Client, province: Province, other: User
) -> None:
    payment = a_payment(province.agency, entered_by=other)
    edit_fact(
        editor, payment, review_on="2027-01-01", confirmed_by=User.objects.get(username="can-bo").pk
    )
    assert (_row(payment).entered_by, _row(payment).confirmed_by) == (other, None)


def test_second_person_confirms_and_the_account_is_shown(
    editor: Client, province: Province, second: Client, other: User
) -> None:
    payment = _entered(editor, province)
    page = an_announcement_page(
        province.office, body=stream(("payment", {"title": "Phí", "fact": payment.pk}))
    )
    assert document_of(page).body[0].account_number == ""
    assert [code for code, _ in codes()] == ["payment-unconfirmed"]
    (finding,) = collected().findings
    assert "không phải can-bo" in finding.hint
    _confirm(second, payment)
    assert document_of(page).body[0].account_number == "0000 1111 2222"
    assert _row(payment).confirmed_by == other
    entry = ModelLogEntry.objects.get(action="loa.account_confirmed")
    assert (entry.user, entry.object_id) == (other, str(payment.pk))


def test_same_person_is_refused_and_told_so(editor: Client, province: Province) -> None:
    payment = _entered(editor, province)
    said = _confirm(editor, payment).content.decode()
    assert "Bạn là người nhập số này" in said
    assert "xác nhận</button>" not in said
    assert _row(payment).confirmed_by is None


def test_who_typed_the_number_cannot_confirm_it_after_a_colleague_changed_the_note(
    editor: Client, province: Province, second: Client, other: User
) -> None:
    payment = _entered(editor, province)
    assert edit_fact(second, payment, note="Nộp trước ngày 25").is_saved
    assert _row(payment).entered_by == other
    said = _confirm(editor, payment).content.decode()
    assert "Bạn đã nhập" in said
    assert _row(payment).confirmed_by is None


def test_what_two_people_saw_before_counts_as_seen(
    editor: Client, province: Province, second: Client
) -> None:
    payment = _entered(editor, province)
    _confirm(second, payment)
    assert edit_fact(second, payment, note="Nộp trước ngày 25").is_saved
    assert not _row(payment).is_confirmed
    _confirm(editor, payment)
    assert _row(payment).is_confirmed


def test_who_only_publishes_a_draft_of_another_may_confirm_it(
    editor: Client, province: Province, second: Client
) -> None:
    payment = a_payment(province.agency)
    assert edit_fact(editor, payment, is_draft=True, account_number="5555 6666").is_saved
    assert edit_fact(second, payment, account_number="5555 6666").is_saved
    _confirm(second, payment)
    assert _row(payment).is_confirmed


def test_reading_the_screen_confirms_nothing(
    editor: Client, province: Province, second: Client
) -> None:
    payment = _entered(editor, province)
    shown = second.get(reverse("payments:confirm", args=[payment.pk])).content.decode()
    assert "0000 1111 2222" in shown
    assert _row(payment).confirmed_by is None


def test_without_the_right_to_change_nobody_confirms(editor: Client, province: Province) -> None:
    payment = _entered(editor, province)
    grant_officers()
    reader = User.objects.create_user("nguoi-xem")
    client = Client()
    client.force_login(reader)
    _confirm(client, payment)
    assert _row(payment).confirmed_by is None


@pytest.mark.parametrize("name", ACCOUNT)
def test_account_changed_in_another_window_is_not_confirmed_unseen(
    editor: Client, province: Province, second: Client, name: str
) -> None:
    payment = _entered(editor, province)
    edit_fact(editor, payment, **{name: "Khác"})
    assert "vừa được sửa" in _confirm(second, payment, seen=payment).content.decode()
    assert _row(payment).confirmed_by is None
    _confirm(second, payment)
    assert _row(payment).confirmed_by is not None


@pytest.mark.parametrize("name", ACCOUNT)
def test_change_after_confirmation_waits_again(
    editor: Client, province: Province, second: Client, other: User, name: str
) -> None:
    payment = _entered(editor, province)
    _confirm(second, payment)
    edit_fact(second, _row(payment), **{name: "Khác"})
    row = _row(payment)
    assert (row.entered_by, row.confirmed_by) == (other, None)
    assert "Bạn là người nhập" in _confirm(second, payment).content.decode()


def test_other_changes_leave_the_confirmation(
    editor: Client, province: Province, second: Client, other: User
) -> None:
    payment = _entered(editor, province)
    stale = _row(payment).get_latest_revision_as_object()
    _confirm(second, payment)
    edit_fact(editor, _row(payment), review_on="2027-01-01")
    assert _row(payment).confirmed_by == other
    stale.review_on = date(2028, 1, 1)
    stale.save_revision().publish()
    assert (_row(payment).review_on, _row(payment).confirmed_by) == (date(2028, 1, 1), other)


def test_draft_of_another_account_leaves_the_live_one_until_it_is_published(
    editor: Client, province: Province, second: Client, other: User
) -> None:
    payment = _entered(editor, province)
    _confirm(second, payment)
    draft = _row(payment)
    draft.account_number, draft.entered_by = "9999", other
    revision = draft.save_revision()
    assert (_row(payment).account_number, _row(payment).is_confirmed) == ("0000 1111 2222", True)
    revision.publish()
    row = _row(payment)
    assert (row.account_number, row.entered_by, row.confirmed_by) == ("9999", other, None)


def test_older_version_brings_no_confirmation_along(
    editor: Client, province: Province, second: Client
) -> None:
    payment = _entered(editor, province)
    _confirm(second, payment)
    confirmed = _row(payment).save_revision()
    edit_fact(second, _row(payment), account_number="9999")
    confirmed.publish()
    assert (_row(payment).account_number, _row(payment).is_confirmed) == ("0000 1111 2222", False)


def test_account_that_is_not_published_cannot_be_confirmed(province: Province, other: User) -> None:
    payment = a_payment(province.agency, is_live=False, entered_by=an_officer("mot"))
    assert "xuất bản" in confirm(payment.pk, other, digest(payment))
    assert _row(payment).confirmed_by is None


def test_form_says_who_has_to_confirm(editor: Client, province: Province, second: Client) -> None:
    payment = _entered(editor, province)
    address = reverse("wagtailsnippets_cms_paymentfact:edit", args=[payment.pk])
    mine, theirs = (client.get(address).content.decode() for client in (editor, second))
    assert "cần một người khác xác nhận" in mine
    assert "Đối chiếu và xác nhận" not in mine
    assert "Đối chiếu và xác nhận" in theirs
    assert 'name="confirmed_by"' not in mine


def _another(payment: PaymentFact, name: str) -> Any:
    """Return a value of the field that differs from the stored one, whatever kind it is."""
    field = PaymentFact._meta.get_field(name)
    if name == "labels":
        return stream(("label", {"language": "en", "name": "Pay into 999"}))
    if name == "bank_code":
        return "970999"
    if field.is_relation:
        made = _another_agency() if name == "agency" else a_payment(payment.agency)
        return made.pk
    kind = field.get_internal_type()
    return {"DateField": date(2030, 1, 1)}.get(kind, "Nộp vào tài khoản 999")


def _another_agency() -> Agency:
    words = dict.fromkeys(("name", "short_name", "document_name", "province"), "Sở Khác")
    made: Agency = a_fact(Agency, level=Agency.Level.DEPARTMENT, **words)
    return made


def _by_form(client: Client, payment: PaymentFact, name: str, value: Any) -> None:
    outcome = edit_fact(client, _row(payment), **{name: value})
    assert outcome.is_saved, outcome.errors


def _set(payment: PaymentFact, name: str, value: Any) -> PaymentFact:
    row = _row(payment)
    setattr(row, row._meta.get_field(name).attname, value)
    return row


def _by_publishing(client: Client, payment: PaymentFact, name: str, value: Any) -> None:
    _set(payment, name, value).save_revision().publish()


def _by_older_version(client: Client, payment: PaymentFact, name: str, value: Any) -> None:
    before = _row(payment).confirmed_by
    older = _set(payment, name, value).save_revision()
    _row(payment).save_revision().publish()
    assert _row(payment).confirmed_by == before
    older.publish()


def _by_one_field(client: Client, payment: PaymentFact, name: str, value: Any) -> None:
    _set(payment, name, value).save(update_fields=[name])


def _in_bulk(client: Client, payment: PaymentFact, name: str, value: Any) -> None:
    PaymentFact.objects.bulk_update([_set(payment, name, value)], [name])


def _by_update(client: Client, payment: PaymentFact, name: str, value: Any) -> None:
    attribute = PaymentFact._meta.get_field(name).attname
    PaymentFact.objects.filter(pk=payment.pk).update(**{attribute: value})


ROUTES = [_by_form, _by_publishing, _by_older_version, _by_one_field, _in_bulk, _by_update]


@pytest.mark.parametrize("route", ROUTES)
def test_confirmation_does_not_outlive_a_change_of_what_readers_pay_by(
    editor: Client, province: Province, second: Client, route: Any
) -> None:
    payment = _entered(editor, province)
    _confirm(second, payment)
    for name in (field.name for field in guarded(PaymentFact)):
        with forgotten():  # each field begins with the account that was confirmed
            assert _row(payment).is_confirmed
            route(second, payment, name, _another(payment, name))
            assert digest(_row(payment)) != digest(payment), name
            assert not _row(payment).is_confirmed, name


def test_what_citizens_read_of_a_payment_is_never_called_harmless() -> None:
    of_row = set(PaymentFact._meta.local_concrete_fields)
    harmless = {field.name for field in of_row} & HARMLESS
    assert harmless.isdisjoint({name for panel in PaymentFact.panels for name in _named(panel)})


def _named(panel: Any) -> set[str]:
    inner = {name for child in getattr(panel, "children", ()) for name in _named(child)}
    named = getattr(panel, "field_name", None)
    return inner | ({named} - {None, "review_on"})


def test_screen_shows_everything_that_is_compared(
    editor: Client, province: Province, second: Client
) -> None:
    payment = _entered(editor, province, note="Ghi mã hồ sơ")
    shown = second.get(reverse("payments:confirm", args=[payment.pk])).content.decode()
    for said in ("Sở Nội vụ", "Nộp qua PayGov", "Ghi mã hồ sơ", "Ngân hàng mẫu"):
        assert said in shown
    for field in guarded(PaymentFact):
        assert str(field.verbose_name)[1:] in shown


@pytest.mark.parametrize("place", ["ways", "note"])
def test_account_typed_into_free_words_waits_for_a_second_person_too(
    editor: Client, province: Province, second: Client, place: str
) -> None:
    payment = _entered(editor, province, **{place: "Nộp vào tài khoản 999"})
    page = an_announcement_page(
        province.office, body=stream(("payment", {"title": "Phí", "fact": payment.pk}))
    )
    assert "999" not in str(document_of(page).body[0])
    assert [code for code, _ in codes()] == ["payment-unconfirmed"]
    _confirm(second, payment)
    assert "999" in str(document_of(page).body[0])


SIGNS = (" ", "", ".", "-", "/", "_", "–", ", ", " · ", "\u00a0", "\u200b", ")(", " - ")


@pytest.mark.parametrize(
    ("line", "is_shown"),
    [
        ("Nộp qua PayGov", True),
        ("Phí 120.000 đồng", True),
        ("Hỏi 0204 3555 675 hoặc 1900 1234", True),
        ("Chuyển khoản vào tài khoản ghi ở dưới", True),
        ("STK: 999", False),
        ("Nộp theo Nghị định 61/2018/NĐ-CP, từ ngày 01/01/2026", True),
        ("Gọi 0209.3871.234 để hỏi", True),
        ("Phí 12.500.000 đồng", True),
        *((f"Chuyển tới {sign.join(['0011', '2345', '67890'])}", False) for sign in SIGNS),
        ("Nộp 0011234567 tại ngân hàng", False),
        ("MB 98765432", False),
        ("Hỏi rồi chuyển vào 98765432", False),
    ],
)
def test_line_that_names_an_account_is_known_from_one_that_does_not(
    line: str, is_shown: bool
) -> None:
    assert without_accounts([line]) == ((line,) if is_shown else ())


def test_vietqr_waits_for_the_second_person_too(
    editor: Client, province: Province, second: Client
) -> None:
    payment = _entered(editor, province)
    assert edit_fact(editor, payment, bank_code="970403").is_saved
    assert not edit_fact(editor, payment, bank_code="9704x3").is_saved
    page = an_announcement_page(
        province.office, body=stream(("payment", {"title": "Phí", "fact": payment.pk}))
    )
    assert document_of(page).body[0].bank_code == ""
    _confirm(second, payment)
    assert document_of(page).body[0].bank_code == "970403"
    assert edit_fact(editor, payment, bank_code="970436").is_saved
    assert document_of(page).body[0].bank_code == ""
