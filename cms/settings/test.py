"""Settings of the tests: dev with a folder and a database of their own, and nothing at work."""

import fcntl
import hashlib
import os
from itertools import count
from pathlib import Path

from cms.settings.environment import ROOT


def _own_folder() -> Path:
    """Return a folder that no other run uses now, locked until this process ends.

    It is kept between runs with its migrated database; a run beside another takes the next.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    for number in count(1):
        folder = ROOT / "var" / "test" / f"{worker}-{number}"
        folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(folder / "lock", os.O_CREAT | os.O_RDWR)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
        else:
            return folder
    raise AssertionError  # the count has no end


# Whatever the shell says: tests never touch the database, uploads and releases of the demo.
_HOME = _own_folder()
os.environ["LOA_VAR"] = str(_HOME)

from cms.settings.dev import *  # noqa: E402


def _is_shaping(file: Path) -> bool:
    """Tell whether a file has a part in what ``migrate`` makes: tables, triggers, first rows."""
    text = file.read_bytes()
    return file.parent.name == "migrations" or b"post_migrate" in text or b"TRIGGER" in text


_OURS = (file for app in INSTALLED_APPS for file in (ROOT / app).rglob("*.py"))
LOA_SHAPING = sorted(file for file in _OURS if _is_shaping(file))


def _schema() -> str:
    """Return a digest of what shapes the database: a kept one must fit it."""
    files = [ROOT / "requirements.txt", *LOA_SHAPING]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]


DEBUG = False
LOA_HANDS = 1  # tests run beside each other already
if env.database:  # the tests' own database on the server, kept between runs as the files are
    DATABASES["default"]["TEST"] = {"NAME": f"loa_test_{_HOME.name}_{_schema()}".replace("-", "_")}
else:
    DATABASES["default"]["TEST"] = {"NAME": _HOME / f"{_schema()}.sqlite3"}
CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
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
