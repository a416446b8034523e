"""Settings of the tests: dev with a folder and a database of their own, and nothing at work."""

import hashlib
import os

from cms.settings.environment import ROOT

# Whatever the shell says: tests never touch the database, uploads and releases of the demo.
_HOME = ROOT / "var" / "test" / os.environ.get("PYTEST_XDIST_WORKER", "main")
os.environ["LOA_VAR"] = str(_HOME)
_HOME.mkdir(parents=True, exist_ok=True)

from cms.settings.dev import *  # noqa: E402


def _schema() -> str:
    """Return a digest of what shapes the database: a kept one must fit the migrations."""
    files = [ROOT / "requirements.txt", *sorted(ROOT.glob("*/migrations/*.py"))]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]


DEBUG = False
DATABASES["default"]["TEST"] = {"NAME": _HOME / f"{_schema()}.sqlite3"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {
    "default": {  # what was asked for can be read, nothing is done behind a test's back
        "BACKEND": "django_tasks.backends.dummy.DummyBackend",
        "QUEUES": ["default", "release"],
    }
}
MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")  # there are no collected files
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WAGTAILADMIN_BASE_URL = "http://testserver"
ALLOWED_HOSTS = ["*"]
