"""Nạp tỉnh minh hoạ."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.demo.load import load_demo

__all__ = ["Command"]


class Command(BaseCommand):
    """Create the demo province; what is there already is left alone."""

    help = "Nạp tỉnh minh hoạ: cơ quan, thủ tục, hướng dẫn, thông báo, tờ gấp. Chạy lại không sao."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Load, and say how much was new."""
        created = load_demo()
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
