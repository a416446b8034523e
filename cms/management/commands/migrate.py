"""Đưa cơ sở dữ liệu lên phiên bản này: Django's own command, which says in words why it stopped."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import DatabaseError

__all__ = ["Command"]

STOPPED = (
    "Nâng cấp cơ sở dữ liệu dừng giữa chừng: {error} Những bước đã xong vẫn còn; bước đang làm dở "
    "được trả lại như trước, không mất gì. Sửa nguyên nhân (cơ sở dữ liệu có chạy không, đĩa còn chỗ "
    "không, có chương trình nào khác đang giữ bảng không), rồi chạy lại manage.py migrate: máy làm "
    "tiếp từ bước ấy. Xem còn mấy bước bằng manage.py doctor."
)


class Command(migrate.Command):
    """Each step is one transaction, so a step that fails or is killed leaves nothing behind.

    But for an instant: Django writes a step with deferred SQL down after its commit, and a kill
    exactly between leaves it done and unknown; then ``migrate --fake`` of that step helps.
    """

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate; what the database refuses is told with what to do."""
        try:
            super().handle(*args, **options)
        except DatabaseError as error:
            said = str(error).strip().splitlines()
            raise CommandError(STOPPED.format(error=f"{said[0]}." if said else "")) from error
