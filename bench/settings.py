"""Settings of the benchmark: development without its debugging; LOA_VAR names the data folder."""

import os

from cms.settings.dev import *  # noqa: F403

DEBUG = False
LOGGING = {"version": 1, "disable_existing_loggers": False}
LOA_HANDS = int(os.environ.get("BENCH_HANDS", "1")) or None  # what is clocked runs in one process
