"""Something breaks: an officer is told in words, with a number that stands in the log as well."""

import errno
import logging
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, InterfaceError, OperationalError, connection, transaction
from django.test import Client
from django.urls import get_resolver, reverse

from cms.watching.numbers import HEADER, Work, working_on
from sitegen.errors import AwayError
from tests.factories import Province, an_outreach_page

JSON = {"HTTP_ACCEPT": "application/json"}
GIVEN = "0af7651916cd43dd8448eb211c80319c"


@pytest.fixture
def patient(editor: Client) -> Client:
    """The officer, whose browser is shown what went wrong."""
    editor.raise_request_exception = False
    return editor


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], str]:
    """Let one address fail with any fault; return it."""
    row = next(one for one in get_resolver().url_patterns if getattr(one, "name", "") == "health")

    def breaks_with(fault: BaseException) -> str:
        def breaks(*_args: Any, **_kwargs: Any) -> None:
            raise fault

        monkeypatch.setattr(row, "callback", breaks)
        return reverse("health")

    return breaks_with


class Noted(logging.Handler):
    """Keeps what was logged, each line with what its thread was at."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[tuple[str, Work | None]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append((record.getMessage(), working_on()))


def _away(*_args: Any) -> None:
    raise OperationalError("server closed the connection unexpectedly")


def test_page_of_a_fault_says_its_number_which_the_log_and_the_header_say_too(
    patient: Client, broken: Any
) -> None:
    log, logger = Noted(), logging.getLogger("django.request")
    logger.addHandler(log)
    try:
        answer = patient.get(broken(RuntimeError("bí mật")))
    finally:
        logger.removeHandler(log)
    number = answer[HEADER]
    html = answer.content.decode()
    assert answer.status_code == 500
    assert f'số <strong style="overflow-wrap: anywhere">{number}</strong>' in html
    assert "bí mật" not in html
    (_said, work), *_rest = log.lines
    assert work is not None
    assert work.number == number


def test_each_answer_has_a_number_of_its_own(client: Client) -> None:
    numbers = {client.get("/robots.txt")[HEADER] for _ in range(5)}
    assert len(numbers) == 5
    assert all(re.fullmatch(r"[0-9a-f]{12}", number) for number in numbers)


@pytest.mark.parametrize(
    ("line", "said", "is_believed"),
    [
        ("127.0.0.1", GIVEN, True),
        ("::1", GIVEN, True),
        ("203.0.113.9", GIVEN, False),
        ("127.0.0.1", "ngan", False),
        ("127.0.0.1", "a" * 65, False),
        ("127.0.0.1", "<script>alert(1)</script>", False),
        ("127.0.0.1", "chin-so-ở-đây", False),
        ("", GIVEN, False),
    ],
)
@pytest.mark.django_db
def test_number_is_believed_from_our_own_proxy_when_it_looks_like_one(
    client: Client, line: str, said: str, is_believed: bool
) -> None:
    answer = client.get("/suc-khoe/", REMOTE_ADDR=line, HTTP_X_REQUEST_ID=said)
    assert (answer[HEADER] == said) is is_believed


@pytest.mark.parametrize(
    "name",
    [
        "wagtailadmin_home",
        "wagtailadmin_explore_root",
        "wagtailadmin_login",
        "wagtailimages:index",
        "wagtailsnippets_cms_contactpoint:list",
        "session_state",
        "edit",
    ],
)
@pytest.mark.parametrize("asks", [{}, JSON], ids=["officer", "script"])
def test_editor_without_its_database_says_so_in_words_and_when_to_come_back(
    patient: Client, province: Province, name: str, asks: dict[str, str]
) -> None:
    page = an_outreach_page(province.office)
    address = (
        reverse("wagtailadmin_pages:edit", args=[page.pk]) if name == "edit" else reverse(name)
    )
    with connection.execute_wrapper(_away):
        answer = patient.get(address, **asks)
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    said = answer.json()["error_message"] if asks else answer.content.decode()
    assert "Cơ sở dữ liệu chưa trả lời" in said
    assert answer[HEADER] in said


@pytest.mark.parametrize("kind", ["page", "registry", "other"])
def test_words_are_said_to_be_kept_only_where_the_browser_keeps_them(
    patient: Client, province: Province, kind: str
) -> None:
    page = an_outreach_page(province.office)
    address = {
        "page": reverse("wagtailadmin_pages:edit", args=[page.pk]),
        "registry": reverse("wagtailsnippets_cms_contactpoint:add"),
        "other": reverse("wagtailadmin_pages:copy", args=[page.pk]),
    }[kind]
    with connection.execute_wrapper(_away):
        shown, sent = patient.get(address), patient.post(address, {"title": "Chữ đã gõ"})
    assert (shown.status_code, sent.status_code) == (503, 503)
    assert "không có gì bị mất" in shown.content.decode()
    html = sent.content.decode()
    assert ("data-copy=" in html.partition("<script>")[0]) is (kind != "other")
    assert ("có thể chưa được lưu" in html) is (kind == "other")
    assert (f'href="{address}"' in html) is (kind != "other")
    assert "Chữ đã gõ" not in html


@pytest.mark.parametrize("asks", [{}, JSON], ids=["officer", "script"])
@pytest.mark.parametrize(
    "fault",
    [
        *(OSError(code, "full") for code in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG)),
        AwayError("Kho tệp không trả lời (EndpointConnectionError)."),
    ],
    ids=repr,
)
def test_officer_hears_that_a_file_could_not_be_kept_and_that_it_is_not_their_fault(
    patient: Client, broken: Any, fault: OSError, asks: dict[str, str]
) -> None:
    answer = patient.post(broken(fault), **asks)
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    said = answer.json()["error_message"] if asks else answer.content.decode()
    assert "chưa cất được tệp" in said
    assert "Cơ sở dữ liệu" not in said
    assert answer[HEADER] in said


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        (OperationalError("could not connect"), 503),
        (FileNotFoundError(errno.ENOENT, "x"), 500),
        (InterfaceError("connection already closed"), 503),
        (IntegrityError("UNIQUE"), 500),
        (ValueError("x"), 500),
    ],
)
def test_script_of_the_editor_hears_of_a_fault_in_the_shape_that_it_reads(
    patient: Client, broken: Any, fault: Exception, status: int
) -> None:
    answer = patient.post(broken(fault), **JSON)
    said = answer.json()
    assert answer.status_code == status
    assert (said["success"], said["number"]) == (False, answer[HEADER])
    assert said["number"] in said["error_message"]
    assert answer.headers["Content-Type"] == "application/json"


@pytest.mark.django_db
def test_question_that_the_database_cannot_understand_is_a_fault_of_ours(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = next(one for one in get_resolver().url_patterns if getattr(one, "name", "") == "health")

    def asks(*_args: Any, **_kwargs: Any) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM khong_co_bang_nay")

    monkeypatch.setattr(row, "callback", asks)
    client.raise_request_exception = False
    assert client.get(reverse("health")).status_code == 500
