"""What gunicorn reads by itself in the folder it is started from: how it logs, where it counts.

Its processes add what they count in files of one folder, made anew for each start of the server.
"""

import logging
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from cms.settings.environment import log_format
from cms.settings.variables import METRICS_FOLDER, VariablesError

_MINE = f"loa-metrics-{os.getpid()}-"


def _folder() -> str:
    """Return this server's folder; a reload keeps it, a second server beside it has its own."""
    given = os.environ.get(METRICS_FOLDER, "")
    return given if Path(given).name.startswith(_MINE) else tempfile.mkdtemp(prefix=_MINE)


def on_exit(_server: Any) -> None:
    """Take the folder away with the server."""
    shutil.rmtree(os.environ[METRICS_FOLDER], ignore_errors=True)


os.environ[METRICS_FOLDER] = _folder()
try:
    if log_format() == "json":
        from cms.watching.logs import logging_of

        logconfig_dict = logging_of("json")
        logging.captureWarnings(capture=True)
except VariablesError:
    pass  # cms/wsgi.py says it in a sentence
