"""``manage.py hand``: a machine that helps the worker to make what a release needs."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from sitegen.management.plain import PlainCommand


class Command(PlainCommand):
    """Works off shares from the broker until it is told to stop."""

    help = "Giúp máy phát hành tạo trang, bản in và hình; chạy đến khi được bảo dừng."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add how much it takes on at a time."""
        parser.add_argument(
            "--count",
            type=int,
            default=1,
            choices=range(1, 129),
            metavar="1…128",
            help="số phần việc làm cùng lúc, thường bằng số nhân CPU",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Serve; a machine that is not told where says what it lacks."""
        if not settings.LOA_HANDS_BROKER:
            raise CommandError(
                "Chưa đặt LOA_HANDS_BROKER và LOA_HANDS_HALL: xem docs/operators/hands.md."
            )
        try:
            from sitegen.hands.away import Away, Hall  # noqa: PLC0415  # optional packages
        except ImportError as error:
            raise CommandError(
                "Chưa cài phần giúp việc. Chạy pip install --require-hashes -r requirements-hands.lock."
            ) from error

        def tell(queue: str) -> None:
            self.stdout.write(
                f"Chờ phần việc ở hàng đợi {queue}, {options['count']} phần cùng lúc."
            )
            self.stdout.flush()

        away = Away(settings.LOA_HANDS_BROKER, Hall(settings.LOA_HANDS_HALL, settings.SECRET_KEY))
        try:
            away.serve(options["count"], tells=tell)
        except OSError as lacking:
            raise CommandError(
                f"Không đọc, ghi được nơi để phần việc chung {settings.LOA_HANDS_HALL}: {lacking}."
                " Thư mục phải có sẵn, gắn vào máy này và cho loa ghi; xem docs/operators/hands.md."
            ) from lacking
