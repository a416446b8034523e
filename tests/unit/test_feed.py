"""The feed of changes: whoever wakes whenever has what a fresh copy has, and nothing that went."""

import importlib.util
import json
import os
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from sitegen.documents.editions import edition_path
from sitegen.release import feed
from sitegen.release.build import Build, Remembered
from sitegen.release.export import Asked, Profile, export
from sitegen.release.manifest import read_manifest, release_ids
from sitegen.release.purge import purge
from sitegen.release.rollback import roll_back
from sitegen.release.switch import CURRENT, current_release
from sitegen.render.api_schema import definitions
from sitegen.store import Store
from tests.unit.mirror_samples import FORM, PlainWorkshop, Province, Row, Sameness, release, tree

CLIENTS, STEPS = (200, 120) if os.environ.get("LOA_SOAK") else (40, 40)
FOLLOW = Path(__file__).parents[2] / "examples" / "follow.py"


def _program(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


follow = _program(FOLLOW).follow


class World:
    """A mirror with a history: pages come, change, go, become private, and releases are rolled back."""

    def __init__(self, folder: Path, seed: int = 1, picture: str = "picture {}") -> None:
        self.picture = picture
        self.folder, self.province = folder, Province.of(6)
        self.random = random.Random(seed)  # noqa: S311
        self.numbers = count(100)
        self.moment = datetime(2026, 11, 1, tzinfo=UTC)
        self.remembered, self.same = Remembered(), Sameness()
        self.private: set[str] = set()
        self.secrets: set[str] = set()
        """What may be read nowhere: paths and digests of what became private."""
        self.release()

    @property
    def releases(self) -> Path:
        return self.folder / "releases"

    @property
    def root(self) -> Path:
        return self.releases / CURRENT

    @property
    def latest(self) -> feed.Latest:
        found = feed.read_latest(self.root)
        assert found
        return found

    def release(self) -> None:
        self.moment += timedelta(minutes=7)
        workshop = PlainWorkshop(lambda name: self.picture.format(name).encode(), lambda _: FORM)
        made = Build(
            self.folder,
            workshop,
            self.moment,
            self.remembered,
            private=lambda: frozenset(self.private),
        )
        report = made.run(self.same(self.province.collection()))
        assert not report.is_failed, report
        purge(self.releases, Store(self.folder / "store"), keys=frozenset(self.private))

    def step(self) -> None:
        """Do something that happens to a mirror."""
        way = self.random.choice(
            ("edit", "edit", "edit", "add", "go", "hide", "back", "print", "forget")
        )
        rows = self.province.rows
        number = self.random.choice(sorted(rows))
        if way == "add" or len(rows) < 4:
            number = next(self.numbers)
            rows[number] = Row(slug=f"trang-{number}", title=f"Trang {number}", has_figure=True)
        elif way == "edit":
            self.province.edit(number, body=f"Sửa {next(self.numbers)}")
        elif way == "go":
            del rows[number]
        elif way == "hide":
            self.hide(number)
        elif way == "back" and len(release_ids(self.releases)) > 1:
            self.moment += timedelta(minutes=1)
            name = self.random.choice(release_ids(self.releases))
            private = frozenset(self.private)
            roll_back(self.releases, name, at=self.moment, private=lambda: private)
            return
        elif way == "print":
            self.print_sheets()
        elif way == "forget":
            self.remembered, self.same = Remembered(), Sameness()
        self.release()

    def print_sheets(self) -> None:
        """Print a sheet, and let an older one be overtaken; their codes are to be found nowhere."""
        editions = self.province.editions
        if editions:
            editions[self.random.choice(sorted(editions))] = "changed"
        code = f"{self.random.randrange(10**6):06}"
        editions[code] = "right"
        self.secrets.add(edition_path(code))

    def hide(self, number: int) -> None:
        """Make a page private; all that names it is to be found nowhere from then on."""
        key = f"page-{number}"
        for name in release_ids(self.releases):
            manifest = read_manifest(self.releases, name)
            for path, file in manifest.files.items() if manifest else ():
                if file.owner == key and not path.startswith(("pictures/", "files/")):
                    self.secrets |= {path, file.digest}
        self.private.add(key)
        self.province.rows.pop(number, None)

    def wanted(self) -> dict[str, bytes]:
        """Return what a program copies of what is served."""
        manifest = read_manifest(self.releases, current_release(self.releases))
        assert manifest
        files = tree(self.folder)
        return {
            path: files[path] for path, one in manifest.files.items() if feed.is_copied(path, one)
        }

    def fetch(self, path: str) -> bytes:
        return (self.root / path).read_bytes()


def _copy(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".loa")
    }


@pytest.mark.parametrize("seed", [7, 11])
def test_clients_that_wake_at_random_have_what_a_fresh_copy_has(tmp_path: Path, seed: int) -> None:
    world = World(tmp_path / "var", seed)
    awake = random.Random(seed)  # noqa: S311
    clients = [tmp_path / f"client-{number}" for number in range(CLIENTS)]
    ways: dict[str, int] = {}
    numbers = [world.latest.n]
    for _ in range(STEPS):
        world.step()
        numbers.append(world.latest.n)
        for client in awake.sample(clients, CLIENTS // 10):
            how = follow(world.fetch, client).partition(":")[0]
            ways[how] = ways.get(how, 0) + 1
            assert _copy(client) == world.wanted()
        texts = b"".join(path.read_bytes() for path in world.releases.rglob("api/v1/**/*.json"))
        assert [one for one in world.secrets if one.encode() in texts] == []
        assert len(list(world.releases.glob(f"0*/{feed.LATEST}"))) == 1
    for client in clients:
        follow(world.fetch, client)
    assert [client for client in clients if _copy(client) != world.wanted()] == []
    assert world.secrets
    assert ways["replayed"] > 0 < ways["anew"]
    assert numbers == sorted(numbers)


def test_feed_of_a_version_that_named_printed_sheets_begins_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for when in ("before the list of all", "after it"):
        world, client = World(tmp_path / when), tmp_path / f"client {when}"
        with monkeypatch.context() as old:
            old.setattr(feed, "EDITIONS", "none")
            old.setattr(feed, "CHANGES_PER_LIST", 0 if when.startswith("before") else 40)
            world.print_sheets()
            world.release()
            follow(world.fetch, client)
            assert any(path.startswith("H/") for path in _copy(client))
        n = world.latest.n
        world.print_sheets()
        world.release()
        assert world.latest.n == world.latest.oldest > n
        assert follow(world.fetch, client).startswith("anew")
        assert _copy(client) == world.wanted()
        texts = b"".join(path.read_bytes() for path in world.releases.rglob("api/v1/**/*.json"))
        assert b'"H/' not in texts


def test_empty_file_is_copied_as_one(tmp_path: Path) -> None:
    world, client = World(tmp_path / "var", picture=""), tmp_path / "client"
    follow(world.fetch, client)
    world.province.rows = {next(world.numbers): Row(slug="trang", title="Trang", has_figure=True)}
    world.release()
    follow(world.fetch, client)
    assert b"" in world.wanted().values()
    assert _copy(client) == world.wanted()


def test_release_that_changes_nothing_for_programs_has_no_number(tmp_path: Path) -> None:
    world = World(tmp_path)
    before = world.latest
    world.province.base_address = "https://tinh.example.vn/"  # sitemaps only
    world.release()
    assert current_release(world.releases) == world.latest.release != before.release
    assert world.latest.n == before.n


def test_one_page_costs_two_kilobytes_at_most(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.province.edit(10, body="Một câu khác.")
    world.release()
    sizes = [(world.root / feed.LATEST).stat().st_size]
    sizes.append((world.root / feed.CHANGES / f"{world.latest.n}.json").stat().st_size)
    assert sum(sizes) <= 2000


def test_the_feed_is_as_it_is_described(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.province.edit(10, body="Một câu khác.")
    world.release()
    names = {feed.LATEST: "Latest", f"{feed.CHANGES}{world.latest.n}.json": "Change"}
    names |= {f"{feed.CHANGES}all-{world.latest.all}.json": "EveryFile"}
    for path, name in names.items():
        told = json.loads((world.root / path).read_bytes())
        schema = {"$ref": f"#/$defs/{name}", "$defs": definitions("#/$defs/")}
        Draft202012Validator(schema).validate(told)
        assert set(told) == set(definitions("#/$defs/")[name]["properties"])


def test_rollback_is_a_number_that_leads_back(tmp_path: Path) -> None:
    world = World(tmp_path / "var")
    world.province.edit(10, body="Sai.")
    world.release()
    follow(world.fetch, tmp_path / "client")
    n = world.latest.n
    roll_back(world.releases, at=world.moment)
    assert world.latest.n == n + 1
    assert follow(world.fetch, tmp_path / "client") == "replayed"
    assert _copy(tmp_path / "client") == world.wanted()
    roll_back(world.releases, world.latest.release)  # to what is served: nothing happens
    assert world.latest.n == n + 1


def _gap(world: World) -> None:
    (world.root / feed.CHANGES / f"{world.latest.n - 1}.json").unlink()


def _damage(world: World) -> None:
    (world.root / feed.CHANGES / f"{world.latest.n}.json").write_bytes(b'{"n": 3')


def _another_history(world: World) -> None:
    path = world.root / feed.CHANGES / f"{world.latest.n}.json"
    path.write_text(json.dumps({**json.loads(path.read_bytes()), "before": "0" * 64}))


@pytest.mark.parametrize("what", [_gap, _damage, _another_history])
def test_client_of_a_broken_feed_begins_anew_and_so_does_the_next_release(
    tmp_path: Path, what: Callable[[World], None]
) -> None:
    world, client = World(tmp_path / "var"), tmp_path / "client"
    follow(world.fetch, client)
    for number in range(2):
        world.province.edit(10, body=f"Lần {number}")
        world.release()
    n = world.latest.n
    what(world)
    newcomer = tmp_path / "newcomer"
    with pytest.raises((OSError, ValueError)):  # it needs that one: it is told so, and has nothing
        follow(world.fetch, newcomer)
    assert not newcomer.exists()
    world.province.edit(10, body="Sau đó.")
    world.release()
    assert world.latest.n > n
    assert follow(world.fetch, client).startswith("anew")
    assert _copy(client) == world.wanted()
    follow(world.fetch, newcomer)
    assert _copy(newcomer) == world.wanted()


def test_damaged_beginning_of_the_feed_begins_a_history_with_higher_numbers(tmp_path: Path) -> None:
    world, client = World(tmp_path / "var"), tmp_path / "client"
    follow(world.fetch, client)
    n = world.latest.n
    (world.root / feed.LATEST).write_bytes(b"")
    world.province.edit(10, body="Sau đó.")
    world.release()
    assert world.latest.n > n
    assert follow(world.fetch, client).startswith("anew")
    assert _copy(client) == world.wanted()


def test_history_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "MOST_CHANGES", 3)
    world, client = World(tmp_path / "var"), tmp_path / "client"
    follow(world.fetch, client)
    for number in range(6):
        world.province.edit(10, body=f"Lần {number}")
        world.release()
    latest = world.latest
    names = {path.stem for path in (world.root / feed.CHANGES).glob("*.json")}
    changes = {str(n) for n in range(latest.oldest + 1, latest.n + 1)}
    assert latest.n - latest.oldest == 3
    assert names == changes | {f"all-{latest.all}"}
    assert follow(world.fetch, client).startswith("anew: from")
    assert _copy(client) == world.wanted()


def test_what_becomes_private_long_after_it_went_is_forgotten_where_it_is_served(
    tmp_path: Path,
) -> None:
    world, client = World(tmp_path / "var"), tmp_path / "client"
    del world.province.rows[10]
    world.release()
    follow(world.fetch, client)
    assert b"huong-dan-10" in b"".join(
        path.read_bytes() for path in (world.root / feed.CHANGES).glob("*")
    )
    n = world.latest.n
    assert feed.forget(world.releases, frozenset({"page-10"}), world.moment)
    assert not feed.forget(world.releases, frozenset({"page-10"}), world.moment)
    assert b"huong-dan-10" not in b"".join(
        path.read_bytes() for path in (world.root / "api").rglob("*.json")
    )
    assert world.latest.n > n
    assert follow(world.fetch, client).startswith("anew")
    assert _copy(client) == world.wanted()


def test_feed_is_in_no_manifest_and_does_not_count_as_a_difference(tmp_path: Path) -> None:
    world = World(tmp_path / "one")
    world.province.edit(10, body="Một.")
    world.release()
    release(world.province, tmp_path / "two")
    assert tree(tmp_path / "one") == tree(tmp_path / "two")
    manifest = read_manifest(world.releases, current_release(world.releases))
    assert manifest
    assert not [path for path in manifest.files if feed.is_of_feed(path)]
    assert feed.feed_paths(world.root)[-1] == feed.LATEST


@pytest.mark.parametrize(("profile", "has_feed"), [("web", True), ("api", True), ("usb", False)])
def test_feed_leaves_with_what_programs_read(
    tmp_path: Path, profile: Profile, *, has_feed: bool
) -> None:
    world, there, client = World(tmp_path / "var"), tmp_path / "there", tmp_path / "client"

    def send() -> None:
        asked = Asked(destination=str(there), target="dir", profile=profile)
        export(world.folder, asked, publisher="x", tell_withdrawn=lambda _: ())

    send()
    assert (there / feed.LATEST).exists() == has_feed
    if profile == "web":
        follow(lambda path: (there / path).read_bytes(), client)
        world.province.edit(10, body="Một câu khác.")
        world.release()
        send()
        assert follow(lambda path: (there / path).read_bytes(), client) == "replayed"
        assert _copy(client) == world.wanted()
