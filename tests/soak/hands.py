"""Hands: somebody who does one thing after the other until told to stop, in a thread of their own."""

import threading
from collections import Counter
from collections.abc import Callable

from tests.soak.browsing import Refused

__all__ = ["Hand"]

_PATIENCE_SECONDS = 180


class Hand(threading.Thread):
    """One of them; ``enter`` is what the thread does first, such as going to another network.

    ``refused`` counts the answers that were no success, ``broken`` keeps whatever is not foreseen.
    """

    def __init__(self, enter: Callable[[], None] = lambda: None) -> None:
        super().__init__(daemon=True)
        self._enter = enter
        self.refused: Counter[str] = Counter()
        self.broken: list[str] = []
        self._is_over = threading.Event()

    @property
    def is_over(self) -> bool:
        """Tell whether it was told to stop."""
        return self._is_over.is_set()

    def run(self) -> None:
        """Work until told to stop."""
        self._enter()
        while not self.is_over:
            try:
                self.do()
            except Refused as refused:
                self.refused[str(refused)] += 1
                self.pause(0.5)
            except Exception as error:  # noqa: BLE001  # the test tells it
                self.broken.append(f"{type(error).__name__}: {error}")
                self.pause(1)
        self.leave()

    def leave(self) -> None:
        """Close what is open."""

    def do(self) -> None:
        """Do one thing."""
        raise NotImplementedError

    def pause(self, seconds: float) -> None:
        """Wait, unless it is over."""
        self._is_over.wait(seconds)

    def tell_to_stop(self) -> None:
        """Let it end what it is at."""
        self._is_over.set()

    def stop(self) -> None:
        """Let it end what it is at, and wait for it."""
        self.tell_to_stop()
        self.join(_PATIENCE_SECONDS)
        assert not self.is_alive(), f"{self} does not end"
