"""Cut off: officers publish numbered edits and citizens read while links are cut and mended."""

import http.client
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.soak.hands import Hand
from tests.soak.province import LINKS, MIRROR, Province
from tests.soak.publishers import NUMBERED

__all__ = ["Citizen", "cut_at_random"]


class Citizen(Hand):
    """Reads the mirror page after page; ``newest`` is the last number of each officer."""

    def __init__(self, province: Province, paths: list[str], seed: int) -> None:
        super().__init__(lambda: province.network.enter("citizens"))
        self.requests = 0
        self.failed: list[str] = []
        self.older: list[str] = []
        self.newest: dict[int, int] = {}
        self._paths = paths
        self._chance = random.Random(seed)  # noqa: S311
        self._line = http.client.HTTPConnection(MIRROR, timeout=60)

    def leave(self) -> None:
        """Close the line."""
        self._line.close()

    def do(self) -> None:
        """Read one page."""
        path = self._chance.choice(self._paths)
        try:
            self._line.request("GET", f"/{path}")
            answer = self._line.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException) as error:
            self.failed.append(f"/{path}: {error!r}")
            self._line.close()
            return
        self.requests += 1
        if answer.status != http.client.OK or not content:
            self.failed.append(f"/{path}: {answer.status}, {len(content)} bytes")
        for officer, number in _numbers(content):
            if number < self.newest.get(officer, 0):
                self.older.append(f"/{path}: {officer}:{number} after {self.newest[officer]}")
            self.newest[officer] = max(number, self.newest.get(officer, 0))
        self.pause(0.02)


def _numbers(content: bytes) -> Iterator[tuple[int, int]]:
    for officer, number in NUMBERED.findall(content.decode(errors="replace")):
        yield int(officer), int(number)


@dataclass(slots=True)
class Cuts:
    """What was cut: how often each link, and how long in all."""

    count: Counter[str] = field(default_factory=Counter)
    seconds: float = 0
    longest: float = 0


def cut_at_random(
    province: Province, *, seconds: float, seed: int, look: Callable[[], None]
) -> Cuts:
    """Cut one or two links at a time for half a second to a minute; none is cut at the end.

    ``look`` is called now and then.
    """
    chance, cuts, end = random.Random(seed), Cuts(), time.monotonic() + seconds  # noqa: S311
    while time.monotonic() < end:
        links = chance.sample(LINKS, chance.choice((1, 1, 2)))
        for link in links:
            province.network.cut(link, is_told=chance.random() < 0.5)
            cuts.count[link] += 1
        lasts = min(0.5 + chance.expovariate(1 / 12), 60, max(end - time.monotonic(), 1))
        _wait(lasts, look)
        for link in links:
            province.network.heal(link)
        cuts.seconds += lasts
        cuts.longest = max(cuts.longest, lasts)
        _wait(min(0.5 + chance.expovariate(1 / 6), 20), look)
    return cuts


def _wait(seconds: float, look: Callable[[], None]) -> None:
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        look()
        time.sleep(min(1, left))
