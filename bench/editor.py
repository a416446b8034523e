"""The editor beside the worker: another process in which officers publish.

``python -m bench.editor`` reads lines "FIELD NUMBER" and answers each when the page is published.
It is a process of its own, as in an office: the worker learns of an edit from the database alone.
"""

import subprocess
import sys
from types import TracebackType

__all__ = ["Editor"]

FIELDS = ("audience", "title")


class Editor:
    """The editor as the worker's process drives it; use it in ``with``."""

    def __enter__(self) -> "Editor":
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.editor"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._answer()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.communicate()

    def publish(self, field: str, number: int) -> None:
        """Publish a guide with other words in ``field`` ("audience" or "title")."""
        assert self._process.stdin is not None  # noqa: S101  # asked for above
        self._process.stdin.write(f"{field} {number}\n")
        self._process.stdin.flush()
        self._answer()

    def _answer(self) -> None:
        assert self._process.stdout is not None  # noqa: S101  # asked for above
        if not self._process.stdout.readline():
            raise EOFError("the editor has stopped")


def main() -> None:
    """Publish what is asked until there is nothing more to read."""
    import django  # noqa: PLC0415  # the driving process has done this for itself

    django.setup()
    from guides.models import GuidePage  # noqa: PLC0415  # needs the setup

    pages = GuidePage.objects.order_by("pk")
    count = pages.count()
    print("ready", flush=True)
    for line in sys.stdin:
        field, number = line.split()
        page = pages[int(number) % count]
        setattr(page, field, f"{getattr(page, field)} Sửa lần {number}.")
        page.save_revision().publish()
        print("published", flush=True)


if __name__ == "__main__":
    main()
