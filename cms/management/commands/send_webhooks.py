"""Tell other programs of what was released."""

from typing import Any

from cms.webhooks.sending import queue_changes, send_due
from sitegen.management.plain import PlainCommand


class Command(PlainCommand):
    """Gửi lời báo: what the worker does every few seconds, once."""

    help = (
        "Báo cho các hệ thống khác những lần phát hành chưa báo; phần làm việc nền tự làm việc này."
    )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write down what is owed, and send what is due."""
        queue_changes()
        taken = send_due()
        if options["verbosity"]:
            self.stdout.write(f"Đã gửi {taken} lời báo.")
