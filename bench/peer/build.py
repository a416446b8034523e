"""Write the site once: ``python -m bench.peer.build``, with the peer that BENCH_PEER names.

Prints one line of JSON: the CPU seconds of the start, and of the peer's own command.
"""

import json

import django

from bench.clock import cpu_s


def main():
    """Start Django and run the command, without Django's system checks."""
    django.setup()
    spent = {"start": cpu_s()}
    from django.conf import settings  # noqa: PLC0415  # needs the setup

    {"bakery": bake, "distill": distill}[settings.PEER]()
    spent["work"] = cpu_s() - spent["start"]
    print(json.dumps(spent))


def bake():
    """Run wagtail-bakery, without its copies of media and static files."""
    from django.core.management import call_command  # noqa: PLC0415

    call_command("build", skip_static=True, skip_media=True, verbosity=0)


def distill():
    """Run django-distill, without static files."""
    from django.core.management import call_command  # noqa: PLC0415

    call_command("distill", "generate", force=True, quiet=True, exclude_staticfiles=True)


if __name__ == "__main__":
    main()
