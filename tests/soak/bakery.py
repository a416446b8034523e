"""Wagtail's own demonstration, bakerydemo, for the same officers: what plain Wagtail costs here.

``LOA_BAKERYDEMO`` is a folder with a checkout of it and an environment ``.venv`` that runs it; see
docs/operators/load.md.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.own_postgresql import Cluster
from tests.running_server import HOST
from tests.soak.browsing import Address
from tests.soak.offices import Offices, behind_nginx, gunicorn, running

__all__ = ["checkout", "running_bakery"]

_OFFICERS = """
import json
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, User
from bakerydemo.breads.models import BreadPage
key, group = make_password("{password}"), Group.objects.get(name="Moderators")
for number in range({count}):
    user, _ = User.objects.get_or_create(username=f"can-bo-{{number}}", defaults={{"password": key}})
    user.groups.add(group)
BreadPage.objects.update(introduction="A bread.")  # generated ones leave no room for the numbers
print(json.dumps(list(BreadPage.objects.live().order_by("pk").values_list("pk", flat=True))))
"""


def checkout() -> Path | None:
    """Return the folder of bakerydemo, None where nobody has named one."""
    named = os.environ.get("LOA_BAKERYDEMO", "")
    return Path(named) if named else None


@contextmanager
def running_bakery(folder: Path, place: Path, cluster: Cluster, pages: int) -> Iterator[Offices]:
    """Install it into a database of its own with so many generated pages more; run it."""
    python = str(place / ".venv" / "bin" / "python")
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("LOA_")
    } | {
        "DJANGO_SETTINGS_MODULE": "bakerydemo.settings.production",
        "DATABASE_URL": cluster.make("bakery").replace("postgresql:", "postgres:"),
        "DJANGO_SECRET_KEY": "0123456789-_.~" * 4,
        "PRIMARY_HOST": HOST,
    }
    environment.pop("PYTHONPATH", None)

    def manage(*arguments: str) -> str:
        command = (python, "manage.py", *arguments)
        done = subprocess.run(
            command, cwd=place, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    manage("migrate", "-v", "0")
    manage("load_initial_data")
    manage("create_random_data", str(pages // 4), "10", "0")
    manage("collectstatic", "--noinput", "-v", "0")
    command = gunicorn("bakerydemo.wsgi", python)
    editors, nginx, port = behind_nginx(folder, folder, command, environment, place)
    with running(*editors, nginx):
        yield Offices(
            var=folder,
            address=Address(port=port, host=HOST, field="introduction"),
            editors=editors,
            nginx=nginx,
            manage=manage,
            hire=_OFFICERS,
            database=cluster,
        )
