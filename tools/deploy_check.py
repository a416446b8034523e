"""Run Django's deployment checks against the production settings, with stand-in values."""

import os
import subprocess
import sys
import tempfile

VALUES = {
    "DJANGO_SETTINGS_MODULE": "cms.settings.production",
    "LOA_SECRET_KEY": "a" * 25 + "b" * 25 + "0123456789-_.~",
    "LOA_ALLOWED_HOSTS": "loa.example.vn",
    "LOA_EDITOR_ADDRESS": "https://loa.example.vn",
    "LOA_MIRROR_ADDRESS": "https://dichvu.example.vn",
}


def main() -> int:
    """Return the exit code of ``check --deploy``; any warning counts."""
    with tempfile.TemporaryDirectory() as folder:
        return subprocess.run(  # our own command
            [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
            env={**os.environ, **VALUES, "LOA_VAR": folder},
            check=False,
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
