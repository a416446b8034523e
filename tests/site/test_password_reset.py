"""A forgotten password: a letter where letters go out, the truth where they do not."""

from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks import default_task_backend

from cms.models import User
from tests.factories import Province


@pytest.fixture(autouse=True)
def _known(province: Province) -> None:
    default_task_backend.clear()
    User.objects.create_user("an", "an@loa.example", "mot-mat-khau-that-dai-93")


def _ask(address: str) -> tuple[Any, list[str]]:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = Client().post(reverse("wagtailadmin_password_reset"), {"email": address})
    return answer, [one["sql"] for one in asked.captured_queries]


def _work() -> None:
    for result in default_task_backend.results:
        result.task.call(*result.args, **result.kwargs)
    default_task_backend.clear()


def test_known_and_unknown_addresses_cost_and_show_the_same() -> None:
    known, its_queries = _ask("an@loa.example")
    unknown, other_queries = _ask("khong-co@loa.example")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [sql for sql in its_queries if "cms_user" in sql] == []
    assert len(its_queries) == len(other_queries)
    assert mail.outbox == []


def test_worker_sends_the_letter_to_who_is_known_and_to_nobody_else(settings: Any) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://loa.example.vn"
    _ask("khong-co@loa.example")
    _work()
    assert mail.outbox == []
    _ask("an@loa.example")
    _work()
    (letter,) = mail.outbox
    assert letter.to == ["an@loa.example"]
    assert "https://loa.example.vn/admin/password_reset/confirm/" in letter.body


def test_without_mail_nothing_is_promised(settings: Any) -> None:
    settings.WAGTAIL_PASSWORD_RESET_ENABLED = False
    address = reverse("wagtailadmin_password_reset")
    assert address not in Client().get(reverse("wagtailadmin_login")).content.decode()
    for answer in (Client().get(address), _ask("an@loa.example")[0]):
        assert "chưa gửi được thư; nhờ quản trị viên đặt lại mật khẩu" in answer.content.decode()
    assert list(default_task_backend.results) == []
