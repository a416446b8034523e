"""Figures for Prometheus: true, few, for those who are named, and alerts that speak of them."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families
from wagtail.admin.models import EditingSession

from cms.health import PROBLEMS
from cms.settings.environment import read
from cms.settings.variables import VariablesError
from cms.watching.screens import KINDS, METHODS, STARTS, screen_of
from sitegen.errors import Finding
from sitegen.heartbeat import beat
from sitegen.release.last_failure import remember_failure
from sitegen.release.report import Report
from tests.demo_world import ROOT
from tests.factories import an_officer

TOKEN = "mot-chu-dai-va-ngau-nhien"  # noqa: S105
DATABASE_QUEUE = {
    "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "release"]}
}
NEEDED = {
    "LOA_SECRET_KEY": "0123456789-_.~" * 4,
    "LOA_ALLOWED_HOSTS": "loa.example.vn",
    "LOA_EDITOR_ADDRESS": "https://loa.example.vn",
}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _guarded(settings: Any) -> None:
    settings.LOA_METRICS_TOKEN = TOKEN


def _read(client: Client) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    """Return every sample that whoever knows the token is told."""
    answer = client.get("/metrics", HTTP_AUTHORIZATION=f"Bearer {TOKEN}")
    assert answer.status_code == 200
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(answer.content.decode())
        for sample in family.samples
    }


def _at(name: str, **labels: str) -> tuple[str, frozenset[tuple[str, str]]]:
    return name, frozenset(labels.items())


@pytest.mark.parametrize(
    ("named", "sent", "status"),
    [
        (("", ""), {}, 404),
        (("", ""), {"HTTP_AUTHORIZATION": "Bearer "}, 404),
        (("", TOKEN), {"HTTP_AUTHORIZATION": "Bearer khac"}, 404),
        (("", TOKEN), {"HTTP_AUTHORIZATION": TOKEN}, 404),
        (("", TOKEN), {"HTTP_AUTHORIZATION": f"Bearer {TOKEN}"}, 200),
        (("203.0.113.7", ""), {}, 404),
        (("203.0.113.7", ""), {"HTTP_X_FORWARDED_FOR": "203.0.113.7"}, 200),
        (("203.0.113.0/24", ""), {"HTTP_X_FORWARDED_FOR": "203.0.113.99"}, 200),
        (("203.0.113.7", ""), {"HTTP_X_FORWARDED_FOR": "203.0.113.7, 198.51.100.1"}, 404),
        (("203.0.113.7", ""), {"REMOTE_ADDR": "198.51.100.1", "HTTP_X_FORWARDED_FOR": "203.0.113.7"}, 404),
        (("2001:db8::7", ""), {"REMOTE_ADDR": "2001:db8::7"}, 200),
        (("2001:db8::7", ""), {"REMOTE_ADDR": "2001:db8::8"}, 404),
        (("127.0.0.1", ""), {"HTTP_X_FORWARDED_FOR": "203.0.113.7"}, 404),
    ],
)  # fmt: skip
def test_only_who_is_named_reads_the_figures_and_others_find_nothing(
    client: Client, settings: Any, named: tuple[str, str], sent: dict[str, str], status: int
) -> None:
    allowed, settings.LOA_METRICS_TOKEN = named
    settings.LOA_METRICS_FROM = tuple(filter(None, [allowed]))
    answer = client.get("/metrics", **sent)
    assert answer.status_code == status
    assert ("loa_" in answer.content.decode()) is (status == 200)


def test_administrator_who_is_logged_in_is_not_named_by_that(editor: Client, settings: Any) -> None:
    assert editor.get("/metrics").status_code == 404


def test_figures_of_health_are_the_same_as_at_its_own_address(
    client: Client, settings: Any
) -> None:
    beat(Path(settings.LOA_VAR))
    said, known = client.get("/suc-khoe/").json(), _read(client)
    assert known[_at("loa_is_database_reachable")] == 1
    assert known[_at("loa_disk_free_bytes")] > 0
    assert known[_at("loa_worker_age_seconds")] <= said["worker_age"] + 5
    assert _at("loa_release_age_seconds") not in known  # nothing has been released yet
    told = {
        code for code in PROBLEMS if known[_at("loa_problem", code=code, status=PROBLEMS[code])]
    }
    assert told == set(said["problems"])


def test_endings_of_a_day_are_counted_and_the_length_of_the_last_release_is_told(
    client: Client, settings: Any
) -> None:
    settings.TASKS = DATABASE_QUEUE
    now = timezone.now()
    for status, said, hours, seconds in (
        ("SUCCESSFUL", "released", 1, 12),
        ("SUCCESSFUL", "released", 2, 99),
        ("SUCCESSFUL", "unchanged", 0, 1),
        ("SUCCESSFUL", "failed", 3, 1),
        ("FAILED", None, 4, 1),
        ("SUCCESSFUL", "released", 30, 50),
        ("READY", None, 0, 0),
    ):
        ended = now - timedelta(hours=hours)
        DBTaskResult.objects.create(
            status=status,
            return_value=said,
            finished_at=None if status == "READY" else ended,
            started_at=None if status == "READY" else ended - timedelta(seconds=seconds),
            args_kwargs={"args": [], "kwargs": {}},
            task_path="sitegen.tasks.release_task",
            queue_name="release",
            backend_name="default",
            run_after=now - timedelta(days=2),
            exception_class_path="",
            traceback="",
        )
    known = _read(client)
    day = {name[1]: value for name, value in known.items() if name[0] == "loa_releases_day"}
    assert {dict(labels)["ending"]: value for labels, value in day.items()} == {
        "released": 2, "unchanged": 1, "failed": 1, "broken": 1,
    }  # fmt: skip
    assert known[_at("loa_last_release_seconds")] == 12
    assert known[_at("loa_queue")] == 1


def test_remarks_are_counted_by_code_and_their_words_stay_out(
    client: Client, settings: Any
) -> None:
    finding = Finding(
        code="link-broken", severity="error", page="Tên kín", message="Lời kín", key="page-9"
    )
    report = Report(status="failed", findings=(finding, finding))
    remember_failure(Path(settings.LOA_VAR) / "releases", report, at=timezone.now())
    known = _read(client)
    labels = {"release": "refused", "severity": "error", "code": "link-broken"}
    assert known[_at("loa_findings", **labels)] == 2
    answer = client.get("/metrics", HTTP_AUTHORIZATION=f"Bearer {TOKEN}").content.decode()
    assert "kín" not in answer
    assert "page-9" not in answer


def test_officers_with_a_form_open_are_counted_once_each(
    client: Client, officer: Any, province: Any
) -> None:
    other = an_officer("khac")
    for user, minutes in ((officer, 0), (officer, 1), (other, 3), (an_officer("da-ve"), 9)):
        EditingSession.objects.create(
            user=user,
            content_object=province.office,
            last_seen_at=timezone.now() - timedelta(minutes=minutes),
        )
    assert _read(client)[_at("loa_editors")] == 2


def test_requests_are_counted_by_screen_status_and_time(editor: Client) -> None:
    before = _read(editor)
    for _ in range(3):
        editor.get(reverse("wagtailadmin_home"))
    editor.get("/khong-co/")
    known = _read(editor)
    home = _at("loa_requests_total", screen="home", method="GET", status="200")
    assert known[home] - before.get(home, 0) == 3
    missing = _at("loa_requests_total", screen="other", method="GET", status="404")
    assert known[missing] - before.get(missing, 0) == 1
    took = _at("loa_request_seconds_count", screen="home", method="GET")
    assert known[took] - before.get(took, 0) == 3


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("wagtailadmin_login", "login"),
        ("login_here", "login"),
        ("wagtailadmin_home", "home"),
        ("wagtailadmin_explore_root", "list"),
        ("wagtailimages:index", "pictures"),
        ("wagtaildocs:index", "attachments"),
        ("wagtailsnippets_cms_contactpoint:list", "registry"),
        ("session_state", "editor"),
        ("health", "health"),
    ],
)
def test_screens_are_counted_by_their_kind_also_where_a_middleware_answers_for_them(
    name: str, kind: str, rf: Any
) -> None:
    request = rf.get(reverse(name))
    request.resolver_match = None
    assert screen_of(request) == kind


@given(name=st.text(), route=st.text(), path=st.text(), method=st.text())
def test_labels_have_few_values_whatever_is_asked_for(
    name: str, route: str, path: str, method: str
) -> None:
    from types import SimpleNamespace  # noqa: PLC0415

    for match in (None, SimpleNamespace(view_name=name, route=route)):
        request: Any = SimpleNamespace(resolver_match=match, path=path, method=method)
        assert screen_of(request) in KINDS
    assert {"edit", "registry"} - set(KINDS) == {"edit"}
    assert len(KINDS) * len(METHODS) < 100


def test_database_that_is_away_is_told_and_the_rest_is_still_known(
    client: Client, settings: Any
) -> None:
    beat(Path(settings.LOA_VAR))

    def away(*_args: Any) -> None:
        raise OperationalError("away")

    with connection.execute_wrapper(away):
        known = _read(client)
    assert known[_at("loa_is_database_reachable")] == 0
    assert known[_at("loa_problem", code="database-unreachable", status="fail")] == 1
    assert _at("loa_editors") not in known
    assert known[_at("loa_disk_free_bytes")] > 0


def test_every_alert_speaks_of_figures_that_there_are_in_words(client: Client) -> None:
    answer: HttpResponse = client.get("/metrics", HTTP_AUTHORIZATION=f"Bearer {TOKEN}")
    text = answer.content.decode()
    named = set(re.findall(r"^# TYPE (\w+)", text, re.M)) | set(
        re.findall(r"^(loa_\w+)", text, re.M)
    )
    rules = yaml.safe_load((ROOT / "docs/operators/alerts.yml").read_text("utf-8"))
    (group,) = rules["groups"]
    assert len({rule["alert"] for rule in group["rules"]}) == len(group["rules"]) > 0
    for rule in group["rules"]:
        used = set(re.findall(r"\bloa_\w+", rule["expr"]))
        assert used, rule["alert"]
        assert used <= named, rule["alert"]
        assert rule["expr"].count("(") == rule["expr"].count(")")
        assert {"summary", "description"} <= set(rule["annotations"])
        assert rule["labels"]["severity"] in {"critical", "warning"}
        for status in re.findall(r'loa_problem\{status="(\w+)"', rule["expr"]):
            assert status in PROBLEMS.values()


def test_every_figure_is_explained_to_operators(client: Client) -> None:
    page = (ROOT / "docs" / "operators" / "watching.md").read_text("utf-8")
    text = client.get("/metrics", HTTP_AUTHORIZATION=f"Bearer {TOKEN}").content.decode()
    names = [
        one for one in re.findall(r"^# TYPE (\w+)", text, re.M) if not one.endswith("_created")
    ]
    assert [one for one in names if f"`{one}`" not in page] == []
    assert [kind for kind in STARTS.values() if f"`{kind}`" not in page] == []


def test_address_that_is_none_is_named_at_the_start() -> None:
    assert read({**NEEDED, "LOA_METRICS_FROM": "10.0.0.7, 10.1.0.0/16"}).metrics_from == (
        "10.0.0.7",
        "10.1.0.0/16",
    )
    with pytest.raises(VariablesError, match="LOA_METRICS_FROM"):
        read({**NEEDED, "LOA_METRICS_FROM": "prometheus.example"})
