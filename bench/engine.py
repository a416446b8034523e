"""The seam between the benchmark and the generator: all that it knows of Loa's engine.

When the engine changes its insides, this is the one file of the benchmark that follows.
"""

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from time import process_time
from typing import Any

from django.conf import settings
from django.utils import timezone

from sitegen.asleep import Asleep
from sitegen.collect.site import collect
from sitegen.pipeline import Worker, collect_documents
from sitegen.plan import Plan
from sitegen.release.fill import Filling
from sitegen.render import pictures
from sitegen.render.assets import assets
from sitegen.render.workshop import Workshop
from sitegen.store import Store

__all__ = [
    "Asleep",
    "PictureClock",
    "StageClock",
    "Worker",
    "assets",
    "collect_documents",
    "media_first",
    "pages_alone",
]

STAGES = (
    ("collect", "sitegen.collect.warm", "Collector.collect"),
    ("collect", "sitegen.collect.warm", "Collector.keep_addresses"),
    ("plan", "sitegen.plan", "Plan.__init__"),
    ("plan", "sitegen.plan", "Plan.sheets"),
    ("plan", "sitegen.plan", "Plan.files"),
    ("render", "sitegen.render.workshop", "Workshop.make"),
    ("pictures", "sitegen.render.pictures", "encode"),
    ("links", "sitegen.release.fill", "read_links"),
    ("links", "sitegen.release.fill", "encode_links"),
    ("store", "sitegen.store", "Store.find_all"),
    ("store", "sitegen.store", "Store.put"),
    ("store", "sitegen.store", "Store.save"),
    ("check", "sitegen.release.fill", "Filling.check"),
    ("assemble", "sitegen.release.build", "assemble"),
    ("assemble", "sitegen.release.build", "write_manifest"),
    ("assemble", "sitegen.release.build", "prune"),
    ("assemble", "sitegen.release.build", "sweep"),
)
"""Stage, module and function: the functions whose time is the stage's."""


def pages_alone() -> None:
    """Let this process make pages and what they show, as the peers do, and no other output."""
    settings.LOA_OUTPUTS = frozenset()


def media_first(out: Path) -> None:
    """Put pictures, fonts, style sheet and script into the store, as the peers have them from before."""
    found = collect(timezone.localtime())
    workshop = Workshop(found.load_picture, found.load_attachment, outputs=settings.LOA_OUTPUTS)
    plan = Plan(found.collection, workshop.recipes())
    store = Store(out / "store")
    filling = Filling(store=store, make=workshop.make, read=lambda *_: b"", titles={})
    filling.run(one for one in plan.files() if one.group in {"asset", "picture"})


class PictureClock:
    """Counts what the encoding of pictures costs, in this process, from now on."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.files = 0
        self._encode = pictures.encode
        pictures.encode = self._timed

    def _timed(self, source: pictures.Source, derivative: pictures.Derivative) -> bytes:
        before = process_time()
        content = self._encode(source, derivative)
        self.seconds += process_time() - before
        self.files += 1
        return content


class StageClock:
    """Adds up the CPU of functions by the stage to which they belong, each second once."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._within: list[float] = []
        for stage, module, name in STAGES:
            self._watch(stage, import_module(module), name)

    def _watch(self, stage: str, module: Any, name: str) -> None:
        """Put a clock around a function; one that is gone is said, its time is then "other"."""
        self.seconds.setdefault(stage, 0.0)
        *owners, last = name.split(".")
        owner = module
        for part in owners:
            owner = getattr(owner, part, None)
        function = getattr(owner, last, None)
        if function is None:
            print(f"no clock for {module.__name__}.{name}: it is gone", file=sys.stderr)
        else:
            setattr(owner, last, self._timed(stage, function))

    def _timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return ``function`` with a clock around it; what it yields is gathered at once."""

        def timed(*args: Any, **kwargs: Any) -> Any:
            before = process_time()
            self._within.append(0.0)
            result = function(*args, **kwargs)
            if isinstance(result, Iterator):
                result = list(result)
            spent = process_time() - before
            self.seconds[stage] += spent - self._within.pop()
            if self._within:
                self._within[-1] += spent
            return result

        return timed
