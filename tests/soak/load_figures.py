"""The page of figures about officers at work: what they waited for, what it cost, what was lost."""

from collections.abc import Callable, Iterator
from typing import Any

__all__ = ["machines_failing", "officers_at_work"]


def officers_at_work(runs: list[dict[str, Any]]) -> Iterator[str]:
    """Write what officers saw in each run, side by side, and what their actions cost alone."""
    if not runs:
        return
    yield from ("", "## Officers at work", "")
    yield (
        "Scripted officers on two editor processes behind nginx: each logs in, then sits down to one"
        " of their guides after the other: open, autosave twice, preview, save, search or upload,"
        " autosave, publish; a pause after each action. Each edit carries a number, which is looked"
        " for in the database and on the mirror. Seconds at the browser; beside them milliseconds of"
        " CPU of editors and database for the action done alone."
    )
    yield from (
        "",
        "| |" + "".join(f" {run['name']} |" for run in runs),
        "|---|" + "---:|" * len(runs),
    )
    for says, value in _OFFICE_ROWS:
        yield f"| {says} |" + "".join(f" {value(run)} |" for run in runs)
    for action in dict.fromkeys(one for run in runs for one in (*run["actions"], *run["costs"])):
        row = f"| {action}: p50, p95; CPU |"
        yield row + "".join(f" {_action(run, action)} |" for run in runs)


def _action(run: dict[str, Any], action: str) -> str:
    took = run["actions"].get(action)
    cost = run["costs"].get(action, {})
    waited = f"{took['p50']:.2f}, {took['p95']:.2f} s" if took else "–"
    alone = f"; {cost['editors'] + cost['database']:.0f} ms" if cost else ""
    return f"{waited}{alone}"


_OFFICE_ROWS: tuple[tuple[str, Callable[[dict[str, Any]], str]], ...] = (
    ("officers", lambda run: f"{run['officers']}"),
    ("pages", lambda run: f"{run['pages']:,}"),
    ("seconds", lambda run: f"{run['seconds']:.0f}"),
    ("pause after an action, seconds", lambda run: "{} to {}".format(*run["pause"])),
    ("actions", lambda run: f"{_actions(run):,}"),
    ("actions a second", lambda run: f"{_actions(run) / run['seconds']:.1f}"),
    ("errors", lambda run: f"{sum(run['failed'].values())}"),
    ("edits looked for", lambda run: f"{run['edits']:,}"),
    (
        "lost edits, half-published pages",
        lambda run: str(len(run["faults"])) if "faults" in run else "–",
    ),
    ("releases", lambda run: str(run.get("releases", "–"))),
    (
        "CPU of editors, database, worker, seconds",
        lambda run: ", ".join(
            f"{one:.0f}"
            for one in (run["cpu"]["editors"], run["cpu"]["database"], run["cpu"]["worker"])
        ),
    ),
    ("load of the machine, all that ran there", lambda run: f"{run['load']:.1f}"),
)


def _actions(run: dict[str, Any]) -> int:
    return sum(one["times"] for name, one in run["actions"].items() if name != "log in")


def machines_failing(runs: list[dict[str, Any]]) -> Iterator[str]:
    """Write what was lost at each fault, and what officers saw of it."""
    if not runs:
        return
    yield from ("", "## Officers at work while machines fail", "")
    yield (
        f"{runs[0]['officers']} officers without a pause, a worker that releases, two editors,"
        " PostgreSQL. After each fault: every edit that was answered with success is in the database,"
        " every published one on the mirror, and no page is there by half."
    )
    yield from (
        "",
        "| fault | times | edits looked for | lost | by half | answers that were no success |",
        "|---|---:|---:|---:|---:|---|",
    )
    for run in runs:
        said = ", ".join(f"{times} × {what}" for what, times in sorted(run["failed"].items()))
        yield f"| {run['name']} | {run['times']} | {run['edits']:,} | 0 | 0 | {said or 'none'} |"
