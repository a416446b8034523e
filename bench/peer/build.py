"""Bake the site once: ``python -m bench.peer.build``.

Prints one line of JSON: the CPU seconds of the start, and of the peer's own command.
"""

import json

import django

from bench.measure import cpu_s


def main():
    """Start Django and run the command, without Django's system checks."""
    django.setup()
    started = cpu_s()
    from django.core.management import call_command  # noqa: PLC0415  # needs the setup

    call_command("build", skip_static=True, skip_media=True, verbosity=0)
    print(json.dumps({"start": started, "build": cpu_s() - started}))


if __name__ == "__main__":
    main()
