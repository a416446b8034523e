"""Promise 6: a release may die at any moment: the old mirror stays whole, and is back at once."""

import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from sitegen.release.feed import is_of_feed
from sitegen.release.switch import current_release
from tests.commands import start
from tests.demo_world import copy_demo, demo_environment, manage

pytestmark = pytest.mark.journey

CONTACT = "lien-he/index.html"
WORDS = "Gọi trước khi đi, cả ngày mất điện."
EDIT = f"""
from cms.models import ContactPage
page = ContactPage.objects.get(slug="lien-he", locale__language_code="vi")
page.lead = "{WORDS}"
page.save_revision().publish()
"""
READ = (".html", ".json", ".js", ".css")
"""What the reader asks for all the while; pictures are compared before and after."""

Tree = dict[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerCuts:
    """The folder, its mirror before and after, every state that a reader met, and the kills."""

    folder: Path
    before: Tree
    after: Tree
    met: list[Tree]
    kills: int


@pytest.fixture(scope="module")
def cuts(tmp_path_factory: pytest.TempPathFactory) -> PowerCuts:
    """Publish an edit of the demo and kill its release again and again, reading all the while."""
    folder = tmp_path_factory.mktemp("cuts") / "var"
    copy_demo(folder)
    before = _mirror(folder)
    _publish(folder)
    met: list[Tree] = []
    with TemporaryFile("w+") as said:
        dying = start(demo_environment(folder), "-m", "tests.dying_releases", stdout=said)
        while dying.poll() is None:
            seen = _mirror(folder, READ)
            if not met or met[-1] != seen:
                met.append(seen)
            time.sleep(0.02)  # leave the machine to the releases
        said.seek(0)
        kills = int(said.read())
    return PowerCuts(folder=folder, before=before, after=_mirror(folder), met=met, kills=kills)


def _publish(folder: Path) -> None:
    done = manage(folder, "shell", "-v", "0", "-c", EDIT)
    assert done.returncode == 0, done.stderr


def _mirror(folder: Path, endings: tuple[str, ...] = ("",)) -> Tree:
    """Return what somebody reads who follows the link once, as nginx does."""
    root = (folder / "releases" / "current").resolve(strict=True)
    return {
        name: path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
        and path.name.endswith(endings)
        and not is_of_feed(name := str(path.relative_to(root)))
    }


def _text(tree: Tree) -> Tree:
    return {path: content for path, content in tree.items() if path.endswith(READ)}


def test_citizens_read_the_old_mirror_whole_until_the_new_one_is(cuts: PowerCuts) -> None:
    assert cuts.kills >= 8, cuts.kills
    assert cuts.met[0] == _text(cuts.before)
    assert [one for one in cuts.met if one not in (_text(cuts.before), _text(cuts.after))] == []
    assert len(cuts.met) <= 2  # never back to the old one


def test_nothing_is_lost_by_the_kills(cuts: PowerCuts, tmp_path: Path) -> None:
    assert WORDS not in cuts.before[CONTACT].decode()
    assert WORDS in cuts.after[CONTACT].decode()
    unhurt = tmp_path / "var"
    copy_demo(unhurt)
    _publish(unhurt)
    assert manage(unhurt, "release").returncode == 0
    assert _mirror(unhurt) == cuts.after


def test_going_back_and_forth_makes_nothing_anew(cuts: PowerCuts) -> None:
    """What takes a second is a link that is turned: no file of theirs is written, whatever their number."""
    releases = cuts.folder / "releases"
    new = current_release(releases)
    files = _inodes(releases)
    assert manage(cuts.folder, "rollback").returncode == 0
    assert _mirror(cuts.folder) == cuts.before
    assert manage(cuts.folder, "rollback", new).returncode == 0
    assert _mirror(cuts.folder) == cuts.after
    assert _inodes(releases) == files


def _inodes(releases: Path) -> set[tuple[str, int]]:
    """Return every file of every release with its place on the disk."""
    return {
        (str(path.relative_to(releases)), path.stat().st_ino)
        for path in releases.rglob("*")
        if path.is_file() and not path.is_symlink() and path.parent != releases
        if "changes" not in path.parts and path.name != "latest.json"
    }
