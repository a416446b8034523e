"""The case of ``bench.loa`` that asks what programs read: the feed of changes, and the data exported."""

from pathlib import Path
from statistics import median

from bench.clock import cpu_s
from bench.editor import Editor
from bench.engine import Worker
from sitegen.release.export import Asked, export
from sitegen.release.feed import CHANGES, LATEST, read_latest

__all__ = ["programs"]

EDITS = 5


def programs(out: Path) -> dict[str, float]:
    """Return the size of the feed, of one edit in it, and the cost of the profile ``api`` at first and again."""
    worker, served = Worker(out), out / "releases" / "current"
    worker.release()
    sizes = []
    with Editor() as editor:
        for number in range(1, EDITS + 1):
            editor.publish("audience", number * 37)
            worker.release()
            n = _latest(served)
            sizes.append(_size(served / LATEST) + _size(served / CHANGES / f"{n}.json"))
    spent: dict[str, float] = {
        "one edit": median(sizes),
        "all": sum(_size(one) for one in (served / CHANGES).glob("all-*.json")),
    }
    asked = Asked(destination=str(out / "api"), target="dir", profile="api")
    for name in ("export", "export again"):
        before = cpu_s()
        sent = export(out, asked, publisher="bench", tell_withdrawn=lambda _manifest: ())
        spent[name] = cpu_s() - before
        spent["files"] = sent.files
    spent["bytes"] = sum(_size(one) for one in (out / "api").rglob("*") if one.is_file())
    return spent | {"work": spent["export"]}


def _latest(served: Path) -> int:
    latest = read_latest(served)
    if latest is None:
        raise RuntimeError("the release has no feed")
    return latest.n


def _size(path: Path) -> int:
    return path.stat().st_size
