"""The log: lines that a machine can read, with the number, and nothing that is anybody's business."""

import json
import logging
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from cms.settings.environment import read
from cms.settings.variables import VariablesError
from cms.watching.logs import JsonLines, Lines
from cms.watching.numbers import HEADER, at_work
from sitegen.errors import Finding
from sitegen.release.report import Report
from sitegen.tasks import _logged

NEEDED = {
    "LOA_SECRET_KEY": "0123456789-_.~" * 4,
    "LOA_ALLOWED_HOSTS": "127.0.0.1",
    "LOA_EDITOR_ADDRESS": "https://loa.example.vn",
}
TYPED = "Nguyễn Văn Mật"


def _record(message: str, *arguments: Any, fault: BaseException | None = None) -> Any:
    info = (type(fault), fault, fault.__traceback__) if fault else None
    return logging.LogRecord("loa.test", logging.ERROR, "x.py", 1, message, arguments, info)  # type: ignore[arg-type]


def _line(record: logging.LogRecord) -> dict[str, Any]:
    written = JsonLines().format(record)
    assert "\n" not in written
    said: dict[str, Any] = json.loads(written)
    return said


@given(st.text())
def test_each_line_is_json_whatever_is_said(said: str) -> None:
    line = _line(_record("%s", said))
    assert {"time", "level", "logger", "message"} <= set(line)
    assert (line["level"], line["logger"]) == ("ERROR", "loa.test")


def test_line_says_which_request_and_whose_id_while_there_is_one() -> None:
    with at_work("abc123abc123") as work:
        work.user = "7"
        line = _line(_record("x"))
        assert (line["number"], line["user"]) == ("abc123abc123", "7")
        assert "[abc123abc123]" in Lines("{asctime}{at}: {message}", style="{").format(_record("x"))
    assert "number" not in _line(_record("x"))
    assert "[" not in Lines("{at}: {message}", style="{").format(_record("x"))


@pytest.mark.parametrize(
    "fault",
    [
        ValueError(TYPED),
        IntegrityError(f"Key (title)=({TYPED}) already exists"),
        UnicodeDecodeError("utf-8", TYPED.encode(), 0, 1, TYPED),
        FileNotFoundError(2, "No such file", f"uploads/{TYPED}.pdf"),
        KeyError(TYPED),
    ],
)
def test_words_of_a_fault_stay_out_and_its_place_stays_in(fault: Exception) -> None:
    try:
        try:
            raise fault
        except Exception as inner:
            raise RuntimeError(TYPED) from inner
    except RuntimeError as outer:
        line = _line(_record("x", fault=outer))
    assert TYPED not in json.dumps(line, ensure_ascii=False)
    assert line["fault"] == "RuntimeError"
    assert line["cause"]["fault"] == type(fault).__name__
    assert "test_log_lines.py" in line["trace"][-1]


def test_what_the_machine_says_of_itself_stays_in() -> None:
    assert _line(_record("x", fault=OperationalError("refused")))["reason"] == "refused"


def test_query_string_is_never_written() -> None:
    line = _line(_record("Error handling request %s", "/admin/pages/?q=bi-mat&x=1"))
    assert line["message"] == "Error handling request /admin/pages/?…"


@pytest.mark.parametrize("way", ["/gui-xem/", "/admin/password_reset/confirm/"])
def test_an_address_that_is_a_key_is_never_written(way: str) -> None:
    asked = f'"GET {way}MQ/k3y-k3y/ HTTP/1.1" 302 "https://loa.example.vn{way}MQ/k3y-k3y/"'
    said = _line(_record(asked))["message"]
    assert said == f'"GET {way}… HTTP/1.1" 302 "https://loa.example.vn{way}…"'
    assert said in Lines("{message}", style="{").format(_record(asked))


def test_release_is_logged_by_its_number_files_seconds_and_codes(
    caplog: pytest.LogCaptureFixture,
) -> None:
    finding = Finding(
        code="link-broken", severity="error", page=TYPED, message=TYPED, hint=TYPED, key="page-9"
    )
    report = Report(status="failed", release="0007-x", findings=(finding, finding), rendered=3)
    with caplog.at_level(logging.INFO, logger="loa.release"):
        _logged(report)
    lines = [_line(record) for record in caplog.records]
    assert TYPED not in json.dumps(lines, ensure_ascii=False)
    assert lines[0]["message"] == "link-broken: page-9"
    assert (lines[-1]["release"], lines[-1]["rendered"]) == ("0007-x", 3)
    assert lines[-1]["findings"] == {"link-broken": 2}


def test_only_slow_requests_have_a_line_with_screen_and_seconds(
    editor: Any, settings: Any, caplog: pytest.LogCaptureFixture, officer: Any
) -> None:
    address = reverse("wagtailadmin_home") + f"?q={TYPED}"
    settings.LOA_SLOW_SECONDS = 3600
    editor.get(address)
    assert not [one for one in caplog.records if one.name == "loa.request"]
    settings.LOA_SLOW_SECONDS = 0
    kept: list[dict[str, Any]] = []
    handler = logging.Handler()
    handler.emit = lambda record: kept.append(_line(record))  # type: ignore[method-assign]
    logging.getLogger("loa.request").addHandler(handler)
    try:
        number = editor.get(address)[HEADER]
    finally:
        logging.getLogger("loa.request").removeHandler(handler)
    (line,) = kept
    assert (line["screen"], line["method"], line["status"]) == ("home", "GET", 200)
    assert line["seconds"] > 0
    assert (line["number"], line["user"]) == (number, str(officer.pk))
    assert TYPED not in json.dumps(line, ensure_ascii=False)


def test_format_that_there_is_not_is_named() -> None:
    assert read({**NEEDED}).log == "line"
    assert read({**NEEDED, "LOA_LOG": "json"}).log == "json"
    with pytest.raises(VariablesError, match="LOA_LOG"):
        read({**NEEDED, "LOA_LOG": "xml"})
