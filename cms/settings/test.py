"""Settings of the tests: dev with a folder of its own, quick passwords and immediate tasks."""

import os
import tempfile
from pathlib import Path

from cms.settings.environment import ROOT

_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
os.environ.setdefault(
    "LOA_VAR", str(Path(tempfile.gettempdir()) / f"loa-test-{os.getuid()}-{_WORKER}")
)

from cms.settings.dev import *  # noqa: E402

DEBUG = False
DATABASES["default"]["TEST"] = {"NAME": ROOT / "var" / "test.sqlite3"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend",
        "QUEUES": ["default", "release"],
    }
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WAGTAILADMIN_BASE_URL = "http://testserver"
ALLOWED_HOSTS = ["*"]
