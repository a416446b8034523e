"""The examination: every check there is, in the order of the report."""

from collections.abc import Iterator

from cms.doctor import (
    backups,
    database,
    files,
    hands,
    mail,
    programs,
    roles,
    settings,
    state,
    web,
    webhooks,
)
from cms.doctor.remark import Check, Remark, error

__all__ = ["CHECKS", "OUTSIDE", "examine"]

CHECKS: tuple[Check, ...] = (
    settings.told_by_django,
    settings.is_of_a_server,
    settings.addresses,
    settings.mirror_address,
    settings.door,
    settings.metrics_token,
    settings.left_from_the_example,
    database.answers,
    database.is_whole,
    database.migrations,
    database.journal,
    database.log,
    state.told_by_health,
    files.are_writable,
    files.belong_to_one_user,
    files.private_ones_are_private,
    files.are_where_the_database_says,
    files.bucket_answers,
    files.static_ones_are_collected,
    programs.print_works,
    programs.of_postgresql,
    mail.is_taken,
    webhooks.are_taken,
    hands.are_there,
    backups.are_made,
    backups.can_be_opened,
    roles.what_is_left_out,
)
"""What is looked at on this machine alone; some seconds."""

OUTSIDE: tuple[Check, ...] = (web.editor_answers, web.mirror_answers)
"""What is asked over the network, when told."""


def examine(*, asks: bool = False) -> Iterator[Remark]:
    """Yield what is wrong, and what was left out; a check that breaks down is a remark itself."""
    for check in filter(roles.is_of_this_host, CHECKS + (OUTSIDE if asks else ())):
        try:
            yield from check()
        except Exception as broken:  # noqa: BLE001  # the other checks go on, this one is told
            yield error(
                "check-broken",
                f"Không xem được mục này: {broken}",
                f"{check.__module__}.{check.__name__}",
                "Sửa những lỗi khác trước rồi chạy lại. Nếu còn thì gửi dòng này cho người hỗ trợ.",
            )
