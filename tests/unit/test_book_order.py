"""The chapters of a book: pages of one language, in the order of the tree, and no mere lists."""

import json
import random
from typing import get_args

import pytest

from sitegen.documents.kinds import Document, Leading
from sitegen.release.profiles.reading import readings
from tests.lots import lots
from tests.unit.export_samples import Sample

KINDS = [one.__dataclass_fields__["kind"].default for one in get_args(Document)]
LEADING = {one.__dataclass_fields__["kind"].default for one in get_args(Leading)}


def _files(
    folder: str, links: list[str], *, kind: str, language: str, spoken: str
) -> dict[str, tuple[bytes, str, str]]:
    inner = f' lang="{spoken}"' if spoken != language else ""
    page = f'<!doctype html><html lang="{language}"><body><main{inner}></main></body></html>'
    up = "../" * folder.count("/")
    twin = "# T\n\n" + "\n\n".join(f"[x]({up}{one}index.html)" for one in links)
    data = json.dumps({"document": {"head": {"language": language}, "kind": kind}})
    texts = {"html": page, "md": twin, "json": data}
    groups = {"html": "page", "md": "data", "json": "data"}
    return {
        f"{folder}index.{end}": (text.encode(), groups[end], folder or "home")
        for end, text in texts.items()
    }


@pytest.mark.parametrize("seed", lots(20, 3_000))
def test_pages_below_a_page_stand_together_in_its_order_and_language(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    folders = [""]
    for number in range(chance.randrange(1, 25)):
        folders.append(f"{chance.choice(folders)}{chance.choice('abc')}{number}/")
    kinds = {one: chance.choice(KINDS) for one in folders}
    languages = {one: chance.choice(["vi", "vi", "vi", "en", "tyz"]) for one in folders}
    files: dict[str, tuple[bytes, str, str]] = {}
    links = {one: chance.sample(folders, chance.randrange(len(folders))) for one in folders}
    for one in folders:
        spoken = chance.choice([languages[one], "vi"])
        files |= _files(one, links[one], kind=kinds[one], language=languages[one], spoken=spoken)
    asked = chance.choice(folders)
    chapters = readings(Sample(files, {}).released, asked)
    found = [one.path.removesuffix("index.html") for one in chapters]
    assert found[0] == asked
    assert {one.language for one in chapters} == {languages[asked]}
    assert set(found[1:]) == {
        one
        for one in folders
        if one.startswith(asked)
        and one != asked
        and languages[one] == languages[asked]
        and kinds[one] not in LEADING
    }
    for one in found:
        inside = [at for at, other in enumerate(found) if other.startswith(one)]
        assert inside == list(range(inside[0], inside[0] + len(inside)))
        below = [other for other in found if other != one and other.startswith(one)]
        nearest = [
            other
            for other in below
            if not any(between != other and other.startswith(between) for between in below)
        ]
        led = [other for other in links[one] if other in nearest]
        assert [other for other in nearest if other in led] == led
        assert nearest[: len(led)] == led
