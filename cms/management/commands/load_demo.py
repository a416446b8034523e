"""Nạp tỉnh minh hoạ."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django_tasks_db.models import DBTaskResult

from cms.demo.load import load_demo

__all__ = ["Command"]


ROW_BY_ROW = (
    "wagtail.tasks.update_reference_index_task",
    "modelsearch.tasks.insert_or_update_object_task",
)


def index_at_once() -> None:
    """Fill the search and reference indexes in one pass, in place of a task for every row."""
    DBTaskResult.objects.ready().filter(task_path__in=ROW_BY_ROW).delete()
    call_command("rebuild_references_index", verbosity=0)
    call_command("update_index", verbosity=0)


class Command(BaseCommand):
    """Create the demo province; what is there already is left alone."""

    help = "Nạp tỉnh minh hoạ: cơ quan, thủ tục, hướng dẫn, thông báo, tờ gấp. Chạy lại không sao."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Load, and say how much was new."""
        created = load_demo()
        if created:
            index_at_once()
        for name in created if self.verbosity_is_high(_options) else ():
            self.stdout.write(f"  + {name}")
        if created:
            self.stdout.write(self.style.SUCCESS(f"Đã nạp {len(created)} mục của tỉnh minh hoạ."))
        else:
            self.stdout.write("Tỉnh minh hoạ đã có đủ, không thêm gì.")

    @staticmethod
    def verbosity_is_high(options: dict[str, Any]) -> bool:
        """Tell whether every created row should be named."""
        return bool(options["verbosity"] > 1)
