"""A program: `release` again and again, each time killed a little later, until one comes to its end.

It prints how many were killed. Nothing is cleaned up after a kill, as after a power cut.
"""

import multiprocessing
import os
import signal
import sys

import django
from django.core.management import call_command

from tests.soak.crash import Steps

MOST = 60


def _release(last_step: int) -> None:
    Steps("disk", last_step)
    call_command("release", verbosity=0)
    os._exit(0)


def main() -> None:
    """Kill at the first step on the disk, then always twice as far on."""
    django.setup()
    step = 1
    for killed in range(MOST):
        process = multiprocessing.get_context("fork").Process(target=_release, args=(step,))
        process.start()
        process.join()
        if process.exitcode == 0:
            sys.stdout.write(str(killed))
            return
        if process.exitcode != -signal.SIGKILL:
            sys.exit(f"a release ended with {process.exitcode}")
        step += 1 + step
    sys.exit(f"no release came to its end in {MOST} tries")


if __name__ == "__main__":
    main()
