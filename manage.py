#!/usr/bin/env python
"""The one entry point of every command; who does not say otherwise is a server."""

import atexit
import gc
import os
import sys


def main() -> None:
    """Run one management command; say in one sentence what a server still lacks."""
    gc.set_threshold(
        50_000, 20, 50
    )  # what is imported stays: looking through it is a sixth of the start
    atexit.register(gc.freeze)  # nor when it ends: what is left goes anyway, and that is a fifth
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")
    from django.core.management import execute_from_command_line
    from django.db import DatabaseError, OperationalError

    from cms.settings.variables import VariablesError

    try:
        execute_from_command_line(sys.argv)
    except VariablesError as missing:
        sys.exit(str(missing))
    except DatabaseError as away:
        # DatabaseError itself: what stands there is no database. Others are faults of ours.
        if "--traceback" in sys.argv or type(away) not in (DatabaseError, OperationalError):
            raise
        said = str(away).strip().partition("\n")[0]
        sys.exit(
            f"Cơ sở dữ liệu không trả lời hoặc chưa sẵn sàng ({said}). Xem máy chủ cơ sở dữ liệu và"
            " LOA_DATABASE, chạy manage.py doctor, rồi chạy lại lệnh này."
        )


if __name__ == "__main__":
    main()
