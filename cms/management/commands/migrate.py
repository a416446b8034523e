"""Đưa cơ sở dữ liệu lên phiên bản này: Django's own command, which says in words why it stopped."""

from contextlib import ExitStack
from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import DatabaseError, connections
from django.db.migrations import Migration
from django.db.transaction import atomic

__all__ = ["Command"]

STOPPED = (
    "Nâng cấp cơ sở dữ liệu dừng giữa chừng: {error} Những bước đã xong vẫn còn; bước đang làm dở "
    "được trả lại như trước, không mất gì. Sửa nguyên nhân (cơ sở dữ liệu có chạy không, đĩa còn chỗ "
    "không, có chương trình nào khác đang giữ bảng không), rồi chạy lại manage.py migrate: máy làm "
    "tiếp từ bước ấy. Xem còn mấy bước bằng manage.py doctor."
)


class Command(migrate.Command):
    """A step and the row that writes it down are one transaction: killed at any instant, it is both or none.

    Django alone writes a step with deferred SQL down after its commit; killed between the two, the
    step would be done and unknown, and no later run could do it again. A step that says
    ``atomic = False`` is left as Django does it.
    """

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate; what the database refuses is told with what to do."""
        self._alias = options["database"]
        self._step = ExitStack()
        try:
            with self._step:
                super().handle(*args, **options)
        except DatabaseError as error:
            said = str(error).strip().splitlines()
            raise CommandError(STOPPED.format(error=f"{said[0]}." if said else "")) from error

    def migration_progress_callback(
        self,
        action: str,
        migration: Migration | None = None,
        fake: bool = False,  # noqa: FBT001, FBT002  # Django's signature
    ) -> None:
        """Begin the transaction of a step, and end it when the step has been written down."""
        super().migration_progress_callback(action, migration, fake)
        if (
            action in {"apply_start", "unapply_start"}
            and migration is not None
            and migration.atomic
        ):
            # SQLite takes no change of tables within a transaction that checks foreign keys at once.
            self._step.enter_context(connections[self._alias].constraint_checks_disabled())
            self._step.enter_context(atomic(self._alias))
        elif action in {"apply_success", "unapply_success"}:
            self._step.close()
