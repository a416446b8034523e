"""Settings of the benchmark: development without its debugging; LOA_VAR names the data folder."""

from cms.settings.dev import *  # noqa: F403

DEBUG = False
LOGGING = {"version": 1, "disable_existing_loggers": False}
