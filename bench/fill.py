"""Fill an empty data folder with N guides: ``LOA_VAR=DIR python -m bench.fill N OFFICES``."""

import sys

import django
from django.conf import settings


def main(count: int, offices: int) -> None:
    """Make the folder, the tables and everything in them."""
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  # needs the setup

    from bench.world import make_world  # noqa: PLC0415

    (settings.LOA_VAR / "static").mkdir(parents=True)
    call_command("migrate", verbosity=0)
    make_world(count, offices)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
