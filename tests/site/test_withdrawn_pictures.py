"""Pictures that may not be shown now: nothing serves one, however it came to that, nor names it."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from wagtail.models import Collection, CollectionViewRestriction

from cms.models import HomePage
from guides.models import GuidePage
from media.models import Illustration
from sitegen.errors import SitegenError
from sitegen.pipeline import Worker
from sitegen.release.feed import LATEST, feed_paths, read_change, read_latest
from sitegen.release.manifest import read_manifest, release_ids
from sitegen.release.switch import current_release
from sitegen.withdrawing import roll_back_safely, withdrawn_titles
from tests.factories import (
    Province,
    a_group,
    a_guide_page,
    a_picture,
    a_step,
    items,
    png,
    publish,
    stream,
)

STEPS = 14


class World:
    """Pictures by their rows, pages that show some of them, and what each release showed."""

    def __init__(self, province: Province, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  # acts
        self.folder = Path(settings.LOA_VAR)
        self.releases = self.folder / "releases"
        self.worker = Worker(self.folder)
        self.seen: set[str] = set()
        self.taken_back: set[str] = set()
        for _ in range(3):
            self.upload()
        self.pages = [
            a_guide_page(province.office, title=f"Trang {number}", groups=self._groups())
            for number in range(2)
        ]
        self.closed = Collection.get_first_root_node().add_child(name="Kín")
        CollectionViewRestriction.objects.create(
            collection=self.closed, restriction_type=CollectionViewRestriction.LOGIN
        )

    # What an officer does

    def upload(self) -> None:
        """Upload a picture; sometimes one that is there already, for a second row."""
        content = self._content()
        self.seen.add(a_picture(content=content).baked_digest)

    def tick_off(self) -> None:
        self._change(is_free_of_personal_data=False)

    def tick_on(self) -> None:
        self._change(is_free_of_personal_data=True)

    def close(self) -> None:
        self._change(collection=self.closed)

    def open(self) -> None:
        self._change(collection=Collection.get_first_root_node())

    def redact(self) -> None:
        self._change(redactions=[{"x": 10, "y": 10, "w": self.chance.choice([20, 40]), "h": 30}])
        self._change(is_free_of_personal_data=True)

    def replace(self) -> None:
        pk = self._change(file=ContentFile(self._content(), name="khac.png"))
        if pk is not None and self.chance.random() < 0.7:
            self._change(pk, is_free_of_personal_data=True)

    def delete(self) -> None:
        picture = self._any()
        is_emblem = HomePage.objects.filter(emblem=picture).exists()  # those may not be deleted
        if picture is not None and not is_emblem and Illustration.objects.count() > 2:
            if not picture.is_free_of_personal_data:
                self.taken_back.add(picture.baked_digest)
            picture.delete()

    def edit(self) -> None:
        page = GuidePage.objects.get(pk=self.chance.choice(self.pages).pk)
        page.groups = self._groups()
        publish(page)

    def identify(self) -> None:
        """Give the mirror an emblem: a picture that stands in no document."""
        home = HomePage.objects.get()
        home.emblem = self._any()
        publish(home)

    def release(self) -> None:
        assert self.worker.release(accepts_loss=True).status in {"released", "unchanged", "held"}
        for name in release_ids(self.releases):
            assert self.shown(name).isdisjoint(self.private())
        self.check()

    def roll_back(self) -> None:
        name = self.chance.choice(release_ids(self.releases))
        before = self.shown(name)
        lost = len(before - self.allowed())
        try:
            done = roll_back_safely(self.folder, name)
        except SitegenError as error:
            if error.code == "release-unknown":
                return
            raise
        assert self.shown() == before & self.allowed()
        assert done.left_out == ((f"{lost} hình nay không được hiện",) if lost else ())
        self.check()

    # What must hold

    def check(self) -> None:
        allowed = self.allowed()
        assert self.shown() <= allowed
        forbidden = {digest[:16] for digest in self.seen} - allowed
        root = (self.releases / "current").resolve()
        feed = set(feed_paths(root))
        for path in sorted(root.rglob("*")):
            name = str(path.relative_to(root))
            if path.is_file() and (name not in feed or "/all-" in name or name == LATEST):
                told = name.encode() + path.read_bytes()
                assert not [one for one in forbidden if one.encode() in told], name
        for change in self._changes(root):
            listed = {entry.path for entry in (*change.added, *change.changed)}
            assert {_digest(path) for path in listed} <= allowed | {""}
            gone = {_digest(entry.path) for entry in change.removed}
            assert gone.isdisjoint(self.private())
        for name in release_ids(self.releases):
            manifest = read_manifest(self.releases, name)
            assert manifest is not None
            is_refused = bool(withdrawn_titles(self.folder, manifest))
            assert is_refused == bool(self.shown(name) - allowed)

    def allowed(self) -> set[str]:
        rows = Illustration.objects.filter(is_free_of_personal_data=True)
        return {one.baked_digest[:16] for one in rows.exclude(collection=self.closed)}

    def private(self) -> set[str]:
        """Return what no kept release may have: all but pictures that were deleted when public."""
        rows = set(Illustration.objects.values_list("baked_digest", flat=True))
        return {digest[:16] for digest in rows | self.taken_back} - self.allowed()

    def shown(self, name: str = "") -> set[str]:
        manifest = read_manifest(self.releases, name or current_release(self.releases))
        return {_digest(path) for path in manifest.files} - {""} if manifest else set()

    def _changes(self, root: Path) -> Iterator[Any]:
        latest = read_latest(root)
        assert latest is not None
        for n in range(latest.oldest + 1, latest.n + 1):
            change = read_change(root, n)
            assert change is not None
            yield change

    # Chance

    def _any(self) -> Any:
        return self.chance.choice([*Illustration.objects.order_by("pk"), None])

    def _change(self, pk: int | None = None, **fields: Any) -> int | None:
        picture = Illustration.objects.get(pk=pk) if pk else self._any()
        if picture is None:
            return None
        before = picture.baked_digest
        for name, value in fields.items():
            setattr(picture, name, value)
        picture.save()
        self.seen.add(picture.baked_digest)
        self.taken_back |= {before} - {picture.baked_digest}
        return int(picture.pk)

    def _content(self) -> bytes:
        return png(color=self.chance.choice(["#123456", "#654321", "#aa8800", "#0088aa"]))

    def _groups(self) -> Any:
        pictures = self.chance.sample([*Illustration.objects.order_by("pk")], 2)
        steps = [
            a_step(f"Xem hình {one.pk}.", pictures=items({"picture": one.pk, "alt": "Hình."}))
            for one in pictures
        ]
        return stream(("group", a_group(*steps)))


def _digest(path: str) -> str:
    return path.removeprefix("pictures/")[:16] if path.startswith("pictures/") else ""


@pytest.mark.parametrize("seed", range(6))
def test_no_picture_that_may_not_be_shown_now_comes_back(province: Province, seed: int) -> None:
    world = World(province, seed)
    world.release()
    acts = [world.tick_off, world.tick_on, world.replace, world.delete, world.redact, world.edit]
    acts += [world.upload, world.close, world.open, world.identify]
    for _ in range(STEPS):
        world.chance.choice(acts)()
        world.chance.choice([world.release, world.roll_back])()
    world.release()
