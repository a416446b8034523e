"""Nạp tỉnh minh hoạ."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser
from django_tasks_db.models import DBTaskResult

from cms.demo.content.identities import IDENTITIES
from cms.demo.load import DemoRefusedError, give_identity, load_demo
from sitegen.management.plain import PlainCommand

__all__ = ["Command"]


ROW_BY_ROW = (
    "wagtail.tasks.update_reference_index_task",
    "modelsearch.tasks.insert_or_update_object_task",
)

ON_A_SERVER = (
    "Không nạp: đây là máy chủ thật (cms.settings.production), còn tỉnh minh hoạ có nội dung cũ. "
    "Chạy thử trên máy riêng bằng make demo, hoặc thêm --on-a-server nếu thật sự muốn nạp ở đây."
)


def index_at_once() -> None:
    """Fill the search and reference indexes in one pass, in place of a task for every row."""
    DBTaskResult.objects.ready().filter(task_path__in=ROW_BY_ROW).delete()
    call_command("rebuild_references_index", verbosity=0)
    call_command("update_index", verbosity=0)


class Command(PlainCommand):
    """Create the demo province; what is there already is left alone."""

    help = "Nạp tỉnh minh hoạ: cơ quan, thủ tục, hướng dẫn, thông báo, tờ gấp. Chạy lại không sao."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add --on-a-server and --identity."""
        parser.add_argument(
            "--on-a-server",
            action="store_true",
            help="nạp cả trên máy chủ thật; hai tài khoản minh hoạ khi đó không có mật khẩu",
        )

        parser.add_argument(
            "--identity",
            choices=sorted(IDENTITIES),
            help="đặt tên, biểu trưng và màu của một tỉnh không có thật cho trang minh hoạ",
        )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Load, and say how much was new."""
        try:
            created = load_demo(is_wanted_on_a_server=_options["on_a_server"])
        except DemoRefusedError:
            raise CommandError(ON_A_SERVER) from None
        if _options["identity"]:
            give_identity(_options["identity"])
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
