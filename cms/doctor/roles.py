"""Roles: what this host does not do is not looked at, and the report says so."""

from collections.abc import Iterator, Mapping

from django.conf import settings

from cms.doctor import backups, files, hands, programs
from cms.doctor import settings as of_settings
from cms.doctor.remark import Check, Remark, left_out
from cms.health import stands_by_for
from cms.settings.variables import ROLES

__all__ = ["is_of_this_host", "what_is_left_out"]

_OF_ROLE: Mapping[Check, str] = {
    files.static_ones_are_collected: "editor",
    of_settings.door: "editor",
    programs.of_postgresql: "backup",
    hands.are_there: "worker",
    backups.are_made: "backup",
    backups.can_be_opened: "backup",
}
"""Checks of one role; all others are for every host."""
_WORDS: Mapping[str, str] = {
    "editor": "Không xem tệp tĩnh của bộ biên tập: máy này không chạy bộ biên tập.",
    "worker": "Không đòi máy này phát hành: phần làm việc nền chạy ở máy khác.",
    "backup": "Không xem việc sao lưu: máy này không sao lưu.",
}


def is_of_this_host(check: Check) -> bool:
    """Tell whether this host does what is checked."""
    role = _OF_ROLE.get(check)
    return role is None or role in settings.LOA_ROLES


def what_is_left_out() -> Iterator[Remark]:
    """Every role that this host does not have, and the worker's while another host works."""
    for role in ROLES:
        if role not in settings.LOA_ROLES:
            todo = f"Nếu máy này có làm việc ấy: thêm {role} vào LOA_ROLES."
            yield left_out(f"not-{role}", _WORDS[role], "LOA_ROLES", todo)
    if other := stands_by_for():
        yield left_out(
            "worker-elsewhere",
            f"Không xem trang tĩnh và nhịp làm việc nền ở đây: máy {other} đang làm, máy này chờ.",
            settings.LOA_VAR,
            "Không phải làm gì: máy này làm thay khi máy kia dừng. Đừng chạy release ở đây.",
        )
