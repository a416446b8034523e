"""A program: backups into the folder it is given, each killed on its way, until 20 have died.

Between them uploads come, so each has something to copy. After each kill every backup that was
there before is read whole; then one comes to its end. It prints what it saw, as JSON.
"""

import json
import multiprocessing
import os
import random
import signal
import sys
from pathlib import Path

import django
from django.utils import timezone

from tests.soak.crash import Steps

KILLS = 20
MOST = 200


def _take(folder: Path, last_step: int) -> None:
    from cms.backups import take  # noqa: PLC0415  # after Django's setup

    Steps("disk", last_step)
    take(folder, key="", keep=3, now=timezone.now())
    os._exit(0)


def _run(folder: Path, last_step: int) -> bool:
    """Run one backup; tell whether it was killed."""
    process = multiprocessing.get_context("fork").Process(target=_take, args=(folder, last_step))
    process.start()
    process.join()
    if process.exitcode not in (0, -signal.SIGKILL):
        sys.exit(f"a backup ended with {process.exitcode}")
    return process.exitcode != 0


def _broken(folder: Path) -> list[str]:
    """Return the backups that could not be restored, of those that have a file."""
    from cms.backups.errors import BackupError  # noqa: PLC0415
    from cms.backups.seal import Seal  # noqa: PLC0415
    from cms.backups.vault import Vault  # noqa: PLC0415

    vault, broken = Vault(folder, Seal()), []
    for path in vault.backups():
        try:
            for name in vault.read(path).pieces():
                vault.get(name)
        except BackupError as error:
            broken.append(f"{path.name}: {error}")
    return broken


def main() -> None:
    """Kill 20; those that were quicker than their kill count as backups."""
    django.setup()
    from cms.backups.named import uploads  # noqa: PLC0415

    folder, chance = Path(sys.argv[1]), random.Random(13)  # noqa: S311
    kills, finished, broken, lost = 0, 0, [], 0
    for number in range(MOST):
        for one in range(8):
            path = uploads() / "private" / f"new-{number}-{one}"
            path.write_bytes(chance.randbytes(20_000))
        there = set(folder.glob("loa-*.loa"))
        if _run(folder, chance.randint(1, 120)):
            kills += 1
            lost += len(there - set(folder.glob("loa-*.loa")))
        else:
            finished += 1
        broken += _broken(folder)
        if kills == KILLS:
            break
    was_killed = _run(folder, 0)
    broken += _broken(folder)
    found = {"kills": kills, "finished": finished, "broken": broken, "lost": lost}
    sys.stdout.write(json.dumps({**found, "last_was_killed": was_killed}))


if __name__ == "__main__":
    main()
