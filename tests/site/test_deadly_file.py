"""A file that kills the process that makes it: the mirror goes on, with or without helpers."""

import subprocess
import sys
from pathlib import Path

import pytest

from sitegen.release.lock import locked
from tests.commands import ROOT
from tests.migrated import migrated_copy
from tests.running_server import environment_of

_RELEASE = """
import os, sys
import django
django.setup()
from sitegen.plan import PageWork
from sitegen.render.workshop import Workshop

make = Workshop.make

def dying(self, work):
    if isinstance(work, PageWork) and work.document.head.title == "Tên mới":
        os.kill(os.getpid(), 9)
    return make(self, work)

Workshop.make = dying  # also in the processes that help: they begin with this file

if __name__ == "__main__":
    from guides.models import GuidePage
    from sitegen.pipeline import release_now
    from tests.factories import a_guide_page, a_province, publish
    if sys.argv[1] == "lay":
        office = a_province().office
        for title, slug in (("Tên cũ", "mot"), ("Trang khác", "hai")):
            a_guide_page(office, title=title, slug=slug)
    elif sys.argv[1] == "edit":
        page = GuidePage.objects.get(slug="mot")
        page.title = "Tên mới"
        publish(page)
        other = GuidePage.objects.get(slug="hai")
        other.title = "Tên khác"
        publish(other)
    report = release_now()
    print(report.status, *{one.code for one in report.findings if one.code.startswith("page-")})
"""


@pytest.mark.parametrize("hands", ["1", "2"])
def test_a_worker_that_died_of_a_file_makes_the_next_release_without_it(
    tmp_path: Path, hands: str
) -> None:
    var = tmp_path / "var"
    migrated_copy(var / "loa.sqlite3")
    (tmp_path / "release.py").write_text(_RELEASE)
    variables = {
        "LOA_VAR": str(var),
        "LOA_HANDS": hands,
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
    }
    environment = environment_of(variables) | {"PYTHONPATH": str(ROOT)}

    def released(how: str) -> tuple[int, str]:
        command = (sys.executable, tmp_path / "release.py", how)
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout.strip() or done.stderr[-900:]

    assert released("lay") == (0, "released")
    assert released("edit")[0] == -9
    assert released("again") == (0, "released page-kept")
    pages = [path.read_text() for path in (var / "releases/current").glob("*/*/index.html")]
    assert [title in "".join(pages) for title in ("Tên cũ", "Tên mới", "Tên khác")] == [
        True,
        False,
        True,
    ]


def test_only_who_died_with_the_lock_is_told_of(tmp_path: Path) -> None:
    def is_told() -> bool:
        with locked(tmp_path) as has_died:
            return has_died

    def fails() -> None:
        with locked(tmp_path):
            raise KeyError

    assert not is_told()
    with pytest.raises(KeyError):
        fails()
    assert not is_told()
    dies = "import os\nfrom pathlib import Path\nfrom sitegen.release.lock import locked\nwith locked(Path('.')): os._exit(9)"
    subprocess.run(
        [sys.executable, "-c", dies], cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, check=False
    )
    assert is_told()
    assert not is_told()
