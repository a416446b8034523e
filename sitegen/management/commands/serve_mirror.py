"""Serve the current release on this machine."""

from argparse import ArgumentParser
from contextlib import closing
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from sitegen.management.plain import PlainCommand
from sitegen.release.serve import mirror_server

__all__ = ["Command", "opened_mirror"]


class Command(PlainCommand):
    """Xem trang tĩnh."""

    help = "Mở bản phát hành hiện tại tại 127.0.0.1 để xem thử; không dùng cho máy chủ thật."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare --port."""
        parser.add_argument("--port", type=int, default=8080, help="cổng, mặc định 8080")

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until interrupted."""
        server = opened_mirror(options["port"], "--port")
        with closing(server.socket):
            self.stdout.write(f"Trang tĩnh: http://127.0.0.1:{server.server_address[1]}/")
            try:
                server.serve_forever()
            except KeyboardInterrupt:
                self.stdout.write("Đã dừng.")


def opened_mirror(port: int, option: str) -> ThreadingHTTPServer:
    """Return a server of the current release on ``port``; raise CommandError when it is taken.

    ``option`` is what chooses another port.
    """
    try:
        return mirror_server(Path(settings.LOA_VAR) / "releases", port)
    except OSError as error:
        raise CommandError(
            f"Không mở được cổng {port} ({error.strerror}). Chọn cổng khác bằng {option}."
        ) from error
