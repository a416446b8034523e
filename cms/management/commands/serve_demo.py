"""Chạy bản minh hoạ: bộ biên tập, trang cho người dân và phần làm việc nền."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from cms.demo.load.users import ACCOUNTS, PASSWORD
from sitegen.management.commands.serve_mirror import opened_mirror
from sitegen.management.plain import PlainCommand

__all__ = ["Command", "demo_addresses"]

STOP_SECONDS = 5


class Command(PlainCommand):
    """Serve the mirror, start editor and worker; on this machine only, stopped together."""

    help = "Chạy bộ biên tập (8000), trang cho người dân (8080) và phần làm việc nền."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the two ports."""
        parser.add_argument("--editor-port", type=int, default=8000)
        parser.add_argument("--mirror-port", type=int, default=8080)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run until Ctrl+C, or until editor or worker ends."""
        if not settings.LOA_MAY_LOAD_DEMO:
            raise CommandError("Lệnh này chỉ để chạy thử: make demo. Máy chủ: docs/operators.")
        editor, mirror = options["editor_port"], options["mirror_port"]
        commands = (
            ("runserver", f"127.0.0.1:{editor}", "--noreload", "--insecure"),
            ("worker",),
        )
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends them as Ctrl+C does
        pages = opened_mirror(mirror, "--mirror-port")
        threading.Thread(target=pages.serve_forever, daemon=True).start()
        known = demo_addresses(editor, mirror)
        children = [self._start(command, known) for command in commands]
        self._say(editor, mirror)
        try:
            while all(child.poll() is None for child in children):
                time.sleep(0.5)
            raise CommandError(
                "Bộ biên tập hoặc phần làm việc nền đã dừng, nên bản chạy thử dừng theo; lý do ở các"
                " dòng trên. Chạy lại: make demo."
            )
        except KeyboardInterrupt:
            self.stdout.write("\nĐang dừng…")
        finally:
            _stop(children)
            pages.server_close()

    @staticmethod
    def _start(command: tuple[str, ...], known: Mapping[str, str]) -> "subprocess.Popen[bytes]":
        environment = {**os.environ, **known}
        return subprocess.Popen([sys.executable, "manage.py", *command], env=environment)  # noqa: S603  # our own commands

    def _say(self, editor: int, mirror: int) -> None:
        for line in (
            "",
            f"  Bộ biên tập        http://127.0.0.1:{editor}/admin/",
            f"  Trang người dân    http://127.0.0.1:{mirror}/",
            f"  Không cần mạng     {settings.LOA_VAR / 'releases' / 'current' / 'index.html'}",
            *(f"  Tài khoản          {name} / {PASSWORD}   ({said})" for name, said, _ in ACCOUNTS),
            "  Dừng               Ctrl+C",
            "",
        ):
            self.stdout.write(line)


def demo_addresses(editor: int, mirror: int) -> dict[str, str]:
    """Return the variables by which editor and worker know where each is, on these ports."""
    return {
        "LOA_EDITOR_ADDRESS": f"http://127.0.0.1:{editor}/",
        "LOA_MIRROR_ADDRESS": f"http://127.0.0.1:{mirror}/",
    }


def _stop(children: "list[subprocess.Popen[bytes]]") -> None:
    for child in children:
        child.terminate()
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(STOP_SECONDS)
        if child.poll() is None:
            child.kill()
