"""Make the index of "Dùng ở đâu" anew, for example after bulk changes of the database."""

from typing import Any

from cms.usage.index import rebuild
from sitegen.limits import grouped
from sitegen.management.plain import PlainCommand

__all__ = ["Command"]


class Command(PlainCommand):
    """Đọc lại mọi trang, dữ kiện và bộ bước để biết chỗ nào dùng gì."""

    help = "Lập lại chỉ mục “Dùng ở đâu” từ nội dung hiện có."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Rebuild, and say how many uses there are."""
        self.stdout.write(f"Đã lập lại chỉ mục: {grouped(rebuild())} chỗ dùng.")
