"""A bar on the terminal for commands that take a while."""

from typing import TextIO

__all__ = ["ProgressBar"]

_WIDTH = 30


class ProgressBar:
    """Shows how many of how many files are done; draws only when the percent changes."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._shown = -1

    def __call__(self, done: int, total: int) -> None:
        """Draw."""
        percent = 100 * done // total
        if percent != self._shown:
            self._shown = percent
            bar = "█" * (_WIDTH * done // total)
            self._stream.write(f"\r{bar:░<{_WIDTH}} {percent:3} % ({done}/{total} tệp)")
            self._stream.flush()

    def clear(self) -> None:
        """Take the bar away."""
        if self._shown >= 0:
            self._stream.write("\r\033[K")
            self._stream.flush()
