"""Nhật ký máy chủ: one line per event, for machines (JSON) or for people, by one setting.

In JSON a line holds when, how grave, who says it, what, the number of the request and the officer's
id; never a name, a query string, an address that is a key in itself (a preview by link, a new
password), or the words of a fault, which may quote what somebody typed.
"""

import logging
import re
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec
from django.db.utils import InterfaceError, OperationalError

from cms.watching.numbers import working_on

__all__ = ["JsonLines", "Lines", "logging_of"]

FIGURES = (
    "status", "screen", "method", "seconds",
    "release", "rendered", "reused", "removed", "findings",
)  # fmt: skip
"""What of a record's extras is written, where it is there: figures and codes."""

_QUERY = re.compile(r"(/[^\s?]*)\?\S+")
_TOKEN = re.compile(r"(/gui-xem/|/password_reset/confirm/)[^\s?\"']+")
"""Whoever reads such an address may look at a draft, or set somebody's password."""


def _without_tokens(line: str) -> str:
    return _TOKEN.sub(r"\1…", line)


class JsonLines(logging.Formatter):
    """Writes each record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without its end."""
        said: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _without_tokens(_QUERY.sub(r"\1?…", record.getMessage())),
        }
        if work := working_on():
            said |= {"number": work.number} | ({"user": work.user} if work.user else {})
        said |= {name: getattr(record, name) for name in FIGURES if hasattr(record, name)}
        if "status" not in said and hasattr(record, "status_code"):  # Django's own
            said["status"] = record.status_code
        if record.exc_info and record.exc_info[1]:
            said |= _fault(record.exc_info[1])
        return msgspec.json.encode(said, enc_hook=str).decode()


class Lines(logging.Formatter):
    """Writes each record for people; a traceback may quote what a field held."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line with the number of the request, and the traceback below it."""
        work = working_on()
        record.at = f" [{work.number}]" if work else ""
        return _without_tokens(super().format(record))


def _fault(fault: BaseException) -> dict[str, Any]:
    """Return what broke and where; of its words only what the machine says, never what was typed."""
    frames = traceback.extract_tb(fault.__traceback__)
    where = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    said: dict[str, Any] = {"fault": type(fault).__qualname__, "trace": where}
    if isinstance(fault, OSError) and fault.strerror:
        said["reason"] = fault.strerror
    elif isinstance(fault, (InterfaceError, OperationalError)):
        said["reason"] = str(fault).strip()
    if fault.__cause__ is not None:
        said["cause"] = _fault(fault.__cause__)
    return said


_FORMATTERS: Mapping[str, Mapping[str, Any]] = {
    "json": {"()": "cms.watching.logs.JsonLines"},
    "line": {
        "()": "cms.watching.logs.Lines",
        "format": "{asctime} {levelname} {name}{at}: {message}",
        "style": "{",
    },
}


def logging_of(kind: str) -> dict[str, Any]:
    """Return the logging of a server, "json" or "line", as logging.config has it."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"loa": dict(_FORMATTERS[kind])},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "loa"}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "loa": {"level": "INFO"},
            "django_tasks_db": {"level": "WARNING"},
            "django_tasks": {"level": "WARNING"},
            # Django has a console and a mailbox of its own for these: root's console says it once.
            "django": {"handlers": [], "level": "INFO"},
            "gunicorn.error": {"level": "INFO", "propagate": True},
            "gunicorn.access": {"level": "INFO", "propagate": True},
        },
    }
