"""Answers: what the worker's host said to a deed that this host could only ask it for."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django_tasks import TaskResultStatus

from sitegen.errors import SitegenError
from sitegen.release.manifest import Outline

__all__ = ["CHANGED", "Refusal", "answer", "last_refusal"]

_log = logging.getLogger("loa.release")

CHANGED = "Số trang sẽ mất vừa đổi. Hãy xem lại rồi bấm lần nữa."
_BROKE = "Máy ấy gặp lỗi. Hãy báo quản trị viên."

_DEEDS: Mapping[str, str] = {
    "roll_back_there": "quay lui",
    "release_again_there": "phát hành lại",
    "accept_there": "phát hành dù mất nhiều trang",
}
"""The tasks of cms/releases/actions.py, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A deed that the worker's host did not do: when it said so, what it was, and why not."""

    at: datetime
    deed: str
    wanted: str
    why: str


def answer(name: str, deed: Callable[[], object]) -> str:
    """Do what another host asked for, and log it; return why it was refused, "" when it was not."""
    try:
        deed()
    except SitegenError as error:
        _log.warning("%s: refused (%s)", name, error.code)
        return f"{error.message} {error.hint}".strip()
    _log.info("%s: done", name)
    return ""


def last_refusal(served: Outline | None) -> Refusal | None:
    """Return the last answer when it was a refusal, and no release has come since."""
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415  # only where it is installed

    paths = [f"cms.releases.actions.{name}" for name in _DEEDS]
    asked = DBTaskResult.objects.finished().filter(task_path__in=paths)
    last = asked.order_by("-finished_at").first()
    if last is None or (served and last.finished_at <= served.created):
        return None
    why = _BROKE if last.status == TaskResultStatus.FAILED else last.return_value
    name = last.task_path.rpartition(".")[2]
    wanted = last.args_kwargs["args"][0] if name == "roll_back_there" else ""
    number = str(wanted).partition("-")[0].lstrip("0")
    return Refusal(at=last.finished_at, deed=_DEEDS[name], wanted=number, why=why) if why else None
