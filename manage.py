#!/usr/bin/env python
"""The one entry point of every command; who does not say otherwise is a server."""

import os
import sys


def main() -> None:
    """Run one management command; say in one sentence what a server still lacks."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")
    from django.core.management import execute_from_command_line

    from cms.settings.environment import MissingVariableError

    try:
        execute_from_command_line(sys.argv)
    except MissingVariableError as missing:
        sys.exit(str(missing))


if __name__ == "__main__":
    main()
