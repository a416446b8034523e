"""A session that ended, a wrong token, a page that fails: what scripts and officers are told."""

from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import PermissionDenied
from django.template import engines
from django.test import Client, override_settings
from django.urls import get_resolver, reverse

from cms.session.views import copy_keys
from tests.factories import Province, an_outreach_page
from tests.site.editing import filled_in

OTHER_KEY = "mot-khoa-khac"
PASSWORD = "mat-khau-thu-12"  # noqa: S105  # of a test
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def edit(province: Province) -> str:
    """The address of a page's form."""
    page = an_outreach_page(province.office)
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "asks", [JSON, {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}], ids=["autosave", "xhr"]
)
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", ["wagtailadmin_home", "edit", "wagtailadmin_explore_root"])
def test_script_without_a_session_hears_so_and_never_gets_a_login_page(
    client: Client, edit: str, name: str, method: str, asks: dict[str, str]
) -> None:
    address = edit if name == "edit" else reverse(name)
    answer = getattr(client, method)(address, **asks)
    assert answer.status_code == 401
    assert answer.json()["error_code"] == "session_ended"
    assert "Đăng nhập lại" in answer.json()["error_message"]


@pytest.mark.django_db
def test_officer_without_a_session_is_still_led_to_the_login(client: Client, edit: str) -> None:
    assert client.get(edit, HTTP_ACCEPT="text/html").status_code == 302


@pytest.mark.django_db
def test_autosave_with_the_token_of_an_earlier_session_hears_that_a_new_one_is_enough(
    edit: str, officer: Any
) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(edit, {"title": "x"}, **JSON)
    assert (answer.status_code, answer.json()["error_code"]) == (401, "session_ended")
    strict.force_login(officer)
    answer = strict.post(edit, {"title": "x"}, **JSON)
    assert (answer.status_code, answer.json()["error_code"]) == (403, "stale_token")


@pytest.mark.django_db
def test_officer_logs_in_over_the_form_without_any_cookie(officer: Any) -> None:
    officer.set_password(PASSWORD)
    officer.save()
    strict = Client(enforce_csrf_checks=True)
    before = strict.get(reverse("session_state")).json()
    assert (before["user"], before["keys"]) == (None, [])
    sent = {"username": officer.get_username(), "password": "sai"}
    header = {"HTTP_X_CSRFTOKEN": before["token"], **JSON}
    wrong = strict.post(reverse("login_here"), sent, **header)
    assert wrong.status_code == 400
    assert wrong.json()["user"] is None
    assert wrong.json()["error"]
    right = strict.post(reverse("login_here"), {**sent, "password": PASSWORD}, **header).json()
    assert right["user"] == {"id": str(officer.pk), "name": officer.get_username()}
    again = strict.post(reverse("wagtailadmin_home"), HTTP_X_CSRFTOKEN=right["token"])
    assert again.status_code != 403, "the token of the answer is good for the next request"


@pytest.mark.django_db
def test_login_of_another_kind_is_not_gone_round(client: Client) -> None:
    with override_settings(WAGTAILADMIN_LOGIN_URL="/tai-khoan/dang-nhap/"):
        assert client.get(reverse("session_state")).json()["login_here"] is False
        assert client.post(reverse("login_here"), {}).status_code == 403


def test_key_of_a_copy_is_one_officers_own_and_outlives_the_key_of_the_server() -> None:
    keys = copy_keys("1")
    assert keys != copy_keys("2")
    assert len(set(keys)) == 1
    with override_settings(SECRET_KEY=OTHER_KEY, SECRET_KEY_FALLBACKS=[django_settings.SECRET_KEY]):
        new, old = copy_keys("1")
    assert (old, new != old) == (keys[0], True)
    with override_settings(SECRET_KEY=OTHER_KEY):
        assert old not in copy_keys("1")


@pytest.mark.django_db
def test_form_with_an_old_token_comes_back_with_its_words_escaped_and_without_passwords(
    edit: str,
) -> None:
    words = 'Dòng "một"\n<script>alert(1)</script>'
    sent = {"summary": words, "password": PASSWORD, "new_password1": PASSWORD, "body-count": "2"}
    answer = Client(enforce_csrf_checks=True).post(edit, sent, HTTP_ORIGIN="http://testserver")
    html = answer.content.decode()
    assert answer.status_code == 403
    assert "data-loa-resend" in html
    assert f'action="{edit}"' in html
    assert "Dòng &quot;một&quot;\n&lt;script&gt;" in html
    assert 'name="body-count" value="2"' in html
    assert PASSWORD not in html
    assert "csrfmiddlewaretoken" in html
    assert "tải lại trang" not in html, "reloading is what would lose the words"


@pytest.mark.django_db
@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
def test_form_that_another_site_sent_is_not_offered_again(edit: str, origin: str) -> None:
    headers = {"HTTP_ORIGIN": origin} if origin else {}
    answer = Client(enforce_csrf_checks=True).post(edit, {"summary": "mồi"}, **headers)
    assert answer.status_code == 403
    assert "data-loa-resend" not in answer.content.decode()
    assert "mồi" not in answer.content.decode()


@pytest.mark.django_db
def test_login_page_that_stood_too_long_says_so_and_holds_nothing() -> None:
    sent = {"username": "can-bo", "password": PASSWORD}
    address = reverse("wagtailadmin_login")
    answer = Client(enforce_csrf_checks=True).post(address, sent, HTTP_ORIGIN="http://testserver")
    assert answer.status_code == 403
    assert "Trang đăng nhập đã mở quá lâu" in answer.content.decode()
    assert "can-bo" not in answer.content.decode()


@pytest.mark.django_db
def test_pages_of_faults_are_ours_in_production(client: Client, monkeypatch: Any) -> None:
    assert django_settings.DEBUG is False
    missing = client.get("/khong-co-trang-nay/")
    assert missing.status_code == 404
    assert "Không có trang này" in missing.content.decode()

    def denies(*_args: Any, **_kwargs: Any) -> None:
        raise PermissionDenied

    def breaks(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError

    health = next(
        row for row in get_resolver().url_patterns if getattr(row, "name", "") == "health"
    )
    monkeypatch.setattr(health, "callback", denies)
    denied = client.get(reverse("health"))
    assert denied.status_code == 403
    assert "Nhờ người quản trị" in denied.content.decode()
    monkeypatch.setattr(health, "callback", breaks)
    client.raise_request_exception = False
    broken = client.get(reverse("health"))
    assert broken.status_code == 500
    assert "Lỗi 500 · số <strong" in broken.content.decode()


@pytest.mark.parametrize("name", ["404.html", "403.html", "500.html", "503.html"])
def test_page_of_a_fault_needs_no_database_no_context_and_no_other_file(name: str) -> None:
    html = engines["django"].get_template(name).render()
    assert '<html lang="vi">' in html
    assert "src=" not in html
    assert "stylesheet" not in html


@pytest.mark.django_db
def test_restored_form_shows_the_kept_words_and_saves_nothing(
    editor: Client, province: Province
) -> None:
    page = an_outreach_page(province.office)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    fields = {"summary": "Chữ giữ trên máy"}
    sent = filled_in(editor.get(edit).content.decode(), page, fields).dict()
    answer = editor.post(edit, {**sent, "loa-restore": "1"})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="Chữ giữ trên máy"' in html
    assert "Đây là bản chưa lưu" in html
    assert 'data-w-unsaved-force-value="true"' in html
    stored = page.get_latest_revision_as_object()
    assert stored.summary != "Chữ giữ trên máy"


def test_address_that_is_not_there_is_told_in_our_words_also_inside_the_editor(
    editor: Client,
) -> None:
    answer = editor.get("/admin/khong-co-dau/")
    assert (answer.status_code, "Địa chỉ có thể gõ nhầm" in answer.content.decode()) == (404, True)
